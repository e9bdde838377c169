//! Customers whose member left the platform and whom nobody has yet (document 92124): for a year they can be handed over.

use super::read::{Next, save};
use super::{LEFT, Place, Step, UpstreamCustomer, UpstreamRelation};
use crate::customers::tombstones;
use crate::sync::linked::distinct;
use crate::sync::{client, platform_failed};
use crate::{Conn, Db, Result, Services, runs};
use connectors::wecom::quota::{LEAVER_DAYS, PAGE};
use connectors::wecom::types::{Cursor, UnassignedCustomer};
use model::moment::{DAY, SECOND};
use model::{ConnectionId, Moment};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// The next page of them.
pub(super) async fn read(services: &Services, run: &runs::Row, place: &Place) -> Next {
    let client = client(services, run).await?;
    let cursor = Some(Cursor(place.after.0.clone())).filter(|cursor| !cursor.0.is_empty());
    let page = match client.unassigned_customers(cursor.as_ref(), PAGE).await {
        Ok(page) => page,
        Err(error) => return Err(platform_failed(services, run, &error).await),
    };
    let since = services.clock.now().plus(-LEAVER_DAYS * DAY);
    let mut rows = page.rows;
    // Who left longer ago can be handed over no more: nobody is made to think so.
    rows.retain(|row| !row.external_userid.is_empty() && Moment(row.left_at * SECOND) > since);
    let mut tx = services.store.write().await?;
    if let Some(connection) = &run.connection_id {
        stage(&mut tx, run, connection, &rows).await?;
        date(&mut tx, connection, &rows).await?;
    }
    // A cursor that leads nowhere ends, too.
    let next = page.next.filter(|next| cursor.as_ref() != Some(next));
    let next = match next {
        Some(next) => Place { step: Step::Left, after: (next.0, String::new()), ..Place::default() },
        None => Place { step: Step::Relations, ..Place::default() },
    };
    save(services, run, next, (0, run.total.unwrap_or_default()), tx).await
}

/// Notes that the relations are there, as far as nobody deleted the customer here and no hand-over is through: the platform may list
/// what it has given away for a while.
async fn stage(conn: &mut Conn, run: &runs::Row, connection: &ConnectionId, rows: &[UnassignedCustomer]) -> Result<()> {
    let ids = distinct(rows.iter().map(|row| row.external_userid.clone()));
    let deleted = tombstones::find(conn, connection, &ids).await?;
    let mut staged = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|row| !deleted.contains_key(&row.external_userid)) {
        let customer = UpstreamCustomer {
            id: row.external_userid.clone(),
            name: String::new(),
            company: String::new(),
            position: String::new(),
            kind: 1,
            gender: 0,
        };
        let relation = UpstreamRelation {
            owner: row.handover_userid.as_str().to_owned(),
            remark: String::new(),
            description: String::new(),
            company: String::new(),
            phones: Vec::new(),
            tags: Vec::new(),
            add_way: 0,
            channel: String::new(),
            since: row.left_at * SECOND,
        };
        staged.push((
            customer.id.clone(),
            row.handover_userid.folded(),
            serde_json::to_string(&customer)?,
            serde_json::to_string(&relation)?,
        ));
    }
    for block in staged.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into staged_relations (run_id, customer_key, owner_key, customer, relation, digest) ",
        );
        sql.push_values(block, |mut row, (customer_key, owner_key, customer, relation)| {
            row.push_bind(&run.id)
                .push_bind(customer_key)
                .push_bind(owner_key)
                .push_bind(customer)
                .push_bind(relation)
                .push_bind(LEFT);
        });
        sql.push(" on conflict (run_id, customer_key, owner_key) do nothing");
        sql.build().execute(&mut *conn).await?;
    }
    sqlx::query(
        "delete from staged_relations where run_id = $1 and digest = $2 and exists (select 1 from handover_items i \
         join member_links l on l.connection_id = i.connection_id and l.member_id = i.leaver_id where i.connection_id = $3 \
         and i.external_id = staged_relations.customer_key and i.accepted_at is not null and i.state = 'done' \
         and i.call = 'leaver' and l.external_key = staged_relations.owner_key)",
    )
    .bind(&run.id)
    .bind(LEFT)
    .bind(connection)
    .execute(conn)
    .await?;
    Ok(())
}

/// When members left there is a fact of the platform's, like the names of its tags: it needs no review.
async fn date(conn: &mut Conn, connection: &ConnectionId, rows: &[UnassignedCustomer]) -> Result<()> {
    let left: BTreeMap<String, i64> = rows.iter().map(|row| (row.handover_userid.folded(), row.left_at)).collect();
    for (key, left_at) in left {
        sqlx::query("update member_links set left_at = $1 where connection_id = $2 and external_key = $3")
            .bind(Moment(left_at * SECOND))
            .bind(connection)
            .bind(key)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
