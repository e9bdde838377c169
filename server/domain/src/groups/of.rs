//! The groups that customers are in.

use crate::store::{BLOCK, push_list};
use crate::{Conn, Db, Result, Viewer};
use model::group::{CustomerGroup, GroupState};
use model::{CustomerGroupId, CustomerId, MemberId, Moment};
use sqlx::QueryBuilder;
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct Row {
    customer_id: CustomerId,
    id: CustomerGroupId,
    name: String,
    owner_id: Option<MemberId>,
    owner: String,
    state: GroupState,
    people: i64,
    joined_at: Moment,
}

/// The groups of these customers that are still there, the newest to join first.
///
/// # Errors
/// What the database says.
pub(crate) async fn of_customers(
    conn: &mut Conn,
    viewer: &Viewer,
    ids: &[CustomerId],
) -> Result<HashMap<CustomerId, Vec<CustomerGroup>>> {
    let mut groups: HashMap<CustomerId, Vec<CustomerGroup>> = HashMap::new();
    for block in ids.chunks(BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select l.customer_id, g.id, g.name, g.owner_id, coalesce(o.name, '') as owner, g.state, g.people, x.joined_at \
             from customer_links l join customer_group_members x on x.external_id = l.external_id \
             join customer_groups g on g.id = x.group_id and g.connection_id = l.connection_id \
             left join members o on o.id = g.owner_id where g.state <> 'gone' and l.customer_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by x.joined_at desc, g.id");
        let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for row in found {
            groups.entry(row.customer_id).or_default().push(CustomerGroup {
                id: row.id,
                name: row.name,
                owner_id: row.owner_id,
                owner: viewer.text(row.owner),
                state: row.state,
                people: row.people,
                joined_at: row.joined_at,
            });
        }
    }
    Ok(groups)
}
