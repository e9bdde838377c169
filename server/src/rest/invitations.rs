//! `/invitations`

use super::members::{Address, invite_one, role};
use super::moment::At;
use super::page::{Asked, Listed, Paging, words};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use crate::edge::Edge;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::Viewer;
use domain::invitations::{self, Format};
use model::invitation::{AnyInvitation, Channel, InvitationQuery, InvitationState, NewInvitation};
use model::invite::NewPerson;
use model::permission::Permission;
use model::problem::Fault;
use model::role::RoleKey;
use model::{Code, DepartmentId, InvitationId, MemberId, Problem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// An invitation: a link for anybody, or a message to one person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invitation {
    id: String,
    /// link, email, phone or contact.
    #[schema(value_type = String, example = "link")]
    kind: Channel,
    /// The address to hand out: told once, to whoever made it.
    #[schema(required)]
    url: Option<String>,
    /// The member that a message went to; null for a link.
    #[schema(required)]
    member_id: Option<String>,
    #[schema(required)]
    department_id: Option<String>,
    position: String,
    /// The role that one comes in with: the word of a built-in one, or the id of one of the organisation's own.
    #[schema(value_type = String, example = "member")]
    role: RoleKey,
    #[schema(required)]
    expires_at: Option<At>,
    /// Null for any number.
    #[schema(required)]
    max_uses: Option<i64>,
    uses: i64,
    /// active, paused, revoked, expired or used_up.
    #[schema(value_type = String, example = "active")]
    state: InvitationState,
}

impl Invitation {
    fn of(known: AnyInvitation, url: Option<String>) -> Self {
        Self {
            id: known.id.0,
            kind: known.kind,
            url,
            member_id: known.member.map(|id| id.0),
            department_id: known.department.map(|id| id.0),
            position: known.position,
            role: known.role,
            expires_at: known.expires_at.map(At),
            max_uses: known.max_uses,
            uses: known.uses,
            state: known.state,
        }
    }
}

impl From<AnyInvitation> for Invitation {
    fn from(known: AnyInvitation) -> Self {
        Self::of(known, None)
    }
}

async fn now(edge: &Edge, viewer: &Viewer, id: &InvitationId) -> Told<Shown<Invitation>> {
    let known = invitations::get(&edge.services, viewer, id).await?;
    let revision = known.revision;
    Ok(Shown::now(known.into(), revision))
}

/// Which invitations are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InvitationFilter {
    /// Only of this kind; several with commas.
    kind: Option<String>,
}

/// List invitations
///
/// Links and messages to single people, newest first.
#[utoipa::path(
    get, path = "/invitations", tag = "Invitations", operation_id = "listInvitations", params(Paging, InvitationFilter),
    security(("key" = ["invitations.read"])), responses((status = 200, body = Listed<Invitation>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<InvitationFilter>,
) -> Told<Json<Listed<Invitation>>> {
    let kinds = words("kind", filter.kind.as_deref(), Channel::from_word)?;
    let query = InvitationQuery { kinds, page: paging.request()? };
    Ok(Json(Listed::of(invitations::page(&edge.services, &caller.viewer, &query).await?, Invitation::from)))
}

/// An invitation to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MakeInvitation {
    /// link, email or phone.
    #[schema(example = "link")]
    kind: String,
    department_id: Option<String>,
    #[serde(default)]
    position: String,
    /// The word of a built-in role, or the id of one of the organisation's own; any but `member` needs the scope `all`.
    #[schema(example = "member")]
    role: Option<String>,
    /// Of a link; without it works for ever. A message works for seven days.
    expires_at: Option<At>,
    /// Of a link; without it any number of people may use it.
    #[schema(minimum = 1)]
    max_uses: Option<i64>,
    /// Of kind `email`: where to.
    email: Option<String>,
    /// Of kind `phone`: where to.
    phone: Option<String>,
    /// Of kinds `email` and `phone`: whom; the person corrects it on joining.
    #[serde(default)]
    name: String,
    /// On whose behalf; needs the scope `all`. Without it the inviter is an admin.
    invited_by: Option<String>,
}

