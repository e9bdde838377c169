//! Members: an account's place in the organisation.

mod bulk;
mod edit;
mod export;
mod list;
mod paging;
mod role;
mod search;
mod step;
