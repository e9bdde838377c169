//! The corporation's customer tags [D 92117].

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal, Rights};
use crate::wecom::fake::world::World;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "externalcontact/get_corp_tag_list", rights: Rights::Customers, run: list },
    Endpoint { path: "externalcontact/add_corp_tag", rights: Rights::Customers, run: add },
    Endpoint { path: "externalcontact/edit_corp_tag", rights: Rights::Customers, run: edit },
    Endpoint { path: "externalcontact/del_corp_tag", rights: Rights::Customers, run: delete },
];

const MOST: usize = 10_000;

/// By groups when any are named, else by tags, else all.
fn list(world: &mut World, call: &Call) -> Outcome {
    let wanted = |key: &str| call.texts(key).filter(|ids| !ids.is_empty());
    let (groups, tags) = (wanted("group_id"), wanted("tag_id"));
    let by_tag = tags.filter(|_| groups.is_none());
    let shown = world.tags.groups.keys().filter(|id| groups.as_ref().is_none_or(|groups| groups.contains(id)));
    let rows: Vec<Value> = shown
        .map(|id| group(world, id, by_tag.as_deref()))
        .filter(|row| by_tag.is_none() || row["tag"].as_array().is_some_and(|tags| !tags.is_empty()))
        .collect();
    Ok(json!({"tag_group": rows}))
}

/// Into a group by id, or by name, which makes the group when there is none. Names given twice are one.
fn add(world: &mut World, call: &Call) -> Outcome {
    let order = call.id("order").unwrap_or(0);
    let given =
        call.value("tag").and_then(Value::as_array).filter(|tags| !tags.is_empty()).ok_or(Refusal::new(40058))?;
    let mut names: Vec<(String, u32)> = Vec::new();
    for tag in given {
        let name = tag["name"].as_str().unwrap_or_default().to_owned();
        check_name(&name)?;
        if !names.iter().any(|(known, _)| *known == name) {
            names.push((name, tag["order"].as_u64().and_then(|order| u32::try_from(order).ok()).unwrap_or(0)));
        }
    }
    if world.tags.tags.len() + names.len() > MOST {
        return Err(Refusal::new(40126));
    }
    let id = match call.text("group_id").filter(|id| !id.is_empty()) {
        Some(id) if world.tags.groups.contains_key(&id) => id,
        Some(_) => return Err(Refusal::new(40068)),
        None => {
            let name = call.need("group_name", 40058)?;
            check_name(&name)?;
            let known = world.tags.groups.iter().find(|(_, group)| group.name == name).map(|(id, _)| id.clone());
            known.unwrap_or_else(|| world.tags.add_group(name, call.now, order))
        }
    };
    let taken = |name: &String| world.tags.in_group(&id).any(|(_, tag)| tag.name == *name);
    if names.iter().any(|(name, _)| taken(name)) {
        return Err(Refusal::new(40071));
    }
    for (name, order) in names {
        world.tags.add_tag(&id, name, call.now, order);
    }
    Ok(json!({"tag_group": group(world, &id, None)}))
}

fn edit(world: &mut World, call: &Call) -> Outcome {
    let id = call.need("id", 40058)?;
    let name = call.text("name").filter(|name| !name.is_empty());
    if let Some(name) = &name {
        check_name(name)?;
    }
    let order = call.id("order");
    if let Some(group) = world.tags.groups.get(&id) {
        let group_name = name.unwrap_or_else(|| group.name.clone());
        if world.tags.groups.iter().any(|(other, group)| *other != id && group.name == group_name) {
            return Err(Refusal::new(40071));
        }
        if let Some(group) = world.tags.groups.get_mut(&id) {
            group.name = group_name;
            group.order = order.unwrap_or(group.order);
        }
        return Ok(Value::Null);
    }
    let tag = world.tags.tags.get(&id).cloned().ok_or(Refusal::new(40068))?;
    let tag_name = name.unwrap_or(tag.name);
    if world.tags.in_group(&tag.group).any(|(other, tag)| *other != id && tag.name == tag_name) {
        return Err(Refusal::new(40071));
    }
    if let Some(tag) = world.tags.tags.get_mut(&id) {
        tag.name = tag_name;
        tag.order = order.unwrap_or(tag.order);
    }
    Ok(Value::Null)
}

/// A group goes with its tags, and with its last tag.
fn delete(world: &mut World, call: &Call) -> Outcome {
    let tags = call.texts("tag_id").unwrap_or_default();
    let groups = call.texts("group_id").unwrap_or_default();
    if tags.is_empty() && groups.is_empty() {
        return Err(Refusal::new(40058));
    }
    let known = tags.iter().all(|id| world.tags.tags.contains_key(id))
        && groups.iter().all(|id| world.tags.groups.contains_key(id));
    if !known {
        return Err(Refusal::new(40068));
    }
    world.tags.tags.retain(|id, tag| !tags.contains(id) && !groups.contains(&tag.group));
    let empty: Vec<_> =
        world.tags.groups.keys().filter(|id| world.tags.in_group(id).next().is_none()).cloned().collect();
    world.tags.groups.retain(|id, _| !empty.contains(id));
    Ok(Value::Null)
}

fn group(world: &World, id: &str, only: Option<&[String]>) -> Value {
    let Some(group) = world.tags.groups.get(id) else { return Value::Null };
    let tags: Vec<_> = world
        .tags
        .in_group(id)
        .filter(|(id, _)| only.is_none_or(|only| only.contains(id)))
        .map(|(id, tag)| json!({"id": id, "name": tag.name, "create_time": tag.created, "order": tag.order}))
        .collect();
    json!({"group_id": id, "group_name": group.name, "create_time": group.created, "order": group.order, "tag": tags})
}

fn check_name(name: &str) -> Result<(), Refusal> {
    if (1..=30).contains(&name.chars().count()) { Ok(()) } else { Err(Refusal::new(40058)) }
}
