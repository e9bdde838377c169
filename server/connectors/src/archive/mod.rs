//! The archive of messages: what members and customers wrote to each other, read from wherever it is kept.
//!
//! An [`Archive`] is pulled page by page, each page after a number; the numbers are the archive's own and only ever grow. There are two:
//!
//! * [`file`](mod@file) reads JSON Lines that another program wrote.
//! * [`wecom`] reads WeCom's session archive (会话内容存档) through the vendor's library, in a process of its own.
//!
//! Both give an [`ArchivedMessage`], parsed from the platform's own JSON with nothing thrown away. Storing them is the caller's: the
//! platform forgets after five days, so what a pull answers must be written down before the next one asks on.

mod body;
mod error;
mod fields;
pub mod file;
mod gap;
mod items;
mod md5;
mod media;
mod message;
mod text;
pub mod wecom;

use std::fmt;

use bytes::Bytes;
use futures::{future::BoxFuture, stream::BoxStream};

pub use body::{Body, Choice, Event, Question};
pub use error::{ArchiveError, Decision, Reason};
pub use gap::{Gap, KEPT};
pub use items::Item;
pub use media::MediaRef;
pub use message::{Action, ArchivedMessage, NotAMessage, Unreadable, Why};

/// The most messages of one pull [D 91774].
pub const PULL: usize = 1_000;

/// The most bytes of one piece of a file [D 91774].
pub const PIECE: usize = 512 * 1024;

/// After which message to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct After {
    /// The last number the caller has; 0 begins at the oldest there is.
    pub seq: u64,
    /// How long ago the caller had everything: since its last pull that was [caught up](Pulled::caught_up), or since the message with
    /// that number was sent, whichever is less. `None` when unknown; then every jump in the numbers counts as a [`Gap`].
    pub age: Option<std::time::Duration>,
}

impl After {
    /// After a number, without knowing how old it is.
    pub fn seq(seq: u64) -> Self {
        Self { seq, age: None }
    }
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Pulled {
    /// In the order of their numbers. What could not be read has its place among them, with the row as it came: store it too, because
    /// the archive will not have it for long and the next page begins after it.
    pub messages: Vec<Result<ArchivedMessage, Unreadable>>,
    /// Nothing came after these when the archive was asked. A page may be short without that.
    pub caught_up: bool,
    /// Messages may be missing before the first of these.
    pub gap: Option<Gap>,
}

impl Pulled {
    /// The last number of this page: where the next begins. `None` for an empty one.
    pub fn last_seq(&self) -> Option<u64> {
        self.messages.last().map(|row| match row {
            Ok(message) => message.seq,
            Err(unreadable) => unreadable.seq,
        })
    }
}

/// Where messages are kept.
pub trait Archive: fmt::Debug + Send + Sync {
    /// The next messages, at most `limit` of them and never more than [`PULL`]; often fewer.
    ///
    /// Asking twice after the same number is allowed, so a page that was not stored is not lost.
    ///
    /// # Errors
    /// [`ArchiveError::decision`] tells whether to come back or to tell a person. Nothing was skipped.
    fn pull(&self, after: After, limit: usize) -> BoxFuture<'_, Result<Pulled, ArchiveError>>;

    /// The bytes of a file in pieces of at most [`PIECE`], up to its end. The platform keeps files as long as messages.
    ///
    /// # Errors
    /// The last item, where there is one. [`Reason::Damaged`] when everything came and is not what the message announced: its MD5 differs, or
    /// its size where no MD5 was announced. Use nothing before the stream has ended without an error.
    fn media<'a>(&'a self, media: &'a MediaRef) -> BoxStream<'a, Result<Bytes, ArchiveError>>;
}
