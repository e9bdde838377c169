//! The customers here that the rows of a block may be about.

use super::super::judge::{Judged, Key};
use super::Found as Row;
use crate::customers::TagName;
use crate::customers::filter::push_scope;
use crate::keys::name_keys;
use crate::store::push_list;
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Result, Viewer};
use model::member::Source;
use model::{CustomerId, MemberId, TagId};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

const SELECT: &str =
    "select c.id, c.name, c.company, c.position, c.phone, c.email, c.email_key, c.note, c.source, c.revision ";

#[derive(Debug, Clone, sqlx::FromRow)]
struct Stored {
    id: CustomerId,
    name: String,
    company: String,
    position: String,
    phone: String,
    email: String,
    email_key: String,
    note: String,
    source: Source,
    revision: i64,
}

/// Somebody who looks after a customer.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    pub id: MemberId,
    pub name: String,
    /// Whether he is in the viewer's departments.
    pub seen: bool,
}

/// A customer here.
#[derive(Debug, Clone)]
pub(super) struct Here {
    pub id: CustomerId,
    pub name: String,
    pub company: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub note: String,
    pub source: Source,
    pub revision: i64,
    /// Whether the viewer sees him.
    pub seen: bool,
    pub owners: Vec<Owner>,
    /// Tags of the organisation's own.
    pub tags: Vec<TagName>,
    /// Tags that a platform put on.
    pub platform_tags: Vec<TagName>,
}

/// All that were found, by what they were found by.
#[derive(Debug, Default)]
pub(super) struct Known {
    customers: Vec<Here>,
    by: HashMap<(Key, String), Vec<usize>>,
}

impl Known {
    /// Looks everybody up at once.
    pub async fn look<'a>(
        conn: &mut Conn,
        viewer: &Viewer,
        by_names: bool,
        rows: impl Iterator<Item = &'a Judged<Row>> + Clone,
    ) -> Result<Self> {
        let mut found: HashMap<CustomerId, Stored> = HashMap::new();
        for (key, column) in [(Key::Phone, "c.phone"), (Key::Email, "c.email_key")] {
            let keys: HashSet<&String> = rows.clone().filter_map(|row| row.keys.of(key)).collect();
            let keys: Vec<&String> = keys.into_iter().collect();
            for block in keys.chunks(crate::store::BLOCK) {
                let mut sql = QueryBuilder::<Db>::new(SELECT);
                sql.push("from customers c where c.organisation_id = ").push_bind(viewer.organisation.clone());
                sql.push(" and ").push(column).push(" <> '' and ").push(column).push(" in (");
                push_list(&mut sql, block.iter().map(|key| (*key).clone()));
                sql.push(")");
                let rows: Vec<Stored> = sql.build_query_as().fetch_all(&mut *conn).await?;
                found.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
            }
        }
        if by_names {
            let customers = rows.map(|row| &row.of.customer).filter(|customer| !customer.company.is_empty());
            let names: HashSet<(&str, &str)> =
                customers.map(|customer| (customer.name.as_str(), customer.company.as_str())).collect();
            named(conn, viewer, &names.into_iter().collect::<Vec<_>>(), &mut found).await?;
        }
        let ids: Vec<CustomerId> = found.keys().cloned().collect();
        let seen = seen(conn, viewer, &ids).await?;
        let mut owners = owners(conn, viewer, &ids).await?;
        let mut own_tags = tags(conn, &ids, OWN_TAGS).await?;
        let mut platform_tags = tags(conn, &ids, PLATFORM_TAGS).await?;
        let mut known = Self::default();
        for row in found.into_values() {
            let at = known.customers.len();
            let named =
                Some([row.name.as_str(), &row.company].join("\n")).filter(|_| by_names && !row.company.is_empty());
            let keys = [
                (Key::Phone, Some(row.phone.clone()).filter(|phone| !phone.is_empty())),
                (Key::Email, Some(row.email_key.clone()).filter(|key| !key.is_empty())),
                (Key::Other, named),
            ];
            for (of, key) in keys {
                if let Some(key) = key {
                    known.by.entry((of, key)).or_default().push(at);
                }
            }
            known.customers.push(Here {
                seen: seen.contains(&row.id),
                owners: owners.remove(&row.id).unwrap_or_default(),
                tags: own_tags.remove(&row.id).unwrap_or_default(),
                platform_tags: platform_tags.remove(&row.id).unwrap_or_default(),
                id: row.id,
                name: row.name,
                company: row.company,
                position: row.position,
                phone: row.phone,
                email: row.email,
                note: row.note,
                source: row.source,
                revision: row.revision,
            });
        }
        Ok(known)
    }

    /// Everybody with this key, in the order of their ids.
    pub fn by(&self, of: Key, key: Option<&String>) -> Vec<&Here> {
        let Some(key) = key else { return Vec::new() };
        let found = self.by.get(&(of, key.clone())).into_iter().flatten();
        let mut found: Vec<&Here> = found.map(|at| &self.customers[*at]).collect();
        found.sort_by(|one, other| one.id.cmp(&other.id));
        found
    }
}

