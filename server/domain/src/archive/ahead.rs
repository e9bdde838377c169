//! Reading ahead: while pages are written down, the next ones are read.

use super::place::Place;
use crate::clock::Clock;
use connectors::archive::{Archive, ArchiveError, PULL, Pulled};
use model::Moment;
use std::sync::Arc;
use tokio::sync::mpsc::Sender;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Pages that one transaction writes at most. Each transaction waits for the disk; longer ones would keep other writers waiting.
pub(super) const PAGES: usize = 8;
/// Bytes of messages that are held while they wait to be written; one page may be larger.
const ROOM: usize = 32 << 20;

/// A page that waits to be written.
pub(super) struct Page {
    pub pulled: Pulled,
    /// Given back when it is written.
    _room: OwnedSemaphorePermit,
}

/// Reads page after page from a place on, until nothing more came, a page failed, or nobody takes pages any more.
pub(super) async fn read(
    archive: &dyn Archive,
    clock: &Clock,
    mut place: Place,
    pages: Sender<Result<Page, ArchiveError>>,
) {
    let room = Arc::new(Semaphore::new(ROOM));
    loop {
        let pulled = match archive.pull(place.after(clock.now()), PULL).await {
            Ok(pulled) => pulled,
            Err(error) => {
                // Nobody there to hear of it stopped the run himself.
                let _ = pages.send(Err(error)).await;
                return;
            }
        };
        let last = pulled.last_seq();
        place.seq = last.map_or(place.seq, super::place::number).max(place.seq);
        let sent = pulled.messages.iter().flatten().map(|message| message.sent_at).max().unwrap_or_default();
        place.sent_at = place.sent_at.max(Moment(sent));
        let is_over = pulled.caught_up || last.is_none();
        let bytes = pulled.messages.iter().flatten().map(|message| message.raw.len()).sum::<usize>().min(ROOM);
        let Ok(taken) = room.clone().acquire_many_owned(u32::try_from(bytes).unwrap_or(u32::MAX)).await else { return };
        if pages.send(Ok(Page { pulled, _room: taken })).await.is_err() || is_over {
            return;
        }
    }
}
