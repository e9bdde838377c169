//! The member table at the HTTP face: 100 rows of many, beside a bare handler with the same queries.

use crate::client::Client;
use crate::fill::Filled;
use crate::process::{EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use crate::{Options, bare};
use anyhow::Result;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Requests at once in the second half.
const AT_ONCE: usize = 16;
/// Longest that one sort of request is measured: of a slow one a few are enough.
const LONGEST: Duration = Duration::from_secs(10);

/// Measures both servers in turns.
pub async fn measure(options: &Options, filled: &Filled) -> Result<()> {
    let server = Process::serve(&filled.large())?;
    let ours = Client::new(&server.origin());
    let signed = ours.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    anyhow::ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let address = bare::serve(&filled.large()).await?;
    let bare = Arc::new(Client::new(&format!("http://{address}")));
    let ours = Arc::new(ours);
    let first = ours.ask("members/list", question("", None, false)).await;
    let cursor = first["next_cursor"].clone();
    let mut table = Table::new(
        &format!("Members: 100 rows of {}, {} requests each", number(filled.rows), options.requests),
        &["page", "server", "p50", "p99", "requests/s, 16 at once"],
    );
    for (name, question) in [
        ("first, with the total", question("", None, true)),
        ("first", question("", None, false)),
        ("after a cursor", question("", Some(&cursor), false)),
        ("search \u{201c}wangfang\u{201d}", question("wangfang", None, false)),
        ("search \u{201c}王芳\u{201d}", question("王芳", None, false)),
        ("search \u{201c}wangf\u{201d}: beginning in pinyin", question("wangf", None, false)),
        ("search \u{201c}4242\u{201d}: end of a phone number", question("4242", None, false)),
        ("search \u{201c}ang\u{201d}: three letters of many", question("ang", None, false)),
        ("search \u{201c}dry\u{201d}: three letters of nobody", question("dry", None, false)),
    ] {
        let same = ours.ask("members/list", question.clone()).await == bare.ask("members/list", question.clone()).await;
        anyhow::ensure!(same, "{name}: the two servers answer differently");
        for (server, client) in [("Muster", &ours), ("bare", &bare)] {
            let mut times = alone(client, &question, options.requests).await;
            times.sort();
            let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
            let together = together(client, &question, options.requests).await;
            table.row([
                name.to_owned(),
                server.to_owned(),
                milliseconds(at(0.5)),
                milliseconds(at(0.99)),
                number(together),
            ]);
        }
    }
    table.print();
    println!("  server's memory after it: {} MB", server.memory().0);
    Ok(())
}

fn question(search: &str, cursor: Option<&Value>, count: bool) -> Value {
    json!({ "query": { "statuses": ["active"], "search": search, "page": { "cursor": cursor, "limit": 100, "count": count } } })
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

async fn alone(client: &Client, question: &Value, requests: usize) -> Vec<Duration> {
    let mut times = Vec::with_capacity(requests);
    let end = Instant::now() + LONGEST;
    while times.len() < requests && (times.is_empty() || Instant::now() < end) {
        let began = Instant::now();
        let answer = client.call("members/list", question.clone()).await;
        times.push(began.elapsed());
        assert!(answer.status.is_success(), "{}", answer.text());
    }
    times
}

/// Requests a second when several are under way.
async fn together(client: &Arc<Client>, question: &Value, requests: usize) -> f64 {
    let left = Arc::new(AtomicUsize::new(requests));
    let began = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let (client, question, left) = (client.clone(), question.clone(), left.clone());
        tasks.spawn(async move {
            while began.elapsed() < LONGEST
                && left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
            {
                assert!(client.call("members/list", question.clone()).await.status.is_success());
            }
        });
    }
    while tasks.join_next().await.is_some() {}
    (requests - left.load(Ordering::Relaxed)) as f64 / began.elapsed().as_secs_f64()
}
