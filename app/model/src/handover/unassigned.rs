//! What leavers left and nobody has yet.

use super::ItemKind;
use crate::page::PageRequest;
use crate::{ConnectionId, HandoverId, MemberId, Moment};
use serde::{Deserialize, Serialize};

/// One thing that a leaver left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unassigned {
    /// What it is.
    pub kind: ItemKind,
    /// The id of the thing.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// The company of a customer; empty for none.
    pub company: String,
    /// Whose it was.
    pub leaver_id: MemberId,
    /// The name.
    pub leaver: String,
    /// When he left; `None` where nothing tells.
    pub left_at: Option<Moment>,
    /// The platform that keeps it; `None` for what is kept here only.
    pub connection_id: Option<ConnectionId>,
    /// The platform's name here; empty for none.
    pub connection: String,
    /// The hand-over that is about to move it, or moves it now.
    pub handover: Option<HandoverId>,
}

/// Which of it is wanted, leaver by leaver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct UnassignedQuery {
    /// Only what this member left.
    #[serde(default)]
    pub leaver: Option<MemberId>,
    /// Only things of this kind.
    #[serde(default)]
    pub kind: Option<ItemKind>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}
