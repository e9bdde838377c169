//! Handing customers over [D 92125, 94088, 92124, 94081, 94082]. None of the calls makes an event; what becomes of them
//! does, in `settle.rs`.

use serde_json::{Value, json};

use super::{
    Call, Endpoint, Outcome, Refusal, Rights,
    call::cursor,
    customers::{fingerprint, in_scope},
    successor::{self, unfit},
};
use crate::wecom::{
    fake::{
        transfers::{End, Transfer},
        world::World,
    },
    quota::{LEAVER_DAYS, TRANSFER_BATCH, TRANSFER_MESSAGE, TRANSFERS_PER_WINDOW},
};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: ON_JOB, rights: Rights::Customers, run: transfer },
    Endpoint { path: "externalcontact/transfer_result", rights: Rights::Customers, run: results },
    Endpoint { path: "externalcontact/get_unassigned_list", rights: Rights::Customers, run: unassigned },
    Endpoint { path: RESIGNED, rights: Rights::Customers, run: transfer_resigned },
    Endpoint { path: "externalcontact/resigned/transfer_result", rights: Rights::Customers, run: results_resigned },
];

const ON_JOB: &str = "externalcontact/transfer_customer";
const RESIGNED: &str = "externalcontact/resigned/transfer_customer";
/// Tells cursors of the leavers' list from others.
const UNASSIGNED: u64 = 0x1ef7;
const DAY: i64 = 86_400;

/// Whose customers a call hands over. Two such calls of one member at a time are refused.
pub(in super::super) fn assigns(path: &str, body: &[u8]) -> Option<String> {
    if ![ON_JOB, RESIGNED].contains(&path) {
        return None;
    }
    let body: Value = serde_json::from_slice(body).ok()?;
    Some(body["handover_userid"].as_str()?.to_ascii_lowercase())
}

/// Who hands over.
#[derive(Clone, Copy)]
struct Handover {
    number: u32,
    /// When he left, for the leavers' call; `None` for the on-job one.
    left: Option<i64>,
}

fn transfer(world: &mut World, call: &Call) -> Outcome {
    if call.text("transfer_success_msg").is_some_and(|text| text.chars().count() > TRANSFER_MESSAGE) {
        return Err(Refusal::new(40058));
    }
    let userid = call.need("handover_userid", 40003)?;
    let here = world.members.find(&userid).filter(|number| in_scope(world, *number));
    let number = here.ok_or(Refusal::new(60111))?;
    assign(world, call, Handover { number, left: None })
}

fn transfer_resigned(world: &mut World, call: &Call) -> Outcome {
    let userid = call.need("handover_userid", 40003)?;
    if world.members.find(&userid).is_some() {
        let ids = asked(call)?;
        successor::find(world, &call.need("takeover_userid", 40003)?)?;
        return Ok(answer(ids.into_iter().map(|id| (id, 40097))));
    }
    let (number, left) = world.members.leaver(&userid).ok_or(Refusal::new(60111))?;
    if call.now - left > LEAVER_DAYS * DAY {
        return Err(Refusal::new(40003));
    }
    assign(world, call, Handover { number, left: Some(left) })
}

fn assign(world: &mut World, call: &Call, from: Handover) -> Outcome {
    let ids = asked(call)?;
    let takeover = successor::find(world, &call.need("takeover_userid", 40003)?)?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let code = match judge(world, from, takeover, &id, call.now) {
            Err(code) => code,
            Ok(customer) => {
                let due = call.now + world.options.takeover_after;
                world.transfers.accept(Transfer {
                    subject: customer,
                    handover: from.number,
                    takeover,
                    resigned: from.left.is_some(),
                    accepted: call.now,
                    due,
                    end: None,
                });
                0
            }
        };
        rows.push((id, code));
    }
    Ok(answer(rows))
}

/// The customer's number, or the number of the refusal.
fn judge(world: &World, from: Handover, takeover: u32, id: &str, now: i64) -> Result<u32, i64> {
    let customer = world.customers.find(id).ok_or(40096)?;
    if from.number == takeover {
        return Err(40130);
    }
    if !world.customers.follows(from.number, customer) {
        return Err(40131);
    }
    if world.standings.of(from.number).idle(from.left.unwrap_or(now)) {
        return Err(40205);
    }
    if let Some(code) = unfit(world, takeover, now, 40205) {
        return Err(code);
    }
    if !world.customers.follows(takeover, customer) && world.is_full(takeover) {
        return Err(40099);
    }
    if world.transfers.is_waiting(from.number, customer) {
        return Err(if from.left.is_some() { 40100 } else { 40129 });
    }
    if from.left.is_none() && world.transfers.recent(customer, now) >= TRANSFERS_PER_WINDOW {
        return Err(40128);
    }
    Ok(customer)
}

