//! Activity: rows that are only ever added, written in the transaction of the change they tell of.
//!
//! Each row's hash covers the hash of the row before it, per organisation: a row that was altered, removed or moved is found
//! by [`verify`]. What a row tells about somebody goes into it as a salted digest: erased, it leaves the chain whole. The organisation's own row holds the newest number and hash; taking the next number locks it.

mod erase;
mod export;
mod list;
mod mask;
mod sheet;
mod stale;
mod verify;
mod walk;

pub(crate) use erase::erase;
pub use export::exported;
pub(crate) use list::one;
pub use list::{about, list};
pub use sheet::{Export, export};
pub use stale::stale;
pub use verify::{Fault, verify};
pub(crate) use walk::check;
pub use walk::{chain, start_check};

use crate::viewer::From;
use crate::webhooks::Happened;
use crate::{Conn, Db, Ids, Result, Viewer, Write};
use model::audit::{Origin, Subject, Verb};
use model::{AccountId, ApiKeyId, ChangeSetId, MemberId, Moment, OrganisationId};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use sqlx::QueryBuilder;

/// Who did it.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account, for people.
    pub account: Option<AccountId>,
    /// The member, for people who are in.
    pub member: Option<MemberId>,
    /// The key, for scripts.
    pub key: Option<ApiKeyId>,
    /// The name at that time; empty for the system.
    pub name: String,
    /// From where.
    pub from: From,
}

impl Actor {
    /// The system itself, by a schedule.
    pub fn system() -> Self {
        let from = From { origin: Origin::Schedule, address: String::new() };
        Self { account: None, member: None, key: None, name: String::new(), from }
    }
}

impl std::convert::From<&Viewer> for Actor {
    fn from(viewer: &Viewer) -> Self {
        Self {
            account: viewer.is_person().then(|| viewer.account.clone()),
            member: viewer.person().cloned(),
            key: viewer.key(),
            name: viewer.name.clone(),
            from: viewer.from.clone(),
        }
    }
}

/// One change, told.
#[derive(Debug, Clone)]
pub struct Record {
    /// What was done.
    pub verb: Verb,
    /// To what kind of thing.
    pub subject: Subject,
    /// Its id.
    pub id: String,
    /// Its name now.
    pub name: String,
    /// The changed fields before; `Null` where there was nothing.
    pub before: Value,
    /// The changed fields after; `Null` where there is nothing.
    pub after: Value,
    /// What putting it back needs; `Null` where nothing in the entry can be.
    pub put_back: Value,
}

impl Record {
    /// A record without fields.
    pub fn new(verb: Verb, subject: Subject, id: impl ToString, name: impl ToString) -> Self {
        Self {
            verb,
            subject,
            id: id.to_string(),
            name: name.to_string(),
            before: Value::Null,
            after: Value::Null,
            put_back: Value::Null,
        }
    }
    /// The same fields as the use case takes them, ids where people read names: what they were, and what they are now.
    #[must_use]
    pub fn back(mut self, was: Value, is: Value) -> Self {
        let (was, is) = difference(&was, &is);
        self.put_back = json!({ "was": was, "is": is });
        self
    }
    /// The change set that it belongs to, which is put back as a whole.
    #[must_use]
    pub fn of_set(mut self, set: &ChangeSetId) -> Self {
        self.put_back = json!({ "set": set });
        self
    }
    /// The changed fields before and after.
    #[must_use]
    pub fn fields(mut self, before: Value, after: Value) -> Self {
        self.before = before;
        self.after = after;
        self
    }
}

fn text(value: &Value) -> String {
    if value.is_null() { String::new() } else { value.to_string() }
}

/// The digest of what a row tells about somebody: name, before, after and how it is put back. The rest of the chain stands on it, so
/// that these can be erased while the chain holds.
fn told(salt: &str, name: &str, before: &str, after: &str, put_back: &str) -> String {
    hash(salt, &[name, before, after, put_back])
}

/// The hash of a row: SHA-256 over the hash before it and every field, each led by its length so that no two rows can share
/// a text.
fn hash(previous: &str, fields: &[&str]) -> String {
    let mut digest = Sha256::new();
    digest.update(previous.as_bytes());
    for field in fields {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field.as_bytes());
    }
    hex::encode(digest.finalize())
}

/// Writes one record.
///
/// # Errors
/// What the database says.
pub async fn record(
    tx: &mut Write,
    organisation: &OrganisationId,
    actor: &Actor,
    now: Moment,
    record: Record,
) -> Result<()> {
    record_all(tx, organisation, actor, now, std::slice::from_ref(&record)).await
}

