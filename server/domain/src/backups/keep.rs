//! Keeping so many and no more.

use super::remove::unlink;
use super::rows::{self, Row};
use super::settings;
use crate::{Db, Result, Services};
use model::backup::BackupReason;
use model::moment::DAY;
use sqlx::QueryBuilder;

/// How long the list tells of backups that failed or were removed.
const TOLD: i64 = 90 * DAY;

/// Removes the oldest beyond what is kept, each sort by its own count, here and in the store; and what is left in the store of those
/// that somebody deleted. What the store does not let go of now is tried again next time.
///
/// # Errors
/// What the database says.
pub(crate) async fn tidy(services: &Services) -> Result<()> {
    let mut conn = services.store.read().await?;
    let kept = settings::read(&mut conn).await?;
    let keeps = [
        (&[BackupReason::Schedule][..], kept.settings.keep),
        (&[BackupReason::ByHand][..], kept.settings.keep_by_hand),
        (&[BackupReason::Apply, BackupReason::Restore][..], kept.settings.keep_before),
    ];
    let mut old: Vec<Row> = Vec::new();
    for (reasons, keep) in keeps {
        let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
        sql.push("where state = 'verified' and reason in (");
        crate::store::push_list(&mut sql, reasons.iter().copied());
        sql.push(") order by made_at desc, id desc limit 1000 offset ").push_bind(keep);
        let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
        old.extend(found);
    }
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where state = 'gone' and in_store = ").push_bind(true);
    let left: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    old.extend(left);
    drop(conn);
    let remote = if old.iter().any(|row| row.in_store) { super::Remote::of(services, &kept)? } else { None };
    for row in old {
        let on_disk = row.on_disk && unlink(&row).is_err();
        let in_store = match &remote {
            Some(remote) if row.in_store => remote.remove(&row.file_name).await.is_err(),
            _ => row.in_store,
        };
        let mut tx = services.store.write().await?;
        rows::set_places(&mut tx, &row.id, on_disk, in_store).await?;
        if let Some(home) = super::home(&mut tx).await? {
            tx.hint(&home, "backups");
        }
        tx.commit().await?;
    }
    let mut tx = services.store.write().await?;
    sqlx::query("delete from backups where state in ('failed', 'gone') and made_at < $1 and in_store = $2")
        .bind(services.clock.now().plus(-TOLD))
        .bind(false)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
