//! What runs here.

use super::words;
use crate::ui::kit::{Fact, Facts, Section};
use crate::ui::{format, session, w};
use leptos::prelude::*;

/// Version, and what a person who helps may ask for.
#[component]
pub fn About() -> impl IntoView {
    let organisation = untrack(session::me).organisation.id;
    view! {
        <Section title=words().about>
            <div class="card settings-narrow">
                <Facts>
                    <Fact name=words().version>"Muster " {env!("CARGO_PKG_VERSION")}</Fact>
                    <Fact name=words().organisation_id><span class="mono">{organisation.0}</span></Fact>
                    <Fact name=words().time_zone>{format::zone()}</Fact>
                    <Fact name=w().common.language>{crate::ui::language().name()}</Fact>
                </Facts>
            </div>
        </Section>
    }
}
