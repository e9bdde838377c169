//! The first owner, and further organisations from the command line.

use crate::audit::{self, Actor, Record};
use crate::keys::{fold, name_keys, sha256};
use crate::sessions::{self, Fresh};
use crate::viewer::From;
use crate::{Conn, Result, Services, Write, accounts, members, sessions::check_password};
use model::account::{NewAccount, SoundAccount};
use model::audit::{Origin, Subject, Verb};
use model::member::{Source, Status};
use model::permission::Role;
use model::text::{Check, DOOR_ALPHABET, DOOR_LENGTH, department_name};
use model::{AccountId, Code, DepartmentId, MemberId, OrganisationId};
use serde_json::json;
use subtle::ConstantTimeEq as _;

const TOKEN: &str = "setup_token";

async fn is_empty(conn: &mut Conn) -> Result<bool> {
    let accounts: i64 = sqlx::query_scalar("select count(*) from accounts").fetch_one(conn).await?;
    Ok(accounts == 0)
}

/// The one-time token of the set-up link, made on the first start; `None` once there is an account.
///
/// # Errors
/// What the database says.
pub async fn pending(services: &Services) -> Result<Option<String>> {
    let mut tx = services.store.write().await?;
    if !is_empty(&mut tx).await? {
        return Ok(None);
    }
    // A new one at every start: only its hash is kept, so it cannot be printed again.
    let token = services.ids.short_token();
    sqlx::query(
        "insert into installation (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
    )
    .bind(TOKEN)
    .bind(sha256(&token))
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Whether a set-up link still works.
///
/// # Errors
/// What the database says.
pub async fn check(services: &Services, token: &str) -> Result<bool> {
    let mut conn = services.store.read().await?;
    check_token(&mut conn, token).await
}

async fn check_token(conn: &mut Conn, token: &str) -> Result<bool> {
    if !is_empty(conn).await? {
        return Ok(false);
    }
    let stored: Option<String> =
        sqlx::query_scalar("select value from installation where name = $1").bind(TOKEN).fetch_optional(conn).await?;
    Ok(stored.is_some_and(|stored| stored.as_bytes().ct_eq(sha256(token).as_bytes()).into()))
}

fn sound(organisation: &str, account: &NewAccount) -> Result<(String, SoundAccount)> {
    let mut check = Check::new();
    let name = check.take("organisation", department_name(organisation));
    let account = account.check();
    match (check.done(), account) {
        (Ok(()), Ok(account)) => Ok((name, account)),
        (Err(first), Ok(_)) | (Ok(()), Err(first)) => Err(first.into()),
        (Err(mut first), Err(second)) => {
            first.fields.extend(second.fields);
            Err(first.into())
        }
    }
}

/// Makes the first account and its organisation, and signs the person in.
///
/// # Errors
/// [`Code::NotFound`] if the link was used; [`Code::Invalid`] with the fields.
pub async fn first_owner(
    services: &Services,
    from: &From,
    token: &str,
    organisation: &str,
    account: &NewAccount,
    agent: &str,
) -> Result<Fresh> {
    if !check(services, token).await? {
        return Err(Code::NotFound.into());
    }
    let (name, account) = sound(organisation, account)?;
    let hash = services.passwords.hash(&services.ids, &account.password).await?;
    let mut tx = services.store.write().await?;
    // Again, inside: two people with the same link.
    if !check_token(&mut tx, token).await? {
        return Err(Code::NotFound.into());
    }
    let id = accounts::create(&mut tx, &services.ids, services.clock.now(), &account, &hash).await?;
    found(&mut tx, services, from, &name, &id, &account).await?;
    sqlx::query("delete from installation where name = $1").bind(TOKEN).execute(&mut *tx).await?;
    let fresh = sessions::open(&mut tx, services, from, &id, agent).await?;
    tx.commit().await?;
    Ok(fresh)
}

/// Makes one more organisation with its first owner, from the command line. A person who has an account keeps it, if the
/// password fits.
///
/// # Errors
/// [`Code::Invalid`] with the fields; [`Code::SignInRefused`] if the account exists under another password.
pub async fn create(
    services: &Services,
    organisation: &str,
    account: &NewAccount,
) -> Result<(OrganisationId, AccountId)> {
    let from = From { origin: Origin::Cli, address: String::new() };
    let (name, account) = sound(organisation, account)?;
    let login = account.email.as_ref().map_or_else(
        || account.phone.as_ref().map_or_else(String::new, |phone| phone.as_str().to_owned()),
        |email| email.as_str().to_owned(),
    );
    let mut conn = services.store.read().await?;
    let known = accounts::find_by_name(&mut conn, &login).await?;
    drop(conn);
    let id = match known {
        Some(_) => check_password(services, &from, &login, &account.password).await?.id,
        None => {
            let hash = services.passwords.hash(&services.ids, &account.password).await?;
            let mut tx = services.store.write().await?;
            let id = accounts::create(&mut tx, &services.ids, services.clock.now(), &account, &hash).await?;
            tx.commit().await?;
            id
        }
    };
    let mut tx = services.store.write().await?;
    let organisation = found(&mut tx, services, &from, &name, &id, &account).await?;
    tx.commit().await?;
    Ok((organisation, id))
}

/// Founds an organisation: its row, its root department, its first Super Admin.
async fn found(
    tx: &mut Write,
    services: &Services,
    from: &From,
    name: &str,
    account: &AccountId,
    person: &SoundAccount,
) -> Result<OrganisationId> {
    let now = services.clock.now();
    let id: OrganisationId = services.ids.next();
    sqlx::query(
        "insert into organisations (id, name, state, plan, door_number, door_open, inviting_verification, audit_seq, audit_hash, \
         revision, created_at) values ($1, $2, 'open', 'free', $3, $4, $4, 0, '', 1, $5)",
    )
    .bind(&id)
    .bind(name)
    .bind(services.ids.text(DOOR_ALPHABET, DOOR_LENGTH))
    .bind(true)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let root: DepartmentId = services.ids.next();
    sqlx::query(
        "insert into departments (id, organisation_id, parent_id, name, name_key, path, depth, position, source, revision, \
         created_at) values ($1, $2, null, $3, $4, $5, 0, 0, $6, 1, $7)",
    )
    .bind(&root)
    .bind(&id)
    .bind(name)
    .bind(fold(name))
    .bind(format!("/{root}/"))
    .bind(Source::Manual)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let member: MemberId = services.ids.next();
    let new = members::rows::NewMember {
        id: member.clone(),
        account: Some(account.clone()),
        name: person.name.clone(),
        email: person.email.as_ref().map(|email| email.as_str().to_owned()),
        phone: person.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        status: Status::Active,
        role: Role::SuperAdmin,
        own_role: None,
        departments: vec![root],
        position: String::new(),
        location: String::new(),
        work_number: String::new(),
        manager: None,
        source: Source::Manual,
    };
    members::rows::insert(tx, &id, &new, &name_keys(&new.name), now).await?;
    let actor = Actor {
        account: Some(account.clone()),
        member: Some(member.clone()),
        key: None,
        name: person.name.clone(),
        from: from.clone(),
    };
    let records = [
        Record::new(Verb::Create, Subject::Organisation, &id, name).fields(json!(null), json!({ "name": name })),
        Record::new(Verb::Create, Subject::Member, &member, &person.name)
            .fields(json!(null), json!({ "role": Role::SuperAdmin, "status": Status::Active })),
    ];
    audit::record_all(tx, &id, &actor, now, &records).await?;
    Ok(id)
}
