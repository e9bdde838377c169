//! Giving groups a new owner [D 92127, 95703]. The answer names the refused ones only; the others get their owner, and
//! fire their event, in `settle.rs`.

use serde_json::{Value, json};

use super::{
    Call, Endpoint, Outcome, Refusal, Rights,
    successor::{self, unfit},
};
use crate::wecom::{
    fake::{transfers::Transfer, world::World},
    quota::{GROUP_BATCH, GROUPS_OF_ONE_OWNER_A_DAY, LEAVER_DAYS, TRANSFERS_PER_WINDOW},
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "externalcontact/groupchat/transfer", rights: Rights::Customers, run: resigned },
    Endpoint { path: "externalcontact/groupchat/onjob_transfer", rights: Rights::Customers, run: on_job },
];

/// Nobody signed in for a year.
const IDLE: i64 = 90510;

fn resigned(world: &mut World, call: &Call) -> Outcome {
    transfer(world, call, true)
}

fn on_job(world: &mut World, call: &Call) -> Outcome {
    transfer(world, call, false)
}

fn transfer(world: &mut World, call: &Call, resigned: bool) -> Outcome {
    let chats = call.texts("chat_id_list").filter(|chats| !chats.is_empty()).ok_or(Refusal::new(40058))?;
    if chats.len() > GROUP_BATCH {
        return Err(Refusal::new(40058));
    }
    let new_owner = successor::find(world, &call.need("new_owner", 40003)?)?;
    let mut failed: Vec<Value> = Vec::new();
    for chat_id in chats {
        match judge(world, &chat_id, new_owner, resigned, call.now) {
            Ok((number, owner)) => world.group_transfers.accept(Transfer {
                subject: number,
                handover: owner,
                takeover: new_owner,
                resigned,
                accepted: call.now,
                due: call.now + world.options.group_takeover_after,
                end: None,
            }),
            Err(code) => {
                let Refusal { code, text } = Refusal::new(code);
                failed.push(json!({"chat_id": chat_id, "errcode": code, "errmsg": text}));
            }
        }
    }
    Ok(json!({"failed_chat_list": failed}))
}

/// The numbers of the group and of its owner, or the number of the refusal.
fn judge(world: &World, chat_id: &str, new_owner: u32, resigned: bool, now: i64) -> Result<(u32, u32), i64> {
    let number = world.groups.find(chat_id).ok_or(90501)?;
    let group = world.groups.get(number, &world.customers).ok_or(90501)?;
    if group.dissolved {
        return Err(49008);
    }
    let owner = group.owner;
    let last_seen = match (resigned, world.members.left_at(owner)) {
        (true, None) if group.inherited => return Err(90508),
        (true, None) => return Err(90500),
        (true, Some(left)) if now - left > LEAVER_DAYS * 86_400 => return Err(IDLE),
        (true, Some(left)) => left,
        (false, Some(_)) => return Err(90502),
        (false, None) if owner == new_owner => return Err(90504),
        (false, None) => now,
    };
    if !world.group_transfers.waiting_of(number).is_empty() {
        return Err(90507);
    }
    if world.standings.of(owner).idle(last_seen) {
        return Err(IDLE);
    }
    if let Some(code) = unfit(world, new_owner, now, IDLE) {
        return Err(code);
    }
    if group.full {
        return Err(90503);
    }
    if !resigned && world.group_transfers.recent(number, now) >= TRANSFERS_PER_WINDOW {
        return Err(40128);
    }
    // The platform's pages tell the limit and no number for it.
    if world.group_transfers.accepted_today(owner, now) >= GROUPS_OF_ONE_OWNER_A_DAY {
        return Err(45009);
    }
    Ok((number, owner))
}
