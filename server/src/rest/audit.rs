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
use model::revert::ChainFault;
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
    /// That of the entry before; empty for the first.
    previous: String,
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
            previous: known.previous,
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
    /// Only about something whose name at that time contains this.
    name: Option<String>,
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
        name: filter.name.unwrap_or_default(),
        from: moment("from", filter.from)?,
        until: moment("until", filter.until)?,
        page: paging.request()?,
    };
    Ok(Json(Listed::of(audit::list(&edge.services, &caller.viewer, &query).await?, Entry::from)))
}

/// The chain that entries make.
#[derive(Debug, Serialize, ToSchema)]
pub struct Chain {
    /// The number of the newest entry.
    head: i64,
    /// Its hash: kept outside, it proves later that nothing up to it was altered.
    hash: String,
    /// The last check; null as long as there was none.
    #[schema(required)]
    checked: Option<Checked>,
}

/// What a check of the chain found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Checked {
    at: At,
    by: String,
    /// The last entry that holds.
    upto: i64,
    /// Its hash.
    hash: String,
    /// What is wrong with the first entry that does not: missing, altered or truncated; null where all hold.
    #[schema(value_type = Option<String>, required)]
    fault: Option<ChainFault>,
    /// Which entry that is.
    #[schema(required)]
    fault_seq: Option<i64>,
}

/// Read the state of the chain
///
/// The newest entry, and what the last check found. Checks are begun in the console or by `muster check`.
#[utoipa::path(
    get, path = "/audit/chain", tag = "Audit", operation_id = "getAuditChain", security(("key" = ["audit.read"])),
    responses((status = 200, body = Chain)),
)]
pub async fn chain(State(edge): Place, Extension(caller): Key) -> Told<Json<Chain>> {
    let known = audit::chain(&edge.services, &caller.viewer).await?;
    let checked = known.check.map(|check| Checked {
        at: At(check.at),
        by: check.by,
        upto: check.upto,
        hash: check.hash,
        fault: check.fault.map(|(fault, _)| fault),
        fault_seq: check.fault.map(|(_, seq)| seq),
    });
    Ok(Json(Chain { head: known.head, hash: known.hash, checked }))
}
