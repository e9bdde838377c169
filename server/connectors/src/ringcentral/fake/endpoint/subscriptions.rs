//! Subscriptions.

use serde_json::{Value, json};

use super::{Call, Endpoint, Group, Outcome, Reply, Wanted};
use crate::ringcentral::fake::{
    Fake,
    account::ACCOUNT,
    push,
    refusal::Refusal,
    subscriptions::{Subscription, permission_of},
    world::World,
};

const PERMISSION: Option<&str> = Some("SubscriptionWebhook");

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { name: "GET v1.0/subscription", group: Group::Light, permission: PERMISSION, run: list },
    Endpoint { name: "GET v1.0/subscription/{id}", group: Group::Light, permission: PERMISSION, run: get },
    Endpoint { name: "POST v1.0/subscription", group: Group::Medium, permission: PERMISSION, run: create },
    Endpoint { name: "PUT v1.0/subscription/{id}", group: Group::Medium, permission: PERMISSION, run: update },
    Endpoint { name: "POST v1.0/subscription/{id}/renew", group: Group::Light, permission: PERMISSION, run: renew },
    Endpoint { name: "DELETE v1.0/subscription/{id}", group: Group::Medium, permission: PERMISSION, run: delete },
];

/// Seconds a webhook lives unless somebody wishes something else, and at most.
const USUAL_LIFE: i64 = 604_800;
const LONGEST_LIFE: i64 = 315_360_000;

fn list(world: &mut World, call: &Call) -> Outcome {
    let now = world.now();
    let records: Vec<Value> = world.subscriptions.iter().map(|one| one.json(&call.base, now)).collect();
    Ok(Reply::Json(json!({"uri": format!("{}/restapi/v1.0/subscription", call.base), "records": records})))
}

fn get(world: &mut World, call: &Call) -> Outcome {
    let now = world.now();
    Ok(Reply::Json(find(world, call)?.json(&call.base, now)))
}

fn create(world: &mut World, call: &Call) -> Outcome {
    let body = call.json()?;
    let filters = filters(world, &body)?;
    let mode = &body["deliveryMode"];
    if mode["transportType"] != "WebHook" {
        return Err(Refusal::parameter("deliveryMode.transportType"));
    }
    let address = mode["address"].as_str().ok_or_else(|| Refusal::parameter("deliveryMode.address"))?.to_owned();
    if world.options.require_https && !address.starts_with("https://") {
        return Err(Refusal::new("SUB-523"));
    }
    if world.subscriptions.len() >= world.options.most_subscriptions {
        return Err(Refusal::new("SUB-505"));
    }
    let verification = mode["verificationToken"].as_str().unwrap_or_default().to_owned();
    Ok(Reply::Handshake(Box::new(Wanted { address, verification, filters, lives: life(&body)? })))
}

/// The rest of making one, which takes a call to the address.
pub(in super::super) async fn subscribe(fake: &Fake, call: &Call, wanted: Wanted) -> Outcome {
    let number = {
        let mut world = fake.world();
        world.subscriptions_made += 1;
        world.subscriptions_made
    };
    let validation = format!("fa4e0000-0000-4000-9000-{number:012x}");
    push::handshake(&wanted.address, &wanted.verification, &validation).await?;
    let mut world = fake.world();
    let now = world.now();
    let Wanted { address, verification, filters, lives } = wanted;
    let subscription = Subscription {
        id: format!("fa4e0000-0000-4000-a000-{number:012x}"),
        address,
        verification,
        filters,
        created: now,
        lives,
        ends: now + lives * 1_000,
        status: "Active",
        blacklisted: None,
        failures: 0,
    };
    let answer = subscription.json(&call.base, now);
    world.subscriptions.push(subscription);
    Ok(Reply::Json(answer))
}

/// An empty body renews.
fn update(world: &mut World, call: &Call) -> Outcome {
    let body = if call.body.is_empty() { json!({}) } else { call.json()? };
    let filters = if body["eventFilters"].is_null() { None } else { Some(filters(world, &body)?) };
    let lives = if body["expiresIn"].is_null() { None } else { Some(life(&body)?) };
    let now = world.now();
    let subscription = find(world, call)?;
    subscription.filters = filters.unwrap_or_else(|| subscription.filters.clone());
    subscription.lives = lives.unwrap_or(subscription.lives);
    subscription.renew(now);
    Ok(Reply::Json(subscription.json(&call.base, now)))
}

fn renew(world: &mut World, call: &Call) -> Outcome {
    let now = world.now();
    let subscription = find(world, call)?;
    subscription.renew(now);
    Ok(Reply::Json(subscription.json(&call.base, now)))
}

fn delete(world: &mut World, call: &Call) -> Outcome {
    find(world, call)?;
    world.subscriptions.retain(|one| one.id != call.id);
    Ok(Reply::Nothing)
}

fn find<'a>(world: &'a mut World, call: &Call) -> Result<&'a mut Subscription, Refusal> {
    world.subscriptions.iter_mut().find(|one| one.id == call.id).ok_or_else(|| Refusal::new("SUB-507"))
}

fn life(body: &Value) -> Result<i64, Refusal> {
    let lives = body["expiresIn"].as_i64().unwrap_or(USUAL_LIFE);
    if (1..=LONGEST_LIFE).contains(&lives) { Ok(lives) } else { Err(Refusal::parameter("expiresIn")) }
}

/// The filters, with the account's number.
fn filters(world: &World, body: &Value) -> Result<Vec<String>, Refusal> {
    let filters: Vec<&str> = body["eventFilters"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if filters.is_empty() {
        return Err(Refusal::parameter("eventFilters"));
    }
    for filter in &filters {
        let permission = permission_of(filter).ok_or_else(|| Refusal::new("SUB-508"))?;
        if !world.options.permissions.iter().any(|granted| granted == permission) {
            return Err(Refusal::permission(permission));
        }
    }
    Ok(filters.iter().map(|filter| filter.replace("/account/~", &format!("/account/{ACCOUNT}"))).collect())
}
