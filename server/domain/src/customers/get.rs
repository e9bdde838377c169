//! Reading one customer.

use super::list::push_scope;
use super::rows::{self, Row};
use crate::{Conn, Db, Result, Services, Viewer, audit};
use model::customer::{CustomerDetail, Owner, Relation, RelationState, Tag};
use model::permission::Permission;
use model::{Code, CustomerId, MemberId, Moment, RelationId, TagId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct RelationRow {
    id: RelationId,
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

/// Everything that the detail shows of one customer.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersRead`], [`Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &CustomerId) -> Result<CustomerDetail> {
    viewer.require(Permission::CustomersRead)?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where c.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and c.id = ").push_bind(id.clone());
    push_scope(&mut sql, viewer);
    let row: Option<Row> = sql.build_query_as().fetch_optional(&mut *conn).await?;
    let row = row.ok_or(Code::NotFound)?;
    let (position, gender) = (row.position.clone(), row.gender);
    let relations = relations(&mut conn, viewer, id).await?;
    let link: Option<(String, String)> = sqlx::query_as(
        "select l.external_id, c.name from customer_links l join connections c on c.id = l.connection_id \
         where l.customer_id = $1 order by c.created_at limit 1",
    )
    .bind(id)
    .fetch_optional(&mut *conn)
    .await?;
    let (external_id, connection) = link.unzip();
    let history = if viewer.allows(Permission::AuditRead) {
        audit::about(&mut conn, viewer, id.as_str(), 20).await?
    } else {
        Vec::new()
    };
    let holds = super::holds::of(&mut conn, id, services.clock.now()).await?;
    let row = rows::shown(&mut conn, vec![row]).await?.pop().ok_or(Code::NotFound)?;
    Ok(CustomerDetail { row, position, gender, external_id, connection, relations, holds, history })
}

async fn relations(conn: &mut Conn, viewer: &Viewer, id: &CustomerId) -> Result<Vec<Relation>> {
    let rows: Vec<RelationRow> = sqlx::query_as(
        "select r.id, r.member_id, m.name as member, r.remark, r.description, r.company, r.phones, r.add_way, r.channel, \
         r.since, r.state from relations r join members m on m.id = r.member_id where r.customer_id = $1 \
         order by case when r.state = 'ended' then 1 else 0 end, r.since, r.id",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await?;
    let tagged: Vec<(RelationId, TagId, String, String)> = sqlx::query_as(
        "select rt.relation_id, t.id, t.group_name, t.name from relation_tags rt join tags t on t.id = rt.tag_id \
         join relations r on r.id = rt.relation_id where r.customer_id = $1 order by t.group_name, t.position, t.id",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    let mut tags: HashMap<RelationId, Vec<Tag>> = HashMap::new();
    for (relation, id, group, name) in tagged {
        tags.entry(relation).or_default().push(Tag { id, group, name });
    }
    Ok(rows
        .into_iter()
        .map(|row| Relation {
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
        })
        .collect())
}

fn phones(viewer: &Viewer, stored: &str) -> Vec<String> {
    let phones: Vec<String> = serde_json::from_str(stored).unwrap_or_default();
    phones.into_iter().map(|phone| viewer.phone(phone)).collect()
}
