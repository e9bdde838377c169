//! Putting tags of the organisation's own on many customers and taking them off: proposed, carried out, put back.

mod apply;
mod draft;
mod judge;
mod tag;

pub(crate) use draft::draft_tagging;
pub(super) use judge::seen;
pub use tag::{tag, tag_many};

use crate::change::{Applied, Context, Inverted, Kind, Row};
use crate::{Conn, Result};
use futures::future::BoxFuture;
use model::TagId;
use serde::{Deserialize, Serialize};

/// What is to become of the tags of one customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    /// Tags that come; those that were there already are not among them.
    add: Vec<TagId>,
    /// Tags that go; those that were not there are not among them.
    remove: Vec<TagId>,
}

/// The kind of change.
pub(crate) struct Taggings;

impl Kind for Taggings {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(apply::apply(conn, context, rows))
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(apply::invert(conn, context, row))
    }

    fn topics(&self) -> &'static [&'static str] {
        &["customers"]
    }
}
