//! The SQL of groups.

use super::Group;
use super::group::Person;
use crate::keys::fold;
use crate::scim::Caller;
use crate::scim::resource::{Resource, Times, at, complete};
use crate::scim::schema::Type;
use crate::store::{BLOCK, push_list};
use crate::{Conn, Db, Result};
use model::{DepartmentId, MemberId, Moment, ScimGroupId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The columns of [`Row`].
pub(super) const SELECT: &str =
    "select g.id, g.display_name, g.external_id, g.department_id, g.revision, g.created_at, g.changed_at ";
/// Where they stand: groups of a connection.
pub(super) const FROM: &str = "from scim_groups g where g.connection_id = ";

/// A group as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: ScimGroupId,
    pub display_name: String,
    pub external_id: Option<String>,
    pub department_id: Option<DepartmentId>,
    pub revision: i64,
    pub created_at: Moment,
    pub changed_at: Moment,
}

/// One group of the provider.
pub(super) async fn find(conn: &mut Conn, caller: &Caller, id: &ScimGroupId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push(FROM).push_bind(caller.connection.clone()).push(" and g.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// Who is in a group, by id.
pub(super) async fn people(conn: &mut Conn, id: &ScimGroupId) -> Result<Vec<MemberId>> {
    let ids = sqlx::query_scalar("select member_id from scim_group_members where group_id = $1 order by member_id");
    Ok(ids.bind(id).fetch_all(conn).await?)
}

/// The group as a provider sent it.
pub(super) fn group(row: &Row, people: Vec<MemberId>) -> Group {
    let person = |id: MemberId| Person { value: id.0, address: None, kind: None };
    Group {
        display_name: row.display_name.clone(),
        external_id: row.external_id.clone(),
        members: people.into_iter().map(person).collect(),
    }
}

/// Groups as they are sent, with who is in them if that is wanted.
pub(super) async fn shown(
    conn: &mut Conn,
    caller: &Caller,
    rows: Vec<Row>,
    with_members: bool,
) -> Result<Vec<Resource>> {
    let mut people: HashMap<ScimGroupId, Vec<MemberId>> = HashMap::new();
    for block in rows.chunks(BLOCK).filter(|_| with_members) {
        let mut sql = QueryBuilder::<Db>::new("select group_id, member_id from scim_group_members where group_id in (");
        push_list(&mut sql, block.iter().map(|row| row.id.clone()));
        sql.push(") order by group_id, member_id");
        let found: Vec<(ScimGroupId, MemberId)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (group, member) in found {
            people.entry(group).or_default().push(member);
        }
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut group = group(&row, people.remove(&row.id).unwrap_or_default());
        for person in &mut group.members {
            person.address = Some(at(caller, Type::User, &person.value));
            person.kind = Some(Type::User.name().to_owned());
        }
        let times = Times { created_at: row.created_at, changed_at: row.changed_at };
        let body = serde_json::to_value(&group)?;
        all.push(complete(caller, Type::Group, row.id.as_str(), row.revision, times, body));
    }
    Ok(all)
}

/// Writes a new group.
pub(super) async fn insert(
    conn: &mut Conn,
    caller: &Caller,
    id: &ScimGroupId,
    group: &Group,
    now: Moment,
) -> Result<()> {
    sqlx::query(
        "insert into scim_groups (id, connection_id, organisation_id, display_name, display_name_key, external_id, \
         department_id, revision, created_at, changed_at) values ($1, $2, $3, $4, $5, $6, null, 1, $7, $7)",
    )
    .bind(id)
    .bind(&caller.connection)
    .bind(caller.organisation())
    .bind(&group.display_name)
    .bind(fold(&group.display_name))
    .bind(&group.external_id)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes what a provider sent of a group, but for who is in it.
pub(super) async fn update(conn: &mut Conn, id: &ScimGroupId, group: &Group, now: Moment) -> Result<()> {
    sqlx::query(
        "update scim_groups set display_name = $1, display_name_key = $2, external_id = $3, changed_at = $4, \
         revision = revision + 1 where id = $5",
    )
    .bind(&group.display_name)
    .bind(fold(&group.display_name))
    .bind(&group.external_id)
    .bind(now)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}
