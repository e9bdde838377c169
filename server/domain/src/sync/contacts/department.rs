//! Carrying out and putting back the rows of departments.

use super::{UpstreamDepartment, department_here, member_here};
use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Row, kept};
use crate::departments::rows::{self, NewDepartment};
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::change::{Resolution, Verdict};
use model::member::Source;
use model::{Code, ConnectionId, DepartmentId, MemberId, OrganisationId, Problem, limits};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// How a department was before.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    /// It was not here.
    added: bool,
    /// It was here, but not linked.
    linked: bool,
    name: String,
    parent: Option<DepartmentId>,
    position: i64,
    source: Source,
}

/// Ties a department there to one here.
pub(super) async fn link(
    conn: &mut Conn,
    organisation: &OrganisationId,
    connection: &ConnectionId,
    external: &str,
    id: &DepartmentId,
) -> Result<()> {
    sqlx::query(
        "insert into department_links (connection_id, external_id, organisation_id, department_id, digest) \
         values ($1, $2, $3, $4, '') on conflict (connection_id, external_id) do update set department_id = excluded.department_id",
    )
    .bind(connection)
    .bind(external)
    .bind(organisation)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

async fn revision(conn: &mut Conn, id: &DepartmentId) -> Result<i64> {
    Ok(sqlx::query_scalar("select revision from departments where id = $1").bind(id).fetch_one(conn).await?)
}

async fn parent_of(conn: &mut Conn, context: &Context, upstream: &UpstreamDepartment) -> Result<rows::Row> {
    if upstream.parent.is_empty() {
        return rows::root(conn, &context.organisation).await;
    }
    let parent = department_here(conn, context, &upstream.parent).await?;
    let Some(parent) = parent else {
        // Its parent was unticked or failed.
        return Err(Problem::new(Code::NotFound).with("what", "parent").into());
    };
    Ok(rows::find(conn, &context.organisation, &parent).await?.ok_or(Code::NotFound)?)
}

/// Adds a department, or brings one up to date.
pub(super) async fn apply(
    conn: &mut Conn,
    context: &Context,
    row: &Row,
    upstream: &UpstreamDepartment,
) -> Result<Applied> {
    let parent = parent_of(conn, context, upstream).await?;
    if parent.depth >= limits::DEPTH as i64 {
        return Err(Problem::new(Code::DepartmentTooDeep).with("limit", limits::DEPTH).into());
    }
    let takes_ours = row.resolution == Some(Resolution::TakeTheirs);
    let target: Option<DepartmentId> = match department_here(conn, context, &upstream.id).await? {
        Some(id) => Some(id),
        None if takes_ours || row.verdict == Verdict::Change => row.subject_id.clone().map(DepartmentId),
        None => None,
    };
    let old = match &target {
        Some(id) => rows::find(conn, &context.organisation, id).await?,
        None => None,
    };
    let Some(old) = old else { return add(conn, context, upstream, &parent).await };
    let linked = department_here(conn, context, &upstream.id).await?.is_some();
    if old.name != upstream.name {
        rows::rename(conn, &old.id, &upstream.name).await?;
    }
    if old.parent_id.as_ref() != Some(&parent.id) {
        if parent.path.starts_with(&old.path) {
            return Err(Code::DepartmentCycle.into());
        }
        rows::reparent(conn, &context.organisation, &old, &parent).await?;
    }
    rows::place(conn, &old.id, upstream.position).await?;
    sqlx::query("update departments set source = $1, revision = revision + 1 where id = $2")
        .bind(Source::WeCom)
        .bind(&old.id)
        .execute(&mut *conn)
        .await?;
    link(conn, &context.organisation, context.connection()?, &upstream.id, &old.id).await?;
    let before = Before {
        added: false,
        linked,
        name: old.name.clone(),
        parent: old.parent_id.clone(),
        position: old.position,
        source: old.source,
    };
    let record = Record::new(Verb::Update, Subject::Department, &old.id, &upstream.name).fields(
        json!({ "name": old.name, "position": old.position }),
        json!({ "name": upstream.name, "parent": parent.name, "position": upstream.position }),
    );
    Ok(Applied {
        revision: revision(conn, &old.id).await?,
        subject_id: old.id.0,
        restore: serde_json::to_value(before)?,
        record: Some(record),
    })
}

async fn add(conn: &mut Conn, context: &Context, upstream: &UpstreamDepartment, parent: &rows::Row) -> Result<Applied> {
    let id: DepartmentId = context.ids.next();
    let new =
        NewDepartment { id: &id, parent, name: &upstream.name, position: upstream.position, source: Source::WeCom };
    rows::insert(conn, &context.organisation, &new, context.clock.now()).await?;
    link(conn, &context.organisation, context.connection()?, &upstream.id, &id).await?;
    let before =
        Before { added: true, linked: false, name: String::new(), parent: None, position: 0, source: Source::WeCom };
    let record = Record::new(Verb::Create, Subject::Department, &id, &upstream.name)
        .fields(json!(null), json!({ "name": upstream.name, "parent": parent.name }));
    Ok(Applied { revision: 1, subject_id: id.0, restore: serde_json::to_value(before)?, record: Some(record) })
}

/// The department of a row, if nobody changed it since.
async fn untouched(conn: &mut Conn, context: &Context, row: &Row) -> Result<std::result::Result<rows::Row, Inverted>> {
    let id = DepartmentId(row.subject_id.clone().unwrap_or_default());
    let Some(found) = rows::find(conn, &context.organisation, &id).await? else { return Ok(Err(kept("deleted"))) };
    if Some(found.revision) != row.revision_after {
        return Ok(Err(kept("edited")));
    }
    Ok(Ok(found))
}

/// Puts an added or changed department back.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let found = match untouched(conn, context, row).await? {
        Ok(found) => found,
        Err(kept) => return Ok(kept),
    };
    if before.added {
        let (members, departments) = rows::contents(conn, &found.id).await?;
        if members > 0 || departments > 0 {
            return Ok(kept("in_use"));
        }
        rows::delete(conn, &found.id).await?;
        return Ok(Inverted::Undone(
            Record::new(Verb::Delete, Subject::Department, &found.id, &found.name)
                .fields(json!({ "name": found.name }), json!(null)),
        ));
    }
    if found.name != before.name {
        rows::rename(conn, &found.id, &before.name).await?;
    }
    if let Some(parent) = before.parent.filter(|parent| Some(parent) != found.parent_id.as_ref()) {
        let Some(parent) = rows::find(conn, &context.organisation, &parent).await? else {
            return Ok(kept("parent_deleted"));
        };
        rows::reparent(conn, &context.organisation, &found, &parent).await?;
    }
    rows::place(conn, &found.id, before.position).await?;
    sqlx::query("update departments set source = $1, revision = revision + 1 where id = $2")
        .bind(before.source)
        .bind(&found.id)
        .execute(&mut *conn)
        .await?;
    if !before.linked {
        unlink(conn, context, &row.external_id).await?;
    }
    Ok(Inverted::Undone(
        Record::new(Verb::Update, Subject::Department, &found.id, &before.name)
            .fields(json!({ "name": found.name }), json!({ "name": before.name })),
    ))
}

