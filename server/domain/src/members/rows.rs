//! The SQL of members.

use crate::keys::NameKeys;
use crate::roles::Held;
use crate::search::{self, Entry, Kind};
use crate::store::push_list;
use crate::{Conn, Db, Result, Viewer};
use model::member::{MemberRow, Membership, Source, Status};
use model::permission::Role;
use model::text::Email;
use model::{AccountId, DepartmentId, MemberId, Moment, OrganisationId, RoleId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The columns of [`Row`]; the table is named `m`.
pub const SELECT: &str = "select m.id, m.account_id, m.name, m.email, m.phone, m.status, m.role, m.own_role_id, \
     own.name as own_role, own.permissions as own_permissions, own.scoped as own_scoped, m.main_department_id, \
     m.position, m.location, m.work_number, m.manager_id, m.source, m.name_key, m.last_seen_at, m.revision, m.created_at \
     from members m left join roles own on own.id = m.own_role_id ";

/// A member as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    /// Its id.
    pub id: MemberId,
    /// The account, once the person signed up.
    pub account_id: Option<AccountId>,
    /// The person's name.
    pub name: String,
    /// The person's e-mail address.
    pub email: Option<String>,
    /// The person's phone number.
    pub phone: Option<String>,
    /// Where the member stands.
    pub status: Status,
    /// The role.
    #[sqlx(flatten)]
    pub held: Held,
    /// The main department.
    pub main_department_id: Option<DepartmentId>,
    /// The position.
    pub position: String,
    /// The location.
    pub location: String,
    /// The work number.
    pub work_number: String,
    /// The manager.
    pub manager_id: Option<MemberId>,
    /// Where the member came from.
    pub source: Source,
    /// What the name is sorted by.
    pub name_key: String,
    /// Where he stands in the search index, in a list that follows it.
    #[sqlx(default)]
    pub entry: Option<i64>,
    /// When the person was last seen.
    pub last_seen_at: Option<Moment>,
    /// Changes with every change.
    pub revision: i64,
    /// When the member was created here.
    pub created_at: Moment,
}

/// A member to be written.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Its id.
    pub id: MemberId,
    /// The account, if the person has one.
    pub account: Option<AccountId>,
    /// The person's name.
    pub name: String,
    /// The person's e-mail address.
    pub email: Option<String>,
    /// The person's phone number.
    pub phone: Option<String>,
    /// Where the member stands.
    pub status: Status,
    /// The built-in role.
    pub role: Role,
    /// The one of the organisation's own, if it is one.
    pub own_role: Option<RoleId>,
    /// The departments, the main one first.
    pub departments: Vec<DepartmentId>,
    /// The position.
    pub position: String,
    /// The location.
    pub location: String,
    /// The work number.
    pub work_number: String,
    /// The manager.
    pub manager: Option<MemberId>,
    /// Where the member came from.
    pub source: Source,
}

/// How addresses are compared.
pub fn email_key(email: Option<&str>) -> Option<String> {
    email.map(|email| Email::parse(email).map_or_else(|_| crate::keys::fold(email), |email| email.key()))
}

/// The member with this id in this organisation.
pub async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &MemberId) -> Result<Option<Row>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where m.organisation_id = ").push_bind(organisation.clone());
    query.push(" and m.id = ").push_bind(id.clone());
    Ok(query.build_query_as().fetch_optional(conn).await?)
}

/// The member that an account is in an organisation.
pub async fn find_by_account(
    conn: &mut Conn,
    organisation: &OrganisationId,
    account: &AccountId,
) -> Result<Option<Row>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where m.organisation_id = ").push_bind(organisation.clone());
    query.push(" and m.account_id = ").push_bind(account.clone());
    Ok(query.build_query_as().fetch_optional(conn).await?)
}

/// Writes a member with its departments and its place in the search index.
pub async fn insert(
    conn: &mut Conn,
    organisation: &OrganisationId,
    new: &NewMember,
    keys: &NameKeys,
    now: Moment,
) -> Result<()> {
    insert_all(conn, organisation, &[(new.clone(), keys.clone())], now).await
}

/// Writes members with their departments and their places in the search index; a manager stands before those he manages.
pub async fn insert_all(
    conn: &mut Conn,
    organisation: &OrganisationId,
    new: &[(NewMember, NameKeys)],
    now: Moment,
) -> Result<()> {
    for block in crate::store::blocks(new) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into members (id, organisation_id, account_id, name, email, email_key, phone, status, role, own_role_id, \
             main_department_id, position, location, work_number, manager_id, source, name_key, initials_key, last_seen_at, \
             revision, created_at) ",
        );
        query.push_values(block, |mut row, (new, keys)| {
            row.push_bind(&new.id)
                .push_bind(organisation)
                .push_bind(&new.account)
                .push_bind(&new.name)
                .push_bind(&new.email)
                .push_bind(email_key(new.email.as_deref()))
                .push_bind(&new.phone)
                .push_bind(new.status)
                .push_bind(new.role)
                .push_bind(&new.own_role)
                .push_bind(new.departments.first())
                .push_bind(&new.position)
                .push_bind(&new.location)
                .push_bind(&new.work_number)
                .push_bind(&new.manager)
                .push_bind(new.source)
                .push_bind(&keys.full)
                .push_bind(&keys.initials)
                .push("null")
                .push("1")
                .push_bind(now);
        });
        query.build().execute(&mut *conn).await?;
        let places: Vec<(&MemberId, &DepartmentId)> =
            block.iter().flat_map(|(new, _)| new.departments.iter().map(move |place| (&new.id, place))).collect();
        insert_places(conn, organisation, &places).await?;
        let entries: Vec<Entry<'_>> = block
            .iter()
            .map(|(new, keys)| Entry {
                id: new.id.as_str(),
                name: &new.name,
                texts: vec![
                    &new.name,
                    &keys.full,
                    &keys.initials,
                    new.email.as_deref().unwrap_or_default(),
                    new.phone.as_deref().unwrap_or_default(),
                    &new.work_number,
                ],
            })
            .collect();
        search::add(conn, organisation, Kind::Member, &entries).await?;
    }
    Ok(())
}

