//! What every use case needs: database, clock, ids, keys.

use crate::hints::Hints;
use crate::passwords::Passwords;
use crate::seal::Seal;
use crate::{Clock, Error, Ids, Result, Store};
use std::path::PathBuf;
use std::sync::Arc;

/// How an installation is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with the database, the key and the backups.
    pub data: PathBuf,
    /// PostgreSQL instead of the file in the folder; only builds with that feature take it.
    pub database_url: Option<String>,
    /// The address that browsers and phones reach this server at, without a slash at the end.
    pub public_url: String,
    /// Whether connections may point into private networks.
    pub allow_private_addresses: bool,
    /// The program that reads uploaded tables when it is called with `read-table`; this very one unless told otherwise, which is
    /// wrong only where this one is no Muster: in tests.
    pub reader: Option<PathBuf>,
    /// The vendor's library that reads WeCom's message archive; an absolute path. It runs as this user: only whoever starts the server
    /// may name it.
    pub archive_library: Option<PathBuf>,
    /// The only folder from which connections read files of messages. Without one, the organisation that was set up first reads from
    /// anywhere but the data folder, and no other from anywhere.
    pub archive_files: Option<PathBuf>,
    /// The key that seals credentials: 64 hexadecimal digits. Without one, the file `key` in the folder, made on first use.
    pub key: Option<String>,
}

/// What use cases read of the [`Options`].
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder with the database, the key and the backups.
    pub data: PathBuf,
    /// The address that browsers and phones reach this server at, without a slash at the end.
    pub public_url: String,
    /// Whether connections may point into private networks.
    pub allow_private_addresses: bool,
    /// The program that reads uploaded tables.
    pub reader: Option<PathBuf>,
    /// The vendor's library that reads WeCom's message archive.
    pub archive_library: Option<PathBuf>,
    /// The only folder from which connections read files of messages.
    pub archive_files: Option<PathBuf>,
    /// The address of the database on PostgreSQL, without its password; for people.
    pub database: Option<String>,
}

/// Database, clock, ids, keys. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Services {
    /// The database.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// New ids and random text.
    pub ids: Ids,
    /// Seals credentials.
    pub seal: Seal,
    /// Hashes passwords.
    pub passwords: Passwords,
    /// Tells browsers that something changed.
    pub hints: Hints,
    /// How the installation was opened.
    pub settings: Arc<Settings>,
    /// Wakes the workers when something was enqueued.
    pub wake: Arc<tokio::sync::Notify>,
    /// Told when a restore was confirmed: whoever runs this process closes everything and opens it anew.
    pub reopen: Arc<tokio::sync::Notify>,
    /// Clients of outside platforms, kept so that their tokens and limits are shared.
    pub clients: crate::connections::Clients,
    /// What platforms told of how people are, and nobody took in yet.
    pub presence: crate::presence::Inbox,
    /// Held for as long as the process lives, so that no second one serves the same folder.
    _lock: Option<Arc<std::fs::File>>,
}

impl Services {
    /// Opens an installation: takes the folder's lock, brings the tables up to date.
    ///
    /// # Errors
    /// The folder cannot be written, another process holds it, the database cannot be opened.
    pub async fn open(options: Options) -> Result<Self> {
        let folder = &options.data;
        std::fs::create_dir_all(folder)
            .map_err(|error| Error::Broken(format!("{} cannot be made: {error}", folder.display())))?;
        let lock = Arc::new(lock(folder)?);
        Self::open_locked(options, lock).await
    }

    /// Opens the data anew in the same process, keeping the folder's lock: after a restore was confirmed. The old services are closed.
    ///
    /// # Errors
    /// As [`Services::open`].
    pub async fn reopen(&self, options: Options) -> Result<Self> {
        match &self._lock {
            Some(lock) => Self::open_locked(options, lock.clone()).await,
            None => Self::open(options).await,
        }
    }

    /// With the lock: what a restore left to be done is done before anybody reads.
    async fn open_locked(options: Options, lock: Arc<std::fs::File>) -> Result<Self> {
        #[cfg(not(feature = "postgres"))]
        let ended = crate::restores::swap::finish(&options).await;
        let services = Self::open_with(options, None, Some(lock)).await?;
        #[cfg(not(feature = "postgres"))]
        if let Some(ended) = ended {
            crate::restores::swap::note(&services, ended).await?;
        }
        Ok(services)
    }

