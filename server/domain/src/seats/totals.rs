//! How many seats are held, and how many were bought.

use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::seat::{SaveSeatTotal, SeatKind, SeatTotal};
use model::{Code, ConnectionId};
use serde_json::json;

/// Each edition of which somebody holds a seat or bought some, by connection.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::SeatsRead`].
pub async fn totals(services: &Services, viewer: &Viewer) -> Result<Vec<SeatTotal>> {
    viewer.require(Permission::SeatsRead)?;
    let mut conn = services.store.read().await?;
    all(&mut conn, viewer).await
}

type Found = (ConnectionId, String, SeatKind, i64, Option<i64>);

async fn all(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<SeatTotal>> {
    let found: Vec<Found> = sqlx::query_as(
        "select c.id, c.name, k.kind, (select count(*) from seats s where s.connection_id = c.id and s.kind = k.kind \
         and s.until is null), (select t.total from seat_totals t where t.connection_id = c.id and t.kind = k.kind) \
         from (select connection_id, kind from seats where organisation_id = $1 and until is null \
         union select connection_id, kind from seat_totals where organisation_id = $1) k \
         join connections c on c.id = k.connection_id order by c.name, c.id, k.kind",
    )
    .bind(&viewer.organisation)
    .fetch_all(conn)
    .await?;
    let total =
        |(connection_id, connection, kind, used, total)| SeatTotal { connection_id, connection, kind, used, total };
    Ok(found.into_iter().map(total).collect())
}

/// Writes down how many were bought.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::SeatsInherit`], [`Code::NotFound`] for a connection, [`Code::Invalid`].
pub async fn save_total(services: &Services, viewer: &Viewer, save: &SaveSeatTotal) -> Result<Vec<SeatTotal>> {
    viewer.require_everywhere(Permission::SeatsInherit)?;
    let save = save.clone().check()?;
    let mut tx = services.store.write().await?;
    let name: Option<String> =
        sqlx::query_scalar("select name from connections where organisation_id = $1 and id = $2 and removed = $3")
            .bind(&viewer.organisation)
            .bind(&save.connection)
            .bind(false)
            .fetch_optional(&mut *tx)
            .await?;
    let name = name.ok_or(Code::NotFound)?;
    let before: Option<i64> =
        sqlx::query_scalar("select total from seat_totals where connection_id = $1 and kind = $2")
            .bind(&save.connection)
            .bind(save.kind)
            .fetch_optional(&mut *tx)
            .await?;
    if before != save.total {
        sqlx::query("delete from seat_totals where connection_id = $1 and kind = $2")
            .bind(&save.connection)
            .bind(save.kind)
            .execute(&mut *tx)
            .await?;
        if let Some(total) = save.total {
            sqlx::query(
                "insert into seat_totals (connection_id, kind, organisation_id, total) values ($1, $2, $3, $4)",
            )
            .bind(&save.connection)
            .bind(save.kind)
            .bind(&viewer.organisation)
            .bind(total)
            .execute(&mut *tx)
            .await?;
        }
        let told = |total: Option<i64>| json!({ "seats": total, "kind": save.kind });
        let record = Record::new(Verb::Update, Subject::Connection, &save.connection, name)
            .fields(told(before), told(save.total));
        audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
        tx.hint(&viewer.organisation, "seats");
    }
    let totals = all(&mut tx, viewer).await?;
    tx.commit().await?;
    Ok(totals)
}
