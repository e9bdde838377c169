//! What a request passes before it is understood: path, faults, limit, token, permission.

use std::{collections::HashMap, time::Duration};

use axum::{
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    Fake, FaultKind,
    endpoint::{self, Call, Found, Outcome, Refusal, Reply},
    world::World,
};
use crate::fake::{bad_gateway, cut, half};

pub(super) async fn handle(
    State(fake): State<Fake>,
    method: Method,
    uri: Uri,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(found) = endpoint::find(&method, uri.path()) else {
        let page = "<html><head><title>404</title></head><body>no such page</body></html>";
        return (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/html")], page).into_response();
    };
    let (fault, latency) = {
        let mut world = fake.world();
        world.calls.count(found.name);
        (world.take_fault(found.name), world.options.latency)
    };
    let pause = if let Some(FaultKind::SlowMs(ms)) = fault { Duration::from_millis(ms) } else { latency };
    if pause > Duration::ZERO {
        tokio::time::sleep(pause).await;
    }
    if let Some(answer) = fault.as_ref().and_then(broken) {
        return answer;
    }
    let mut world = fake.world();
    let call = Call::new(&found, uri.path(), query, headers, &body, world.now());
    let outcome = match &fault {
        Some(FaultKind::Status(status)) => {
            Err(Refusal::new(*status, "fault", "as it was asked for through the control endpoint"))
        }
        _ => pass(&mut world, &found, &call),
    };
    if let Err(refusal) = &outcome {
        world.calls.refused(&refusal.status.to_string());
    }
    drop(world);
    write(outcome, fault == Some(FaultKind::HalfJson))
}

fn pass(world: &mut World, found: &Found, call: &Call) -> Outcome {
    if world.rate.in_second(call.now) > world.options.per_second {
        return Err(Refusal::new(429, "too_many_requests", "slow down").retry_after(1));
    }
    if found.is_open {
        return (found.run)(world, call);
    }
    let token = call.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = token.split_once(' ').filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer")).map_or("", |(_, it)| it);
    if !world.tokens.is_good(token, call.now) {
        return Err(Refusal::unauthorized(found, call.now));
    }
    if let Some(version) = found.version
        && !(world.options.versions.0..=world.options.versions.1).contains(&version)
    {
        return Err(Refusal::new(404, "not_found", "no such version"));
    }
    if world.options.forbidden.iter().any(|name| name == found.name) {
        return Err(Refusal::new(403, "forbidden", "the role of this user may not do that"));
    }
    let accepts = call.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !accepts.contains("json") {
        return Ok(Reply::Words("no known way to render"));
    }
    (found.run)(world, call)
}

/// Answers that are not the platform's words at all.
fn broken(fault: &FaultKind) -> Option<Response> {
    let throttled = |status: StatusCode, after: &Option<String>| {
        let mut answer = (status, axum::Json(json!({"error": "throttled"}))).into_response();
        if let Some(value) = after.as_ref().and_then(|text| text.parse().ok()) {
            answer.headers_mut().insert(header::RETRY_AFTER, value);
        }
        Some(answer)
    };
    match fault {
        FaultKind::HttpHtml => Some(bad_gateway()),
        FaultKind::Empty => Some(StatusCode::OK.into_response()),
        FaultKind::Bare(status) => Some(StatusCode::from_u16(*status).unwrap_or_default().into_response()),
        FaultKind::TooMany(after) => throttled(StatusCode::TOO_MANY_REQUESTS, after),
        FaultKind::Unavailable(after) => throttled(StatusCode::SERVICE_UNAVAILABLE, after),
        FaultKind::Cut => Some(cut("{\"agents\":[")),
        _ => None,
    }
}

fn write(outcome: Outcome, broken_off: bool) -> Response {
    let text = |status: u16, value: &Value| {
        let text = value.to_string();
        let text = if broken_off { half(&text) } else { text };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
    };
    match outcome {
        Ok(Reply::Json(value)) => text(200, &value),
        Ok(Reply::Nothing(status)) => StatusCode::from_u16(status).unwrap_or_default().into_response(),
        Ok(Reply::Words(words)) => words.into_response(),
        Err(refusal) => {
            let mut answer = text(refusal.status, &refusal.body);
            if let Some(seconds) = refusal.retry_after {
                answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            }
            answer
        }
    }
}