    /// Opens another database file of an installation, which nobody else uses.
    #[cfg(not(feature = "postgres"))]
    pub(crate) async fn beside(options: &Options, database: &std::path::Path) -> Result<Self> {
        Self::open_with(options.clone(), Some(database), None).await
    }

    /// Opens an installation for one small change, also while a server works on it: one writer more, which waits its turn. Takes
    /// the folder's lock if it is free.
    ///
    /// # Errors
    /// There is no installation, or the database cannot be opened.
    pub async fn open_beside(options: Options) -> Result<Self> {
        if !options.data.is_dir() {
            return Err(Error::Broken(format!("there is nothing in {}", options.data.display())));
        }
        match lock(&options.data) {
            Ok(lock) => Self::open_locked(options, Arc::new(lock)).await,
            Err(_) => Self::open_with(options, None, None).await,
        }
    }

    async fn open_with(
        options: Options,
        database: Option<&std::path::Path>,
        lock: Option<Arc<std::fs::File>>,
    ) -> Result<Self> {
        let clock = Clock::default();
        let ids = Ids::new(clock.clone());
        let seal = Seal::new(&key(&options, &ids)?)?;
        let hints = Hints::default();
        let store = store(&options, database, hints.clone(), ids.clone()).await?;
        let settings = Settings {
            data: options.data.clone(),
            public_url: options.public_url.trim_end_matches('/').to_owned(),
            allow_private_addresses: options.allow_private_addresses,
            reader: options.reader.clone(),
            archive_library: options.archive_library.clone(),
            archive_files: options.archive_files.clone(),
            database: options.database_url.as_deref().and_then(crate::backups::own_dumps::without_password),
        };
        Ok(Self {
            store,
            clock,
            ids,
            seal,
            passwords: Passwords::default(),
            hints,
            clients: crate::connections::Clients::default(),
            presence: crate::presence::Inbox::default(),
            settings: Arc::new(settings),
            wake: Arc::default(),
            reopen: Arc::default(),
            _lock: lock,
        })
    }
}

fn lock(folder: &std::path::Path) -> Result<std::fs::File> {
    let path = folder.join("lock");
    let wrong = |error: &dyn std::fmt::Display| Error::Broken(format!("{}: {error}", path.display()));
    let file = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| wrong(&error))?;
    // The lock belongs to the process: after a kill there is no stale one.
    file.try_lock().map_err(|_| {
        Error::Broken(format!("another Muster is running on {}; stop it or use --data", folder.display()))
    })?;
    Ok(file)
}

fn key(options: &Options, ids: &Ids) -> Result<String> {
    if let Some(key) = &options.key {
        return Ok(key.clone());
    }
    let path = options.data.join("key");
    if let Ok(key) = std::fs::read_to_string(&path) {
        return Ok(key);
    }
    let mut bytes = [0; 32];
    ids.fill(&mut bytes);
    let key = hex::encode(bytes);
    write_private(&path, &key).map_err(|error| Error::Broken(format!("{}: {error}", path.display())))?;
    Ok(key)
}

/// Writes a file that only its owner may read.
fn write_private(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(not(feature = "postgres"))]
async fn store(options: &Options, database: Option<&std::path::Path>, hints: Hints, ids: Ids) -> Result<Store> {
    if options.database_url.is_some() {
        return Err(Error::Broken("this build knows SQLite only; --database-url needs one with PostgreSQL".into()));
    }
    let usual = options.data.join("muster.db");
    Store::open_file(database.unwrap_or(&usual), hints, ids).await
}

#[cfg(feature = "postgres")]
async fn store(options: &Options, _: Option<&std::path::Path>, hints: Hints, ids: Ids) -> Result<Store> {
    let url = options.database_url.as_deref();
    let url = url.ok_or_else(|| Error::Broken("this build needs --database-url postgres://…".into()))?;
    Store::open_url(url, hints, ids).await
}
