//! Deadlines and sizes of the edge.

use std::time::Duration;

/// How long and how much.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Until the headers of a request are there; also how long an idle connection is kept.
    pub header: Duration,
    /// Until a client takes more of an answer.
    pub stall: Duration,
    /// Until a request is answered.
    pub request: Duration,
    /// Until a file is taken in.
    pub upload: Duration,
    /// Until a request that finds all places taken is turned away.
    pub queue: Duration,
    /// Until connections under way are cut when the server ends.
    pub drain: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Requests at once.
    pub requests: usize,
    /// Bytes of headers, with the address.
    pub headers: u32,
    /// Bytes of a form.
    pub page_body: usize,
    /// Bytes of a server function's arguments.
    pub function_body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header: Duration::from_secs(10),
            stall: Duration::from_secs(30),
            request: Duration::from_secs(30),
            // 50 MB over a line of 1 Mbit/s.
            upload: Duration::from_secs(420),
            queue: Duration::from_secs(2),
            drain: Duration::from_secs(10),
            connections: 1_024.min(open_files() * 3 / 4),
            requests: 256,
            headers: 64 * 1024,
            page_body: 64 * 1024,
            function_body: 1024 * 1024,
        }
    }
}

/// Files that this process may have open; connections must leave some for the database.
fn open_files() -> usize {
    let text = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Max open files"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(usize::MAX / 4)
}
