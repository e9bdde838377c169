//! The way to the seats.

use super::words;
use crate::ui::kit::{LinkButton, Section};
use crate::ui::may;
use crate::ui::route::INTEROPERABILITY;
use leptos::prelude::*;
use model::permission::Permission;

/// For whoever may see seats.
#[component]
pub fn SeatsLink() -> impl IntoView {
    may(Permission::SeatsRead).then(|| {
        view! {
            <Section title=words().interoperability description=words().interoperability_text>
                <div class="line">
                    <LinkButton href=INTEROPERABILITY>{words().interoperability_open}</LinkButton>
                </div>
            </Section>
        }
    })
}
