//! Who is there.

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome};
use crate::ccc::fake::{population::Agent, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint::new(
    "DescribeStaffInfoList",
    &["PageSize", "PageNumber", "StaffMail", "ModifiedTime", "SkillGroupId"],
    list,
)];

fn list(world: &mut World, call: &Call) -> Outcome {
    let (mail, group) = (call.text("StaffMail")?.filter(|mail| !mail.is_empty()), call.int("SkillGroupId")?);
    let since = call.int("ModifiedTime")?.unwrap_or(0);
    let fits = |agent: &&Agent| {
        mail.is_none_or(|mail| agent.mail.eq_ignore_ascii_case(mail))
            && group.is_none_or(|group| agent.groups.iter().any(|(id, _)| *id == group))
            && agent.modified / 1_000 >= since
    };
    let rows: Vec<Value> = world.agents.iter().filter(fits).map(|agent| row(world, agent)).collect();
    let total = rows.len();
    Ok(json!({"TotalCount": total, "StaffList": call.page(rows, 9_999, world.options.staff_page)?}))
}

fn row(world: &World, agent: &Agent) -> Value {
    let group = |(id, priority): &(i64, i64)| {
        let group = world.group(*id)?;
        let kind = if group.kind == 1 { "IM" } else { "TEL" };
        Some(json!({"SkillGroupId": id, "SkillGroupName": group.name, "Priority": priority, "Type": kind}))
    };
    json!({
        "Name": agent.name,
        "Mail": agent.mail,
        "Phone": agent.phone,
        "Nick": agent.nick,
        "StaffNumber": agent.staff_number,
        "RoleId": agent.role,
        "RoleIdList": 0,
        "RoleList": [agent.role],
        "SkillGroupList": agent.groups.iter().filter_map(group).collect::<Vec<_>>(),
        "LastModifyTimestamp": agent.modified / 1_000,
        "ExtensionNumber": agent.extension,
        "ForwardingConfig": null,
    })
}
