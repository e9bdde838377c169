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

pub(super) use crate::fake::people::mix;
use crate::fake::people::pick;

/// When the company's records begin: 2021-03-01, in Unix seconds. Creation times lie in the five years after.
const EPOCH: i64 = 1_614_556_800;
const FIVE_YEARS: u64 = 5 * 365 * 86_400;

/// A time in the five years the company's records span.
fn some_time(number: u64) -> i64 {
    EPOCH + i64::try_from(number % FIVE_YEARS).unwrap_or(0)
}
