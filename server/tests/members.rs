//! Members: an account's place in the organisation.

mod edit;
mod list;
mod paging;
mod role;
mod search;
mod step;
