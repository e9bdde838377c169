//! Who is there: a company computed from a seed, and what changed since.

mod chats;
mod customers;
mod departments;
mod groups;
mod licences;
mod members;
mod names;
mod tags;

pub(super) use chats::{Chats, bytes as file_bytes};
pub(super) use customers::{Customers, Note};
pub(super) use departments::{Department, Departments, ROOT};
pub(super) use groups::{Group, Groups, Joined, Person};
pub(super) use licences::{Licence, Licences};
pub(super) use members::{CREATOR, Member, Members};
pub(super) use tags::Tags;

/// When the company's records begin: 2021-03-01, in Unix seconds. Creation times lie in the five years after.
const EPOCH: i64 = 1_614_556_800;
const FIVE_YEARS: u64 = 5 * 365 * 86_400;

/// A number that depends on the seed, the purpose and the index alone (SplitMix64), and is as good as random.
pub(super) fn mix(seed: u64, purpose: u64, index: u64) -> u64 {
    let mut z = seed
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(purpose.wrapping_mul(0xd1b5_4a32_d192_ed03))
        .wrapping_add(index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One of a list, chosen by a number.
fn pick<T: Copy>(list: &[T], number: u64) -> T {
    list[usize::try_from(number % list.len() as u64).unwrap_or(0)]
}

/// A time in the five years the company's records span.
fn some_time(number: u64) -> i64 {
    EPOCH + i64::try_from(number % FIVE_YEARS).unwrap_or(0)
}
