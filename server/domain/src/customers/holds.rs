//! Legal holds: while one is in force, its customer cannot be deleted.

use super::filter::push_scope;
use crate::audit::{self, Actor, Record};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::deletion::{Hold, PlaceHold};
use model::permission::Permission;
use model::problem::Fault;
use model::text::{Check, note};
use model::{Code, CustomerId, HoldId, Moment, limits};
use serde_json::json;
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Places a hold.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersDelete`], [`Code::NotFound`], [`Code::Invalid`] for no reason and for a day
/// that is over.
pub async fn hold(services: &Services, viewer: &Viewer, place: &PlaceHold) -> Result<Vec<Hold>> {
    viewer.require(Permission::CustomersDelete)?;
    let now = services.clock.now();
    let mut check = Check::new();
    let reason = check.take("reason", note(&place.reason, limits::NOTE));
    if reason.is_empty() {
        check.fault("reason", Fault::Missing, None);
    }
    if place.until.is_some_and(|until| until <= now) {
        check.fault("until", Fault::OutOfRange, None);
    }
    check.done()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let name = name_of(&mut tx, viewer, &place.customer).await?;
    sqlx::query(
        "insert into customer_holds (id, organisation_id, customer_id, reason, until, placed_by, placed_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(services.ids.next::<HoldId>())
    .bind(&viewer.organisation)
    .bind(&place.customer)
    .bind(&reason)
    .bind(place.until)
    .bind(&viewer.name)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let record = Record::new(Verb::Hold, Subject::Customer, &place.customer, name)
        .fields(json!(null), json!({ "reason": reason, "until": place.until }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "customers");
    let holds = of(&mut tx, &place.customer, now).await?;
    tx.commit().await?;
    Ok(holds)
}

/// Lifts a hold.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersDelete`], [`Code::NotFound`].
pub async fn lift(services: &Services, viewer: &Viewer, customer: &CustomerId, id: &HoldId) -> Result<Vec<Hold>> {
    viewer.require(Permission::CustomersDelete)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let name = name_of(&mut tx, viewer, customer).await?;
    let lifted: Option<(String, Option<Moment>)> = sqlx::query_as(
        "delete from customer_holds where id = $1 and customer_id = $2 and organisation_id = $3 returning reason, until",
    )
    .bind(id)
    .bind(customer)
    .bind(&viewer.organisation)
    .fetch_optional(&mut *tx)
    .await?;
    let (reason, until) = lifted.ok_or(Code::NotFound)?;
    let record = Record::new(Verb::Withdraw, Subject::Customer, customer, name)
        .fields(json!({ "hold": reason, "until": until }), json!(null));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "customers");
    let holds = of(&mut tx, customer, now).await?;
    tx.commit().await?;
    Ok(holds)
}

pub(crate) async fn name_of(conn: &mut Conn, viewer: &Viewer, id: &CustomerId) -> Result<String> {
    let mut sql = QueryBuilder::<Db>::new("select c.name from customers c where c.organisation_id = ");
    sql.push_bind(viewer.organisation.clone());
    sql.push(" and c.id = ").push_bind(id.clone());
    push_scope(&mut sql, viewer);
    let name: Option<String> = sql.build_query_scalar().fetch_optional(conn).await?;
    Ok(name.ok_or(Code::NotFound)?)
}

/// The holds in force on a customer, newest first.
pub(super) async fn of(conn: &mut Conn, customer: &CustomerId, now: Moment) -> Result<Vec<Hold>> {
    let rows: Vec<(HoldId, String, Option<Moment>, String, Moment)> = sqlx::query_as(
        "select id, reason, until, placed_by, placed_at from customer_holds where customer_id = $1 \
         and (until is null or until > $2) order by placed_at desc, id desc",
    )
    .bind(customer)
    .bind(now)
    .fetch_all(conn)
    .await?;
    let hold = |(id, reason, until, placed_by, placed_at)| Hold { id, reason, until, placed_by, placed_at };
    Ok(rows.into_iter().map(hold).collect())
}

/// Until when each of these customers is held: `None` within for until it is lifted. Who is not held is missing.
pub(super) async fn until(
    conn: &mut Conn,
    customers: &[CustomerId],
    now: Moment,
) -> Result<HashMap<CustomerId, Option<Moment>>> {
    let mut held: HashMap<CustomerId, Option<Moment>> = HashMap::new();
    for block in customers.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select customer_id, until from customer_holds where customer_id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(") and (until is null or until > ").push_bind(now).push(")");
        let rows: Vec<(CustomerId, Option<Moment>)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (customer, until) in rows {
            let known = held.entry(customer).or_insert(until);
            // One without an end outlasts all others.
            *known = known.zip(until).map(|(one, other)| one.max(other));
        }
    }
    Ok(held)
}
