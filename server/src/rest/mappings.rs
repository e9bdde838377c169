//! `/mappings`

use super::moment::At;
use super::page::{Asked, Listed, Paging};
use super::sent::Sent;
use super::{Key, Place, Told};
use crate::edge::Edge;
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::api_keys::Caller;
use domain::mappings;
use model::mapping::{IgnoreMember, MapMember, Mapping as Known, MappingQuery, MappingReason, MappingStatus};
use model::permission::Permission;
use model::problem::Fault;
use model::{ConnectionId, MemberId, Problem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which account on a platform a member has.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mapping {
    member_id: String,
    connection_id: String,
    /// unmapped, `needs_choice`, mapped, ignored or skipped.
    #[schema(value_type = String, example = "mapped")]
    status: MappingStatus,
    /// Why not, in one word of the program; null for nothing.
    #[schema(value_type = Option<String>, required)]
    reason: Option<MappingReason>,
    /// The account's id there; null for none.
    #[schema(required)]
    external_id: Option<String>,
    /// What it is called there.
    #[schema(required)]
    external_name: Option<String>,
    /// Automatic tries with the member's present address.
    attempts: i64,
    /// Who decided; null for Auto Sync.
    #[schema(required)]
    decided_by: Option<String>,
    /// Null as long as nobody looked.
    #[schema(required)]
    since: Option<At>,
    /// Changes with every change; 0 as long as nobody looked.
    revision: i64,
}

impl From<Known> for Mapping {
    fn from(known: Known) -> Self {
        let (external_id, external_name) = known.account.map(|account| (account.external_id, account.name)).unzip();
        Self {
            member_id: known.member_id.0,
            connection_id: known.connection_id.0,
            status: known.status,
            reason: known.reason,
            external_id,
            external_name,
            attempts: known.attempts,
            decided_by: Some(known.decided_by).filter(|by| known.by_hand && !by.is_empty()),
            since: known.since.map(At),
            revision: known.revision,
        }
    }
}

/// Which mappings are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MappingFilter {
    /// On this connection, also members of whom nothing is known there yet. Without it, on all of them what is known.
    connection_id: Option<String>,
    /// Only those that stand so: unmapped, `needs_choice`, mapped, ignored or skipped.
    status: Option<String>,
    /// Only of this member.
    member_id: Option<String>,
    /// Only members whom these words find.
    q: Option<String>,
}

/// List user mappings
///
/// The members of the organisation on one connection, by name, whether they have an account there or not; without a connection,
/// what is known of anybody on any.
#[utoipa::path(
    get, path = "/mappings", tag = "Mappings", operation_id = "listMappings", params(Paging, MappingFilter),
    security(("key" = ["mappings.read"])), responses((status = 200, body = Listed<Mapping>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<MappingFilter>,
) -> Told<Json<Listed<Mapping>>> {
    let status = match filter.status.as_deref().map(MappingStatus::from_word) {
        Some(None) => return Err(Problem::field("status", Fault::Unknown).into()),
        known => known.flatten(),
    };
    let Some(connection) = filter.connection_id else {
        let found = mappings::known(&edge.services, &caller.viewer, (status, &paging.request()?)).await?;
        return Ok(Json(Listed::of(found, Mapping::from)));
    };
    let query = MappingQuery {
        connection: ConnectionId(connection),
        status,
        member: filter.member_id.map(MemberId),
        search: filter.q.unwrap_or_default(),
        page: paging.request()?,
    };
    Ok(Json(Listed::of(mappings::list(&edge.services, &caller.viewer, &query).await?, Mapping::from)))
}

/// As it stands now, for whoever may change it.
async fn revision(edge: &Edge, caller: &Caller, (connection, member): (&ConnectionId, &MemberId)) -> Told<i64> {
    caller.viewer.require_everywhere(Permission::MappingMap)?;
    Ok(mappings::get(&edge.services, &caller.viewer, connection, member).await?.revision)
}

/// Whose an account is.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewMapping {
    #[schema(example = "MEMBER_ID")]
    member_id: String,
    #[schema(example = "DIRECTORY_ID")]
    connection_id: String,
    /// The account's id there.
    #[schema(example = "EXTERNAL_ID")]
    external_id: String,
}

/// Map a member
///
/// Says which account is the member's, in the place of the one that is known. An account belongs to one member: another's is
/// answered with 409 `taken`.
#[utoipa::path(
    post, path = "/mappings", tag = "Mappings", operation_id = "mapMember", request_body = NewMapping,
    security(("key" = ["mapping.map"])), responses((status = 200, body = Mapping)),
)]
pub async fn map(State(edge): Place, Extension(caller): Key, Sent(sent): Sent<NewMapping>) -> Told<Json<Mapping>> {
    let (connection, member) = (ConnectionId(sent.connection_id), MemberId(sent.member_id));
    let revision = revision(&edge, &caller, (&connection, &member)).await?;
    let wanted = MapMember { connection, member, external_id: Some(sent.external_id), revision };
    Ok(Json(mappings::map(&edge.services, &caller.viewer, &wanted).await?.into()))
}

/// On which connection.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OnConnection {
    /// The connection.
    #[param(example = "DIRECTORY_ID")]
    connection_id: String,
}

/// Un-map a member
///
/// The account belongs to nobody then, and Auto Sync does not give it back to the same member.
#[utoipa::path(
    delete, path = "/mappings/{id}", tag = "Mappings", operation_id = "unmapMember",
    params(("id" = String, Path, description = "The member"), OnConnection),
    security(("key" = ["mapping.map"])), responses((status = 200, body = Mapping)),
)]
pub async fn unmap(
    State(edge): Place,
    Extension(caller): Key,
    Path(member): Path<String>,
    Asked(on): Asked<OnConnection>,
) -> Told<Json<Mapping>> {
    let (connection, member) = (ConnectionId(on.connection_id), MemberId(member));
    let revision = revision(&edge, &caller, (&connection, &member)).await?;
    let wanted = MapMember { connection, member, external_id: None, revision };
    Ok(Json(mappings::map(&edge.services, &caller.viewer, &wanted).await?.into()))
}

/// Whether a member is to have no account.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Ignoring {
    #[schema(example = "DIRECTORY_ID")]
    connection_id: String,
    /// False takes it back.
    #[serde(default = "yes")]
    #[schema(required = false, default = true)]
    ignored: bool,
}

const fn yes() -> bool {
    true
}

/// Ignore a member
///
/// Leaves the member without account on purpose; Auto Sync passes by.
#[utoipa::path(
    post, path = "/mappings/{id}/ignore", tag = "Mappings", operation_id = "ignoreMember",
    params(("id" = String, Path, description = "The member")), request_body = Ignoring,
    security(("key" = ["mapping.map"])), responses((status = 200, body = Mapping)),
)]
pub async fn ignore(
    State(edge): Place,
    Extension(caller): Key,
    Path(member): Path<String>,
    Sent(sent): Sent<Ignoring>,
) -> Told<Json<Mapping>> {
    let (connection, member) = (ConnectionId(sent.connection_id), MemberId(member));
    let revision = revision(&edge, &caller, (&connection, &member)).await?;
    let wanted = IgnoreMember { connection, member, ignored: sent.ignored, revision };
    Ok(Json(mappings::ignore(&edge.services, &caller.viewer, &wanted).await?.into()))
}
