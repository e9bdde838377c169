//! What travels on the wire, read with tolerance: unknown fields are ignored, missing ones are empty, and numbers may
//! be texts where the platform is known to do that.

mod archive;
mod contact;
mod customer;
mod group;
mod id;
mod inheritance;
mod licence;

pub(crate) use crate::lenient;
pub(crate) use archive::AgreementRow;
pub use archive::{Agreement, ArchiveEdition, ArchivedGroup, ArchivedGroupMember, Consent};
pub use contact::{Department, DepartmentId, MemberDepartment, User, UserStatus};
pub use customer::{
    CustomerDetail, ExternalContact, Follow, FollowWithTagIds, FollowedCustomer, Follower, FollowerTag, Tag, TagGroup,
};
pub use group::{GroupChat, GroupFilter, GroupMember, GroupPerson, GroupRow, GroupStatus, GroupTransferFailure};
pub use id::{Cursor, Page, UserId};
pub use inheritance::{TransferOutcome, TransferResult, TransferStatus, UnassignedCustomer};
pub use licence::{Licence, LicenceMove, LicenceOutcome, LicenceStanding};