async fn insert_places(
    conn: &mut Conn,
    organisation: &OrganisationId,
    places: &[(&MemberId, &DepartmentId)],
) -> Result<()> {
    for block in crate::store::blocks(places) {
        let mut query =
            QueryBuilder::<Db>::new("insert into member_departments (organisation_id, member_id, department_id) ");
        query.push_values(block, |mut row, (member, department)| {
            row.push_bind(organisation).push_bind(*member).push_bind(*department);
        });
        query.push(" on conflict (member_id, department_id) do nothing");
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Replaces the departments of a member. The caller sets `main_department_id`.
pub async fn set_departments(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &MemberId,
    departments: &[DepartmentId],
) -> Result<()> {
    sqlx::query("delete from member_departments where member_id = $1").bind(id).execute(&mut *conn).await?;
    let places: Vec<(&MemberId, &DepartmentId)> = departments.iter().map(|department| (id, department)).collect();
    insert_places(conn, organisation, &places).await
}

/// Replaces the departments that a member looks after, by virtue of a role that reaches only into some.
pub async fn set_scope(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &MemberId,
    departments: &[DepartmentId],
) -> Result<()> {
    sqlx::query("delete from member_scopes where member_id = $1").bind(id).execute(&mut *conn).await?;
    for department in departments {
        sqlx::query(
            "insert into member_scopes (organisation_id, member_id, department_id) values ($1, $2, $3) \
             on conflict (member_id, department_id) do nothing",
        )
        .bind(organisation)
        .bind(id)
        .bind(department)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Name, its two keys, e-mail, phone and work number.
type IndexRow = (String, String, String, Option<String>, Option<String>, String);

/// Brings the search index up to date with a stored member.
pub async fn index(conn: &mut Conn, organisation: &OrganisationId, id: &MemberId) -> Result<()> {
    let row: Option<IndexRow> =
        sqlx::query_as("select name, name_key, initials_key, email, phone, work_number from members where id = $1")
            .bind(id)
            .fetch_optional(&mut *conn)
            .await?;
    let Some((name, full, initials, email, phone, work_number)) = row else { return Ok(()) };
    let texts = [
        name.as_str(),
        &full,
        &initials,
        email.as_deref().unwrap_or_default(),
        phone.as_deref().unwrap_or_default(),
        &work_number,
    ];
    let entry = Entry { id: id.as_str(), name: &name, texts: texts.to_vec() };
    search::put(conn, organisation, Kind::Member, &[entry]).await
}

/// The departments of a member, the main one first.
pub async fn departments_of(conn: &mut Conn, id: &MemberId) -> Result<Vec<Membership>> {
    let rows: Vec<(DepartmentId, String, bool)> = sqlx::query_as(
        "select d.id, d.name, (d.id = m.main_department_id) from member_departments md \
         join departments d on d.id = md.department_id join members m on m.id = md.member_id \
         where md.member_id = $1 order by case when d.id = m.main_department_id then 0 else 1 end, d.path",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(department_id, name, main)| Membership { department_id, name, main }).collect())
}

/// Rows of the table as the viewer may see them, out of stored ones: one statement for the departments of all of them.
pub async fn shown(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> Result<Vec<MemberRow>> {
    let mut departments: HashMap<MemberId, Vec<Membership>> = HashMap::new();
    for block in rows.chunks(crate::store::BLOCK) {
        let mut query = QueryBuilder::<Db>::new(
            "select md.member_id, d.id, d.name from member_departments md join departments d on d.id = md.department_id \
             where md.member_id in (",
        );
        push_list(&mut query, block.iter().map(|row| row.id.clone()));
        query.push(") order by d.path");
        let found: Vec<(MemberId, DepartmentId, String)> = query.build_query_as().fetch_all(&mut *conn).await?;
        for (member, department_id, name) in found {
            departments.entry(member).or_default().push(Membership { department_id, name, main: false });
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut places = departments.remove(&row.id).unwrap_or_default();
            for place in &mut places {
                place.main = Some(&place.department_id) == row.main_department_id.as_ref();
            }
            places.sort_by_key(|place| !place.main);
            MemberRow {
                id: row.id,
                name: viewer.text(row.name),
                email: row.email,
                phone: row.phone.map(|phone| viewer.phone(phone)),
                status: row.status,
                role: row.held.role,
                own_role: row.held.own(),
                departments: places,
                position: row.position,
                location: row.location,
                work_number: row.work_number,
                manager_id: row.manager_id,
                source: row.source,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
                revision: row.revision,
            }
        })
        .collect())
}

/// Active Super Admins of an organisation.
pub async fn count_super_admins(conn: &mut Conn, organisation: &OrganisationId) -> Result<i64> {
    let count = sqlx::query_scalar(
        "select count(*) from members where organisation_id = $1 and status = 'active' and role = 'super_admin'",
    )
    .bind(organisation)
    .fetch_one(conn)
    .await?;
    Ok(count)
}