/// Make an invitation
///
/// A link is for handing out; of kind `email` and `phone` a message is sent, and 409 says what is in the way of it.
#[utoipa::path(
    post, path = "/invitations", tag = "Invitations", operation_id = "makeInvitation", request_body = MakeInvitation,
    security(("key" = ["invitations.write"])), responses((status = 201, body = Invitation)),
)]
pub async fn make(
    State(edge): Place,
    Extension(caller): Key,
    Sent(sent): Sent<MakeInvitation>,
) -> Told<Shown<Invitation>> {
    caller.viewer.require(Permission::InvitationsWrite)?;
    let viewer = match sent.invited_by.clone() {
        Some(member) => caller.on_behalf_of(&edge.services, &MemberId(member)).await?,
        None => caller.viewer.clone(),
    };
    let (id, url) = match Channel::from_word(&sent.kind) {
        Some(Channel::Link) => link(&edge, &viewer, sent).await?,
        Some(Channel::Email | Channel::Phone) => message(&edge, &viewer, sent).await?,
        _ => return Err(Problem::field("kind", Fault::Unknown).into()),
    };
    let known = invitations::get(&edge.services, &caller.viewer, &id).await?;
    let (revision, path) = (known.revision, format!("/invitations/{id}"));
    Ok(Shown::made(Invitation::of(known, url), revision, &path))
}

type Made = (InvitationId, Option<String>);

async fn link(edge: &Edge, viewer: &Viewer, sent: MakeInvitation) -> Told<Made> {
    let now = edge.services.clock.now();
    let new = NewInvitation {
        department: sent.department_id.map(DepartmentId),
        position: sent.position,
        role: role(sent.role.as_deref())?,
        note: String::new(),
        lasts: sent.expires_at.map(|end| end.0.since(now)),
        max_uses: sent.max_uses,
    };
    let made = invitations::create(&edge.services, viewer, &new).await?;
    Ok((made.id, made.url))
}

async fn message(edge: &Edge, viewer: &Viewer, sent: MakeInvitation) -> Told<Made> {
    let address = match sent.kind.as_str() {
        "email" => Address::of(Some(sent.email.ok_or_else(|| Problem::field("email", Fault::Missing))?), None)?,
        _ => Address::of(None, Some(sent.phone.ok_or_else(|| Problem::field("phone", Fault::Missing))?))?,
    };
    let person = NewPerson { name: sent.name, ..NewPerson::default() };
    let place = (sent.department_id.map(DepartmentId), sent.position, role(sent.role.as_deref())?);
    let member = invite_one(&edge.services, viewer, address, person, place).await?;
    newest(edge, viewer, member).await
}

/// The newest invitation of a member.
async fn newest(edge: &Edge, viewer: &Viewer, member: MemberId) -> Told<Made> {
    let made = invitations::personal(&edge.services, viewer, &[member]).await?.pop().ok_or(Code::NotFound)?;
    Ok((made.id, made.url))
}

/// Read an invitation
#[utoipa::path(
    get, path = "/invitations/{id}", tag = "Invitations", operation_id = "getInvitation", params(("id" = String, Path)),
    security(("key" = ["invitations.read"])), responses((status = 200, body = Invitation)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Invitation>> {
    now(&edge, &caller.viewer, &InvitationId(id)).await
}

/// The QR code of an invitation as SVG
#[utoipa::path(
    get, path = "/invitations/{id}/qr.svg", tag = "Invitations", operation_id = "getInvitationQrSvg",
    params(("id" = String, Path)), security(("key" = ["invitations.write"])),
    responses((status = 200, body = String, content_type = "image/svg+xml")),
)]
pub async fn qr_svg(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Response> {
    let image = invitations::qr(&edge.services, &caller.viewer, &InvitationId(id), Format::Svg).await?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], image).into_response())
}

