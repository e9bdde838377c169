//! Teams and their codes.

use serde_json::{Value, json};

use super::{Call, Outcome, Refusal, Reply};
use crate::cxone::fake::{
    population::{AFTER_WORK, Code, Team},
    world::World,
};

pub(super) fn list(world: &mut World, call: &Call) -> Outcome {
    let row = |team: &Team| json!({"teamId": team.id, "teamName": team.name, "isActive": true});
    let rows = world.teams.iter().map(row).collect();
    Ok(Reply::Json(call.page("teams", rows, world.options.page)?))
}

pub(super) fn codes(world: &mut World, call: &Call) -> Outcome {
    let team = call.id().and_then(|id| world.team(id));
    let team = team.ok_or_else(|| Refusal::new(404, "not_found", "no such team"))?;
    let active_only = call.text("activeOnly").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let rows: Vec<Value> = team.codes.iter().filter(|code| code.is_active || !active_only).map(row).collect();
    Ok(Reply::Json(json!({"unavailableCodes": rows})))
}

fn row(code: &Code) -> Value {
    json!({
        "outstateId": code.id,
        "outstateName": code.name,
        "isActive": code.is_active,
        "isAcw": code.id == AFTER_WORK,
        "agentTimeoutMins": code.timeout,
    })
}
