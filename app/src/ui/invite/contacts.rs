//! The tab *From contacts*: people of other organisations that the viewer is in as well.

use super::common::{Common, CommonFields, Promise};
use super::results::Results;
use super::ways::{RestoreConfirm, ways};
use super::words;
use crate::api::invitations;
use crate::ui::deed::deed;
use crate::ui::kit::{Avatar, Badge, Choice, EmptyFirst, Form, FormActions, Icon, SearchBox, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loaded, load};
use crate::ui::{count, format, w};
use leptos::prelude::*;
use model::AccountId;
use model::invitation::Channel;
use model::invite::{Contact, Invite, InviteVerdict, Invited, NewPerson};

/// The search with its list, and those who were ticked.
#[component]
pub fn InviteContacts() -> impl IntoView {
    let search = RwSignal::new(String::new());
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let common = Common::empty();
    let results = RwSignal::new(Vec::<Invited>::new());
    let changed = use_hint(&["members"]);
    let found = load(move || (changed.get(), search.get()), |(_, search)| invitations::contacts(search));
    let ways = ways(|_| (), None);
    let send = deed(
        |(ids, invite): (Vec<String>, Invite)| async move { Ok((ids, invitations::invite(invite).await?)) },
        move |(ids, told): (Vec<String>, Vec<Invited>)| {
            let fine = |one: &&Invited| one.verdict == InviteVerdict::Fine;
            let done: Vec<&String> = ids.iter().zip(&told).filter(|(_, one)| fine(one)).map(|(id, _)| id).collect();
            if !done.is_empty() {
                toast::done(count(&words().invited_n, done.len() as i64));
            }
            chosen.update(|chosen| chosen.retain(|one| !done.contains(&&one.id)));
            results.set(told);
            touch(&["members", "invitations"]);
        },
    );
    let submit = move || {
        let people = chosen.get_untracked();
        if people.is_empty() {
            return;
        }
        let ids = people.iter().map(|one| one.id.clone()).collect();
        let person =
            |one: Choice| NewPerson { account: Some(AccountId::from(one.id)), name: one.label, ..NewPerson::default() };
        send.go((ids, common.invite(people.into_iter().map(person).collect())));
    };
    let number = move || chosen.with(|chosen| chosen.len() as i64);
    view! {
        <div class="stack">
            <div class="line">
                <SearchBox
                    label=words().search_contacts
                    value=search
                    on_search=move |text: String| search.set(text)
                    minor=true
                />
            </div>
            <Loaded from=found let:all>
                {move || list(all.get(), search.with(String::is_empty), chosen)}
            </Loaded>
            <p class="soft" aria-live="polite">{move || count(&words().chosen_n, number())}</p>
            <Results results ways/>
            <Form on_submit=submit problem=send.problem()>
                <CommonFields common/>
                <Promise channel=Channel::Contact/>
                <FormActions
                    label=move || count(&words().invite_n, number())
                    busy=send.busy()
                    disabled=Signal::derive(move || number() == 0)
                />
            </Form>
        </div>
        <RestoreConfirm ways/>
    }
}

fn list(all: Vec<Contact>, unsearched: bool, chosen: RwSignal<Vec<Choice>>) -> AnyView {
    match (all.is_empty(), unsearched) {
        (true, true) => view! {
            <EmptyFirst icon=Icon::People title=words().no_contacts text=words().no_contacts_text/>
        }
        .into_any(),
        (true, false) => view! { <p class="faint">{words().nobody_found}</p> }.into_any(),
        (false, _) => view! {
            <ul class="contacts" aria-label=words().contacts>
                {all.into_iter().map(|contact| line(contact, chosen)).collect_view()}
            </ul>
        }
        .into_any(),
    }
}

fn line(contact: Contact, chosen: RwSignal<Vec<Choice>>) -> impl IntoView {
    let Contact { id, name, organisations, address, status } = contact;
    let id = StoredValue::new(id.0);
    let ticked = move || id.with_value(|id| chosen.with(|all| all.iter().any(|one| one.id == *id)));
    let label = name.clone();
    let tick = move |on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|one| id.with_value(|id| one.id != *id));
            if on {
                chosen.push(Choice::new(id.get_value(), label.clone()));
            }
        });
    };
    let detail = [format::list(&organisations), address].into_iter().filter(|part| !part.is_empty());
    let detail = detail.collect::<Vec<_>>().join(" · ");
    view! {
        <li>
            <label class="contact">
                <input
                    type="checkbox"
                    disabled=status.is_some()
                    prop:checked=ticked
                    on:change:target=move |event| tick(event.target().checked())
                />
                <Avatar name=name.clone()/>
                <span class="contact-text">{name} <small>{detail}</small></span>
                {status.map(|status| view! { <Badge>{w().common.member_status(status)}</Badge> })}
            </label>
        </li>
    }
}
