//! What the reading process may use, and where its output goes.

use std::{
    fs::{File, OpenOptions},
    io,
};

use rustix::{
    io::dup,
    process::{Resource, Rlimit, nice, setrlimit},
    stdio,
};

/// How far behind everything else reading stands.
const NICE: i32 = 5;

/// Takes standard output away from whatever else runs in this process: closed libraries print to it, and one word in between would
/// break a line of ours. What they print goes nowhere.
///
/// # Errors
/// The system refuses.
pub(crate) fn take_output() -> io::Result<File> {
    let mine = dup(stdio::stdout())?;
    let nowhere = OpenOptions::new().write(true).open("/dev/null")?;
    stdio::dup2_stdout(&nowhere)?;
    Ok(File::from(mine))
}

/// Binds this process, for good. Time is the parent's to watch: the process lives long.
///
/// # Errors
/// The system refuses.
pub(crate) fn bind(memory: u64) -> io::Result<()> {
    // It is allowed to be no nicer already.
    let _ = nice(NICE);
    bound(Resource::As, memory)?;
    // Messages and keys have no business in a dump on disk.
    bound(Resource::Core, 0)
}

fn bound(resource: Resource, most: u64) -> io::Result<()> {
    Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
}
