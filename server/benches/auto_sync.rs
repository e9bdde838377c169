//! Auto Sync at size: as many accounts as members, read, compared, carried out, and read again without a change; beside what two
//! lists in memory take.

use crate::client::Client;
use crate::process::{EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use crate::{Options, fill};
use anyhow::{Context as _, Result, ensure};
use connectors::directory::{Account, Directory as _, file::FileDirectory};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Members whom the nested loop goes through; the rest is multiplied.
const LOOPED: usize = 1_000;

/// Runs the whole story.
pub async fn measure(options: &Options) -> Result<()> {
    let filled = fill::fill(options).await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("accounts.csv");
    write(&path, options.rows)?;
    let server = Process::serve(&filled.large())?;
    let at_rest = server.memory().0;
    let owner = Client::new(&server.origin());
    let signed = owner.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let save = json!({ "kind": "directory_file", "name": "Telephony", "settings": { "path": path } });
    let connection = owner.ask("connections/save", json!({ "save": save })).await["id"].clone();
    let (accounts, fetch) = fetched(&path).await?;
    let mut story = Story {
        server: &server,
        owner: &owner,
        connection,
        fetch,
        table: Table::new(
            &format!(
                "Auto Sync: {} members, {} accounts in a file, {at_rest} MB at rest (aim: 3 s beyond the fetch, 200 MB)",
                number(options.rows),
                number(accounts.len() as f64)
            ),
            &["", "rows", "seconds", "beyond the fetch", "rows/s", "CPU s", "peak memory"],
        ),
    };
    let set = story.sync("read and compared").await?.context("a change set")?;
    story.apply("carried out", &set).await?;
    // Who has no account is tried a second time, and never again after that.
    story.sync("again: second try of the others").await?;
    story.sync("again: nothing to try").await?;
    story.plain("fetched and thrown away", accounts.len(), fetch);
    let emails: Vec<String> = (0..options.rows).map(email).collect();
    let theirs: Vec<String> =
        accounts.into_iter().filter_map(|one| one.email).map(|email| email.to_lowercase()).collect();
    let (found, took) = hashed(&emails, &theirs);
    story.plain(&format!("in memory, by a hash ({} equal)", number(found as f64)), emails.len(), took);
    let (few, took) = looped(emails.get(..LOOPED).unwrap_or(&emails), &theirs);
    let times = emails.len() as f64 / few.max(1) as f64;
    story.plain("in memory, each with each (from a part)", emails.len(), took.mul_f64(times));
    story.table.print();
    Ok(())
}

fn email(n: u32) -> String {
    format!("person{n}@example.com")
}

/// As many accounts as members. Of each twenty, one member's has another address, and one member has two.
fn write(path: &Path, members: u32) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(file, "id,name,email,phone,number")?;
    for n in 0..members {
        let name = format!("Person {n}");
        match n % 20 {
            0 => writeln!(file, "a{n},{name},mail{n}@elsewhere.example,,{n}")?,
            1 => writeln!(file, "a{n},{name},{},,{n}\nb{n},{name},{},,", email(n), email(n))?,
            // Two fewer than that, so that both sides are as many.
            2 => {}
            // As platforms spell it.
            _ => writeln!(file, "a{n},{name},Person{n}@Example.com,,{n}")?,
        }
    }
    Ok(file.flush()?)
}

/// All accounts, read with the product's client, and how long that takes.
async fn fetched(path: &Path) -> Result<(Vec<Account>, Duration)> {
    let began = Instant::now();
    let directory = FileDirectory::new(path);
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = directory.accounts(cursor.as_ref()).await.map_err(|error| anyhow::anyhow!("{error}"))?;
        all.extend(page.rows.into_iter().flatten());
        cursor = page.next;
        if cursor.is_none() {
            return Ok((all, began.elapsed()));
        }
    }
}

/// Members with exactly one account, by a table of addresses.
fn hashed(members: &[String], accounts: &[String]) -> (usize, Duration) {
    let began = Instant::now();
    let mut amounts: HashMap<&str, u32> = HashMap::with_capacity(accounts.len());
    for email in accounts {
        *amounts.entry(email).or_default() += 1;
    }
    let found = members.iter().filter(|email| amounts.get(email.as_str()) == Some(&1)).count();
    (found, began.elapsed())
}

/// The same by comparing each with each; how many members were gone through.
fn looped(members: &[String], accounts: &[String]) -> (usize, Duration) {
    let began = Instant::now();
    let one = |email: &&String| accounts.iter().filter(|other| other == email).count() == 1;
    std::hint::black_box(members.iter().filter(one).count());
    (members.len(), began.elapsed())
}

struct Story<'a> {
    server: &'a Process,
    owner: &'a Client,
    connection: Value,
    fetch: Duration,
    table: Table,
}

impl Story<'_> {
    /// Presses the button; the change set, if something is to be done.
    async fn sync(&mut self, name: &str) -> Result<Option<Value>> {
        let from = (Instant::now(), self.server.processor());
        let press = json!({ "connection": self.connection, "kind": "sync_mappings" });
        let started = self.owner.ask("runs/start_sync", press).await;
        let run = self.over(&started["run"]["id"]).await?;
        let counts = &run["counts"];
        let rows = ["add", "leave", "unchanged"].iter().filter_map(|count| counts[count].as_i64()).sum();
        self.told(name, rows, from, self.fetch);
        let set = run["change_set"].clone();
        Ok((!set.is_null()).then_some(set))
    }

    async fn apply(&mut self, name: &str, set: &Value) -> Result<()> {
        let from = (Instant::now(), self.server.processor());
        let started = self.owner.ask("changes/apply", json!({ "id": set, "word": "APPLY" })).await;
        let run = self.over(&started["run"]["id"]).await?;
        ensure!(run["counts"]["failed"] == 0, "rows failed: {run}");
        self.told(name, run["done"].as_i64().unwrap_or_default(), from, Duration::ZERO);
        Ok(())
    }

    async fn over(&self, run: &Value) -> Result<Value> {
        loop {
            let run = self.owner.ask("runs/get", json!({ "id": run })).await;
            match run["state"].as_str() {
                Some("queued" | "running") => tokio::time::sleep(Duration::from_millis(20)).await,
                Some("done" | "waiting_review") => return Ok(run),
                _ => anyhow::bail!("the run failed: {run}"),
            }
        }
    }

    fn told(&mut self, name: &str, rows: i64, (began, processor): (Instant, f64), fetch: Duration) {
        let took = began.elapsed();
        let beyond = took.saturating_sub(fetch).as_secs_f64();
        eprintln!("  {name}: {rows} rows in {:.1} s", took.as_secs_f64());
        self.table.row([
            name.to_owned(),
            number(rows as f64),
            format!("{:.2}", took.as_secs_f64()),
            format!("{beyond:.2}"),
            number(rows as f64 / took.as_secs_f64()),
            format!("{:.1}", self.server.processor() - processor),
            format!("{} MB", self.server.memory().1),
        ]);
    }

    /// A line without the server.
    fn plain(&mut self, name: &str, rows: usize, took: Duration) {
        let seconds = took.as_secs_f64();
        let none = || "–".to_owned();
        self.table.row([
            name.to_owned(),
            number(rows as f64),
            format!("{seconds:.2}"),
            none(),
            number(rows as f64 / seconds.max(f64::EPSILON)),
            none(),
            none(),
        ]);
    }
}
