//! A backup of a large database beside people who write: how long the longest of them waits.

use crate::Options;
use crate::client::Client;
use crate::fill::Filled;
use crate::process::{EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Two hundred a second.
const BETWEEN: Duration = Duration::from_millis(5);

/// Measures the writes alone, and then while a backup is made.
pub async fn measure(options: &Options, filled: &Filled) -> Result<()> {
    let server = Process::serve(&filled.large())?;
    let owner = Client::new(&server.origin());
    let signed = owner.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let root = owner.ask("departments/tree", json!({})).await[0]["id"].clone();
    let title = format!("Backup of {} members beside 200 writes a second", number(options.rows));
    let heads = ["", "seconds", "writes", "p50", "p99", "longest", "file"];
    let mut table = Table::new(&title, &heads);
    let mut writer = Writer { owner: &owner, root, written: 0 };
    let began = Instant::now();
    let alone = writer.until(|| began.elapsed() > Duration::from_secs(5)).await;
    table.row(row("without", &alone, began.elapsed(), ""));
    let id = owner.ask("backups/begin", json!({})).await["id"].clone();
    let began = Instant::now();
    let mut times = Vec::new();
    let made = loop {
        let next = Instant::now() + Duration::from_millis(500);
        times.extend(writer.until(|| Instant::now() > next).await);
        let page = owner.ask("backups/list", json!({})).await;
        let items = page["items"].as_array().cloned().unwrap_or_default();
        let one = items.into_iter().find(|one| one["id"] == id).unwrap_or_default();
        if one["state"] != "making" {
            break one;
        }
    };
    ensure!(made["state"] == "verified", "the backup failed: {made}");
    let size = made["size"].as_f64().unwrap_or_default() / 1e6;
    table.row(row("while it is made", &times, began.elapsed(), &format!("{size:.1} MB")));
    table.print();
    Ok(())
}

fn row(name: &str, times: &[Duration], took: Duration, file: &str) -> [String; 7] {
    let mut times = times.to_vec();
    times.sort();
    let at = |part: f64| {
        let index = ((times.len().saturating_sub(1)) as f64 * part) as usize;
        times.get(index).map_or_else(String::new, |time| format!("{:.1} ms", time.as_secs_f64() * 1e3))
    };
    let seconds = format!("{:.1}", took.as_secs_f64());
    [name.to_owned(), seconds, number(times.len() as f64), at(0.5), at(0.99), at(1.0), file.to_owned()]
}

struct Writer<'a> {
    owner: &'a Client,
    root: Value,
    written: u32,
}

impl Writer<'_> {
    /// Adds departments at the pace of two hundred a second; how long each took.
    async fn until(&mut self, over: impl Fn() -> bool) -> Vec<Duration> {
        let mut times = Vec::new();
        while !over() {
            let began = Instant::now();
            self.written += 1;
            let new = json!({ "parent_id": self.root, "name": format!("Team {}", self.written) });
            self.owner.ask("departments/add", json!({ "new": new })).await;
            let took = began.elapsed();
            times.push(took);
            tokio::time::sleep(BETWEEN.saturating_sub(took)).await;
        }
        times
    }
}
