//! API keys: how scripts sign in, and what keeps a script's retry from doing a thing twice.

mod authenticate;
mod create;
pub mod idempotency;
mod list;
mod revoke;
mod rows;

pub(crate) use authenticate::viewer_of;
pub use authenticate::{Caller, authenticate};
pub use create::{create, create_here};
pub use list::list;
pub use revoke::revoke;
