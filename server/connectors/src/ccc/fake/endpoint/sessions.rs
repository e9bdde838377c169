//! Putting somebody out, and letting him in again.

use serde_json::json;

use super::{Call, Endpoint, Outcome, Refusal};
use crate::ccc::fake::world::World;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("ForceMemberOffline", &["UserId"], force),
    Endpoint::new("RestoreMemberOnline", &["UserId"], restore),
];

fn force(world: &mut World, call: &Call) -> Outcome {
    world.force_offline(call.need_text("UserId")?).ok_or_else(Refusal::no_account)?;
    Ok(json!({}))
}

fn restore(world: &mut World, call: &Call) -> Outcome {
    world.agent_mut(call.need_text("UserId")?).ok_or_else(Refusal::no_account)?.is_forced_offline = false;
    Ok(json!({}))
}
