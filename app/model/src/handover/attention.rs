//! What the home page tells of hand-overs.

use super::{HandoverKind, HandoverState};
use crate::{HandoverId, Moment};
use serde::{Deserialize, Serialize};

/// A hand-over that waits for something, or of which something did not go over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Told", into = "Told")]
pub struct Attention {
    /// Its id.
    pub id: HandoverId,
    /// Why things are handed over.
    pub kind: HandoverKind,
    /// Where it stands; a draft is one that could not begin on its date.
    pub state: HandoverState,
    /// Whose things.
    pub name: String,
    /// Items that were refused, failed, or found the successor full.
    pub failed: i64,
    /// Its date, else when it was carried out.
    pub at: Option<Moment>,
}

/// On the wire a list, as everything of the start page.
type Told = (HandoverId, HandoverKind, HandoverState, String, i64, Option<Moment>);

impl From<Told> for Attention {
    fn from((id, kind, state, name, failed, at): Told) -> Self {
        Self { id, kind, state, name, failed, at }
    }
}

impl From<Attention> for Told {
    fn from(one: Attention) -> Self {
        let Attention { id, kind, state, name, failed, at } = one;
        (id, kind, state, name, failed, at)
    }
}
