//! Agents of a contact centre: thousands out of a file, each with a password that is hashed and mailed, while somebody looks at the list;
//! then a thousand who sign in at once with what they were mailed.

use crate::Options;
use crate::client::Client;
use crate::process::{self, EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use anyhow::{Context as _, Result, ensure};
use connectors::smtp::fake as smtp;
use domain::passwords::Passwords;
use domain::{Clock, Ids};
use reqwest::header::{CONTENT_TYPE, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How often it is looked whether a step is over.
const LOOK: Duration = Duration::from_millis(200);
/// How often somebody looks at the list meanwhile.
const READ: Duration = Duration::from_millis(50);
/// Hashes that the bare rate is taken from.
const BARE: usize = 100;
/// Connections, each from a network address of its own: one address may ask sixty times a minute.
const CONNECTIONS: u8 = 200;
/// How long somebody waits whom the server told to try again soon.
const PAUSE: Duration = Duration::from_secs(1);
const EDGE: &str = "----muster-bench-edge";
const FORM: &str = "application/x-www-form-urlencoded";

/// Runs the whole story.
pub async fn measure(options: &Options) -> Result<()> {
    let bare = bare().await?;
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    process::init(&data)?;
    let server = Process::serve(&data)?;
    let owner = Arc::new(Client::new(&server.origin()));
    let signed = owner.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let mail = smtp::start(smtp::FakeOptions::default()).await?;
    let settings = json!({
        "host": mail.address.ip().to_string(), "port": mail.address.port().to_string(), "security": "none",
        "from": "Muster <console@example.com>",
    });
    let save = json!({ "kind": "smtp", "name": "Mail", "settings": settings });
    owner.ask("connections/save", json!({ "save": save })).await;
    let title = format!("Agents: {} out of a file, each with a password by mail", number(options.agents));
    let mut table = Table::new(&title, &["", "seconds", "agents/s", "CPU s", "peak memory"]);
    let mut told = |name: &str, (began, processor): (Instant, f64)| {
        let seconds = began.elapsed().as_secs_f64();
        table.row([
            name.to_owned(),
            format!("{seconds:.1}"),
            number(f64::from(options.agents) / seconds),
            format!("{:.1}", server.processor() - processor),
            format!("{} MB", server.memory().1),
        ]);
    };
    let began = (Instant::now(), server.processor());
    let set = propose(&owner, options.agents).await?;
    told("read, checked, proposed", began);
    let over = Arc::new(AtomicBool::new(false));
    let reader = tokio::spawn(read(owner.clone(), over.clone()));
    let began = (Instant::now(), server.processor());
    apply(&owner, &set, options.agents).await?;
    told("hashed and carried out", began);
    while mail.fake.received() < u64::from(options.agents) {
        ensure!(began.0.elapsed() < Duration::from_secs(3_600), "{} letters came", mail.fake.received());
        sleep(LOOK).await;
    }
    told("until the last letter came", began);
    over.store(true, Ordering::Relaxed);
    let mut times = reader.await?;
    table.print();
    println!("  argon2id alone, two at once: {bare:.0} hashes/s");
    println!("  agents/list meanwhile: {}", spread(&mut times));
    storm(&server, &mail, options.storm).await
}

/// What the hasher does when nothing else is to be done.
async fn bare() -> Result<f64> {
    let (passwords, ids) = (Passwords::default(), Ids::new(Clock::default()));
    let began = Instant::now();
    for _ in 0..BARE / 2 {
        let (one, other) = tokio::join!(passwords.hash(&ids, PASSWORD), passwords.hash(&ids, PASSWORD));
        one.and(other)?;
    }
    Ok(BARE as f64 / began.elapsed().as_secs_f64())
}

/// Sends the file, has it checked and the changes proposed; the change set.
async fn propose(owner: &Client, agents: u32) -> Result<Value> {
    let mut rows = "Name,Nickname,Agent number,E-mail,Skill groups\n".to_owned();
    for n in 0..agents {
        rows += &format!("Agent {n},N{n},{},agent{n}@example.com,Group {}; Group {}\n", 10_000 + n, n % 20, n % 7);
    }
    let head = format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"agents.csv\"\r\n\r\n");
    let body = [head, rows, format!("\r\n--{EDGE}--\r\n")].concat();
    let request = owner.request(Method::POST, "/import/agents").header("origin", owner.origin());
    let request = request.header("content-type", format!("multipart/form-data; boundary={EDGE}"));
    let answer = owner.send(request.body(body)).await;
    ensure!(answer.status == 200, "not taken: {}", answer.text());
    let id = answer.json()["id"].clone();
    let import = until(owner, &id, "mapping").await?;
    let mut options = import["options"].clone();
    options["create_groups"] = json!(true);
    owner.ask("imports/save", json!({ "id": id, "revision": import["revision"], "options": options })).await;
    owner.ask("imports/check", json!({ "id": id })).await;
    let import = until(owner, &id, "checked").await?;
    ensure!(import["counts"]["error"] == 0, "rows with errors: {}", import["counts"]);
    owner.ask("imports/draft", json!({ "id": id })).await;
    Ok(until(owner, &id, "drafted").await?["change_set"].clone())
}

/// Waits until the import has got to a state.
async fn until(owner: &Client, id: &Value, state: &str) -> Result<Value> {
    loop {
        let import = owner.ask("imports/get", json!({ "id": id })).await["import"].clone();
        if import["state"] == state {
            return Ok(import);
        }
        let under_way = matches!(import["state"].as_str(), Some("reading" | "checking" | "drafting"));
        ensure!(under_way, "it went wrong: {import}");
        sleep(LOOK).await;
    }
}

async fn apply(owner: &Client, set: &Value, agents: u32) -> Result<()> {
    let started = owner.ask("changes/apply", json!({ "id": set, "word": "" })).await;
    loop {
        let run = owner.ask("runs/get", json!({ "id": started["run"]["id"] })).await;
        match run["state"].as_str() {
            Some("queued" | "running") => sleep(LOOK).await,
            Some("done") => break,
            _ => anyhow::bail!("the run failed: {run}"),
        }
    }
    let query = json!({ "query": { "page": { "limit": 1, "count": true } } });
    let total = owner.ask("agents/list", query).await["total"].clone();
    ensure!(total == json!(agents), "{total} agents are there");
    Ok(())
}

/// Looks at the list over and over; how long each time took.
async fn read(owner: Arc<Client>, over: Arc<AtomicBool>) -> Vec<Duration> {
    let mut times = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let began = Instant::now();
        let answer = owner.call("agents/list", json!({ "query": { "page": { "limit": 100 } } })).await;
        times.push(began.elapsed());
        assert!(answer.status.is_success(), "{}", answer.text());
        sleep(READ).await;
    }
    times
}

