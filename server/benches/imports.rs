//! A workbook of members: read, checked, proposed, carried out; beside the same with Python's openpyxl and Django.

use crate::client::Client;
use crate::process::{self, EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use crate::{Options, workbook};
use anyhow::{Context as _, Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// The script of the other side.
const PEER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/import_peer.py");
/// How often it is looked whether a step is over: an open page asks once a second.
const LOOK: Duration = Duration::from_millis(200);
const EDGE: &str = "----muster-bench-edge";

/// Runs the whole story.
pub async fn measure(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("staff.xlsx");
    workbook::write(&file, options.staff)?;
    let data = folder.path().join("data");
    process::init(&data)?;
    let server = Process::serve(&data)?;
    let owner = Client::new(&server.origin());
    let signed = owner.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let title = format!(
        "Import: {} rows of {} columns, one in {} faulty (aim: read and checked 4 s, carried out 6 s, 400 MB)",
        number(options.staff),
        workbook::COLUMNS,
        workbook::FAULTY
    );
    let heads = ["", "rows", "seconds", "rows/s", "CPU s", "peak memory", "of its reader"];
    let mut story = Story { server: &server, owner: &owner, table: Table::new(&title, &heads), reader: 0 };
    let bytes = std::fs::read(&file)?;
    let id = story.read(bytes).await?;
    story.check(&id, options.staff).await?;
    let set = story.propose(&id, options.staff).await?;
    story.apply(&set).await?;
    story.table.print();
    peer(&file)
}

struct Story<'a> {
    server: &'a Process,
    owner: &'a Client,
    table: Table,
    /// The most memory that the process which reads files had.
    reader: u64,
}

impl Story<'_> {
    /// Sends the file and waits until it was read.
    async fn read(&mut self, bytes: Vec<u8>) -> Result<Value> {
        let from = self.now();
        let head =
            format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"staff.xlsx\"\r\n\r\n");
        let body = [head.as_bytes(), &bytes, format!("\r\n--{EDGE}--\r\n").as_bytes()].concat();
        let request = self.owner.request(Method::POST, "/import/members").header("origin", self.owner.origin());
        let request = request.header("content-type", format!("multipart/form-data; boundary={EDGE}"));
        let answer = self.owner.send(request.body(body)).await;
        ensure!(answer.status == 200, "not taken: {}", answer.text());
        let id = answer.json()["id"].clone();
        let import = self.over(&id, "mapping").await?;
        self.told("sent and read", import["summary"]["rows"].as_i64().unwrap_or_default(), &from);
        Ok(id)
    }

    async fn check(&mut self, id: &Value, rows: u32) -> Result<()> {
        let import = self.import(id).await;
        let mut options = import["options"].clone();
        options["create_departments"] = json!(true);
        let from = self.now();
        let save = json!({ "id": id, "revision": import["revision"], "options": options });
        self.owner.ask("imports/save", save).await;
        self.owner.ask("imports/check", json!({ "id": id })).await;
        let import = self.over(id, "checked").await?;
        let errors = import["counts"]["error"].as_i64().unwrap_or_default();
        ensure!(errors == i64::from(rows / workbook::FAULTY), "{errors} rows with errors: {}", import["counts"]);
        self.told("checked", i64::from(rows), &from);
        Ok(())
    }

    /// The change set.
    async fn propose(&mut self, id: &Value, rows: u32) -> Result<Value> {
        let from = self.now();
        self.owner.ask("imports/draft", json!({ "id": id })).await;
        let import = self.over(id, "drafted").await?;
        self.told("proposed", i64::from(rows), &from);
        Ok(import["change_set"].clone())
    }

    async fn apply(&mut self, set: &Value) -> Result<()> {
        let from = self.now();
        let started = self.owner.ask("changes/apply", json!({ "id": set, "word": "" })).await;
        let run = &started["run"]["id"];
        loop {
            let run = self.owner.ask("runs/get", json!({ "id": run })).await;
            match run["state"].as_str() {
                Some("queued" | "running") => tokio::time::sleep(LOOK).await,
                Some("done") => {
                    ensure!(run["counts"]["failed"] == 0, "rows failed: {run}");
                    self.told("carried out", run["done"].as_i64().unwrap_or_default(), &from);
                    return Ok(());
                }
                _ => anyhow::bail!("the run failed: {run}"),
            }
        }
    }

    async fn import(&self, id: &Value) -> Value {
        self.owner.ask("imports/get", json!({ "id": id })).await["import"].clone()
    }

    /// Waits until the import has got to a state.
    async fn over(&mut self, id: &Value, state: &str) -> Result<Value> {
        loop {
            let import = self.import(id).await;
            if import["state"] == state {
                return Ok(import);
            }
            let under_way = matches!(import["state"].as_str(), Some("reading" | "checking" | "drafting"));
            ensure!(under_way, "it went wrong: {import}");
            self.reader = self.reader.max(self.server.memory_of_children());
            tokio::time::sleep(LOOK).await;
        }
    }

    fn now(&self) -> (Instant, f64) {
        (Instant::now(), self.server.processor())
    }

    fn told(&mut self, name: &str, rows: i64, (began, processor): &(Instant, f64)) {
        let seconds = began.elapsed().as_secs_f64();
        eprintln!("  {name}: {rows} rows in {seconds:.1} s");
        self.table.row([
            name.to_owned(),
            number(rows as f64),
            format!("{seconds:.1}"),
            number(rows as f64 / seconds),
            format!("{:.1}", self.server.processor() - processor),
            format!("{} MB", self.server.memory().1),
            format!("{} MB", self.reader),
        ]);
    }
}

/// The same file on the other side, if Python has what the script needs.
fn peer(file: &Path) -> Result<()> {
    let python = std::env::var("MUSTER_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", "import django, openpyxl"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        println!("  beside it: {python} has no openpyxl and Django; MUSTER_BENCH_PYTHON names one that has");
        return Ok(());
    }
    let output = Command::new(&python).arg(PEER).arg(file).output().context("the script starts")?;
    ensure!(output.status.success(), "the script failed: {}", String::from_utf8_lossy(&output.stderr));
    print!("{}", String::from_utf8_lossy(&output.stdout));
    Ok(())
}
