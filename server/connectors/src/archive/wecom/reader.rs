//! The child process from its parent's side: started, asked, ended and started again.

use std::{
    ffi::OsString,
    fmt,
    io::ErrorKind,
    path::PathBuf,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use archive_reader::protocol::{Answer, LINE_BYTES, Request};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

use crate::archive::{ArchiveError, Reason};

/// What to start as the child: something that calls `archive_reader::serve`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The server itself, or the program of `archive-reader`. A server that is linked statically cannot be it: it loads no library.
    pub path: PathBuf,
    /// What it is called with.
    pub arguments: Vec<OsString>,
}

/// How long a process takes to end after its last word.
const GOING: Duration = Duration::from_secs(2);

/// A running child. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Reader {
    child: Child,
    input: ChildStdin,
    lines: BufReader<ChildStdout>,
}

/// Why there is no answer. The child is not to be asked again.
#[derive(Debug)]
pub(super) enum Fell {
    /// In words.
    Died(String),
    TimedOut(Duration),
    /// It answers more than a line may hold.
    TooMuch,
}

impl Reader {
    /// Starts a child that knows nothing yet.
    pub(super) fn start(program: &Program) -> Result<Self, ArchiveError> {
        let failed = |error: &dyn fmt::Display| {
            ArchiveError::stop(Reason::NoReader, format_args!("{}: {error}", program.path.display()))
        };
        // Nothing of what the server knows goes along, least of all its secrets. What closed code prints is nobody's to read.
        let spawned = Command::new(&program.path)
            .args(&program.arguments)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        let mut child = spawned.map_err(|error| failed(&error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(out)) => Ok(Self { child, input, lines: BufReader::with_capacity(1 << 16, out) }),
            _ => Err(failed(&"no pipe")),
        }
    }

    /// Asks and waits for the answer. When this is dropped before it is done, so must the reader be: the answer would be taken for that
    /// to the next question.
    pub(super) async fn ask(&mut self, request: &Request, patience: Duration) -> Result<Answer, Fell> {
        let mut line = serde_json::to_vec(request).map_err(|error| Fell::Died(error.to_string()))?;
        line.push(b'\n');
        let talk = async {
            match self.input.write_all(&line).await {
                // It has ended already, and how it did tells why.
                Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(error),
                _ => self.input.flush().await.ok(),
            };
            let mut answer = Vec::new();
            (&mut self.lines).take(LINE_BYTES).read_until(b'\n', &mut answer).await?;
            Ok(answer)
        };
        let answer = match timeout(patience, talk).await {
            Err(_) => return Err(Fell::TimedOut(patience)),
            Ok(Err(error)) => return Err(Fell::Died(error.to_string())),
            Ok(Ok(answer)) => answer,
        };
        if !answer.ends_with(b"\n") {
            return Err(if answer.len() as u64 == LINE_BYTES { Fell::TooMuch } else { self.ended().await });
        }
        serde_json::from_slice(&answer).map_err(|error| Fell::Died(format!("it answers nonsense: {error}")))
    }

    /// The process, while it runs.
    pub(super) fn id(&self) -> Option<u32> {
        self.child.id()
    }

    async fn ended(&mut self) -> Fell {
        Fell::Died(match timeout(GOING, self.child.wait()).await {
            Ok(Ok(status)) => in_words(status),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it closed its output".to_owned(),
        })
    }
}

fn in_words(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(signal) => format!("it was ended by signal {signal}"),
        None => format!("it ended by itself, {status}"),
    }
}

impl From<Fell> for ArchiveError {
    fn from(fell: Fell) -> Self {
        match fell {
            Fell::Died(how) => Self::retry(Reason::ReaderDied, how),
            Fell::TimedOut(patience) => {
                Self::retry(Reason::TimedOut, format_args!("no answer in {} seconds", patience.as_secs()))
            }
            Fell::TooMuch => Self::retry(Reason::BadAnswer, "one answer is larger than can be read"),
        }
    }
}
