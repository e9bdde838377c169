//! My profile: name, e-mail, phone and password, which nobody else changes; and, for an agent, how he is and where he stands.

mod address;
mod agent;
mod code;
mod name;
mod password;

use super::kit::{Card, Fact, Facts, PageHeader};
use super::live::use_hint;
use super::load::{Loaded, load_one};
use super::settings::{Part, settings_part};
use super::{language, w};
use crate::api::profile;
use crate::words::profile::ProfileWords;
use leptos::prelude::*;
use leptos_router::LazyRoute;

/// The page, in the module of the settings.
pub struct ProfileRoute;

impl LazyRoute for ProfileRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        settings_part(Part::Profile).await
    }
}

fn words() -> &'static ProfileWords {
    ProfileWords::get(language())
}

/// The page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let changed = use_hint(&["outbox"]);
    let profile = load_one(move || ((), changed.get()), |()| profile::get());
    view! {
        <PageHeader title=words().title description=words().text/>
        <Loaded from=profile let:now>
            <div class="narrow stack">
                <agent::AgentPart/>
                <name::NameForm now loader=profile/>
                <Card>
                    <div class="stack">
                        <h2>{words().addresses}</h2>
                        <Facts>
                            <Fact name=w().common.email>{move || now.with(|p| or_none(p.email.clone()))}</Fact>
                            <Fact name=w().common.phone>{move || now.with(|p| or_none(p.phone.clone()))}</Fact>
                        </Facts>
                        <code::CodeForm now loader=profile/>
                        <address::AddressForm now loader=profile/>
                    </div>
                </Card>
                <password::PasswordForm/>
            </div>
        </Loaded>
    }
}

fn or_none(text: Option<String>) -> String {
    text.unwrap_or_else(|| w().common.not_set.to_owned())
}
