//! Reading presence.

use serde_json::{Value, json};

use super::{Call, Endpoint, Group, Outcome, Reply};
use crate::ringcentral::fake::{account::ACCOUNT, refusal::Refusal, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        name: "GET v1.0/account/~/presence",
        group: Group::Heavy,
        permission: Some("ReadPresence"),
        run: of_account,
    },
    Endpoint {
        name: "GET v1.0/account/~/extension/{id}/presence",
        group: Group::Light,
        permission: Some("ReadPresence"),
        run: of_extensions,
    },
];

/// Extensions that one call may name.
const MOST: usize = 30;
const JSON_PARTS: &str = "application/vnd.ringcentral.multipart+json";
const BOUNDARY: &str = "Boundary_fake_0001";

fn of_account(world: &mut World, call: &Call) -> Outcome {
    let paging = call.paging(100, 1_000)?;
    let personal = world.options.new_call_handling;
    let rows: Vec<Value> = world.accounts.all().map(|account| account.presence(&call.base, personal)).collect();
    Ok(paging.reply(&rows, Some(&format!("{}/restapi/v1.0/account/{ACCOUNT}/presence", call.base))))
}

fn of_extensions(world: &mut World, call: &Call) -> Outcome {
    let ids = call.ids();
    if ids.len() > MOST {
        return Err(Refusal::new("InvalidMultipartRequest"));
    }
    if let [id] = ids.as_slice() {
        return Ok(Reply::Json(presence(world, call, id)?));
    }
    let parts = ids.iter().map(|id| match presence(world, call, id) {
        Ok(body) => (*id, 200, body),
        Err(refusal) => (*id, refusal.status(), refusal.body(false)),
    });
    if call.accept.contains(JSON_PARTS) {
        let parts: Vec<Value> =
            parts.map(|(id, status, body)| json!({"resourceId": id, "status": status, "body": body})).collect();
        return Ok(Reply::Parts { kind: JSON_PARTS.to_owned(), text: Value::from(parts).to_string() });
    }
    Ok(mime(parts))
}

/// The parts as MIME has them: first their outcomes, then the bodies.
fn mime<'a>(parts: impl Iterator<Item = (&'a str, u16, Value)>) -> Reply {
    let (mut outcomes, mut bodies) = (Vec::new(), Vec::new());
    for (id, status, body) in parts {
        outcomes.push(json!({"href": id, "status": status}));
        bodies.push(body);
    }
    let first = json!({"response": outcomes});
    let text: String = std::iter::once(&first)
        .chain(&bodies)
        .map(|body| format!("--{BOUNDARY}\r\nContent-Type: application/json\r\n\r\n{body}\r\n"))
        .collect();
    Reply::Parts { kind: format!("multipart/mixed; boundary={BOUNDARY}"), text: format!("{text}--{BOUNDARY}--\r\n") }
}

fn presence(world: &World, call: &Call, id: &str) -> Result<Value, Refusal> {
    let account = world.accounts.get(id).ok_or_else(|| Refusal::missing("extensionId"))?;
    Ok(account.presence(&call.base, world.options.new_call_handling))
}
