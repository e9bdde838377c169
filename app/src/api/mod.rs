//! Server functions: what the browser may ask. Each body is a few lines that call one use case of `domain`.
//!
//! JSON in and out, always by POST: the URL encoding loses empty lists, and a GET that writes could be triggered by
//! a link from another site. Failures are a [`Problem`] that the browser turns into words.

pub mod agents;
pub mod api_keys;
pub mod audit;
pub mod backups;
pub mod changes;
pub mod connections;
pub mod conversations;
pub mod customers;
pub mod departments;
pub mod handovers;
pub mod imports;
pub mod invitations;
pub mod join_rules;
pub mod joins;
pub mod mappings;
pub mod members;
pub mod organisation;
pub mod presence;
pub mod privacy;
pub mod profile;
pub mod retention;
pub mod roles;
pub mod runs;
pub mod seats;
pub mod skill_groups;
pub mod templates;
pub mod webhooks;

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use model::{Code, Problem};
use serde::{Deserialize, Serialize};

/// What every server function answers.
pub type Answer<T> = Result<T, Failure>;

/// A [`Problem`] on its way to the browser. A type of its own because the trait and the problem live in other crates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Failure(pub Problem);

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let code = match error {
            ServerFnErrorErr::Request(_) => Code::Unreachable,
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Code::Malformed
            }
            _ => Code::Internal,
        };
        #[cfg(feature = "ssr")]
        status(code);
        Self(Problem::new(code))
    }
}

/// Leptos answers every error with 500: this sets the status that belongs to the code.
#[cfg(feature = "ssr")]
fn status(code: Code) {
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(code.status())
    {
        response.set_status(status);
    }
}

#[cfg(feature = "ssr")]
impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        status(problem.code);
        Self(problem)
    }
}

#[cfg(feature = "ssr")]
impl From<domain::Error> for Failure {
    fn from(error: domain::Error) -> Self {
        error.into_problem().into()
    }
}

/// Who asks, and the services that answer.
#[cfg(feature = "ssr")]
pub struct Caller {
    /// Database, clock, keys and the like.
    pub services: domain::Services,
    /// The signed-in person.
    pub viewer: domain::Viewer,
}

/// The caller of the current server function.
///
/// # Errors
/// [`Code::SignedOut`] if nobody is signed in.
#[cfg(feature = "ssr")]
pub fn caller() -> Answer<Caller> {
    let services = leptos::prelude::use_context::<domain::Services>().ok_or(Problem::new(Code::Internal))?;
    let viewer = leptos::prelude::use_context::<Option<domain::Viewer>>().flatten();
    let viewer = viewer.ok_or(Problem::new(Code::SignedOut))?;
    Ok(Caller { services, viewer })
}
