//! The directory.

use serde_json::Value;

use super::{Call, Endpoint, Group, Outcome, call::Paging};
use crate::ringcentral::fake::{account::Account, refusal::Refusal, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        name: "GET v1.0/account/~/directory/entries",
        group: Group::Medium,
        permission: Some("ReadAccounts"),
        run: list,
    },
    Endpoint {
        name: "POST v1.0/account/~/directory/entries/search",
        group: Group::Heavy,
        permission: Some("ReadAccounts"),
        run: search,
    },
];

const USUAL: usize = 1_000;
const MOST: usize = 2_000;

fn list(world: &mut World, call: &Call) -> Outcome {
    let paging = call.paging(USUAL, MOST)?;
    let federated = call.query("showFederated") != Some("false");
    let kind = call.query("type");
    let rows: Vec<Value> = listed(world, federated)
        .filter(|account| kind.is_none_or(|kind| kind == account.kind))
        .map(Account::entry)
        .collect();
    Ok(paging.reply(&rows, None))
}

fn search(world: &mut World, call: &Call) -> Outcome {
    let body = call.json()?;
    let text = body["searchString"].as_str().unwrap_or_default().to_lowercase();
    let fields: Vec<&str> = body["searchFields"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if fields.iter().any(|field| !FIELDS.contains(field)) {
        return Err(Refusal::parameter("searchFields"));
    }
    let fields = if fields.is_empty() { &FIELDS } else { fields.as_slice() };
    let federated = body["showFederated"] != Value::Bool(false);
    let number = |name: &str, usual: u64| usize::try_from(body[name].as_u64().unwrap_or(usual)).unwrap_or(usize::MAX);
    let paging = Paging::new(number("page", 1), number("perPage", 100), MOST)?;
    let rows: Vec<Value> = listed(world, federated)
        .filter(|account| fields.iter().any(|field| value(account, field).to_lowercase().contains(&text)))
        .map(Account::entry)
        .collect();
    Ok(paging.reply(&rows, None))
}

const FIELDS: [&str; 8] =
    ["firstName", "lastName", "extensionNumber", "phoneNumber", "email", "jobTitle", "department", "customFieldValue"];

fn value(account: &Account, field: &str) -> String {
    match field {
        "firstName" => account.first.clone(),
        "lastName" => account.last.clone(),
        "extensionNumber" => account.number.to_string(),
        "phoneNumber" => account.phone(),
        "email" => account.email.clone(),
        "jobTitle" => account.job_title.clone(),
        "department" => account.department.clone(),
        _ => String::new(),
    }
}

fn listed(world: &World, federated: bool) -> impl Iterator<Item = &Account> {
    let others = world.accounts.federated.iter().filter(move |_| federated);
    world.accounts.all().chain(others)
}
