//! Making a token, and another one in its place.

use super::access::{named, shown};
use crate::api_keys::here;
use crate::audit::{self, Actor, Record};
use crate::keys::sha256;
use crate::store::one;
use crate::webhooks::keeps;
use crate::{Conn, Error, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::connection::ConnectionKind;
use model::moment::HOUR;
use model::permission::Permission;
use model::scim::{FreshScimToken, TOKEN_BEGINS};
use model::{Code, ConnectionId, MemberId, Moment, OrganisationId};
use serde_json::json;

/// Characters of a token that are kept readable, to tell one from another.
const PREFIX: usize = TOKEN_BEGINS.len() + 6;

/// Gives a connection a token, which is in the answer and nowhere else: only its hash is kept. For so many hours the
/// one before it works on, so that the provider can change over in between; one that was before that stops at once.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::ConnectionsWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::Invalid`]
/// on `keep_hours` or, for a connection of another kind, on `kind`.
pub async fn make(
    services: &Services,
    viewer: &Viewer,
    id: &ConnectionId,
    revision: i64,
    keep_hours: i64,
) -> Result<FreshScimToken> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let who = (&viewer.organisation, &viewer.member, &Actor::from(viewer));
    write(services, who, id, Some(revision), keep_hours).await
}

/// The same from the command line, in the name of the organisation's longest-serving Super Admin; the connection is
/// named by its id or its name.
///
/// # Errors
/// As [`make`]; [`Error::Broken`] in words where nothing has the name, or several have.
pub async fn make_here(
    services: &Services,
    organisation: &str,
    named: &str,
    keep_hours: i64,
) -> Result<FreshScimToken> {
    let mut conn = services.store.read().await?;
    let (organisation, actor) = here(&mut conn, organisation).await?;
    let maker: Option<MemberId> = sqlx::query_scalar(
        "select id from members where organisation_id = $1 and role = 'super_admin' and status = 'active' \
         order by created_at, id limit 1",
    )
    .bind(&organisation)
    .fetch_optional(&mut *conn)
    .await?;
    let maker = maker.ok_or(Code::Forbidden)?;
    let mut found: Vec<ConnectionId> = sqlx::query_scalar(
        "select id from connections where organisation_id = $1 and kind = $2 and removed = $3 \
         and (id = $4 or name = $4) limit 2",
    )
    .bind(&organisation)
    .bind(ConnectionKind::Scim)
    .bind(false)
    .bind(named.trim())
    .fetch_all(&mut *conn)
    .await?;
    drop(conn);
    let id = match (found.pop(), found.is_empty()) {
        (Some(id), true) => id,
        (Some(_), false) => return Err(Error::Broken(format!("several connections are called {named}; give the id"))),
        (None, _) => return Err(Error::Broken(format!("no SCIM connection is called {named}"))),
    };
    write(services, (&organisation, &maker, &actor), &id, None, keep_hours).await
}

async fn write(
    services: &Services,
    (organisation, maker, actor): (&OrganisationId, &MemberId, &Actor),
    id: &ConnectionId,
    revision: Option<i64>,
    keep_hours: i64,
) -> Result<FreshScimToken> {
    keeps(keep_hours)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, organisation).await?;
    let name = named(&mut tx, organisation, id).await?;
    let old = shown(&mut tx, services, id).await?;
    if revision.is_some_and(|revision| revision != old.revision) {
        return Err(audit::stale(&mut tx, organisation, id.as_str(), &name).await?.into());
    }
    let token = format!("{TOKEN_BEGINS}{}", services.ids.token());
    let kept = (keep_hours > 0 && old.token.is_some()).then(|| now.plus(keep_hours * HOUR));
    put(&mut tx, (organisation, id, maker), &token, (kept, now)).await?;
    let access = shown(&mut tx, services, id).await?;
    let prefix = |access: &model::scim::ScimAccess| access.token.as_ref().map(|token| token.prefix.clone());
    let record = Record::new(Verb::Reset, Subject::Connection, id, &name).fields(
        json!({ "token": prefix(&old) }),
        json!({ "token": prefix(&access), "keep_hours": kept.map_or(0, |_| keep_hours) }),
    );
    audit::record(&mut tx, organisation, actor, now, record).await?;
    tx.hint(organisation, "connections");
    tx.commit().await?;
    Ok(FreshScimToken { access, token })
}

async fn put(
    conn: &mut Conn,
    (organisation, id, maker): (&OrganisationId, &ConnectionId, &MemberId),
    token: &str,
    (kept, now): (Option<Moment>, Moment),
) -> Result<()> {
    let done = sqlx::query(
        "insert into scim_tokens (connection_id, organisation_id, prefix, token_hash, old_prefix, old_token_hash, \
         old_until, created_by, created_at, revoked_at, last_used_at, last_used_address, last_failed_at, last_failure, \
         revision) values ($1, $2, $3, $4, null, null, null, $5, $6, null, null, '', null, '', 1) on conflict \
         (connection_id) do update set old_prefix = case when $7 = $8 then scim_tokens.prefix else null end, \
         old_token_hash = case when $7 = $8 then scim_tokens.token_hash else null end, old_until = $9, prefix = \
         excluded.prefix, token_hash = excluded.token_hash, created_by = excluded.created_by, created_at = \
         excluded.created_at, revoked_at = null, revision = scim_tokens.revision + 1",
    )
    .bind(id)
    .bind(organisation)
    .bind(token.get(..PREFIX).unwrap_or_default())
    .bind(sha256(token))
    .bind(maker)
    .bind(now)
    .bind(kept.is_some())
    .bind(true)
    .bind(kept)
    .execute(conn)
    .await?;
    one(done.rows_affected())
}
