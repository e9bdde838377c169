//! Sending invitations again.

use super::cancel::take_back;
use super::invite::{Inviter, Issue, Letter, issue_to};
use super::rows;
use crate::audit::{self, Actor, Record};
use crate::members::{self, rows as member_rows};
use crate::{Result, Services, Viewer, Write, organisation, outbox};
use model::audit::{Subject, Verb};
use model::invitation::InvitationState;
use model::invite::{Address, COOL_DOWN, LASTS};
use model::member::{Outcome, Status};
use model::permission::Permission;
use model::problem::Fault;
use model::{Code, MemberId, Moment, Problem, limits, moment};

/// Sends the invitations of these members again; the same link works for another seven days. Each has its own outcome.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::InvitationsWrite`], [`Code::Invalid`] for none or too many. In an outcome:
/// [`Code::NotFound`], [`Code::WrongState`], [`Code::CoolingDown`], [`Code::Invalid`] on `address` for somebody without one.
pub async fn resend(services: &Services, viewer: &Viewer, ids: &[MemberId]) -> Result<Vec<Outcome<MemberId>>> {
    each(services, viewer, ids, Deed::Resend).await
}

/// Takes the invitations of these members back: the links stop working, and people who were only invited are removed.
///
/// # Errors
/// As [`resend`], without its outcomes of sending.
pub async fn cancel(services: &Services, viewer: &Viewer, ids: &[MemberId]) -> Result<Vec<Outcome<MemberId>>> {
    each(services, viewer, ids, Deed::Cancel).await
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    Resend,
    Cancel,
}

async fn each(services: &Services, viewer: &Viewer, ids: &[MemberId], deed: Deed) -> Result<Vec<Outcome<MemberId>>> {
    viewer.require(Permission::InvitationsWrite)?;
    if ids.is_empty() || ids.len() > limits::BULK {
        return Err(Problem::field("ids", Fault::OutOfRange).into());
    }
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        let member = members::find_for(&mut tx, viewer, id).await;
        let name = member.as_ref().map(|member| viewer.text(member.name.clone())).unwrap_or_default();
        let done = match (member, deed) {
            (Err(error), _) => Err(error),
            (Ok(member), _) if member.status != Status::Invited => {
                Err(Problem::new(Code::WrongState).with("state", member.status).into())
            }
            (Ok(member), Deed::Resend) => send_again(&mut tx, services, viewer, &member, now).await,
            (Ok(member), Deed::Cancel) => take_back(&mut tx, viewer, &member, now).await,
        };
        let problem = match done {
            Ok(()) => None,
            Err(error) if error.code().is_some() => Some(error.into_problem()),
            Err(error) => return Err(error),
        };
        outcomes.push(Outcome { id: id.clone(), name, problem });
    }
    for topic in ["members", "invitations", "departments"] {
        tx.hint(&viewer.organisation, topic);
    }
    tx.commit().await?;
    services.wake.notify_one();
    Ok(outcomes)
}

/// The address that somebody is reached at: that of the invitation, else the member's own.
fn address_of(invitation: Option<&rows::Row>, member: &member_rows::Row) -> Result<Address> {
    let texts = [invitation.map(|row| row.address.as_str()), member.email.as_deref(), member.phone.as_deref()];
    let found = texts.into_iter().flatten().find_map(|text| Address::parse(text).ok());
    found.ok_or_else(|| Problem::field("address", Fault::Missing).into())
}

async fn send_again(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    member: &member_rows::Row,
    now: Moment,
) -> Result<()> {
    let old = rows::of_members(tx, viewer, std::slice::from_ref(&member.id)).await?.pop();
    let address = address_of(old.as_ref(), member)?;
    let record = Record::new(Verb::Resend, Subject::Member, &member.id, &member.name);
    match old.filter(|row| row.state == InvitationState::Active) {
        // Somebody who came by a synchronisation or an import, or whose link was revoked.
        None => {
            let issue = Issue {
                inviter: Inviter::from(viewer),
                member: &member.id,
                address: Some(&address),
                account: None,
                department: member.main_department_id.as_ref(),
                position: &member.position,
                language: viewer.language,
            };
            issue_to(tx, services, &issue, now).await?;
        }
        Some(row) => {
            let sent = outbox::newest(tx, std::slice::from_ref(&row.id.0)).await?;
            let last = sent.get(row.id.as_str()).map_or(row.created_at, |(delivery, _)| delivery.created_at);
            let left = last.plus(COOL_DOWN).since(now);
            if left > 0 {
                let seconds = (left + moment::SECOND - 1) / moment::SECOND;
                return Err(Problem::new(Code::CoolingDown).with("seconds", seconds).into());
            }
            // What still waits is the same message: one is enough.
            outbox::cancel(tx, row.id.as_str()).await?;
            sqlx::query("update invitations set expires_at = $1, revision = revision + 1 where id = $2")
                .bind(now.plus(LASTS))
                .bind(&row.id)
                .execute(&mut **tx)
                .await?;
            let token = services.seal.open(row.id.as_str(), &row.token_sealed)?;
            let letter = Letter {
                organisation: &viewer.organisation,
                inviter: &row.inviter,
                invitation: &row.id,
                address: &address,
                department: row.department_id.as_ref(),
                position: &row.position,
                language: row.language,
                token: &token,
            };
            letter.post(tx, services, now).await?;
        }
    }
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await
}
