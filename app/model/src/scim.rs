//! SCIM 2.0 (RFC 7643, RFC 7644): an identity provider's way to keep members and groups up to date.

use crate::{Moment, limits};
use serde::{Deserialize, Serialize};

/// What every token begins with, so that scanners of source code find those that were committed.
pub const TOKEN_BEGINS: &str = "mscim_";
/// Requests a minute that one provider may send. Entra ID wants 25 a second.
pub const RATE: i64 = 3_000;
/// The most resources on one page, also what a page has unless told otherwise.
pub const MAX_PAGE: i64 = 200;
/// A value that a provider sends, in characters. What becomes a field of a member has that field's limit.
pub const MAX_VALUE: usize = limits::EMAIL;
/// E-mail addresses, or phone numbers, of one user.
pub const MAX_VALUES: usize = 20;
/// A filter, in characters.
pub const MAX_FILTER: usize = 4_000;
/// Comparisons in a filter, and how deep it may be nested: SQLite takes expressions up to a depth of 1 000.
pub const MAX_COMPARISONS: usize = 100;
/// Operations in one PATCH.
pub const MAX_OPERATIONS: usize = 1_000;

crate::words!(
    /// What went wrong, as far as SCIM has a word for it (RFC 7644 table 9).
    Kind {
        /// The filter cannot be read, or compares what cannot be compared.
        InvalidFilter = "invalidFilter",
        /// The request asks for more than the server takes at once.
        TooMany = "tooMany",
        /// A value that must be unique is in use.
        Uniqueness = "uniqueness",
        /// The attribute cannot be changed.
        Mutability = "mutability",
        /// The body is not what the request needs.
        InvalidSyntax = "invalidSyntax",
        /// The path of a PATCH operation cannot be read.
        InvalidPath = "invalidPath",
        /// The path of a PATCH operation leads nowhere.
        NoTarget = "noTarget",
        /// A value is missing or cannot be taken.
        InvalidValue = "invalidValue",
    }
);

/// How the access of an identity provider stands: never the text of its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScimAccess {
    /// Where the provider is to be pointed at.
    pub base_url: String,
    /// The token; none until one is made, and after it was withdrawn.
    pub token: Option<ScimToken>,
    /// When the provider last asked for something, to the minute.
    pub last_used_at: Option<Moment>,
    /// From which network address that was.
    pub last_used_address: String,
    /// When something was last refused.
    pub last_failed_at: Option<Moment>,
    /// What that was: method, address and the answer.
    pub last_failure: String,
    /// Users that the provider keeps.
    pub users: i64,
    /// Groups that it keeps.
    pub groups: i64,
    /// Changes with every change of the token.
    pub revision: i64,
}

/// A token as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScimToken {
    /// How its text begins, to tell one from another.
    pub prefix: String,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Moment,
    /// How the one before it begins, as long as that works on.
    pub old_prefix: Option<String>,
    /// Until when that works.
    pub old_until: Option<Moment>,
}

/// A new token, whose text is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshScimToken {
    /// How the access stands now.
    pub access: ScimAccess,
    /// The text of the token.
    pub token: String,
}
