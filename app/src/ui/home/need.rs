//! One thing that needs somebody, found in the overview.

use super::words;
use crate::ui::kit::Icon;
use crate::ui::route::{self, Page};
use crate::ui::{count, format, may, say, w};
use crate::words::fill;
use model::Moment;
use model::connection::{ConnectionHealth, ConnectionState};
use model::handover::{Attention, HandoverState};
use model::mapping::MappingStatus;
use model::organisation::{ConnectionTrouble, Overview};
use model::permission::Permission;
use model::run::{Run, RunState};

/// How much it matters, as the class of its icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Something failed.
    Bad,
    /// Somebody waits.
    Warning,
    /// Worth doing once.
    Info,
}

impl Weight {
    /// The class.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Bad => "need-icon bad",
            Self::Warning => "need-icon warning",
            Self::Info => "need-icon info",
        }
    }
}

/// One line of the list.
#[derive(Clone, PartialEq)]
pub struct Need {
    /// Names it in the list.
    pub key: String,
    /// How much it matters.
    pub weight: Weight,
    /// A picture.
    pub icon: Icon,
    /// What it is.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Where it is dealt with.
    pub href: String,
    /// Since when.
    pub at: Option<Moment>,
}

/// Everything that needs the person, the people first.
pub fn needs(overview: &Overview) -> Vec<Need> {
    let mut needs = Vec::new();
    if overview.waiting > 0 && may(Permission::JoinsRead) {
        needs.push(Need {
            key: format!("waiting {}", overview.waiting),
            weight: Weight::Warning,
            icon: Icon::Door,
            title: count(&words().people_wait, overview.waiting),
            detail: words().people_wait_text.to_owned(),
            href: Page::Joining.path().to_owned(),
            at: None,
        });
    }
    if may(Permission::ConnectionsRead) {
        needs.extend(overview.connections.iter().filter_map(of_connection));
        needs.extend(overview.attention.iter().map(of_run));
    }
    needs.extend(overview.webhooks_off.iter().map(|(id, name)| Need {
        key: id.0.clone(),
        weight: Weight::Bad,
        icon: Icon::Plug,
        title: fill(words().webhook_off, &[("name", name)]),
        detail: String::new(),
        href: route::webhook(id.as_str()),
        at: None,
    }));
    needs.extend(overview.handovers.iter().map(of_handover));
    needs.extend(overview.archives.iter().map(of_archive));
    needs.extend(overview.presence.iter().map(of_presence));
    needs.extend(overview.mappings.iter().map(of_mappings));
    // A mail server alone brings nobody in.
    if !overview.connections.iter().any(|one| one.synchronises) && may(Permission::ConnectionsWrite) {
        needs.push(Need {
            key: "connect".to_owned(),
            weight: Weight::Info,
            icon: Icon::Plug,
            title: words().never_connected.to_owned(),
            detail: words().never_connected_text.to_owned(),
            href: route::NEW_CONNECTION.to_owned(),
            at: None,
        });
    }
    needs
}

fn of_connection(connection: &ConnectionHealth) -> Option<Need> {
    let (weight, sentence, detail) = match connection.state {
        ConnectionState::Bad => {
            (Weight::Bad, words().connection_fails, connection.problem.as_ref().map(say).unwrap_or_default())
        }
        ConnectionState::New => {
            (Weight::Info, words().connection_untested, words().connection_untested_text.to_owned())
        }
        ConnectionState::Good | ConnectionState::Paused => return None,
    };
    Some(Need {
        key: format!("{} {}", connection.id, connection.revision),
        weight,
        icon: Icon::Plug,
        title: fill(sentence, &[("name", &connection.name)]),
        detail,
        href: route::connection(&connection.id),
        at: connection.tested_at,
    })
}

