//! Users: members whom a provider keeps.
//!
//! [`create`], [`get`], [`list`], [`save`] (PUT and PATCH) and [`delete`] are the use cases. Beside them: [`user`],
//! what a provider sends; [`rows`], how it is kept; [`columns`], what can be searched by; [`carry`] and [`place`], what
//! becomes of it in the member; [`active`], suspending and letting in again.

mod active;
mod carry;
mod check;
mod columns;
mod create;
mod delete;
mod get;
pub(super) mod list;
mod name;
mod place;
mod rows;
mod save;
mod told;
mod user;

pub use create::create;
pub use delete::delete;
pub use get::get;
pub use list::list;
pub(super) use rows::touch;
pub use save::save;
pub use user::User;
