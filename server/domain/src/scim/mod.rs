//! SCIM 2.0 (RFC 7643, RFC 7644): identity providers keep members and groups up to date.
//!
//! A connection of the kind [`model::connection::ConnectionKind::Scim`] has a [`token`]; [`authenticate`] turns it into
//! a [`Caller`] with the switches of the connection, as whom all that a provider does is told in the activity.
//! [`users`] are members who are linked to the connection, and no others: a provider never learns of people whom it
//! does not keep. What it sent is kept as it sent it (`scim_users`), or it would send it again and again; what becomes
//! of it in `members` is said in `users/carry.rs`. [`groups`] are kept with their members and, where a switch is on,
//! are departments below the root.
//!
//! A body goes through [`body`] (names, kinds) or [`patch`] before it becomes a [`users::User`] or a [`groups::Group`];
//! a filter through [`filter`]. To add an attribute: its line in `schemas/`, its column, its line in
//! `users/columns.rs`.

mod access;
mod authenticate;
mod body;
mod filter;
pub mod groups;
mod health;
mod list;
mod patch;
mod refusal;
mod resource;
mod revoke;
pub mod schema;
mod search;
mod settle;
mod token;
pub mod users;

pub use access::access;
pub use authenticate::{Caller, authenticate};
pub use health::failed;
pub use list::{Found, Query};
pub use refusal::{Kind, Refusal, Told, of_problem};
pub use resource::{Change, Resource, Tag};
pub use revoke::revoke;
pub use search::search;
pub(crate) use settle::{remove, switched};
pub use token::{make, make_here};

/// Where all of it is, below the address of the server.
pub const ROOT: &str = "/scim/v2";
