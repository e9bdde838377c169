//! What a request passes before it is understood, in the platform's order: path, token, rate, permission, and then the
//! endpoint's own parameters.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    Fake, FaultKind,
    endpoint::{self, Call, Endpoint, Group, Reply},
    push,
    refusal::Refusal,
    tokens::Standing,
    world::World,
};
use crate::fake::{bad_gateway, cut, half};

/// The rate headers of an answer, and `Retry-After`.
type Pairs = Vec<(&'static str, String)>;

pub(super) async fn handle(
    State(fake): State<Fake>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some((endpoint, id)) = endpoint::find(&method, uri.path()) else {
        let refusal = Refusal::new("CMN-120");
        return json_text(refusal.status(), Vec::new(), refusal.body(false).to_string());
    };
    let call = Call::new(id, uri.query().unwrap_or_default(), &headers, body);
    let (fault, latency) = {
        let mut world = fake.world();
        world.calls.count(endpoint.name);
        (world.take_fault(endpoint.name), world.options.latency)
    };
    let pause = if let Some(FaultKind::SlowMs(ms)) = fault { Duration::from_millis(ms) } else { latency };
    if pause > Duration::ZERO {
        tokio::time::sleep(pause).await;
    }
    if let Some(answer) = fault.as_ref().and_then(broken) {
        return answer;
    }
    let mut pairs = Vec::new();
    let outcome = {
        let mut world = fake.world();
        world.end_subscriptions();
        pass(&mut world, endpoint, &call, fault.as_ref(), &mut pairs)
    };
    let outcome = match outcome {
        Ok(Reply::Handshake(wanted)) => endpoint::subscribe(&fake, &call, *wanted).await,
        outcome => outcome,
    };
    push::send(&fake);
    let (status, kind, text) = match outcome {
        Ok(reply) => reply.into_parts(),
        Err(refusal) => {
            fake.world().calls.refused(&refusal.code);
            let text = refusal.body(matches!(endpoint.group, Group::Auth)).to_string();
            (refusal.status(), "application/json;charset=UTF-8".to_owned(), text)
        }
    };
    let text = match fault {
        Some(FaultKind::HalfJson) => half(&text),
        _ => text,
    };
    pairs.push(("content-type", kind));
    respond(status, pairs, text)
}

fn pass(
    world: &mut World,
    endpoint: &Endpoint,
    call: &Call,
    fault: Option<&FaultKind>,
    pairs: &mut Pairs,
) -> Result<Reply, Refusal> {
    let now = world.now();
    if !matches!(endpoint.group, Group::Auth) {
        let token = call.bearer.as_deref().ok_or_else(|| Refusal::new("CMN-405"))?;
        match world.tokens.standing(token, now) {
            Standing::Good => {}
            Standing::Expired => return Err(Refusal::new("OAU-128")),
            Standing::Unknown => return Err(Refusal::new("OAU-213")),
        }
    }
    if let Some(FaultKind::Throttle { retry_after, above_groups }) = fault {
        if !above_groups {
            pairs.extend(rate(world, endpoint.group, 0));
        }
        pairs.extend(retry_after.map(|seconds| ("retry-after", seconds.to_string())));
        return Err(Refusal::new(if *above_groups { "CMN-310" } else { "CMN-301" }));
    }
    count(world, endpoint, call, pairs)?;
    if let Some(FaultKind::Code(code)) = fault {
        return Err(Refusal::new(code));
    }
    if let Some(permission) = endpoint.permission
        && !world.options.permissions.iter().any(|granted| granted == permission)
    {
        return Err(Refusal::permission(permission));
    }
    (endpoint.run)(world, call)
}

/// Counts the call in its group, or refuses it.
fn count(world: &mut World, endpoint: &Endpoint, call: &Call, pairs: &mut Pairs) -> Result<(), Refusal> {
    let (limit, now) = (limit(world, endpoint.group), world.now());
    let calls = if world.options.batch_counts_each { call.ids().len().max(1) } else { 1 };
    let calls = u32::try_from(calls).unwrap_or(u32::MAX);
    let penalty = world.options.penalty;
    let left = world.rates.count(endpoint.group.name(), calls, limit, penalty, now);
    pairs.extend(rate(world, endpoint.group, left.unwrap_or(0)));
    if left.is_some() {
        return Ok(());
    }
    if !world.options.omit_retry_after {
        pairs.push(("retry-after", penalty.to_string()));
    }
    Err(Refusal::new("CMN-301"))
}

fn rate(world: &World, group: Group, left: u32) -> Pairs {
    vec![
        ("x-rate-limit-group", group.name().to_owned()),
        ("x-rate-limit-limit", limit(world, group).to_string()),
        ("x-rate-limit-remaining", left.to_string()),
        ("x-rate-limit-window", "60".to_owned()),
    ]
}

fn limit(world: &World, group: Group) -> u32 {
    match group {
        Group::Light => world.options.light,
        Group::Medium => world.options.medium,
        Group::Heavy => world.options.heavy,
        Group::Auth => world.options.auth,
    }
}

/// Answers that are not the platform's words at all.
fn broken(fault: &FaultKind) -> Option<Response> {
    match fault {
        FaultKind::HttpHtml => Some(bad_gateway()),
        FaultKind::Empty => Some(StatusCode::OK.into_response()),
        FaultKind::Unavailable { retry_after } => {
            let body = json!({"errorCode": "CMN-201", "message": "Service Temporary Unavailable"});
            let pairs = retry_after.map(|seconds| ("retry-after", seconds.to_string()));
            Some(json_text(503, pairs.into_iter().collect(), Value::to_string(&body)))
        }
        FaultKind::Cut => Some(cut("{\"records\":[")),
        _ => None,
    }
}

fn json_text(status: u16, mut pairs: Pairs, text: String) -> Response {
    pairs.push(("content-type", "application/json;charset=UTF-8".to_owned()));
    respond(status, pairs, text)
}

fn respond(status: u16, pairs: Pairs, text: String) -> Response {
    let mut response = Response::builder().status(status);
    for (name, value) in pairs {
        response = response.header(name, value);
    }
    response.body(Body::from(text)).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
