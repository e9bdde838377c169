//! Clearing one block of what is old enough.

use super::due::Due;
use super::people;
use crate::store::push_list;
use crate::{Conn, Db, Result, Write};
use model::retention::RetentionKind;
use model::{ImportId, MemberId, Moment, OrganisationId};
use sqlx::QueryBuilder;

/// What became of a block.
pub(super) enum Cleared {
    /// All of it is gone: so many.
    All(i64),
    /// The first of them is so large that it takes more than one block.
    Part,
}

/// Rows of one import or of one change set that go in one transaction.
const ROWS: i64 = 500;

/// Clears a block of any kind but customers, whose deletion is proposed.
pub(super) async fn clear(
    tx: &mut Write,
    organisation: &OrganisationId,
    kind: RetentionKind,
    block: &[Due],
    now: Moment,
) -> Result<Cleared> {
    let ids = || block.iter().map(|one| one.id.clone());
    match kind {
        RetentionKind::Customers => return Ok(Cleared::All(0)),
        RetentionKind::Imports => return import(tx, block, now).await,
        RetentionKind::Changes => return set(tx, block, now).await,
        RetentionKind::Joins => {
            for one in block {
                people::remove(tx, &MemberId(one.id.clone())).await?;
            }
            tx.hint(organisation, "joins");
            tx.hint(organisation, "members");
        }
        RetentionKind::Invitations => {
            people::never_came(tx, ids()).await?;
            blank(tx, "update invitations set address = '', note = '' where id in (", ids()).await?;
            tx.hint(organisation, "invitations");
            tx.hint(organisation, "members");
        }
        RetentionKind::Runs => {
            blank(tx, "update runs set input = '', problem = null where id in (", ids()).await?;
            tx.hint(organisation, "runs");
        }
        RetentionKind::Messages => {
            let statement = "update outbox set address = '', values_sealed = '', detail = '' where id in (";
            blank(tx, statement, ids()).await?;
            tx.hint(organisation, "outbox");
        }
        RetentionKind::Requests => {
            let statement = "update privacy_requests set name = '', note = '', reason = '', customer_id = null, \
                 member_id = null, revision = revision + 1 where id in (";
            blank(tx, statement, ids()).await?;
            tx.hint(organisation, "privacy");
        }
    }
    Ok(Cleared::All(block.len() as i64))
}

async fn blank(conn: &mut Conn, statement: &str, ids: impl Iterator<Item = String>) -> Result<()> {
    let mut sql = QueryBuilder::<Db>::new(statement);
    push_list(&mut sql, ids);
    sql.push(")").build().execute(conn).await?;
    Ok(())
}

/// The files and rows of the oldest import.
async fn import(tx: &mut Write, block: &[Due], _: Moment) -> Result<Cleared> {
    let Some(one) = block.first() else { return Ok(Cleared::All(0)) };
    let id = ImportId(one.id.clone());
    let rows = sqlx::query(
        "delete from import_rows where import_id = $1 and number in \
         (select number from import_rows where import_id = $1 order by number limit $2)",
    )
    .bind(&id)
    .bind(ROWS)
    .execute(&mut **tx)
    .await?;
    if rows.rows_affected() as i64 == ROWS {
        return Ok(Cleared::Part);
    }
    let parts = sqlx::query(
        "delete from import_files where import_id = $1 and part in \
         (select part from import_files where import_id = $1 order by part limit 8)",
    )
    .bind(&id)
    .execute(&mut **tx)
    .await?;
    Ok(if parts.rows_affected() == 8 { Cleared::Part } else { Cleared::All(1) })
}

/// What the oldest change set tells, row by row. Its counts and outcomes stay.
async fn set(tx: &mut Write, block: &[Due], now: Moment) -> Result<Cleared> {
    let Some(one) = block.first() else { return Ok(Cleared::All(0)) };
    const BLANK: &str = "update change_rows set name = '', name_key = '', detail = '', external_id = '', fields = '[]', \
         payload = '-', restore = '', problem = null where id in (select id from change_rows where set_id = $1 and ";
    // By the index of names: what was blanked has none, so that no block looks at it again.
    for rest in ["name_key > '' order by name_key, id limit $2)", "name_key = '' and payload <> '-' limit $2)"] {
        let mut sql = String::from(BLANK);
        sql.push_str(rest);
        let done = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(&one.id).bind(ROWS).execute(&mut **tx).await?;
        if done.rows_affected() as i64 == ROWS {
            return Ok(Cleared::Part);
        }
    }
    sqlx::query("update change_sets set cleared_at = $1, revision = revision + 1 where id = $2")
        .bind(now)
        .bind(&one.id)
        .execute(&mut **tx)
        .await?;
    // What was proposed with a reason: why somebody was deleted names him.
    sqlx::query("update deletions set reason = '', basis_note = '' where set_id = $1")
        .bind(&one.id)
        .execute(&mut **tx)
        .await?;
    Ok(Cleared::All(1))
}
