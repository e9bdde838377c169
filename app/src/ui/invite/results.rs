//! What became of those who were invited: each with the state of the message and the link, or with what was in the way.

use super::delivery::delivery;
use super::verdict::said;
use super::ways::{Ways, ways_out};
use super::words;
use crate::api::invitations;
use crate::ui::kit::{CopyButton, Icon, icon};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::route::Page;
use crate::ui::{count, may};
use leptos::prelude::*;
use model::MemberId;
use model::invite::{InviteVerdict, Invited, PersonalInvitation};
use model::member::Status;
use model::permission::Permission;

/// The list; nothing before somebody was invited.
#[component]
pub fn Results(
    /// What became of each.
    results: RwSignal<Vec<Invited>>,
    /// What can be done about those who were not invited, where it is not offered elsewhere.
    #[prop(optional)]
    ways: Option<Ways>,
) -> impl IntoView {
    let changed = use_hint(&["outbox", "invitations"]);
    let sees = may(Permission::InvitationsRead);
    let made = Memo::new(move |_| {
        let made = |one: &Invited| one.member.clone().filter(|_| one.verdict == InviteVerdict::Fine);
        results.with(|all| all.iter().filter_map(made).collect::<Vec<MemberId>>())
    });
    let letters = load(
        move || (changed.get(), made.get()),
        move |(_, ids)| async move {
            if ids.is_empty() || !sees { Ok(Vec::new()) } else { invitations::personal(ids).await }
        },
    );
    let summary = move || {
        let (sent, not) = results.with(|all| {
            let sent = all.iter().filter(|one| one.verdict == InviteVerdict::Fine).count();
            (sent as i64, (all.len() - sent) as i64)
        });
        let sent = (sent > 0).then(|| count(&words().invited_n, sent));
        let not = (not > 0).then(|| count(&words().not_invited_n, not));
        sent.into_iter().chain(not).collect::<Vec<_>>().join(" ")
    };
    let lines = move || {
        let letters = letters.get().unwrap_or_default();
        results.get().into_iter().map(|one| line(&one, &letters, ways)).collect_view()
    };
    let leads = may(Permission::MembersRead);
    view! {
        <div aria-live="polite">
            <Show when=move || results.with(|results| !results.is_empty())>
                <section class="results" aria-label=words().results>
                    <p><strong>{summary}</strong></p>
                    <ul>{lines}</ul>
                    {leads.then(see_all)}
                </section>
            </Show>
        </div>
    }
}

fn see_all() -> AnyView {
    let href = [Page::Members.path(), "?status=", Status::Invited.word()].concat();
    view! { <p><a href=href>{words().see_all}</a></p> }.into_any()
}

fn line(one: &Invited, letters: &[PersonalInvitation], ways: Option<Ways>) -> AnyView {
    let address = one.address.clone();
    if one.verdict != InviteVerdict::Fine {
        let (why, ways) = (said(one), ways.map(|ways| ways_out(one, ways)));
        return view! {
            <li class="result">
                <span class="result-icon bad">{icon(Icon::Error)}</span>
                <span class="result-text"><strong>{address}</strong> <small>{words().result_not} ": " {why}</small></span>
                {ways}
            </li>
        }
        .into_any();
    }
    let letter = letters.iter().find(|letter| Some(&letter.member) == one.member.as_ref());
    let state = letter.and_then(|letter| letter.delivery.as_ref()).map(|sent| delivery(Some(sent)));
    let url = letter.and_then(|letter| letter.url.clone());
    view! {
        <li class="result">
            <span class="result-icon good">{icon(Icon::Success)}</span>
            <span class="result-text"><strong>{address}</strong> <small>{words().result_sent}</small></span>
            {state}
            {url.map(|text| view! { <CopyButton text=Signal::stored(text)/> })}
        </li>
    }
    .into_any()
}
