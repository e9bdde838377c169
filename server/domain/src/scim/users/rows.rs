//! The SQL of users.

use super::User;
use super::user::{Item, Manager, Name, Work};
use crate::keys::fold;
use crate::scim::Caller;
use crate::scim::resource::{Resource, Times, at, complete};
use crate::scim::schema::Type;
use crate::store::{BLOCK, blocks, one, push_list};
use crate::{Conn, Db, Result};
use model::member::Status;
use model::{MemberId, Moment};
use serde_json::{Value, json};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The columns of [`Row`].
pub(super) const SELECT: &str = "select u.member_id, u.user_name, u.external_id, u.formatted, u.given_name, \
     u.family_name, u.display_name, u.title, u.employee_number, u.department, u.organization, u.manager_id, \
     u.tells_active, u.revision, u.created_at, u.changed_at, m.status, m.revision as member_revision ";
/// Where they stand: users of a connection whom its provider has not deleted.
pub(super) const FROM: &str =
    "from scim_users u join members m on m.id = u.member_id where u.left_at is null and u.connection_id = ";

/// A user as stored.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub member_id: MemberId,
    user_name: String,
    external_id: Option<String>,
    formatted: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    display_name: Option<String>,
    title: Option<String>,
    employee_number: Option<String>,
    department: Option<String>,
    organization: Option<String>,
    manager_id: Option<String>,
    tells_active: bool,
    revision: i64,
    created_at: Moment,
    changed_at: Moment,
    pub status: Status,
    member_revision: i64,
}

/// A user with what makes a resource of him.
#[derive(Debug)]
pub(super) struct Stored {
    pub user: User,
    pub row: Row,
}

impl Row {
    /// Whether he is in, whatever the provider is told.
    pub(super) const fn is_active(&self) -> bool {
        !matches!(self.status, Status::Suspended | Status::Terminated | Status::Rejected)
    }

    fn user(&self) -> User {
        let manager = self.manager_id.clone().map(|value| Manager { value, address: None });
        User {
            user_name: self.user_name.clone(),
            external_id: self.external_id.clone(),
            name: Name {
                formatted: self.formatted.clone(),
                family_name: self.family_name.clone(),
                given_name: self.given_name.clone(),
            },
            display_name: self.display_name.clone(),
            title: self.title.clone(),
            active: self.tells_active.then(|| self.is_active()),
            emails: Vec::new(),
            phone_numbers: Vec::new(),
            work: Work {
                employee_number: self.employee_number.clone(),
                organization: self.organization.clone(),
                department: self.department.clone(),
                manager,
            },
        }
    }
}

/// One user of the provider.
pub(super) async fn find(conn: &mut Conn, caller: &Caller, id: &MemberId) -> Result<Option<Stored>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push(FROM).push_bind(caller.connection.clone()).push(" and u.member_id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(&mut *conn).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(stored(conn, caller, vec![row]).await?.pop())
}

#[derive(sqlx::FromRow)]
struct Kept {
    member_id: MemberId,
    kind: String,
    value: String,
    r#type: Option<String>,
    is_primary: Option<String>,
}

