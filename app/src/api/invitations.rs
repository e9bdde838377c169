//! Invitations and the door number.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::invitation::{Door, Invitation, NewInvitation};
use model::invite::{Contact, Invite, Invited, PersonalInvitation};
use model::member::Outcome;
use model::{InvitationId, MemberId};

/// The links in force, newest first; with `ended`, also those that no longer work.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::list`.
#[server(name = ListInvitations, prefix = "/fn", endpoint = "invitations/list", input = Json, output = Json)]
pub async fn list(ended: bool) -> Answer<Vec<Invitation>> {
    let caller = super::caller()?;
    Ok(domain::invitations::list(&caller.services, &caller.viewer, ended).await?)
}

/// Makes a link.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::create`.
#[server(name = CreateInvitation, prefix = "/fn", endpoint = "invitations/create", input = Json, output = Json)]
pub async fn create(new: NewInvitation) -> Answer<Invitation> {
    let caller = super::caller()?;
    Ok(domain::invitations::create(&caller.services, &caller.viewer, &new).await?)
}

/// Switches a link off for the time being.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::pause`.
#[server(name = PauseInvitation, prefix = "/fn", endpoint = "invitations/pause", input = Json, output = Json)]
pub async fn pause(id: InvitationId, revision: i64) -> Answer<Invitation> {
    let caller = super::caller()?;
    Ok(domain::invitations::pause(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Switches a paused link on again.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::resume`.
#[server(name = ResumeInvitation, prefix = "/fn", endpoint = "invitations/resume", input = Json, output = Json)]
pub async fn resume(id: InvitationId, revision: i64) -> Answer<Invitation> {
    let caller = super::caller()?;
    Ok(domain::invitations::resume(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Withdraws a link for good.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::revoke`.
#[server(name = RevokeInvitation, prefix = "/fn", endpoint = "invitations/revoke", input = Json, output = Json)]
pub async fn revoke(id: InvitationId, revision: i64) -> Answer<Invitation> {
    let caller = super::caller()?;
    Ok(domain::invitations::revoke(&caller.services, &caller.viewer, &id, revision).await?)
}

/// The door number.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::door`.
#[server(name = GetDoor, prefix = "/fn", endpoint = "invitations/door", input = Json, output = Json)]
pub async fn door() -> Answer<Door> {
    let caller = super::caller()?;
    Ok(domain::invitations::door(&caller.services, &caller.viewer).await?)
}

/// Replaces the door number; posters with the old one stop working.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::reset_door`.
#[server(name = ResetDoor, prefix = "/fn", endpoint = "invitations/reset_door", input = Json, output = Json)]
pub async fn reset_door() -> Answer<Door> {
    let caller = super::caller()?;
    Ok(domain::invitations::reset_door(&caller.services, &caller.viewer).await?)
}

/// Switches the door number on or off.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::set_door_open`.
#[server(name = SetDoorOpen, prefix = "/fn", endpoint = "invitations/set_door_open", input = Json, output = Json)]
pub async fn set_door_open(open: bool) -> Answer<Door> {
    let caller = super::caller()?;
    Ok(domain::invitations::set_door_open(&caller.services, &caller.viewer, open).await?)
}

/// What would become of people who are invited; nothing is written.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::examine`.
#[server(name = ExaminePeople, prefix = "/fn", endpoint = "invitations/examine", input = Json, output = Json)]
pub async fn examine(invite: Invite) -> Answer<Vec<Invited>> {
    let caller = super::caller()?;
    Ok(domain::invitations::examine(&caller.services, &caller.viewer, &invite).await?)
}

/// Invites people by e-mail, by text message and from contacts; each has an outcome of his own.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::invite`.
#[server(name = InvitePeople, prefix = "/fn", endpoint = "invitations/invite", input = Json, output = Json)]
pub async fn invite(invite: Invite) -> Answer<Vec<Invited>> {
    let caller = super::caller()?;
    Ok(domain::invitations::invite(&caller.services, &caller.viewer, &invite).await?)
}

/// People of other organisations that the caller is in as well, by name.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::contacts`.
#[server(name = FindContacts, prefix = "/fn", endpoint = "invitations/contacts", input = Json, output = Json)]
pub async fn contacts(search: String) -> Answer<Vec<Contact>> {
    let caller = super::caller()?;
    Ok(domain::invitations::contacts(&caller.services, &caller.viewer, &search).await?)
}

/// The newest invitation of each of these members.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::personal`.
#[server(name = PersonalInvitations, prefix = "/fn", endpoint = "invitations/personal", input = Json, output = Json)]
pub async fn personal(ids: Vec<MemberId>) -> Answer<Vec<PersonalInvitation>> {
    let caller = super::caller()?;
    Ok(domain::invitations::personal(&caller.services, &caller.viewer, &ids).await?)
}

/// Sends the invitations of these members again.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::resend`.
#[server(name = ResendInvitations, prefix = "/fn", endpoint = "invitations/resend", input = Json, output = Json)]
pub async fn resend(ids: Vec<MemberId>) -> Answer<Vec<Outcome<MemberId>>> {
    let caller = super::caller()?;
    Ok(domain::invitations::resend(&caller.services, &caller.viewer, &ids).await?)
}

/// Takes the invitations of these members back.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::cancel`.
#[server(name = CancelInvitations, prefix = "/fn", endpoint = "invitations/cancel", input = Json, output = Json)]
pub async fn cancel(ids: Vec<MemberId>) -> Answer<Vec<Outcome<MemberId>>> {
    let caller = super::caller()?;
    Ok(domain::invitations::cancel(&caller.services, &caller.viewer, &ids).await?)
}

/// Sends the invitation of a member to another address.
///
/// # Errors
/// What the use case refuses; see `domain::invitations::readdress`.
#[server(name = ReaddressInvitation, prefix = "/fn", endpoint = "invitations/readdress", input = Json, output = Json)]
pub async fn readdress(id: MemberId, revision: i64, address: String) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::invitations::readdress(&caller.services, &caller.viewer, &id, revision, &address).await?)
}
