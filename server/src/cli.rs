//! The command line. Every option is also an environment variable `MUSTER_…`; secrets also come from files, `MUSTER_…_FILE`.

use crate::config::secret;
use crate::http::address::Network;
use anyhow::{Context as _, Result};
use clap::builder::FalseyValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use model::api_key::Scope;
use model::webhook::MAX_KEEP_HOURS;
use std::net::SocketAddr;
use std::path::PathBuf;

pub use crate::commands::fake::Fake;

/// Admin console for the people of an organisation and the customers they look after.
#[derive(Debug, Parser)]
#[command(name = "muster", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the console; on the first start prints the set-up link
    Serve(Serve),
    /// Make an organisation and its first owner without a browser
    Init(Init),
    /// Serve a made-up organisation with made-up platforms, everything clickable; nothing is kept
    Demo(Demo),
    /// Write everything into one file
    Backup(Backup),
    /// Bring everything back from such a file
    Restore(Restore),
    /// Backups that the server made
    Backups {
        /// What to do with them.
        #[command(subcommand)]
        what: Backups,
    },
    /// Check the database, its references and the activity's chain
    Check(Place),
    /// Give an organisation another plan: what costs this installation money is limited on the free one
    Plan(Plan),
    /// Keys for scripts
    Key {
        /// What to do with them.
        #[command(subcommand)]
        what: Key,
    },
    /// Give an identity provider (a SCIM connection) a new token, also beside a running server; it is printed only now
    ScimToken(ScimToken),
    /// Run a made-up outside platform, to try connections without an account there
    Fake {
        /// Which platform.
        #[command(subcommand)]
        platform: Fake,
    },
    /// Read one uploaded table for the server that asks on standard input
    #[command(hide = true)]
    ReadTable,
    /// Let the platform's own library read the message archive for the server that asks on standard input
    #[command(hide = true)]
    ReadArchive,
}

/// Where the data is.
#[derive(Debug, Args, Clone)]
pub struct Place {
    /// Folder with the database, the key and the backups
    #[arg(long, value_name = "DIR", env = "MUSTER_DATA", default_value = "./data")]
    pub data: PathBuf,
    /// PostgreSQL instead of the file in the folder, in builds with PostgreSQL
    #[arg(long, value_name = "URL", env = "MUSTER_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// File that holds the database URL
    #[arg(long, value_name = "FILE", env = "MUSTER_DATABASE_URL_FILE", hide = true)]
    pub database_url_file: Option<PathBuf>,
    /// File that holds the key which seals credentials, 64 hexadecimal digits [default: `key` in the data folder]
    #[arg(long, value_name = "FILE", env = "MUSTER_KEY_FILE")]
    pub key_file: Option<PathBuf>,
}

impl Place {
    /// How the domain opens it.
    ///
    /// # Errors
    /// A secret's file cannot be read.
    pub fn options(&self, public_url: &str, allow_private_addresses: bool) -> Result<domain::Options> {
        // The key has no option of its own: the arguments of a process can be read by everybody on the machine.
        let key = std::env::var("MUSTER_KEY").ok();
        let url = self.database_url.clone();
        Ok(domain::Options {
            data: self.data.clone(),
            database_url: secret("MUSTER_DATABASE_URL", url, self.database_url_file.as_deref())?,
            public_url: public_url.to_owned(),
            allow_private_addresses,
            reader: None,
            archive_library: None,
            archive_files: None,
            key: secret("MUSTER_KEY", key, self.key_file.as_deref())?,
        })
    }
}

/// Options of `serve`.
#[derive(Debug, Args, Clone)]
pub struct Serve {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// How to reach the network.
    #[command(flatten)]
    pub network: NetworkOptions,
    /// Where messages are read from.
    #[command(flatten)]
    pub archive: ArchiveOptions,
}

/// What lets the server read message archives.
#[derive(Debug, Args, Clone)]
pub struct ArchiveOptions {
    /// WeCom's own library libWeWorkFinanceSdk_C.so, which reads its message archive; it runs as this user
    #[arg(long = "archive-library", value_name = "FILE", env = "MUSTER_ARCHIVE_LIBRARY")]
    pub library: Option<PathBuf>,
    /// The only folder from which connections read files of messages [default: any but the data, for the first organisation alone]
    #[arg(long = "archive-files", value_name = "DIR", env = "MUSTER_ARCHIVE_FILES")]
    pub files: Option<PathBuf>,
}

impl ArchiveOptions {
    /// The library as a path that does not depend on where the server was started.
    ///
    /// # Errors
    /// There is no such file.
    pub fn library(&self) -> Result<Option<PathBuf>> {
        let real =
            |path: &PathBuf| path.canonicalize().with_context(|| format!("--archive-library {}", path.display()));
        self.library.as_ref().map(real).transpose()
    }
}

