//! Taking in how accounts are: what came by itself, and what was read.

use super::batch::Batch;
use super::facts::Facts;
use super::syncs;
use crate::store::push_list;
use crate::{Db, Result, Services, organisation};
use model::presence::HeardBy;
use model::{ConnectionId, Moment};
use sqlx::QueryBuilder;

/// How one account is.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    /// The account.
    pub external_id: String,
    /// What the platform said.
    pub facts: Facts,
    /// The team in the contact centre; empty if not told.
    pub team: String,
    /// Since when, by the platform's clock.
    pub since: Moment,
    /// Grows with each event of the account, where the platform counts; otherwise 0.
    pub sequence: i64,
    /// When it happened, by the platform's clock.
    pub at: Moment,
    /// Where it comes from.
    pub by: HeardBy,
}

/// Most that one transaction takes in: others want to write too.
const MOST: usize = 500;

/// Takes in what was heard of a connection's accounts, in this order. `began` is when it was asked for. Accounts that are nobody's are
/// not kept.
///
/// # Errors
/// What the database says.
pub(super) async fn hear(services: &Services, connection: &ConnectionId, began: Moment, all: &[Heard]) -> Result<()> {
    for some in all.chunks(MOST) {
        let now = services.clock.now();
        let mut tx = services.store.write().await?;
        let Some(sync) = syncs::of(&mut tx, connection).await? else { return Ok(()) };
        if !sync.enabled {
            return Ok(());
        }
        organisation::lock(&mut tx, &sync.organisation_id).await?;
        let side = sync.side(connection);
        let mut accounts: Vec<String> = some.iter().map(|heard| heard.external_id.clone()).collect();
        accounts.sort();
        accounts.dedup();
        let mut batch = Batch::of_accounts(&mut tx, &sync, side, &accounts).await?;
        let mut news = false;
        for heard in some {
            news |= batch.hear(side, heard, (began, now))?;
        }
        batch.save(&mut tx).await?;
        sqlx::query("update presence_feeds set heard_at = $1 where connection_id = $2")
            .bind(now)
            .bind(connection)
            .execute(&mut *tx)
            .await?;
        if news {
            tx.hint(&sync.organisation_id, "presence");
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Forgets accounts of which a reading of everything, begun then, told nothing: the platform has them no more.
///
/// # Errors
/// What the database says.
pub(super) async fn forget_missing(services: &Services, connection: &ConnectionId, began: Moment) -> Result<()> {
    loop {
        let now = services.clock.now();
        let mut tx = services.store.write().await?;
        let Some(sync) = syncs::of(&mut tx, connection).await? else { return Ok(()) };
        organisation::lock(&mut tx, &sync.organisation_id).await?;
        let gone: Vec<String> = sqlx::query_scalar(
            "select external_id from presences where connection_id = $1 and heard_at < $2 order by external_id limit $3",
        )
        .bind(connection)
        .bind(began)
        .bind(MOST as i64)
        .fetch_all(&mut *tx)
        .await?;
        if gone.is_empty() {
            return Ok(());
        }
        let side = sync.side(connection);
        let mut batch = Batch::of_accounts(&mut tx, &sync, side, &gone).await?;
        for account in &gone {
            batch.miss(side, account, now)?;
        }
        batch.save(&mut tx).await?;
        let mut sql = QueryBuilder::<Db>::new("delete from presences where connection_id = ");
        sql.push_bind(connection.clone()).push(" and external_id in (");
        push_list(&mut sql, gone);
        sql.push(")").build().execute(&mut *tx).await?;
        tx.hint(&sync.organisation_id, "presence");
        tx.commit().await?;
    }
}
