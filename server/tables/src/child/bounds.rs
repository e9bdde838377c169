//! What the reading process may use.

use crate::{ReadError, Result, limits};
use rustix::process::{Resource, Rlimit, nice, setrlimit};
use serde::{Deserialize, Serialize};

/// What the reading process may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// Bytes of address space (`RLIMIT_AS`), its own program among them.
    pub memory: u64,
    /// Seconds of processor time (`RLIMIT_CPU`).
    pub processor: u64,
    /// Seconds that the parent waits for it in all. The time that the parent itself takes over the rows does not count.
    pub wait: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { memory: limits::MEMORY_BYTES, processor: limits::PROCESSOR_SECONDS, wait: limits::WAIT_SECONDS }
    }
}

/// How far behind everything else reading stands.
const NICE: i32 = 10;

impl Bounds {
    /// Binds this process, for good.
    ///
    /// # Errors
    /// The system refuses.
    pub(super) fn bind(self) -> Result<()> {
        // It is allowed to be no nicer already.
        let _ = nice(NICE);
        bound(Resource::As, self.memory)?;
        bound(Resource::Cpu, self.processor)?;
        // A file's content has no business in a dump on disk.
        bound(Resource::Core, 0)?;
        bound(Resource::Fsize, 0)
    }

    /// Lets this process open nothing any more: no file, no connection.
    ///
    /// # Errors
    /// The system refuses.
    pub(super) fn seal() -> Result<()> {
        bound(Resource::Nofile, 0)
    }
}

fn bound(resource: Resource, most: u64) -> Result<()> {
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).map_err(ReadError::failed)
}