/// Those with these names at these companies.
async fn named(
    conn: &mut Conn,
    viewer: &Viewer,
    names: &[(&str, &str)],
    found: &mut HashMap<CustomerId, Stored>,
) -> Result<()> {
    for block in crate::store::blocks(names) {
        let mut sql = QueryBuilder::<Db>::new("with wanted (name, name_key, company) as (");
        sql.push_values(block, |mut row, (name, company)| {
            row.push_bind((*name).to_owned()).push_bind(name_keys(name).full).push_bind((*company).to_owned());
        });
        sql.push(") ").push(SELECT).push(
            "from wanted w cross join customers c where c.company <> '' and c.name_key = w.name_key \
             and c.company = w.company and c.name = w.name and c.organisation_id = ",
        );
        sql.push_bind(viewer.organisation.clone());
        let rows: Vec<Stored> = sql.build_query_as().fetch_all(&mut *conn).await?;
        found.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
    }
    Ok(())
}

/// Those of them that the viewer sees.
async fn seen(conn: &mut Conn, viewer: &Viewer, ids: &[CustomerId]) -> Result<HashSet<CustomerId>> {
    if viewer.scope.is_none() {
        return Ok(ids.iter().cloned().collect());
    }
    let mut seen = HashSet::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select c.id from customers c where c.id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(")");
        push_scope(&mut sql, viewer);
        let found: Vec<CustomerId> = sql.build_query_scalar().fetch_all(&mut *conn).await?;
        seen.extend(found);
    }
    Ok(seen)
}

async fn owners(conn: &mut Conn, viewer: &Viewer, ids: &[CustomerId]) -> Result<HashMap<CustomerId, Vec<Owner>>> {
    let mut owners: HashMap<CustomerId, Vec<Owner>> = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select r.customer_id, m.id, m.name, ");
        match &viewer.scope {
            None => sql.push("cast(1 as bigint)"),
            Some(scope) => {
                sql.push(
                    "(select count(*) from member_departments md cross join departments d \
                     where md.member_id = m.id and d.id = md.department_id and ",
                );
                push_path_scope(&mut sql, scope);
                sql.push(")")
            }
        };
        sql.push(
            " from relations r join members m on m.id = r.member_id where r.state <> 'ended' and r.customer_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by r.since, r.id");
        let rows: Vec<(CustomerId, MemberId, String, i64)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (customer, id, name, places) in rows {
            owners.entry(customer).or_default().push(Owner { id, name, seen: places > 0 });
        }
    }
    Ok(owners)
}

const OWN_TAGS: &str = "select ct.customer_id, t.id, t.group_name, t.name from customer_tags ct join tags t on t.id = ct.tag_id \
     where ct.customer_id in (";
const PLATFORM_TAGS: &str = "select r.customer_id, t.id, t.group_name, t.name from relations r \
     join relation_tags rt on rt.relation_id = r.id join tags t on t.id = rt.tag_id where r.customer_id in (";

async fn tags(conn: &mut Conn, ids: &[CustomerId], statement: &str) -> Result<HashMap<CustomerId, Vec<TagName>>> {
    let mut tags: HashMap<CustomerId, Vec<TagName>> = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(statement);
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by t.group_name, t.position, t.id");
        let rows: Vec<(CustomerId, TagId, String, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (customer, id, group, name) in rows {
            tags.entry(customer).or_default().push(TagName { id: Some(id), group, name });
        }
    }
    Ok(tags)
}
