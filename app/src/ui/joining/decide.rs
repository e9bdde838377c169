//! Deciding: what is asked first, what is sent, and what comes of it.

use super::words;
use crate::api::{Answer, joins};
use crate::ui::deed::{Deed, deed};
use crate::ui::kit::toast;
use crate::ui::{count, live, session};
use crate::words::Plural;
use leptos::prelude::*;
use model::join::{Decision, Join};
use model::member::Outcome;
use model::{Code, JoinId};

/// A decision that is asked for before it is sent.
#[derive(Clone, PartialEq)]
pub enum Asking {
    /// Into which department, as what.
    Approve(Vec<Join>),
    /// Why.
    Refuse(Vec<Join>),
    /// Why, and for good.
    Block(Vec<Join>),
}

/// What the parts of the queue share.
#[derive(Clone, Copy)]
pub struct Desk {
    /// What is asked at present.
    pub asking: RwSignal<Option<Asking>>,
    /// What the last decision could not do.
    pub failed: RwSignal<Vec<Outcome<JoinId>>>,
    /// Sends a decision.
    pub decide: Deed<(Vec<JoinId>, Decision)>,
}

impl Desk {
    /// Whom the question is about.
    pub fn people(&self) -> Vec<Join> {
        self.asking.with_untracked(|asking| match asking {
            Some(Asking::Approve(people) | Asking::Refuse(people) | Asking::Block(people)) => people.clone(),
            None => Vec::new(),
        })
    }
    /// Asks.
    pub fn ask(&self, asking: Asking) {
        self.decide.set_problem(None);
        self.asking.set(Some(asking));
    }
    /// Takes the question away.
    pub fn close(&self) {
        self.asking.set(None);
    }
}

/// A desk; `then` runs after each decision that reached the server.
pub fn desk(then: impl Fn() + Send + Sync + 'static) -> Desk {
    let asking = RwSignal::new(None);
    let failed = RwSignal::new(Vec::new());
    let decide = deed(send, move |decided: Decided| {
        let (done, not): (Vec<_>, Vec<_>) = decided.outcomes.into_iter().partition(|one| one.problem.is_none());
        let done: Vec<JoinId> = done.into_iter().map(|one| one.id).collect();
        asking.set(None);
        failed.set(not);
        if !done.is_empty() {
            let said = count(decided.sentence, done.len() as i64);
            if decided.undoable {
                toast::undo(said, move || put_back(done.clone()));
            } else {
                toast::done(said);
            }
        }
        live::touch(&["joins", "members"]);
        then();
    });
    Desk { asking, failed, decide }
}

struct Decided {
    sentence: &'static Plural,
    undoable: bool,
    outcomes: Vec<Outcome<JoinId>>,
}

async fn send((ids, decision): (Vec<JoinId>, Decision)) -> Answer<Decided> {
    let (sentence, undoable) = match decision {
        Decision::Approve { .. } => (&words().approved, false),
        Decision::Refuse { .. } => (&words().refused, true),
        Decision::Block { .. } => (&words().blocked_n, true),
        Decision::Reexamine => (&words().reexamined, false),
    };
    Ok(Decided { sentence, undoable, outcomes: joins::decide(ids, decision).await? })
}

/// Not a deed: the toast outlives the screen, and with it the screen's signals.
fn put_back(ids: Vec<JoinId>) {
    leptos::task::spawn_local(async move {
        match joins::decide(ids, Decision::Reexamine).await {
            Ok(outcomes) => {
                if let Some(problem) = outcomes.iter().find_map(|one| one.problem.as_ref()) {
                    toast::failed(problem);
                }
                live::touch(&["joins", "members"]);
            }
            Err(failure) if failure.0.code == Code::SignedOut => session::sign_in(),
            Err(failure) => toast::failed(&failure.0),
        }
    });
}
