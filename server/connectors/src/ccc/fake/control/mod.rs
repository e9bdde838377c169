//! What the platform does not have: agents and administrators at work, and faults. The paths are in
//! [`crate::fake::control`].

mod act;
mod action;
mod fault;

pub(super) use act::{act, add_group, blank};
pub use action::Action;
pub use fault::{Fault, FaultKind};
