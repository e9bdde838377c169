//! From the start of the process to "ready", and memory at rest.

use crate::fill::Filled;
use crate::process::Process;
use crate::table::{Table, number};
use anyhow::Result;
use std::path::Path;
use std::time::Duration;

const TIMES: usize = 7;

/// Starts the server on an existing database, several times.
pub fn measure(filled: &Filled) -> Result<()> {
    let mut table = Table::new(
        "Start and rest: process to \"ready\", resident memory 2 s later (aims: 300 ms, 50 MB)",
        &["database", "median", "slowest", "memory"],
    );
    let large = format!("{} members", number(filled.rows));
    for (name, data) in [("the owner alone", filled.small()), (large.as_str(), filled.large())] {
        let (mut ready, memory) = starts(&data)?;
        ready.sort();
        let slowest = ready[TIMES - 1].as_millis();
        table.row([
            name.to_owned(),
            format!("{} ms", ready[TIMES / 2].as_millis()),
            format!("{slowest} ms"),
            format!("{memory} MB"),
        ]);
    }
    table.print();
    Ok(())
}

fn starts(data: &Path) -> Result<(Vec<Duration>, u64)> {
    let mut ready = Vec::new();
    let mut memory = 0;
    for _ in 0..TIMES {
        let server = Process::serve(data)?;
        ready.push(server.ready_after);
        std::thread::sleep(Duration::from_secs(2));
        memory = memory.max(server.memory().0);
    }
    Ok((ready, memory))
}
