//! The SQL of departments.

use crate::keys::fold;
use crate::viewer::path_end;
use crate::{Conn, Result};
use model::department::Head;
use model::member::Source;
use model::{DepartmentId, MemberId, Moment, OrganisationId};

/// A department as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    /// Its id.
    pub id: DepartmentId,
    /// The department above.
    pub parent_id: Option<DepartmentId>,
    /// Its name.
    pub name: String,
    /// `/root/…/self/`.
    pub path: String,
    /// Steps below the root.
    pub depth: i64,
    /// Place among its siblings.
    pub position: i64,
    /// Where it came from.
    pub source: Source,
    /// Changes with every change.
    pub revision: i64,
}

/// The department with this id in this organisation.
pub async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &DepartmentId) -> Result<Option<Row>> {
    let row = sqlx::query_as(
        "select id, parent_id, name, path, depth, position, source, revision from departments \
         where organisation_id = $1 and id = $2",
    )
    .bind(organisation)
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// The root, which stands for the organisation.
pub async fn root(conn: &mut Conn, organisation: &OrganisationId) -> Result<Row> {
    let row = sqlx::query_as(
        "select id, parent_id, name, path, depth, position, source, revision from departments \
         where organisation_id = $1 and parent_id is null",
    )
    .bind(organisation)
    .fetch_one(conn)
    .await?;
    Ok(row)
}

/// The departments right below one, in order.
pub async fn children(conn: &mut Conn, parent: &DepartmentId) -> Result<Vec<Row>> {
    let rows = sqlx::query_as(
        "select id, parent_id, name, path, depth, position, source, revision from departments \
         where parent_id = $1 order by position, id",
    )
    .bind(parent)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// A department to be written.
pub struct NewDepartment<'a> {
    /// Its id.
    pub id: &'a DepartmentId,
    /// Below which.
    pub parent: &'a Row,
    /// Its name.
    pub name: &'a str,
    /// Place among its siblings.
    pub position: i64,
    /// Where it came from.
    pub source: Source,
}

/// Writes a department.
pub async fn insert(
    conn: &mut Conn,
    organisation: &OrganisationId,
    new: &NewDepartment<'_>,
    now: Moment,
) -> Result<()> {
    sqlx::query(
        "insert into departments (id, organisation_id, parent_id, name, name_key, path, depth, position, source, revision, \
         created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)",
    )
    .bind(new.id)
    .bind(organisation)
    .bind(&new.parent.id)
    .bind(new.name)
    .bind(fold(new.name))
    .bind(format!("{}{}/", new.parent.path, new.id))
    .bind(new.parent.depth + 1)
    .bind(new.position)
    .bind(new.source)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a department another name.
pub async fn rename(conn: &mut Conn, id: &DepartmentId, name: &str) -> Result<()> {
    sqlx::query("update departments set name = $1, name_key = $2, revision = revision + 1 where id = $3")
        .bind(name)
        .bind(fold(name))
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Moves a department with everything below it under another one.
pub async fn reparent(conn: &mut Conn, organisation: &OrganisationId, row: &Row, parent: &Row) -> Result<()> {
    let path = format!("{}{}/", parent.path, row.id);
    sqlx::query(
        "update departments set path = $1 || substr(path, $2), depth = depth + $3 \
         where organisation_id = $4 and path >= $5 and path < $6",
    )
    .bind(&path)
    .bind(i64::try_from(row.path.len()).unwrap_or(0) as i32 + 1)
    .bind(parent.depth + 1 - row.depth)
    .bind(organisation)
    .bind(&row.path)
    .bind(path_end(&row.path))
    .execute(&mut *conn)
    .await?;
    sqlx::query("update departments set parent_id = $1, revision = revision + 1 where id = $2")
        .bind(&parent.id)
        .bind(&row.id)
        .execute(conn)
        .await?;
    Ok(())
}

/// The deepest department at or below one, counted from the root.
pub async fn deepest(conn: &mut Conn, organisation: &OrganisationId, row: &Row) -> Result<i64> {
    let depth = sqlx::query_scalar(
        "select max(depth) from departments where organisation_id = $1 and path >= $2 and path < $3",
    )
    .bind(organisation)
    .bind(&row.path)
    .bind(path_end(&row.path))
    .fetch_one(conn)
    .await?;
    Ok(depth)
}

/// Sets the place of a department among its siblings.
pub async fn place(conn: &mut Conn, id: &DepartmentId, position: i64) -> Result<()> {
    sqlx::query("update departments set position = $1 where id = $2").bind(position).bind(id).execute(conn).await?;
    Ok(())
}

/// Removes a department with its heads and scopes.
pub async fn delete(conn: &mut Conn, id: &DepartmentId) -> Result<()> {
    for statement in [
        "delete from department_heads where department_id = $1",
        "delete from member_scopes where department_id = $1",
        "delete from department_links where department_id = $1",
        "update scim_groups set department_id = null where department_id = $1",
        "update invitations set department_id = null, revision = revision + 1 where department_id = $1",
        "update joins set department_id = null where department_id = $1",
        "update joins set wished_department_id = null where wished_department_id = $1",
        // People who have left are no reason to keep it; they lose the place they no longer have.
        "delete from member_departments where department_id = $1",
        "update members set main_department_id = null where main_department_id = $1",
        "delete from departments where id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *conn).await?;
    }
    Ok(())
}

/// The heads of one department. Those who left keep the place for the day they are restored, but nobody sees them in it.
pub async fn heads_of(conn: &mut Conn, id: &DepartmentId) -> Result<Vec<Head>> {
    let heads: Vec<(MemberId, String)> = sqlx::query_as(
        "select m.id, m.name from department_heads h join members m on m.id = h.member_id \
         where h.department_id = $1 and m.status not in ('terminated', 'rejected') order by m.name_key, m.id",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    Ok(heads.into_iter().map(|(member_id, name)| Head { member_id, name }).collect())
}

/// Replaces the heads of a department.
pub async fn set_heads(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &DepartmentId,
    heads: &[MemberId],
) -> Result<()> {
    sqlx::query("delete from department_heads where department_id = $1").bind(id).execute(&mut *conn).await?;
    for head in heads {
        sqlx::query("insert into department_heads (organisation_id, department_id, member_id) values ($1, $2, $3)")
            .bind(organisation)
            .bind(id)
            .bind(head)
            .execute(&mut *conn)
            .await?;
    }
    sqlx::query("update departments set revision = revision + 1 where id = $1").bind(id).execute(conn).await?;
    Ok(())
}

/// Active members inside a department, each once; with `below`, also of the departments below.
pub async fn count_inside(conn: &mut Conn, row: &Row, below: bool) -> Result<i64> {
    let end = if below { path_end(&row.path) } else { format!("{}\u{1}", row.path) };
    let count = sqlx::query_scalar(
        "select count(distinct md.member_id) from departments d \
         join member_departments md on md.department_id = d.id \
         join members m on m.id = md.member_id and m.status = 'active' \
         where d.organisation_id = (select organisation_id from departments where id = $1) and d.path >= $2 and d.path < $3",
    )
    .bind(&row.id)
    .bind(&row.path)
    .bind(end)
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// People (of any status but those who have left) and departments right inside: what keeps one from being deleted.
pub async fn contents(conn: &mut Conn, id: &DepartmentId) -> Result<(i64, i64)> {
    let members = sqlx::query_scalar(
        "select count(*) from member_departments md join members m on m.id = md.member_id \
         where md.department_id = $1 and m.status not in ('terminated', 'rejected')",
    )
    .bind(id)
    .fetch_one(&mut *conn)
    .await?;
    let departments =
        sqlx::query_scalar("select count(*) from departments where parent_id = $1").bind(id).fetch_one(conn).await?;
    Ok((members, departments))
}
