//! What travels on the wire, read with tolerance: unknown fields are ignored, missing and `null` ones are empty, numbers
//! may be texts.

mod group;
mod new_staff;
mod seat;
mod staff;
mod status;

pub use group::{GroupKind, NewSkillGroup, SkillGroup, SkillGroupChange, SkillGroupId};
pub use new_staff::{NewStaff, Role, StaffChange};
pub use seat::{Application, Purchase};
pub use staff::{Staff, StaffSkillGroup};
pub use status::{Metrics, NewStatus, Presence, StaffStatus, StatusChange};
