//! Reading departments [D 90208, 95350, 95351].

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal, Rights};
use crate::wecom::fake::{population::ROOT, tokens::Kind, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "department/list", rights: Rights::Details, run: list },
    Endpoint { path: "department/simplelist", rights: Rights::Ids, run: simple_list },
    Endpoint { path: "department/get", rights: Rights::Details, run: get },
];

fn list(world: &mut World, call: &Call) -> Outcome {
    let found = asked(world, call)?;
    Ok(json!({"department": found.into_iter().map(|id| detail(world, id)).collect::<Vec<_>>()}))
}

fn simple_list(world: &mut World, call: &Call) -> Outcome {
    let found = asked(world, call)?;
    let row = |id: u32| {
        let department = world.departments.get(id);
        let (parent, order) = department.map_or((0, 0), |department| (department.parent, department.order));
        json!({"id": id, "parentid": parent, "order": order})
    };
    Ok(json!({"department_id": found.into_iter().map(row).collect::<Vec<_>>()}))
}

fn get(world: &mut World, call: &Call) -> Outcome {
    let id = call.id("id").ok_or(Refusal::new(40058))?;
    world.departments.get(id).ok_or(Refusal::new(60003))?;
    if !may_see(world, call, id) {
        return Err(Refusal::new(60011));
    }
    Ok(json!({"department": detail(world, id)}))
}

/// The departments a list call is about: a subtree, or everything visible.
fn asked(world: &World, call: &Call) -> Result<Vec<u32>, Refusal> {
    let top = match call.text("id").filter(|id| !id.is_empty()) {
        None => ROOT,
        Some(id) => {
            let id = id.parse().map_err(|_| Refusal::new(40058))?;
            world.departments.get(id).ok_or(Refusal::new(60003))?;
            if !may_see(world, call, id) {
                return Err(Refusal::new(60011));
            }
            id
        }
    };
    let mut found = world.departments.below(top);
    found.retain(|id| may_see(world, call, *id));
    Ok(found)
}

pub(super) fn may_see(world: &World, call: &Call, department: u32) -> bool {
    call.kind == Kind::Contact || world.sees(department)
}

fn detail(world: &World, id: u32) -> Value {
    let Some(department) = world.departments.get(id) else { return Value::Null };
    let leader = world.members.leader(id).and_then(|number| world.members.userid(number));
    json!({
        "id": id,
        "name": department.name,
        "name_en": department.name_en,
        "department_leader": leader.into_iter().collect::<Vec<_>>(),
        "parentid": department.parent,
        "order": department.order,
    })
}
