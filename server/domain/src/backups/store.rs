//! The store that speaks S3.

use super::failure::of_io;
use super::settings::Kept;
use crate::{Result, Services};
use bytes::Bytes;
use futures::TryStreamExt as _;
use model::backup::{BackupFault, StoreSettings};
use model::problem::Fault;
use model::{Code, Problem};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::client::{HttpClient, HttpConnector};
use object_store::path::Path as Place;
use object_store::{BackoffConfig, ClientOptions, ObjectStoreExt as _, RetryConfig, WriteMultipart};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Bytes of a part, at least; S3 takes no smaller ones but the last (Amazon S3 limits: 5 MiB, 10 000 parts).
const PART: i64 = 8 * 1024 * 1024;
/// The most parts, with some to spare.
const PARTS: i64 = 9_000;
/// How long one request may take: a part over a line of 1 Mbit/s.
const PATIENCE: Duration = Duration::from_secs(90);

/// A store that files are sent to.
pub(crate) struct Remote {
    store: AmazonS3,
    prefix: String,
}

/// Hands out the client that refuses private networks, as all connections do.
#[derive(Debug)]
struct Guarded(HttpClient);

impl HttpConnector for Guarded {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(self.0.clone())
    }
}

impl Remote {
    /// The store of the settings; `None` where there is none.
    ///
    /// # Errors
    /// The settings cannot be used, or the secret does not open.
    pub(crate) fn of(services: &Services, kept: &Kept) -> Result<Option<Self>> {
        if !kept.settings.store.on {
            return Ok(None);
        }
        Self::open(services, &kept.settings.store, &kept.secret(services)?).map(Some)
    }

    fn open(services: &Services, settings: &StoreSettings, secret: &str) -> Result<Self> {
        let malformed = || Problem::field("endpoint", Fault::Malformed);
        let url = url::Url::parse(&settings.endpoint).map_err(|_| malformed())?;
        let client = connectors::http::client(&url, services.settings.allow_private_addresses, PATIENCE)
            .map_err(|_| Problem::new(Code::PrivateAddress))?;
        let region = if settings.region.is_empty() { "us-east-1" } else { &settings.region };
        let store = AmazonS3Builder::new()
            .with_endpoint(&settings.endpoint)
            .with_region(region)
            .with_bucket_name(&settings.bucket)
            .with_access_key_id(&settings.access_key)
            .with_secret_access_key(secret)
            .with_allow_http(true)
            // One object at a time: not every store that speaks S3 knows the call for many.
            .with_disable_bulk_delete(true)
            .with_http_connector(Guarded(HttpClient::new(client)))
            .with_retry(RetryConfig {
                backoff: BackoffConfig { max_backoff: Duration::from_secs(5), ..BackoffConfig::default() },
                max_retries: 3,
                retry_timeout: Duration::from_secs(180),
            })
            .build()
            .map_err(|error| refused(&error))?;
        Ok(Self { store, prefix: settings.prefix.clone() })
    }

    fn place(&self, name: &str) -> Place {
        Place::from_iter(self.prefix.split('/').chain([name]).filter(|part| !part.is_empty()))
    }

    /// Sends a file, in parts where it is large. One that breaks off leaves nothing there.
    pub(crate) async fn send(&self, path: &Path, name: &str) -> std::result::Result<(), Problem> {
        let unreadable = |error: std::io::Error| of_io(&error, path);
        let mut file = tokio::fs::File::open(path).await.map_err(unreadable)?;
        let size = file.metadata().await.map_err(unreadable)?.len() as i64;
        let place = self.place(name);
        if size <= PART {
            let mut bytes = Vec::with_capacity(size as usize);
            file.read_to_end(&mut bytes).await.map_err(unreadable)?;
            return self.store.put(&place, bytes.into()).await.map(drop).map_err(|error| refused(&error));
        }
        let upload = self.store.put_multipart(&place).await.map_err(|error| refused(&error))?;
        let part = PART.max(size / PARTS + 1) as usize;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, part);
        let sent = async {
            loop {
                let mut bytes = vec![0; 256 * 1024];
                let read = file.read(&mut bytes).await.map_err(unreadable)?;
                if read == 0 {
                    return Ok(());
                }
                bytes.truncate(read);
                // Two parts in memory, not the whole file.
                writer.wait_for_capacity(2).await.map_err(|error| refused(&error))?;
                writer.put(Bytes::from(bytes));
            }
        };
        match sent.await {
            Ok(()) => writer.finish().await.map(drop).map_err(|error| refused(&error)),
            Err(problem) => {
                let _ = writer.abort().await;
                Err(problem)
            }
        }
    }

    /// Reads a file back; SHA-256 of it.
    pub(crate) async fn sha256(&self, name: &str) -> std::result::Result<String, Problem> {
        let found = self.store.get(&self.place(name)).await.map_err(|error| refused(&error))?;
        let mut stream = found.into_stream();
        let mut digest = Sha256::new();
        while let Some(bytes) = stream.try_next().await.map_err(|error| refused(&error))? {
            digest.update(&bytes);
        }
        Ok(hex::encode(digest.finalize()))
    }

    /// Fetches a file.
    pub(crate) async fn fetch(&self, name: &str, path: &Path) -> std::result::Result<(), Problem> {
        let unwritable = |error: std::io::Error| of_io(&error, path);
        let found = self.store.get(&self.place(name)).await.map_err(|error| refused(&error))?;
        let mut stream = found.into_stream();
        let mut file = tokio::fs::File::create(path).await.map_err(unwritable)?;
        while let Some(bytes) = stream.try_next().await.map_err(|error| refused(&error))? {
            file.write_all(&bytes).await.map_err(unwritable)?;
        }
        file.sync_all().await.map_err(unwritable)
    }

    /// Removes a file; one that is not there is no failure.
    pub(crate) async fn remove(&self, name: &str) -> std::result::Result<(), Problem> {
        match self.store.delete(&self.place(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(refused(&error)),
        }
    }

    /// Writes, reads and removes a small object.
    pub(crate) async fn try_out(&self, name: &str) -> std::result::Result<(), Problem> {
        let place = self.place(name);
        let text = Bytes::from_static(b"Muster tries whether backups can be kept here.\n");
        self.store.put(&place, text.clone().into()).await.map_err(|error| refused(&error))?;
        let read = self.store.get(&place).await.map_err(|error| refused(&error))?;
        let read = read.bytes().await.map_err(|error| refused(&error))?;
        self.remove(name).await?;
        if read == text { Ok(()) } else { Err(BackupFault::Changed.problem()) }
    }
}

/// What the store says, in words that a person can act on. Its texts name no secret: requests are signed, not sent with one.
fn refused(error: &object_store::Error) -> Problem {
    use object_store::Error as E;
    let fault = match error {
        E::PermissionDenied { .. } | E::Unauthenticated { .. } => BackupFault::StoreRefused,
        E::NotFound { .. } => BackupFault::StoreMissing,
        _ => BackupFault::StoreFails,
    };
    let detail: String = innermost(error).chars().take(300).collect();
    fault.problem().with("detail", detail)
}

/// The cause at the bottom says what happened; those above only say that something did.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
