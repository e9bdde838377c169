//! WeCom's session archive (会话内容存档) [D 91774].
//!
//! Every row is encrypted twice: its text with a key of its own, in an envelope that only the vendor's library opens, and that key with
//! the corporation's public RSA key. The library ([`WeComArchiveConfig::library`]) runs in a child process, which may die; the private
//! keys stay here. The child is started with the first question, kept, and started again when it is gone; whatever it was asked is
//! asked again, and nothing is counted as read before it is answered.
//!
//! One child answers one question at a time. That alone stays below the platform's bounds of 4 000 pulls and 25 000 pieces of files a
//! minute [D 90312]: each is a round trip to the platform.

mod keys;
mod reader;
mod refusals;
mod rows;
mod session;

use std::{path::PathBuf, time::Duration};

use archive_reader::protocol::{Answer, Request};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use futures::{
    FutureExt, StreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};

pub(crate) use keys::read_key;
pub use keys::{KeyError, PrivateKeys};
pub use reader::Program;

use super::{After, Archive, ArchiveError, ArchivedMessage, MediaRef, PIECE, Pulled, Reason, Unreadable, md5::Check};
use crate::secret::Secret;
use session::Session;

/// A corporation's archive.
#[derive(Debug, Clone)]
pub struct WeComArchiveConfig {
    /// The vendor's `libWeWorkFinanceSdk_C.so`, which the administrator downloads; an absolute path. Whoever may set it runs code of his
    /// choice as the server's user: it belongs among the server's own options and not into a form.
    pub library: PathBuf,
    pub corp_id: String,
    /// 会话内容存档 → Secret.
    pub secret: Secret,
    /// Of every version that messages may still name.
    pub keys: PrivateKeys,
    /// A forward proxy such as `http://10.0.0.1:8081` or `socks5://10.0.0.1:8081`. The library has the platform's address built in, so
    /// this is also what leads to a fake.
    pub proxy: Option<String>,
    /// `user:password` for the proxy; empty without.
    pub proxy_password: Secret,
}

/// What tests and careful administrators change.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The most rows asked for at once. The platform allows 1000; who uses the library for long advises a few hundred.
    pub page: usize,
    /// How long the library may take for one call. The child gets a few seconds more before it is ended.
    pub timeout: Duration,
    /// Bytes of address space of the child.
    pub memory: u64,
    /// How often one question is asked altogether, after passing trouble and after a child that died.
    pub tries: u32,
    /// Multiplies the pauses between tries; 1 outside tests.
    pub pace: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { page: 200, timeout: Duration::from_secs(30), memory: 1 << 30, tries: 3, pace: 1.0 }
    }
}

/// The archive of one corporation. Make one and keep it: each has a child of its own.
#[derive(Debug)]
pub struct WeComArchive {
    session: Session,
    config: WeComArchiveConfig,
    settings: Settings,
}

impl WeComArchive {
    /// Starts nothing yet: what is wrong with program or library is the answer to the first question.
    pub fn new(program: Program, config: WeComArchiveConfig, settings: Settings) -> Self {
        let session = Session::new(program, &config, &settings);
        Self { session, config, settings }
    }

    /// Opens a row that was stored because it could not be opened, [`Unreadable::raw`], once its key is there.
    ///
    /// # Errors
    /// The outer one, when the child cannot be asked; the inner one, when it still cannot be opened.
    pub async fn reopen(&self, raw: &str) -> Result<Result<ArchivedMessage, Unreadable>, ArchiveError> {
        self.open(&rows::Row::parse(raw)).await
    }

    /// The process of the child, while there is one.
    pub async fn process(&self) -> Option<u32> {
        self.session.process().await
    }

    async fn page(&self, after: After, limit: usize) -> Result<Pulled, ArchiveError> {
        let most = limit.clamp(1, self.settings.page.clamp(1, super::PULL));
        let rows = self.rows(after.seq, u32::try_from(most).unwrap_or(1)).await?;
        let mut pulled = Pulled {
            caught_up: rows.is_empty(),
            gap: super::Gap::between(after, rows.first().map(|row| row.seq)),
            ..Pulled::default()
        };
        for row in &rows {
            pulled.messages.push(self.open(row).await?);
        }
        Ok(pulled)
    }

