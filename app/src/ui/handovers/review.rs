//! Everything once more, in sentences: what happens, what can be put back, and what cannot.

use super::apply::ApplyPlan;
use super::held::barred;
use super::items::all;
use super::loads::Loads;
use super::{said, tone, words};
use crate::api::{Answer, handovers};
use crate::ui::kit::{Banner, BannerKind, LinkButton, Section, badge};
use crate::ui::load::{Loaded, Loader, load_one};
use crate::ui::param::param;
use crate::ui::{count, format, may};
use crate::words::fill;
use leptos::prelude::*;
use model::HandoverId;
use model::handover::{Handing, Handover, HandoverKind, ItemKind, ItemQuery, Load};
use model::page::PageRequest;
use model::permission::Permission;

/// What the review needs besides the hand-over.
#[derive(Clone, PartialEq)]
pub struct Tally {
    /// How many things go over in each way.
    pub ways: Vec<(Handing, i64)>,
    /// Who takes something over.
    loads: Vec<Load>,
}

impl Tally {
    /// How many things go over in a way.
    pub fn of(&self, way: Handing) -> i64 {
        self.ways.iter().find(|(known, _)| *known == way).map_or(0, |(_, n)| *n)
    }
}

async fn tally(id: HandoverId) -> Answer<Tally> {
    let mut ways = Vec::new();
    for way in [Handing::Here, Handing::Platform, Handing::PlatformForGood] {
        let page = PageRequest { limit: 1, count: true, ..PageRequest::default() };
        let query = ItemQuery { handing: Some(way), ..all(id.clone(), page) };
        ways.push((way, handovers::items(query).await?.total.unwrap_or_default()));
    }
    Ok(Tally { ways, loads: handovers::loads(id).await? })
}

/// The step of the wizard.
#[component]
pub fn ReviewStep(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// The hand-over.
    plan: Loader<Handover>,
) -> impl IntoView {
    let barred = barred(now);
    let step = param("step");
    view! {
        <Show when=move || { barred.get() > 0 }>
            <Banner kind=BannerKind::Warning>
                {move || count(&words().barred_n, barred.get())} " "
                <LinkButton small=true href=Signal::derive(move || step.link("held"))>{words().see_held}</LinkButton>
            </Banner>
        </Show>
        <Review now plan/>
    }
}

/// Sentences, marks, loads, and the button for whoever may.
#[component]
pub fn Review(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// The hand-over.
    plan: Loader<Handover>,
) -> impl IntoView {
    let asked = Memo::new(move |_| now.with(|now| (now.id.clone(), now.revision)));
    let found = load_one(move || asked.get(), tally);
    let sentences = move |tally: &Tally| now.with(|now| sentences(now, tally));
    view! {
        <Loaded from=found let:tally>
            <Section title=words().review_title>
                <ul class="handover-sentences card">
                    {move || tally.with(sentences).into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
                </ul>
            </Section>
            <Section title=words().ways_title>
                <ul class="handover-ways card">{move || tally.with(|tally| tally.ways.iter().map(way).collect_view())}</ul>
            </Section>
            <Loads now/>
            {may(Permission::HandoversWrite).then(|| view! { <ApplyPlan now plan tally/> })}
        </Loaded>
    }
}

/// How many things go over in a way, with its mark.
fn way((way, n): &(Handing, i64)) -> Option<AnyView> {
    let (mark, text) = (badge(tone::of_handing(*way), words().handing(*way)), count(words().way(*way), *n));
    (*n > 0).then(|| view! { <li class="line">{mark} <span>{text}</span></li> }.into_any())
}

/// What will happen, one sentence a kind.
fn sentences(now: &Handover, tally: &Tally) -> Vec<String> {
    let from = said::leavers(now);
    let mut told = Vec::new();
    for kind in said::kinds(now) {
        let n = said::number(now, |known, _| known == kind);
        let to = successors(now, tally, kind);
        let sentence = match (words().goes(kind), to.is_empty()) {
            (Some(goes), false) => fill(&count(goes, n), &[("to", &said::listed(&to))]),
            _ => fill(&count(words().stays(kind), n), &[("from", &from)]),
        };
        told.push(sentence);
    }
    // In whose zone it was chosen does not matter: the date is shown on the reader's clock.
    let when =
        now.at.map(|at| fill(words().happens_at, &[("date", &format::date_time(at)), ("zone", &format::zone())]));
    told.push(when.unwrap_or_else(|| words().happens_now.to_owned()));
    if now.at.is_some() && now.suspend && now.kind == HandoverKind::Leaving {
        told.push(fill(words().suspends, &[("from", &from)]));
    }
    if !now.message.is_empty() {
        told.push(fill(words().writes, &[("message", &now.message)]));
    }
    told
}

/// Who gets things of a kind.
fn successors(now: &Handover, tally: &Tally, kind: ItemKind) -> Vec<String> {
    let rule = now.rules.iter().find(|rule| rule.kind == kind);
    let takes = |load: &&Load| rule.is_some_and(|rule| rule.successors().any(|id| *id == load.member_id));
    tally.loads.iter().filter(takes).map(|load| load.name.clone()).collect()
}
