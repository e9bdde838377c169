//! A supervisor's hand: setting a state, ending a session.

use super::{Call, Outcome, Refusal, Reply, agents::unknown};
use crate::cxone::fake::{population::AFTER_WORK, world::World};

pub(super) fn set(world: &mut World, call: &Call) -> Outcome {
    let id = call.id().ok_or_else(unknown)?;
    let team = world.agent(id).filter(|agent| agent.is_active).ok_or_else(unknown)?.team;
    let wanted = match call.text("state").unwrap_or_default().to_ascii_lowercase().as_str() {
        "available" => (1, 0),
        "unavailable" => (2, call.int("outStateId")?.unwrap_or(0)),
        _ => return Err(Refusal::new(400, "invalid_request", "state is Available or Unavailable")),
    };
    if wanted.1 != 0 {
        check_code(world, team, wanted.1).map_err(|why| Refusal::new(400, "invalid_request", why))?;
    }
    let agent = world.agent_mut(id).ok_or_else(unknown)?;
    let activity = &mut agent.activity;
    if !activity.is_logged_in() {
        return Err(Refusal::new(409, "conflict", "the agent is not logged in"));
    }
    if activity.is_in_contact() {
        activity.next = Some(wanted);
    } else if wanted.0 == 1 {
        activity.available(call.now);
    } else {
        activity.unavailable(call.now, wanted.1);
    }
    Ok(Reply::Nothing(200))
}

/// Whether agents of a team may choose a code.
pub(in super::super) fn check_code(world: &World, team: i64, code: i64) -> Result<(), &'static str> {
    let codes = world.team(team).map(|team| team.codes.as_slice()).unwrap_or_default();
    match codes.iter().find(|known| known.id == code) {
        Some(known) if known.is_active && known.id != AFTER_WORK => Ok(()),
        Some(_) => Err("the unavailable code cannot be chosen"),
        None => Err("the unavailable code is not one of the team's"),
    }
}

/// Accepted, and done: the fake has nothing that would take longer.
pub(super) fn logout(world: &mut World, call: &Call) -> Outcome {
    let agent = call.id().and_then(|id| world.agent_mut(id)).ok_or_else(unknown)?;
    agent.activity.log_out(call.now);
    Ok(Reply::Nothing(202))
}
