//! What a restored database takes over from the present one, and what it holds back.

use super::held::{Parts, hold};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Write, backups, customers};
use model::audit::{Subject, Verb};
use model::{CustomerId, Moment, OrganisationId, RestoreId};
use serde_json::json;
use std::path::Path;

/// The last restore that a database was made ready for: a crash before the change of places must not do it twice.
const READY: &str = "restored";

/// Makes a copy ready to take the place, in one transaction. `present` is the database that it takes the place of.
///
/// # Errors
/// What the database says; somebody who was erased cannot be erased again because the key is another one.
pub(super) async fn carry(services: &Services, present: Option<&Path>, restore: &RestoreId) -> Result<()> {
    if let Some(present) = present {
        services.store.attach(present, "present").await?;
    }
    let mut tx = services.store.write().await?;
    let ready: Option<String> = sqlx::query_scalar("select value from installation where name = $1")
        .bind(READY)
        .fetch_optional(&mut *tx)
        .await?;
    if ready.as_deref() != Some(restore.as_str()) {
        let made_at = newest(&mut tx).await?;
        // First: what comes over must not be held back with what waited then.
        let held = hold(&mut tx, &Parts::from(services)).await?;
        let mut erased = 0;
        if present.is_some() {
            take_over(&mut tx).await?;
            erased = erase_again(&mut tx, services).await?;
        }
        tell(&mut tx, services, restore, (made_at, held, erased)).await?;
        sqlx::query(
            "insert into installation (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        )
        .bind(READY)
        .bind(restore)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    if present.is_some() {
        services.store.detach("present").await?;
    }
    // What was erased again is taken out of the places where copies are kept for a while before anybody can read.
    services.store.forget_deleted().await?;
    Ok(())
}

/// The moment that the database tells of: that of its newest activity.
async fn newest(tx: &mut Write) -> Result<Option<Moment>> {
    Ok(sqlx::query_scalar("select max(at) from audit").fetch_one(&mut **tx).await?)
}

/// Backups, how they are made, and what was restored are those of the installation, whatever a backup says. What ended since stays
/// ended: sessions, and keys that were withdrawn.
async fn take_over(tx: &mut Write) -> Result<()> {
    for statement in [
        "delete from backups",
        "insert into backups select * from present.backups",
        "delete from backup_settings",
        "insert into backup_settings select * from present.backup_settings",
        "delete from restores",
        "insert into restores select * from present.restores",
        "delete from sessions where id not in (select id from present.sessions)",
        "update api_keys set revoked_at = (select p.revoked_at from present.api_keys p where p.id = api_keys.id), \
         revision = revision + 1 where revoked_at is null \
         and id in (select id from present.api_keys where revoked_at is not null)",
        "update scim_tokens set revoked_at = (select p.revoked_at from present.scim_tokens p \
         where p.connection_id = scim_tokens.connection_id), \
         old_prefix = null, old_token_hash = null, old_until = null, revision = revision + 1 where revoked_at is null \
         and connection_id in (select connection_id from present.scim_tokens where revoked_at is not null)",
    ] {
        sqlx::query(statement).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Erases those again who were erased since the backup was made, with their certificates of then; how many.
async fn erase_again(tx: &mut Write, services: &Services) -> Result<i64> {
    let erased: Vec<(OrganisationId, CustomerId)> = sqlx::query_as(
        "select p.organisation_id, p.customer_id from present.erasures p \
         where p.organisation_id in (select id from main.organisations) \
         and p.customer_id not in (select customer_id from main.erasures) order by p.erased_at, p.id",
    )
    .fetch_all(&mut **tx)
    .await?;
    for (organisation, customer) in &erased {
        customers::erase_again(tx, services, organisation, customer).await?;
        // Who became part of him since the backup was made is somebody of his own in it.
        let absorbed: Vec<CustomerId> =
            sqlx::query_scalar("select customer_id from present.customer_merges where into_id = $1")
                .bind(customer)
                .fetch_all(&mut **tx)
                .await?;
        for one in &absorbed {
            customers::erase_again(tx, services, organisation, one).await?;
        }
        for statement in [
            "delete from main.erasures where customer_id = $1",
            "insert into main.erasures select * from present.erasures where customer_id = $1",
            "insert or ignore into main.customer_tombstones select * from present.customer_tombstones \
             where customer_id = $1 and connection_id in (select id from main.connections)",
        ] {
            sqlx::query(statement).bind(customer).execute(&mut **tx).await?;
        }
        // To be taken out of the places where copies are kept, as after the first time.
        sqlx::query("update main.erasures set copies_gone = $1 where customer_id = $2")
            .bind(false)
            .bind(customer)
            .execute(&mut **tx)
            .await?;
    }
    Ok(erased.len() as i64)
}

/// Tells the activity and the list of restores.
async fn tell(
    tx: &mut Write,
    services: &Services,
    restore: &RestoreId,
    (made_at, held, erased): (Option<Moment>, i64, i64),
) -> Result<()> {
    let now = services.clock.now();
    sqlx::query("update restores set state = 'done', done_at = $1, passphrase_sealed = '' where id = $2")
        .bind(now)
        .bind(restore)
        .execute(&mut **tx)
        .await?;
    let known: Option<(String, String)> = sqlx::query_as("select file_name, confirmed_by from restores where id = $1")
        .bind(restore)
        .fetch_optional(&mut **tx)
        .await?;
    let (file_name, confirmed_by) = known.unwrap_or_default();
    let Some(home) = backups::home(tx).await? else { return Ok(()) };
    let mut actor = Actor::system();
    actor.name = confirmed_by;
    let told = json!({ "restored": file_name, "state_of": made_at, "held": held, "erased_again": erased });
    let record = Record::new(Verb::Restore, Subject::Backup, restore, file_name).fields(json!(null), told);
    audit::record(tx, &home, &actor, now, record).await
}
