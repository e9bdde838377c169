//! One child that is always there: whoever asks gets an answer, or an error after the tries that were set.

use std::{path::PathBuf, time::Duration};

use archive_reader::protocol::{Answer, Request, Route};
use tokio::sync::Mutex;

use super::{
    Program, Settings, WeComArchiveConfig,
    reader::{Fell, Reader},
    refusals,
};
use crate::{
    archive::{ArchiveError, Reason},
    secret::Secret,
};

/// First of the pauses between tries; they double.
const PAUSE: Duration = Duration::from_millis(500);
/// What the child gets beyond what the library may take, before it is ended.
const GRACE: Duration = Duration::from_secs(3);
/// How long loading the library or decrypting one message may take.
const LOCAL: Duration = Duration::from_secs(20);
/// How often one message is tried that makes the library fall over: once more, because it may not have been its fault.
const FALLS: u32 = 2;

#[derive(Debug)]
pub(super) struct Session {
    program: Program,
    library: PathBuf,
    corp_id: String,
    secret: Secret,
    proxy: String,
    proxy_password: Secret,
    settings: Settings,
    /// Taken out while it is asked: when whoever asks goes away in between, it ends with him instead of answering the next one.
    reader: Mutex<Option<Reader>>,
}

/// Why there is no answer.
pub(super) enum Failure {
    /// It is too large; ask for less.
    TooMuch,
    Error(ArchiveError),
}

/// What became of one message.
pub(super) enum Decrypted {
    Plain(String),
    /// The library's number.
    Not(i32),
    /// The library fell over it.
    Fell,
}

impl Session {
    pub(super) fn new(program: Program, config: &WeComArchiveConfig, settings: &Settings) -> Self {
        Self {
            program,
            library: config.library.clone(),
            corp_id: config.corp_id.clone(),
            secret: config.secret.clone(),
            proxy: config.proxy.clone().unwrap_or_default(),
            proxy_password: config.proxy_password.clone(),
            settings: settings.clone(),
            reader: Mutex::default(),
        }
    }

    pub(super) fn route(&self) -> Route {
        Route {
            proxy: self.proxy.clone(),
            password: self.proxy_password.expose().to_owned(),
            timeout: u32::try_from(self.settings.timeout.as_secs()).unwrap_or(u32::MAX).max(1),
        }
    }

    pub(super) async fn process(&self) -> Option<u32> {
        self.reader.lock().await.as_ref().and_then(Reader::id)
    }

    /// Asks for rows or a piece of a file. Refusals are errors here, after the tries that passing ones get.
    pub(super) async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        let mut tries = 1;
        loop {
            let error = match self.once(request, self.settings.timeout + GRACE).await {
                Ok(Ok(Answer::Refused { code })) if refusals::is_passing(code) => refusals::of_library(code),
                Ok(Ok(Answer::Refused { code })) => return Err(Failure::Error(refusals::of_library(code))),
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(Fell::TooMuch)) => return Err(Failure::TooMuch),
                Ok(Err(fell)) => fell.into(),
                Err(error) => return Err(Failure::Error(error)),
            };
            if tries >= self.settings.tries {
                return Err(Failure::Error(error));
            }
            self.pause(tries, &error).await;
            tries += 1;
        }
    }

    /// Decrypts one message. Only a child that cannot be started is an error: everything else is this message's own trouble, and must
    /// not hold up those after it.
    pub(super) async fn decrypt(&self, request: &Request) -> Result<Decrypted, ArchiveError> {
        let (mut falls, mut refused) = (0, 0);
        loop {
            match self.once(request, LOCAL).await? {
                Ok(Answer::Plain { text }) => return Ok(Decrypted::Plain(text)),
                // The page says to repeat the first once, the others until they pass [D 91774].
                Ok(Answer::Refused { code })
                    if (code == 10_008 && refused == 0)
                        || (refusals::is_passing(code) && refused + 1 < self.settings.tries) =>
                {
                    refused += 1;
                    self.pause(refused, &refusals::of_library(code)).await;
                }
                Ok(Answer::Refused { code }) => return Ok(Decrypted::Not(code)),
                Ok(other) => return Err(super::unexpected(&other)),
                Err(fell) => {
                    falls += 1;
                    if falls >= FALLS {
                        return Ok(Decrypted::Fell);
                    }
                    self.pause(falls, &fell.into()).await;
                }
            }
        }
    }

    /// One question to the child, which is started where there is none, and gone after it fell.
    async fn once(&self, request: &Request, patience: Duration) -> Result<Result<Answer, Fell>, ArchiveError> {
        let mut place = self.reader.lock().await;
        let mut reader = match place.take() {
            Some(reader) => reader,
            None => match self.start().await? {
                Ok(reader) => reader,
                Err(fell) => return Ok(Err(fell)),
            },
        };
        let answer = reader.ask(request, patience).await;
        if answer.is_ok() {
            *place = Some(reader);
        }
        Ok(answer)
    }

    async fn start(&self) -> Result<Result<Reader, Fell>, ArchiveError> {
        let mut reader = Reader::start(&self.program)?;
        let request = Request::Init {
            library: self.library.clone(),
            corp_id: self.corp_id.clone(),
            secret: self.secret.expose().to_owned(),
            memory: self.settings.memory,
        };
        match reader.ask(&request, LOCAL).await {
            Ok(Answer::Ready) => Ok(Ok(reader)),
            Ok(Answer::Unusable { fault, detail }) => Err(refusals::of_loading(fault, &detail)),
            Ok(Answer::Refused { code }) => {
                let detail = format!("the library does not take corp id and secret: {code}");
                Err(ArchiveError::stop(Reason::WrongCredentials, detail))
            }
            Ok(other) => Err(super::unexpected(&other)),
            Err(fell) => Ok(Err(fell)),
        }
    }

    async fn pause(&self, tries: u32, error: &ArchiveError) {
        tracing::debug!(tries, %error, "asking the message archive again");
        tokio::time::sleep(PAUSE.mul_f64(f64::from(1u32 << (tries - 1).min(6)) * self.settings.pace)).await;
    }
}
