//! Groups as departments below the root, where the connection has that switched on.
//!
//! A department of the group's name that is there already is taken; one that is made belongs to the provider. Whom
//! WeCom keeps stays where WeCom says.

use super::rows::{self, Row};
use crate::audit::{self, Actor, Record};
use crate::departments::rows as departments;
use crate::keys::fold;
use crate::scim::{Caller, Kind, Refusal, Told};
use crate::store::{BLOCK, push_list};
use crate::{Conn, Db, Result, Services, Write};
use model::audit::{Subject, Verb};
use model::member::Source;
use model::text::department_name;
use model::{DepartmentId, MemberId, Moment, ScimGroupId};
use serde_json::json;
use sqlx::QueryBuilder;

/// The department of a group's name, found or made; the group with it.
///
/// # Errors
/// [`Kind::InvalidValue`] for a name that no department can have.
pub(super) async fn of(
    tx: &mut Write,
    services: &Services,
    caller: &Caller,
    group: &Row,
    now: Moment,
) -> Told<DepartmentId> {
    let name = department_name(&group.display_name).map_err(|_| {
        Refusal::new(Kind::InvalidValue, format!("No department can be called {}.", group.display_name))
    })?;
    let root = departments::root(tx, caller.organisation()).await?;
    let siblings = departments::children(tx, &root.id).await?;
    let there = siblings.iter().find(|sibling| fold(&sibling.name) == fold(&name));
    let id = match there {
        Some(there) => there.id.clone(),
        None => {
            let id: DepartmentId = services.ids.next();
            let position = siblings.last().map_or(0, |last| last.position + 1);
            let new =
                departments::NewDepartment { id: &id, parent: &root, name: &name, position, source: Source::Scim };
            departments::insert(tx, caller.organisation(), &new, now).await?;
            let record = Record::new(Verb::Create, Subject::Department, &id, &name)
                .fields(json!(null), json!({ "name": name, "parent": root.name, "source": Source::Scim }));
            audit::record(tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
            id
        }
    };
    sqlx::query("update scim_groups set department_id = $1 where id = $2")
        .bind(&id)
        .bind(&group.id)
        .execute(&mut **tx)
        .await?;
    tx.hint(caller.organisation(), "departments");
    Ok(id)
}

/// Makes departments of all groups that are none yet: the switch was just turned on.
///
/// # Errors
/// As [`of`].
pub(in crate::scim) async fn become_departments(
    tx: &mut Write,
    services: &Services,
    caller: &Caller,
    now: Moment,
) -> Told<()> {
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push(rows::FROM)
        .push_bind(caller.connection.clone())
        .push(" and g.department_id is null order by g.created_at, g.id");
    let groups: Vec<Row> = sql.build_query_as().fetch_all(&mut **tx).await?;
    for group in groups {
        let department = of(tx, services, caller, &group, now).await?;
        let people = rows::people(tx, &group.id).await?;
        enter(tx, caller, &department, &people).await?;
    }
    Ok(())
}

/// Gives the department of a group that is called otherwise now its name, or lets the group have another one.
///
/// # Errors
/// As [`of`].
pub(super) async fn follow(
    tx: &mut Write,
    services: &Services,
    caller: &Caller,
    (old, group): (&Row, &Row),
    now: Moment,
) -> Told<()> {
    let Some(id) = &old.department_id else { return Ok(()) };
    let department = departments::find(tx, caller.organisation(), id).await?;
    let Some(department) = department.filter(|department| fold(&department.name) != fold(&group.display_name)) else {
        return Ok(());
    };
    let root = departments::root(tx, caller.organisation()).await?;
    let siblings = departments::children(tx, &root.id).await?;
    let is_taken = siblings.iter().any(|sibling| fold(&sibling.name) == fold(&group.display_name));
    if department.source == Source::Scim && !is_taken {
        let name = department_name(&group.display_name).map_err(|_| {
            Refusal::new(Kind::InvalidValue, format!("No department can be called {}.", group.display_name))
        })?;
        departments::rename(tx, id, &name).await?;
        let record = Record::new(Verb::Update, Subject::Department, id, &name)
            .fields(json!({ "name": department.name }), json!({ "name": name }));
        audit::record(tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
        tx.hint(caller.organisation(), "departments");
        return Ok(());
    }
    let people = rows::people(tx, &group.id).await?;
    let next = of(tx, services, caller, group, now).await?;
    enter(tx, caller, &next, &people).await?;
    leave(tx, caller, id, &people).await?;
    dissolve(tx, caller, id, now).await
}

/// Removes a department that a group was, if it was made for that and nobody is in it.
pub(super) async fn dissolve(tx: &mut Write, caller: &Caller, id: &DepartmentId, now: Moment) -> Told<()> {
    let Some(row) = departments::find(tx, caller.organisation(), id).await? else { return Ok(()) };
    let held: i64 = sqlx::query_scalar("select count(*) from scim_groups where department_id = $1")
        .bind(id)
        .fetch_one(&mut **tx)
        .await?;
    if row.source != Source::Scim || held > 0 {
        return Ok(());
    }
    if departments::contents(tx, id).await? == (0, 0) {
        departments::delete(tx, id).await?;
        let record = Record::new(Verb::Delete, Subject::Department, id, &row.name)
            .fields(json!({ "name": row.name }), json!(null));
        audit::record(tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
    } else {
        // Somebody else is in it, or something below it: from now on it is the organisation's own.
        sqlx::query("update departments set source = $1, revision = revision + 1 where id = $2")
            .bind(Source::Manual)
            .bind(id)
            .execute(&mut **tx)
            .await?;
    }
    tx.hint(caller.organisation(), "departments");
    Ok(())
}

/// Puts people into a department, beside those they are in.
pub(super) async fn enter(conn: &mut Conn, caller: &Caller, department: &DepartmentId, ids: &[MemberId]) -> Result<()> {
    let select = "insert into member_departments (organisation_id, member_id, department_id) select m.organisation_id, \
         m.id, d.id from members m join departments d on d.organisation_id = m.organisation_id where d.id = ";
    for block in ids.chunks(BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(select);
        sql.push_bind(department.clone());
        push_ours(&mut sql, caller, block);
        sql.push(" on conflict (member_id, department_id) do nothing");
        sql.build().execute(&mut *conn).await?;
        changed(conn, caller, block).await?;
    }
    Ok(())
}

/// Takes people out of a department; whoever is in no other one is in the root.
pub(super) async fn leave(conn: &mut Conn, caller: &Caller, department: &DepartmentId, ids: &[MemberId]) -> Result<()> {
    let root = departments::root(conn, caller.organisation()).await?.id;
    for block in ids.chunks(BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("delete from member_departments where department_id = ");
        sql.push_bind(department.clone()).push(" and member_id in (select m.id from members m where 1 = 1");
        push_ours(&mut sql, caller, block);
        sql.push(")");
        sql.build().execute(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new(
            "insert into member_departments (organisation_id, member_id, department_id) select m.organisation_id, \
             m.id, d.id from members m join departments d on d.organisation_id = m.organisation_id where d.id = ",
        );
        sql.push_bind(root.clone());
        sql.push(" and not exists (select 1 from member_departments x where x.member_id = m.id)");
        push_ours(&mut sql, caller, block);
        sql.build().execute(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new(
            "update members set main_department_id = (select min(x.department_id) from member_departments x \
             where x.member_id = members.id) where main_department_id = ",
        );
        sql.push_bind(department.clone()).push(" and id in (select m.id from members m where 1 = 1");
        push_ours(&mut sql, caller, block);
        sql.push(")");
        sql.build().execute(&mut *conn).await?;
        changed(conn, caller, block).await?;
    }
    Ok(())
}

async fn changed(conn: &mut Conn, caller: &Caller, ids: &[MemberId]) -> Result<()> {
    let mut sql = QueryBuilder::<Db>::new(
        "update members set revision = revision + 1 where id in (select m.id from members m where 1 = 1",
    );
    push_ours(&mut sql, caller, ids);
    sql.push(")");
    sql.build().execute(conn).await?;
    Ok(())
}

/// Adds "one of these, and nobody whom WeCom keeps".
fn push_ours(sql: &mut QueryBuilder<Db>, caller: &Caller, ids: &[MemberId]) {
    sql.push(" and m.organisation_id = ").push_bind(caller.organisation().clone());
    sql.push(" and m.source <> ").push_bind(Source::WeCom).push(" and m.id in (");
    push_list(sql, ids.iter().cloned());
    sql.push(")");
}

/// The department of a group is the group's no more.
pub(super) async fn forget(conn: &mut Conn, id: &ScimGroupId) -> Result<()> {
    sqlx::query("update scim_groups set department_id = null where id = $1").bind(id).execute(conn).await?;
    Ok(())
}
