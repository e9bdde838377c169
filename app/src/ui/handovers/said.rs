//! What is known of a hand-over, in words.

use super::words;
use crate::ui::kit::{Banner, BannerKind};
use crate::ui::route::{self, Page};
use crate::ui::{count, format, language, may, say};
use crate::words::fill;
use crate::words::seats::SeatsWords;
use leptos::prelude::*;
use model::handover::{Bar, Handover, HandoverState, Item, ItemKind, ItemState};
use model::permission::Permission;
use model::seat::SeatKind;
use model::{CustomerId, DepartmentId, MemberId, SeatId};

/// Names that a sentence holds before the rest is counted.
const NAMED: usize = 3;

/// `A, B and 3 others`.
pub fn listed(names: &[String]) -> String {
    if names.len() <= NAMED {
        return format::list(names);
    }
    let mut first = names[..NAMED - 1].to_vec();
    first.push(count(&words().others, (names.len() + 1 - NAMED) as i64));
    format::list(&first)
}

/// Whose things.
pub fn leavers(handover: &Handover) -> String {
    let names: Vec<String> = handover.leavers.iter().map(|leaver| leaver.name.clone()).collect();
    listed(&names)
}

/// How many things there are of a kind, in any state or those that `counts` accepts.
pub fn number(handover: &Handover, counts: impl Fn(ItemKind, ItemState) -> bool) -> i64 {
    handover.counts.iter().filter(|(kind, state, _)| counts(*kind, *state)).map(|(.., n)| n).sum()
}

/// The kinds of things that there are, in the order in which they are told.
pub fn kinds(handover: &Handover) -> Vec<ItemKind> {
    let is_here = |kind: &ItemKind| number(handover, |known, _| known == *kind) > 0;
    ItemKind::ALL.iter().copied().filter(is_here).collect()
}

/// When it is, or was, carried out.
pub fn when(handover: &Handover) -> String {
    match (handover.applied_at, handover.at) {
        (Some(applied), _) => format::date_time(applied),
        (None, Some(at)) => format::date_time(at),
        (None, None) if handover.state.is_open() => words().when_asked.to_owned(),
        (None, None) => String::new(),
    }
}

/// How far it has come: `12 of 40`; nothing before it was carried out.
pub fn progress(handover: &Handover) -> String {
    if handover.state.is_open() || handover.state == HandoverState::Cancelled {
        return String::new();
    }
    let done = number(handover, |_, state| state == ItemState::Done);
    let all = number(handover, |_, _| true);
    fill(words().done_of, &[("done", &format::number(done)), ("all", &format::number(all))])
}

/// What stands in the way of a thing, or what it waits for; nothing if nothing does.
pub fn reason(item: &Item) -> Option<String> {
    let until = item.eligible_at.map(format::date_time).unwrap_or_default();
    let clock = match item.state {
        // Nobody refuses a group.
        ItemState::Waiting if item.eligible_at.is_some() && item.kind == ItemKind::Customer => {
            Some(fill(words().may_refuse_until, &[("date", &until)]))
        }
        ItemState::Limit | ItemState::Planned if item.eligible_at.is_some() => {
            Some(fill(words().possible_from, &[("date", &until)]))
        }
        _ => None,
    };
    let bar = item.reason.map(|bar| match (bar, item.code) {
        (Bar::PlatformSaidNo, Some(code)) => fill(words().platform_said, &[("code", &code.to_string())]),
        _ => words().bar(bar).to_owned(),
    });
    let parts: Vec<String> = [bar, clock].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What a thing is called.
pub fn name(item: &Item) -> String {
    match item.kind {
        // A seat is called by its edition.
        ItemKind::Seat => SeatKind::from_word(&item.name)
            .map_or_else(|| item.name.clone(), |kind| SeatsWords::get(language()).kind(kind).to_owned()),
        _ if item.name.is_empty() => words().nameless.to_owned(),
        _ => item.name.clone(),
    }
}

/// Where a thing can be looked at, if the person may.
pub fn page_of(kind: ItemKind, id: &str) -> Option<String> {
    let (right, address) = match kind {
        ItemKind::Customer => (Permission::CustomersRead, route::customer(&CustomerId::from(id))),
        // Groups are shown with their customers, licences nowhere.
        ItemKind::Group | ItemKind::Licence => return None,
        ItemKind::Seat => (Permission::SeatsRead, route::seat(&SeatId::from(id))),
        ItemKind::Department => (Permission::MembersRead, route::department(&DepartmentId::from(id))),
        ItemKind::Report | ItemKind::Membership => (Permission::MembersRead, route::member(&MemberId::from(id))),
        ItemKind::Invitation => {
            (Permission::InvitationsRead, [Page::Joining.path(), "?tab=links&ended=1&open=", id].concat())
        }
        ItemKind::Mapping => (Permission::MappingsRead, Page::Presence.path().to_owned()),
        ItemKind::Agent => (Permission::AgentsRead, ["/agents?agent=", id].concat()),
        ItemKind::ApiKey => (Permission::ApiKeysRead, route::KEYS.to_owned()),
    };
    may(right).then_some(address)
}

/// A banner's worth of why it could not begin, whom it waits for, or when it begins.
pub fn note(handover: &Handover) -> Option<(bool, String)> {
    if let Some(problem) = &handover.problem {
        return Some((true, fill(words().could_not_begin, &[("reason", &say(problem))])));
    }
    match handover.state {
        HandoverState::Proposed => Some((true, fill(words().waits_for_second, &[("name", &handover.proposed_by)]))),
        HandoverState::Scheduled => {
            let at = handover.at.map(format::date_time).unwrap_or_default();
            let said = fill(words().begins_at, &[("date", &at)]);
            let suspended = handover.suspend.then(|| words().suspended_meanwhile);
            Some((false, [Some(said.as_str()), suspended].into_iter().flatten().collect::<Vec<_>>().join(" ")))
        }
        _ => None,
    }
}

/// As [`note`], drawn.
pub fn banner(handover: &Handover) -> Option<AnyView> {
    let (warns, text) = note(handover)?;
    let kind = if warns { BannerKind::Warning } else { BannerKind::Info };
    Some(view! { <Banner kind>{text}</Banner> }.into_any())
}