/// Adds the lists of users: one statement for all of them.
pub(super) async fn stored(conn: &mut Conn, caller: &Caller, rows: Vec<Row>) -> Result<Vec<Stored>> {
    let mut lists: HashMap<MemberId, (Vec<Item>, Vec<Item>)> = HashMap::new();
    for block in rows.chunks(BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select member_id, kind, value, type, is_primary from scim_user_values where connection_id = ",
        );
        sql.push_bind(caller.connection.clone()).push(" and member_id in (");
        push_list(&mut sql, block.iter().map(|row| row.member_id.clone()));
        sql.push(") order by member_id, kind, position");
        let found: Vec<Kept> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for kept in found {
            let (emails, phones) = lists.entry(kept.member_id).or_default();
            let list = if kept.kind == "email" { emails } else { phones };
            let primary = kept.is_primary.map(|text| text == "true");
            list.push(Item { value: kept.value, kind: kept.r#type, primary });
        }
    }
    let whole = |row: Row| {
        let mut user = row.user();
        (user.emails, user.phone_numbers) = lists.remove(&row.member_id).unwrap_or_default();
        Stored { user, row }
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// Users as they are sent, with their groups if those are wanted.
pub(super) async fn shown(
    conn: &mut Conn,
    caller: &Caller,
    users: Vec<Stored>,
    with_groups: bool,
) -> Result<Vec<Resource>> {
    let mut groups: HashMap<MemberId, Vec<Value>> = HashMap::new();
    for block in users.chunks(BLOCK).filter(|_| with_groups) {
        let mut sql = QueryBuilder::<Db>::new(
            "select x.member_id, g.id, g.display_name from scim_group_members x join scim_groups g on g.id = \
             x.group_id where x.connection_id = ",
        );
        sql.push_bind(caller.connection.clone()).push(" and x.member_id in (");
        push_list(&mut sql, block.iter().map(|stored| stored.row.member_id.clone()));
        sql.push(") order by g.created_at, g.id");
        let found: Vec<(MemberId, String, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (member, id, name) in found {
            let group = json!({ "value": id, "$ref": at(caller, Type::Group, &id), "display": name, "type": "direct" });
            groups.entry(member).or_default().push(group);
        }
    }
    let mut all = Vec::with_capacity(users.len());
    for Stored { mut user, row } in users {
        if let Some(manager) = &mut user.work.manager {
            manager.address = Some(at(caller, Type::User, &manager.value));
        }
        let mut body = serde_json::to_value(&user)?;
        if let Some(groups) = groups.remove(&row.member_id) {
            body["groups"] = Value::Array(groups);
        }
        let times = Times { created_at: row.created_at, changed_at: row.changed_at };
        // Both only count up, so that their sum changes with either.
        let revision = row.revision + row.member_revision;
        all.push(complete(caller, Type::User, row.member_id.as_str(), revision, times, body));
    }
    Ok(all)
}

/// Writes what a provider sent of a user, new or not; one who left comes back.
pub(super) async fn put(conn: &mut Conn, caller: &Caller, id: &MemberId, user: &User, now: Moment) -> Result<()> {
    let done = sqlx::query(
        "insert into scim_users (connection_id, member_id, organisation_id, user_name, user_name_key, external_id, \
         formatted, given_name, family_name, display_name, title, employee_number, department, organization, \
         manager_id, tells_active, left_at, revision, created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, \
         $9, $10, $11, $12, $13, $14, $15, $16, null, 1, $17, $17) on conflict (connection_id, member_id) do update \
         set user_name = excluded.user_name, user_name_key = excluded.user_name_key, external_id = \
         excluded.external_id, formatted = excluded.formatted, given_name = excluded.given_name, family_name = \
         excluded.family_name, display_name = excluded.display_name, title = excluded.title, employee_number = \
         excluded.employee_number, department = excluded.department, organization = excluded.organization, manager_id \
         = excluded.manager_id, tells_active = excluded.tells_active, created_at = case when scim_users.left_at is \
         null then scim_users.created_at else excluded.created_at end, left_at = null, revision = scim_users.revision \
         + 1, changed_at = excluded.changed_at",
    )
    .bind(&caller.connection)
    .bind(id)
    .bind(caller.organisation())
    .bind(&user.user_name)
    .bind(fold(&user.user_name))
    .bind(&user.external_id)
    .bind(&user.name.formatted)
    .bind(&user.name.given_name)
    .bind(&user.name.family_name)
    .bind(&user.display_name)
    .bind(&user.title)
    .bind(&user.work.employee_number)
    .bind(&user.work.department)
    .bind(&user.work.organization)
    .bind(user.manager())
    .bind(user.active.is_some())
    .bind(now)
    .execute(&mut *conn)
    .await?;
    one(done.rows_affected())?;
    sqlx::query("delete from scim_user_values where connection_id = $1 and member_id = $2")
        .bind(&caller.connection)
        .bind(id)
        .execute(&mut *conn)
        .await?;
    let emails = (0_i64..).zip(&user.emails).map(|(place, item)| ("email", place, item));
    let phones = (0_i64..).zip(&user.phone_numbers).map(|(place, item)| ("phone", place, item));
    let all: Vec<(&str, i64, &Item)> = emails.chain(phones).collect();
    for block in blocks(&all) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into scim_user_values (connection_id, member_id, kind, position, value, type, is_primary) ",
        );
        sql.push_values(block, |mut row, (kind, place, item)| {
            row.push_bind(&caller.connection)
                .push_bind(id)
                .push_bind(*kind)
                .push_bind(*place)
                .push_bind(&item.value)
                .push_bind(&item.kind)
                .push_bind(item.primary.map(|primary| if primary { "true" } else { "false" }));
        });
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Marks users as changed, whose groups are others now.
pub(in crate::scim) async fn touch(conn: &mut Conn, caller: &Caller, ids: &[MemberId], now: Moment) -> Result<()> {
    for block in ids.chunks(BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("update scim_users set revision = revision + 1, changed_at = ");
        sql.push_bind(now).push(" where connection_id = ").push_bind(caller.connection.clone());
        sql.push(" and member_id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(")");
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}
