//! One request, with what was done about it.

use super::close::CloseButtons;
use super::dossiers::DossierPart;
use super::form::Writing;
use super::list::{name, state_badge};
use super::standing::StandingPart;
use super::words;
use crate::api::privacy;
use crate::ui::format;
use crate::ui::history::HistoryList;
use crate::ui::kit::{Button, Drawer, Fact, Facts, Icon, Section};
use crate::ui::labels;
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load_one};
use crate::ui::param::Param;
use leptos::prelude::*;
use model::PrivacyRequestId;
use model::privacy::{PrivacyDetail, RequestState};

/// The drawer; the URL says whose.
#[component]
pub fn RequestDrawer(open: Param, writing: Writing) -> impl IntoView {
    let title = RwSignal::new(String::new());
    view! {
        <Drawer
            open=Signal::derive(move || open.some().is_some())
            on_close=move || open.set("")
            title=move || title.get()
        >
            <Inside open writing title/>
        </Drawer>
    }
}

#[component]
fn Inside(open: Param, writing: Writing, title: RwSignal<String>) -> impl IntoView {
    let changed = use_hint(&["privacy", "customers", "bin", "changes", "runs"]);
    let detail = load_one(move || (open.get(), changed.get()), |id| privacy::get(PrivacyRequestId(id)));
    Effect::new(move |_| {
        title.try_set(detail.with(|found| name(&found.request)).unwrap_or_default());
    });
    view! {
        <Loaded from=detail let:now>
            {move || {
                let now = now.get();
                view! { <Body now writing/> }
            }}
        </Loaded>
    }
}

#[component]
fn Body(now: PrivacyDetail, writing: Writing) -> impl IntoView {
    let one = now.request.clone();
    let or_dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let changed = one.clone();
    let edit = (one.state == RequestState::Open && !one.erased).then(|| {
        view! {
            <Button small=true icon=Icon::Edit on_click=move || writing.change(changed.clone())>{words().edit}</Button>
        }
    });
    let closed = one.closed_at.map(|at| {
        let reason = or_dash(&one.reason);
        let by = [one.closed_by.as_str(), " · ", &format::date_time(at)].concat();
        view! {
            <Fact name=words().closed_by>{by}</Fact>
            <Fact name=words().reason>{reason}</Fact>
        }
    });
    let (badge, note, made_by) = (state_badge(&one), or_dash(&one.note), one.made_by.clone());
    let (state_kind, due_at, received_at) = (one.kind, one.due_at, one.received_at);
    let (law, channel) = (one.law, one.channel);
    view! {
        <div class="stack">
            <Facts>
                <Fact name=words().state>{badge}</Fact>
                <Fact name=words().kind>{labels().request_kind(state_kind)}</Fact>
                <Fact name=words().due>{format::date(due_at)}</Fact>
                <Fact name=words().received>{format::date(received_at)}</Fact>
                <Fact name=words().law>{words().privacy_law(law)}</Fact>
                <Fact name=words().channel>{words().request_channel(channel)}</Fact>
                <Fact name=words().note>{note}</Fact>
                <Fact name=words().made_by>{made_by}</Fact>
                {closed}
            </Facts>
            <div class="line">{edit}</div>
            <CloseButtons request=one/>
            <StandingPart detail=now.clone()/>
            <DossierPart detail=now.clone()/>
            <Section title=words().since>
                <HistoryList entries=now.since/>
            </Section>
            <Section title=words().history>
                <HistoryList entries=now.history/>
            </Section>
        </div>
    }
}
