//! Invitations that wait for a person: found by his account, or by the address that he has.

use crate::{Conn, Result, Services, accounts, invitations};
use model::invite::Inviting;
use model::text::Email;
use model::{AccountId, InvitationId};

/// The invitations that a signed-in person may accept, newest first.
///
/// # Errors
/// What the database says.
pub async fn invited(services: &Services, account: &AccountId) -> Result<Vec<Inviting>> {
    let mut conn = services.store.read().await?;
    of_account(&mut conn, services, account).await
}

/// As [`invited`], for whoever reads anyway.
pub(crate) async fn of_account(conn: &mut Conn, services: &Services, account: &AccountId) -> Result<Vec<Inviting>> {
    let Some(person) = accounts::find(conn, account).await? else { return Ok(Vec::new()) };
    let email_key = person.email.as_deref().and_then(|email| Email::parse(email).ok()).map(|email| email.key());
    let rows: Vec<(InvitationId, String, String, String)> = sqlx::query_as(
        "select i.id, i.token_sealed, o.name, b.name from members m \
         join invitations i on i.member_id = m.id and i.state = 'active' and i.uses = 0 and i.expires_at > $1 \
         join organisations o on o.id = i.organisation_id and o.state = 'open' join members b on b.id = i.inviter_id \
         where m.status = 'invited' and (m.email_key = $2 or m.phone = $3) and (i.account_id is null or i.account_id = $4) \
         and b.status not in ('terminated', 'suspended') \
         and not exists (select 1 from members x where x.organisation_id = m.organisation_id and x.account_id = $4) \
         order by i.created_at desc, i.id desc limit 20",
    )
    .bind(services.clock.now())
    .bind(&email_key)
    .bind(&person.phone)
    .bind(account)
    .fetch_all(conn)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for (id, sealed, organisation, inviter) in rows {
        let token = services.seal.open(id.as_str(), &sealed)?;
        found.push(Inviting { organisation, inviter, url: invitations::url(services, &token) });
    }
    Ok(found)
}
