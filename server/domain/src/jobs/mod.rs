//! Jobs: work that outlives a request, in the same database.
//!
//! A job is enqueued in the transaction that makes it necessary. A worker claims it with a lease and renews the lease while it
//! works; a lease that ran out makes the job claimable again. So every job may run twice and goes on from what it saved.
//! To add one, add a variant to [`Job`] and its arm in [`crate::worker`].

pub mod queue;
pub mod schedule;

use model::{ConnectionId, MemberId, OrganisationId, Problem, RunId, TagId, WebhookId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The name of [`Job::Webhook`].
pub(crate) const WEBHOOK: &str = "webhook";

/// What a worker can be asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Carries a run on.
    Run {
        /// Which.
        run: RunId,
    },
    /// Tries a connection out and keeps the findings.
    Test {
        /// Which.
        connection: ConnectionId,
    },
    /// Works off the callbacks that came in for a connection.
    Callbacks {
        /// Which.
        connection: ConnectionId,
    },
    /// Hands over the messages of an organisation that are due.
    Outbox {
        /// Which.
        organisation: OrganisationId,
    },
    /// Brings the search index up to date for those who carry a tag that has another name.
    ReindexTag {
        /// Which.
        tag: TagId,
    },
    /// Delivers what a webhook has to hear.
    Webhook {
        /// Which.
        webhook: WebhookId,
    },
    /// Asks a platform to hand over what one member holds there, and what became of it.
    Transfer {
        /// On which platform.
        connection: ConnectionId,
        /// Whose.
        member: MemberId,
    },
    /// Removes what is over: sessions, tries, what runs read.
    Sweep,
}

impl Job {
    /// The name under which the job is stored.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Run { .. } => "run",
            Self::Test { .. } => "test",
            Self::Callbacks { .. } => "callbacks",
            Self::Outbox { .. } => "outbox",
            Self::ReindexTag { .. } => "reindex_tag",
            Self::Webhook { .. } => WEBHOOK,
            Self::Transfer { .. } => "transfer",
            Self::Sweep => "sweep",
        }
    }

    /// At most one waiting job has this key.
    pub fn dedup_key(&self) -> String {
        match self {
            Self::Run { run } => format!("run:{run}"),
            Self::Test { connection } => format!("test:{connection}"),
            Self::Callbacks { connection } => format!("callbacks:{connection}"),
            Self::Outbox { organisation } => format!("outbox:{organisation}"),
            Self::ReindexTag { tag } => format!("reindex_tag:{tag}"),
            Self::Webhook { webhook } => format!("webhook:{webhook}"),
            Self::Transfer { connection, member } => format!("transfer:{connection}:{member}"),
            Self::Sweep => "sweep".to_owned(),
        }
    }
}

/// Why a job stopped, with what to do about it.
#[derive(Debug)]
pub enum Stop {
    /// Try again, not before this pause; `None` leaves the pause to the queue.
    Later(Option<Duration>, String),
    /// Trying again would change nothing: a person has to act.
    GiveUp(Problem),
}

impl From<crate::Error> for Stop {
    fn from(error: crate::Error) -> Self {
        match error {
            crate::Error::Problem(problem) => Self::GiveUp(problem),
            other => Self::Later(None, other.to_string()),
        }
    }
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        crate::Error::from(error).into()
    }
}