/// The QR code of an invitation as PNG
#[utoipa::path(
    get, path = "/invitations/{id}/qr.png", tag = "Invitations", operation_id = "getInvitationQrPng",
    params(("id" = String, Path)), security(("key" = ["invitations.write"])),
    responses((status = 200, body = Vec<u8>, content_type = "image/png")),
)]
pub async fn qr_png(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Response> {
    let image = invitations::qr(&edge.services, &caller.viewer, &InvitationId(id), Format::Png).await?;
    Ok(([(CONTENT_TYPE, "image/png")], image).into_response())
}

/// Pause an invitation
#[utoipa::path(
    post, path = "/invitations/{id}/pause", tag = "Invitations", operation_id = "pauseInvitation",
    params(("id" = String, Path)),
    security(("key" = ["invitations.write"])), responses((status = 200, body = Invitation)),
)]
pub async fn pause(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<Shown<Invitation>> {
    let known = known(&edge, &caller.viewer, id).await?;
    invitations::pause(&edge.services, &caller.viewer, &known.id, revision.or(known.revision)).await?;
    now(&edge, &caller.viewer, &known.id).await
}

/// Resume a paused invitation
#[utoipa::path(
    post, path = "/invitations/{id}/resume", tag = "Invitations", operation_id = "resumeInvitation",
    params(("id" = String, Path)),
    security(("key" = ["invitations.write"])), responses((status = 200, body = Invitation)),
)]
pub async fn resume(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<Shown<Invitation>> {
    let known = known(&edge, &caller.viewer, id).await?;
    invitations::resume(&edge.services, &caller.viewer, &known.id, revision.or(known.revision)).await?;
    now(&edge, &caller.viewer, &known.id).await
}

/// Send an invitation again
///
/// The same link works for another seven days. 429 until five minutes have passed since the last time.
#[utoipa::path(
    post, path = "/invitations/{id}/resend", tag = "Invitations", operation_id = "resendInvitation",
    params(("id" = String, Path)),
    security(("key" = ["invitations.write"])), responses((status = 200, body = Invitation)),
)]
pub async fn resend(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Invitation>> {
    let known = known(&edge, &caller.viewer, id).await?;
    let member = known.member.ok_or_else(|| Problem::new(Code::WrongState).with("state", known.state))?;
    let outcome = invitations::resend(&edge.services, &caller.viewer, std::slice::from_ref(&member)).await?.pop();
    if let Some(problem) = outcome.and_then(|outcome| outcome.problem) {
        return Err(problem.into());
    }
    // After one that was revoked there is a new one.
    let (id, _) = newest(&edge, &caller.viewer, member).await?;
    now(&edge, &caller.viewer, &id).await
}

/// Withdraw an invitation
///
/// Its link stops working. Who was only invited, and is known from nowhere else, is removed.
#[utoipa::path(
    delete, path = "/invitations/{id}", tag = "Invitations", operation_id = "withdrawInvitation",
    params(("id" = String, Path)), security(("key" = ["invitations.write"])), responses((status = 204)),
)]
pub async fn withdraw(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<StatusCode> {
    let known = known(&edge, &caller.viewer, id).await?;
    match known.member {
        None => {
            invitations::revoke(&edge.services, &caller.viewer, &known.id, revision.of()).await?;
        }
        Some(_) if known.revision != revision.of() => return Err(Code::Stale.into()),
        // An older one than the person's newest: there is nothing left to take back.
        Some(_) if known.state == InvitationState::Revoked => {
            return Err(Problem::new(Code::WrongState).with("state", known.state).into());
        }
        Some(member) => {
            let outcome = invitations::cancel(&edge.services, &caller.viewer, &[member]).await?.pop();
            if let Some(problem) = outcome.and_then(|outcome| outcome.problem) {
                return Err(problem.into());
            }
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The invitation that is to be changed.
async fn known(edge: &Edge, viewer: &Viewer, id: String) -> Told<AnyInvitation> {
    viewer.require(Permission::InvitationsWrite)?;
    Ok(invitations::get(&edge.services, viewer, &InvitationId(id)).await?)
}
