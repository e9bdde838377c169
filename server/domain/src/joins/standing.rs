//! How a person's own requests stand.

use crate::audit::{self, Actor, Record};
use crate::viewer::From;
use crate::{Conn, Result, Services, accounts, organisation};
use model::audit::{Subject, Verb};
use model::join::JoinState;
use model::{AccountId, Code, JoinId, MemberId, Moment, OrganisationId, Problem};
use serde_json::json;

/// A request as the person who made it sees it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Standing {
    /// The organisation.
    pub organisation: String,
    /// Short text that the person and the admin can tell each other.
    pub reference: String,
    /// Where it stands.
    pub state: JoinState,
    /// Why it was refused.
    pub reason: String,
    /// Its id.
    pub join: JoinId,
    /// When it was made.
    pub created_at: Moment,
}

/// The newest request of a member.
pub(super) async fn of_member(conn: &mut Conn, member: &MemberId) -> Result<Option<Standing>> {
    let standing = sqlx::query_as(
        "select o.name as organisation, j.reference, j.state, j.reason, j.id as \"join\", j.created_at \
         from joins j join organisations o on o.id = j.organisation_id where j.member_id = $1 \
         order by j.created_at desc, j.id desc limit 1",
    )
    .bind(member)
    .fetch_optional(conn)
    .await?;
    Ok(standing)
}

/// The requests of a person, newest first.
///
/// # Errors
/// What the database says.
pub async fn standings(services: &Services, account: &AccountId) -> Result<Vec<Standing>> {
    let mut conn = services.store.read().await?;
    let standings = sqlx::query_as(
        "select o.name as organisation, j.reference, j.state, j.reason, j.id as \"join\", j.created_at \
         from joins j join organisations o on o.id = j.organisation_id join members m on m.id = j.member_id \
         where m.account_id = $1 order by j.created_at desc, j.id desc limit 20",
    )
    .bind(account)
    .fetch_all(&mut *conn)
    .await?;
    Ok(standings)
}

/// Takes a request back.
///
/// # Errors
/// [`Code::NotFound`] if it is not the person's own; [`Code::WrongState`] if it was decided meanwhile.
pub async fn withdraw(services: &Services, from: &From, account: &AccountId, join: &JoinId) -> Result<()> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let found: Option<(OrganisationId, MemberId)> = sqlx::query_as(
        "select j.organisation_id, j.member_id from joins j join members m on m.id = j.member_id \
         where j.id = $1 and m.account_id = $2",
    )
    .bind(join)
    .bind(account)
    .fetch_optional(&mut *tx)
    .await?;
    let (organisation, member) = found.ok_or(Code::NotFound)?;
    organisation::lock(&mut tx, &organisation).await?;
    let state: JoinState =
        sqlx::query_scalar("select state from joins where id = $1").bind(join).fetch_one(&mut *tx).await?;
    if state != JoinState::Waiting {
        return Err(Problem::new(Code::WrongState).with("state", state).into());
    }
    sqlx::query("update joins set state = 'withdrawn', decided_at = $1 where id = $2")
        .bind(now)
        .bind(join)
        .execute(&mut *tx)
        .await?;
    sqlx::query("update members set status = 'rejected', revision = revision + 1 where id = $1")
        .bind(&member)
        .execute(&mut *tx)
        .await?;
    let name = accounts::find(&mut tx, account).await?.map(|account| account.name).unwrap_or_default();
    let actor = Actor {
        account: Some(account.clone()),
        member: Some(member.clone()),
        key: None,
        name: name.clone(),
        from: from.clone(),
    };
    let record = Record::new(Verb::Withdraw, Subject::Member, &member, name)
        .fields(json!({ "state": state }), json!({ "state": JoinState::Withdrawn }));
    audit::record(&mut tx, &organisation, &actor, now, record).await?;
    tx.hint(&organisation, "joins");
    tx.hint(&organisation, "members");
    tx.commit().await
}
