//! Tokens.

use serde_json::json;

use super::{Call, Endpoint, Group, Outcome, Reply};
use crate::ringcentral::fake::{refusal::Refusal, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { name: "POST oauth/token", group: Group::Auth, permission: None, run: grant },
    Endpoint { name: "POST oauth/revoke", group: Group::Auth, permission: None, run: revoke },
];

fn grant(world: &mut World, call: &Call) -> Outcome {
    check_client(world, call)?;
    if call.form("grant_type").as_deref() != Some("urn:ietf:params:oauth:grant-type:jwt-bearer") {
        return Err(Refusal::new("OAU-112"));
    }
    if call.form("assertion").is_none_or(|jwt| jwt != world.options.jwt) {
        return Err(Refusal::new("OAU-140"));
    }
    let (now, lasts) = (world.now(), world.options.token_lifetime);
    let (seed, sessions) = (world.options.seed, world.options.sessions);
    let token = world.tokens.issue(seed, now + lasts * 1_000, sessions);
    Ok(Reply::Json(json!({
        "access_token": token,
        "token_type": "bearer",
        "expires_in": lasts,
        "scope": world.options.permissions.join(" "),
        "owner_id": "300100101",
        "endpoint_id": "fake-endpoint",
    })))
}

fn revoke(world: &mut World, call: &Call) -> Outcome {
    check_client(world, call)?;
    if let Some(token) = call.form("token") {
        world.tokens.revoke(&token);
    }
    Ok(Reply::Json(json!({})))
}

fn check_client(world: &World, call: &Call) -> Result<(), Refusal> {
    let options = &world.options;
    match &call.basic {
        Some((id, secret)) if *id == options.client_id && *secret == options.client_secret => Ok(()),
        _ => Err(Refusal::new("OAU-146")),
    }
}
