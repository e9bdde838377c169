//! What travels on the wire, read with tolerance: unknown fields are ignored, missing ones are empty, and words nobody
//! here knows are kept as they came.

mod directory;
mod extension;
mod id;
mod moment;
mod page;
mod presence;
mod subscription;
mod words;

pub use directory::{AccountType, DirectoryEntry, EntryStatus, PhoneNumber, Site};
pub use extension::{Contact, Extension};
pub use id::{ExtensionId, SubscriptionId};
pub(super) use moment::moment;
pub(super) use page::Listing;
pub use page::Page;
pub use presence::{
    CallerIdVisibility, DndStatus, ExtensionRef, MeetingStatus, Presence, PresenceChange, PresenceStatus,
    TelephonyStatus, UserStatus,
};
pub use subscription::{Blacklisted, DeliveryMode, DisabledFilter, Subscription, SubscriptionStatus};
