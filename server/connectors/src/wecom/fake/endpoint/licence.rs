//! Seats of the service provider [D 95544, 97191, 97192].

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal, Rights, call::cursor, customers::in_scope};
use crate::wecom::{
    fake::{population::Licence, world::World},
    quota::{LICENCE_BATCH, LICENCE_REMAINING_DAYS, LICENCE_REST_DAYS},
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "license/list_actived_account", rights: Rights::Provider, run: list },
    Endpoint { path: "license/get_active_info_by_user", rights: Rights::Provider, run: of_user },
    Endpoint { path: "license/batch_transfer_license", rights: Rights::Provider, run: transfer },
];

/// Tells cursors of this listing from others.
const LISTING: u64 = 0x5ea7;
const DAY: i64 = 86_400;
/// 互通账号.
const INTEROP: i64 = 2;

/// Those of leavers and ended ones too.
fn list(world: &mut World, call: &Call) -> Outcome {
    check_corp(world, call)?;
    let limit = call.int("limit").unwrap_or(500);
    let limit = usize::try_from(limit).ok().filter(|limit| (1..=1_000).contains(limit)).ok_or(Refusal::new(40058))?;
    let (start, _) = call.cursor(LISTING, 50100)?.unwrap_or_default();
    let held = |number: u32| Some((number, world.licences.of(number)?, world.members.name_of(number)?));
    let mut found = (start..world.members.end()).filter_map(held);
    let rows: Vec<_> = found.by_ref().take(limit).map(|(_, seat, userid)| row(&userid, &seat)).collect();
    let next = found.next().map(|(number, ..)| cursor(LISTING, number, 0));
    Ok(json!({
        "account_list": rows,
        "has_more": i64::from(next.is_some()),
        "next_cursor": next.unwrap_or_default(),
    }))
}

fn of_user(world: &mut World, call: &Call) -> Outcome {
    check_corp(world, call)?;
    let userid = call.need("userid", 701_019)?;
    let number = anybody(world, &userid).ok_or(Refusal::new(701_019))?;
    let rows: Vec<_> = world
        .licences
        .of(number)
        .iter()
        .map(|seat| {
            let mut row = row(&userid, seat);
            row["active_code"] = seat.code.as_str().into();
            row
        })
        .collect();
    let active = i64::from(world.licences.active(number, call.now).is_some());
    Ok(json!({"active_status": active, "active_info_list": rows}))
}

fn transfer(world: &mut World, call: &Call) -> Outcome {
    check_corp(world, call)?;
    let list = call.value("transfer_list").and_then(Value::as_array).filter(|list| !list.is_empty());
    let list = list.ok_or(Refusal::new(701_025))?;
    if list.len() > LICENCE_BATCH {
        return Err(Refusal::new(701_026));
    }
    let mut seen = HashSet::new();
    let mut rows = Vec::with_capacity(list.len());
    for pair in list {
        let [handover, takeover] = ["handover_userid", "takeover_userid"].map(|key| pair[key].as_str().unwrap_or(""));
        let fresh = [handover, takeover].map(|userid| seen.insert(userid.to_ascii_lowercase()));
        let code = match fresh {
            [true, true] => move_seat(world, handover, takeover, call.now).err().unwrap_or(0),
            _ => 701_020,
        };
        rows.push(json!({"handover_userid": handover, "takeover_userid": takeover, "errcode": code}));
    }
    Ok(json!({"transfer_result": rows}))
}

fn move_seat(world: &mut World, handover: &str, takeover: &str, now: i64) -> Result<(), i64> {
    let from = anybody(world, handover).ok_or(701_019)?;
    let to = world.members.find(takeover).ok_or(701_019)?;
    if !in_scope(world, to) {
        return Err(701_088);
    }
    let seat = world.licences.active(from, now).ok_or(701_016)?;
    // A seat whose holder left or went out of sight does not rest.
    let rests = world.members.is_here(from) && in_scope(world, from);
    if rests && seat.moved.is_some_and(|moved| now - moved < LICENCE_REST_DAYS * DAY) {
        return Err(701_017);
    }
    if world.licences.active(to, now).is_some_and(|own| own.expires - now > LICENCE_REMAINING_DAYS * DAY) {
        return Err(701_018);
    }
    world.licences.put(from, None);
    world.licences.put(to, Some(Licence { moved: Some(now), ..seat }));
    Ok(())
}

fn row(userid: &str, seat: &Licence) -> Value {
    json!({"userid": userid, "type": INTEROP, "active_time": seat.active, "expire_time": seat.expires})
}

fn anybody(world: &World, userid: &str) -> Option<u32> {
    world.members.find(userid).or_else(|| world.members.leaver(userid).map(|(number, _)| number))
}

fn check_corp(world: &World, call: &Call) -> Result<(), Refusal> {
    if call.need("corpid", 41002)? == world.options.corp_id { Ok(()) } else { Err(Refusal::new(40013)) }
}
