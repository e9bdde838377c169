//! The same questions about the same customers to Directus, if a folder that has it is named.

use crate::customers::milliseconds;
use crate::table::Table;
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The script of the other side.
const PEER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/directus_peer.mjs");
/// Names the folder.
const FOLDER: &str = "MUSTER_BENCH_DIRECTUS";

/// What one question took on our side.
pub struct Taken {
    pub name: String,
    pub order: &'static str,
    pub found: usize,
    pub p50: Duration,
    pub p99: Duration,
}

/// Asks the other side and prints both. The server must have stopped: its database is read.
pub fn compare(database: &Path, work: &Path, ours: &[Taken]) -> Result<()> {
    if std::env::var_os(FOLDER).is_none() {
        println!("  beside it: npm install --prefix FOLDER directus@11.3.5 (Node 20), then {FOLDER}=FOLDER");
        return Ok(());
    }
    let mut command = Command::new("node");
    command.arg(PEER).arg(database).arg(work).stderr(Stdio::inherit());
    let output = command.output().context("the script starts")?;
    let lines = String::from_utf8_lossy(&output.stdout);
    let lines = lines.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    print(ours, &lines);
    // What it had told until then is printed.
    ensure!(output.status.success(), "the script failed");
    Ok(())
}

fn print(ours: &[Taken], lines: &[Value]) {
    let heads =
        ["filters", "order", "found", "by Directus", "p50", "p99", "Directus p50", "p99", "ratio of p50", "of p99"];
    let mut table = Table::new("The same asked of Directus (a ratio where both found as many)", &heads);
    for line in lines {
        if let Some(ours) = ours.iter().find(|ours| line["name"] == ours.name && line["order"] == ours.order) {
            table.row(row(ours, line));
        }
    }
    table.print();
    for line in lines {
        match line["what"].as_str() {
            Some("delete 1000") => println!("  {} customers deleted at once: {}", line["gone"], time(line, "ms")),
            Some("memory") => println!("  Directus's memory after it: {} MB, at most {} MB", line["now"], line["peak"]),
            _ => {}
        }
    }
}

fn row(ours: &Taken, line: &Value) -> [String; 10] {
    [
        ours.name.clone(),
        ours.order.to_owned(),
        ours.found.to_string(),
        line["found"].as_u64().map_or("?".to_owned(), |found| found.to_string()),
        milliseconds(ours.p50),
        milliseconds(ours.p99),
        time(line, "p50"),
        time(line, "p99"),
        ratio(ours, line, "p50", ours.p50),
        ratio(ours, line, "p99", ours.p99),
    ]
}

/// How many times as long the other side took; nothing if it found another number, as it does by pinyin.
fn ratio(ours: &Taken, line: &Value, field: &str, time: Duration) -> String {
    match (line["found"].as_u64(), line[field].as_f64()) {
        (Some(found), _) if found != ours.found as u64 => "-".to_owned(),
        (_, Some(theirs)) => format!("{}{:.1}", least(line), theirs / 1_000.0 / time.as_secs_f64()),
        (_, None) => String::new(),
    }
}

fn time(line: &Value, field: &str) -> String {
    let time = Duration::from_secs_f64(line[field].as_f64().unwrap_or_default() / 1_000.0);
    format!("{}{}", least(line), milliseconds(time))
}

/// It was given up, so that it took at least as long.
fn least(line: &Value) -> &'static str {
    if line["late"] == true { "≥ " } else { "" }
}
