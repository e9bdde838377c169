//! Adding one member: chosen from contacts, or by name and address. The person is sent an invitation.

use super::common::{Common, CommonFields, Promise, SenderBanner};
use super::settled::settled;
use super::verdict::verdict_line;
use super::ways::{RestoreConfirm, Ways, ways, ways_out};
use super::words;
use crate::api::{Answer, invitations};
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, Combobox, Form, FormActions, TextField, toast};
use crate::ui::live::touch;
use crate::ui::load::load;
use crate::ui::{count, dom, format, w};
use leptos::prelude::*;
use model::invitation::Channel;
use model::invite::{Address, Contact, Invite, InviteVerdict, Invited, NewPerson};
use model::outbox::Medium;
use model::role::RoleKey;
use model::{AccountId, limits};
use std::sync::Arc;

/// The form.
#[component]
pub fn InviteOne(
    /// The department to begin with.
    department: Option<Choice>,
    /// Leaves, when it is done or was given up.
    close: Callback<()>,
) -> impl IntoView {
    let common = Common::empty();
    common.department.set(department);
    let contact = RwSignal::new(None::<Choice>);
    let [name, address, work_number] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let person = move || {
        let account = contact.get();
        let typed = account.is_none();
        NewPerson {
            address: if typed { address.get().trim().to_owned() } else { String::new() },
            name: account.as_ref().map_or_else(|| name.get(), |contact| contact.label.clone()),
            account: account.map(|contact| AccountId::from(contact.id)),
            work_number: work_number.get(),
        }
    };
    let again = RwSignal::new(0_u32);
    let resting = settled(person);
    let found = load(
        move || (again.get(), resting.get()),
        move |(_, person)| {
            examine(Invite {
                department: None,
                position: String::new(),
                role: RoleKey::default(),
                ..common.invite(vec![person])
            })
        },
    );
    // What sending answered counts until something is typed.
    let answered = RwSignal::new(None::<(NewPerson, Invited)>);
    let told = Memo::new(move |_| {
        let now = person();
        let fits = |(asked, told): (NewPerson, Invited)| (asked == now).then_some(told);
        answered.get().and_then(fits).or_else(|| found.get().flatten().and_then(fits))
    });
    let other = Callback::new(|_: String| {
        if let Some(field) = dom::first("dialog [name=address]") {
            dom::focus(&field);
        }
    });
    let look_again = move |_: String| {
        answered.set(None);
        again.update(|again| *again += 1);
    };
    let ways = ways(look_again, Some(other));
    let send = deed(
        |(person, invite): (NewPerson, Invite)| async move { Ok((person, invitations::invite(invite).await?)) },
        move |(person, told): (NewPerson, Vec<Invited>)| {
            let Some(told) = told.into_iter().next() else { return };
            if told.verdict == InviteVerdict::Fine {
                toast::done(count(&words().invited_n, 1));
                touch(&["members", "invitations", "departments"]);
                close.run(());
            } else {
                answered.set(Some((person, told)));
            }
        },
    );
    let submit = move || {
        let person = untrack(person);
        send.go((person.clone(), common.invite(vec![person])));
    };
    let typed = Signal::derive(move || contact.with(Option::is_none));
    let media = Signal::derive(move || {
        let phone = typed.get() && address.with(|text| matches!(Address::parse(text), Ok(Address::Phone(_))));
        vec![if phone { Medium::Sms } else { Medium::Email }]
    });
    let nobody = Signal::derive(move || typed.get() && address.with(|text| text.trim().is_empty()));
    view! {
        <Form on_submit=submit problem=send.problem()>
            <Combobox
                name="account"
                label=words().contact
                value=contact
                find=Arc::new(|text| Box::pin(find(text)))
                hint=words().contact_hint
            />
            <Show when=move || typed.get()>
                <TextField name="address" label=words().address value=address max=limits::EMAIL required=true/>
            </Show>
            <div class="verdict-line" aria-live="polite">{move || told.get().map(|told| verdict(&told, ways))}</div>
            <Show when=move || typed.get()>
                <TextField
                    name="name"
                    label=w().common.name
                    value=name
                    hint=words().name_hint
                    placeholder=w().common.optional
                    max=limits::NAME
                />
            </Show>
            <CommonFields common/>
            <TextField
                name="work_number"
                label=w().common.work_number
                value=work_number
                placeholder=w().common.optional
                max=limits::WORK_NUMBER
            />
            <SenderBanner media/>
            <Promise channel=Channel::Email/>
            <FormActions
                label=count(&words().send_n, 1)
                busy=send.busy()
                disabled=nobody
                on_cancel=move || close.run(())
            />
        </Form>
        <RestoreConfirm ways/>
    }
}

fn verdict(told: &Invited, ways: Ways) -> AnyView {
    let (line, ways) = (verdict_line(told), ways_out(told, ways));
    view! { {line} {ways} }.into_any()
}

/// Asks about the person; of half an address nothing is said yet.
async fn examine(invite: Invite) -> Answer<Option<(NewPerson, Invited)>> {
    let Some(person) = invite.people.first().cloned() else { return Ok(None) };
    if person.account.is_none() && Address::parse(&person.address).is_err() {
        return Ok(None);
    }
    Ok(invitations::examine(invite).await?.into_iter().next().map(|told| (person, told)))
}

async fn find(search: String) -> Answer<Vec<Choice>> {
    let choice = |contact: Contact| {
        let Contact { id, name, organisations, address, status } = contact;
        let detail = [format::list(&organisations), address].join(" · ");
        let choice = Choice::new(id.0, name).detail(detail);
        match status {
            Some(status) => choice.disabled(w().common.member_status(status)),
            None => choice,
        }
    };
    Ok(invitations::contacts(search).await?.into_iter().map(choice).collect())
}
