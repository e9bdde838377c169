//! Reading customers [D 92571, 92113, 92114, 92994].

use sha2::{Digest, Sha256};

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal, Rights, call::cursor};
use crate::wecom::fake::{
    population::{Note, Tags},
    world::World,
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "externalcontact/get_follow_user_list", rights: Rights::Customers, run: follow_users },
    Endpoint { path: "externalcontact/list", rights: Rights::Customers, run: list },
    Endpoint { path: "externalcontact/get", rights: Rights::Customers, run: get },
    Endpoint { path: "externalcontact/batch/get_by_user", rights: Rights::Customers, run: by_user },
];

const FOLLOWERS_PAGE: usize = 500;
const FOLLOWERS: u64 = 0xf0110;

fn follow_users(world: &mut World, _: &Call) -> Outcome {
    let serving = (0..world.members.end()).filter(|number| serves(world, *number));
    let userids: Vec<_> = serving.filter_map(|number| world.members.userid(number)).collect();
    Ok(json!({"follow_user": userids}))
}

/// 84061 for nobody, which is the platform's way to say an empty list.
fn list(world: &mut World, call: &Call) -> Outcome {
    let number = member(world, &call.need("userid", 40003)?)?;
    let customers = world.customers.of_member(number);
    if customers.is_empty() {
        return Err(Refusal::new(84061));
    }
    let ids: Vec<_> = customers.into_iter().map(|customer| world.customers.id(customer)).collect();
    Ok(json!({"external_userid": ids}))
}

fn get(world: &mut World, call: &Call) -> Outcome {
    let id = call.need("external_userid", 40096)?;
    let customer = world.customers.find(&id).ok_or(Refusal::new(40096))?;
    let mut followers = world.customers.followers(customer);
    followers.retain(|number| world.members.is_here(*number) && in_scope(world, *number));
    if followers.is_empty() {
        return Err(Refusal::new(84061));
    }
    let (_, start) = call.cursor(FOLLOWERS, 50100)?.unwrap_or_default();
    let page = followers.iter().skip(start as usize).take(FOLLOWERS_PAGE);
    let rows: Vec<_> = page
        .map(|number| {
            let note = world.customers.note(*number, customer, &world.tags);
            let mut row = follow(&userid(world, *number), &id, &note);
            row["tags"] = note.tags.iter().map(|id| whole_tag(&world.tags, id)).collect();
            row
        })
        .collect();
    let mut answer = json!({"external_contact": world.customers.contact(customer), "follow_user": rows});
    let end = start as usize + FOLLOWERS_PAGE;
    if end < followers.len() {
        answer["next_cursor"] = cursor(FOLLOWERS, 0, u32::try_from(end).unwrap_or(0)).into();
    }
    Ok(answer)
}

/// One row for each pair of member and customer. Larger limits are cut, and without one there are 50 rows.
fn by_user(world: &mut World, call: &Call) -> Outcome {
    let userids = call.texts("userid_list").filter(|list| !list.is_empty()).ok_or(Refusal::new(40058))?;
    if userids.len() > 100 {
        return Err(Refusal::new(40032));
    }
    let limit = call.int("limit").filter(|limit| *limit > 0).unwrap_or(50);
    let limit = usize::try_from(limit).unwrap_or(50).min(world.options.customer_page.clamp(1, 100) as usize);
    let numbers: Vec<_> = userids.iter().map(|userid| member(world, userid)).collect::<Result<_, _>>()?;
    let (unlicensed, licensed): (Vec<u32>, Vec<u32>) =
        numbers.into_iter().partition(|number| world.licences.active(*number, call.now).is_none());
    if licensed.is_empty() {
        return Err(Refusal::new(701_008));
    }
    let listing = fingerprint(&userids);
    let (mut place, mut offset) = call.cursor(listing, 50100)?.unwrap_or((0, 0));
    let mut rows = Vec::new();
    let mut next_cursor = String::new();
    'members: while let Some(number) = licensed.get(place as usize) {
        let customers = world.customers.of_member(*number);
        for customer in customers.iter().skip(offset as usize) {
            if rows.len() == limit {
                next_cursor = cursor(listing, place, offset);
                break 'members;
            }
            rows.push(pair(world, *number, *customer));
            offset += 1;
        }
        (place, offset) = (place + 1, 0);
    }
    let unlicensed: Vec<_> = unlicensed.into_iter().map(|number| userid(world, number)).collect();
    Ok(json!({
        "external_contact_list": rows,
        "next_cursor": next_cursor,
        "fail_info": {"unlicensed_userid_list": unlicensed},
    }))
}

fn pair(world: &World, number: u32, customer: u32) -> Value {
    let note = world.customers.note(number, customer, &world.tags);
    let contact = world.customers.contact(customer);
    let mut info = follow(&userid(world, number), &world.customers.id(customer), &note);
    info["tag_id"] = note.tags.into();
    json!({"external_contact": contact, "follow_info": info})
}

fn follow(userid: &str, external_userid: &str, note: &Note) -> Value {
    // Who scans a code acts himself; otherwise the member did, unless somebody arranged it.
    let operator = match note.add_way {
        _ if !note.operator.is_empty() => note.operator.as_str(),
        1 => external_userid,
        _ => userid,
    };
    json!({
        "userid": userid,
        "remark": note.remark,
        "description": note.description,
        "remark_corp_name": note.company,
        "remark_mobiles": note.mobiles,
        "createtime": note.created,
        "add_way": note.add_way,
        "state": note.state,
        "oper_userid": operator,
    })
}

fn whole_tag(tags: &Tags, id: &str) -> Value {
    let Some(tag) = tags.tags.get(id) else { return Value::Null };
    let group = tags.groups.get(&tag.group).map_or("", |group| group.name.as_str());
    json!({"group_name": group, "tag_name": tag.name, "tag_id": id, "type": 1})
}

/// A member in the application's sight, by id.
pub(super) fn member(world: &World, userid: &str) -> Result<u32, Refusal> {
    let number = world.members.find(userid).ok_or(Refusal::new(60111))?;
    if in_scope(world, number) { Ok(number) } else { Err(Refusal::new(60011)) }
}

pub(super) fn in_scope(world: &World, number: u32) -> bool {
    world.options.visible_departments.is_empty()
        || world.members.departments_of(number).iter().any(|department| world.sees(*department))
}

pub(super) fn serves(world: &World, number: u32) -> bool {
    world.members.is_here(number) && world.customers.serves(number) && in_scope(world, number)
}

fn userid(world: &World, number: u32) -> String {
    world.members.userid(number).unwrap_or_default()
}

/// Tells listings of other members apart.
pub(super) fn fingerprint(userids: &[String]) -> u64 {
    let digest = Sha256::digest(userids.join(",").to_ascii_lowercase());
    digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
