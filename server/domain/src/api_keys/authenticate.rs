//! Who a key belongs to.

use super::addresses;
use super::rows::{self, read_scopes};
use crate::keys::sha256;
use crate::viewer::From;
use crate::{Conn, Db, Result, Services, Viewer, members};
use model::api_key::{Scope, TOKEN_BEGINS};
use model::audit::Origin;
use model::language::Language;
use model::member::Status;
use model::moment::{MINUTE, SECOND};
use model::permission::{Permission, Role};
use model::problem::Fault;
use model::{AccountId, ApiKeyId, Code, MemberId, Moment, OrganisationId, Problem, SessionId};
use sqlx::QueryBuilder;
use std::time::Duration;

/// How long a request waits until it is written down that the key was used.
const USED_WAIT: Duration = Duration::from_millis(500);

/// A key in force, and as whom it acts.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The key.
    pub key: ApiKeyId,
    /// As whom it acts.
    pub viewer: Viewer,
    /// Requests a minute that it may send.
    pub rate_per_minute: i64,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
}

impl Caller {
    /// Passes if the key has one of these scopes, for what a right alone does not tell apart.
    ///
    /// # Errors
    /// [`Code::Forbidden`] with the first of them.
    pub fn require_scope(&self, wanted: &[Scope]) -> Result<()> {
        if self.scopes.contains(&Scope::All) || wanted.iter().any(|scope| self.scopes.contains(scope)) {
            return Ok(());
        }
        let first = wanted.first().map_or("", |scope| scope.word());
        Err(Problem::new(Code::Forbidden).with("permission", first).with("key", &self.viewer.name).into())
    }

    /// The viewer who invites on behalf of a member: the rights stay those of the key.
    ///
    /// # Errors
    /// [`Code::Forbidden`] without the scope [`Scope::All`], [`Code::Invalid`] on `invited_by` for somebody who is not active here.
    pub async fn on_behalf_of(&self, services: &Services, member: &MemberId) -> Result<Viewer> {
        if !self.scopes.contains(&Scope::All) {
            let problem = Problem::new(Code::Forbidden).with("permission", Scope::All);
            return Err(problem.with("key", &self.viewer.name).into());
        }
        let mut conn = services.store.read().await?;
        let row = members::rows::find(&mut conn, &self.viewer.organisation, member).await?;
        match row.filter(|row| row.status == Status::Active) {
            Some(row) => Ok(Viewer { member: row.id, ..self.viewer.clone() }),
            None => Err(Problem::field("invited_by", Fault::Unknown).into()),
        }
    }
}

#[derive(sqlx::FromRow)]
struct Found {
    id: ApiKeyId,
    organisation_id: OrganisationId,
    name: String,
    scopes: String,
    created_by: MemberId,
    expires_at: Option<Moment>,
    rate_per_minute: i64,
    last_used_at: Option<Moment>,
    revoked_at: Option<Moment>,
    addresses: String,
    refused_at: Option<Moment>,
    scoped: bool,
    state: String,
}

#[derive(sqlx::FromRow)]
struct Admin {
    id: MemberId,
    account_id: AccountId,
    language: Option<String>,
}

/// The caller whose key this is, with the rights of an Account Admin as far as the key's scopes go.
///
/// # Errors
/// [`Code::KeyRefused`] for a key that is unknown, expired or withdrawn, and for one of a closed organisation;
/// [`Code::AddressRefused`] from where it may not be used.
pub async fn authenticate(services: &Services, token: &str, address: &str) -> Result<Caller> {
    if !token.starts_with(TOKEN_BEGINS) {
        return Err(Code::KeyRefused.into());
    }
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let found = find(&mut conn, By::Token(&sha256(token)), now).await?.ok_or(Code::KeyRefused)?;
    if !addresses::allow(&found.addresses, address) {
        drop(conn);
        if found.refused_at.is_none_or(|last| now.since(last) >= SECOND) {
            note(refused(services, &found, address, now)).await;
        }
        return Err(Problem::new(Code::AddressRefused).with("address", address).into());
    }
    let admin = acts_as(&mut conn, &found).await?.ok_or(Code::KeyRefused)?;
    let scope = scope(&mut conn, &found).await?;
    drop(conn);
    if found.last_used_at.is_none_or(|last| now.since(last) >= MINUTE) {
        note(used(services, &found.id, address, now)).await;
    }
    let (key, rate_per_minute, scopes) = (found.id.clone(), found.rate_per_minute, read_scopes(&found.scopes));
    let from = From { origin: Origin::Api, address: address.to_owned() };
    Ok(Caller { key, viewer: viewer(found, (admin, scope), from), rate_per_minute, scopes })
}

/// Whoever only reads does not wait for whoever writes: the next request tells it again.
async fn note(writing: impl Future<Output = Result<()>>) {
    match tokio::time::timeout(USED_WAIT, writing).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "that an API key was used could not be written down"),
        Err(_) => tracing::debug!("that an API key was used is written down later: the writer is busy"),
    }
}

