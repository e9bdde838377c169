//! The presence rule.

use super::{Call, Outcome, Refusal, Reply};
use crate::cxone::fake::world::World;

pub(super) fn get(world: &mut World, call: &Call) -> Outcome {
    let [partner, id] = call.ids.as_slice() else { return Err(Refusal::hub("1001", "no id")) };
    let rule = world.rules.get(&(partner.clone(), id.clone()));
    Ok(Reply::Json(rule.cloned().ok_or_else(|| Refusal::new(404, "not_found", "no such rule"))?))
}
