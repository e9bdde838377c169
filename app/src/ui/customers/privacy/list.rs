//! The register: open requests by the day on which they are due, then the closed.

use super::drawer::RequestDrawer;
use super::form::{RequestDialog, Writing};
use super::words;
use crate::api::privacy;
use crate::ui::kit::{
    Button, ButtonKind, Column, DataTable, EmptyFirst, Icon, RowText, Tab, Tabs, Time, TimeStyle, Tone, badge, paging,
};
use crate::ui::labels;
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::param::param;
use leptos::prelude::*;
use model::privacy::{PrivacyCounts, PrivacyQuery, PrivacyRequest, RequestState};

/// What stands for those that are overdue among the states.
const OVERDUE: &str = "overdue";

/// The tab.
#[component]
pub fn Register() -> impl IntoView {
    let (paging, state, open) = (paging(), param("state"), param("open"));
    let changed = use_hint(&["privacy"]);
    let counts = load(move || changed.get(), |_| privacy::counts());
    let rows = load(
        move || {
            let word = state.get();
            let query = PrivacyQuery {
                state: RequestState::from_word(&word),
                overdue: word == OVERDUE,
                page: paging.request(),
            };
            (changed.get(), query)
        },
        |(_, query): (u32, PrivacyQuery)| privacy::list(query),
    );
    let writing = Writing::new();
    let tabs = Signal::derive(move || {
        let counts = counts.get().unwrap_or_default();
        let of =
            |state: RequestState, count: i64| Tab::new(state.word(), labels().request_state(state)).count(Some(count));
        let PrivacyCounts { open, overdue, answered, refused, withdrawn } = counts;
        vec![
            Tab::new("", words().all),
            of(RequestState::Open, open),
            Tab::new(OVERDUE, words().overdue).count(Some(overdue)),
            of(RequestState::Answered, answered),
            of(RequestState::Refused, refused),
            of(RequestState::Withdrawn, withdrawn),
        ]
    });
    view! {
        <div class="line apart">
            <Tabs
                label=words().state
                tabs
                current=state.signal()
                on_change=move |word: String| state.set(&word)
            />
            <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || writing.begin()>{words().add}</Button>
        </div>
        <DataTable
            name="privacy"
            label=words().title
            from=rows
            columns=columns()
            id=|one: &PrivacyRequest| one.id.0.clone()
            title=name
            href=RowText::new(move |one: &PrivacyRequest| open.link(one.id.as_str()))
            paging
            filtered=Signal::derive(move || state.some().is_some())
            on_clear=move || state.set("")
            empty=|| view! { <EmptyFirst icon=Icon::Key title=words().none_yet text=words().none_yet_text/> }
        />
        <RequestDrawer open writing/>
        <RequestDialog writing/>
    }
}

/// Who asks; of an erased person, and once the rules of keeping say so, nothing is known.
pub fn name(request: &PrivacyRequest) -> String {
    if request.name.is_empty() { words().nobody.to_owned() } else { request.name.clone() }
}

/// Where a request stands, marked when it is late.
pub fn state_badge(request: &PrivacyRequest) -> AnyView {
    if request.overdue {
        return badge(Tone::Bad, words().overdue);
    }
    let tone = match request.state {
        RequestState::Open => Tone::Warning,
        RequestState::Answered => Tone::Good,
        RequestState::Refused | RequestState::Withdrawn => Tone::Neutral,
    };
    badge(tone, labels().request_state(request.state))
}

fn columns() -> Vec<Column<PrivacyRequest>> {
    vec![
        Column::new("name", words().who, name).width(190),
        Column::new("kind", words().kind, |one: &PrivacyRequest| labels().request_kind(one.kind)).width(220),
        Column::new("state", words().state, state_badge).width(120),
        Column::new("due", words().due, |one: &PrivacyRequest| {
            view! { <Time at=one.due_at style=TimeStyle::Date/> }
        })
        .width(150),
        Column::new("received", words().received, |one: &PrivacyRequest| {
            view! { <Time at=one.received_at style=TimeStyle::Date/> }
        })
        .width(150)
        .hideable(),
        Column::new("law", words().law, |one: &PrivacyRequest| words().privacy_law(one.law)).width(130).hideable(),
        Column::new("made_by", words().made_by, |one: &PrivacyRequest| one.made_by.clone()).width(130).hideable(),
    ]
}
