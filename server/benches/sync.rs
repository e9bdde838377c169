//! A whole corporation from the fake: read and compared, carried out, read again without a change.

use crate::client::Client;
use crate::process::{self, EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use crate::{Options, ceiling};
use anyhow::{Context as _, Result, ensure};
use connectors::wecom::fake::FakeOptions;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Runs the whole story.
pub async fn measure(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir()?;
    process::init(folder.path())?;
    let size = |name: &str, value: u32| [format!("--{name}"), value.to_string()];
    let departments = (options.members / 20).clamp(2, 5_000);
    let mut arguments = size("members", options.members).to_vec();
    arguments.extend(size("customers", options.customers));
    arguments.extend(size("departments", departments));
    // The platform's limits would be measured instead; the server's own client keeps them all the same.
    arguments.extend(size("per-minute", 10_000_000));
    let fake = Process::fake(&arguments)?;
    let server = Process::serve(folder.path())?;
    let base_url = format!("{}/cgi-bin", fake.origin());
    let owner = Client::new(&server.origin());
    let signed = owner.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let connection = connect(&owner, &base_url).await["id"].clone();
    let mut story = Story {
        server: &server,
        owner: &owner,
        connection,
        table: Table::new(
            &format!(
                "Synchronisation: {} members in {} departments, {} customers (aim: below 300 MB)",
                number(options.members),
                number(departments),
                number(options.customers)
            ),
            &["", "rows", "seconds", "rows/s", "server's CPU s", "fake's CPU s", "peak memory"],
        ),
        fake: &fake,
    };
    let set = story.sync("contacts: read and compared", "sync_contacts").await?.context("a change set")?;
    story.apply("contacts: carried out", &set).await?;
    let set = story.sync("customers: read and compared", "sync_customers").await?.context("a change set")?;
    story.apply("customers: carried out", &set).await?;
    story.sync("contacts: again, unchanged", "sync_contacts").await?;
    story.sync("customers: again, unchanged", "sync_customers").await?;
    story.ceiling("contacts: fetched and thrown away", ceiling::contacts(&base_url)).await?;
    story.ceiling("customers: fetched and thrown away", ceiling::customers(&base_url)).await?;
    story.table.print();
    let bytes: u64 =
        std::fs::read_dir(folder.path())?.flatten().filter_map(|file| Some(file.metadata().ok()?.len())).sum();
    println!("  data folder after it: {} MB", number((bytes / 1_000_000) as f64));
    Ok(())
}

/// Connects the made-up platform at this address; the connection.
pub async fn connect(owner: &Client, base_url: &str) -> Value {
    let corporation = FakeOptions::default();
    let save = json!({
        "kind": "wecom",
        "name": "WeCom",
        "settings": {
            "base_url": base_url,
            "corp_id": corporation.corp_id,
            "agent_id": corporation.agent_id.to_string(),
            "contact_secret": corporation.contact_secret,
            "app_secret": corporation.app_secret,
            "callback_token": corporation.callback_token,
            "callback_aes_key": corporation.callback_aes_key,
        },
        "brake_percent": 5,
    });
    owner.ask("connections/save", json!({ "save": save })).await
}

struct Story<'a> {
    server: &'a Process,
    fake: &'a Process,
    owner: &'a Client,
    connection: Value,
    table: Table,
}

impl Story<'_> {
    /// Presses the button; the change set, if something differed.
    async fn sync(&mut self, name: &str, kind: &str) -> Result<Option<Value>> {
        let from = self.now();
        let press = json!({ "connection": self.connection, "kind": kind });
        let started = self.owner.ask("runs/start_sync", press).await;
        let run = self.over(&started["run"]["id"]).await?;
        let counts = &run["counts"];
        let rows =
            ["add", "change", "leave", "conflict", "unchanged"].iter().filter_map(|count| counts[count].as_i64()).sum();
        self.told(name, rows, &from);
        let set = run["change_set"].clone();
        Ok((!set.is_null()).then_some(set))
    }

    /// Carries a change set out.
    async fn apply(&mut self, name: &str, set: &Value) -> Result<()> {
        let from = self.now();
        let started = self.owner.ask("changes/apply", json!({ "id": set, "word": "APPLY" })).await;
        let run = self.over(&started["run"]["id"]).await?;
        ensure!(run["counts"]["failed"] == 0, "rows failed: {run}");
        self.told(name, run["done"].as_i64().unwrap_or_default(), &from);
        Ok(())
    }

    async fn ceiling(&mut self, name: &str, fetch: impl Future<Output = Result<u64>>) -> Result<()> {
        let from = self.now();
        let rows = fetch.await?;
        self.told(name, rows as i64, &from);
        Ok(())
    }

    async fn over(&self, run: &Value) -> Result<Value> {
        loop {
            let run = self.owner.ask("runs/get", json!({ "id": run })).await;
            match run["state"].as_str() {
                Some("queued" | "running") => tokio::time::sleep(Duration::from_millis(100)).await,
                Some("done" | "waiting_review") => return Ok(run),
                _ => anyhow::bail!("the run failed: {run}"),
            }
        }
    }

    fn now(&self) -> (Instant, f64, f64) {
        (Instant::now(), self.server.processor(), self.fake.processor())
    }

    fn told(&mut self, name: &str, rows: i64, (began, server, fake): &(Instant, f64, f64)) {
        let seconds = began.elapsed().as_secs_f64();
        eprintln!("  {name}: {rows} rows in {seconds:.1} s");
        self.table.row([
            name.to_owned(),
            number(rows as f64),
            format!("{seconds:.1}"),
            number(rows as f64 / seconds),
            format!("{:.1}", self.server.processor() - server),
            format!("{:.1}", self.fake.processor() - fake),
            format!("{} MB", self.server.memory().1),
        ]);
    }
}
