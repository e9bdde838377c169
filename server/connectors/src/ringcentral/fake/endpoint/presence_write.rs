//! Changing presence: what somebody chose is taken over, what others see is computed anew.

use serde_json::Value;

use super::{Call, Endpoint, Group, Outcome, Reply};
use crate::ringcentral::fake::{account::State, refusal::Refusal, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    name: "PUT v1.0/account/~/extension/{id}/presence",
    group: Group::Medium,
    permission: Some("EditPresence"),
    run: put,
}];

const USER: &[&str] = &["Offline", "Busy", "Available"];
const DND: &[&str] = &["TakeAllCalls", "DoNotAcceptDepartmentCalls", "TakeDepartmentCallsOnly", "DoNotAcceptAnyCalls"];
const PERSONAL_DND: &[&str] = &["TakeAllCalls", "DoNotAcceptAnyCalls"];
const CALLER_ID: &[&str] = &["All", "None", "PermittedUsers"];

fn put(world: &mut World, call: &Call) -> Outcome {
    let body = call.json()?;
    let account = world.accounts.get(&call.id).ok_or_else(|| Refusal::missing("extensionId"))?;
    if !account.is_person() {
        return Err(Refusal::new("SUB-402"));
    }
    let personal = world.options.new_call_handling;
    let state = changed(account.state.clone(), &body, personal)?;
    world.change_presence(&call.id, |account| account.state = state);
    let account = world.accounts.get(&call.id).ok_or_else(|| Refusal::missing("extensionId"))?;
    Ok(Reply::Json(account.presence(&call.base, personal)))
}

/// What is computed is not looked at, like any field the platform does not take.
fn changed(mut state: State, body: &Value, personal: bool) -> Result<State, Refusal> {
    word(body, "userStatus", USER, &mut state.user)?;
    if personal {
        word(body, "dndStatusPersonal", PERSONAL_DND, &mut state.dnd)?;
    } else {
        word(body, "dndStatus", DND, &mut state.dnd)?;
    }
    word(body, "callerIdVisibility", CALLER_ID, &mut state.caller_id)?;
    if let Some(message) = body["message"].as_str() {
        if message.chars().count() > 75 {
            return Err(Refusal::parameter("message"));
        }
        state.message = (!message.is_empty()).then(|| message.to_owned());
    }
    flag(body, "allowSeeMyPresence", &mut state.allow_see)?;
    flag(body, "ringOnMonitoredCall", &mut state.ring_on_monitored)?;
    flag(body, "pickUpCallsOnHold", &mut state.pick_up_on_hold)?;
    flag(body, "acceptCallQueueCalls", &mut state.takes_queue_calls)?;
    Ok(state)
}

fn word(body: &Value, name: &str, known: &[&str], field: &mut String) -> Result<(), Refusal> {
    match &body[name] {
        Value::Null => Ok(()),
        Value::String(word) if known.contains(&word.as_str()) => {
            *field = word.clone();
            Ok(())
        }
        _ => Err(Refusal::parameter(name)),
    }
}

fn flag(body: &Value, name: &str, field: &mut bool) -> Result<(), Refusal> {
    match &body[name] {
        Value::Null => Ok(()),
        Value::Bool(value) => {
            *field = *value;
            Ok(())
        }
        _ => Err(Refusal::parameter(name)),
    }
}
