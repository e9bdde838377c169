//! Customer groups: chats of members and customers, as a platform has them.

use crate::{CustomerGroupId, MemberId, Moment};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Where a group stands with its owner.
    GroupState {
        /// The owner is in.
        Live = "live",
        /// The owner left and nobody has it yet.
        OwnerLeft = "owner_left",
        /// On its way to a new owner.
        Inheriting = "inheriting",
        /// Dissolved, or out of sight.
        Gone = "gone",
    }
);

/// A group that a customer is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerGroup {
    /// Its id.
    pub id: CustomerGroupId,
    /// As whoever made it called it; empty for none.
    pub name: String,
    /// Who owns it, if he is known here.
    pub owner_id: Option<MemberId>,
    /// The name; empty for somebody who is not known here.
    pub owner: String,
    /// Where it stands.
    pub state: GroupState,
    /// Everybody in it.
    pub people: i64,
    /// When the customer joined.
    pub joined_at: Moment,
}

/// A group that a member owns, to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct OwnedGroup {
    /// Its id.
    pub id: CustomerGroupId,
    /// Its name; empty for none.
    pub name: String,
    /// Everybody in it.
    pub people: i64,
}

/// Whose groups are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnedGroupQuery {
    /// The owner.
    pub owner: MemberId,
    /// What the name has to hold; empty for any.
    #[serde(default)]
    pub search: String,
}
