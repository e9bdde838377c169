//! How many stand how.

use super::rows::{self, COUNTS};
use crate::{Db, Result, Services, Viewer};
use model::ConnectionId;
use model::mapping::{Coverage, MappingStatus};
use sqlx::QueryBuilder;

/// The numbers of the meter and of the tabs.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`model::permission::Permission::MappingsRead`], [`model::Code::NotFound`].
pub async fn coverage(services: &Services, viewer: &Viewer, connection: &ConnectionId) -> Result<Coverage> {
    let mut conn = services.store.read().await?;
    rows::connection(&mut conn, viewer, connection).await?;
    let mut sql = QueryBuilder::<Db>::new(
        "select coalesce(g.status, 'unmapped'), count(*) from members m left join mappings g on g.member_id = m.id \
         and g.connection_id = ",
    );
    sql.push_bind(connection.clone()).push(" where m.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and ").push(COUNTS).push(" group by coalesce(g.status, 'unmapped')");
    let found: Vec<(MappingStatus, i64)> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let of = |status: &MappingStatus| found.iter().find(|(of, _)| of == status).map_or(0, |(_, n)| *n);
    let counts = MappingStatus::ALL.iter().map(|status| (*status, of(status))).collect();
    let (accounts, mapped): (i64, i64) = sqlx::query_as(
        "select count(*), count(g.id) from outside_accounts a left join mappings g on g.connection_id = a.connection_id \
         and g.external_id = a.external_id where a.connection_id = $1 and a.active and not a.gone",
    )
    .bind(connection)
    .fetch_one(&mut *conn)
    .await?;
    Ok(Coverage { counts, accounts, free: accounts - mapped })
}
