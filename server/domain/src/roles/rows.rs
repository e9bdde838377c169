//! The SQL of roles.

use crate::{Conn, Db, Result};
use model::permission::{Permission, Rights, Role};
use model::role::{NamedRole, OwnRole, RoleKey};
use model::{OrganisationId, RoleId};
use serde_json::{Value, json};
use sqlx::QueryBuilder;

/// The columns of [`Held`]; the members' table is named `m`, and [`JOIN`] follows it.
pub const COLUMNS: &str =
    "m.role, m.own_role_id, own.name as own_role, own.permissions as own_permissions, own.scoped as own_scoped";
/// Joins the roles of the organisation's own.
pub const JOIN: &str = " left join roles own on own.id = m.own_role_id ";

/// The role that a member holds, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Held {
    /// The built-in one.
    pub role: Role,
    /// The one of the organisation's own, if it is one.
    pub own_role_id: Option<RoleId>,
    own_role: Option<String>,
    own_permissions: Option<String>,
    own_scoped: Option<bool>,
}

impl Held {
    /// What it lets its holder do.
    pub fn rights(&self) -> Rights {
        match (&self.own_role_id, &self.own_permissions) {
            (Some(_), Some(words)) => rights(words, self.own_scoped.unwrap_or(true)),
            _ => self.role.rights(),
        }
    }

    /// The one of the organisation's own.
    pub fn own(&self) -> Option<NamedRole> {
        let (id, name) = self.own_role_id.clone().zip(self.own_role.clone())?;
        Some(NamedRole { id, name })
    }

    /// Which it is.
    pub fn key(&self) -> RoleKey {
        self.own_role_id.clone().map_or(RoleKey::BuiltIn(self.role), RoleKey::Own)
    }

    /// Whether it is that of an ordinary member, which every approval gives.
    pub fn is_plain(&self) -> bool {
        self.role == Role::Member && self.own_role_id.is_none()
    }

    /// How the activity tells it: a word, or the name of that time.
    pub fn told(&self) -> Value {
        self.own_role.as_ref().map_or_else(|| json!(self.role), |name| json!(name))
    }
}

/// A role of the organisation's own, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: RoleId,
    pub name: String,
    permissions: String,
    scoped: bool,
    pub revision: i64,
    pub holders: i64,
}

impl Row {
    /// What it lets its holders do.
    pub fn rights(&self) -> Rights {
        rights(&self.permissions, self.scoped)
    }
}

impl From<Row> for OwnRole {
    fn from(row: Row) -> Self {
        Self { rights: row.rights(), id: row.id, name: row.name, holders: row.holders, revision: row.revision }
    }
}

/// The words of rights, as they are stored.
pub(super) fn words(permissions: &[Permission]) -> String {
    permissions.iter().map(|permission| permission.word()).collect::<Vec<_>>().join(" ")
}

/// A word that no longer is one gives nothing.
fn rights(words: &str, scoped: bool) -> Rights {
    let permissions: Vec<Permission> = words.split_whitespace().filter_map(Permission::from_word).collect();
    Rights::new(&permissions, scoped)
}

const SELECT: &str = "select r.id, r.name, r.permissions, r.scoped, r.revision, \
     (select count(*) from members m where m.own_role_id = r.id) as holders from roles r where r.organisation_id = ";

/// The roles of the organisation's own, by name.
pub(super) async fn all(conn: &mut Conn, organisation: &OrganisationId) -> Result<Vec<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push_bind(organisation.clone()).push(" order by r.name_key, r.id");
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// The names of the organisation's own, by name.
pub(crate) async fn names(conn: &mut Conn, organisation: &OrganisationId) -> Result<Vec<(RoleId, String)>> {
    let names = sqlx::query_as("select id, name from roles where organisation_id = $1 order by name_key, id")
        .bind(organisation)
        .fetch_all(conn)
        .await?;
    Ok(names)
}

/// The role with this id in this organisation.
pub(crate) async fn one(conn: &mut Conn, organisation: &OrganisationId, id: &RoleId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push_bind(organisation.clone()).push(" and r.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}