fn of_handover(one: &Attention) -> Need {
    let (weight, sentence, detail) = match one.state {
        HandoverState::Proposed => {
            (Weight::Warning, words().handover_proposed, words().handover_proposed_text.to_owned())
        }
        HandoverState::Scheduled => {
            let at = one.at.map(format::date_time).unwrap_or_default();
            (Weight::Info, words().handover_scheduled, fill(words().handover_scheduled_text, &[("date", &at)]))
        }
        HandoverState::Draft => (Weight::Bad, words().handover_not_begun, words().handover_not_begun_text.to_owned()),
        _ => (Weight::Bad, words().handover_failed, count(&words().handover_failed_n, one.failed)),
    };
    Need {
        key: format!("{} {}", one.id, one.state),
        weight,
        icon: Icon::Switch,
        title: fill(sentence, &[("name", &one.name)]),
        detail,
        href: route::handover(&one.id),
        at: one.at.filter(|_| one.state != HandoverState::Scheduled),
    }
}

fn of_archive(one: &ConnectionTrouble) -> Need {
    let (sentence, detail) = match one.counts.0 {
        0 => (words().archive_gap, words().archive_gap_text.to_owned()),
        unread => (words().archive_unread, count(&words().archive_unread_n, unread)),
    };
    let at = one.at.filter(|_| one.counts.0 == 0);
    of_trouble(one, "archive", (Weight::Warning, Icon::Chat, sentence, detail, route::connection(&one.id)), at)
}

fn of_presence(one: &ConnectionTrouble) -> Need {
    let (held, failed) = one.counts;
    let board = [Page::Presence.path(), "?tab=board&tenant=", one.id.as_str()].concat();
    let (weight, sentence, detail, href) = match one.at {
        Some(_) => (Weight::Bad, words().presence_silent, String::new(), board),
        None => {
            let flow = if held > 0 { "&flow=held" } else { "&flow=failed" };
            let detail = format::number(held + failed);
            (Weight::Warning, words().presence_stuck, detail, [&board, flow].concat())
        }
    };
    of_trouble(one, "presence", (weight, Icon::Switch, sentence, detail, href), one.at)
}

/// Who can be chosen comes first; whoever has no account there may well have none.
fn of_mappings(one: &ConnectionTrouble) -> Need {
    let (choice, tried) = one.counts;
    let (weight, status) = match choice {
        0 => (Weight::Info, MappingStatus::Unmapped),
        _ => (Weight::Warning, MappingStatus::NeedsChoice),
    };
    // The start page has no room for sentences that the next page says again.
    let detail = format::number(choice + tried);
    let href = route::mappings(&one.id, status);
    of_trouble(one, "mappings", (weight, Icon::Link, words().mappings_wait, detail, href), None)
}

/// It is another need when its numbers are others: whoever put it aside is told again.
fn of_trouble(
    one: &ConnectionTrouble,
    kind: &str,
    (weight, icon, sentence, detail, href): (Weight, Icon, &'static str, String, String),
    at: Option<Moment>,
) -> Need {
    let title = fill(sentence, &[("name", &one.name)]);
    Need { key: [kind, one.id.as_str(), &detail].concat(), weight, icon, title, detail, href, at }
}

fn of_run(run: &Run) -> Need {
    let kind = w().common.run_kind(run.kind);
    let review = run.state == RunState::WaitingReview;
    // One that applies by itself is held by conflicts, or else by the brake.
    let sentence = match (review, run.automatic && run.counts.conflict == 0) {
        (true, true) => words().run_braked,
        (true, false) => words().run_waits,
        (false, _) => words().run_failed,
    };
    let detail = if review { counts(run) } else { run.problem.as_ref().map(say).unwrap_or_default() };
    let detail = [run.connection.clone(), detail].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    Need {
        key: format!("{} {}", run.id, run.state),
        weight: if review { Weight::Warning } else { Weight::Bad },
        icon: Icon::Sync,
        title: fill(sentence, &[("kind", kind)]),
        detail: detail.join(" · "),
        href: route::run(run),
        at: run.ended_at.or(Some(run.created_at)),
    }
}

fn counts(run: &Run) -> String {
    let counts = run.counts;
    let number = format::number;
    fill(
        words().counts,
        &[
            ("add", &number(counts.add)),
            ("change", &number(counts.change)),
            ("leave", &number(counts.leave)),
            ("conflict", &number(counts.conflict)),
        ],
    )
}
