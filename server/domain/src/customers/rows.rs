//! The SQL of customers.

use crate::search::{self, Entry, Kind};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::customer::{CustomerKind, CustomerRow, Owner, Tag};
use model::member::Source;
use model::{CustomerId, MemberId, Moment, OrganisationId, TagId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The columns of [`Row`]; the table is named `c`.
pub(crate) const SELECT: &str = "select c.id, c.name, c.company, c.position, c.phone, c.ended, c.kind, c.gender, c.source, c.name_key, \
     c.added_at, c.revision from customers c ";

/// A customer as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: CustomerId,
    pub name: String,
    pub company: String,
    pub position: String,
    pub phone: String,
    pub ended: bool,
    pub kind: CustomerKind,
    pub gender: i64,
    pub source: Source,
    pub name_key: String,
    pub added_at: Moment,
    pub revision: i64,
}

/// Rows of the table out of stored ones: one statement for all owners, one for all tags.
pub(crate) async fn shown(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<CustomerRow>> {
    let mut owners: HashMap<CustomerId, Vec<Owner>> = HashMap::new();
    let mut tags: HashMap<CustomerId, Vec<Tag>> = HashMap::new();
    for block in rows.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select r.customer_id, m.id, m.name from relations r join members m on m.id = r.member_id \
             where r.state <> 'ended' and r.customer_id in (",
        );
        push_ids(&mut sql, block);
        sql.push(") order by r.since, r.id");
        let found: Vec<(CustomerId, MemberId, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (customer, member_id, name) in found {
            owners.entry(customer).or_default().push(Owner { member_id, name });
        }
        let mut sql = QueryBuilder::<Db>::new(
            "select distinct r.customer_id, t.id, t.group_name, t.name, t.position from relations r \
             join relation_tags rt on rt.relation_id = r.id join tags t on t.id = rt.tag_id \
             where r.state <> 'ended' and r.customer_id in (",
        );
        push_ids(&mut sql, block);
        sql.push(") order by t.group_name, t.position, t.id");
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
            kind: row.kind,
            added_at: row.added_at,
            source: row.source,
            revision: row.revision,
        })
        .collect())
}

fn push_ids(sql: &mut QueryBuilder<Db>, rows: &[Row]) {
    push_list(sql, rows.iter().map(|row| row.id.clone()));
}

/// Brings the search index up to date with stored customers and what their owners noted.
pub(crate) async fn index(conn: &mut Conn, organisation: &OrganisationId, ids: &[&CustomerId]) -> Result<()> {
    for block in ids.chunks(crate::store::BLOCK) {
        let found = texts(conn, block).await?;
        search::put(conn, organisation, Kind::Customer, &entries(&found)).await?;
    }
    Ok(())
}

/// Puts customers into the search index that were never in it.
pub(crate) async fn index_new(conn: &mut Conn, organisation: &OrganisationId, ids: &[&CustomerId]) -> Result<()> {
    for block in ids.chunks(crate::store::BLOCK) {
        let found = texts(conn, block).await?;
        search::add(conn, organisation, Kind::Customer, &entries(&found)).await?;
    }
    Ok(())
}

/// A customer's id with the texts that it is found by, the name first.
async fn texts(conn: &mut Conn, ids: &[&CustomerId]) -> Result<Vec<(CustomerId, Vec<String>)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql =
        QueryBuilder::<Db>::new("select id, name, name_key, initials_key, company, phone from customers where id in (");
    push_all(&mut sql, ids);
    let found: Vec<(CustomerId, String, String, String, String, String)> =
        sql.build_query_as().persistent(false).fetch_all(&mut *conn).await?;
    let mut sql = QueryBuilder::<Db>::new(
        "select customer_id, remark, company, phones from relations where state <> 'ended' and customer_id in (",
    );
    push_all(&mut sql, ids);
    sql.push(" order by id");
    let notes: Vec<(CustomerId, String, String, String)> =
        sql.build_query_as().persistent(false).fetch_all(conn).await?;
    let mut noted: HashMap<CustomerId, Vec<String>> = HashMap::new();
    for (id, remark, company, phones) in notes {
        noted.entry(id).or_default().extend([remark, company, phones]);
    }
    Ok(found
        .into_iter()
        .map(|(id, name, full, initials, company, phone)| {
            let mut texts = vec![name, full, initials, company, phone];
            texts.append(noted.entry(id.clone()).or_default());
            (id, texts)
        })
        .collect())
}

fn entries(found: &[(CustomerId, Vec<String>)]) -> Vec<Entry<'_>> {
    found
        .iter()
        .map(|(id, texts)| Entry {
            id: id.as_str(),
            name: &texts[0],
            texts: texts.iter().map(String::as_str).collect(),
        })
        .collect()
}

fn push_all(sql: &mut QueryBuilder<Db>, ids: &[&CustomerId]) {
    push_list(sql, ids.iter().copied().cloned());
    sql.push(")");
}
