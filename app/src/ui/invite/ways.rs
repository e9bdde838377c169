//! The way out of each verdict: see, send again, re-examine, restore, or another address.

use super::{delivery_words, words};
use crate::api::{invitations, joins, members};
use crate::ui::deed::{Deed, deed, deed_in_place};
use crate::ui::kit::{Button, Confirm, LinkButton, toast};
use crate::ui::live::touch;
use crate::ui::route::Page;
use crate::ui::{may, w};
use crate::words::fill;
use leptos::prelude::*;
use model::invite::{Address, InviteVerdict, Invited};
use model::join::Decision;
use model::member::{Outcome, Step};
use model::permission::Permission;
use model::{JoinId, MemberId};

/// What the ways out of one list share. Make it once, at the top of the component.
#[derive(Clone, Copy)]
pub struct Ways {
    open: RwSignal<bool>,
    asked: RwSignal<Option<Invited>>,
    send_again: Deed<Invited>,
    reexamine: Deed<Invited>,
    restore: Deed<Invited>,
    other: Option<Callback<String>>,
}

/// `again` looks an address up anew when something was done about it; `other` lets it be typed anew.
pub fn ways(again: impl Fn(String) + Send + Sync + 'static, other: Option<Callback<String>>) -> Ways {
    let again = Callback::new(again);
    let (open, asked) = (RwSignal::new(false), RwSignal::new(None));
    let send_again = deed_in_place(
        |told: Invited| async move {
            let outcomes = invitations::resend(told.member.clone().into_iter().collect()).await?;
            Ok((told, outcomes))
        },
        move |(told, outcomes): (Invited, Vec<Outcome<MemberId>>)| {
            let said = fill(words().sent_again, &[("address", &told.address)]);
            settle(outcomes.first().and_then(|one| one.problem.as_ref()), said);
            again.run(told.address);
        },
    );
    let reexamine = deed_in_place(
        |told: Invited| async move {
            let outcomes = joins::decide(told.join.clone().into_iter().collect(), Decision::Reexamine).await?;
            Ok((told, outcomes))
        },
        move |(told, outcomes): (Invited, Vec<Outcome<JoinId>>)| {
            let said = fill(words().waits_again, &[("name", whom(&told))]);
            settle(outcomes.first().and_then(|one| one.problem.as_ref()), said);
            again.run(told.address);
        },
    );
    let restore = deed(
        |told: Invited| async move {
            let id = told.member.clone().unwrap_or_else(|| MemberId(String::new()));
            let detail = members::take_step(id, told.revision, Step::Restore).await?;
            Ok((told, detail.row.name))
        },
        move |(told, name): (Invited, String)| {
            open.try_set(false);
            toast::done(fill(words().restored, &[("name", &name)]));
            touch(&["members", "departments"]);
            again.run(told.address);
        },
    );
    Ways { open, asked, send_again, reexamine, restore, other }
}

fn settle(problem: Option<&model::Problem>, said: String) {
    match problem {
        Some(problem) => toast::failed(problem),
        None => toast::done(said),
    }
    touch(&["members", "invitations", "joins"]);
}

fn whom(told: &Invited) -> &str {
    if told.name.is_empty() { &told.address } else { &told.name }
}

/// The actions that this viewer has, small, beside the verdict.
pub fn ways_out(told: &Invited, ways: Ways) -> AnyView {
    let label = delivery_words();
    let (again, reexamined, asked) = (told.clone(), told.clone(), told.clone());
    let other = another(told, ways);
    match told.verdict {
        InviteVerdict::Waiting if may(Permission::JoinsRead) => {
            let mut href = Page::Joining.path().to_owned();
            if let Some(join) = &told.join {
                href.push_str("?open=");
                href.push_str(join.as_str());
            }
            view! { <LinkButton small=true href>{label.see_waiting}</LinkButton> }.into_any()
        }
        InviteVerdict::Invited if told.member.is_some() && may(Permission::InvitationsWrite) => view! {
            <Button small=true busy=ways.send_again.busy() on_click=move || ways.send_again.go(again.clone())>
                {label.send_again}
            </Button>
        }
        .into_any(),
        InviteVerdict::Refused if told.join.is_some() && may(Permission::JoinsWrite) => view! {
            <Button small=true busy=ways.reexamine.busy() on_click=move || ways.reexamine.go(reexamined.clone())>
                {label.reexamine}
            </Button>
        }
        .into_any(),
        InviteVerdict::Removed => {
            let same = (told.member.is_some() && may(Permission::MembersWrite)).then(|| {
                let ask = move || {
                    ways.restore.set_problem(None);
                    ways.asked.set(Some(asked.clone()));
                    ways.open.set(true);
                };
                view! { <Button small=true on_click=ask>{label.is_same}</Button> }
            });
            view! { {same} {other} }.into_any()
        }
        // Never *Restore*: it would show this person what belonged to the former one.
        InviteVerdict::OtherPerson => {
            let text = fill(label.other_person_text, &[("example", &example(&told.address))]);
            view! { {other} <small class="verdict-why">{text}</small> }.into_any()
        }
        InviteVerdict::Malformed => ways
            .other
            .map(|other| {
                let address = told.address.clone();
                view! { <Button small=true on_click=move || other.run(address.clone())>{w().common.edit}</Button> }
            })
            .into_any(),
        _ => ().into_any(),
    }
}

fn another(told: &Invited, ways: Ways) -> Option<AnyView> {
    let (other, address) = (ways.other?, told.address.clone());
    let label = delivery_words().change_address;
    Some(view! { <Button small=true on_click=move || other.run(address.clone())>{label}</Button> }.into_any())
}

/// Another mailbox of the same form: `lin1@example.com` for `lin@example.com`.
fn example(address: &str) -> String {
    match Address::parse(address) {
        Ok(Address::Email(email)) => {
            let (local, domain) = email.as_str().rsplit_once('@').unwrap_or((email.as_str(), ""));
            [local, "1@", domain].concat()
        }
        _ => "name1@example.com".to_owned(),
    }
}

/// Asks before somebody is restored. Every list has it once, outside of any form.
#[component]
pub fn RestoreConfirm(ways: Ways) -> impl IntoView {
    let question = move |told: Invited| {
        let values = [("name", whom(&told)), ("address", told.address.as_str())];
        let title = fill(words().restore_title, &values);
        let counts = fill(words().restore_counts, &values);
        let consequence = fill(words().restore_consequence, &values);
        view! {
            <Confirm
                open=ways.open
                title
                counts
                consequence
                way_back=words().restore_back
                confirm=words().restore_confirm
                busy=ways.restore.busy()
                problem=ways.restore.problem()
                on_confirm=move |()| ways.restore.go(told.clone())
            />
        }
    };
    move || ways.asked.get().map(question)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_mailbox_looks_like_the_one_that_was_typed() {
        assert_eq!(example("Lin <lin.fang@example.com>"), "lin.fang1@example.com");
        assert_eq!(example("138 0013 8000"), "name1@example.com");
    }
}
