//! How a use case fails.
//!
//! Which error where: a rule that says no returns a [`Problem`] (`Err(Code::Stale.into())`); the database's own errors pass
//! through `?` and become [`Code::Busy`] or [`Code::Internal`] at the edge, logged once there; broken promises between our own
//! parts are [`Error::Broken`].

use model::{Code, Problem};

/// The result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use case failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no; the person is told.
    #[error("{0}")]
    Problem(Problem),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// Two of our own parts disagree; a bug or a damaged database.
    #[error("broken: {0}")]
    Broken(String),
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::Problem(code.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl Error {
    /// What the caller is told. Anything that is no [`Problem`] is logged here, once, and told as a code with a number that
    /// finds the log line.
    pub fn into_problem(self) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Database(sqlx::Error::PoolTimedOut) => Code::Busy.into(),
            other => {
                let id = std::collections::hash_map::RandomState::new();
                let id = format!("{:08x}", std::hash::BuildHasher::hash_one(&id, 0_u8) as u32);
                tracing::error!(id, error = %other, "a use case failed");
                Problem::new(Code::Internal).with("id", id)
            }
        }
    }

    /// The code, if a rule said no.
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// Whether a unique index said no. Recognised by kind: SQLite does not name the constraint.
    pub fn is_unique(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    /// Whether a check constraint said no.
    pub fn is_check(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_check_violation())
    }
}
