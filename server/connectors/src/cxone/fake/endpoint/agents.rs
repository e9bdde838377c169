//! Agents.

use serde_json::{Value, json};

use super::{Call, Outcome, Refusal, Reply, call::iso};
use crate::cxone::fake::{population::Agent, world::World};

pub(super) fn list(world: &mut World, call: &Call) -> Outcome {
    let since = call.time(&["updateSince", "updatedSince"])?;
    let active = call.text("isActive").map(|text| text.eq_ignore_ascii_case("true"));
    let search = call.text("searchString").map(str::to_lowercase);
    let fits = |agent: &&Agent| {
        since.is_none_or(|since| agent.updated >= since)
            && active.is_none_or(|active| agent.is_active == active)
            && search.as_ref().is_none_or(|piece| {
                let text = format!("{} {} {} {}", agent.first_name, agent.last_name, agent.email, agent.user_name);
                text.to_lowercase().contains(piece)
            })
    };
    let rows = world.agents.iter().filter(fits).map(|agent| row(world, agent)).collect();
    let mut answer = call.page("agents", rows, world.options.page)?;
    answer["businessUnitId"] = world.options.business_unit.into();
    Ok(Reply::Json(answer))
}

pub(super) fn get(world: &mut World, call: &Call) -> Outcome {
    let agent = call.id().and_then(|id| world.agent(id)).ok_or_else(unknown)?;
    Ok(Reply::Json(json!({"agents": [row(world, agent)]})))
}

pub(super) fn unknown() -> Refusal {
    Refusal::new(404, "not_found", "no such agent")
}

fn row(world: &World, agent: &Agent) -> Value {
    json!({
        "agentId": agent.id,
        "userID": agent.user_id,
        "userName": agent.user_name,
        "firstName": agent.first_name,
        "middleName": null,
        "lastName": agent.last_name,
        "emailAddress": agent.email,
        "isActive": agent.is_active,
        "teamId": agent.team,
        "teamUuId": format!("fa4e0000-0000-0000-0000-{:012x}", agent.team),
        "teamName": world.team(agent.team).map(|team| team.name.as_str()),
        "profileId": 7,
        "profileName": "Agent",
        "timeZone": "GMT+08:00",
        "isSupervisor": agent.id % 20 == 1,
        "locked": false,
        "lastUpdated": iso(agent.updated),
        "federatedId": "",
    })
}
