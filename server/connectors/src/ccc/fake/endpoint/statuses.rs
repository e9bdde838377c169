//! What agents are doing, and setting it.

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal};
use crate::ccc::fake::{activity::known, population::Agent, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("SetStaffStatus", &["StaffStatusList"], set),
    Endpoint::new("DescribeStaffStatusMetrics", &["StaffList", "GroupIdList", "StatusList"], metrics),
];

/// Each for himself.
fn set(world: &mut World, call: &Call) -> Outcome {
    let given = call.need_list("StaffStatusList", 10)?;
    let given: Vec<Call> = given.iter().map(Call::of).collect::<Result<_, _>>()?;
    // Nothing is set before everything can be read.
    let mut wishes = Vec::new();
    for one in &given {
        let reason = one.text("Reason")?.unwrap_or_default();
        wishes.push((one.need_text("StaffUserId")?, one.need_text("Status")?, reason));
    }
    let mut rows = Vec::new();
    for (mail, wanted, reason) in wishes {
        rows.push(match set_one(world, mail, wanted, reason) {
            Ok((before, reason_before)) => json!({
                "StaffUserId": mail,
                "ErrorCode": "",
                "ErrorMessage": "",
                "Status": wanted,
                "Reason": reason,
                "PreviousStatus": before,
                "PreviousReason": reason_before,
            }),
            Err(Refusal { code, message }) => {
                json!({"StaffUserId": mail, "ErrorCode": code, "ErrorMessage": message})
            }
        });
    }
    Ok(json!({"StaffStatusList": rows}))
}

/// The status and reason before.
fn set_one(world: &mut World, mail: &str, wanted: &str, reason: &str) -> Result<(&'static str, String), Refusal> {
    let now = world.now();
    let wanted = known(wanted).filter(|status| matches!(*status, "free" | "notReady" | "rest"));
    let wanted = wanted.ok_or_else(|| Refusal::value("a status is free, notReady or rest"))?;
    let agent = world.agent_mut(mail).ok_or_else(Refusal::no_account)?;
    // Also who is forced offline: it ended his session, and he cannot begin one.
    if !agent.activity.is_online() {
        let code = "FailedOperation.CurStateNotAllowModify";
        return Err(Refusal::new(code, "the current state does not allow it: the agent is offline"));
    }
    if agent.activity.is_busy() {
        return Err(Refusal::new("FailedOperation.SeatStatusBusy", "the agent is busy"));
    }
    let before = (agent.activity.status, agent.activity.reason.clone());
    agent.activity.turn(now, wanted, reason);
    Ok(before)
}

fn metrics(world: &mut World, call: &Call) -> Outcome {
    let (mails, groups, statuses) = (call.texts("StaffList")?, call.ints("GroupIdList")?, call.texts("StatusList")?);
    let fits = |agent: &&Agent| {
        mails.as_ref().is_none_or(|mails| mails.iter().any(|mail| agent.mail.eq_ignore_ascii_case(mail)))
            && groups.as_ref().is_none_or(|groups| agent.groups.iter().any(|(id, _)| groups.contains(id)))
            && statuses.as_ref().is_none_or(|statuses| statuses.contains(&agent.activity.status))
    };
    let now = world.now();
    let rows: Vec<Value> = world.agents.iter().filter(fits).map(|agent| row(agent, now)).collect();
    Ok(json!({"Metrics": rows}))
}

fn row(agent: &Agent, now: i64) -> Value {
    let activity = &agent.activity;
    let reserves = |status| activity.reserved.as_ref().is_some_and(|(reserved, _)| *reserved == status);
    json!({
        "Email": agent.mail,
        "Status": activity.status,
        "StatusExtra": {"Type": if activity.is_busy() { "tel" } else { "all" }, "Direct": activity.direct},
        "OnlineDuration": activity.online(now),
        "FreeDuration": activity.spent("free", now),
        "BusyDuration": activity.spent("busy", now),
        "NotReadyDuration": activity.spent("notReady", now),
        "RestDuration": activity.spent("rest", now),
        "AfterCallWorkDuration": activity.spent("afterCallWork", now),
        "Reason": activity.reason,
        "ReserveRest": reserves("rest"),
        "ReserveNotReady": reserves("notReady"),
        "UseMobileAccept": agent.use_mobile_accept,
        "UseMobileCallOut": agent.use_mobile_call_out,
        "LastOnlineTimestamp": activity.online_since / 1_000,
        "LastStatusTimestamp": activity.since / 1_000,
        "ClientInfo": [{"ClientType": "Web", "IsConnected": activity.is_online()}],
    })
}