async fn unlink(conn: &mut Conn, context: &Context, external: &str) -> Result<()> {
    sqlx::query("delete from department_links where connection_id = $1 and external_id = $2")
        .bind(context.connection()?)
        .bind(external)
        .execute(conn)
        .await?;
    Ok(())
}

/// Deletes a department that is no longer there.
pub(super) async fn apply_gone(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let id = DepartmentId(row.subject_id.clone().unwrap_or_default());
    let found = rows::find(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
    let (members, departments) = rows::contents(conn, &id).await?;
    if members > 0 || departments > 0 {
        let problem = Problem::new(Code::DepartmentNotEmpty).with("members", members).with("departments", departments);
        return Err(problem.into());
    }
    rows::delete(conn, &id).await?;
    let before = Before {
        added: false,
        linked: true,
        name: found.name.clone(),
        parent: found.parent_id,
        position: found.position,
        source: found.source,
    };
    let record = Record::new(Verb::Delete, Subject::Department, &id, &found.name)
        .fields(json!({ "name": found.name }), json!(null));
    Ok(Applied { revision: 0, subject_id: id.0, restore: serde_json::to_value(before)?, record: Some(record) })
}

/// Makes a deleted department again, under its old id.
pub(super) async fn invert_gone(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let id = DepartmentId(row.subject_id.clone().unwrap_or_default());
    let parent = match &before.parent {
        Some(parent) => rows::find(conn, &context.organisation, parent).await?,
        None => None,
    };
    let Some(parent) = parent else { return Ok(kept("parent_deleted")) };
    let new = NewDepartment {
        id: &id,
        parent: &parent,
        name: &before.name,
        position: before.position,
        source: before.source,
    };
    rows::insert(conn, &context.organisation, &new, context.clock.now()).await?;
    link(conn, &context.organisation, context.connection()?, &row.external_id, &id).await?;
    Ok(Inverted::Undone(
        Record::new(Verb::Restore, Subject::Department, &id, &before.name)
            .fields(json!(null), json!({ "name": before.name, "parent": parent.name })),
    ))
}

/// Sets the heads of a department. Heads that have no account there are ours and stay.
pub(super) async fn apply_heads(
    conn: &mut Conn,
    context: &Context,
    row: &Row,
    department: &str,
    wanted: &[String],
) -> Result<Applied> {
    let id = department_here(conn, context, department).await?.ok_or(Code::NotFound)?;
    let found = rows::find(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
    let before: Vec<MemberId> = rows::heads_of(conn, &id).await?.into_iter().map(|head| head.member_id).collect();
    let mut after: Vec<MemberId> = sqlx::query_scalar(
        "select h.member_id from department_heads h where h.department_id = $1 and not exists \
         (select 1 from member_links l where l.member_id = h.member_id and l.connection_id = $2)",
    )
    .bind(&id)
    .bind(context.connection()?)
    .fetch_all(&mut *conn)
    .await?;
    for head in wanted {
        let member = member_here(conn, context, head).await?;
        after.push(member.ok_or_else(|| Problem::new(Code::NotFound).with("what", "head"))?);
    }
    after.sort();
    after.dedup();
    rows::set_heads(conn, &context.organisation, &id, &after).await?;
    let record = Record::new(Verb::Update, Subject::Department, &id, &found.name)
        .fields(json!({ "heads": before.len() }), json!({ "heads": wanted }));
    let _ = row;
    Ok(Applied {
        revision: revision(conn, &id).await?,
        subject_id: id.0,
        restore: serde_json::to_value(before)?,
        record: Some(record),
    })
}

/// Gives a department its former heads.
pub(super) async fn invert_heads(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Vec<MemberId> = serde_json::from_str(&row.restore)?;
    let found = match untouched(conn, context, row).await? {
        Ok(found) => found,
        Err(kept) => return Ok(kept),
    };
    rows::set_heads(conn, &context.organisation, &found.id, &before).await?;
    // Rows carried out before this one compare with the revision they left behind.
    sqlx::query("update departments set revision = revision - 2 where id = $1").bind(&found.id).execute(conn).await?;
    Ok(Inverted::Undone(
        Record::new(Verb::Update, Subject::Department, &found.id, &found.name)
            .fields(json!(null), json!({ "heads": before.len() })),
    ))
}
