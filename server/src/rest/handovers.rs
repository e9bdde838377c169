//! `/handovers`

use super::handover_shown::{Handover, HandoverItem, UnassignedThing};
use super::moment::At;
use super::page::{Asked, Listed, Paging, word};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::{Services, Viewer, handovers};
use model::handover::{
    Handover as Known, HandoverKind, HandoverQuery, HandoverState, ItemKind, ItemQuery, NewHandover, Reroute, Rule,
    SaveHandover, Split, UnassignedQuery,
};
use model::page::PageRequest;
use model::problem::Fault;
use model::{CustomerGroupId, CustomerId, HandoverId, HandoverItemId, MemberId, Problem};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Items that one answer carries.
const FIRST: u32 = 500;

/// Which hand-overs are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HandoverFilter {
    /// In this state.
    state: Option<String>,
    /// Of this member.
    leaver_id: Option<String>,
}

/// List hand-overs
///
/// The newest first, without their items.
#[utoipa::path(
    get, path = "/handovers", tag = "Hand-overs", operation_id = "listHandovers", params(Paging, HandoverFilter),
    security(("key" = ["handovers.read"])), responses((status = 200, body = Listed<Handover>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<HandoverFilter>,
) -> Told<Json<Listed<Handover>>> {
    let state = word("state", filter.state.as_deref(), HandoverState::from_word)?;
    let leaver = filter.leaver_id.map(MemberId);
    let query = HandoverQuery { state, kind: None, leaver, page: paging.request()? };
    let found = handovers::list(&edge.services, &caller.viewer, &query).await?;
    Ok(Json(Listed::of(found, |one| Handover::of(one, Vec::new()))))
}

async fn shown(services: &Services, viewer: &Viewer, known: Known) -> Told<Shown<Handover>> {
    let revision = known.revision;
    Ok(Shown::now(with_items(services, viewer, known).await?, revision))
}

async fn with_items(services: &Services, viewer: &Viewer, known: Known) -> Told<Handover> {
    let page = PageRequest { limit: FIRST, ..PageRequest::default() };
    let query =
        ItemQuery { handover: known.id.clone(), kind: None, state: None, to: None, barred: false, handing: None, page };
    let items = handovers::items(services, viewer, &query).await?.items;
    Ok(Handover::of(known, items))
}

/// Read a hand-over
#[utoipa::path(
    get, path = "/handovers/{id}", tag = "Hand-overs", operation_id = "getHandover", params(("id" = String, Path)),
    security(("key" = ["handovers.read"])), responses((status = 200, body = Handover)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Handover>> {
    let known = handovers::get(&edge.services, &caller.viewer, &HandoverId(id)).await?;
    shown(&edge.services, &caller.viewer, known).await
}

/// List what goes over
#[utoipa::path(
    get, path = "/handovers/{id}/items", tag = "Hand-overs", operation_id = "listHandoverItems",
    params(("id" = String, Path), Paging), security(("key" = ["handovers.read"])),
    responses((status = 200, body = Listed<HandoverItem>)),
)]
pub async fn items(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Asked(paging): Asked<Paging>,
) -> Told<Json<Listed<HandoverItem>>> {
    let page = paging.request()?;
    let query =
        ItemQuery { handover: HandoverId(id), kind: None, state: None, to: None, barred: false, handing: None, page };
    let found = handovers::items(&edge.services, &caller.viewer, &query).await?;
    Ok(Json(Listed::of(found, HandoverItem::from)))
}

/// Which of what leavers left is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnassignedFilter {
    /// Left by this member.
    leaver_id: Option<String>,
    /// Of this kind: customer, group.
    kind: Option<String>,
}

