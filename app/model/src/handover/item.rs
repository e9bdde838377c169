//! One thing that goes from one member to another.

use crate::page::PageRequest;
use crate::{HandoverId, HandoverItemId, MemberId, Moment};
use serde::{Deserialize, Serialize};

crate::words!(
    /// What a member can hold.
    ItemKind {
        /// A customer whom he looks after.
        Customer = "customer",
        /// A customer group that he owns.
        Group = "group",
        /// The right to have his chats archived.
        Seat = "seat",
        /// A service provider's licence for him (接口许可), where the connection moves such.
        Licence = "licence",
        /// A department that he heads.
        Department = "department",
        /// Somebody who reports to him.
        Report = "report",
        /// An invitation that he sent and that is still open.
        Invitation = "invitation",
        /// An API key that acts under his name.
        ApiKey = "api_key",
        /// His account on a platform whose people are mapped.
        Mapping = "mapping",
        /// What he is in the contact centre: an agent in skill groups.
        Agent = "agent",
        /// His own membership, which ends.
        Membership = "membership",
    }
);

impl ItemKind {
    /// Whether it needs somebody who takes it over; without one it is let go.
    pub const fn has_successor(self) -> bool {
        !matches!(self, Self::Membership)
    }
}

crate::words!(
    /// Where an item stands.
    ItemState {
        /// Not begun.
        Planned = "planned",
        /// Waits to be sent to the platform.
        Queued = "queued",
        /// Sent; the platform did not say yet that it has it.
        Sent = "sent",
        /// The platform has it, and the customer has 24 hours to refuse.
        Waiting = "waiting",
        /// The successor has it.
        Done = "done",
        /// The customer refused.
        Refused = "refused",
        /// The successor's contacts are full.
        Full = "full",
        /// Too often at present; goes on by itself when it may.
        Limit = "limit",
        /// Did not work; the reason says why.
        Failed = "failed",
        /// Put back.
        Undone = "undone",
        /// Nobody was to take it: it stays where it is.
        Left = "left",
    }
);

impl ItemState {
    /// Whether it did not go over, and a person may want to see to it.
    pub const fn is_trouble(self) -> bool {
        matches!(self, Self::Refused | Self::Full | Self::Failed)
    }

    /// Whether something is still to come by itself.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Queued | Self::Sent | Self::Waiting | Self::Limit)
    }

    /// Whether a person can have it tried again.
    pub const fn can_be_retried(self) -> bool {
        matches!(self, Self::Refused | Self::Full | Self::Failed | Self::Left)
    }
}

crate::words!(
    /// What keeps an item from going over, or kept it.
    Bar {
        /// Handed over twice in 90 days; the date says from when again.
        TwiceIn90Days = "twice_in_90_days",
        /// Waits for the customer already, or is in another hand-over.
        UnderWay = "under_way",
        /// Left more than a year ago.
        LeftLongAgo = "left_long_ago",
        /// The leaver is not known on the platform.
        LeaverNotThere = "leaver_not_there",
        /// The successor is not known on the platform.
        SuccessorNotThere = "successor_not_there",
        /// The successor is not active here any more.
        SuccessorGone = "successor_gone",
        /// More groups of one owner than a day takes; goes on by itself.
        GroupsADay = "groups_a_day",
        /// The licence moved less than 30 days ago; goes on by itself.
        LicenceRests = "licence_rests",
        /// The group is full: the change has to be confirmed on the platform.
        ConfirmThere = "confirm_there",
        /// The successor's contacts are full.
        SuccessorFull = "successor_full",
        /// The successor has one already.
        SuccessorHasOne = "successor_has_one",
        /// The successor is not verified on the platform, or banned there.
        SuccessorNotFit = "successor_not_fit",
        /// One of the two did not sign in there for a year.
        Inactive = "inactive",
        /// Outside what the application sees there.
        OutOfSight = "out_of_sight",
        /// It is no longer the leaver's.
        NotHis = "not_his",
        /// It is gone: deleted, ended, dissolved.
        Gone = "gone",
        /// The platform refused with a number that nobody documents.
        PlatformSaidNo = "platform_said_no",
        /// Somebody changed it here meanwhile.
        Changed = "changed",
    }
);

/// How a thing goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handing {
    /// Here, in one transaction, and back in one.
    Here,
    /// By the platform, which asks the customer; another transfer brings it back, twice in 90 days at most.
    Platform,
    /// By the platform, for good.
    PlatformForGood,
}

/// One thing that goes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: HandoverItemId,
    /// What it is.
    pub kind: ItemKind,
    /// The id of the thing.
    pub subject: String,
    /// Its name; empty for what is gone.
    pub name: String,
    /// From whom.
    pub leaver_id: MemberId,
    /// The name.
    pub leaver: String,
    /// To whom; `None` lets it go.
    pub to_id: Option<MemberId>,
    /// The name.
    pub to: String,
    /// Where it stands.
    pub state: ItemState,
    /// What keeps it, or kept it.
    pub reason: Option<Bar>,
    /// The platform's number, where it gave one.
    pub code: Option<i64>,
    /// When it may go, or when the customer's time is over.
    pub eligible_at: Option<Moment>,
    /// How it goes over, and whether it comes back.
    pub handing: Handing,
}

/// Which items are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemQuery {
    /// Of which hand-over.
    pub handover: HandoverId,
    /// Only of this kind.
    #[serde(default)]
    pub kind: Option<ItemKind>,
    /// Only in this state.
    #[serde(default)]
    pub state: Option<ItemState>,
    /// Only to this successor.
    #[serde(default)]
    pub to: Option<MemberId>,
    /// Only what something stands in the way of.
    #[serde(default)]
    pub barred: bool,
    /// Only what goes over in this way.
    #[serde(default)]
    pub handing: Option<Handing>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}