/// Writes several records with one step of the chain's counter.
///
/// # Errors
/// What the database says.
pub async fn record_all(
    tx: &mut Write,
    organisation: &OrganisationId,
    actor: &Actor,
    now: Moment,
    records: &[Record],
) -> Result<()> {
    let first = record_rows(tx, organisation, actor, now, records).await?;
    let told = (first..).zip(records);
    let happened: Vec<Happened> = told.filter_map(|told| Happened::of(organisation, actor, now, told)).collect();
    tx.happened(happened);
    Ok(())
}

/// Writes the records of rows of a change set that a run carries out. Webhooks are not told of each: that of the set tells it. The
/// number of the first.
///
/// # Errors
/// What the database says.
pub(crate) async fn record_rows(
    tx: &mut Write,
    organisation: &OrganisationId,
    actor: &Actor,
    now: Moment,
    records: &[Record],
) -> Result<i64> {
    if records.is_empty() {
        return Ok(0);
    }
    let ids = tx.ids().clone();
    let last = insert(tx, &ids, organisation, (actor, now), records).await?;
    tx.hint(organisation, "audit");
    Ok(last + 1 - records.len() as i64)
}

/// Writes what a row of a change set did to something else than its own subject, in the row's transaction. The block tells browsers.
///
/// # Errors
/// What the database says.
pub(crate) async fn record_beside(
    conn: &mut Conn,
    ids: &Ids,
    organisation: &OrganisationId,
    (actor, now): (&Actor, Moment),
    records: &[Record],
) -> Result<()> {
    if !records.is_empty() {
        insert(conn, ids, organisation, (actor, now), records).await?;
    }
    Ok(())
}

async fn insert(
    conn: &mut Conn,
    ids: &Ids,
    organisation: &OrganisationId,
    (actor, now): (&Actor, Moment),
    records: &[Record],
) -> Result<i64> {
    let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
    let (last, mut previous): (i64, String) = sqlx::query_as(
        "update organisations set audit_seq = audit_seq + $1 where id = $2 returning audit_seq, audit_hash",
    )
    .bind(count)
    .bind(organisation)
    .fetch_one(&mut *conn)
    .await?;
    let mut seq = last - count;
    let account = actor.account.as_ref().map_or("", |id| id.as_str()).to_owned();
    let member = actor.member.as_ref().map_or("", |id| id.as_str()).to_owned();
    for block in crate::store::blocks(records) {
        let mut rows = Vec::with_capacity(block.len());
        for record in block {
            seq += 1;
            let (before, after, put_back) = (text(&record.before), text(&record.after), text(&record.put_back));
            let salt = ids.short_token();
            previous = hash(
                &previous,
                &[
                    &seq.to_string(),
                    &now.0.to_string(),
                    &account,
                    &member,
                    &actor.name,
                    actor.from.origin.word(),
                    &actor.from.address,
                    record.verb.word(),
                    record.subject.word(),
                    &record.id,
                    &told(&salt, &record.name, &before, &after, &put_back),
                ],
            );
            rows.push((seq, before, after, put_back, salt, previous.clone(), record));
        }
        let mut query = QueryBuilder::<Db>::new(
            "insert into audit (organisation_id, seq, at, actor_account, actor_member, actor, origin, address, verb, \
             subject, subject_id, subject_name, before, after, put_back, salt, erased, hash) ",
        );
        query.push_values(rows, |mut row, (seq, before, after, put_back, salt, hash, record)| {
            row.push_bind(organisation)
                .push_bind(seq)
                .push_bind(now)
                .push_bind(&actor.account)
                .push_bind(&actor.member)
                .push_bind(&actor.name)
                .push_bind(actor.from.origin)
                .push_bind(&actor.from.address)
                .push_bind(record.verb)
                .push_bind(record.subject)
                .push_bind(&record.id)
                .push_bind(&record.name)
                .push_bind(before)
                .push_bind(after)
                .push_bind(put_back)
                .push_bind(salt)
                .push("null")
                .push_bind(hash);
        });
        query.build().execute(&mut *conn).await?;
    }
    sqlx::query("update organisations set audit_hash = $1 where id = $2")
        .bind(&previous)
        .bind(organisation)
        .execute(&mut *conn)
        .await?;
    Ok(last)
}

/// The changed fields of two JSON objects: what differs, before and after.
pub fn difference(before: &Value, after: &Value) -> (Value, Value) {
    let (Value::Object(old), Value::Object(new)) = (before, after) else { return (before.clone(), after.clone()) };
    let mut was = serde_json::Map::new();
    let mut is = serde_json::Map::new();
    for (key, value) in new {
        if old.get(key) != Some(value) {
            was.insert(key.clone(), old.get(key).cloned().unwrap_or(Value::Null));
            is.insert(key.clone(), value.clone());
        }
    }
    (Value::Object(was), Value::Object(is))
}
