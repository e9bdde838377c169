//! Customer groups [D 92120, 92122].

use serde_json::{Value, json};

use super::{
    Call, Endpoint, Outcome, Refusal, Rights,
    call::cursor,
    customers::{fingerprint, in_scope, serves},
};
use crate::wecom::{
    fake::{
        population::{Joined, Person},
        world::World,
    },
    quota::GROUP_OWNERS,
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "externalcontact/groupchat/list", rights: Rights::Customers, run: list },
    Endpoint { path: "externalcontact/groupchat/get", rights: Rights::Customers, run: get },
];

/// With more people in sight an owner must be named.
const MOST_UNFILTERED: usize = 1_000;

/// A leaver's groups come only when he is named.
fn list(world: &mut World, call: &Call) -> Outcome {
    let limit = call.int("limit").and_then(|limit| usize::try_from(limit).ok());
    let limit = limit.filter(|limit| (1..=1_000).contains(limit)).ok_or(Refusal::new(40058))?;
    let wanted = call.int("status_filter").unwrap_or(0);
    if !(0..=3).contains(&wanted) {
        return Err(Refusal::new(40058));
    }
    let userids = owner_filter(call)?;
    let owners = userids.iter().map(|userid| owner(world, userid)).collect::<Result<Vec<_>, _>>()?;
    if owners.is_empty()
        && (0..world.members.end()).filter(|number| serves(world, *number)).nth(MOST_UNFILTERED).is_some()
    {
        return Err(Refusal::new(81017));
    }
    let listing = fingerprint(&userids) ^ wanted.unsigned_abs();
    let (start, _) = call.cursor(listing, 50100)?.unwrap_or_default();
    let mut rows = Vec::new();
    let mut next_cursor = String::new();
    for number in start..world.groups.end() {
        let Some(owner) = world.groups.owner(number) else { continue };
        let named = owners.contains(&owner);
        let shown = named || (owners.is_empty() && world.members.is_here(owner) && in_scope(world, owner));
        let status = status(world, number, owner);
        if !shown || (wanted != 0 && wanted != status) {
            continue;
        }
        if rows.len() == limit {
            next_cursor = cursor(listing, number, 0);
            break;
        }
        rows.push(json!({"chat_id": world.groups.id(number), "status": status}));
    }
    Ok(json!({"group_chat_list": rows, "next_cursor": next_cursor}))
}

fn get(world: &mut World, call: &Call) -> Outcome {
    let chat_id = call.need("chat_id", 40050)?;
    let number = world.groups.find(&chat_id).ok_or(Refusal::new(40050))?;
    let group = world.groups.get(number, &world.customers).ok_or(Refusal::new(40050))?;
    if group.dissolved {
        return Err(Refusal::new(49008));
    }
    let named = call.int("need_name") == Some(1);
    let here = |joined: &&Joined| match joined.who {
        Person::Member(number) => world.members.is_here(number),
        Person::Customer(_) => true,
    };
    let rows: Vec<_> = group.people.iter().filter(here).map(|joined| person(world, joined, named)).collect();
    let gone = group.people.len() - rows.len();
    Ok(json!({"group_chat": {
        "chat_id": chat_id,
        "name": group.name,
        "owner": world.members.name_of(group.owner),
        "create_time": group.created,
        "notice": "",
        "member_list": rows,
        "admin_list": [],
        // Who leaves the corporation leaves the group.
        "member_version": format!("v-{:04}-{gone}", group.version),
    }}))
}

/// 0 the owner is here, 1 he left, 2 somebody is named, 3 somebody got it from a leaver.
fn status(world: &World, number: u32, owner: u32) -> i64 {
    if world.members.is_here(owner) {
        let inherited = world.groups.get(number, &world.customers).is_some_and(|group| group.inherited);
        return if inherited { 3 } else { 0 };
    }
    if world.group_transfers.waiting_of(number).is_empty() { 1 } else { 2 }
}

fn person(world: &World, joined: &Joined, named: bool) -> Value {
    let mut row = json!({"join_time": joined.at, "join_scene": joined.scene, "group_nickname": ""});
    match joined.who {
        Person::Member(number) => {
            row["userid"] = world.members.name_of(number).into();
            row["type"] = 1.into();
            if named {
                row["name"] = world.members.get(number).map(|member| member.name).into();
            }
        }
        Person::Customer(customer) => {
            let contact = world.customers.contact(customer);
            row["userid"] = contact["external_userid"].clone();
            row["type"] = 2.into();
            if let Some(unionid) = contact.get("unionid") {
                row["unionid"] = unionid.clone();
            }
            if named {
                row["name"] = contact["name"].clone();
            }
        }
    }
    if let Some(userid) = joined.by.and_then(|number| world.members.name_of(number)) {
        row["invitor"] = json!({"userid": userid});
    }
    row
}

fn owner_filter(call: &Call) -> Result<Vec<String>, Refusal> {
    let list = call.value("owner_filter").and_then(|filter| filter["userid_list"].as_array());
    let userids: Vec<String> = list.into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
    if userids.len() > GROUP_OWNERS { Err(Refusal::new(40032)) } else { Ok(userids) }
}

fn owner(world: &World, userid: &str) -> Result<u32, Refusal> {
    match world.members.find(userid) {
        Some(number) if in_scope(world, number) => Ok(number),
        Some(_) => Err(Refusal::new(60011)),
        None => world.members.leaver(userid).map(|(number, _)| number).ok_or(Refusal::new(60111)),
    }
}