/// List what leavers left
///
/// Customers and groups whose member is no longer in and which nobody took over, leaver by leaver. To hand some of them over, draft a hand-over of
/// kind `leaving` that names the leaver and them.
#[utoipa::path(
    get, path = "/handovers/unassigned", tag = "Hand-overs", operation_id = "listUnassigned", params(Paging, UnassignedFilter),
    security(("key" = ["handovers.read"])), responses((status = 200, body = Listed<UnassignedThing>)),
)]
pub async fn unassigned(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<UnassignedFilter>,
) -> Told<Json<Listed<UnassignedThing>>> {
    let kind = word("kind", filter.kind.as_deref(), ItemKind::from_word)?;
    let query = UnassignedQuery { leaver: filter.leaver_id.map(MemberId), kind, page: paging.request()? };
    let found = handovers::unassigned(&edge.services, &caller.viewer, &query).await?;
    Ok(Json(Listed::of(found, UnassignedThing::from)))
}

/// A hand-over to be prepared.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HandoverDraft {
    /// Whose things: ids of members.
    #[schema(example = json!(["LEAVER_ID"]))]
    leavers: Vec<String>,
    /// When it is to be carried out; null, or not there, for as soon as somebody says so.
    when: Option<At>,
    /// For a transfer while everybody stays: these customers of the one member that is named. Of one who left earlier: only these of
    /// what he left.
    #[serde(default)]
    customers: Vec<String>,
    /// The same for customer groups of his.
    #[serde(default)]
    #[schema(required = false)]
    groups: Vec<String>,
    /// leaving or `on_job`; when nothing is said, `on_job` where customers or groups are named.
    #[schema(example = "leaving")]
    kind: Option<String>,
}

/// Prepare a hand-over
///
/// Everything that the leavers hold, item by item, with what stands in the way of each. With `customers` it is an on-job transfer of
/// these. Nothing is moved before it is applied.
#[utoipa::path(
    post, path = "/handovers", tag = "Hand-overs", operation_id = "draftHandover", request_body = HandoverDraft,
    security(("key" = ["handovers.write"])), responses((status = 201, body = Handover)),
)]
pub async fn draft(
    State(edge): Place,
    Extension(caller): Key,
    Sent(sent): Sent<HandoverDraft>,
) -> Told<Shown<Handover>> {
    let chosen = !sent.customers.is_empty() || !sent.groups.is_empty();
    let usual = if chosen { HandoverKind::OnJob } else { HandoverKind::Leaving };
    let new = NewHandover {
        kind: word("kind", sent.kind.as_deref(), HandoverKind::from_word)?.unwrap_or(usual),
        leavers: sent.leavers.into_iter().map(MemberId).collect(),
        at: sent.when.map(|at| at.0),
        customers: sent.customers.into_iter().map(CustomerId).collect(),
        groups: sent.groups.into_iter().map(CustomerGroupId).collect(),
    };
    let known = handovers::draft(&edge.services, &caller.viewer, &new).await?;
    let (revision, path) = (known.revision, format!("/handovers/{}", known.id));
    Ok(Shown::made(with_items(&edge.services, &caller.viewer, known).await?, revision, &path))
}

/// How the things of one kind are divided.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HandoverRule {
    /// customers, groups, seats, licences, departments, reports, invitations, `api_keys` or mappings. An account goes to
    /// a successor who has none on its connection; where each has one, it is taken away.
    #[schema(example = "customers")]
    kind: String,
    /// evenly, department, `last_contact` or load.
    #[schema(example = "evenly")]
    split: String,
    /// Ids of the successors; none lets the things go.
    #[schema(example = json!([]))]
    to: Vec<String>,
}

fn rule(sent: HandoverRule) -> Result<Rule, Problem> {
    let wrong = || Problem::field("rules", Fault::Unknown);
    Ok(Rule {
        kind: sent.kind.strip_suffix('s').and_then(ItemKind::from_word).ok_or_else(wrong)?,
        split: Split::from_word(&sent.split).ok_or_else(wrong)?,
        to: sent.to.into_iter().map(MemberId).collect(),
        tags: Vec::new(),
        range: None,
    })
}

/// What is to be different about a hand-over. Fields that are not sent stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HandoverChange {
    /// Ids of all who leave; what a new one holds is divided by the rules. Not of on-job transfers.
    #[schema(max_items = 50)]
    leavers: Option<Vec<String>>,
    /// A rule replaces the one of its kind.
    #[serde(default)]
    #[schema(required = false)]
    rules: Vec<HandoverRule>,
    /// What customers read after an on-job transfer.
    #[schema(max_length = 200, example = "Your new contact is here for you.")]
    message: Option<String>,
    /// When it is to be carried out; null for as soon as somebody says so.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<At>)]
    when: Option<Option<At>>,
}

