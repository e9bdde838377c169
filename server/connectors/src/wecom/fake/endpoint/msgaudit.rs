//! Who is archived and who agreed [D 91614, 91782, 92951].

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal, Rights};
use crate::wecom::fake::world::World;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "msgaudit/get_permit_user_list", rights: Rights::Archive, run: permitted },
    Endpoint { path: "msgaudit/check_single_agree", rights: Rights::Archive, run: single },
    Endpoint { path: "msgaudit/check_room_agree", rights: Rights::Archive, run: room },
    Endpoint { path: "msgaudit/groupchat/get", rights: Rights::Archive, run: group },
];

fn permitted(world: &mut World, call: &Call) -> Outcome {
    let edition = call.int("type");
    let seats = world.chats.seats.all().iter();
    let ids: Vec<String> = seats
        .filter(|(number, own)| edition.is_none_or(|edition| edition == *own) && world.members.is_here(*number))
        .filter_map(|(number, _)| world.members.userid(*number))
        .collect();
    Ok(json!({"ids": ids}))
}

fn single(world: &mut World, call: &Call) -> Outcome {
    let pairs = call.value("info").and_then(Value::as_array).ok_or(Refusal::new(40058))?;
    if pairs.len() > 100 {
        return Err(Refusal::new(301_060));
    }
    let mut rows = Vec::new();
    for pair in pairs {
        let unknown = Refusal::new(301_061);
        let (userid, external) = (pair["userid"].as_str(), pair["exteranalopenid"].as_str());
        let (Some(userid), Some(external)) = (userid, external) else { return Err(unknown) };
        let number = world.members.find(userid).ok_or(unknown.clone())?;
        let customer = world.customers.find(external).ok_or(unknown.clone())?;
        if !world.customers.follows(number, customer) {
            return Err(unknown);
        }
        let added = world.customers.note(number, customer, &world.tags).created;
        let (status, at) = world.chats.consent(userid, external);
        rows.push(json!({"userid": userid, "exteranalopenid": external, "agree_status": status,
            "status_change_time": at.unwrap_or(added)}));
    }
    Ok(json!({"agreeinfo": rows}))
}

fn room(world: &mut World, call: &Call) -> Outcome {
    let id = call.need("roomid", 40058)?;
    let conversation = world.chats.conversation(&id).ok_or(Refusal::new(92002))?;
    let rows: Vec<Value> = conversation
        .externals
        .iter()
        .map(|external| {
            let (status, at) = world.chats.consent("", external);
            json!({"exteranalopenid": external, "agree_status": status, "status_change_time": at.unwrap_or(CREATED)})
        })
        .collect();
    Ok(json!({"agreeinfo": rows}))
}

/// When the groups were made: 2025-10-09.
const CREATED: i64 = 1_760_000_000;

fn group(world: &mut World, call: &Call) -> Outcome {
    let id = call.need("roomid", 40058)?;
    let conversation = world.chats.conversation(&id).ok_or(Refusal::new(92002))?;
    if !conversation.externals.is_empty() {
        return Err(Refusal::new(301_059));
    }
    let member = |userid: &String| json!({"memberid": userid, "jointime": CREATED});
    Ok(json!({
        "roomname": "内部协作群",
        "creator": conversation.members.first(),
        "room_create_time": CREATED,
        "notice": "",
        "members": conversation.members.iter().map(member).collect::<Vec<_>>(),
    }))
}
