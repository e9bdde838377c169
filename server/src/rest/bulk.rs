//! Bulk verbs: many at once, an outcome each.

use app::words::{Language, problems};
use model::member::Outcome;
use model::{ChangeSetId, Code, Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// What became of each.
#[derive(Debug, Serialize, ToSchema)]
pub struct Results {
    results: Vec<OneResult>,
    /// The change set that carries it out, where one does.
    #[schema(required)]
    change_set: Option<String>,
}

/// What became of one.
#[derive(Debug, Serialize, ToSchema)]
pub struct OneResult {
    id: String,
    /// done; skipped, where its state does not allow it or a decision is missing; failed. Of a rehearsal, what it would be.
    #[schema(example = "done")]
    status: &'static str,
    /// The kind of problem in one word of the program.
    #[schema(required)]
    code: Option<String>,
    /// What happened and what to do.
    #[schema(required)]
    message: Option<String>,
}

impl Results {
    /// From the outcomes of a use case.
    pub fn of<Id: ToString>(outcomes: Vec<Outcome<Id>>) -> Self {
        let one = |outcome: Outcome<Id>| OneResult {
            id: outcome.id.to_string(),
            status: match &outcome.problem {
                None => "done",
                Some(Problem { code: Code::WrongState | Code::SecondPerson, .. }) => "skipped",
                Some(_) => "failed",
            },
            code: outcome.problem.as_ref().map(|problem| problem.code.word().to_owned()),
            message: outcome.problem.as_ref().map(|problem| problems::say(Language::En, problem)),
        };
        Self { results: outcomes.into_iter().map(one).collect(), change_set: None }
    }

    /// With the change set that carries it out, or waits for a decision.
    pub fn with_set<Id: ToString>(outcomes: Vec<Outcome<Id>>, set: Option<ChangeSetId>) -> Self {
        Self { change_set: set.map(|set| set.0), ..Self::of(outcomes) }
    }
}