/// As many as there are letters for sign in at the same moment.
async fn storm(server: &Process, mail: &smtp::Running, agents: u32) -> Result<()> {
    let mut comers = Vec::new();
    for letter in mail.fake.letters().into_iter().take(agents as usize) {
        let email = letter.to.first().context("a letter to nobody")?.clone();
        let is_password = |word: &&str| {
            word.len() == model::agent_edit::PASSWORD
                && word.bytes().all(|byte| model::agent_edit::ALPHABET.contains(&byte))
        };
        let password = letter.text.split_whitespace().find(is_password).context("a letter without a password")?;
        comers.push((email, password.to_owned()));
    }
    let amount = comers.len();
    let (comers, next, waited) = (Arc::new(comers), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (began, processor) = (Instant::now(), server.processor());
    let mut tasks = tokio::task::JoinSet::new();
    for at in 0..CONNECTIONS {
        let shared = (comers.clone(), next.clone(), waited.clone());
        tasks.spawn(come(at, server.origin(), shared));
    }
    let mut times = Vec::with_capacity(amount);
    while let Some(came) = tasks.join_next().await {
        times.extend(came??);
    }
    ensure!(times.len() == amount, "{} of {amount} are in", times.len());
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "  {} sign in from {CONNECTIONS} connections: {seconds:.1} s, {:.0} a second, {}, told to wait {}, CPU {:.1} s, {} MB at most",
        number(amount as f64),
        amount as f64 / seconds,
        spread(&mut times),
        number(waited.load(Ordering::Relaxed) as f64),
        server.processor() - processor,
        server.memory().1,
    );
    Ok(())
}

type Shared = (Arc<Vec<(String, String)>>, Arc<AtomicUsize>, Arc<AtomicUsize>);

/// One after the other, until all are in.
async fn come(at: u8, origin: String, (comers, next, waited): Shared) -> Result<Vec<Duration>> {
    let from = IpAddr::V4(Ipv4Addr::new(127, 0, 1, at));
    let client = reqwest::Client::builder().redirect(Policy::none()).local_address(from).build()?;
    let mut times = Vec::new();
    while let Some((email, password)) = comers.get(next.fetch_add(1, Ordering::Relaxed)) {
        let fields = [("email", email), ("password", password)];
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let began = Instant::now();
        loop {
            let request = client.post(format!("{origin}/sign-in")).header(ORIGIN, &origin).header(CONTENT_TYPE, FORM);
            let answer = request.body(form.clone()).send().await?;
            match answer.status() {
                StatusCode::SEE_OTHER => break,
                StatusCode::SERVICE_UNAVAILABLE => {
                    waited.fetch_add(1, Ordering::Relaxed);
                    sleep(PAUSE).await;
                }
                status => anyhow::bail!("{email}: {status}: {}", answer.text().await?),
            }
        }
        times.push(began.elapsed());
    }
    Ok(times)
}

fn spread(times: &mut [Duration]) -> String {
    times.sort();
    let at = |part: f64| {
        let time = times.get((times.len().saturating_sub(1) as f64 * part) as usize).copied().unwrap_or_default();
        format!("{:.0} ms", time.as_secs_f64() * 1_000.0)
    };
    format!("{} times, p50 {}, p99 {}, worst {}", times.len(), at(0.5), at(0.99), at(1.0))
}
