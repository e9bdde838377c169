//! `/change-sets/{id}/rows`

use super::bulk::Results;
use super::page::{Asked, Listed, Paging, word};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use app::words::{Language, problems};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::changes;
use model::audit::Subject;
use model::change::{ChangeRow as Known, Reason, Resolution, RowDecision, RowQuery, RowState, Verdict};
use model::{ChangeRowId, ChangeSetId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// One row of a change set.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeRow {
    id: String,
    /// What kind of thing: member, department, customer, relation.
    #[schema(value_type = String, example = "member")]
    subject: Subject,
    /// The record here; null for one that does not exist yet.
    #[schema(required)]
    subject_id: Option<String>,
    name: String,
    /// The address, the department's path or the owner.
    detail: String,
    /// add, change, leave, conflict or blocked.
    #[schema(value_type = String, example = "change")]
    verdict: Verdict,
    /// Why, in words of the program.
    #[schema(value_type = Vec<String>, example = json!(["fields_differ"]))]
    reasons: Vec<Reason>,
    /// What would change, by field, as a person would read it.
    before: BTreeMap<String, String>,
    /// What it would be.
    after: BTreeMap<String, String>,
    accepted: bool,
    /// How a conflict was decided: keep_ours, take_theirs or add_new.
    #[schema(value_type = Option<String>, required)]
    resolution: Option<Resolution>,
    /// open, applied, failed, skipped, undone or kept.
    #[schema(value_type = String, example = "open")]
    outcome: RowState,
    /// Why it failed or was kept.
    #[schema(required)]
    problem: Option<RowProblem>,
}

/// Why a row failed or was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowProblem {
    /// The kind of problem in one word of the program.
    code: String,
    /// What happened and what to do.
    detail: String,
}

impl From<Known> for ChangeRow {
    fn from(known: Known) -> Self {
        let before = known.fields.iter().map(|field| (field.field.clone(), field.before.clone()));
        let after = known.fields.iter().map(|field| (field.field.clone(), field.after.clone()));
        Self {
            before: before.collect(),
            after: after.collect(),
            id: known.id.0,
            subject: known.subject,
            subject_id: known.subject_id,
            name: known.name,
            detail: known.detail,
            verdict: known.verdict,
            reasons: vec![known.reason],
            accepted: known.accepted,
            resolution: known.resolution,
            outcome: known.state,
            problem: known.problem.map(|problem| RowProblem {
                code: problem.code.word().to_owned(),
                detail: problems::say(Language::En, &problem),
            }),
        }
    }
}

/// Which rows are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RowFilter {
    /// Only with this verdict.
    #[param(example = "leave")]
    verdict: Option<String>,
    /// Only with this outcome.
    #[param(example = "failed")]
    outcome: Option<String>,
    /// Only whose name begins so.
    #[serde(default)]
    q: String,
}

/// List the rows of a change set
///
/// By name.
#[utoipa::path(
    get, path = "/change-sets/{id}/rows", tag = "Change sets", operation_id = "listChangeRows",
    params(("id" = String, Path), Paging, RowFilter),
    security(("key" = ["connections.read"]), ("key" = ["runs.read"]), ("key" = ["members.write"]), ("key" = ["members.import"]), ("key" = ["customers.delete"]), ("key" = ["seats.read"]), ("key" = ["mappings.read"]), ("key" = ["agents.read"]), ("key" = ["handovers.read"])),
    responses((status = 200, body = Listed<ChangeRow>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<RowFilter>,
) -> Told<Json<Listed<ChangeRow>>> {
    let query = RowQuery {
        set: ChangeSetId(id),
        verdict: word("verdict", filter.verdict.as_deref(), Verdict::from_word)?,
        state: word("outcome", filter.outcome.as_deref(), RowState::from_word)?,
        search: filter.q,
        page: paging.request()?,
    };
    Ok(Json(Listed::of(changes::rows(&edge.services, &caller.viewer, &query).await?, ChangeRow::from)))
}

/// What is decided about rows.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DecideRows {
    /// At most 1 000.
    rows: Vec<DecideRow>,
}

/// What is decided about one row: `accepted`, or of a conflict `resolution`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DecideRow {
    id: String,
    /// Whether it is to be carried out.
    #[schema(example = false)]
    accepted: Option<bool>,
    /// Of a conflict: keep_ours leaves what is here, and of a customer who is here again leaves the copy in the recycle bin;
    /// take_theirs takes what is there, or puts the two together; add_new keeps both.
    #[schema(example = "keep_ours")]
    resolution: Option<String>,
}

/// Decide rows
///
/// Ticks, unticks and resolves rows of a draft in one step, with an outcome each. `If-Match` holds the set's revision.
#[utoipa::path(
    patch, path = "/change-sets/{id}/rows", tag = "Change sets", operation_id = "decideChangeRows", request_body = DecideRows, params(("id" = String, Path)),
    security(("key" = ["connections.write"]), ("key" = ["members.write"]), ("key" = ["members.import"]), ("key" = ["customers.delete"]), ("key" = ["seats.inherit"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"]), ("key" = ["handovers.write"])),
    responses((status = 200, body = Results)),
)]
pub async fn decide(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(sent): Sent<DecideRows>,
) -> Told<Shown<Results>> {
    let id = ChangeSetId(id);
    let decision = |row: DecideRow| {
        let resolution = word("resolution", row.resolution.as_deref(), Resolution::from_word)?;
        Ok(RowDecision { row: ChangeRowId(row.id), accepted: row.accepted, resolution })
    };
    let decisions = sent.rows.into_iter().map(decision).collect::<Told<Vec<_>>>()?;
    let outcomes = changes::decide_rows(&edge.services, &caller.viewer, &id, revision.of(), &decisions).await?;
    let now = changes::get(&edge.services, &caller.viewer, &id).await?.revision;
    Ok(Shown::now(Results::with_set(outcomes, Some(id)), now))
}