/// How to reach the network, and what to say about it.
#[derive(Debug, Args, Clone)]
pub struct NetworkOptions {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR", env = "MUSTER_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Address that browsers and phones use; links and cookies depend on it [default: http:// and the address above]
    #[arg(long, value_name = "URL", env = "MUSTER_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Let connections point at this machine and private networks (tests, platforms on premises)
    #[arg(long, env = "MUSTER_ALLOW_PRIVATE_ADDRESSES", value_parser = FalseyValueParser::new())]
    pub allow_private_addresses: bool,
    /// Serve /metrics here [default: on the main port, for callers on this machine only]
    #[arg(long, value_name = "ADDR", env = "MUSTER_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// Proxies whose X-Forwarded-For is believed, like 10.0.0.0/8; several with commas
    #[arg(long, value_name = "CIDR", env = "MUSTER_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<Network>,
    /// What is logged to standard error, like `info` or `domain=debug,info`
    #[arg(long, value_name = "FILTER", env = "MUSTER_LOG", default_value = "info")]
    pub log: String,
    /// How it is logged
    #[arg(long, value_enum, env = "MUSTER_LOG_FORMAT", default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

/// Options of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// Name of the organisation
    #[arg(long, value_name = "NAME")]
    pub organisation: String,
    /// E-mail address of the first owner; an existing account becomes owner if the password fits
    #[arg(long, value_name = "EMAIL")]
    pub email: String,
    /// Name of the first owner [default: what stands before the @]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Read the password from standard input; without this one is made up and printed
    #[arg(long)]
    pub password_stdin: bool,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `plan`.
#[derive(Debug, Args)]
pub struct Plan {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// Name of the organisation; all of this name where there are several
    #[arg(long, value_name = "NAME")]
    pub organisation: String,
    /// The plan
    #[arg(value_enum)]
    pub plan: PlanKind,
}

/// What an organisation has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanKind {
    /// Up to 100 imported files a day for each person and each network address
    Free,
    /// Without that limit
    Paid,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// How to reach the network.
    #[command(flatten)]
    pub network: NetworkOptions,
}

/// Options of `backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// File to write
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Pack and encrypt it with the passphrase in MUSTER_PASSPHRASE
    #[arg(long)]
    pub encrypt: bool,
    /// File that holds the passphrase
    #[arg(long, value_name = "FILE", env = "MUSTER_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Make a backup as the page does and send it to the store that is set there
    #[arg(long, value_enum)]
    pub to: Option<Target>,
    /// Let the store be on this machine or in a private network
    #[arg(long, env = "MUSTER_ALLOW_PRIVATE_ADDRESSES", value_parser = FalseyValueParser::new())]
    pub allow_private_addresses: bool,
}

/// Where a backup goes besides the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// The store that speaks S3
    S3,
}

/// What to do with backups.
#[derive(Debug, Subcommand)]
pub enum Backups {
    /// Print them, newest first, also beside a running server
    List {
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
}

/// Options of `restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// Where the data goes.
    #[command(flatten)]
    pub place: Place,
    /// File to read
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only print what would be lost and what would come back
    #[arg(long, visible_alias = "diff")]
    pub dry_run: bool,
    /// File that holds the passphrase of an encrypted file [default: MUSTER_PASSPHRASE]
    #[arg(long, value_name = "FILE", env = "MUSTER_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
}

/// What to do with API keys.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Make an API key, also beside a running server; it is printed only now
    Create(KeyCreate),
    /// Give an API key a new text, also beside a running server; the old one works on for a while
    Rotate(KeyRotate),
}

/// Options of `key create`.
#[derive(Debug, Args)]
pub struct KeyCreate {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// Organisation: its name, its id or its door number
    #[arg(long, value_name = "O")]
    pub organisation: String,
    /// Name of the key; the activity shows it
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// What the key may be used for, like members.read or all; several with commas or by saying it again
    #[arg(long, value_name = "SCOPE", required = true, num_args = 1.., value_delimiter = ',', value_parser = scope)]
    pub scope: Vec<Scope>,
    /// Days until it stops working [default: never]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(1..=36_500))]
    pub expires_in_days: Option<i64>,
    /// Requests a minute [default: 600]
    #[arg(long, value_name = "N")]
    pub rate: Option<i64>,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `key rotate`.
#[derive(Debug, Args)]
pub struct KeyRotate {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// Organisation: its name, its id or its door number
    #[arg(long, value_name = "O")]
    pub organisation: String,
    /// The key: its name or its id
    #[arg(long, value_name = "KEY")]
    pub key: String,
    /// Hours for which the old text works on
    #[arg(long, value_name = "HOURS", default_value_t = 24, value_parser = clap::value_parser!(i64).range(0..=MAX_KEEP_HOURS))]
    pub keep_hours: i64,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `scim-token`.
#[derive(Debug, Args)]
pub struct ScimToken {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// Organisation: its name, its id or its door number
    #[arg(long, value_name = "O")]
    pub organisation: String,
    /// The connection: its name or its id
    #[arg(long, value_name = "CONNECTION")]
    pub connection: String,
    /// Hours for which the token before it works on
    #[arg(long, value_name = "HOURS", default_value_t = 24, value_parser = clap::value_parser!(i64).range(0..=MAX_KEEP_HOURS))]
    pub keep_hours: i64,
    /// Answer in JSON
    #[arg(long)]
    pub json: bool,
}

fn scope(word: &str) -> Result<Scope, String> {
    let all = || Scope::ALL.iter().map(|scope| scope.word()).collect::<Vec<_>>().join(", ");
    Scope::from_word(word).ok_or_else(|| format!("there are {}", all()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
