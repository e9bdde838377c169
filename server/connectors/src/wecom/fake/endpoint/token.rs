//! `gettoken` [D 91039], which alone does not look at the caller's address, and the provider's token.

use serde_json::json;

use super::{Call, Endpoint, Outcome, Refusal, Rights};
use crate::wecom::fake::{tokens::Kind, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "gettoken", rights: Rights::Open, run: get },
    Endpoint { path: "service/get_provider_token", rights: Rights::Open, run: provider },
];

fn get(world: &mut World, call: &Call) -> Outcome {
    let corp_id = call.need("corpid", 41002)?;
    let secret = call.need("corpsecret", 41004)?;
    if world.ledger.wrong_secrets(call.now, false) >= world.options.wrong_secrets {
        return Err(Refusal::new(45009));
    }
    if corp_id != world.options.corp_id {
        return Err(Refusal::new(40013));
    }
    let options = &world.options;
    let kind = match secret.as_str() {
        secret if secret == options.contact_secret => Kind::Contact,
        secret if secret == options.app_secret => Kind::App,
        secret if secret == options.archive_secret => Kind::Archive,
        _ => {
            world.ledger.wrong_secrets(call.now, true);
            return Err(Refusal::new(40001));
        }
    };
    let (access_token, expires_in) = world.tokens.issue(kind, call.now, &world.options);
    Ok(json!({"access_token": access_token, "expires_in": expires_in}))
}

fn provider(world: &mut World, call: &Call) -> Outcome {
    let (corp_id, secret) = (call.need("corpid", 41002)?, call.need("provider_secret", 41004)?);
    if corp_id != world.options.provider_corp_id {
        return Err(Refusal::new(40013));
    }
    if secret != world.options.provider_secret {
        return Err(Refusal::new(40001));
    }
    let (token, expires_in) = world.tokens.issue(Kind::Provider, call.now, &world.options);
    Ok(json!({"provider_access_token": token, "expires_in": expires_in}))
}
