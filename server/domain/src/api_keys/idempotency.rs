//! Idempotency keys: a script that got no answer sends the same request again, and it is carried out once.
//!
//! The place is taken in a transaction of its own before the request is carried out, and the answer is filled in afterwards. A
//! server that dies in between leaves the place taken: nobody can know then whether the change was made, so the same key is refused
//! until its day is over, rather than carried out a second time.

use super::Caller;
use crate::{Result, Services};
use model::moment::DAY;
use model::{ApiKeyId, Code};

/// How long an answer is kept.
const KEPT: i64 = DAY;

/// An answer as it went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// The revision that it told.
    pub etag: Option<String>,
    /// Where what was made can be found.
    pub location: Option<String>,
    /// The body.
    pub body: String,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nothing: the caller holds the place now and carries the request out.
    Free,
    /// The request is under way, or was cut off.
    Taken,
    /// The request was answered.
    Answered(Answered),
}

#[derive(sqlx::FromRow)]
struct Row {
    request_hash: String,
    status: Option<i64>,
    etag: Option<String>,
    location: Option<String>,
    body: String,
}

/// Takes the place of a key, or tells what was answered before.
///
/// # Errors
/// [`Code::IdempotencyReused`] if the key stands for another request.
pub async fn take(services: &Services, caller: &Caller, key: &str, request_hash: &str) -> Result<Place> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    // A day is over even where nobody has swept yet.
    sqlx::query("delete from idempotency_keys where api_key_id = $1 and key = $2 and created_at <= $3")
        .bind(&caller.key)
        .bind(key)
        .bind(now.plus(-KEPT))
        .execute(&mut *tx)
        .await?;
    let taken = sqlx::query(
        "insert into idempotency_keys (organisation_id, api_key_id, key, request_hash, status, etag, location, body, created_at) \
         values ($1, $2, $3, $4, null, null, null, '', $5) on conflict (api_key_id, key) do nothing",
    )
    .bind(&caller.viewer.organisation)
    .bind(&caller.key)
    .bind(key)
    .bind(request_hash)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    if taken.rows_affected() == 1 {
        tx.commit().await?;
        return Ok(Place::Free);
    }
    let row: Row = sqlx::query_as(
        "select request_hash, status, etag, location, body from idempotency_keys where api_key_id = $1 and key = $2",
    )
    .bind(&caller.key)
    .bind(key)
    .fetch_one(&mut *tx)
    .await?;
    drop(tx);
    if row.request_hash != request_hash {
        return Err(Code::IdempotencyReused.into());
    }
    let Some(status) = row.status else { return Ok(Place::Taken) };
    Ok(Place::Answered(Answered {
        status: u16::try_from(status).unwrap_or(500),
        etag: row.etag,
        location: row.location,
        body: services.seal.open(&at(&caller.key, key), &row.body)?,
    }))
}

/// Keeps the answer.
///
/// # Errors
/// What the database says.
pub async fn keep(services: &Services, caller: &ApiKeyId, key: &str, answered: &Answered) -> Result<()> {
    let body = services.seal.close(&services.ids, &at(caller, key), &answered.body)?;
    let mut tx = services.store.write().await?;
    sqlx::query(
        "update idempotency_keys set status = $1, etag = $2, location = $3, body = $4 where api_key_id = $5 and key = $6",
    )
    .bind(i64::from(answered.status))
    .bind(&answered.etag)
    .bind(&answered.location)
    .bind(body)
    .bind(caller)
    .bind(key)
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Gives the place back: the request did nothing, and may be sent again.
///
/// # Errors
/// What the database says.
pub async fn give_back(services: &Services, caller: &ApiKeyId, key: &str) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("delete from idempotency_keys where api_key_id = $1 and key = $2 and status is null")
        .bind(caller)
        .bind(key)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Forgets answers after a day.
///
/// # Errors
/// What the database says.
pub async fn sweep(services: &Services) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("delete from idempotency_keys where created_at <= $1")
        .bind(services.clock.now().plus(-KEPT))
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

fn at(caller: &ApiKeyId, key: &str) -> String {
    format!("{caller}/{key}")
}
