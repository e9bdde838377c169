//! Reading one customer.

use super::filter::push_scope;
use super::merge;
use super::rows::{self, Row};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, audit, groups};
use model::customer::{CustomerDetail, CustomerState, Owner, Relation, RelationState, Tag};
use model::customer_edit::CustomerField;
use model::permission::Permission;
use model::{Code, CustomerId, MemberId, Moment, RelationId, TagId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct RelationRow {
    id: RelationId,
    customer_id: CustomerId,
    member_id: MemberId,
    member: String,
    remark: String,
    description: String,
    company: String,
    phones: String,
    add_way: i64,
    channel: String,
    since: Moment,
    state: RelationState,
}

/// Everything that the detail shows of one customer; of one who became part of another, of that one.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersRead`], [`Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &CustomerId) -> Result<CustomerDetail> {
    viewer.require(Permission::CustomersRead)?;
    let mut conn = services.store.read().await?;
    let id = merge::now(&mut conn, &viewer.organisation, id).await?;
    detail(&mut conn, services, viewer, &id).await
}

/// The customer with this id that the viewer sees.
///
/// # Errors
/// [`Code::NotFound`]
pub(crate) async fn find_for(conn: &mut Conn, viewer: &Viewer, id: &CustomerId) -> Result<Row> {
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where c.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and c.id = ").push_bind(id.clone());
    push_scope(&mut sql, viewer);
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    row.ok_or_else(|| Code::NotFound.into())
}

/// Everything that the detail shows of one customer.
///
/// # Errors
/// [`Code::NotFound`]
pub(super) async fn detail(
    conn: &mut Conn,
    services: &Services,
    viewer: &Viewer,
    id: &CustomerId,
) -> Result<CustomerDetail> {
    let row = find_for(conn, viewer, id).await?;
    let mut detail = details(conn, viewer, vec![row]).await?.pop().ok_or(Code::NotFound)?;
    detail.holds = super::holds::of(conn, id, services.clock.now()).await?;
    if viewer.allows(Permission::AuditRead) {
        detail.history = audit::about(conn, viewer, id.as_str(), 20).await?;
    }
    Ok(detail)
}

/// Customers with their relations and their ids on platforms; holds and history are left out.
pub(super) async fn details(conn: &mut Conn, viewer: &Viewer, found: Vec<Row>) -> Result<Vec<CustomerDetail>> {
    let ids: Vec<CustomerId> = found.iter().map(|row| row.id.clone()).collect();
    let mut relations = relations(conn, viewer, &ids).await?;
    let mut links = links(conn, &ids).await?;
    let mut own_tags = own_tags(conn, &ids).await?;
    let mut groups = groups::of_customers(conn, viewer, &ids).await?;
    let own: Vec<(String, i64, String, bool)> =
        found.iter().map(|row| (row.position.clone(), row.gender, row.note.clone(), row.ended)).collect();
    let rows = rows::shown(conn, viewer, found).await?;
    Ok(rows
        .into_iter()
        .zip(own)
        .map(|(row, (position, gender, note, ended))| {
            let links = links.remove(&row.id).unwrap_or_default();
            let lock = |field: &CustomerField| Some((*field, field.lock(row.source)?));
            CustomerDetail {
                position,
                gender,
                note,
                own_tags: own_tags.remove(&row.id).unwrap_or_default(),
                locks: CustomerField::ALL.iter().filter_map(lock).collect(),
                state: CustomerState::of(ended),
                external_id: links.first().map(|(external, _)| external.clone()),
                connection: links.first().map(|(_, connection)| connection.clone()),
                external_ids: links.into_iter().map(|(external, _)| external).collect(),
                relations: relations.remove(&row.id).unwrap_or_default(),
                groups: groups.remove(&row.id).unwrap_or_default(),
                holds: Vec::new(),
                history: Vec::new(),
                row,
            }
        })
        .collect())
}

/// The tags of the organisation's own that customers carry.
async fn own_tags(conn: &mut Conn, ids: &[CustomerId]) -> Result<HashMap<CustomerId, Vec<Tag>>> {
    let mut tags: HashMap<CustomerId, Vec<Tag>> = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select ct.customer_id, t.id, t.group_name, t.name from customer_tags ct join tags t on t.id = ct.tag_id \
             where ct.customer_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by t.group_name, t.position, t.id");
        let found: Vec<(CustomerId, TagId, String, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (customer, id, group, name) in found {
            tags.entry(customer).or_default().push(Tag { id, group, name });
        }
    }
    Ok(tags)
}

/// The ids on platforms with the names of the connections, oldest connection first.
async fn links(conn: &mut Conn, ids: &[CustomerId]) -> Result<HashMap<CustomerId, Vec<(String, String)>>> {
    let mut links: HashMap<CustomerId, Vec<(String, String)>> = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select l.customer_id, l.external_id, c.name from customer_links l join connections c on c.id = l.connection_id \
             where l.customer_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by c.created_at, c.id");
        let found: Vec<(CustomerId, String, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (customer, external, connection) in found {
            links.entry(customer).or_default().push((external, connection));
        }
    }
    Ok(links)
}

/// Every relation of these customers, live ones first.
async fn relations(conn: &mut Conn, viewer: &Viewer, ids: &[CustomerId]) -> Result<HashMap<CustomerId, Vec<Relation>>> {
    let mut all: HashMap<CustomerId, Vec<Relation>> = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select r.id, r.customer_id, r.member_id, m.name as member, r.remark, r.description, r.company, r.phones, \
             r.add_way, r.channel, r.since, r.state from relations r join members m on m.id = r.member_id \
             where r.customer_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by case when r.state = 'ended' then 1 else 0 end, r.since, r.id");
        let rows: Vec<RelationRow> = sql.build_query_as().fetch_all(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new(
            "select rt.relation_id, t.id, t.group_name, t.name from relations r \
             join relation_tags rt on rt.relation_id = r.id join tags t on t.id = rt.tag_id where r.customer_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by t.group_name, t.position, t.id");
        let tagged: Vec<(RelationId, TagId, String, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        let mut tags: HashMap<RelationId, Vec<Tag>> = HashMap::new();
        for (relation, id, group, name) in tagged {
            tags.entry(relation).or_default().push(Tag { id, group, name });
        }
        for row in rows {
            let relation = Relation {
                tags: tags.remove(&row.id).unwrap_or_default(),
                id: row.id,
                owner: Owner { member_id: row.member_id, name: row.member },
                remark: row.remark,
                description: row.description,
                company: row.company,
                phones: phones(viewer, &row.phones),
                add_way: row.add_way,
                channel: row.channel,
                since: row.since,
                state: row.state,
            };
            all.entry(row.customer_id).or_default().push(relation);
        }
    }
    Ok(all)
}

fn phones(viewer: &Viewer, stored: &str) -> Vec<String> {
    let phones: Vec<String> = serde_json::from_str(stored).unwrap_or_default();
    phones.into_iter().map(|phone| viewer.phone(phone)).collect()
}
