//! One leaver with thousands of customers, and forty who take them over: prepared, divided, carried out here, sent to the platform.

use crate::client::Client;
use crate::process::{self, EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use crate::{Options, sync};
use anyhow::{Context as _, Result, ensure};
use connectors::wecom::fake::{self, Action, FakeOptions, HandoverAction, Running};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Who take over.
const SUCCESSORS: usize = 40;
/// How long the platform works on one call that hands over customers; calls of one leaver follow each other.
const CALL: Duration = Duration::from_millis(200);
/// Customers in one call.
const A_CALL: u32 = 100;
const LEAVER: &str = "leaver";
const SENT: &str = "externalcontact/resigned/transfer_customer";

/// Runs the whole story.
pub async fn measure(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir()?;
    process::init(folder.path())?;
    let platform = FakeOptions { members: 400, departments: 20, customers: 1_000, ..FakeOptions::default() };
    let platform = fake::start(FakeOptions { per_minute: 10_000_000, ..platform }).await?;
    people(&platform, options.handed)?;
    let server = Process::serve(folder.path())?;
    let owner = Client::new(&server.origin());
    let signed = owner.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let story = Story { owner, platform };
    story.bring().await?;
    story.hand_over(options.handed).await
}

/// Somebody with that many customers.
fn people(platform: &Running, customers: u32) -> Result<()> {
    let act = |action: Action| platform.fake.act(action).map_err(anyhow::Error::msg);
    let userid = Some(LEAVER.to_owned());
    act(Action::Hire { name: "Lin Leaver".to_owned(), userid, department: None, position: None })?;
    for _ in 0..customers {
        act(Action::CustomerAdd { userid: LEAVER.to_owned(), external_userid: None, state: None })?;
    }
    Ok(())
}

struct Story {
    owner: Client,
    platform: Running,
}

impl Story {
    async fn ask(&self, function: &str, arguments: Value) -> Value {
        self.owner.ask(function, arguments).await
    }

    /// Members and customers come here.
    async fn bring(&self) -> Result<()> {
        let connection = sync::connect(&self.owner, self.platform.base_url().as_str()).await["id"].clone();
        for kind in ["sync_contacts", "sync_customers"] {
            let run = self.ask("runs/start_sync", json!({ "connection": connection, "kind": kind })).await;
            let run = self.over(&run["run"]["id"]).await?;
            let set = json!({ "id": run["change_set"], "word": "APPLY" });
            let run = self.ask("changes/apply", set).await;
            self.over(&run["run"]["id"]).await?;
        }
        Ok(())
    }

    async fn over(&self, run: &Value) -> Result<Value> {
        loop {
            let run = self.ask("runs/get", json!({ "id": run })).await;
            match run["state"].as_str() {
                Some("queued" | "running") => sleep(Duration::from_millis(50)).await,
                Some("done" | "waiting_review") => return Ok(run),
                _ => anyhow::bail!("the run failed: {run}"),
            }
        }
    }

    async fn hand_over(&self, customers: u32) -> Result<()> {
        // Whoever set the organisation up is not on the platform.
        let query = json!({ "query": { "source": "wecom", "page": { "limit": 500 } } });
        let people = self.ask("members/list", query).await["items"].as_array().cloned().context("members")?;
        let leaver = people.iter().find(|one| one["name"] == "Lin Leaver").context("the leaver")?["id"].clone();
        let others = people.iter().filter(|one| one["status"] == "active" && one["id"] != leaver);
        let others: Vec<Value> = others.map(|one| one["id"].clone()).take(SUCCESSORS * 3).collect();
        let mut table = Table::new(
            &format!("A leaver with {} customers, {SUCCESSORS} successors", number(customers)),
            &["", "took", "aim"],
        );
        let mut told = |name: &str, began: Instant, aim: &str| {
            table.row([name.to_owned(), format!("{:.2} s", began.elapsed().as_secs_f64()), aim.to_owned()]);
        };
        let began = Instant::now();
        let draft = json!({ "new": { "kind": "leaving", "leavers": [leaver] } });
        let plan = self.ask("handovers/draft", draft).await;
        told("everything he holds, written down", began, "1 s");
        let plan = self.divide(&plan, &others).await;
        let loads = self.ask("handovers/loads", json!({ "id": plan["id"] })).await;
        let able = loads.as_array().context("loads")?.iter().filter(|load| load["bar"].is_null());
        let able: Vec<Value> = able.map(|load| load["member_id"].clone()).take(SUCCESSORS).collect();
        ensure!(able.len() == SUCCESSORS, "only {} can take over", able.len());
        let began = Instant::now();
        let plan = self.divide(&plan, &able).await;
        told("divided evenly", began, "");
        self.steer(Action::Leave { userid: LEAVER.to_owned() })?;
        self.steer(HandoverAction::TransferTakes { milliseconds: CALL.as_millis() as u64 }.into())?;
        let began = Instant::now();
        let apply = json!({ "id": plan["id"], "revision": plan["revision"] });
        self.ask("handovers/apply", apply).await;
        self.until(&plan, "planned", 0).await?;
        told("carried out here, the rest queued", began, "2 s");
        let queued = Instant::now();
        // Whom the platform does not know by his real name, nobody is told of before: it refuses all that go to him.
        for state in ["queued", "sent"] {
            self.until(&plan, state, 0).await?;
        }
        let plan = self.ask("handovers/get", json!({ "id": plan["id"] })).await;
        let taken = of(&plan, "waiting");
        ensure!(taken * 10 >= i64::from(customers) * 9, "the platform took {taken}: {}", plan["counts"]);
        let calls = self.platform.fake.calls(SENT) as u32;
        let least = CALL * calls;
        let aim = format!("{:.2} s", least.as_secs_f64() * 1.05);
        let name = format!("sent in {calls} calls of {} ms one after the other, {taken} taken", CALL.as_millis());
        told(&name, queued, &aim);
        ensure!(calls >= customers / A_CALL, "calls of more than the platform takes");
        table.print();
        Ok(())
    }

    fn steer(&self, action: Action) -> Result<()> {
        self.platform.fake.act(action).map(drop).map_err(anyhow::Error::msg)
    }

    async fn divide(&self, plan: &Value, to: &[Value]) -> Value {
        let rule = json!({ "kind": "customer", "split": "evenly", "to": to });
        let save = json!({ "id": plan["id"], "revision": plan["revision"], "rules": [rule] });
        self.ask("handovers/save", json!({ "save": save })).await
    }

    /// Waits until that many customers are in a state.
    async fn until(&self, plan: &Value, state: &str, wanted: i64) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(600);
        loop {
            let plan = self.ask("handovers/get", json!({ "id": plan["id"] })).await;
            if of(&plan, state) == wanted {
                return Ok(());
            }
            ensure!(Instant::now() < end, "it does not come to its end: {plan}");
            sleep(Duration::from_millis(50)).await;
        }
    }
}

/// How many customers of a plan are in a state.
fn of(plan: &Value, state: &str) -> i64 {
    let counts = plan["counts"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found = counts.iter().find(|count| count[0] == "customer" && count[1] == state);
    found.and_then(|count| count[2].as_i64()).unwrap_or_default()
}
