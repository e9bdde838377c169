//! What is done with one member: mapped, un-mapped, ignored; and how the last of it is undone.

use super::words;
use crate::api::{Answer, mappings};
use crate::ui::deed::{Deed, deed_in_place};
use crate::ui::kit::toast;
use crate::ui::live::touch;
use crate::words::fill;
use leptos::prelude::*;
use model::mapping::{IgnoreMember, MapMember, Mapping, MappingStatus};

/// A member before a decision, and after it.
type Decision = (Mapping, Mapping);

/// What was decided last on this page, by its table or its drawer; Z undoes it.
#[derive(Clone, Copy)]
pub struct Last {
    decision: RwSignal<Option<Decision>>,
    /// What the server answered last: the table hears of it only with its next page, and keys come faster.
    answer: RwSignal<Option<Mapping>>,
}

impl Last {
    /// Nothing yet; for all that is within.
    pub fn provide() -> Self {
        let last = Self { decision: RwSignal::new(None), answer: RwSignal::new(None) };
        provide_context(last);
        last
    }

    /// Undoes it, once.
    pub fn undo(self) {
        if let Some(decision) = self.decision.try_get_untracked().flatten() {
            self.decision.try_set(None);
            undo(Some(self), decision);
        }
    }

    /// The row as it stands by now.
    pub fn newest(self, row: Mapping) -> Mapping {
        let answer = self.answer.try_get_untracked().flatten();
        let newer = |answer: &Mapping| {
            answer.connection_id == row.connection_id
                && answer.member_id == row.member_id
                && answer.revision > row.revision
        };
        answer.filter(newer).unwrap_or(row)
    }
}

/// The changes that need no form.
#[derive(Clone, Copy)]
pub struct Deeds {
    map: Deed<(Mapping, Option<String>)>,
    ignore: Deed<(Mapping, bool)>,
}

impl Deeds {
    /// Not begun.
    pub fn new() -> Self {
        let last = use_context::<Last>();
        let done = move |(before, after): Decision| {
            touch(&["mappings"]);
            let decision = (before, after.clone());
            if let Some(last) = last {
                last.decision.try_set(Some(decision.clone()));
                last.answer.try_set(Some(after.clone()));
            }
            toast::undo(said(&after), move || {
                // Pressed here, it is not undone once more by the key.
                if let Some(last) =
                    last.filter(|last| last.decision.try_get_untracked().flatten().as_ref() == Some(&decision))
                {
                    last.decision.try_set(None);
                }
                undo(last, decision.clone());
            });
        };
        let map = |(before, external): (Mapping, Option<String>)| async move {
            let after = mappings::map(request(&before, external)).await?;
            Ok((before, after))
        };
        let ignore = |(before, ignored): (Mapping, bool)| async move {
            let after = mappings::ignore(leaving(&before, ignored)).await?;
            Ok((before, after))
        };
        Self { map: deed_in_place(map, done), ignore: deed_in_place(ignore, done) }
    }

    /// Gives this account.
    pub fn give(&self, mapping: &Mapping, external_id: &str) {
        self.map.go((mapping.clone(), Some(external_id.to_owned())));
    }

    /// Takes the account away.
    pub fn take(&self, mapping: &Mapping) {
        self.map.go((mapping.clone(), None));
    }

    /// Leaves without account on purpose, or no longer.
    pub fn leave(&self, mapping: &Mapping, ignored: bool) {
        self.ignore.go((mapping.clone(), ignored));
    }

    /// Whether an account is being given or taken.
    pub fn mapping(&self) -> Signal<bool> {
        self.map.busy()
    }

    /// Whether somebody is being ignored, or no longer.
    pub fn ignoring(&self) -> Signal<bool> {
        self.ignore.busy()
    }
}

fn said(mapping: &Mapping) -> String {
    let text = match mapping.status {
        MappingStatus::Mapped => words().mapped,
        MappingStatus::Ignored => words().ignored,
        _ if mapping.reason.is_some() => words().unmapped,
        _ => words().sought_again,
    };
    fill(text, &[("name", &mapping.name)])
}

fn request(now: &Mapping, external_id: Option<String>) -> MapMember {
    let (connection, member) = (now.connection_id.clone(), now.member_id.clone());
    MapMember { connection, member, external_id, revision: now.revision }
}

fn leaving(now: &Mapping, ignored: bool) -> IgnoreMember {
    let (connection, member) = (now.connection_id.clone(), now.member_id.clone());
    IgnoreMember { connection, member, ignored, revision: now.revision }
}

/// Puts a member back to where he stood; the screen may be gone by then.
fn undo(last: Option<Last>, (before, after): Decision) {
    leptos::task::spawn_local(async move {
        match put_back(&before, &after).await {
            Ok(now) => {
                if let Some(last) = last {
                    last.answer.try_set(Some(now));
                }
                toast::done(fill(words().undone, &[("name", &before.name)]));
            }
            Err(failure) => toast::failed(&failure.0),
        }
        touch(&["mappings"]);
    });
}

async fn put_back(before: &Mapping, after: &Mapping) -> Answer<Mapping> {
    let account = before.account.as_ref().map(|account| account.external_id.clone());
    let now = match after.status {
        _ if account.is_some() => return mappings::map(request(after, account)).await,
        MappingStatus::Mapped => mappings::map(request(after, None)).await?,
        MappingStatus::Ignored => return mappings::ignore(leaving(after, false)).await,
        _ => after.clone(),
    };
    match before.status {
        MappingStatus::Ignored => mappings::ignore(leaving(&now, true)).await,
        _ => Ok(now),
    }
}
