//! Seats: the right to have one's chats archived (会话内容存档; the seed document 000 calls them *interworking interfaces*).

use crate::member::Status;
use crate::page::PageRequest;
use crate::{ChangeSetId, ConnectionId, MemberId, Moment, Problem, SeatId, problem::Fault};
use serde::{Deserialize, Serialize};

/// More seats than anybody buys.
pub const MOST: i64 = 10_000_000;

crate::words!(
    /// The edition that a seat belongs to, as WeCom sells them.
    SeatKind {
        /// 办公版: chats between colleagues.
        Office = "office",
        /// 服务版: chats with customers.
        Service = "service",
        /// 企业版: both.
        Enterprise = "enterprise",
    }
);

crate::words!(
    /// Where a seat stands.
    SeatState {
        /// The platform archives the holder's chats.
        Active = "active",
        /// Given to the holder here; the platform does not name him yet.
        Unlisted = "unlisted",
        /// The holder is suspended or has left.
        Frozen = "frozen",
        /// No longer held.
        Ended = "ended",
    }
);

/// How much of what the predecessor said and heard a successor may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatRange {
    /// All of it.
    Everything,
    /// With whom, how often and when, but no message.
    Summary,
    /// What was said from a moment on.
    From(Moment),
}

/// Whom a seat passed on from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// The holding before.
    pub seat: SeatId,
    /// Who held it.
    pub member_id: MemberId,
    /// The name.
    pub name: String,
}

/// One holding of a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Its id.
    pub id: SeatId,
    /// The connection whose platform archives.
    pub connection_id: ConnectionId,
    /// Its name.
    pub connection: String,
    /// The edition.
    pub kind: SeatKind,
    /// Who holds it.
    pub holder_id: MemberId,
    /// The name.
    pub holder: String,
    /// The name of the holder's main department; empty for none.
    pub department: String,
    /// Where the holder stands in the organisation.
    pub status: Status,
    /// Where the seat stands.
    pub state: SeatState,
    /// From when.
    pub since: Moment,
    /// Until when; `None` while it is held.
    pub until: Option<Moment>,
    /// Whom it came from.
    pub inherited_from: Option<Predecessor>,
    /// What the holder may read of the time before; `None` for one who had no predecessor.
    pub range: Option<SeatRange>,
    /// Changes with every change.
    pub revision: i64,
}

/// Which seats are wanted, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct SeatQuery {
    /// Of this connection.
    #[serde(default)]
    pub connection: Option<ConnectionId>,
    /// Of this edition.
    #[serde(default)]
    pub kind: Option<SeatKind>,
    /// Of this member, also ended ones.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// With those that ended.
    #[serde(default)]
    pub ended: bool,
    /// A part of the holder's name, pinyin, address or number.
    #[serde(default)]
    pub search: String,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// How many seats of an edition are held, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatTotal {
    /// The connection.
    pub connection_id: ConnectionId,
    /// Its name.
    pub connection: String,
    /// The edition.
    pub kind: SeatKind,
    /// Held at present.
    pub used: i64,
    /// Bought, as somebody here wrote down: the platform does not tell.
    pub total: Option<i64>,
}

/// How many were bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveSeatTotal {
    /// The connection.
    pub connection: ConnectionId,
    /// The edition.
    pub kind: SeatKind,
    /// How many; `None` when nobody knows.
    pub total: Option<i64>,
}

impl SaveSeatTotal {
    /// # Errors
    /// [`crate::Code::Invalid`] for less than none or more than [`MOST`].
    pub fn check(self) -> Result<Self, Problem> {
        match self.total {
            Some(total) if !(0..=MOST).contains(&total) => Err(Problem::field("total", Fault::OutOfRange)),
            _ => Ok(self),
        }
    }
}

/// A seat that is to pass on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InheritSeat {
    /// The seat.
    pub id: SeatId,
    /// To whom.
    pub to: MemberId,
    /// What the successor may read of the time before.
    pub range: SeatRange,
}

/// A seat that passed on: the holding of the successor, and the change set by which it is put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inherited {
    /// The successor's.
    pub seat: Seat,
    /// What undoes it.
    pub set: ChangeSetId,
}

crate::words!(
    /// Why somebody cannot take a seat over.
    SuccessorBar {
        /// Holds it.
        Same = "same",
        /// Is not active here.
        NotActive = "not_active",
        /// Has a seat of the edition already.
        HasSeat = "has_seat",
        /// Is not known on the platform.
        NotThere = "not_there",
        /// The platform does not let the member look after customers.
        NotServing = "not_serving",
    }
);

/// Whom to look among for a successor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuccessorQuery {
    /// The seat.
    pub seat: SeatId,
    /// In this department itself; `None` for all.
    #[serde(default)]
    pub department: Option<crate::DepartmentId>,
    /// A part of the name, pinyin, address or number.
    #[serde(default)]
    pub search: String,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// Somebody who could take a seat over, or why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    /// The member.
    pub member_id: MemberId,
    /// The name.
    pub name: String,
    /// The name of the main department; empty for none.
    pub department: String,
    /// What stands in the way.
    pub bar: Option<SuccessorBar>,
}
