//! Where messages stand.

use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::Moment;
use model::outbox::{Delivery, DeliveryReason, DeliveryState, Medium};
use sqlx::QueryBuilder;
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct Row {
    about: String,
    medium: Medium,
    address: String,
    state: DeliveryState,
    reason: Option<DeliveryReason>,
    detail: String,
    attempts: i64,
    created_at: Moment,
    next_at: Option<Moment>,
    sent_at: Option<Moment>,
}

/// The newest message about each of these, and how many there were.
pub(crate) async fn newest(conn: &mut Conn, about: &[String]) -> Result<HashMap<String, (Delivery, i64)>> {
    let mut found: HashMap<String, (Delivery, i64)> = HashMap::new();
    for block in about.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select about, medium, address, state, reason, detail, attempts, created_at, next_at, sent_at \
             from outbox where about in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by created_at, id");
        let rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for row in rows {
            let delivery = Delivery {
                medium: row.medium,
                address: row.address,
                state: row.state,
                reason: row.reason,
                detail: row.detail,
                attempts: row.attempts,
                created_at: row.created_at,
                next_at: row.next_at,
                sent_at: row.sent_at,
            };
            let times = found.get(&row.about).map_or(0, |(_, times)| *times);
            found.insert(row.about, (delivery, times + 1));
        }
    }
    Ok(found)
}
