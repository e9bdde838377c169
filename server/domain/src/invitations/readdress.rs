//! Another address for somebody who was invited.

use super::cancel::end;
use super::examine::columns;
use super::invite::{Inviter, Issue, issue_to};
use super::rows;
use crate::audit::{self, Actor, Record};
use crate::members::{self, rows as member_rows};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::invite::Address;
use model::member::{Source, Status};
use model::permission::Permission;
use model::problem::Fault;
use model::text::Email;
use model::{Code, MemberId, Problem};
use serde_json::json;

/// Sends the invitation to another address. The old link stops working: whoever has the old mailbox may be somebody else.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::InvitationsWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`] for
/// somebody who is not Inactivated, [`Code::Invalid`] and [`Code::Taken`] on `address`, [`Code::OwnedUpstream`].
pub async fn readdress(
    services: &Services,
    viewer: &Viewer,
    id: &MemberId,
    revision: i64,
    address: &str,
) -> Result<()> {
    viewer.require(Permission::InvitationsWrite)?;
    let address = Address::parse(address).map_err(|wrong| Problem::field("address", wrong.fault))?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let member = members::find_for(&mut tx, viewer, id).await?;
    if member.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &member.name).await?.into());
    }
    if member.status != Status::Invited {
        return Err(Problem::new(Code::WrongState).with("state", member.status).into());
    }
    if member.source != Source::Manual {
        return Err(Problem::new(Code::OwnedUpstream).with("field", "email").into());
    }
    let (email, phone) = columns(Some(&address));
    let email_key = email.as_deref().and_then(|email| Email::parse(email).ok()).map(|email| email.key());
    let taken: Option<MemberId> = sqlx::query_scalar(
        "select id from members where organisation_id = $1 and id <> $2 and (email_key = $3 or phone = $4) limit 1",
    )
    .bind(&viewer.organisation)
    .bind(id)
    .bind(&email_key)
    .bind(&phone)
    .fetch_optional(&mut *tx)
    .await?;
    if taken.is_some() {
        return Err(Problem::field("address", Fault::Taken).into());
    }
    let language = rows::of_members(&mut tx, viewer, std::slice::from_ref(id)).await?.pop();
    let language = language.map_or(viewer.language, |row| row.language);
    end(&mut tx, viewer, id).await?;
    sqlx::query(
        "update members set email = $1, email_key = $2, phone = $3, revision = revision + 1 where id = $4 and revision = $5",
    )
    .bind(&email)
    .bind(&email_key)
    .bind(&phone)
    .bind(id)
    .bind(revision)
    .execute(&mut *tx)
    .await?;
    member_rows::index(&mut tx, &viewer.organisation, id).await?;
    let issue = Issue {
        inviter: Inviter::from(viewer),
        member: id,
        address: Some(&address),
        account: None,
        department: member.main_department_id.as_ref(),
        position: &member.position,
        language,
    };
    issue_to(&mut tx, services, &issue, now).await?;
    let record = Record::new(Verb::Update, Subject::Member, id, &member.name)
        .fields(json!({ "email": member.email, "phone": member.phone }), json!({ "email": email, "phone": phone }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    for topic in ["members", "invitations"] {
        tx.hint(&viewer.organisation, topic);
    }
    tx.commit().await?;
    services.wake.notify_one();
    Ok(())
}
