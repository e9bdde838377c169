//! The message archive at the HTTP face: messages taken down from a file, then searched and read.

use crate::Options;
use crate::client::Client;
use crate::process::{self, EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use anyhow::Result;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Messages of one conversation.
const EACH: u32 = 50;
/// Members who write.
const MEMBERS: u32 = 200;

const WORDS: [&str; 16] = [
    "合同",
    "已经寄出",
    "请查收",
    "发票",
    "明天",
    "下午三点",
    "见面",
    "谢谢",
    "invoice",
    "attached",
    "shipment",
    "tomorrow",
    "quotation",
    "订单",
    "价格",
    "确认收到",
];

/// Takes messages down, then asks.
pub async fn measure(options: &Options) -> Result<()> {
    let folder = TempDir::new()?;
    let data = folder.path().join("data");
    process::init(&data)?;
    let files = folder.path().join("messages");
    std::fs::create_dir(&files)?;
    write(&files, options.messages, options.seed)?;
    let server = Process::serve(&data)?;
    let client = Client::new(&server.origin());
    let signed = client.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    anyhow::ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let save = json!({ "kind": "archive_file", "name": "Files", "settings": { "path": files } });
    let connection = client.ask("connections/save", json!({ "save": save })).await;
    let start = json!({ "connection": connection["id"], "kind": "sync_archive" });
    let began = Instant::now();
    let run = client.ask("runs/start_sync", start).await["run"].clone();
    let ended = loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let run = client.ask("runs/get", json!({ "id": run["id"] })).await;
        if !["queued", "running"].contains(&run["state"].as_str().unwrap_or_default()) {
            break run;
        }
    };
    anyhow::ensure!(ended["state"] == "done", "the run ended badly: {ended}");
    let rate = f64::from(options.messages) / began.elapsed().as_secs_f64();
    let size = std::fs::metadata(data.join("muster.db")).map(|file| file.len() / 1_000_000).unwrap_or_default();
    println!("\n  {} messages taken down, {} a second (aim 20 000), {size} MB", number(options.messages), number(rate));
    let mut table = Table::new(
        &format!("Conversations: first page (50) over {} messages, aim p99 ≤ 100 ms", number(options.messages)),
        &["question", "found on it", "p50", "p99"],
    );
    for (name, query) in questions() {
        let (times, found) = ask(&client, &query, options.requests.min(200)).await;
        let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
        table.row([name, found.to_string(), milliseconds(at(0.5)), milliseconds(at(0.99))]);
    }
    table.print();
    Ok(())
}

/// Made-up messages, some fifty a conversation.
fn write(folder: &Path, messages: u32, seed: u64) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("messages.jsonl"))?);
    let mut dice = seed;
    let mut roll = |of: u64| {
        // Knuth's constants: any sequence will do, if it is the same every time.
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % of
    };
    for n in 1..=messages {
        let customer = roll(u64::from(messages / EACH + 1));
        let member = customer % u64::from(MEMBERS);
        let (user, outside) = (format!("member{member}"), format!("wmBENCH{customer:08}"));
        let (from, to) = if roll(2) == 0 { (&user, &outside) } else { (&outside, &user) };
        let words: Vec<&str> = (0..3 + roll(5)).map(|_| WORDS[roll(WORDS.len() as u64) as usize]).collect();
        let text = format!("{} {}", words.join(" "), roll(1_000_000));
        let at = 1_700_000_000_000_u64 + u64::from(n) * 1_000;
        let line = json!({
            "msgid": format!("b{n}_external"), "action": "send", "from": from, "tolist": [to], "roomid": "", "msgtime": at,
            "msgtype": "text", "text": { "content": text },
        });
        writeln!(file, "{line}")?;
    }
    Ok(file.flush()?)
}

fn questions() -> Vec<(String, Value)> {
    let searches = ["合同", "寄", "下午三点", "invoice", "424242", "合同 invoice", "tomo", "不存在"];
    let searches = searches.iter().map(|words| (format!("search “{words}”"), json!({ "search": words })));
    std::iter::once(("all".to_owned(), json!({}))).chain(searches).collect()
}

async fn ask(client: &Client, query: &Value, requests: usize) -> (Vec<Duration>, usize) {
    let mut query = query.clone();
    query["page"] = json!({ "limit": 50 });
    let mut times = Vec::with_capacity(requests);
    let mut found = 0;
    let end = Instant::now() + Duration::from_secs(3);
    while times.len() < requests && (times.is_empty() || Instant::now() < end) {
        let began = Instant::now();
        let page = client.ask("conversations/list", json!({ "query": query })).await;
        times.push(began.elapsed());
        found = page["items"].as_array().map_or(0, Vec::len);
    }
    times.sort();
    (times, found)
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}
