//! The words that browser and server share: ids, wire types, validation, permissions.
//!
//! Nothing here does I/O, reads a clock or draws a random number, so that the same rules run in the browser,
//! in the server and in a property test. One file a noun; each holds the noun's wire types and its rules.
//! To add a noun, add its id to [`id`], its file here, its permissions to [`permission`], and then follow the
//! list in CONTRIBUTING.md.

pub mod account;
pub mod agent;
pub mod agent_edit;
pub mod api_key;
pub mod audit;
pub mod backup;
pub mod change;
pub mod connection;
pub mod conversation;
pub mod customer;
pub mod customer_edit;
pub mod deletion;
pub mod department;
pub mod event;
pub mod export;
pub mod group;
pub mod handover;
pub mod id;
pub mod import;
pub mod invitation;
pub mod invite;
pub mod join;
pub mod join_details;
pub mod join_rules;
pub mod language;
pub mod limits;
pub mod mapping;
pub mod member;
pub mod merge;
pub mod moment;
pub mod organisation;
pub mod outbox;
pub mod page;
pub mod permission;
pub mod presence;
pub mod presence_sync;
pub mod privacy;
pub mod problem;
pub mod profile;
pub mod retention;
pub mod revert;
pub mod role;
pub mod run;
pub mod scim;
pub mod seat;
pub mod setting;
pub mod skill_group;
pub mod tag;
pub mod text;
pub mod topics;
pub mod webhook;

pub use id::*;
pub use moment::Moment;
pub use problem::{Code, Field, Problem};

/// Declares an enumeration whose wire, database and URL form is one lower-case word a variant.
///
/// One list instead of three (serde names, SQL names, a parser), so that they cannot drift apart.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "sql", derive(sqlx::Type))]
        #[cfg_attr(feature = "sql", sqlx(type_name = "text"))]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $word)] #[cfg_attr(feature = "sql", sqlx(rename = $word))] $variant),+
        }
        impl $name {
            /// Every variant, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word used on the wire, in URLs and in the database.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// The variant of a word; `None` for anything else.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.word()) }
        }
    };
}
