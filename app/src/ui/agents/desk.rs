//! What is done with one agent or with many, and what came of it; the table, the drawer, the bin and the dialogs share it.

use super::words;
use crate::api::{Answer, Failure, agents};
use crate::ui::deed::{Deed, deed_in_place};
use crate::ui::kit::{Selection, toast};
use crate::ui::{count, live};
use crate::words::{Plural, Text, fill};
use leptos::prelude::*;
use model::agent::{AgentQuery, AgentRow};
use model::agent_edit::AgentStep;
use model::member::Outcome;
use model::page::{MAX_LIMIT, PageRequest};
use model::{AgentId, Code};
use std::future::Future;

/// The server takes as many at once: their passwords are hashed one by one.
const AT_ONCE: usize = 200;

/// What came of it, an agent each.
pub type Told = Vec<Outcome<AgentId>>;

/// With whom something is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Whom {
    /// These.
    These(Vec<AgentId>),
    /// All that match.
    All(Box<AgentQuery>),
}

impl Whom {
    async fn ids(self) -> Answer<Vec<AgentId>> {
        let query = match self {
            Self::These(ids) => return Ok(ids),
            Self::All(query) => query,
        };
        let mut ids = Vec::new();
        let mut page = PageRequest { limit: MAX_LIMIT, ..PageRequest::default() };
        loop {
            let found = agents::list(AgentQuery { page: page.clone(), ..(*query).clone() }).await?;
            ids.extend(found.items.into_iter().map(|row| row.id));
            page.cursor = found.next_cursor;
            if page.cursor.is_none() {
                return Ok(ids);
            }
        }
    }
}

/// Does something with them, as many at once as the server takes. What stands in the way of one alone is the answer itself.
pub async fn in_batches<Fut>(whom: Whom, call: impl Fn(Vec<AgentId>) -> Fut) -> Answer<Told>
where
    Fut: Future<Output = Answer<Told>>,
{
    let ids = whom.ids().await?;
    let mut told = Told::new();
    for batch in ids.chunks(AT_ONCE) {
        match call(batch.to_vec()).await {
            Ok(outcomes) => told.extend(outcomes),
            Err(failure) if told.is_empty() => return Err(failure),
            // What was done is told all the same.
            Err(failure) => {
                toast::failed(&failure.0);
                break;
            }
        }
    }
    match told.as_slice() {
        // Where an agent stands is told with the outcomes, which have words for it.
        [Outcome { problem: Some(problem), .. }] if problem.code != Code::WrongState => Err(Failure(problem.clone())),
        _ => Ok(told),
    }
}

/// What is asked about before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Another password by mail.
    Reset,
    /// Out, and not in again.
    Force,
    /// Into the recycle bin.
    Delete,
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// What.
    pub what: What,
    /// With whom.
    pub whom: Whom,
    /// How many.
    pub amount: i64,
    /// The agent, of one.
    pub one: Option<AgentRow>,
}

/// The desk.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The chosen rows.
    pub selection: Selection,
    /// For whom the last deed was not done.
    pub failed: RwSignal<Told>,
    /// What is asked about.
    pub asked: RwSignal<Option<Asked>>,
    /// Lets them sign in again.
    pub resume: Deed<Whom>,
    /// Takes them out of the recycle bin.
    pub restore: Deed<Whom>,
}

/// A desk. Make it once, at the top of the page.
pub fn desk(selection: Selection) -> Desk {
    let failed = RwSignal::new(Told::new());
    let step = |step: AgentStep| move |whom: Whom| in_batches(whom, move |ids| agents::take_steps(ids, step));
    let settle = move |said: Said| move |told: Told| settle(told, said, failed, selection);
    Desk {
        selection,
        failed,
        asked: RwSignal::new(None),
        resume: deed_in_place(step(AgentStep::ResumeOnline), settle((words().resumed_one, &words().resumed_n))),
        restore: deed_in_place(step(AgentStep::Restore), settle((words().restored_one, &words().restored_n))),
    }
}

impl Desk {
    /// Asks before something is done with one.
    pub fn ask_one(self, what: What, row: AgentRow) {
        let whom = Whom::These(vec![row.id.clone()]);
        self.asked.set(Some(Asked { what, whom, amount: 1, one: Some(row) }));
    }
    /// Asks before something is done with many.
    pub fn ask(self, what: What, whom: Whom, amount: i64) {
        self.asked.set(Some(Asked { what, whom, amount, one: None }));
    }
    /// Lets one sign in again.
    pub fn resume_one(self, row: &AgentRow) {
        self.resume.go(Whom::These(vec![row.id.clone()]));
    }
    /// Says what came of a deed.
    pub fn settle(self, told: Told, said: Said) {
        settle(told, said, self.failed, self.selection);
    }
    /// As [`Self::settle`], of a deletion: it can be undone.
    pub fn settle_deletion(self, told: Told) {
        let gone: Vec<AgentId> = done(&told).map(|one| one.id.clone()).collect();
        if !gone.is_empty() {
            let said = sentence(&told, (words().deleted_one, &words().deleted_n));
            toast::undo(said, move || self.restore.go(Whom::These(gone.clone())));
        }
        rest(told, self.failed, self.selection);
    }
}

/// How it is said that something was done: with one, by name, and with a number.
pub type Said = (Text, &'static Plural);

fn done(told: &Told) -> impl Iterator<Item = &Outcome<AgentId>> {
    told.iter().filter(|one| one.problem.is_none())
}

fn sentence(told: &Told, (one, many): Said) -> String {
    let mut all = done(told);
    match (all.next(), all.next()) {
        (Some(only), None) if !only.name.is_empty() => fill(one, &[("name", &only.name)]),
        _ => count(many, done(told).count() as i64),
    }
}

fn settle(told: Told, said: Said, failed: RwSignal<Told>, selection: Selection) {
    if done(&told).next().is_some() {
        toast::done(sentence(&told, said));
    }
    rest(told, failed, selection);
}

fn rest(told: Told, failed: RwSignal<Told>, selection: Selection) {
    live::touch(&["agents", "members"]);
    // The page may have been left meanwhile.
    if failed.try_set(told.into_iter().filter(|one| one.problem.is_some()).collect()).is_none() {
        selection.clear();
    }
}
