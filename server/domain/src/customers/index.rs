//! What customers are found by.

use crate::search::{self, Entry, Kind};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::{CustomerId, OrganisationId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Brings the search index up to date with stored customers and what their owners noted.
pub async fn put(conn: &mut Conn, organisation: &OrganisationId, ids: &[&CustomerId]) -> Result<()> {
    for block in ids.chunks(crate::store::BLOCK) {
        let found = texts(conn, block).await?;
        search::put(conn, organisation, Kind::Customer, &entries(&found)).await?;
    }
    Ok(())
}

/// Puts customers into the search index that were never in it.
pub async fn add(conn: &mut Conn, organisation: &OrganisationId, ids: &[&CustomerId]) -> Result<()> {
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
    let mut sql = QueryBuilder::<Db>::new(
        "select id, name, name_key, initials_key, company, phone, email from customers where id in (",
    );
    push_all(&mut sql, ids);
    let found: Vec<(CustomerId, String, String, String, String, String, String)> =
        sql.build_query_as().persistent(false).fetch_all(&mut *conn).await?;
    let mut sql = QueryBuilder::<Db>::new(
        "select customer_id, remark, company, phones from relations where state <> 'ended' and customer_id in (",
    );
    push_all(&mut sql, ids);
    sql.push(" order by id");
    let notes: Vec<(CustomerId, String, String, String)> =
        sql.build_query_as().persistent(false).fetch_all(&mut *conn).await?;
    let mut noted: HashMap<CustomerId, Vec<String>> = HashMap::new();
    for (id, remark, company, phones) in notes {
        noted.entry(id).or_default().extend([remark, company, phones]);
    }
    for (id, tag) in tags(conn, ids).await? {
        noted.entry(id).or_default().push(tag);
    }
    Ok(found
        .into_iter()
        .map(|(id, name, full, initials, company, phone, email)| {
            let mut texts = vec![name, full, initials, company, phone, email];
            texts.append(noted.entry(id.clone()).or_default());
            (id, texts)
        })
        .collect())
}

/// The names of the tags of customers.
async fn tags(conn: &mut Conn, ids: &[&CustomerId]) -> Result<Vec<(CustomerId, String)>> {
    let mut sql = QueryBuilder::<Db>::new(
        "select r.customer_id as customer_id, t.name as name from relations r join relation_tags rt on rt.relation_id = r.id \
         join tags t on t.id = rt.tag_id where r.state <> 'ended' and r.customer_id in (",
    );
    push_all(&mut sql, ids);
    sql.push(
        " union select ct.customer_id, t.name from customer_tags ct join tags t on t.id = ct.tag_id where ct.customer_id in (",
    );
    push_all(&mut sql, ids);
    // In one order, so that the index of two that are the same is the same.
    sql.push(" order by customer_id, name");
    Ok(sql.build_query_as().persistent(false).fetch_all(conn).await?)
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
