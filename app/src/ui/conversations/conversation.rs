//! The page of one conversation.

use super::openings::OpeningTable;
use super::reason::ReasonForm;
use super::stretch::Stretch;
use super::{named, tone, words};
use crate::api::conversations;
use crate::ui::kit::{Banner, BannerKind, Breadcrumb, Fact, Facts, PageHeader, Pill, Tab, Tabs, badge};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load_one};
use crate::ui::param::param;
use crate::ui::route::{self, Page};
use crate::ui::{count, dom, format, may, me};
use crate::words::fill;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::ConversationId;
use model::conversation::{Conversation, Opening, OpeningQuery, Party};
use model::page::PageRequest;
use model::permission::Permission;
use model::seat::SeatRange;

/// The page.
#[component]
pub fn ConversationPage() -> impl IntoView {
    let params = use_params_map();
    // Keeps the last id on the way to another page: nothing is asked for without one.
    let id = Memo::new(move |old: Option<&ConversationId>| {
        let id = params.with(|params| params.get("id")).filter(|id| !id.is_empty()).map(ConversationId);
        id.or_else(|| old.cloned()).unwrap_or_else(|| ConversationId(String::new()))
    });
    let changed = use_hint(&["conversations", "seats"]);
    let conversation = load_one(move || (id.get(), changed.get()), conversations::get);
    let title = move || conversation.with(named).unwrap_or_else(|| words().title.to_owned());
    let above = move || {
        let path =
            move || vec![(words().title.to_owned(), Some(Page::Conversations.path().to_owned())), (title(), None)];
        view! { <Breadcrumb path=Signal::derive(path)/> }
    };
    let description = move || conversation.with(extent).unwrap_or_default();
    view! {
        <PageHeader title=title description=description above=above/>
        <Loaded from=conversation let:conversation>
            <Parts id conversation/>
        </Loaded>
    }
}

#[component]
fn Parts(
    /// Which conversation.
    id: Memo<ConversationId>,
    /// The conversation, as known now.
    conversation: Signal<Conversation>,
) -> impl IntoView {
    let tab = param("tab");
    let tabs = Signal::stored(vec![Tab::new("", words().tab_messages), Tab::new(OPENINGS, words().tab_openings)]);
    let reads = Memo::new(move |_| tab.get() != OPENINGS);
    // A message that comes in changes the conversation, and leaves the reader where he is.
    let summary = Memo::new(move |_| conversation.with(|one| one.summary));
    view! {
        <div class="card">{move || conversation.with(facts)}</div>
        <Tabs label=words().parts tabs current=tab.signal() on_change=move |id: String| tab.set(&id)/>
        {move || match (reads.get(), summary.get()) {
            (false, _) => view! { <OpeningTable id/> }.into_any(),
            (true, true) => view! { <Banner>{words().summary_text}</Banner> }.into_any(),
            (true, false) => view! { <Reading id/> }.into_any(),
        }}
    }
}

/// Value of the parameter `tab` for who read it.
const OPENINGS: &str = "openings";

fn extent(one: &Conversation) -> String {
    let n = count(&words().messages_n, one.messages);
    let (from, until) = (format::date(one.first_at), format::date(one.last_at));
    fill(words().between, &[("n", &n), ("from", &from), ("until", &until)])
}

fn facts(one: &Conversation) -> AnyView {
    let customer = one.customer_id.clone().filter(|_| may(Permission::CustomersRead)).map(|id| {
        let (href, name) = (route::customer(&id), one.name.clone());
        view! { <Fact name=words().customer><a href=href>{name}</a></Fact> }
    });
    let consent = one.consent.map(|consent| {
        let said = badge(tone(consent), words().consent_word(consent));
        view! { <Fact name=words().consent>{said}</Fact> }
    });
    let pills = one.members.iter().cloned().map(pill).collect_view();
    view! {
        <Facts>
            {customer}
            <Fact name=words().with><span class="line">{pills}</span></Fact>
            {consent}
        </Facts>
    }
    .into_any()
}

fn pill(party: Party) -> AnyView {
    match party.member_id.filter(|_| may(Permission::MembersRead)) {
        Some(id) => view! { <Pill href=route::member(&id)>{party.name}</Pill> }.into_any(),
        None => view! { <Pill>{party.name}</Pill> }.into_any(),
    }
}

/// The messages, once it was said why.
#[component]
fn Reading(
    /// Which conversation.
    id: Memo<ConversationId>,
) -> impl IntoView {
    let opening = load_one(move || (id.get(), ()), own_opening);
    view! {
        <Loaded from=opening let:known>
            {move || match known.get() {
                None => view! { <ReasonForm id opening/> }.into_any(),
                Some(known) => view! {
                    <Banner kind=BannerKind::Info>{said(&known)}</Banner>
                    <Stretch id on_closed=move || opening.set(None)/>
                }
                .into_any(),
            }}
        </Loaded>
    }
}

/// One's own opening that still counts.
async fn own_opening(id: ConversationId) -> crate::api::Answer<Option<Opening>> {
    let page = PageRequest { limit: 1, ..PageRequest::default() };
    let query = OpeningQuery { conversation: Some(id), member: Some(me().member), page };
    let newest = conversations::openings(query).await?.items.into_iter().next();
    Ok(newest.filter(|opening| opening.until > dom::now()))
}

/// Until when, why, and how much there is to read.
fn said(opening: &Opening) -> String {
    let opened = fill(words().opened, &[("time", &format::time(opening.until)), ("reason", &opening.reason)]);
    let range = match opening.range {
        SeatRange::From(from) => fill(words().range_from, &[("date", &format::date(from))]),
        SeatRange::Everything | SeatRange::Summary => words().range_everything.to_owned(),
    };
    [opened, range].join(" · ")
}
