//! The calls, one file per noun.

mod call;
mod directory;
mod extensions;
mod presence;
mod presence_write;
mod reply;
mod subscriptions;
mod token;

use axum::http::Method;

pub(super) use call::Call;
pub(super) use reply::{Reply, Wanted};
pub(super) use subscriptions::subscribe;

use super::{account::ACCOUNT, refusal::Refusal, world::World};

/// What a call is counted in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Group {
    Light,
    Medium,
    Heavy,
    Auth,
}

impl Group {
    /// As the platform's headers have it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Medium => "medium",
            Self::Heavy => "heavy",
            Self::Auth => "auth",
        }
    }
}

pub(super) struct Endpoint {
    /// Method and path below `/restapi/`; `~` is the account, also by its number, and `{id}` anything.
    pub(super) name: &'static str,
    pub(super) group: Group,
    /// Of the application.
    pub(super) permission: Option<&'static str>,
    pub(super) run: fn(&mut World, &Call) -> Outcome,
}

pub(super) type Outcome = Result<Reply, Refusal>;

/// The endpoint of a request, and what stands for `{id}`.
pub(super) fn find(method: &Method, path: &str) -> Option<(&'static Endpoint, String)> {
    let path = path.strip_prefix("/restapi/")?;
    [
        token::ENDPOINTS,
        directory::ENDPOINTS,
        extensions::ENDPOINTS,
        presence::ENDPOINTS,
        presence_write::ENDPOINTS,
        subscriptions::ENDPOINTS,
    ]
    .into_iter()
    .flatten()
    .find_map(|endpoint| {
        let (its, pattern) = endpoint.name.split_once(' ')?;
        if its == method.as_str() { Some((endpoint, fit(pattern, path)?)) } else { None }
    })
}

/// What stands for `{id}` when a path fits; empty where the pattern has none.
fn fit(pattern: &str, path: &str) -> Option<String> {
    let mut id = String::new();
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(id),
            (Some("{id}"), Some(segment)) if !segment.is_empty() => id = segment.to_owned(),
            (Some("~"), Some(segment)) if segment == "~" || segment.parse() == Ok(ACCOUNT) => {}
            (Some(want), Some(segment)) if want == segment => {}
            _ => return None,
        }
    }
}
