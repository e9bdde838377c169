//! Skill groups.

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal};
use crate::ccc::fake::{control::add_group, population::Group, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new(
        "DescribeSkillGroupInfoList",
        &["PageSize", "PageNumber", "SkillGroupId", "ModifiedTime", "SkillGroupName"],
        list,
    ),
    Endpoint::new("CreateCCCSkillGroup", &["SkillGroupName", "SkillGroupType", "MaxConcurrency"], create),
    // The only action that spells it so.
    Endpoint::new("UpdateCCCSkillGroup", &["SkillGroupID", "SkillGroupName", "MaxConcurrency", "RingAll"], update),
    Endpoint::new("DeleteCCCSkillGroup", &["SkillGroupId"], delete),
];

fn list(world: &mut World, call: &Call) -> Outcome {
    let (id, name) = (call.int("SkillGroupId")?, call.text("SkillGroupName")?.filter(|name| !name.is_empty()));
    let since = call.int("ModifiedTime")?.unwrap_or(0);
    let fits = |group: &&Group| {
        id.is_none_or(|id| group.id == id)
            && name.is_none_or(|name| group.name == name)
            && group.modified / 1_000 >= since
    };
    let rows: Vec<Value> = world.groups.iter().filter(fits).map(row).collect();
    let total = rows.len();
    Ok(json!({"TotalCount": total, "SkillGroupList": call.page(rows, 100, 100)?}))
}

fn row(group: &Group) -> Value {
    json!({
        "SkillGroupId": group.id,
        "SkillGroupName": group.name,
        "Type": if group.kind == 1 { "IM" } else { "TEL" },
        "RoutePolicy": "LONGEST_IDLE",
        "UsingLastSeat": 0,
        "MaxConcurrency": group.max_concurrency,
        "LastModifyTimestamp": group.modified / 1_000,
        "SkillGroupType": group.kind,
        "Alias": "",
        "RingAll": group.ring_all,
    })
}

fn create(world: &mut World, call: &Call) -> Outcome {
    let (name, kind) = (call.need_text("SkillGroupName")?, call.need_int("SkillGroupType")?);
    if !matches!(kind, 0 | 1 | 3 | 4) {
        return Err(Refusal::parameter("there is no such SkillGroupType"));
    }
    let most = call.int("MaxConcurrency")?.unwrap_or(1);
    if most < 1 || kind != 1 && most != 1 {
        return Err(Refusal::parameter("MaxConcurrency is 1 unless the group is online"));
    }
    if world.group_named(name).is_some() {
        return Err(exists());
    }
    let id = add_group(world, name.to_owned(), kind, most);
    Ok(json!({"SkillGroupId": id}))
}

fn update(world: &mut World, call: &Call) -> Outcome {
    let id = call.need_int("SkillGroupID")?;
    let group = world.group(id).ok_or_else(unknown)?.clone();
    let name = call.text("SkillGroupName")?.unwrap_or(&group.name).to_owned();
    if world.group_named(&name).is_some_and(|other| other.id != id) {
        return Err(exists());
    }
    let ring_all = call.flag("RingAll")?.unwrap_or(group.ring_all);
    let max_concurrency = call.int("MaxConcurrency")?.unwrap_or(group.max_concurrency);
    if max_concurrency < 1 || ring_all && max_concurrency > 2 {
        return Err(Refusal::parameter("MaxConcurrency is at most 2 where all phones ring"));
    }
    let modified = world.now();
    if let Some(known) = world.groups.iter_mut().find(|known| known.id == id) {
        *known = Group { name, ring_all, max_concurrency, modified, ..group };
    }
    Ok(json!({}))
}

/// Also one that has members: nobody published that it is refused.
fn delete(world: &mut World, call: &Call) -> Outcome {
    world.delete_group(call.need_int("SkillGroupId")?).ok_or_else(unknown)?;
    Ok(json!({}))
}

fn exists() -> Refusal {
    Refusal::new("InvalidParameterValue.SkillGroupExist", "the skill group exists already")
}

fn unknown() -> Refusal {
    Refusal::parameter("there is no such skill group")
}
