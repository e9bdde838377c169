//! A service provider that is not there: it only lists users, in the manner of one of those that exist.

use std::{
    collections::HashMap,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

use super::ScimConfig;
use crate::fake::people::Person;

/// Whose manners the provider has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As the documents say.
    #[default]
    Rfc,
    /// `active` is a text, and whoever has no mailbox has no `emails`.
    Entra,
    /// The user name is the address, lists are `null` where they are empty, and `displayName` is missing.
    Okta,
    /// The extension has its old name, numbers of the list are texts, and user names are no addresses.
    Slack,
    /// Always the first page, whatever was asked for.
    Stuck,
    /// The same, without a word about where it stands.
    Mute,
}

/// What the provider looks like.
#[derive(Debug, Clone)]
pub struct FakeOptions {
    pub listen: SocketAddr,
    pub seed: u64,
    pub users: u32,
    pub style: Style,
    pub token: String,
    pub mail_domain: String,
    /// The most users of a page.
    pub page: u32,
    /// Users, counted from 1, who have no id.
    pub broken: Vec<u32>,
}

impl Default for FakeOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            seed: 1,
            users: 25,
            style: Style::Rfc,
            token: "fake-scim-token".to_owned(),
            mail_domain: "example.com".to_owned(),
            page: 100,
            broken: Vec::new(),
        }
    }
}

/// A call that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A refusal in SCIM's words, with this `Retry-After` or without.
    Status(u16, Option<String>),
    /// A gateway's 502 page.
    HttpHtml,
    /// The right answer, broken off in the middle.
    HalfJson,
    /// Milliseconds to wait before a right answer.
    SlowMs(u64),
    /// The connection ends within the answer.
    Cut,
    /// Nothing goes wrong: for the calls before one that does.
    None,
}

#[derive(Debug)]
struct World {
    options: FakeOptions,
    /// Of the next calls, the last one first.
    faults: Vec<Fault>,
    calls: u64,
}

type Shared = Arc<Mutex<World>>;

/// A provider in the background. It ends when this is dropped.
pub struct Running {
    pub address: SocketAddr,
    shared: Shared,
    task: JoinHandle<()>,
}

/// Starts a provider. With the default options it takes a free port.
pub async fn start(options: FakeOptions) -> io::Result<Running> {
    let listener = TcpListener::bind(options.listen).await?;
    let address = listener.local_addr()?;
    let shared: Shared = Arc::new(Mutex::new(World { options, faults: Vec::new(), calls: 0 }));
    let router = Router::new().route("/scim/v2/Users", get(users)).with_state(Arc::clone(&shared));
    let task = tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the fake SCIM provider stopped");
        }
    });
    Ok(Running { address, shared, task })
}

impl Running {
    /// The settings a client needs to talk to this provider.
    pub fn config(&self) -> ScimConfig {
        let base = format!("http://{}/scim/v2", self.address);
        ScimConfig {
            base_url: Url::parse(&base).expect("a socket address makes an address"),
            token: world(&self.shared).options.token.as_str().into(),
            page: 10,
        }
    }

    /// What becomes of the next calls, in their order.
    pub fn fail(&self, faults: &[Fault]) {
        let faults = faults.iter().rev().cloned();
        world(&self.shared).faults.splice(..0, faults);
    }

    /// How many calls came.
    pub fn calls(&self) -> u64 {
        world(&self.shared).calls
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn world(shared: &Shared) -> MutexGuard<'_, World> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn users(
    State(shared): State<Shared>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let (fault, options) = {
        let mut world = world(&shared);
        world.calls += 1;
        (world.faults.pop().unwrap_or(Fault::None), world.options.clone())
    };
    match &fault {
        Fault::Status(status, after) => return refuse(*status, "as it was asked for", after.as_deref()),
        Fault::HttpHtml => return (StatusCode::BAD_GATEWAY, "<html>502 Bad Gateway</html>").into_response(),
        Fault::Cut => {
            let pieces = [Ok(Bytes::from_static(b"{\"Resources\":[")), Err(io::Error::other("cut"))];
            return Response::new(Body::from_stream(futures::stream::iter(pieces)));
        }
        Fault::SlowMs(ms) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        Fault::HalfJson | Fault::None => {}
    }
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if token != Some(format!("Bearer {}", options.token).as_str()) {
        return refuse(401, "the token is not good", None);
    }
    let number = |name: &str| query.get(name).and_then(|text| text.parse::<i64>().ok());
    let count = number("count").unwrap_or(100).clamp(0, options.page.into());
    let start =
        if matches!(options.style, Style::Stuck | Style::Mute) { 1 } else { number("startIndex").unwrap_or(1).max(1) };
    let text = list(&options, start, count).to_string();
    let text = if fault == Fault::HalfJson { text[..text.len() / 2].to_owned() } else { text };
    ([(header::CONTENT_TYPE, "application/scim+json")], text).into_response()
}

fn refuse(status: u16, detail: &str, after: Option<&str>) -> Response {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": status.to_string(), "detail": detail,
    });
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = (status, axum::Json(body)).into_response();
    if let Some(value) = after.and_then(|text| text.parse().ok()) {
        answer.headers_mut().insert(header::RETRY_AFTER, value);
    }
    answer
}

fn list(options: &FakeOptions, start: i64, count: i64) -> Value {
    let numbers = start..(start + count).min(i64::from(options.users) + 1);
    let rows: Vec<Value> =
        numbers.filter_map(|number| u32::try_from(number).ok()).map(|number| user(options, number)).collect();
    let schema = json!(["urn:ietf:params:scim:api:messages:2.0:ListResponse"]);
    if options.style == Style::Slack {
        return json!({
            "schemas": schema, "totalResults": options.users.to_string(), "startIndex": start.to_string(),
            "itemsPerPage": rows.len().to_string(), "Resources": rows,
        });
    }
    if options.style == Style::Mute {
        return json!({"schemas": schema, "Resources": rows});
    }
    let nothing = options.style == Style::Okta && rows.is_empty();
    json!({
        "schemas": schema, "totalResults": options.users, "startIndex": start, "itemsPerPage": rows.len(),
        "Resources": if nothing { Value::Null } else { rows.into() },
    })
}

/// The user of a number, counted from 1. Every seventh is not active.
fn user(options: &FakeOptions, number: u32) -> Value {
    let person = Person::new(options.seed, number - 1);
    let address = person.mail(&options.mail_domain);
    let active = !number.is_multiple_of(7);
    let extension = match options.style {
        Style::Slack => "urn:scim:schemas:extension:enterprise:1.0",
        _ => "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    };
    let mut user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", extension],
        "id": format!("u{number:05}"),
        "userName": address,
        "displayName": person.name,
        "name": {"givenName": person.first, "familyName": person.last},
        "title": "Agent",
        "active": active,
        "emails": [
            {"value": format!("private.{address}"), "type": "home"},
            {"value": address, "type": "work", "primary": true},
        ],
        "phoneNumbers": [{"value": format!("+1555010{:04}", number % 10_000), "type": "mobile"}],
        extension: {"department": "Support"},
        "meta": {"resourceType": "User"},
    });
    match options.style {
        Style::Entra => {
            user["active"] = if active { "True" } else { "False" }.into();
            user["emails"] = Value::Null;
        }
        Style::Okta => {
            user["displayName"] = Value::Null;
            user["phoneNumbers"] = Value::Null;
        }
        Style::Slack => user["userName"] = person.id.into(),
        Style::Rfc | Style::Stuck | Style::Mute => {}
    }
    if options.broken.contains(&number) {
        user["id"] = Value::Null;
    }
    user
}
