//! A user or a group as it is sent.

use super::schema::Type;
use super::{Caller, Refusal, Told};
use model::Moment;
use serde_json::{Value, json};

/// A resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Its body, whole.
    pub body: Value,
    /// Its address.
    pub location: String,
    /// Changes with every change; the number in its `ETag`.
    pub revision: i64,
}

/// How a resource is to be changed.
#[derive(Debug, Clone, Copy)]
pub enum Change<'a> {
    /// It becomes this: PUT.
    Replace(&'a Value),
    /// These operations are carried out: PATCH.
    Patch(&'a Value),
}

/// The revision that a change was made from, if the provider says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Tag {
    /// It does not say.
    #[default]
    Any,
    /// One of these.
    Of(Vec<i64>),
}

impl Tag {
    /// Passes if the change was made from the present state.
    pub(super) fn check(&self, present: i64) -> Told<()> {
        match self {
            Self::Of(known) if !known.contains(&present) => {
                Err(Refusal::of(412, "The resource was changed meanwhile: read it again."))
            }
            _ => Ok(()),
        }
    }
}

/// When it was made and changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    pub created_at: Moment,
    pub changed_at: Moment,
}

/// Completes a body with what every resource has (RFC 7643 §3.1).
pub(super) fn complete(
    caller: &Caller,
    kind: Type,
    id: &str,
    revision: i64,
    times: Times,
    mut body: Value,
) -> Resource {
    let location = at(caller, kind, id);
    let mut schemas = vec![kind.urn()];
    schemas.extend(kind.extension().filter(|urn| !body[*urn].is_null()));
    body["schemas"] = json!(schemas);
    body["id"] = json!(id);
    body["meta"] = json!({
        "resourceType": kind.name(),
        "created": moment(times.created_at),
        "lastModified": moment(times.changed_at),
        "version": format!("W/\"{revision}\""),
        "location": location,
    });
    Resource { body, location, revision }
}

/// Where a resource is.
pub(super) fn at(caller: &Caller, kind: Type, id: &str) -> String {
    format!("{}/{}/{id}", caller.base, kind.endpoint())
}

/// As RFC 3339 has it, to the millisecond.
fn moment(at: Moment) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| String::new(), |at| format!("{at:.3}"))
}
