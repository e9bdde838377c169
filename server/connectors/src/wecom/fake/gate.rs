//! What a request passes before it is understood, in the platform's order: path, token, address, right of the token,
//! limits, and then the endpoint's own scope and parameters. Everything but an unknown path is HTTP 200.

use std::{collections::HashMap, net::SocketAddr, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{ConnectInfo, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    Fake, FaultKind,
    endpoint::{self, Call, Endpoint, Refusal, Rights},
    notify,
    tokens::{Kind, Standing},
    world::World,
};

pub(super) async fn handle(
    State(fake): State<Fake>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(path): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    body: Bytes,
) -> Response {
    let Some(endpoint) = endpoint::find(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let assigns = endpoint::assigns(&path, &body);
    let (fault, latency, arrival) = {
        let mut world = fake.world();
        world.ledger.count(&path);
        let crowd = world.ledger.enter(&path);
        let conflict = assigns.as_ref().is_some_and(|userid| world.ledger.begin_assignment(userid));
        // What is refused is refused at once.
        let works = if assigns.is_some() && !conflict { world.transfer_takes } else { 0 };
        (
            world.take_fault(&path),
            world.options.latency + Duration::from_millis(works),
            Arrival { from, crowd, conflict },
        )
    };
    let _inside = Inside { fake: &fake, path: &path, assigns: assigns.as_deref() };
    let pause = if let Some(FaultKind::SlowMs(ms)) = fault { Duration::from_millis(ms) } else { latency };
    if pause > Duration::ZERO {
        tokio::time::sleep(pause).await;
    }
    if let Some(answer) = fault.as_ref().and_then(broken) {
        return answer;
    }
    let mut world = fake.world();
    world.settle();
    let outcome = match fault {
        Some(FaultKind::Errcode(code)) => Err(Refusal::new(code)),
        Some(FaultKind::Rate) => Err(Refusal::new(45009)),
        _ => pass(&mut world, endpoint, &path, query, &body, &arrival),
    };
    let answer = match outcome {
        Ok(value) => good(value),
        Err(refusal) => {
            world.ledger.refused(refusal.code);
            bad(&refusal, world.now(), from)
        }
    };
    let text = answer.to_string();
    let events = world.take_events();
    drop(world);
    notify::send(&fake, events);
    match fault {
        Some(FaultKind::HalfJson) => json_text(text.chars().take(text.chars().count() / 2).collect()),
        _ => json_text(text),
    }
}

/// How a request came: from where, beside how many of its path, and beside another one of the same member.
struct Arrival {
    from: SocketAddr,
    crowd: u32,
    conflict: bool,
}

fn pass(
    world: &mut World,
    endpoint: &Endpoint,
    path: &str,
    query: HashMap<String, String>,
    body: &[u8],
    arrival: &Arrival,
) -> Result<Value, Refusal> {
    let now = world.now();
    let mut call = Call::new(query, body, now);
    if let Rights::Open = endpoint.rights {
        return (endpoint.run)(world, &call);
    }
    let parameter = if let Rights::Provider = endpoint.rights { "provider_access_token" } else { "access_token" };
    let token = call.query.get(parameter).filter(|token| !token.is_empty()).ok_or(Refusal::new(41001))?;
    let kind = match world.tokens.standing(token, now) {
        Standing::Good(kind) => kind,
        Standing::Expired => return Err(Refusal::new(42001)),
        Standing::Unknown => return Err(Refusal::new(40014)),
    };
    if !world.options.trusted_ips.is_empty() && !world.options.trusted_ips.contains(&arrival.from.ip()) {
        return Err(Refusal::new(60020));
    }
    may(world, endpoint, kind)?;
    if arrival.crowd > world.options.in_flight {
        return Err(Refusal::new(45033));
    }
    if world.ledger.in_minute(path, now) > world.options.per_minute {
        return Err(Refusal::new(45009));
    }
    if arrival.conflict {
        return Err(Refusal::new(45035));
    }
    call.kind = kind;
    (endpoint.run)(world, &call)
}

fn may(world: &World, endpoint: &Endpoint, kind: Kind) -> Result<(), Refusal> {
    match (endpoint.rights, kind) {
        (Rights::Open, _)
        | (Rights::ContactOnly | Rights::Ids, Kind::Contact)
        | (Rights::Ids | Rights::Details, Kind::App)
        | (Rights::Provider, Kind::Provider)
        | (Rights::Archive, Kind::Archive) => Ok(()),
        (Rights::Details, Kind::Contact) if world.options.contact_reads_details => Ok(()),
        (Rights::Details, Kind::Contact) => Err(Refusal::new(48009)),
        (Rights::Customers, Kind::App) if world.options.customer_contact_allowed => Ok(()),
        _ => Err(Refusal::new(48002)),
    }
}

/// Answers that are not the platform's words at all.
fn broken(fault: &FaultKind) -> Option<Response> {
    match fault {
        FaultKind::HttpHtml => {
            let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
            Some((StatusCode::BAD_GATEWAY, [("content-type", "text/html")], page).into_response())
        }
        FaultKind::Empty => Some(StatusCode::OK.into_response()),
        FaultKind::Cut => {
            let pieces = [Ok(Bytes::from_static(b"{\"errcode\":0,")), Err(std::io::Error::other("cut"))];
            Some(Response::new(Body::from_stream(futures::stream::iter(pieces))))
        }
        _ => None,
    }
}

fn good(value: Value) -> Value {
    let mut answer = json!({"errcode": 0, "errmsg": "ok"});
    if let (Value::Object(answer), Value::Object(fields)) = (&mut answer, value) {
        answer.extend(fields);
    }
    answer
}

fn bad(refusal: &Refusal, now: i64, from: SocketAddr) -> Value {
    let Refusal { code, text } = refusal;
    let errmsg = format!(
        "{text}, hint: [{now}_{}_fake], from ip: {}, more info at https://open.work.weixin.qq.com/devtool/query?e={code}",
        code.unsigned_abs() % 97,
        from.ip()
    );
    json!({"errcode": code, "errmsg": errmsg})
}

fn json_text(text: String) -> Response {
    ([("content-type", "application/json; charset=UTF-8")], text).into_response()
}

/// Counts a call out also when its caller goes away.
struct Inside<'a> {
    fake: &'a Fake,
    path: &'a str,
    assigns: Option<&'a str>,
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        let mut world = self.fake.world();
        world.ledger.leave(self.path);
        if let Some(userid) = self.assigns {
            world.ledger.end_assignment(userid);
        }
    }
}
