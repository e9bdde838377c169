//! Who may take over, for customers and groups alike.

use super::{Refusal, customers::in_scope};
use crate::wecom::fake::world::World;

/// A successor by id, or the refusal of the whole call. The platform does not tell who is out of sight from who is not
/// there.
pub(super) fn find(world: &World, userid: &str) -> Result<u32, Refusal> {
    let number = world.members.find(userid).filter(|number| in_scope(world, *number)).ok_or(Refusal::new(60111))?;
    if world.customers.serves(number) { Ok(number) } else { Err(Refusal::new(60011)) }
}

/// Why a member cannot take over anything. `idle` is the number for somebody who did not sign in for a year, which
/// differs between customers and groups.
pub(super) fn unfit(world: &World, number: u32, now: i64, idle: i64) -> Option<i64> {
    let standing = world.standings.of(number);
    match world.members.get(number).map_or(0, |member| member.status) {
        _ if standing.banned => Some(40143),
        2 => Some(40143),
        1 if !standing.unverified => standing.idle(now).then_some(idle),
        _ => Some(40098),
    }
}
