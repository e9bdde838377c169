//! Removing files that nothing refers to any more.

use super::path_of;
use crate::{Conn, Result, Services};

/// Files that are removed in one transaction.
const AT_ONCE: i64 = 100;

/// Notes files whose message goes: they are removed unless another message has the same.
pub(super) async fn note(conn: &mut Conn, sha256: &[String]) -> Result<()> {
    for one in sha256 {
        sqlx::query("insert into archive_litter (sha256) values ($1) on conflict do nothing")
            .bind(one)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Removes what was noted. While the transaction is open nobody begins to refer to one of them.
///
/// # Errors
/// What the database says; a file cannot be removed.
pub(crate) async fn sweep(services: &Services) -> Result<()> {
    loop {
        let mut tx = services.store.write().await?;
        let noted: Vec<String> = sqlx::query_scalar("select sha256 from archive_litter order by sha256 limit $1")
            .bind(AT_ONCE)
            .fetch_all(&mut *tx)
            .await?;
        if noted.is_empty() {
            return Ok(());
        }
        for sha256 in &noted {
            let held: bool = sqlx::query_scalar("select exists (select 1 from archive_media where sha256 = $1)")
                .bind(sha256)
                .fetch_one(&mut *tx)
                .await?;
            if !held {
                let path = path_of(services, sha256);
                match std::fs::remove_file(&path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(crate::Error::Broken(format!("{}: {error}", path.display())));
                    }
                    _ => {}
                }
            }
            sqlx::query("delete from archive_litter where sha256 = $1").bind(sha256).execute(&mut *tx).await?;
        }
        tx.commit().await?;
    }
}