/// A key as the viewer of what it began earlier: with the rights that it has now. `None` if it is no longer in force.
pub(crate) async fn viewer_of(conn: &mut Conn, key: &ApiKeyId, now: Moment) -> Result<Option<Viewer>> {
    let Some(found) = find(conn, By::Id(key), now).await? else { return Ok(None) };
    let from = From { origin: Origin::Run, address: String::new() };
    let scope = scope(conn, &found).await?;
    Ok(acts_as(conn, &found).await?.map(|admin| viewer(found, (admin, scope), from)))
}

/// How a key is looked for.
enum By<'a> {
    /// By the hash of its text, or of the one before it.
    Token(&'a str),
    Id(&'a ApiKeyId),
}

/// The paths of the departments that it is tied to; `None` for the whole organisation.
async fn scope(conn: &mut Conn, key: &Found) -> Result<Option<Vec<String>>> {
    if key.scoped { Ok(Some(rows::paths(conn, &key.id).await?)) } else { Ok(None) }
}

/// The key that is in force.
async fn find(conn: &mut Conn, by: By<'_>, now: Moment) -> Result<Option<Found>> {
    let mut sql = QueryBuilder::<Db>::new(
        "select k.id, k.organisation_id, k.name, k.scopes, k.created_by, k.expires_at, k.rate_per_minute, k.last_used_at, \
         k.revoked_at, k.addresses, k.refused_at, k.scoped, o.state from api_keys k join organisations o on o.id = k.organisation_id where ",
    );
    match by {
        By::Token(hash) => {
            sql.push("(k.token_hash = ").push_bind(hash.to_owned());
            sql.push(" or (k.old_token_hash = ").push_bind(hash.to_owned());
            sql.push(" and k.old_until > ").push_bind(now).push("))");
        }
        By::Id(id) => {
            sql.push("k.id = ").push_bind(id.clone());
        }
    }
    let found: Option<Found> = sql.build_query_as().fetch_optional(conn).await?;
    let in_force =
        |key: &Found| key.revoked_at.is_none() && key.expires_at.is_none_or(|end| end > now) && key.state == "open";
    Ok(found.filter(in_force))
}

/// With the rights of an Account Admin as far as the key's scopes go, and what they name beyond: whoever made it had that right.
fn viewer(key: Found, (admin, scope): (Admin, Option<Vec<String>>), from: From) -> Viewer {
    let scopes = read_scopes(&key.scopes);
    let mut limits: Vec<Permission> = scopes.iter().flat_map(|scope| scope.permissions()).collect();
    limits.sort();
    limits.dedup();
    let mut rights = Role::AccountAdmin.rights();
    rights.permissions.extend(scopes.iter().flat_map(|scope| scope.beyond()));
    rights.permissions.sort();
    if scope.is_some() {
        // As with a role that is tied to departments: what is about the organisation as a whole is not for it.
        rights.scoped = true;
        rights.permissions.retain(|right| right.fits_departments());
        limits.retain(|right| right.fits_departments());
    }
    Viewer {
        account: admin.account_id,
        organisation: key.organisation_id,
        member: admin.id,
        name: format!("API key {}", key.name),
        language: admin.language.as_deref().and_then(Language::from_tag).unwrap_or_default(),
        role: Role::AccountAdmin,
        own_role: None,
        rights,
        scope,
        session: SessionId(key.id.0),
        from,
        limits: Some(limits),
    }
}

/// The admin in whose name a key invites: whoever made it. When he has left or is no admin any more, the key goes on working, in
/// the name of the longest-serving Super Admin: it belongs to the organisation.
async fn acts_as(conn: &mut Conn, key: &Found) -> Result<Option<Admin>> {
    let maker: Option<Admin> = sqlx::query_as(
        "select m.id, m.account_id, a.language from members m join accounts a on a.id = m.account_id \
         where m.id = $1 and m.status = 'active' and m.role in ('super_admin', 'account_admin')",
    )
    .bind(&key.created_by)
    .fetch_optional(&mut *conn)
    .await?;
    if maker.is_some() {
        return Ok(maker);
    }
    let other = sqlx::query_as(
        "select m.id, m.account_id, a.language from members m join accounts a on a.id = m.account_id \
         where m.organisation_id = $1 and m.status = 'active' and m.role = 'super_admin' order by m.created_at, m.id limit 1",
    )
    .bind(&key.organisation_id)
    .fetch_optional(conn)
    .await?;
    Ok(other)
}

async fn refused(services: &Services, key: &Found, address: &str, now: Moment) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query(
        "update api_keys set refused_at = $1, refused_address = $2, refused_count = refused_count + 1 where id = $3",
    )
    .bind(now)
    .bind(address)
    .bind(&key.id)
    .execute(&mut *tx)
    .await?;
    tx.hint(&key.organisation_id, "api_keys");
    tx.commit().await
}

async fn used(services: &Services, key: &ApiKeyId, address: &str, now: Moment) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("update api_keys set last_used_at = $1, last_used_address = $2 where id = $3")
        .bind(now)
        .bind(address)
        .bind(key)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
