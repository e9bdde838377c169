//! Creating, changing and deleting departments [D 90205, 90206, 90207].

use serde_json::json;

use super::{Call, Endpoint, Outcome, Refusal, Rights};
use crate::wecom::fake::{
    population::{Department, ROOT},
    world::World,
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "department/create", rights: Rights::ContactOnly, run: create },
    Endpoint { path: "department/update", rights: Rights::ContactOnly, run: update },
    Endpoint { path: "department/delete", rights: Rights::ContactOnly, run: delete },
];

const DEEPEST: usize = 15;
const MOST: usize = 30_000;

fn create(world: &mut World, call: &Call) -> Outcome {
    let name = call.need("name", 40058)?;
    check_name(&name)?;
    let name_en = call.text("name_en").unwrap_or_default();
    if !name_en.is_empty() {
        check_name(&name_en)?;
    }
    let parent = call.id("parentid").ok_or(Refusal::new(40058))?;
    world.departments.get(parent).ok_or(Refusal::new(60004))?;
    let id = match call.int("id") {
        None => world.departments.next_id(),
        Some(id) => u32::try_from(id).ok().filter(|id| *id > 1).ok_or(Refusal::new(40058))?,
    };
    if world.departments.get(id).is_some() || world.departments.sibling(parent, &name).is_some() {
        return Err(Refusal::new(60008));
    }
    if world.departments.line(parent).count() >= DEEPEST {
        return Err(Refusal::new(81002));
    }
    let inside = world.departments.children(parent).count() + world.members.in_department(parent).len();
    if world.departments.len() as usize >= MOST || inside >= MOST {
        return Err(Refusal::new(81001));
    }
    let order = order(call)?.unwrap_or(0);
    world.departments.put(id, Department { name, name_en, parent, order, weight: 0 });
    Ok(json!({"id": id, "errmsg": "created"}))
}

fn update(world: &mut World, call: &Call) -> Outcome {
    let id = call.id("id").ok_or(Refusal::new(40058))?;
    let mut department = world.departments.get(id).cloned().ok_or(Refusal::new(60003))?;
    if let Some(parent) = call.id("parentid").filter(|parent| *parent != department.parent) {
        world.departments.get(parent).ok_or(Refusal::new(60004))?;
        check_move(world, id, parent)?;
        department.parent = parent;
    }
    if let Some(name) = call.text("name") {
        check_name(&name)?;
        department.name = name;
    }
    if let Some(name_en) = call.text("name_en") {
        if !name_en.is_empty() {
            check_name(&name_en)?;
        }
        department.name_en = name_en;
    }
    if let Some(order) = order(call)? {
        department.order = order;
    }
    if world.departments.sibling(department.parent, &department.name).is_some_and(|other| other != id) {
        return Err(Refusal::new(60008));
    }
    world.departments.put(id, department);
    Ok(json!({"errmsg": "updated"}))
}

fn delete(world: &mut World, call: &Call) -> Outcome {
    let id = call.id("id").ok_or(Refusal::new(40058))?;
    check_delete(world, id)?;
    world.departments.remove(id);
    Ok(json!({"errmsg": "deleted"}))
}

/// Whether a department may go: it exists, is not the root, and is empty.
pub(in super::super) fn check_delete(world: &World, id: u32) -> Result<(), Refusal> {
    world.departments.get(id).ok_or(Refusal::new(60003))?;
    if id == ROOT {
        return Err(Refusal::new(60007));
    }
    if world.departments.children(id).next().is_some() {
        return Err(Refusal::new(60006));
    }
    if !world.members.in_department(id).is_empty() {
        return Err(Refusal::new(60005));
    }
    Ok(())
}

/// Whether a department may go below another: no circle, and not too deep.
pub(in super::super) fn check_move(world: &World, id: u32, parent: u32) -> Result<(), Refusal> {
    if id == ROOT || world.departments.line(parent).any(|above| above == id) {
        return Err(Refusal::new(60010));
    }
    if world.departments.line(parent).count() + world.departments.height(id) > DEEPEST {
        return Err(Refusal::new(81002));
    }
    Ok(())
}

/// 1 to 64 letters, none of those Windows forbids in file names.
pub(in super::super) fn check_name(name: &str) -> Result<(), Refusal> {
    if name.is_empty() || name.chars().count() > 64 {
        return Err(Refusal::new(60001));
    }
    if name.contains(['\\', ':', '*', '?', '"', '<', '>', '|']) {
        return Err(Refusal::new(60009));
    }
    Ok(())
}

fn order(call: &Call) -> Result<Option<u32>, Refusal> {
    call.int("order").map(u32::try_from).transpose().map_err(|_| Refusal::new(40058))
}
