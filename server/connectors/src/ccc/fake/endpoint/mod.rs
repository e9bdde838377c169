//! The actions, one file per noun.

mod bindings;
mod call;
mod groups;
mod passwords;
mod refusal;
mod seats;
mod sessions;
mod staff;
mod staff_write;
mod statuses;

use serde_json::Value;

pub(super) use call::Call;
pub(super) use refusal::Refusal;

use super::world::World;

pub(super) struct Endpoint {
    /// The action.
    pub(super) name: &'static str,
    /// Parameters it knows, besides `SdkAppId`. Others are refused.
    pub(super) fields: &'static [&'static str],
    /// Whether it needs `SdkAppId`.
    pub(super) is_of_application: bool,
    pub(super) run: fn(&mut World, &Call) -> Outcome,
}

impl Endpoint {
    const fn new(name: &'static str, fields: &'static [&'static str], run: fn(&mut World, &Call) -> Outcome) -> Self {
        Self { name, fields, is_of_application: true, run }
    }
}

/// What stands in `Response`.
pub(super) type Outcome = Result<Value, Refusal>;

pub(super) fn find(action: &str) -> Option<&'static Endpoint> {
    [
        staff::ENDPOINTS,
        staff_write::ENDPOINTS,
        passwords::ENDPOINTS,
        statuses::ENDPOINTS,
        sessions::ENDPOINTS,
        groups::ENDPOINTS,
        bindings::ENDPOINTS,
        seats::ENDPOINTS,
    ]
    .into_iter()
    .flatten()
    .find(|endpoint| endpoint.name == action)
}
