//! Creating, changing and deleting members [D 90195, 90197, 90198, 90199]. None of it is echoed as an event.

use serde_json::json;

use super::{
    Call, Endpoint, Outcome, Refusal, Rights,
    user_fields::{apply, is_userid},
};
use crate::wecom::fake::{
    population::{CREATOR, Member},
    world::World,
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "user/create", rights: Rights::ContactOnly, run: create },
    Endpoint { path: "user/update", rights: Rights::ContactOnly, run: update },
    Endpoint { path: "user/delete", rights: Rights::ContactOnly, run: delete },
    Endpoint { path: "user/batchdelete", rights: Rights::ContactOnly, run: batch_delete },
];

fn create(world: &mut World, call: &Call) -> Outcome {
    let userid = call.need("userid", 40003)?;
    if !is_userid(&userid) {
        return Err(Refusal::new(40003));
    }
    if world.members.find(&userid).is_some() {
        return Err(Refusal::new(60102));
    }
    let mut member = Member { userid, gender: "0".to_owned(), status: 4, ..Member::default() };
    let created = apply(world, call, &mut member, None)?;
    world.members.add(member);
    let mut answer = json!({"errmsg": "created"});
    if !created.is_empty() {
        let rows: Vec<_> = created.into_iter().map(|(id, name)| json!({"id": id, "name": name})).collect();
        answer["created_department_list"] = json!({"department_info": rows});
    }
    Ok(answer)
}

fn update(world: &mut World, call: &Call) -> Outcome {
    let number = known(world, &call.need("userid", 40003)?)?;
    let mut member = world.members.get(number).ok_or(Refusal::new(60111))?;
    if let Some(new_userid) = call.text("new_userid").filter(|id| !id.eq_ignore_ascii_case(&member.userid)) {
        // Only ids the platform generated may be changed, once. Those of this corporation are chosen ones.
        return Err(Refusal::new(if is_userid(&new_userid) { 301_036 } else { 40003 }));
    }
    apply(world, call, &mut member, Some(number))?;
    world.members.put(number, member);
    Ok(json!({"errmsg": "updated"}))
}

fn delete(world: &mut World, call: &Call) -> Outcome {
    let number = known(world, &call.need("userid", 40003)?)?;
    if number == CREATOR {
        return Err(Refusal::new(301_005));
    }
    world.members.remove(number, call.now);
    Ok(json!({"errmsg": "deleted"}))
}

/// All or none: one wrong id refuses the whole call.
fn batch_delete(world: &mut World, call: &Call) -> Outcome {
    let userids = call.texts("useridlist").filter(|list| !list.is_empty()).ok_or(Refusal::new(40031))?;
    if userids.len() > 200 {
        return Err(Refusal::new(40032));
    }
    let numbers: Vec<_> =
        userids.iter().map(|userid| world.members.find(userid).ok_or(Refusal::new(40031))).collect::<Result<_, _>>()?;
    if numbers.contains(&CREATOR) {
        return Err(Refusal::new(301_005));
    }
    for number in numbers {
        world.members.remove(number, call.now);
    }
    Ok(json!({"errmsg": "deleted"}))
}

fn known(world: &World, userid: &str) -> Result<u32, Refusal> {
    world.members.find(userid).ok_or(Refusal::new(60111))
}
