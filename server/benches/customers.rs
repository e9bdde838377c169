//! The customer table at the HTTP face: the first page of every filter that the page offers, alone and together, search, and a
//! thousand deleted at once; beside the same with Directus.

use crate::Options;
use crate::client::Client;
use crate::customers_peer::{Taken, compare};
use crate::fill_customers::{Known, TAGS, fill, filled};
use crate::process::{self, EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use anyhow::Result;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const DAY: i64 = 86_400_000;

/// Fills a database, unless one is kept, then asks.
pub async fn measure(options: &Options) -> Result<()> {
    let folder = TempDir::new()?;
    let data = options.keep.as_deref().unwrap_or(folder.path()).join("data");
    let kept = data.join("muster.db").exists();
    let began = Instant::now();
    let known = if kept {
        filled(&data).await?
    } else {
        process::init(&data)?;
        fill(options.listed, &data).await?
    };
    let size = std::fs::metadata(data.join("muster.db")).map(|file| file.len() / 1_000_000).unwrap_or_default();
    let seconds = began.elapsed().as_secs_f64();
    let made = if kept { "read" } else { "written" };
    println!("\n  {} customers {made} in {seconds:.0} s, {size} MB", number(options.listed));
    let server = Process::serve(&data)?;
    let client = Client::new(&server.origin());
    let signed = client.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    anyhow::ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let mut table = Table::new(
        &format!("Customers: first page (50) of {}, aim p99 ≤ 50 ms", number(options.listed)),
        &["filters", "order", "found on it", "first", "p50", "p99", "counted in"],
    );
    let mut ours = Vec::new();
    for (name, query) in questions(&known) {
        for order in ["newest", "name", "contact"] {
            let mut query = query.clone();
            query["sort"] = json!(order);
            query["page"] = json!({ "limit": 50 });
            // The database is larger than memory: what a question needs is read from the disk by the first who asks.
            let (first, _) = ask(&client, &query, 1).await;
            let (times, found) = ask(&client, &query, options.requests.min(200)).await;
            let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
            let taken = Taken { name: name.clone(), order, found, p50: at(0.5), p99: at(0.99) };
            // How many there are in all comes after the rows, once a filter.
            let counted = if order == "newest" { milliseconds(count(&client, &query).await) } else { String::new() };
            table.row([
                name.clone(),
                order.to_owned(),
                found.to_string(),
                milliseconds(first[0]),
                milliseconds(taken.p50),
                milliseconds(taken.p99),
                counted,
            ]);
            ours.push(taken);
        }
    }
    table.print();
    deletion(&client).await;
    println!("  server's memory after it: {} MB", server.memory().0);
    drop(server);
    compare(&data.join("muster.db"), &folder.path().join("peer"), &ours)
}

/// Each filter alone and each two together, dense and sparse.
fn questions(known: &Known) -> Vec<(String, Value)> {
    let recent = known.now.0 - 30 * DAY;
    let single = vec![
        ("all", json!({})),
        ("owner", json!({ "owner": known.owners[7] })),
        ("department", json!({ "department": known.departments[3] })),
        ("tag on half", json!({ "tags": [known.tags[0]] })),
        ("tag on few", json!({ "tags": [known.tags[TAGS - 1]] })),
        ("source manual", json!({ "source": "manual" })),
        ("added lately", json!({ "added_from": recent })),
        ("contact lately", json!({ "contacted_from": recent })),
        ("former", json!({ "state": "ended" })),
    ];
    let mut all: Vec<(String, Value)> =
        single.iter().map(|(name, query)| ((*name).to_owned(), query.clone())).collect();
    for one in 1..single.len() {
        for other in one + 1..single.len() {
            let mut query = single[one].1.clone();
            let Some(parts) = single[other].1.as_object() else { continue };
            for (key, value) in parts {
                match (query.get_mut(key).and_then(Value::as_array_mut), value.as_array()) {
                    (Some(present), Some(more)) => present.extend(more.iter().cloned()),
                    _ => query[key] = value.clone(),
                }
            }
            all.push(([single[one].0, single[other].0].join(" + "), query));
        }
    }
    for words in ["wangfang", "王芳", "wf", "riverside", "4242", "ang"] {
        all.push((format!("search \u{201c}{words}\u{201d}"), json!({ "search": words })));
    }
    all
}

async fn ask(client: &Client, query: &Value, requests: usize) -> (Vec<Duration>, usize) {
    let mut times = Vec::with_capacity(requests);
    let mut found = 0;
    let end = Instant::now() + Duration::from_secs(3);
    while times.len() < requests && (times.is_empty() || Instant::now() < end) {
        let began = Instant::now();
        let answer = client.call("customers/list", json!({ "query": query })).await;
        times.push(began.elapsed());
        // One that was given up took as long as it took.
        if !answer.status.is_success() {
            return (times, found);
        }
        let page = answer.json();
        found = page["items"].as_array().map_or(0, Vec::len);
    }
    times.sort();
    (times, found)
}

async fn count(client: &Client, query: &Value) -> Duration {
    let mut query = query.clone();
    query["page"] = json!({ "limit": 1, "count": true });
    let began = Instant::now();
    client.call("customers/list", json!({ "query": query })).await;
    began.elapsed()
}

/// A thousand at once, aim 200 ms.
async fn deletion(client: &Client) {
    let mut ids = Vec::new();
    let mut cursor = Value::Null;
    while ids.len() < 1_000 {
        let query = json!({ "query": { "page": { "limit": 500, "cursor": cursor } } });
        let page = client.ask("customers/list", query).await;
        ids.extend(page["items"].as_array().into_iter().flatten().map(|row| row["id"].clone()));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    ids.truncate(1_000);
    let began = Instant::now();
    let deletion = json!({ "deletion": { "ids": ids, "reason": "A measurement", "basis": "gdpr_17_1_a" } });
    let done = client.ask("customers/delete", deletion).await;
    let gone = done["outcomes"].as_array().map_or(0, Vec::len);
    println!("  {gone} customers deleted at once: {} (aim 200 ms)", milliseconds(began.elapsed()));
}

/// To a hundredth.
pub fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}
