//! The child: reads one file, and ends.

use super::{Bounds, Line, Request};
use crate::read::{load, read_bytes};
use crate::{ReadError, Result, Row, Summary};
use std::fs::File;
use std::io::{BufRead, BufWriter, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;

/// Reads the file that standard input asks for, and answers on standard output. Call it first thing in a process without threads:
/// the process binds itself to the [`Bounds`] of the request.
///
/// It fails only where nobody takes the answer; a file that cannot be read is an answer.
pub fn serve() -> ExitCode {
    // The answer tells of it; the log of the parent is no place for what a stranger's file does.
    set_hook(Box::new(|_| {}));
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let answer = |out: &mut dyn Write| answer(&mut std::io::stdin().lock(), out);
    let line = match catch_unwind(AssertUnwindSafe(|| answer(&mut out))) {
        Ok(Ok(summary)) => Line::Summary(summary),
        Ok(Err(error)) => Line::Refused(error),
        // The readers underneath trust more than they should.
        Err(panic) => Line::Refused(ReadError::broken(panic_in_words(&*panic))),
    };
    if write(&mut out, &line).is_ok() && out.flush().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn answer(input: &mut dyn BufRead, out: &mut dyn Write) -> Result<Summary> {
    let mut line = String::new();
    input.read_line(&mut line).map_err(ReadError::failed)?;
    let request: Request = serde_json::from_str(&line).map_err(ReadError::failed)?;
    request.bounds.bind()?;
    let bytes = match request.path {
        Some(path) => load(File::open(path).map_err(ReadError::failed)?)?,
        None => load(input)?,
    };
    Bounds::seal()?;
    let mut gone = None;
    let mut give = |row: Row| match write(out, &Line::Row(row)) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            gone = Some(error);
            ControlFlow::Break(())
        }
    };
    let summary = read_bytes(&bytes, &request.options, &mut give)?;
    gone.map_or(Ok(summary), |error| Err(ReadError::failed(error)))
}

fn write(out: &mut dyn Write, line: &Line) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn panic_in_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "the reader gave up".to_owned())
}
