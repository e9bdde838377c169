//! The simulator: a case, what happens in it, and by which rule. It asks the same function that judges real people.

use super::draft::Draft;
use super::matrix::tone;
use super::words;
use crate::ui::kit::{Choice, Select, badge};
use crate::ui::{labels, w};
use leptos::prelude::*;
use model::invitation::Channel;
use model::join_rules::Case;
use model::permission::Role;

/// The card beside the rules.
#[component]
pub fn Simulator(
    /// The rules.
    draft: Draft,
) -> impl IntoView {
    let channel = RwSignal::new(Channel::Email.word().to_owned());
    let role = RwSignal::new(Role::Member.word().to_owned());
    let channels: Vec<Choice> =
        Channel::ALL.iter().map(|one| Choice::new(one.word(), w().common.channel(*one))).collect();
    let roles: Vec<Choice> = Role::ALL.iter().map(|one| Choice::new(one.word(), w().common.role_name(*one))).collect();
    let roles = StoredValue::new(roles);
    let case = Memo::new(move |_| {
        let channel = channel.with(|word| Channel::from_word(word)).unwrap_or(Channel::Link);
        let inviter = role.with(|word| Role::from_word(word)).filter(|_| channel != Channel::Door);
        Case { channel, inviter }
    });
    let said = move || {
        let found = draft.rules.with(|rules| rules.explain(case.get()));
        view! {
            <p class="line">
                {badge(tone(found.outcome), words().outcome(found.outcome))}
                <strong>{words().says(found.outcome)}</strong>
            </p>
            <p class="soft">{labels().join_rule(found.rule)}</p>
        }
    };
    view! {
        <section class="card rules-simulator stack" aria-label=words().simulator>
            <h2>{words().simulator}</h2>
            <p class="soft">{words().simulator_text}</p>
            <Select name="channel" label=words().comes_by value=channel bind=channel options=channels/>
            <Show when=move || case.get().channel != Channel::Door>
                <Select name="inviter" label=words().invited_by value=role bind=role options=roles.get_value()/>
            </Show>
            <div class="simulated stack tight" role="status">{said}</div>
        </section>
    }
}
