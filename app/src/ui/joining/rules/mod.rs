//! The tab *Rules*: who comes in at once, who waits, by which way nobody comes, and what people are asked for.

mod details;
mod draft;
mod matrix;
mod save;
mod simulator;

use crate::api::join_rules;
use crate::ui::kit::{Banner, Section, Switch};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::{language, may, w};
use crate::words::rules::RulesWords;
use draft::Draft;
use leptos::prelude::*;
use model::join_rules::JoinRules;
use model::permission::Permission;

fn words() -> &'static RulesWords {
    RulesWords::get(language())
}

/// The tab.
#[component]
pub fn Rules() -> impl IntoView {
    let changed = use_hint(&["joins"]);
    let stored = load(move || changed.get(), |_| join_rules::get());
    view! {
        <Loaded from=stored let:shown>
            <Editor shown on_saved=move |rules| stored.set(rules)/>
        </Loaded>
    }
}

#[component]
fn Editor(
    /// The rules as the server has them.
    shown: Signal<JoinRules>,
    /// Gets what was saved.
    #[prop(into)]
    on_saved: Callback<JoinRules>,
) -> impl IntoView {
    let draft = Draft::new(&shown.get_untracked());
    // What somebody else saved comes in as long as nothing was changed here; afterwards saving says whose change it was.
    Effect::new(move |_| draft.follow(&shown.get()));
    let writes = may(Permission::OrganisationWrite);
    let verification = Signal::derive(move || draft.rules.with(|rules| rules.verification));
    let consequence = move || if verification.get() { words().verification_on } else { words().verification_off };
    view! {
        <div class="rules">
            <div class="rules-main">
                {(!writes).then(|| view! { <Banner>{w().common.lock_permission}</Banner> })}
                <section class="section">
                    <Switch
                        label=words().verification
                        checked=verification
                        disabled=!writes
                        on_change=move |on| draft.rules.update(|rules| rules.verification = on)
                    />
                    <p class="soft" role="status">{consequence}</p>
                </section>
                <Section title=words().ways description=words().ways_text>
                    <matrix::Matrix draft writes/>
                </Section>
                <Section title=words().details description=words().details_text>
                    <details::Details draft writes/>
                </Section>
            </div>
            <simulator::Simulator draft/>
            {writes.then(|| view! { <save::SaveBar draft shown on_saved/> })}
        </div>
    }
}
