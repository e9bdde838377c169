//! The parent: starts the child, and takes its rows one by one.

use super::{Bounds, Line, Request};
use crate::{Options, ReadError, Result, Row, Source, Summary};
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::{Instant, timeout};

/// What to start as the child: something that calls [`serve`](super::serve).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// What it is called with.
    pub arguments: Vec<OsString>,
}

impl Program {
    /// This very program, as `muster read-table`.
    ///
    /// # Errors
    /// The system does not say where it is.
    pub fn current() -> Result<Self> {
        let path = std::env::current_exe().map_err(ReadError::failed)?;
        Ok(Self { path, arguments: vec!["read-table".into()] })
    }
}

/// Bytes of a line: the largest row, every character of it escaped. More than that no child of ours writes.
const LINE_BYTES: u64 = 64 << 20;

/// How long a process takes to end after its last word.
const GOING: Duration = Duration::from_secs(5);

/// Rows of a file, read by a child. Dropping it ends the child.
#[derive(Debug)]
pub struct Reader {
    child: Child,
    lines: BufReader<ChildStdout>,
    line: Vec<u8>,
    /// How much longer the child is waited for.
    patience: Duration,
    summary: Option<Summary>,
}

impl Reader {
    /// Starts a child on a file.
    ///
    /// # Errors
    /// It cannot be started.
    pub async fn open(program: &Program, source: Source<'_>, options: &Options, bounds: Bounds) -> Result<Self> {
        let (path, bytes) = match source {
            Source::Path(path) => (Some(std::path::absolute(path).map_err(ReadError::failed)?), [].as_slice()),
            Source::Bytes(bytes) => (None, bytes),
        };
        let request = Request { path, options: options.clone(), bounds };
        let mut request = serde_json::to_vec(&request).map_err(ReadError::failed)?;
        request.push(b'\n');
        // Nothing of what the server knows goes along, least of all its secrets.
        let mut child = Command::new(&program.path)
            .args(&program.arguments)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(ReadError::failed)?;
        let piped = || ReadError::failed("no pipe");
        let mut input = child.stdin.take().ok_or_else(piped)?;
        let lines = BufReader::with_capacity(1 << 16, child.stdout.take().ok_or_else(piped)?);
        let patience = Duration::from_secs(bounds.wait);
        let mut reader = Self { child, lines, line: Vec::new(), patience, summary: None };
        // The child takes everything before it says anything, so neither waits for the other.
        let feed = async {
            input.write_all(&request).await?;
            input.write_all(bytes).await?;
            input.shutdown().await
        };
        match reader.wait(feed).await? {
            // It has ended already, and its answer tells why.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(ReadError::failed(error)),
            _ => Ok(reader),
        }
    }

    /// The next row; none after the last. The child stops while nobody asks.
    ///
    /// # Errors
    /// The file cannot be read. [`ReadError::TooCostly`] where the child was ended over its bounds.
    pub async fn next(&mut self) -> Result<Option<Row>> {
        if self.summary.is_some() {
            return Ok(None);
        }
        match self.line().await? {
            Some(Line::Row(row)) => Ok(Some(row)),
            Some(Line::Summary(summary)) => {
                self.summary = Some(summary);
                Ok(None)
            }
            Some(Line::Refused(error)) => Err(error),
            None => Err(self.ended().await),
        }
    }

    /// What was read, once [`next`](Self::next) has given none.
    pub fn summary(&self) -> Option<&Summary> {
        self.summary.as_ref()
    }

    /// The process, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    async fn line(&mut self) -> Result<Option<Line>> {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        let patience = self.patience;
        let begun = Instant::now();
        let read = timeout(patience, (&mut self.lines).take(LINE_BYTES).read_until(b'\n', &mut line)).await;
        self.patience = patience.saturating_sub(begun.elapsed());
        read.map_err(|_| ReadError::TooCostly)?.map_err(ReadError::failed)?;
        // Cut off in the middle of a line, it has ended.
        let parsed = if line.ends_with(b"\n") { Some(serde_json::from_slice(&line)) } else { None };
        self.line = line;
        parsed.transpose().map_err(ReadError::failed)
    }

    /// Waits for the child no longer than for all it does.
    async fn wait<T>(&mut self, what: impl Future<Output = T>) -> Result<T> {
        let begun = Instant::now();
        let done = timeout(self.patience, what).await;
        self.patience = self.patience.saturating_sub(begun.elapsed());
        done.map_err(|_| ReadError::TooCostly)
    }

    /// Why the child ended without a last word.
    async fn ended(&mut self) -> ReadError {
        use std::os::unix::process::ExitStatusExt as _;
        // Where it has closed its output and lives on, dropping the reader ends it.
        let Ok(status) = timeout(GOING, self.child.wait()).await else { return ReadError::failed("it fell silent") };
        match status {
            // Out of memory, out of time, out of stack: Rust aborts, the system kills.
            Ok(status) if status.signal().is_some() => ReadError::TooCostly,
            Ok(status) => ReadError::failed(status),
            Err(error) => ReadError::failed(error),
        }
    }
}
