//! Extensions.

use serde_json::Value;

use super::{Call, Endpoint, Group, Outcome, Reply};
use crate::ringcentral::fake::{account::ACCOUNT, refusal::Refusal, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        name: "GET v1.0/account/~/extension",
        group: Group::Medium,
        permission: Some("ReadAccounts"),
        run: list,
    },
    Endpoint {
        name: "GET v1.0/account/~/extension/{id}",
        group: Group::Light,
        permission: Some("ReadAccounts"),
        run: get,
    },
];

fn list(world: &mut World, call: &Call) -> Outcome {
    let paging = call.paging(100, 1_000)?;
    let one_of = |name: &str, value: &str| {
        let mut wanted = call.queries(name).peekable();
        wanted.peek().is_none() || wanted.any(|want| want.eq_ignore_ascii_case(value))
    };
    let rows: Vec<Value> = world
        .accounts
        .all()
        .filter(|account| one_of("email", &account.email) && one_of("extensionNumber", &account.number.to_string()))
        .filter(|account| one_of("status", account.status) && one_of("type", account.kind))
        .map(|account| account.extension(&call.base))
        .collect();
    Ok(paging.reply(&rows, Some(&format!("{}/restapi/v1.0/account/{ACCOUNT}/extension", call.base))))
}

fn get(world: &mut World, call: &Call) -> Outcome {
    let account = world.accounts.get(&call.id).ok_or_else(|| Refusal::missing("extensionId"))?;
    Ok(Reply::Json(account.extension(&call.base)))
}
