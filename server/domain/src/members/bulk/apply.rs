//! Carrying one row out.

use super::judge::way;
use super::{Before, Change};
use crate::audit::Record;
use crate::change::{Applied, Context, Row};
use crate::members::rows;
use crate::{Conn, Result, sessions};
use model::audit::{Subject, Verb};
use model::member::{Status, Step};
use model::permission::Role;
use model::{Code, DepartmentId, MemberId, Problem};
use serde_json::json;

/// Changes one member, if nobody did since it was proposed.
pub(super) async fn apply(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let change: Change = serde_json::from_str(&row.payload)?;
    let id = MemberId(row.subject_id.clone().unwrap_or_default());
    carry_out(conn, context, id, &change).await
}

/// Ends the membership of somebody who leaves by a hand-over.
///
/// # Errors
/// [`Code::NotFound`], [`Code::WrongState`] for one who left already, [`Code::LastSuperAdmin`].
pub(crate) async fn terminate(conn: &mut Conn, context: &Context, id: &MemberId) -> Result<Applied> {
    let member = rows::find(conn, &context.organisation, id).await?.ok_or(Code::NotFound)?;
    if !way(Step::Terminate).0.contains(&member.status) {
        return Err(Problem::new(Code::WrongState).with("state", member.status).into());
    }
    let change = Change { revision: member.revision, status: Some(Status::Terminated), ..Change::default() };
    carry_out(conn, context, id.clone(), &change).await
}

async fn carry_out(conn: &mut Conn, context: &Context, id: MemberId, change: &Change) -> Result<Applied> {
    let member = rows::find(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
    if member.revision != change.revision {
        return Err(Problem::new(Code::Stale).with("by", "").into());
    }
    if let Some(status) = change.status {
        access(conn, context, &member, status).await?;
    }
    let mut was_inside = false;
    if let Some(department) = &change.department {
        was_inside = move_to(conn, context, &id, member.main_department_id.as_ref(), department).await?;
    }
    let before = Before {
        department: member.main_department_id.clone(),
        was_inside,
        position: member.position.clone(),
        location: member.location.clone(),
        status: member.status,
    };
    sqlx::query(
        "update members set main_department_id = $1, position = $2, location = $3, status = $4, revision = revision + 1 \
         where id = $5",
    )
    .bind(change.department.as_ref().or(member.main_department_id.as_ref()))
    .bind(change.position.as_ref().unwrap_or(&member.position))
    .bind(change.location.as_ref().unwrap_or(&member.location))
    .bind(change.status.unwrap_or(member.status))
    .bind(&id)
    .execute(&mut *conn)
    .await?;
    let record = record(conn, &id, &member, change).await?;
    Ok(Applied {
        subject_id: id.0,
        revision: member.revision + 1,
        restore: serde_json::to_value(before)?,
        record: Some(record),
    })
}

/// The sessions of somebody who may no longer come in end with the same transaction; the last Super Admin stays.
async fn access(conn: &mut Conn, context: &Context, member: &rows::Row, status: Status) -> Result<()> {
    if member.held.role == Role::SuperAdmin
        && member.status == Status::Active
        && rows::count_super_admins(conn, &context.organisation).await? <= 1
    {
        return Err(Code::LastSuperAdmin.into());
    }
    if status != Status::Active
        && let Some(account) = &member.account_id
    {
        sessions::end_all(conn, account).await?;
    }
    Ok(())
}

/// Takes a member out of the main department and into another; whether he was in that one already.
pub(super) async fn move_to(
    conn: &mut Conn,
    context: &Context,
    id: &MemberId,
    from: Option<&DepartmentId>,
    to: &DepartmentId,
) -> Result<bool> {
    if let Some(from) = from {
        sqlx::query("delete from member_departments where member_id = $1 and department_id = $2")
            .bind(id)
            .bind(from)
            .execute(&mut *conn)
            .await?;
    }
    let added = sqlx::query(
        "insert into member_departments (organisation_id, member_id, department_id) values ($1, $2, $3) \
         on conflict (member_id, department_id) do nothing",
    )
    .bind(&context.organisation)
    .bind(id)
    .bind(to)
    .execute(conn)
    .await?;
    Ok(added.rows_affected() == 0)
}

async fn record(conn: &mut Conn, id: &MemberId, member: &rows::Row, change: &Change) -> Result<Record> {
    let (mut was, mut is) = (json!({}), json!({}));
    if let Some(department) = &change.department {
        was["department"] = json!(name(conn, member.main_department_id.as_ref()).await?);
        is["department"] = json!(name(conn, Some(department)).await?);
    }
    if let Some(position) = &change.position {
        (was["position"], is["position"]) = (json!(member.position), json!(position));
    }
    if let Some(location) = &change.location {
        (was["location"], is["location"]) = (json!(member.location), json!(location));
    }
    if let Some(status) = change.status {
        (was["status"], is["status"]) = (json!(member.status), json!(status));
    }
    let verb = match change.status {
        Some(Status::Suspended) => Verb::Suspend,
        Some(Status::Terminated) => Verb::Terminate,
        Some(_) if member.status == Status::Terminated => Verb::Restore,
        Some(_) => Verb::Resume,
        None => Verb::Update,
    };
    Ok(Record::new(verb, Subject::Member, id, &member.name).fields(was, is))
}

async fn name(conn: &mut Conn, id: Option<&DepartmentId>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(sqlx::query_scalar("select name from departments where id = $1").bind(id).fetch_optional(conn).await?)
}