fn results(world: &mut World, call: &Call) -> Outcome {
    results_of(world, call, false)
}

fn results_resigned(world: &mut World, call: &Call) -> Outcome {
    results_of(world, call, true)
}

fn results_of(world: &World, call: &Call, resigned: bool) -> Outcome {
    let ids = [call.need("handover_userid", 40003)?, call.need("takeover_userid", 40003)?];
    let number = |id: &String| world.members.find(id).or_else(|| world.members.leaver(id).map(|(number, _)| number));
    let [Some(handover), Some(takeover)] = [number(&ids[0]), number(&ids[1])] else {
        return Err(Refusal::new(60111));
    };
    let listing = fingerprint(&ids) ^ u64::from(resigned);
    let (place, _) = call.cursor(listing, 50100)?.unwrap_or_default();
    let all = world.transfers.between(handover, takeover, resigned);
    let page = world.options.transfer_page.clamp(1, 1_000);
    let rows: Vec<_> =
        all.iter().skip(place as usize).take(page as usize).map(|transfer| result(world, transfer)).collect();
    let end = place + page;
    let next_cursor = if (end as usize) < all.len() { cursor(listing, end, 0) } else { String::new() };
    Ok(json!({"customer": rows, "next_cursor": next_cursor}))
}

fn result(world: &World, transfer: &Transfer) -> Value {
    let (status, time) = match transfer.end {
        Some((End::Done, at)) => (1, at),
        None => (2, transfer.due),
        Some((End::Refused, _)) => (3, 0),
        Some((End::Full, _)) => (4, 0),
        // Not on the platform's page, but seen by others.
        Some((End::Void, _)) => (5, 0),
    };
    json!({"external_userid": world.customers.id(transfer.subject), "status": status, "takeover_time": time})
}

/// Assigned rows stay until the successor has them: the harder of the two readings of the platform's page. A cursor
/// names the last row told, so that rows that vanish meanwhile take none with them.
fn unassigned(world: &mut World, call: &Call) -> Outcome {
    let wanted = call.int("page_size").unwrap_or(1_000);
    let most = usize::try_from(wanted).ok().filter(|size| (1..=1_000).contains(size)).ok_or(Refusal::new(40058))?;
    let most = most.min(world.options.transfer_page.max(1) as usize);
    let after = call.cursor(UNASSIGNED, 50100)?;
    let mut rows = Vec::new();
    let mut last = (0, 0);
    let mut more = false;
    'leavers: for (number, left) in world.members.leavers_from(after.map_or(0, |(number, _)| number)) {
        if call.now - left > LEAVER_DAYS * DAY {
            continue;
        }
        let mut customers = world.customers.of_member(number);
        customers.sort_unstable();
        for customer in customers.into_iter().filter(|customer| after.is_none_or(|after| after < (number, *customer))) {
            if rows.len() == most {
                more = true;
                break 'leavers;
            }
            last = (number, customer);
            rows.push(json!({
                "handover_userid": world.members.name_of(number),
                "external_userid": world.customers.id(customer),
                "dimission_time": left,
            }));
        }
    }
    let next_cursor = if more { cursor(UNASSIGNED, last.0, last.1) } else { String::new() };
    Ok(json!({"info": rows, "is_last": !more, "next_cursor": next_cursor}))
}

fn asked(call: &Call) -> Result<Vec<String>, Refusal> {
    let ids = call.texts("external_userid").filter(|ids| !ids.is_empty()).ok_or(Refusal::new(40058))?;
    if ids.len() > TRANSFER_BATCH { Err(Refusal::new(40032)) } else { Ok(ids) }
}

fn answer(rows: impl IntoIterator<Item = (String, i64)>) -> Value {
    let row = |(id, code)| json!({"external_userid": id, "errcode": code});
    json!({"customer": rows.into_iter().map(row).collect::<Vec<_>>()})
}