fn said<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Option<At>>, D::Error> {
    Option::<At>::deserialize(input).map(Some)
}

/// Change a hand-over
///
/// As long as it was not carried out and has no date yet.
#[utoipa::path(
    patch, path = "/handovers/{id}", tag = "Hand-overs", operation_id = "changeHandover", params(("id" = String, Path)),
    request_body = HandoverChange, security(("key" = ["handovers.write"])), responses((status = 200, body = Handover)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(sent): Sent<HandoverChange>,
) -> Told<Shown<Handover>> {
    let save = SaveHandover {
        id: HandoverId(id),
        revision: revision.of(),
        leavers: sent.leavers.map(|ids| ids.into_iter().map(MemberId).collect()),
        at: sent.when.map(|at| at.map(|at| at.0)),
        zone: None,
        suspend: None,
        message: sent.message,
        rules: sent.rules.into_iter().map(rule).collect::<Result<_, _>>()?,
    };
    let known = handovers::save(&edge.services, &caller.viewer, &save).await?;
    shown(&edge.services, &caller.viewer, known).await
}

/// Carry a hand-over out
///
/// What is kept here goes over at once; what a platform keeps is queued, and done when the platform says so. One with a date waits
/// for it. Where the organisation has two people look at so many customers, this proposes it.
#[utoipa::path(
    post, path = "/handovers/{id}/apply", tag = "Hand-overs", operation_id = "applyHandover", params(("id" = String, Path)),
    security(("key" = ["handovers.write"])), responses((status = 200, body = Handover)),
)]
pub async fn apply(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Handover>> {
    let id = HandoverId(id);
    let known = handovers::get(&edge.services, &caller.viewer, &id).await?;
    let known = handovers::apply(&edge.services, &caller.viewer, &id, known.revision).await?;
    shown(&edge.services, &caller.viewer, known).await
}

/// What is tried again.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HandoverRetry {
    /// Ids of items; none for all that did not work.
    #[serde(default)]
    #[schema(required = false)]
    items: Vec<String>,
    /// The id of another successor; null, or not there, for the same.
    to: Option<String>,
}

/// Try again what did not work
#[utoipa::path(
    post, path = "/handovers/{id}/retry", tag = "Hand-overs", operation_id = "retryHandover", params(("id" = String, Path)),
    request_body = HandoverRetry, security(("key" = ["handovers.write"])), responses((status = 200, body = Handover)),
)]
pub async fn retry(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(sent): Sent<HandoverRetry>,
) -> Told<Shown<Handover>> {
    let reroute = Reroute {
        state: None,
        handover: HandoverId(id),
        items: sent.items.into_iter().map(HandoverItemId).collect(),
        kind: None,
        to: sent.to.map(MemberId),
    };
    let known = handovers::retry(&edge.services, &caller.viewer, &reroute).await?;
    shown(&edge.services, &caller.viewer, known).await
}

/// A hand-over that is put back.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverUndone {
    /// The run that puts back what was done here; null where nothing was.
    #[schema(required)]
    run_id: Option<String>,
    /// A draft that brings back what the platform moved, to be looked at and applied; null where it can bring nothing back.
    #[schema(required)]
    handover_id: Option<String>,
}

/// Put a hand-over back
#[utoipa::path(
    post, path = "/handovers/{id}/undo", tag = "Hand-overs", operation_id = "undoHandover", params(("id" = String, Path)),
    security(("key" = ["handovers.write"])), responses((status = 200, body = HandoverUndone)),
)]
pub async fn undo(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Json<HandoverUndone>> {
    let undone = handovers::undo(&edge.services, &caller.viewer, &HandoverId(id)).await?;
    Ok(Json(HandoverUndone { run_id: undone.run.map(|run| run.0), handover_id: undone.back.map(|back| back.0) }))
}
