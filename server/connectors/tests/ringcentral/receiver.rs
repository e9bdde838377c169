//! An address of webhooks, as a program behind it sees it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use connectors::{
    ringcentral::{
        ACCOUNT_PRESENCE, DIRECTORY_ENTRIES, RingCentralError, SubscriptionRequest,
        types::Subscription,
        webhook::{self, Delivery, Event, VALIDATION_TOKEN, WebhookError},
    },
    secret::Secret,
};
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

use super::World;

const SECRET: &str = "vt-1";

/// How it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Well,
    /// The validation token is lost.
    Silent,
    /// HTML.
    WrongType,
    /// Headers of more than a kilobyte.
    Wordy,
    /// 500.
    Broken,
    /// Too late.
    Slow,
}

/// An address in the background. It ends when this is dropped.
pub struct Receiver {
    address: SocketAddr,
    state: Arc<Mutex<Inbox>>,
    task: JoinHandle<()>,
}

struct Inbox {
    manner: Manner,
    handshakes: u32,
    events: Vec<Result<Event, WebhookError>>,
}

impl Receiver {
    pub async fn start() -> Self {
        let inbox = Inbox { manner: Manner::Well, handshakes: 0, events: Vec::new() };
        let state = Arc::new(Mutex::new(inbox));
        let router = Router::new().route("/hooks/7f3a", post(receive)).with_state(Arc::clone(&state));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, state, task }
    }

    pub fn url(&self) -> Url {
        Url::parse(&format!("http://{}/hooks/7f3a", self.address)).unwrap()
    }

    pub fn answers(&self, manner: Manner) {
        self.state.lock().unwrap().manner = manner;
    }

    pub fn handshakes(&self) -> u32 {
        self.state.lock().unwrap().handshakes
    }

    /// Subscribes to presence and directory.
    pub async fn subscribe(&self, world: &World) -> Result<Subscription, RingCentralError> {
        let filters = [ACCOUNT_PRESENCE.to_owned(), DIRECTORY_ENTRIES.to_owned()];
        self.subscribe_to(world, &filters).await
    }

    pub async fn subscribe_to(&self, world: &World, filters: &[String]) -> Result<Subscription, RingCentralError> {
        let wanted = SubscriptionRequest {
            address: &self.url(),
            verification_token: &SECRET.into(),
            event_filters: filters,
            expires_in: Duration::from_secs(604_800),
        };
        world.client.create_subscription(&wanted).await
    }

    /// So many events, once they are there, with what became of each.
    pub async fn events(&self, count: usize) -> Vec<Result<Event, WebhookError>> {
        for _ in 0..500 {
            let events = self.state.lock().unwrap().events.clone();
            if events.len() >= count {
                return events;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} of {count} events came", self.state.lock().unwrap().events.len());
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Keeps what came: the token to echo when it was a handshake, and whether it was believed.
fn keep(inbox: &Mutex<Inbox>, headers: &HeaderMap, body: &[u8]) -> (Option<String>, bool) {
    let delivery = webhook::open(&Secret::from(SECRET), headers, body);
    let mut inbox = inbox.lock().unwrap();
    match delivery {
        Ok(Delivery::Handshake { validation_token }) => {
            inbox.handshakes += 1;
            (Some(validation_token), true)
        }
        Ok(Delivery::Event(event)) => {
            inbox.events.push(Ok(*event));
            (None, true)
        }
        Err(error) => {
            inbox.events.push(Err(error));
            (None, false)
        }
    }
}

async fn receive(State(state): State<Arc<Mutex<Inbox>>>, headers: HeaderMap, body: Bytes) -> Response {
    let (echo, believed) = keep(&state, &headers, &body);
    if !believed {
        return StatusCode::FORBIDDEN.into_response();
    }
    let manner = state.lock().unwrap().manner;
    let json = ("content-type", "application/json".to_owned());
    let echo = (VALIDATION_TOKEN, echo.unwrap_or_default());
    match manner {
        Manner::Well => ([json, echo], "").into_response(),
        Manner::Silent => ([json], "").into_response(),
        Manner::WrongType => ([("content-type", "text/html".to_owned()), echo], "").into_response(),
        Manner::Wordy => ([json, echo, ("x-policy", "word ".repeat(200))], "").into_response(),
        Manner::Broken => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Manner::Slow => {
            tokio::time::sleep(Duration::from_millis(3_300)).await;
            ([json, echo], "").into_response()
        }
    }
}
