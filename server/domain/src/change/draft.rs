//! Drafting rows.

use super::tally::{self, Tally};
use crate::{Conn, Db, Ids, Result, Services, Write, runs};
use model::audit::Subject;
use model::change::{BRAKE_PERCENT, ChangeKind, FieldChange, Reason, RowState, Verdict};
use model::{ApiKeyId, ChangeRowId, ChangeSetId, ConnectionId, MemberId, Moment, OrganisationId};
use serde_json::Value;
use sqlx::QueryBuilder;

/// A change set to be begun.
#[derive(Debug)]
pub struct NewSet<'a> {
    /// Its id.
    pub id: &'a ChangeSetId,
    /// In which organisation.
    pub organisation: &'a OrganisationId,
    /// What it is about.
    pub kind: ChangeKind,
    /// The connection it comes from.
    pub connection: Option<&'a ConnectionId>,
    /// The brake's limit, in percent.
    pub brake_percent: i64,
    /// Who made it; empty for a schedule.
    pub created_by: &'a str,
    /// Their member.
    pub created_by_member: Option<&'a MemberId>,
    /// The API key, where one made it.
    pub created_by_key: Option<&'a ApiKeyId>,
}

/// Begins a change set, still closed to readers.
///
/// # Errors
/// What the database says.
pub async fn begin(conn: &mut Conn, new: &NewSet<'_>, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into change_sets (id, organisation_id, kind, connection_id, state, count_unchanged, brake_of, brake_percent, \
         second_person, created_by, created_by_member, created_at, applied_at, revision, created_by_key) \
         values ($1, $2, $3, $4, 'drafting', 0, 0, $5, $6, $7, $8, $9, null, 1, $10)",
    )
    .bind(new.id)
    .bind(new.organisation)
    .bind(new.kind)
    .bind(new.connection)
    .bind(new.brake_percent)
    .bind(false)
    .bind(new.created_by)
    .bind(new.created_by_member)
    .bind(now)
    .bind(new.created_by_key)
    .execute(conn)
    .await?;
    Ok(())
}

/// Begins the change set of a run that drafts one for a person or a script; what a killed server had drafted goes.
///
/// # Errors
/// What the database says.
pub(crate) async fn begin_of(services: &Services, run: &runs::Row, kind: ChangeKind) -> Result<ChangeSetId> {
    let mut tx = services.store.write().await?;
    if let Some(old) = &run.change_set_id {
        forget(&mut tx, run, old).await?;
    }
    let id: ChangeSetId = services.ids.next();
    let new = NewSet {
        id: &id,
        organisation: &run.organisation_id,
        kind,
        connection: None,
        brake_percent: BRAKE_PERCENT,
        created_by: &run.started_by,
        created_by_member: run.started_by_member.as_ref(),
        created_by_key: run.started_by_key.as_ref(),
    };
    begin(&mut tx, &new, services.clock.now()).await?;
    sqlx::query("update runs set change_set_id = $1 where id = $2").bind(&id).bind(&run.id).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(id)
}

/// Throws away what a run has drafted so far.
///
/// # Errors
/// What the database says.
pub(crate) async fn forget(tx: &mut Write, run: &runs::Row, set: &ChangeSetId) -> Result<()> {
    sqlx::query("update runs set change_set_id = null where id = $1").bind(&run.id).execute(&mut **tx).await?;
    for statement in [
        "delete from change_tallies where set_id = $1",
        "delete from change_rows where set_id = $1",
        "delete from change_sets where id = $1 and state = 'drafting'",
    ] {
        sqlx::query(statement).bind(set).execute(&mut **tx).await?;
    }
    Ok(())
}

/// A row to be proposed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The order in which rows are carried out.
    pub rank: i64,
    /// What kind of thing.
    pub subject: Subject,
    /// The record here.
    pub subject_id: Option<String>,
    /// The record there.
    pub external_id: String,
    /// The name to show.
    pub name: String,
    /// A second line.
    pub detail: String,
    /// What the row would do.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// Field by field, for people.
    pub fields: Vec<FieldChange>,
    /// What the kind needs to carry it out.
    pub payload: Value,
    /// Whether the brake counts the row when it marks something as gone.
    pub braked: bool,
}

impl Draft {
    fn accepted(&self) -> bool {
        !matches!(self.verdict, Verdict::Conflict | Verdict::Blocked)
    }
}

/// Adds rows to a set. All are ticked but conflicts, which a person decides first, and what cannot be carried out.
///
/// # Errors
/// What the database says.
pub async fn add(conn: &mut Conn, ids: &Ids, set: &ChangeSetId, drafts: &[Draft]) -> Result<()> {
    for block in crate::store::blocks(drafts) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into change_rows (id, set_id, rank, subject, subject_id, external_id, name, name_key, detail, verdict, \
             reason, fields, payload, restore, revision_after, braked, accepted, resolution, state, problem) ",
        );
        query.push_values(block, |mut row, draft| {
            row.push_bind(ids.next::<ChangeRowId>())
                .push_bind(set)
                .push_bind(draft.rank)
                .push_bind(draft.subject)
                .push_bind(&draft.subject_id)
                .push_bind(&draft.external_id)
                .push_bind(&draft.name)
                .push_bind(crate::keys::name_keys(&draft.name).full)
                .push_bind(&draft.detail)
                .push_bind(draft.verdict)
                .push_bind(draft.reason)
                .push_bind(serde_json::to_string(&draft.fields).unwrap_or_default())
                .push_bind(draft.payload.to_string())
                .push("''")
                .push("null")
                .push_bind(draft.braked)
                .push_bind(draft.accepted())
                .push("null")
                .push("'open'")
                .push("null");
        });
        query.build().execute(&mut *conn).await?;
    }
    let tallies: Vec<Tally> = drafts
        .iter()
        .map(|draft| Tally {
            verdict: draft.verdict,
            state: RowState::Open,
            accepted: draft.accepted(),
            braked: draft.braked,
            amount: 1,
        })
        .collect();
    tally::add(conn, set, &tallies).await
}

/// Has somebody else than who made the set carry it out.
///
/// # Errors
/// What the database says.
pub(crate) async fn ask_second_person(conn: &mut Conn, set: &ChangeSetId) -> Result<()> {
    sqlx::query("update change_sets set second_person = $1 where id = $2").bind(true).bind(set).execute(conn).await?;
    Ok(())
}

/// Opens a set to readers.
///
/// # Errors
/// What the database says.
pub async fn complete(conn: &mut Conn, set: &ChangeSetId, unchanged: i64, brake_of: i64) -> Result<()> {
    sqlx::query(
        "update change_sets set state = 'draft', count_unchanged = $1, brake_of = $2, revision = revision + 1 \
         where id = $3 and state = 'drafting'",
    )
    .bind(unchanged)
    .bind(brake_of)
    .bind(set)
    .execute(conn)
    .await?;
    Ok(())
}
