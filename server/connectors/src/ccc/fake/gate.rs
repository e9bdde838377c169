//! What a request passes before it is understood: faults, signature, version, action, limit, permission, application, and
//! then the action's own parameters. HTTP is always 200.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::State,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{CONTENT_TYPE, DATE},
    },
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, fmt::rfc2822};
use serde_json::{Value, json};

use super::{
    Fake, FaultKind,
    endpoint::{self, Call, Outcome, Refusal},
    world::World,
};
use crate::{
    fake::{bad_gateway, cut, half},
    tc3::verify,
};

const VERSION: &str = "2020-02-10";

pub(super) async fn handle(State(fake): State<Fake>, method: Method, headers: HeaderMap, body: Bytes) -> Response {
    let name = text(&headers, "x-tc-action").unwrap_or_default();
    let (fault, latency) = {
        let mut world = fake.world();
        world.calls.count(&name);
        (world.faults.take(&name), world.options.latency)
    };
    let pause = if let Some(FaultKind::SlowMs(ms)) = fault { Duration::from_millis(ms) } else { latency };
    if pause > Duration::ZERO {
        tokio::time::sleep(pause).await;
    }
    match fault {
        Some(FaultKind::HttpHtml) => return bad_gateway(),
        Some(FaultKind::Empty) => return StatusCode::OK.into_response(),
        Some(FaultKind::Cut) => return cut("{\"Response\":{"),
        _ => {}
    }
    let mut world = fake.world();
    let outcome = pass(&mut world, &method, &headers, &name, &body, fault.as_ref());
    let answer = write(&mut world, outcome, fault.as_ref());
    drop(world);
    answer
}

fn pass(
    world: &mut World,
    method: &Method,
    headers: &HeaderMap,
    name: &str,
    body: &[u8],
    fault: Option<&FaultKind>,
) -> Outcome {
    if method != Method::POST {
        return Err(Refusal::new("UnsupportedProtocol", "only POST is here"));
    }
    let (id, key) = (world.options.secret_id.clone(), world.options.secret_key.clone());
    let known = |given: &str| (given == id).then(|| key.clone());
    verify("ccc", world.now() / 1_000, body, |name| text(headers, name), known)
        .map_err(|(code, message)| Refusal::new(code, message))?;
    if text(headers, "x-tc-version").as_deref() != Some(VERSION) {
        return Err(Refusal::new("NoSuchVersion", "the product has no such version"));
    }
    let endpoint =
        endpoint::find(name).ok_or_else(|| Refusal::new("InvalidAction", "the product has no such action"))?;
    let now = world.now();
    if !world.rate.admits(endpoint.name, world.options.per_second, now) {
        return Err(Refusal::new("RequestLimitExceeded", "too many calls of this action in a second"));
    }
    if let Some(FaultKind::Code(code)) = fault {
        return Err(Refusal::new(code, "as it was asked for through the control endpoint"));
    }
    if world.options.forbidden.iter().any(|forbidden| forbidden == name) {
        return Err(Refusal::new("UnauthorizedOperation", "the policies of this user do not allow it"));
    }
    if world.options.not_enabled.iter().any(|missing| missing == name) {
        return Err(Refusal::new("OperationDenied.NotInWhiteList", "not in the white list"));
    }
    let call = Call::new(body, endpoint.fields)?;
    if endpoint.is_of_application && call.need_int("SdkAppId")? != world.options.sdk_app_id {
        return Err(Refusal::new("InvalidParameterValue.InstanceNotExist", "the instance does not exist"));
    }
    (endpoint.run)(world, &call)
}

fn write(world: &mut World, outcome: Outcome, fault: Option<&FaultKind>) -> Response {
    let mut response = outcome.unwrap_or_else(|Refusal { code, message }| {
        world.calls.refused(&code);
        json!({"Error": {"Code": code, "Message": message}})
    });
    response["RequestId"] = world.request_id().into();
    let whole = json!({"Response": response}).to_string();
    let whole = match fault {
        Some(FaultKind::HalfJson) => half(&whole),
        Some(FaultKind::DoneAndCut) => return cut("{\"Response\":{"),
        _ => whole,
    };
    let mut answer = ([(CONTENT_TYPE, "application/json")], whole).into_response();
    // Without one the server would add the machine's own.
    let date = if world.options.tells_date { date(world.now() / 1_000) } else { HeaderValue::from_static("unknown") };
    answer.headers_mut().insert(DATE, date);
    answer
}

fn date(unix: i64) -> HeaderValue {
    let time = Timestamp::from_second(unix).unwrap_or_default();
    let text = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&time).unwrap_or_default();
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned)
}

/// A list as the platform would leave it out.
pub(super) fn list_or_nothing(world: &World, list: Vec<Value>) -> Option<Value> {
    match (list.is_empty(), world.options.null_lists) {
        (false, _) => Some(list.into()),
        (true, true) => Some(Value::Null),
        (true, false) => None,
    }
}
