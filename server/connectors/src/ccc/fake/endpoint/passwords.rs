//! Passwords.

use serde_json::json;

use super::{Call, Endpoint, Outcome, Refusal};
use crate::ccc::fake::world::World;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("ModifyStaffPassword", &["Email", "Password"], modify),
    Endpoint::new("ResetExtensionPassword", &["ExtensionId"], reset),
];

/// Nobody is mailed. What the platform asks of a password is not published.
fn modify(world: &mut World, call: &Call) -> Outcome {
    let password = call.need_text("Password")?.to_owned();
    world.agent_mut(call.need_text("Email")?).ok_or_else(Refusal::no_account)?.password = password;
    Ok(json!({}))
}

fn reset(world: &mut World, call: &Call) -> Outcome {
    let extension = call.need_text("ExtensionId")?;
    if !world.agents.iter().any(|agent| agent.extension == extension) {
        return Err(Refusal::value("there is no such extension"));
    }
    Ok(json!({"Password": format!("Fake{extension}x{}", world.now() % 100_000)}))
}
