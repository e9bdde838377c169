//! Remarks and tags of a relation [D 92115, 92118]. Neither makes an event.

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal, Rights, customers::member};
use crate::wecom::fake::{population::Note, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "externalcontact/remark", rights: Rights::Customers, run: remark },
    Endpoint { path: "externalcontact/mark_tag", rights: Rights::Customers, run: mark_tag },
];

fn remark(world: &mut World, call: &Call) -> Outcome {
    let (number, customer, mut note) = relation(world, call)?;
    let keys = ["remark", "description", "remark_company", "remark_mobiles", "remark_pic_mediaid"];
    if keys.iter().all(|key| call.value(key).is_none()) {
        return Err(Refusal::new(40058));
    }
    let short = |key: &str, most: usize| match call.text(key) {
        Some(text) if text.chars().count() > most => Err(Refusal::new(40058)),
        text => Ok(text),
    };
    note.remark = short("remark", 20)?.unwrap_or(note.remark);
    note.description = short("description", 150)?.unwrap_or(note.description);
    if world.customers.contact(customer)["type"] == 1 {
        note.company = short("remark_company", 20)?.unwrap_or(note.company);
    }
    if let Some(mobiles) = call.texts("remark_mobiles") {
        // Replaces all; one empty text clears them.
        note.mobiles = mobiles.into_iter().filter(|mobile| !mobile.is_empty()).collect();
    }
    world.customers.set_note(number, customer, note);
    Ok(Value::Null)
}

fn mark_tag(world: &mut World, call: &Call) -> Outcome {
    let (number, customer, mut note) = relation(world, call)?;
    let add = call.texts("add_tag").unwrap_or_default();
    let remove = call.texts("remove_tag").unwrap_or_default();
    if add.is_empty() && remove.is_empty() {
        return Err(Refusal::new(40058));
    }
    if add.iter().chain(&remove).any(|id| !world.tags.tags.contains_key(id)) {
        return Err(Refusal::new(40068));
    }
    note.tags.retain(|id| !remove.contains(id));
    for id in add {
        if !note.tags.contains(&id) {
            note.tags.push(id);
        }
    }
    world.customers.set_note(number, customer, note);
    Ok(json!({}))
}

fn relation(world: &World, call: &Call) -> Result<(u32, u32, Note), Refusal> {
    let number = member(world, &call.need("userid", 40003)?)?;
    let customer = world.customers.find(&call.need("external_userid", 40096)?).ok_or(Refusal::new(40096))?;
    if !world.customers.follows(number, customer) {
        return Err(Refusal::new(84061));
    }
    Ok((number, customer, world.customers.note(number, customer, &world.tags)))
}
