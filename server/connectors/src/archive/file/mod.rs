//! Messages that another program wrote into files: JSON Lines, one message a line, with the platform's names after decryption
//! [D 91774].
//!
//! * One file, or a folder whose `*.jsonl` files are read in the order of their names. Files grow at their end, new ones
//!   sort last, and none goes away while its lines are counted.
//! * `seq` may stand in a line beside the platform's fields; then it must grow from line to line. Without it a line's number is its
//!   place, counted over all files and from 1, empty lines included.
//! * Files that belong to messages lie in the folder `media` beside them, by their MD5 or else by their `sdkfileid`.
//!
//! A line that is still being written waits; one that is wrong stops the reading there and is told with file and line, because going on
//! would lose it. Nothing outside of the folder is read: links are not followed.

mod folder;
mod lines;

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::{Bytes, BytesMut};
use futures::{
    FutureExt, StreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use tokio::{fs::File, io::AsyncReadExt, task::spawn_blocking};

use super::{After, Archive, ArchiveError, MediaRef, PIECE, PULL, Pulled, Reason, md5::Check};
use folder::Folder;
use lines::Place;

/// Messages in files. Cloning shares the place where the last page ended, so that following a long archive does not begin anew.
#[derive(Debug, Clone)]
pub struct FileArchive {
    folder: Arc<Folder>,
    place: Arc<Mutex<Place>>,
}

impl FileArchive {
    /// A file or a folder.
    ///
    /// # Errors
    /// [`Reason::NotReadable`] when there is none.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        let folder = Folder::open(path)
            .map_err(|error| ArchiveError::stop(Reason::NotReadable, format_args!("{}: {error}", path.display())))?;
        Ok(Self { folder: Arc::new(folder), place: Arc::default() })
    }

    async fn page(&self, after: u64, limit: usize) -> Result<Pulled, ArchiveError> {
        let (folder, shared) = (Arc::clone(&self.folder), Arc::clone(&self.place));
        let read = spawn_blocking(move || {
            let place = shared.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let start = if place.seq() == after { place } else { Place::default() };
            let (pulled, end) = lines::read(&folder, start, after, limit.clamp(1, PULL))?;
            *shared.lock().unwrap_or_else(PoisonError::into_inner) = end;
            Ok(pulled)
        });
        read.await.unwrap_or_else(|error| Err(ArchiveError::retry(Reason::Busy, error)))
    }
}

impl Archive for FileArchive {
    fn pull(&self, after: After, limit: usize) -> BoxFuture<'_, Result<Pulled, ArchiveError>> {
        self.page(after.seq, limit).boxed()
    }

    fn media<'a>(&'a self, media: &'a MediaRef) -> BoxStream<'a, Result<Bytes, ArchiveError>> {
        let begin = Some((None, Check::default()));
        stream::try_unfold(begin, move |state| async move {
            let Some((file, mut check)) = state else { return Ok(None) };
            let mut file = match file {
                Some(file) => file,
                None => File::from_std(self.folder.media(media)?),
            };
            let piece = piece(&mut file).await.map_err(|error| ArchiveError::retry(Reason::NotReadable, error))?;
            check.take(&piece);
            if piece.is_empty() {
                check.finish(media)?;
                return Ok(None);
            }
            Ok(Some((piece, Some((Some(file), check)))))
        })
        .boxed()
    }
}

/// The next piece, full unless the file ends.
async fn piece(file: &mut File) -> std::io::Result<Bytes> {
    let mut piece = BytesMut::with_capacity(PIECE);
    while piece.len() < PIECE {
        let left = PIECE - piece.len();
        if file.take(left as u64).read_buf(&mut piece).await? == 0 {
            break;
        }
    }
    Ok(piece.freeze())
}
