//! The SQL of customers.

use crate::keys::name_keys;
use crate::members::rows::email_key;
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result, Viewer};
use model::customer::{CustomerKind, CustomerRow, Owner, Tag};
use model::member::Source;
use model::{CustomerId, MemberId, Moment, OrganisationId, TagId};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The columns of [`Row`]; the table is named `c`.
pub(crate) const COLUMNS: &str = "select c.id, c.name, c.company, c.position, c.phone, c.email, c.note, c.ended, c.kind, c.gender, \
     c.source, c.name_key, c.added_at, c.contacted_at, c.revision ";

/// The same, of the table.
pub(crate) const SELECT: &str = "select c.id, c.name, c.company, c.position, c.phone, c.email, c.note, c.ended, c.kind, c.gender, \
     c.source, c.name_key, c.added_at, c.contacted_at, c.revision from customers c ";

/// A customer as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: CustomerId,
    pub name: String,
    pub company: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub note: String,
    pub ended: bool,
    pub kind: CustomerKind,
    pub gender: i64,
    pub source: Source,
    pub name_key: String,
    pub added_at: Moment,
    pub contacted_at: Moment,
    pub revision: i64,
}

/// A customer to be written, or as the recycle bin keeps it; what follows from the name and the address is left out.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub struct Whole {
    pub id: CustomerId,
    pub name: String,
    pub company: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub note: String,
    pub kind: CustomerKind,
    pub gender: i64,
    pub source: Source,
    pub added_at: Moment,
    pub contacted_at: Moment,
    pub ended: bool,
    pub revision: i64,
    pub created_at: Moment,
}

/// The columns of [`Whole`].
pub(crate) const WHOLE: &str = "id, name, company, position, phone, email, note, kind, gender, source, added_at, contacted_at, ended, \
     revision, created_at";

/// What addresses are compared by; empty for none.
pub(crate) fn address_key(email: &str) -> String {
    email_key(Some(email).filter(|email| !email.is_empty())).unwrap_or_default()
}

/// Adds customers; the search index does not know them yet.
///
/// # Errors
/// What the database says.
pub async fn insert(conn: &mut Conn, organisation: &OrganisationId, new: &[Whole]) -> Result<()> {
    for block in blocks(new) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into customers (id, organisation_id, name, company, position, phone, email, email_key, note, kind, gender, \
             source, name_key, initials_key, added_at, contacted_at, ended, revision, created_at) ",
        );
        query.push_values(block, |mut row, new| {
            let keys = name_keys(&new.name);
            row.push_bind(&new.id)
                .push_bind(organisation)
                .push_bind(&new.name)
                .push_bind(&new.company)
                .push_bind(&new.position)
                .push_bind(&new.phone)
                .push_bind(&new.email)
                .push_bind(address_key(&new.email))
                .push_bind(&new.note)
                .push_bind(new.kind)
                .push_bind(new.gender)
                .push_bind(new.source)
                .push_bind(keys.full)
                .push_bind(keys.initials)
                .push_bind(new.added_at)
                .push_bind(new.contacted_at)
                .push_bind(new.ended)
                .push_bind(new.revision)
                .push_bind(new.created_at);
        });
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Rows of the table out of stored ones, as the viewer may see them: one statement for all owners, one for all tags. A former
/// customer is shown with who looked after him.
pub(crate) async fn shown(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> Result<Vec<CustomerRow>> {
    let mut owners: HashMap<CustomerId, Vec<Owner>> = HashMap::new();
    let mut tags: HashMap<CustomerId, Vec<Tag>> = HashMap::new();
    for block in rows.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select r.customer_id, m.id, m.name from relations r join members m on m.id = r.member_id \
             join customers c on c.id = r.customer_id where (r.state <> 'ended' or c.ended) and r.customer_id in (",
        );
        push_ids(&mut sql, block);
        sql.push(") order by r.since, r.id");
        let found: Vec<(CustomerId, MemberId, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (customer, member_id, name) in found {
            owners.entry(customer).or_default().push(Owner { member_id, name });
        }
        let mut sql = QueryBuilder::<Db>::new(
            "select r.customer_id as customer_id, t.id as id, t.group_name as group_name, t.name as name, \
             t.position as position from relations r join relation_tags rt on rt.relation_id = r.id \
             join tags t on t.id = rt.tag_id join customers c on c.id = r.customer_id \
             where (r.state <> 'ended' or c.ended) and r.customer_id in (",
        );
        push_ids(&mut sql, block);
        sql.push(
            ") union select ct.customer_id, t.id, t.group_name, t.name, t.position from customer_tags ct \
             join tags t on t.id = ct.tag_id where ct.customer_id in (",
        );
        push_ids(&mut sql, block);
        sql.push(") order by group_name, position, id");
        let found: Vec<(CustomerId, TagId, String, String, i64)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (customer, id, group, name, _) in found {
            tags.entry(customer).or_default().push(Tag { id, group, name });
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| CustomerRow {
            owners: owners.remove(&row.id).unwrap_or_default(),
            tags: tags.remove(&row.id).unwrap_or_default(),
            id: row.id,
            name: row.name,
            company: row.company,
            phone: viewer.phone(row.phone),
            email: row.email,
            kind: row.kind,
            added_at: row.added_at,
            contacted_at: row.contacted_at,
            source: row.source,
            revision: row.revision,
        })
        .collect())
}

/// The customer with this id in this organisation.
pub(crate) async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &CustomerId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where c.organisation_id = ").push_bind(organisation.clone());
    sql.push(" and c.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

fn push_ids(sql: &mut QueryBuilder<Db>, rows: &[Row]) {
    push_list(sql, rows.iter().map(|row| row.id.clone()));
}
