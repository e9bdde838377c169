//! Why one row of a transfer was refused, and what to do with it.
//!
//! A call that hands over many answers `errcode` 0 and a code for each of them. Whole-call codes are
//! [`WeComError`](super::WeComError); the same numbers may come either way, so both can be read with
//! [`TransferRefusal::from_code`].

use thiserror::Error;

/// The refusal of one customer [D 92125, 94081], one group [D 92127, 95703] or one seat [D 97192], in the platform's
/// numbers [D 90313].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum TransferRefusal {
    /// 40096.
    #[error("no such customer, or not his")]
    UnknownCustomer,
    /// 40097, of the call for leavers.
    #[error("who hands over has not left")]
    NotLeft,
    /// 40098.
    #[error("the successor is not real-name verified")]
    NotVerified,
    /// 40099.
    #[error("the successor's contacts are full")]
    ContactsFull,
    /// 40100 and 40129.
    #[error("a transfer of this customer is waiting already")]
    InTransfer,
    /// 40128, for the limit of 90 days; and 45009, since for the day's limit of groups no number is published. See
    /// [`quota`](super::quota).
    #[error("transferred too often")]
    TooOften,
    /// 40130.
    #[error("both are the same member")]
    SamePerson,
    /// 40131.
    #[error("who hands over does not follow this customer")]
    NotFollower,
    /// 40143.
    #[error("the member is banned")]
    Banned,
    /// 40205, and 90510 for groups.
    #[error("the member did not sign in for a year")]
    Inactive,
    /// 45035.
    #[error("another transfer of the same member is under way")]
    Conflict,
    /// 60011.
    #[error("out of the application's sight")]
    OutOfScope,
    /// 60111, and 701019 for seats.
    #[error("no such member")]
    UnknownMember,
    /// 84061.
    #[error("there is no relation any more")]
    NoRelation,
    /// 90500, of the call for leavers' groups.
    #[error("the group's owner has not left")]
    OwnerNotLeft,
    /// 90501 and 90509.
    #[error("not a customer group")]
    NotCustomerGroup,
    /// 90502, of the on-job call.
    #[error("the group's owner has left")]
    OwnerLeft,
    /// 90503.
    #[error("the group is full, and the change must be confirmed in WeCom")]
    ConfirmInClient,
    /// 90504.
    #[error("he owns the group already")]
    OwnerUnchanged,
    /// 90507.
    #[error("the group is being inherited")]
    BeingInherited,
    /// 90508.
    #[error("the group was inherited already")]
    AlreadyInherited,
    /// 49008.
    #[error("the group is dissolved")]
    Dissolved,
    /// 701016 and 701099.
    #[error("there is no active seat to move")]
    NoSeat,
    /// 701017.
    #[error("the seat moved less than 30 days ago")]
    SeatRests,
    /// 701018.
    #[error("the successor has a seat for more than 20 days")]
    HasSeat,
    /// 701020.
    #[error("the member stands in the list twice")]
    Duplicate,
    /// 701030.
    #[error("the seat would last more than five years")]
    SeatTooLong,
    /// 701081.
    #[error("somebody else changed the seat meanwhile")]
    SeatConflict,
    /// 701088 and 701089.
    #[error("out of the sight of the provider's application")]
    OutOfProviderScope,
    /// A number nobody listed.
    #[error("refused with {0}")]
    Unknown(i64),
}

/// What to do with a refused row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Passing: again after a pause, one transfer of a member at a time.
    RetryLater,
    /// It is on its way: read the result, do not send it again.
    Poll,
    /// The successor cannot take it.
    PickAnother,
    /// The call for the other case takes it: on-job for who is here, the leavers' for who has left.
    UseOtherCall,
    /// There is nothing to hand over, or it is done.
    Drop,
    /// A person has to do something in WeCom first: sign in, confirm, widen the visible range.
    AskSomebody,
    /// A date from our own log: when the rule allows it again.
    NotYet,
    /// What we know is old: read members, customers or groups again, then decide.
    ReadAgain,
}

