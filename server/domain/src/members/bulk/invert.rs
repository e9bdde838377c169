//! Putting one row back.

use super::apply::move_to;
use super::{Before, Change};
use crate::audit::{Record, difference};
use crate::change::{Context, Inverted, Row, kept};
use crate::members::rows;
use crate::{Conn, Result};
use model::MemberId;
use model::audit::{Subject, Verb};
use serde_json::json;

/// Puts a member back as he was, if nobody changed him since.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let change: Change = serde_json::from_str(&row.payload)?;
    put_back(conn, context, row, &change).await
}

/// Takes back that somebody's membership ended by a hand-over.
///
/// # Errors
/// What the database says.
pub(crate) async fn take_back(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    put_back(conn, context, row, &Change::default()).await
}

async fn put_back(conn: &mut Conn, context: &Context, row: &Row, change: &Change) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let id = MemberId(row.subject_id.clone().unwrap_or_default());
    let Some(member) = rows::find(conn, &context.organisation, &id).await? else { return Ok(kept("deleted")) };
    if Some(member.revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    if let (Some(now), Some(former)) = (&change.department, &before.department) {
        let there: i64 = sqlx::query_scalar("select count(*) from departments where id = $1")
            .bind(former)
            .fetch_one(&mut *conn)
            .await?;
        if there == 0 {
            return Ok(kept("parent_deleted"));
        }
        move_to(conn, context, &id, if before.was_inside { None } else { Some(now) }, former).await?;
    } else if let (Some(now), None) = (&change.department, &before.department)
        && !before.was_inside
    {
        sqlx::query("delete from member_departments where member_id = $1 and department_id = $2")
            .bind(&id)
            .bind(now)
            .execute(&mut *conn)
            .await?;
    }
    sqlx::query(
        "update members set main_department_id = $1, position = $2, location = $3, status = $4, revision = revision + 1 \
         where id = $5",
    )
    .bind(if change.department.is_some() { &before.department } else { &member.main_department_id })
    .bind(&before.position)
    .bind(&before.location)
    .bind(before.status)
    .bind(&id)
    .execute(&mut *conn)
    .await?;
    let (was, is) = difference(
        &json!({ "position": member.position, "location": member.location, "status": member.status }),
        &json!({ "position": before.position, "location": before.location, "status": before.status }),
    );
    Ok(Inverted::Undone(Record::new(Verb::Undo, Subject::Member, &id, &member.name).fields(was, is)))
}
