//! Customer groups: chats of members and customers, as a platform has them. They are read with the customers, and follow the platform
//! without review, like its tags: nothing here makes or changes one but a hand-over, when the platform says that it is through.

mod of;
mod owned;
mod put;
mod read;

pub(crate) use of::of_customers;
pub use owned::owned;
pub(crate) use put::{gone, lost, owned_by, put};
pub(crate) use read::{is_dissolved, read};

use connectors::wecom::types::{GroupChat, GroupStatus};
use model::group::GroupState;

/// Who is outside of the corporation, in a group's list (document 92122).
const OUTSIDE: i64 = 2;

/// A group as a platform describes it.
#[derive(Debug, Clone)]
pub(crate) struct Upstream {
    id: String,
    name: String,
    /// The owner's id there, folded.
    owner: String,
    /// Milliseconds.
    since: i64,
    /// `None` where only the group itself was read, which does not tell.
    state: Option<GroupState>,
    people: i64,
    /// Customers by their ids there, with the moments when they joined.
    customers: Vec<(String, i64)>,
}

impl Upstream {
    /// From what a platform told.
    pub(crate) fn of(chat: &GroupChat, status: Option<GroupStatus>) -> Self {
        let mut customers: Vec<(String, i64)> = chat
            .members
            .iter()
            .filter(|one| one.kind == OUTSIDE && !one.userid.is_empty())
            .map(|one| (one.userid.clone(), one.joined_at * model::moment::SECOND))
            .collect();
        customers.sort();
        customers.dedup_by(|one, other| one.0 == other.0);
        Self {
            id: chat.chat_id.clone(),
            name: chat.name.trim().to_owned(),
            owner: chat.owner.folded(),
            since: chat.created_at * model::moment::SECOND,
            state: status.map(|status| match status {
                GroupStatus::OwnerLeft => GroupState::OwnerLeft,
                GroupStatus::Inheriting => GroupState::Inheriting,
                GroupStatus::Normal | GroupStatus::Inherited | GroupStatus::Unknown(_) => GroupState::Live,
            }),
            people: chat.members.len() as i64,
            customers,
        }
    }
}