impl TransferRefusal {
    /// `None` for 0, which is no refusal.
    pub fn from_code(code: i64) -> Option<Self> {
        Some(match code {
            0 => return None,
            40096 => Self::UnknownCustomer,
            40097 => Self::NotLeft,
            40098 => Self::NotVerified,
            40099 => Self::ContactsFull,
            40100 | 40129 => Self::InTransfer,
            40128 | 45009 => Self::TooOften,
            40130 => Self::SamePerson,
            40131 => Self::NotFollower,
            40143 => Self::Banned,
            40205 | 90510 => Self::Inactive,
            45035 => Self::Conflict,
            49008 => Self::Dissolved,
            60011 => Self::OutOfScope,
            60111 | 701_019 => Self::UnknownMember,
            84061 => Self::NoRelation,
            90500 => Self::OwnerNotLeft,
            90501 | 90509 => Self::NotCustomerGroup,
            90502 => Self::OwnerLeft,
            90503 => Self::ConfirmInClient,
            90504 => Self::OwnerUnchanged,
            90507 => Self::BeingInherited,
            90508 => Self::AlreadyInherited,
            701_016 | 701_099 => Self::NoSeat,
            701_017 => Self::SeatRests,
            701_018 => Self::HasSeat,
            701_020 => Self::Duplicate,
            701_030 => Self::SeatTooLong,
            701_081 => Self::SeatConflict,
            701_088 | 701_089 => Self::OutOfProviderScope,
            code => Self::Unknown(code),
        })
    }

    pub fn remedy(self) -> Remedy {
        match self {
            Self::Conflict | Self::Duplicate => Remedy::RetryLater,
            Self::InTransfer | Self::BeingInherited => Remedy::Poll,
            Self::NotVerified
            | Self::ContactsFull
            | Self::SamePerson
            | Self::Banned
            | Self::HasSeat
            | Self::SeatTooLong => Remedy::PickAnother,
            Self::NotLeft | Self::OwnerNotLeft | Self::OwnerLeft => Remedy::UseOtherCall,
            Self::NotFollower
            | Self::NoRelation
            | Self::NotCustomerGroup
            | Self::OwnerUnchanged
            | Self::AlreadyInherited
            | Self::Dissolved
            | Self::NoSeat => Remedy::Drop,
            Self::Inactive | Self::OutOfScope | Self::OutOfProviderScope | Self::ConfirmInClient | Self::Unknown(_) => {
                Remedy::AskSomebody
            }
            Self::TooOften | Self::SeatRests => Remedy::NotYet,
            Self::UnknownCustomer | Self::UnknownMember | Self::SeatConflict => Remedy::ReadAgain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_nobody_listed_are_kept() {
        assert_eq!(TransferRefusal::from_code(10001), Some(TransferRefusal::Unknown(10001)));
        assert_eq!(TransferRefusal::from_code(0), None);
    }

    #[test]
    fn two_numbers_for_one_thing_are_one_refusal() {
        for (one, other) in [(40100, 40129), (90501, 90509), (40205, 90510), (701_088, 701_089)] {
            assert_eq!(TransferRefusal::from_code(one), TransferRefusal::from_code(other));
        }
    }

    #[test]
    fn what_to_do_follows_from_the_number() {
        let remedy = |code| TransferRefusal::from_code(code).unwrap().remedy();
        for (code, expected) in [
            (45035, Remedy::RetryLater),
            (40129, Remedy::Poll),
            (40099, Remedy::PickAnother),
            (40097, Remedy::UseOtherCall),
            (40131, Remedy::Drop),
            (40205, Remedy::AskSomebody),
            (40128, Remedy::NotYet),
            (701_017, Remedy::NotYet),
            (40096, Remedy::ReadAgain),
        ] {
            assert_eq!(remedy(code), expected, "{code}");
        }
    }
}
