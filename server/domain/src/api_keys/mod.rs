//! API keys: how scripts sign in, and what keeps a script's retry from doing a thing twice.

mod addresses;
mod authenticate;
mod create;
pub mod idempotency;
mod list;
mod revoke;
mod rotate;
mod rows;
mod save;

pub(crate) use authenticate::viewer_of;
pub use authenticate::{Caller, authenticate};
pub(crate) use create::here;
pub use create::{create, create_here};
pub use list::{get, list, page};
pub use revoke::revoke;
pub use rotate::{rotate, rotate_here};
pub use save::save;
