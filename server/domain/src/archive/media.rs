//! Files of messages: fetched while the platform has them, kept under their hash.

use super::Source;
use crate::jobs::Stop;
use crate::{Conn, Db, Error, Result, Services, runs, sync};
use connectors::archive::{Archive, Decision, MediaRef};
use futures::StreamExt as _;
use model::RunId;
use model::conversation::MediaState;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt as _;

/// Files that are looked up together.
const BLOCK: i64 = 50;

/// A file of a message, for whoever may read the message.
#[derive(Debug)]
pub struct MediaFile {
    /// Where the bytes lie.
    pub path: PathBuf,
    /// Its name; empty for images, voices and videos.
    pub name: String,
    /// What the platform calls the kind of message.
    pub kind: String,
}

/// Where a file with this hash lies.
pub fn path_of(services: &Services, sha256: &str) -> PathBuf {
    let begin: String = sha256.chars().take(2).collect();
    folder(services).join(begin).join(sha256)
}

fn folder(services: &Services) -> PathBuf {
    services.settings.data.join("archive")
}

#[derive(sqlx::FromRow)]
struct Pending {
    number: i64,
    position: i64,
    file_id: String,
    md5: String,
    size: Option<i64>,
    name: String,
}

/// Fetches what is not here yet. What cannot be had now stays for the next run; messages do not wait for it. Nothing if somebody
/// stopped the run.
pub(super) async fn fetch(
    services: &Services,
    run: &runs::Row,
    source: &Source,
) -> std::result::Result<Option<()>, Stop> {
    let mut after = (-1, -1);
    loop {
        let mut conn = services.store.read().await?;
        let block: Vec<Pending> = sqlx::query_as(
            "select f.number, f.position, f.file_id, f.md5, f.size, f.name from archive_media f \
             join archive_messages m on m.number = f.number join archive_sources s on s.lane = m.lane \
             where f.state = 'pending' and s.connection_id = $1 and (f.number, f.position) > ($2, $3) \
             order by f.number, f.position limit $4",
        )
        .bind(&run.connection_id)
        .bind(after.0)
        .bind(after.1)
        .bind(BLOCK)
        .fetch_all(&mut *conn)
        .await?;
        drop(conn);
        let Some(last) = block.last() else { return Ok(Some(())) };
        after = (last.number, last.position);
        for pending in &block {
            let media = MediaRef {
                sdkfileid: pending.file_id.clone(),
                md5: pending.md5.clone(),
                size: pending.size.and_then(|size| u64::try_from(size).ok()),
                name: pending.name.clone(),
            };
            let found = match take(services, &run.id, source.archive(), &media).await? {
                Ok(found) => Some(found),
                Err(Decision::Skip) => None,
                // The next file would meet the same.
                Err(Decision::Retry | Decision::Stop) => return Ok(Some(())),
            };
            let mut tx = services.store.write().await?;
            if sync::cancelled(&mut tx, services, run).await? {
                tx.commit().await?;
                return Ok(None);
            }
            note(&mut tx, services, pending, found).await?;
            tx.hint(&run.organisation_id, "conversations");
            tx.commit().await?;
        }
    }
}

/// Writes down what became of a file. One that a sweep took away in between waits for the next run.
async fn note(conn: &mut Conn, services: &Services, pending: &Pending, found: Option<(String, i64)>) -> Result<()> {
    let (state, sha256, size) = match found {
        Some((sha256, _)) if !path_of(services, &sha256).exists() => return Ok(()),
        Some((sha256, size)) => (MediaState::Held, Some(sha256), Some(size)),
        None => (MediaState::Gone, None, pending.size),
    };
    sqlx::query::<Db>(
        "update archive_media set state = $1, sha256 = $2, size = $3 where number = $4 and position = $5 and state = 'pending'",
    )
    .bind(state)
    .bind(sha256)
    .bind(size)
    .bind(pending.number)
    .bind(pending.position)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes the bytes to where they belong: hash and size, or why there are none.
async fn take(
    services: &Services,
    run: &RunId,
    archive: &dyn Archive,
    media: &MediaRef,
) -> Result<std::result::Result<(String, i64), Decision>> {
    let folder = folder(services);
    let part = folder.join(format!("part-{run}"));
    let wrong = |error: std::io::Error| Error::Broken(format!("{}: {error}", part.display()));
    tokio::fs::create_dir_all(&folder).await.map_err(wrong)?;
    let mut file = tokio::fs::File::create(&part).await.map_err(wrong)?;
    let (mut digest, mut size) = (Sha256::new(), 0);
    let mut pieces = archive.media(media);
    while let Some(piece) = pieces.next().await {
        match piece {
            Ok(piece) => {
                digest.update(&piece);
                size += i64::try_from(piece.len()).unwrap_or(0);
                file.write_all(&piece).await.map_err(wrong)?;
            }
            Err(error) => {
                tracing::info!(%error, "a file of a message could not be fetched");
                let _ = tokio::fs::remove_file(&part).await;
                return Ok(Err(error.decision));
            }
        }
    }
    file.sync_all().await.map_err(wrong)?;
    let sha256 = hex::encode(digest.finalize());
    let path = path_of(services, &sha256);
    place(&part, &path).await.map_err(wrong)?;
    Ok(Ok((sha256, size)))
}

async fn place(part: &Path, path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    tokio::fs::rename(part, path).await
}
