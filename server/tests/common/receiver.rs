//! Somebody's program that receives webhooks, and misbehaves when told to.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What it does with a request.
#[derive(Debug, Clone)]
pub enum Then {
    /// Answers with a status and a text.
    Answer(u16, &'static str),
    /// Sends the caller elsewhere.
    Redirect(String),
    /// Hangs up in the middle.
    Reset,
    /// Answers well, but only after this.
    Slow(Duration),
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Received {
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Received {
    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    pub fn event(&self) -> String {
        self.json()["event"].as_str().expect("a name").to_owned()
    }
}

#[derive(Default)]
struct State {
    received: Vec<Received>,
    script: VecDeque<Then>,
}

/// The program.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let state: Arc<Mutex<State>> = Arc::default();
        let all = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, all.clone()));
            }
        });
        Self { url, state }
    }

    /// What it does with the next requests, one after the other; then it answers 204 again.
    pub fn then(&self, script: impl IntoIterator<Item = Then>) {
        self.state.lock().expect("no panic before").script.extend(script);
    }

    pub fn received(&self) -> Vec<Received> {
        self.state.lock().expect("no panic before").received.clone()
    }

    /// The names of the events that arrived.
    pub fn events(&self) -> Vec<String> {
        self.received().iter().map(Received::event).collect()
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut bytes = Vec::new();
    let received = loop {
        let mut part = [0; 4096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return,
            Ok(n) => bytes.extend_from_slice(&part[..n]),
        }
        if let Some(received) = read(&bytes) {
            break received;
        }
    };
    let then = {
        let mut state = state.lock().expect("no panic before");
        state.received.push(received);
        state.script.pop_front().unwrap_or(Then::Answer(204, ""))
    };
    let (status, text, more) = match then {
        Then::Answer(status, text) => (status, text, String::new()),
        Then::Redirect(to) => (307, "", format!("location: {to}\r\n")),
        Then::Reset => {
            // Without lingering, what was not read resets the connection.
            let _ = stream.set_zero_linger();
            return;
        }
        Then::Slow(pause) => {
            tokio::time::sleep(pause).await;
            (200, "late", String::new())
        }
    };
    let length = if status == 204 { String::new() } else { format!("content-length: {}\r\n", text.len()) };
    let answer = format!("HTTP/1.1 {status} Said\r\n{length}{more}connection: close\r\n\r\n{text}");
    let _ = stream.write_all(answer.as_bytes()).await;
}

/// A whole request, if it is one.
fn read(bytes: &[u8]) -> Option<Received> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let pairs = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let headers: BTreeMap<String, String> =
        pairs.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    let length: usize = headers.get("content-length")?.parse().ok()?;
    (body.len() >= length).then(|| Received { headers, body: body.to_owned() })
}
