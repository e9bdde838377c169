//! Through whose hands a seat went.

use super::rows::{self, Row, SELECT};
use crate::{Db, Result, Services, Viewer};
use model::SeatId;
use model::permission::Permission;
use model::seat::Seat;
use sqlx::QueryBuilder;

/// Holdings that are followed in each direction: nobody inherits so often.
const LONGEST: i64 = 200;

/// All holdings that a seat came from and went to, the first holder first. Once it is seen, the whole chain is: whoever answers for
/// what is said now answers for where it came from.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::SeatsRead`], [`model::Code::NotFound`].
pub async fn lineage(services: &Services, viewer: &Viewer, id: &SeatId) -> Result<Vec<Seat>> {
    viewer.require(Permission::SeatsRead)?;
    let mut conn = services.store.read().await?;
    rows::find(&mut conn, viewer, id).await?;
    let mut sql = QueryBuilder::<Db>::new(
        "with recursive before (id, inherited_from, step) as (select id, inherited_from, 0 from seats where id = ",
    );
    sql.push_bind(id.clone());
    sql.push(
        " union all select s.id, s.inherited_from, b.step + 1 from before b join seats s on s.id = b.inherited_from where b.step < ",
    );
    sql.push_bind(LONGEST);
    // From the first holder down, so that those who gave it back again stand there, too.
    sql.push(
        "), chain (id, step) as (select id, 0 from before where inherited_from is null \
         union all select s.id, c.step + 1 from chain c join seats s on s.inherited_from = c.id where c.step < ",
    );
    sql.push_bind(LONGEST);
    sql.push(") ").push(SELECT).push("where s.id in (select id from chain) order by s.since, s.id");
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    Ok(found.into_iter().map(Row::shown).collect())
}
