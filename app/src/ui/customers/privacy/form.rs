//! Writing a request down, and changing one.

use super::words;
use crate::api::{Answer, customers, privacy};
use crate::ui::customers::days;
use crate::ui::deed::deed;
use crate::ui::kit::{
    Choice, Combobox, Dialog, Form, FormActions, MemberPicker, RadioGroup, Select, TextArea, TextField, TextKind, toast,
};
use crate::ui::labels;
use crate::ui::live::touch;
use crate::ui::w;
use leptos::prelude::*;
use model::customer::{CustomerQuery, CustomerRow};
use model::page::PageRequest;
use model::privacy::{PrivacyLaw, PrivacyRequest, RequestChannel, RequestKind, SaveRequest};
use model::{CustomerId, MemberId, Moment, limits};
use std::sync::Arc;

const CUSTOMER: &str = "customer";
const MEMBER: &str = "member";
const OTHER: &str = "other";

/// The request that is being written.
#[derive(Clone, Copy)]
pub struct Writing {
    /// `Some(None)` for a new one.
    what: RwSignal<Option<Option<PrivacyRequest>>>,
}

impl Writing {
    /// Nothing is being written.
    pub fn new() -> Self {
        Self { what: RwSignal::new(None) }
    }
    /// A new one.
    pub fn begin(&self) {
        self.what.set(Some(None));
    }
    /// One that is there.
    pub fn change(&self, request: PrivacyRequest) {
        self.what.set(Some(Some(request)));
    }
    fn close(&self) {
        self.what.try_set(None);
    }
}

/// The dialog.
#[component]
pub fn RequestDialog(writing: Writing) -> impl IntoView {
    let open = Signal::derive(move || writing.what.with(Option::is_some));
    let title = move || {
        if writing.what.with(|what| matches!(what, Some(Some(_)))) { words().edit } else { words().add }
    };
    view! {
        <Dialog open on_close=move || writing.close() title wide=true>
            {move || writing.what.get().map(|old| view! { <RequestForm writing old/> })}
        </Dialog>
    }
}

#[component]
fn RequestForm(writing: Writing, old: Option<PrivacyRequest>) -> impl IntoView {
    let first = old.as_ref();
    let place = match first {
        Some(old) if old.member.is_some() => MEMBER,
        Some(old) if old.customer.is_none() => OTHER,
        _ => CUSTOMER,
    };
    let chosen = |id: Option<String>| {
        let name = first.map(|old| old.name.clone()).unwrap_or_default();
        RwSignal::new(id.map(|id| Choice::new(id, name)))
    };
    let who = RwSignal::new(place.to_owned());
    let customer = chosen(first.and_then(|old| old.customer.clone()).map(|id| id.0));
    let member = chosen(first.and_then(|old| old.member.clone()).map(|id| id.0));
    let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
    let name = text(first.filter(|_| place == OTHER).map(|old| old.name.clone()));
    let note = text(first.map(|old| old.note.clone()));
    let kind = text(Some(first.map_or(RequestKind::Access, |old| old.kind).word().to_owned()));
    let law = text(Some(first.map_or(PrivacyLaw::Pipl, |old| old.law).word().to_owned()));
    let channel = text(Some(first.map_or(RequestChannel::Email, |old| old.channel).word().to_owned()));
    let received = text(first.map(|old| days::day(old.received_at)));
    let due = text(first.map(|old| days::day(old.due_at)));
    let before = first.map(|old| (old.received_at, old.due_at));
    let key = first.map(|old| (old.id.clone(), old.revision));
    let save = deed(privacy::save, move |_: PrivacyRequest| {
        toast::done(words().saved);
        touch(&["privacy"]);
        writing.close();
    });
    let submit = move || {
        let place = who.get_untracked();
        let id = |value: RwSignal<Option<Choice>>, here: &str| {
            value.get_untracked().filter(|_| place == here).map(|choice| choice.id)
        };
        // A day that was not touched keeps its time.
        let moment = |day: &str, old: Option<Moment>, new: fn(&str) -> Option<Moment>| match old {
            Some(old) if days::day(old) == day => Some(old),
            _ => new(day),
        };
        let wanted = SaveRequest {
            id: key.as_ref().map(|(id, _)| id.clone()),
            revision: key.as_ref().map_or(0, |(_, revision)| *revision),
            kind: RequestKind::from_word(&kind.get_untracked()).unwrap_or(RequestKind::Access),
            law: PrivacyLaw::from_word(&law.get_untracked()).unwrap_or(PrivacyLaw::Other),
            channel: RequestChannel::from_word(&channel.get_untracked()).unwrap_or(RequestChannel::Other),
            customer: id(customer, CUSTOMER).map(CustomerId),
            member: id(member, MEMBER).map(MemberId),
            name: name.get_untracked(),
            note: note.get_untracked(),
            received_at: moment(&received.get_untracked(), before.map(|(at, _)| at), days::begins),
            due_at: moment(&due.get_untracked(), before.map(|(_, at)| at), days::last_moment),
        };
        match wanted.check() {
            Ok(wanted) => save.go(wanted),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let people = vec![
        Choice::new(CUSTOMER, words().who_customer),
        Choice::new(MEMBER, words().who_member),
        Choice::new(OTHER, words().who_other),
    ];
    let kinds: Vec<_> =
        RequestKind::ALL.iter().map(|one| Choice::new(one.word(), labels().request_kind(*one))).collect();
    let laws: Vec<_> = PrivacyLaw::ALL.iter().map(|one| Choice::new(one.word(), words().privacy_law(*one))).collect();
    let channels: Vec<_> =
        RequestChannel::ALL.iter().map(|one| Choice::new(one.word(), words().request_channel(*one))).collect();
    let person = move || match who.get().as_str() {
        CUSTOMER => view! {
            <Combobox
                name="customer"
                label=words().name
                value=customer
                find=Arc::new(|text| Box::pin(find_customers(text)))
                required=true
            />
        }
        .into_any(),
        MEMBER => view! { <MemberPicker name="member" label=words().name value=member/> }.into_any(),
        _ => view! { <TextField name="name" label=words().name value=name max=limits::NAME required=true/> }.into_any(),
    };
    view! {
        <Form on_submit=submit problem=save.problem()>
            <RadioGroup name="who" label=words().who value=who options=Signal::stored(people)/>
            {person}
            <div class="columns-2">
                <Select name="kind" label=words().kind value=kind bind=kind options=Signal::stored(kinds)/>
                <Select name="channel" label=words().channel value=channel bind=channel options=Signal::stored(channels)/>
            </div>
            <Select name="law" label=words().law value=law bind=law options=Signal::stored(laws)/>
            <div class="columns-2">
                <TextField
                    name="received_at"
                    label=words().received
                    value=received
                    kind=TextKind::Date
                    hint=words().received_hint
                />
                <TextField name="due_at" label=words().due value=due kind=TextKind::Date hint=words().due_hint/>
            </div>
            <TextArea name="note" label=words().note value=note hint=words().note_hint max=limits::NOTE/>
            <FormActions label=w().common.save busy=save.busy() on_cancel=move || writing.close()/>
        </Form>
    }
}

async fn find_customers(search: String) -> Answer<Vec<Choice>> {
    let page = PageRequest { limit: 20, ..PageRequest::default() };
    let query = CustomerQuery { search, page, ..CustomerQuery::default() };
    let choice = |row: CustomerRow| Choice::new(row.id.0, row.name).detail(row.company);
    Ok(customers::list(query).await?.items.into_iter().map(choice).collect())
}
