//! Many people who accept one link at the same moment: as many get in as the link is for, and not one more.

use crate::Options;
use crate::client::Client;
use crate::process::{self, EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use anyhow::{Result, ensure};
use reqwest::header::{CONTENT_TYPE, ORIGIN};
use reqwest::redirect::Policy;
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Connections, each from a network address of its own: one address may ask sixty times a minute.
const CONNECTIONS: u8 = 200;
const FORM: &str = "application/x-www-form-urlencoded";
/// How long somebody waits whom the server told to try again soon.
const PAUSE: Duration = Duration::from_secs(1);

/// What became of those who came by one connection.
#[derive(Default)]
struct Came {
    joined: u32,
    refused: u32,
    asked_again: u32,
    times: Vec<Duration>,
}

/// Lets them come.
pub async fn measure(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    process::init(&data)?;
    let server = Process::serve(&data)?;
    let owner = Client::new(&server.origin());
    let signed = owner.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let limit = options.joiners / 2;
    let link = owner.ask("invitations/create", json!({ "new": { "max_uses": limit } })).await;
    let link = link["url"].as_str().unwrap_or_default().to_owned();
    let (began, processor) = (Instant::now(), server.processor());
    let next = Arc::new(AtomicU32::new(0));
    let mut tasks = tokio::task::JoinSet::new();
    for at in 0..CONNECTIONS {
        tasks.spawn(come(at, server.origin(), link.clone(), next.clone(), options.joiners));
    }
    let mut all = Came::default();
    while let Some(came) = tasks.join_next().await {
        let came = came??;
        all.joined += came.joined;
        all.refused += came.refused;
        all.asked_again += came.asked_again;
        all.times.extend(came.times);
    }
    let seconds = began.elapsed().as_secs_f64();
    let waiting = json!({ "query": { "statuses": ["pending"], "page": { "limit": 1, "count": true } } });
    let members = owner.ask("members/list", waiting).await["total"].as_u64();
    ensure!(all.joined == limit, "{} were let in", all.joined);
    ensure!(all.joined + all.refused == options.joiners, "{} were refused", all.refused);
    ensure!(members == Some(u64::from(limit)), "{members:?} members are there");
    all.times.sort();
    let at = |part: f64| format!("{:.1} s", all.times[((all.times.len() - 1) as f64 * part) as usize].as_secs_f64());
    let title = format!(
        "Joining: {} people accept one link for {} from {CONNECTIONS} connections",
        number(options.joiners),
        number(limit)
    );
    let heads = ["", "seconds", "people/s", "CPU s", "p50", "p99", "told to wait", "peak memory"];
    let mut table = Table::new(&title, &heads);
    table.row([
        format!("{} in, {} refused", number(all.joined), number(all.refused)),
        format!("{seconds:.1}"),
        number(f64::from(options.joiners) / seconds),
        format!("{:.1}", server.processor() - processor),
        at(0.5),
        at(0.99),
        number(all.asked_again),
        format!("{} MB", server.memory().1),
    ]);
    table.print();
    Ok(())
}

/// One after the other, until all have come.
async fn come(at: u8, origin: String, link: String, next: Arc<AtomicU32>, joiners: u32) -> Result<Came> {
    let from = IpAddr::V4(Ipv4Addr::new(127, 0, 1, at));
    let client = reqwest::Client::builder().redirect(Policy::none()).local_address(from).build()?;
    let mut came = Came::default();
    loop {
        let who = next.fetch_add(1, Ordering::Relaxed);
        if who >= joiners {
            return Ok(came);
        }
        let email = format!("person{who}@example.com");
        let name = format!("Person {who}");
        let fields = [("way", "new"), ("name", &name), ("email", &email), ("password", PASSWORD)];
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let began = Instant::now();
        let status = loop {
            let request = client.post(&link).header(ORIGIN, &origin).header(CONTENT_TYPE, FORM).body(form.clone());
            let answer = request.send().await?;
            let status = answer.status().as_u16();
            let text = answer.text().await?;
            match status {
                503 => {
                    came.asked_again += 1;
                    tokio::time::sleep(PAUSE).await;
                }
                303 | 409 | 410 => break status,
                _ => anyhow::bail!("{status}: {text}"),
            }
        };
        came.times.push(began.elapsed());
        if status == 303 {
            came.joined += 1;
        } else {
            came.refused += 1;
        }
    }
}
