//! Roles: who may do what, and those of the organisation's own.
//!
//! * [`page`]: what the page is made of; [`column`]: a role as the matrix shows it; [`group`]: rights, by what they are about.
//! * [`matrix`]: rights beside roles; on a phone [`sheets`]: one role after the other.
//! * [`form`] with [`ticks`]: making and changing a role; [`delete`]: deleting one.

mod column;
mod delete;
mod form;
mod group;
mod matrix;
mod page;
mod sheets;
mod ticks;

pub use page::RolesPage;

use super::speech::language;
use crate::words::roles::RolesWords;

fn words() -> &'static RolesWords {
    RolesWords::get(language())
}
