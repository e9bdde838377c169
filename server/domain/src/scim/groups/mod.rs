//! Groups of a provider's users.
//!
//! [`create`], [`get`], [`list`], [`save`] (PUT and PATCH) and [`delete`] are the use cases; [`rows`] how groups are
//! kept, [`people`] who comes and goes, [`department`] what becomes of a group where groups are departments.

mod columns;
mod create;
mod delete;
mod department;
mod get;
mod group;
pub(super) mod list;
mod people;
mod rows;
mod save;

pub use create::create;
pub use delete::delete;
pub(super) use department::become_departments;
pub use get::get;
pub use group::Group;
pub use list::list;
pub(super) use people::leave_all;
pub use save::save;