    /// Asks for fewer where the answer would be too large.
    async fn rows(&self, seq: u64, mut limit: u32) -> Result<Vec<rows::Row>, ArchiveError> {
        loop {
            let request = Request::Pull { seq, limit, route: self.session.route() };
            let answer = match self.session.ask(&request).await {
                Ok(Answer::Pulled { text }) => rows::read(&text, seq),
                Ok(other) => return Err(unexpected(&other)),
                Err(session::Failure::TooMuch) => Err(rows::NoRows::TooMany),
                Err(session::Failure::Error(error)) => return Err(error),
            };
            match answer {
                Ok(rows) => return Ok(rows),
                Err(rows::NoRows::TooMany) if limit > 1 => limit /= 2,
                Err(rows::NoRows::TooMany) => {
                    return Err(ArchiveError::stop(Reason::BadAnswer, "one row is larger than can be read"));
                }
                Err(rows::NoRows::Error(error)) => return Err(error),
            }
        }
    }

    async fn open(&self, row: &rows::Row) -> Result<Result<ArchivedMessage, Unreadable>, ArchiveError> {
        let key = match row.key(&self.config.keys) {
            Ok(key) => key,
            Err(why) => return Ok(Err(row.unreadable(why))),
        };
        let request = Request::Decrypt { key, message: row.message.clone() };
        match self.session.decrypt(&request).await? {
            session::Decrypted::Plain(text) => Ok(row.message(text)),
            session::Decrypted::Not(code) => Ok(Err(row.refused(code))),
            session::Decrypted::Fell => Ok(Err(row.unreadable(super::Why::ReaderDied))),
        }
    }

    /// The next piece, and what to ask for after it; nothing after the last.
    async fn piece(&self, media: &MediaRef, index: &str) -> Result<(Bytes, Option<String>), ArchiveError> {
        let route = self.session.route();
        let request = Request::Media { file: media.sdkfileid.clone(), index: index.to_owned(), route };
        let strange = |what: &str| ArchiveError::retry(Reason::BadAnswer, what);
        match self.session.ask(&request).await {
            Ok(Answer::Piece { data, index: next, finished }) => {
                let data = STANDARD.decode(data).map_err(|_| strange("a piece that is not base64"))?;
                if data.len() > PIECE {
                    return Err(strange("a piece larger than the platform says"));
                }
                if !finished && next == index {
                    return Err(strange("the file does not go on"));
                }
                Ok((data.into(), (!finished).then_some(next)))
            }
            Ok(other) => Err(unexpected(&other)),
            Err(session::Failure::TooMuch) => Err(strange("a piece larger than can be read")),
            Err(session::Failure::Error(error)) => Err(error),
        }
    }
}

impl Archive for WeComArchive {
    fn pull(&self, after: After, limit: usize) -> BoxFuture<'_, Result<Pulled, ArchiveError>> {
        self.page(after, limit).boxed()
    }

    fn media<'a>(&'a self, media: &'a MediaRef) -> BoxStream<'a, Result<Bytes, ArchiveError>> {
        let begin = (Some(String::new()), Check::default());
        stream::try_unfold(begin, move |(index, mut check)| async move {
            let Some(index) = index else {
                check.finish(media)?;
                return Ok(None);
            };
            let (piece, next) = self.piece(media, &index).await?;
            check.take(&piece);
            Ok(Some((piece, (next, check))))
        })
        .boxed()
    }
}

fn unexpected(answer: &Answer) -> ArchiveError {
    let what = match answer {
        Answer::Misunderstood { detail } => detail.as_str(),
        _ => "an answer to another question",
    };
    ArchiveError::stop(Reason::NoReader, format_args!("the reading process is of another version: {what}"))
}
