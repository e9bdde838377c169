//! States, in both of their spellings.

use serde_json::{Value, json};

use super::{Call, Outcome, Reply, agents::unknown, call::iso};
use crate::cxone::fake::{population::Agent, world::World};

/// Everybody who is active, or of those whose state changed since.
pub(super) fn list(world: &mut World, call: &Call) -> Outcome {
    let since = call.time(&["updatedSince"])?;
    let fits = |agent: &&Agent| match since {
        Some(since) => agent.activity.since >= since,
        None => agent.is_active,
    };
    let rows = world.agents.iter().filter(fits).map(|agent| row(world, agent)).collect();
    Ok(Reply::Json(call.page("agentStates", rows, world.options.page)?))
}

/// One agent's, whose fields are called otherwise.
pub(super) fn of_one(world: &mut World, call: &Call) -> Outcome {
    let agent = call.id().and_then(|id| world.agent(id)).ok_or_else(unknown)?;
    let mut row = row(world, agent);
    if let Value::Object(fields) = &mut row {
        for (listed, single) in [("isACW", "isAcw"), ("mediaTypeId", "mediaType"), ("mediaTypeName", "mediaName")] {
            if let Some(value) = fields.remove(listed) {
                fields.insert(single.to_owned(), value);
            }
        }
        fields.insert("lastPollTime".to_owned(), iso(call.now).into());
    }
    Ok(Reply::Json(json!({"agentStates": [row]})))
}

fn row(world: &World, agent: &Agent) -> Value {
    let activity = &agent.activity;
    let name = match activity.state {
        0 => "LoggedOut",
        1 => "Available",
        2 => "Unavailable",
        3 => "InboundContact",
        _ => "OutboundContact",
    };
    let in_contact = activity.is_in_contact();
    json!({
        "agentId": agent.id,
        "agentStateId": activity.state,
        "agentStateName": name,
        "agentStateCategory": null,
        "businessUnitId": world.options.business_unit,
        "contactId": activity.contact,
        "isActive": agent.is_active,
        "isACW": activity.after_work,
        "isOutbound": activity.state == 4,
        "firstName": agent.first_name,
        "lastName": agent.last_name,
        "userName": agent.user_name,
        "mediaTypeId": if in_contact { 4 } else { 0 },
        "mediaTypeName": if in_contact { "Call" } else { "" },
        "openContacts": i64::from(in_contact),
        "outStateId": activity.code,
        "outStateDescription": world.code_name(agent.team, activity.code),
        "startDate": iso(activity.since),
        "lastUpdateTime": iso(activity.since),
        "sessionStartTime": activity.is_logged_in().then(|| iso(activity.session_since)),
        "teamId": agent.team,
        "teamName": world.team(agent.team).map(|team| team.name.as_str()),
    })
}
