//! Who has an account on a platform, whatever the platform is: enough to match accounts with people.
//!
//! A [`Directory`] is read page by page from its beginning. There are four:
//!
//! * [`file`](mod@file) reads a CSV or JSON Lines file that another program wrote on this server.
//! * [`scim`] reads the users of any SCIM 2.0 service provider.
//! * [`CXone`](crate::cxone::CXone) is one itself, and so is [`RingCentral`](crate::ringcentral::RingCentral).
//!
//! A row that cannot be read has its place among the others, with where it stands and why, so that one bad row hides
//! nobody.

mod account;
mod cxone;
mod error;
pub mod file;
mod ringcentral;
pub mod scim;

use std::fmt;

use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

pub use account::{Account, BadRow, Place, RowFault};
pub use error::{Decision, DirectoryError, Reason};

/// A place in a listing. Opaque; keep it after every page and a broken run goes on from there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

/// One page. The listing ends when `next` is `None`, not when a page is short or empty.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub rows: Vec<Result<Account, BadRow>>,
    pub next: Option<Cursor>,
    /// How many rows there are altogether, where the platform says so.
    pub total: Option<u64>,
}

/// A list of accounts. Who comes or goes while it is read may be missing or come twice: an account's `id` tells, and
/// nobody is gone before the last page was read.
pub trait Directory: fmt::Debug + Send + Sync {
    /// The page at a place; the first one without.
    ///
    /// # Errors
    /// [`DirectoryError::decision`] tells whether to come back, to begin anew, or to tell a person. Nothing was
    /// skipped.
    fn accounts<'a>(&'a self, from: Option<&'a Cursor>) -> BoxFuture<'a, Result<Page, DirectoryError>>;
}
