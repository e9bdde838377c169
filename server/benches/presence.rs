//! Presence at size: thousands of people whose calls begin and end, two hundred changes a second, each told to the contact centre.
//!
//! The time of a change is the platform's own, in the event; it is over when the contact centre has answered. The product keeps both.

use crate::client::Client;
use crate::process::{EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use crate::{Options, fill};
use anyhow::{Context as _, Result, ensure};
use connectors::cxone::fake as centre;
use connectors::ringcentral::fake as telephony;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::{MissedTickBehavior, interval, sleep};

/// Changes a second.
const RATE: u64 = 200;
/// For so long.
const LASTS: Duration = Duration::from_secs(30);
/// What the contact centre takes of everything a second; what it is sent at most stays below.
const TAKES: u32 = 400;
const SENT: u32 = 300;

/// Runs the whole story.
pub async fn measure(options: &Options) -> Result<()> {
    let options = Options { rows: options.present, ..options.clone() };
    let filled = fill::fill(&options).await?;
    let floor = Floor::open(options.present).await?;
    let server = Process::serve(&filled.large())?;
    let owner = Client::new(&server.origin());
    let signed = owner.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let (phones, agents) = floor.connect(&owner).await?;
    let began = Instant::now();
    let usual = model::presence_sync::SavePresenceSync::usual(phones.into(), agents.into());
    let save = model::presence_sync::SavePresenceSync { debounce: 0, ..usual };
    let sync = owner.ask("presence/save", json!({ "save": save })).await;
    until(&owner, &sync, |counts| of(counts, "states", "available") == i64::from(options.present)).await?;
    let read = began.elapsed();
    let processor = server.processor();
    let began = Instant::now();
    let changes = floor.calls(options.present).await?;
    let sent = began.elapsed();
    until(&owner, &sync, |counts| of(counts, "flows", "queued") + of(counts, "flows", "waiting") == 0).await?;
    let told = floor.centre.fake.calls("agents/{id}/state");
    let processor = server.processor() - processor;
    let lags = lags(&owner, &sync).await?;
    let refused = floor.centre.fake.refusals("429") + floor.phones.fake.refusals("CMN-301");
    let mut table = Table::new(
        &format!(
            "Presence: {} people, {} changes in {:.0} s (aim: p99 ≤ 1 000 ms at {RATE} a second)",
            number(options.present),
            number(changes as f64),
            sent.as_secs_f64()
        ),
        &["", "", ""],
    );
    let at = |part: f64| lags.get(((lags.len().saturating_sub(1)) as f64 * part) as usize).copied().unwrap_or_default();
    table.row(["everybody read after".to_owned(), format!("{:.1} s", read.as_secs_f64()), String::new()]);
    table.row([
        "told to the contact centre".to_owned(),
        number(told as f64),
        format!("{refused} refused for being too many"),
    ]);
    table.row([
        "from the change to the answer".to_owned(),
        format!("p50 {} ms", at(0.5)),
        format!("p99 {} ms, worst {} ms", at(0.99), at(1.0)),
    ]);
    table.row(["processor time".to_owned(), format!("{processor:.1} s"), format!("{} MB at most", server.memory().1)]);
    table.print();
    Ok(())
}

/// Both platforms.
struct Floor {
    phones: telephony::Running,
    centre: centre::Running,
    extensions: Vec<String>,
}

impl Floor {
    /// With an account on both for everybody of the filled organisation; all agents are signed in and take contacts.
    async fn open(people: u32) -> Result<Self> {
        let options = telephony::FakeOptions {
            accounts: 1,
            queues: 0,
            federated: 0,
            duplicates: 0,
            ..telephony::FakeOptions::default()
        };
        let phones = telephony::start(options).await?;
        let options =
            centre::FakeOptions { agents: 1, per_second: TAKES, page: 1_000, ..centre::FakeOptions::default() };
        let centre = centre::start(options).await?;
        let mut extensions = Vec::with_capacity(people as usize);
        for n in 0..people {
            let (first_name, last_name, email) = ("Person".to_owned(), n.to_string(), format!("person{n}@example.com"));
            let agent = centre::Action::Add {
                first_name: first_name.clone(),
                last_name: last_name.clone(),
                email: email.clone(),
                team: None,
            };
            let agent = centre.fake.act(agent).map_err(anyhow::Error::msg)?["agentId"].as_i64().context("a number")?;
            for action in [centre::Action::LogIn { agent }, centre::Action::State { agent, code: None }] {
                centre.fake.act(action).map_err(anyhow::Error::msg)?;
            }
            let account = telephony::Action::AccountAdd { first_name, last_name, email };
            let account = phones.fake.act(account).map_err(anyhow::Error::msg)?;
            extensions.push(account["id"].as_str().context("an id")?.to_owned());
        }
        Ok(Self { phones, centre, extensions })
    }

    /// Connects both and maps everybody; their ids.
    async fn connect(&self, owner: &Client) -> Result<(String, String)> {
        let (phones, centre) = (self.phones.config(), self.centre.config());
        let settings = json!({
            "base_url": phones.base_url.as_str(), "client_id": phones.client_id, "client_secret": phones.client_secret.expose(),
            "jwt": phones.jwt.expose(),
        });
        let phones = map(owner, json!({ "kind": "ringcentral", "name": "RingCentral", "settings": settings })).await?;
        let settings = json!({
            "base_url": centre.login_url.as_str(), "client_id": centre.client_id, "client_secret": centre.client_secret.expose(),
            "access_key_id": centre.access_key_id, "access_key_secret": centre.access_key_secret.expose(),
            "calls_per_second": SENT.to_string(),
        });
        Ok((phones, map(owner, json!({ "kind": "cxone", "name": "CXone", "settings": settings })).await?))
    }

    /// Calls begin, one person after the other, and end when everybody had one. How many changes that were.
    async fn calls(&self, people: u32) -> Result<u64> {
        let wanted = RATE * LASTS.as_secs();
        let mut beat = interval(Duration::from_secs(1) / RATE as u32);
        beat.set_missed_tick_behavior(MissedTickBehavior::Burst);
        for n in 0..wanted {
            beat.tick().await;
            let extension = self.extensions[(n % u64::from(people)) as usize].clone();
            let action = match (n / u64::from(people)) % 2 {
                0 => telephony::Action::CallBegins { extension, telephony_status: None },
                _ => telephony::Action::CallEnds { extension },
            };
            self.phones.fake.act(action).map_err(anyhow::Error::msg)?;
        }
        Ok(wanted)
    }
}

/// Connects a platform, runs Auto Sync and carries out what it proposes.
async fn map(owner: &Client, save: Value) -> Result<String> {
    let connection = owner.ask("connections/save", json!({ "save": save })).await["id"].clone();
    let started = owner.ask("runs/start_sync", json!({ "connection": connection, "kind": "sync_mappings" })).await;
    let run = over(owner, &started["run"]["id"]).await?;
    let started = owner.ask("changes/apply", json!({ "id": run["change_set"], "word": "APPLY" })).await;
    over(owner, &started["run"]["id"]).await?;
    Ok(connection.as_str().context("an id")?.to_owned())
}

async fn over(owner: &Client, run: &Value) -> Result<Value> {
    loop {
        let run = owner.ask("runs/get", json!({ "id": run })).await;
        match run["state"].as_str() {
            Some("queued" | "running") => sleep(Duration::from_millis(50)).await,
            Some("done" | "waiting_review") => return Ok(run),
            _ => anyhow::bail!("the run failed: {run}"),
        }
    }
}

fn of(counts: &Value, what: &str, word: &str) -> i64 {
    let all = counts[what].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().find(|one| one[0] == word).and_then(|one| one[1].as_i64()).unwrap_or_default()
}

async fn until(owner: &Client, sync: &Value, done: impl Fn(&Value) -> bool) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(180);
    loop {
        let counts = owner.ask("presence/counts", json!({ "id": sync["id"] })).await;
        if done(&counts) {
            return Ok(());
        }
        ensure!(Instant::now() < end, "it does not come to its end: {counts}");
        sleep(Duration::from_millis(200)).await;
    }
}

/// Everybody's last change, the fastest first; milliseconds.
async fn lags(owner: &Client, sync: &Value) -> Result<Vec<i64>> {
    let (mut all, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let query = json!({ "query": { "sync": sync["id"], "page": { "limit": 500, "cursor": cursor } } });
        let page = owner.ask("presence/board", query).await;
        all.extend(page["items"].as_array().context("people")?.iter().filter_map(|one| one["told"]["lag"].as_i64()));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            all.sort_unstable();
            return Ok(all);
        }
    }
}
