//! `/audit`

use super::moment::At;
use super::page::{Asked, Listed, Paging, word};
use super::{Key, Place, Told};
use axum::extract::State;
use axum::{Extension, Json};
use domain::audit;
use model::Problem;
use model::audit::{Entry as Known, EntryQuery, Origin, Subject, Verb};
use model::problem::Fault;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One entry of the activity.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entry {
    /// Its number in the organisation, from 1 without gaps.
    seq: i64,
    at: At,
    /// Who: the name at that time; empty for the system.
    actor: String,
    /// Through which door: console, join, api, cli, run or schedule.
    #[schema(value_type = String, example = "api")]
    channel: Origin,
    /// What was done.
    #[schema(value_type = String, example = "update")]
    verb: Verb,
    /// To what kind of thing.
    #[schema(value_type = String, example = "member")]
    subject: Subject,
    subject_id: String,
    /// Its name at that time.
    subject_name: String,
    /// Changed fields before; null where there was nothing.
    #[schema(value_type = Option<Object>, required)]
    before: Option<serde_json::Value>,
    /// Changed fields after; null where there is nothing.
    #[schema(value_type = Option<Object>, required)]
    after: Option<serde_json::Value>,
    /// Covers this entry and, over the one before it, all earlier ones.
    hash: String,
}

impl From<Known> for Entry {
    fn from(known: Known) -> Self {
        Self {
            seq: known.seq,
            at: At(known.at),
            actor: known.actor,
            channel: known.origin,
            verb: known.verb,
            subject: known.subject,
            subject_id: known.subject_id,
            subject_name: known.subject_name,
            before: serde_json::from_str(&known.before).ok(),
            after: serde_json::from_str(&known.after).ok(),
            hash: known.hash,
        }
    }
}

/// Which entries are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EntryFilter {
    /// Only about this kind of thing.
    subject: Option<String>,
    /// Only about this thing.
    subject_id: Option<String>,
    /// Only this verb.
    verb: Option<String>,
    /// Only through this door.
    channel: Option<String>,
    /// Only by an actor whose name contains this.
    actor: Option<String>,
    /// Not before this moment.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Before this moment.
    #[param(format = DateTime)]
    until: Option<String>,
}

/// List the activity
///
/// Newest first.
#[utoipa::path(
    get, path = "/audit", tag = "Audit", operation_id = "listAudit", params(Paging, EntryFilter),
    security(("key" = ["audit.read"])), responses((status = 200, body = Listed<Entry>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<EntryFilter>,
) -> Told<Json<Listed<Entry>>> {
    let moment = |field: &str, text: Option<String>| match text {
        None => Ok(None),
        Some(text) => At::parse(&text).map(|at| Some(at.0)).ok_or_else(|| Problem::field(field, Fault::Malformed)),
    };
    let query = EntryQuery {
        subject: word("subject", filter.subject.as_deref(), Subject::from_word)?,
        subject_id: filter.subject_id,
        verb: word("verb", filter.verb.as_deref(), Verb::from_word)?,
        origin: word("channel", filter.channel.as_deref(), Origin::from_word)?,
        actor: filter.actor.unwrap_or_default(),
        from: moment("from", filter.from)?,
        until: moment("until", filter.until)?,
        page: paging.request()?,
    };
    Ok(Json(Listed::of(audit::list(&edge.services, &caller.viewer, &query).await?, Entry::from)))
}
