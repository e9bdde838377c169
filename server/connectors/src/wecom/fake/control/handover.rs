//! Doing what decides over transfers: customers who refuse, members who cannot take more, groups and seats.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::act::{Outcome, member};
use crate::wecom::fake::{population::Group, world::World};

const DAY: i64 = 86_400;

/// Like [`Action`](super::Action), for what concerns handing over. Fires the events the platform would.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum HandoverAction {
    /// The customer refuses every waiting transfer of him.
    TransferRefuse {
        external_userid: String,
    },
    /// Every waiting transfer of the customer is done now.
    TransferAccept {
        external_userid: String,
    },
    /// How long the platform works on one call that hands over customers. Another of the same member meanwhile is
    /// refused with 45035.
    TransferTakes {
        milliseconds: u64,
    },
    ContactsFull {
        userid: String,
        full: bool,
    },
    /// Real-name verification. Who has activated his account is verified until this says no.
    Verify {
        userid: String,
        verified: bool,
    },
    Ban {
        userid: String,
        banned: bool,
    },
    /// When he last signed in; 0 is now and from now on always.
    SignIn {
        userid: String,
        days_ago: i64,
    },
    /// A group with its owner alone.
    GroupCreate {
        userid: String,
        name: String,
    },
    /// The owner passes the group on in WeCom.
    GroupOwner {
        chat_id: String,
        userid: String,
    },
    /// Whether a new owner must be confirmed in WeCom.
    GroupFull {
        chat_id: String,
        full: bool,
    },
    GroupDismiss {
        chat_id: String,
    },
    /// A seat that lasts so many days more, or ended so many days ago when negative; none without `days`.
    Seat {
        userid: String,
        #[serde(default)]
        days: Option<i64>,
    },
}

pub(super) fn act(world: &mut World, action: HandoverAction) -> Outcome {
    match action {
        HandoverAction::TransferRefuse { external_userid } => {
            for index in waiting(world, &external_userid)? {
                world.refuse_transfer(index);
            }
        }
        HandoverAction::TransferAccept { external_userid } => {
            let now = world.now();
            for index in waiting(world, &external_userid)? {
                world.take_over_customer(index, Some(now));
            }
        }
        HandoverAction::TransferTakes { milliseconds } => world.transfer_takes = milliseconds,
        HandoverAction::ContactsFull { userid, full } => {
            let number = member(world, &userid)?;
            world.standings.change(number).full = full;
        }
        HandoverAction::Verify { userid, verified } => {
            let number = member(world, &userid)?;
            world.standings.change(number).unverified = !verified;
        }
        HandoverAction::Ban { userid, banned } => {
            let number = member(world, &userid)?;
            world.standings.change(number).banned = banned;
        }
        HandoverAction::SignIn { userid, days_ago } => {
            let number = member(world, &userid)?;
            let at = world.now() - days_ago * DAY;
            world.standings.change(number).signed_in = (days_ago > 0).then_some(at);
        }
        HandoverAction::GroupCreate { userid, name } => return create_group(world, &userid, name),
        HandoverAction::GroupOwner { chat_id, userid } => {
            let number = member(world, &userid)?;
            let group = group(world, &chat_id)?;
            world.give_group(group, number, false);
        }
        HandoverAction::GroupFull { chat_id, full } => change_group(world, &chat_id, |group| group.full = full)?,
        HandoverAction::GroupDismiss { chat_id } => {
            change_group(world, &chat_id, |group| group.dissolved = true)?;
            world.fire("change_external_chat", "dismiss", &[("ChatId", chat_id)]);
        }
        HandoverAction::Seat { userid, days } => {
            let number = member(world, &userid)?;
            let now = world.now();
            let seat = days.map(|days| world.licences.fresh(number, now - 365 * DAY, now + days * DAY));
            world.licences.put(number, seat);
        }
    }
    Ok(json!({}))
}

fn create_group(world: &mut World, userid: &str, name: String) -> Outcome {
    let owner = member(world, userid)?;
    let number = world.groups.add(Group::new(owner, name, world.now()));
    let chat_id = world.groups.id(number);
    world.fire("change_external_chat", "create", &[("ChatId", chat_id.clone())]);
    Ok(json!({"chat_id": chat_id}))
}

fn change_group(world: &mut World, chat_id: &str, edit: impl FnOnce(&mut Group)) -> Result<(), String> {
    let number = group(world, chat_id)?;
    let mut group = world.groups.get(number, &world.customers).ok_or("no such group")?;
    edit(&mut group);
    world.groups.put(number, group);
    Ok(())
}

fn group(world: &World, chat_id: &str) -> Result<u32, String> {
    let number = world.groups.find(chat_id).ok_or("no such group")?;
    world.groups.owner(number).map(|_| number).ok_or_else(|| "the group is dissolved".to_owned())
}

fn waiting(world: &World, external_userid: &str) -> Result<Vec<usize>, String> {
    let customer = world.customers.find(external_userid).ok_or("no such customer")?;
    let waiting = world.transfers.waiting_of(customer);
    if waiting.is_empty() { Err("nothing waits for this customer".to_owned()) } else { Ok(waiting) }
}
