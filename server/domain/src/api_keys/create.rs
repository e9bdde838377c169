//! Making a key.

use super::{addresses, rows};
use crate::audit::{self, Actor, Record};
use crate::keys::sha256;
use crate::viewer::From;
use crate::{Conn, Error, Result, Services, Viewer, backups, departments, organisation};
use model::api_key::{FreshApiKey, NewApiKey, RATE, Scope, TOKEN_BEGINS};
use model::audit::{Origin, Subject, Verb};
use model::permission::Permission;
use model::problem::Fault;
use model::{ApiKeyId, Code, DepartmentId, MemberId, OrganisationId, Problem};
use serde_json::json;

/// Characters of a key that are kept readable, to tell one from another.
pub(super) const PREFIX: usize = TOKEN_BEGINS.len() + 6;

/// Makes a key. Its text is in the answer and nowhere else: only its hash is kept.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::ApiKeysWrite`], [`Code::Invalid`].
pub async fn create(services: &Services, viewer: &Viewer, new: &NewApiKey) -> Result<FreshApiKey> {
    viewer.require_everywhere(Permission::ApiKeysWrite)?;
    // Nobody hands out what he has not.
    for right in new.scopes.iter().flat_map(|scope| scope.grants()) {
        viewer.require_everywhere(right)?;
    }
    if new.scopes.contains(&Scope::BackupsManage) {
        let mut conn = services.store.read().await?;
        backups::require(&mut conn, viewer).await?;
    }
    write(services, &viewer.organisation, &viewer.member, &Actor::from(viewer), new).await
}

/// Makes a key from the command line, in the name of the organisation's longest-serving Super Admin. The organisation is named by
/// its id, its door number or its name.
///
/// # Errors
/// [`Code::Invalid`]; [`Error::Broken`] in words where no organisation has the name, or several have.
pub async fn create_here(services: &Services, named: &str, new: &NewApiKey) -> Result<FreshApiKey> {
    let mut conn = services.store.read().await?;
    let (organisation, actor) = here(&mut conn, named).await?;
    let admin: MemberId = sqlx::query_scalar(
        "select id from members where organisation_id = $1 and status = 'active' and role = 'super_admin' \
         order by created_at, id limit 1",
    )
    .bind(&organisation)
    .fetch_optional(&mut *conn)
    .await?
    .ok_or_else(|| Error::Broken("the organisation has no active Super Admin".into()))?;
    drop(conn);
    write(services, &organisation, &admin, &actor, new).await
}

/// The organisation that the command line names, and who acts there.
pub(crate) async fn here(conn: &mut Conn, named: &str) -> Result<(OrganisationId, Actor)> {
    let from = From { origin: Origin::Cli, address: String::new() };
    let actor = Actor { account: None, member: None, key: None, name: String::new(), from };
    Ok((named_so(conn, named.trim()).await?, actor))
}

async fn named_so(conn: &mut Conn, named: &str) -> Result<OrganisationId> {
    let mut found: Vec<OrganisationId> =
        sqlx::query_scalar("select id from organisations where id = $1 or door_number = $1 or name = $1 limit 2")
            .bind(named)
            .fetch_all(conn)
            .await?;
    match (found.pop(), found.is_empty()) {
        (Some(organisation), true) => Ok(organisation),
        (Some(_), false) => Err(Error::Broken(format!("several organisations are called {named}; give the id"))),
        (None, _) => Err(Error::Broken(format!("no organisation is called {named}"))),
    }
}

async fn write(
    services: &Services,
    organisation: &OrganisationId,
    member: &MemberId,
    actor: &Actor,
    new: &NewApiKey,
) -> Result<FreshApiKey> {
    let now = services.clock.now();
    let new = new.clone().check(now)?;
    let networks = addresses::read(&new.addresses)?;
    let id: ApiKeyId = services.ids.next();
    let token = format!("{TOKEN_BEGINS}{}", services.ids.token());
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, organisation).await?;
    sqlx::query(
        "insert into api_keys (id, organisation_id, name, prefix, token_hash, scopes, created_by, expires_at, \
         rate_per_minute, last_used_at, last_used_address, revoked_at, revision, created_at, addresses, scoped) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, '', null, 1, $10, $11, $12)",
    )
    .bind(&id)
    .bind(organisation)
    .bind(&new.name)
    .bind(token.get(..PREFIX).unwrap_or_default())
    .bind(sha256(&token))
    .bind(rows::write_scopes(&new.scopes))
    .bind(member)
    .bind(new.expires_at)
    .bind(new.rate_per_minute.unwrap_or(RATE))
    .bind(now)
    .bind(&networks)
    .bind(!new.departments.is_empty())
    .execute(&mut *tx)
    .await?;
    narrow(&mut tx, organisation, &id, &new.departments).await?;
    let key = rows::find(&mut tx, organisation, &id, now).await?.ok_or(Code::NotFound)?;
    let names: Option<Vec<&str>> =
        key.departments.as_ref().map(|all| all.iter().map(|(_, name)| name.as_str()).collect());
    let record = Record::new(Verb::Create, Subject::ApiKey, &id, &key.name).fields(
        json!(null),
        json!({
            "scopes": key.scopes, "expires_at": key.expires_at, "rate_per_minute": key.rate_per_minute,
            "addresses": key.addresses, "departments": names,
        }),
    );
    audit::record(&mut tx, organisation, actor, now, record).await?;
    tx.hint(organisation, "api_keys");
    tx.commit().await?;
    Ok(FreshApiKey { key, token })
}

/// Ties a key to departments.
async fn narrow(conn: &mut Conn, organisation: &OrganisationId, key: &ApiKeyId, wanted: &[DepartmentId]) -> Result<()> {
    for department in wanted {
        if departments::rows::find(conn, organisation, department).await?.is_none() {
            return Err(Problem::field("departments", Fault::Unknown).into());
        }
        sqlx::query("insert into api_key_departments (api_key_id, organisation_id, department_id) values ($1, $2, $3)")
            .bind(key)
            .bind(organisation)
            .bind(department)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
