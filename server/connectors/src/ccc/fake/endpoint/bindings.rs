//! Who is in which skill group. The platform lists no code for an agent who is not there: it is a wrong parameter.

use serde_json::json;

use super::{Call, Endpoint, Outcome, Refusal};
use crate::ccc::fake::{population::Agent, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    // `SkillGroupList` is the older form, without priorities.
    Endpoint::new("BindStaffSkillGroupList", &["StaffEmail", "StaffSkillGroupList", "SkillGroupList"], bind),
    Endpoint::new("UnbindStaffSkillGroupList", &["StaffEmail", "SkillGroupList"], unbind),
];

fn bind(world: &mut World, call: &Call) -> Outcome {
    let mut groups: Vec<(i64, i64)> =
        call.ints("SkillGroupList")?.unwrap_or_default().into_iter().map(|id| (id, 3)).collect();
    for one in call.list("StaffSkillGroupList")?.into_iter().flatten() {
        let one = Call::of(one)?;
        let priority = one.int("Priority")?.unwrap_or(3);
        if !(1..=5).contains(&priority) {
            return Err(Refusal::parameter("a priority is 1 to 5"));
        }
        groups.push((one.need_int("SkillGroupId")?, priority));
    }
    if groups.is_empty() || groups.iter().any(|(id, _)| world.group(*id).is_none()) {
        return Err(Refusal::parameter("no skill group, or one that is not there"));
    }
    let agent = known(world, call)?;
    for (id, priority) in groups {
        agent.groups.retain(|(own, _)| *own != id);
        agent.groups.push((id, priority));
    }
    Ok(json!({}))
}

fn unbind(world: &mut World, call: &Call) -> Outcome {
    let groups = call.ints("SkillGroupList")?.unwrap_or_default();
    let agent = known(world, call)?;
    if groups.is_empty() || !groups.iter().all(|id| agent.groups.iter().any(|(own, _)| own == id)) {
        return Err(Refusal::parameter("no skill group, or one that the agent is not in"));
    }
    agent.groups.retain(|(own, _)| !groups.contains(own));
    Ok(json!({}))
}

fn known<'a>(world: &'a mut World, call: &Call) -> Result<&'a mut Agent, Refusal> {
    let now = world.now();
    let agent = world.agent_mut(call.need_text("StaffEmail")?);
    let agent = agent.ok_or_else(|| Refusal::parameter("there is no such agent"))?;
    agent.modified = now;
    Ok(agent)
}
