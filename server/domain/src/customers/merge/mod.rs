//! Making one customer of several that are the same person: found, previewed, carried out, put back.
//!
//! Each row of the change set brings one customer into the one that is kept: relations, ids on platforms, tags and holds go over, fields
//! that are empty there are filled. The row remembers all of it, so that undo takes the two apart again.

mod apply;
mod duplicates;
mod invert;
mod judge;
mod now;
mod preview;
mod request;

pub(super) use apply::write;
pub(crate) use duplicates::find_duplicates;
pub use duplicates::look_for_duplicates;
pub(super) use now::{absorbed, now};
pub use preview::preview;
pub use request::merge;

use super::bin::copy::{Copy, RelationPart};
use super::rows::Whole;
use crate::change::{Applied, Context, Inverted, Kind, Row, one_by_one};
use crate::{Conn, Result};
use futures::future::BoxFuture;
use model::customer_edit::CustomerField;
use model::{CustomerId, HoldId, RelationId, TagId};
use serde::{Deserialize, Serialize};

/// What a row carries: who becomes part of whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Change {
    keep: CustomerId,
    /// Fields whose value comes from the one who goes.
    take: Vec<CustomerField>,
    /// Fields that stay as the kept one has them, even if that is empty.
    leave: Vec<CustomerField>,
}

/// How both were before, and what was moved.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    keep: Whole,
    gone: Copy,
    /// Relations that went over, with the revisions that they had.
    moved: Vec<(RelationId, i64)>,
    /// Relations of either that were removed, because the other's with the same member stayed; with their tags.
    removed: Vec<(RelationPart, Vec<TagId>)>,
    /// Tags of the organisation's own that the kept one did not have.
    tags: Vec<TagId>,
    holds: Vec<HoldId>,
    /// Who had become part of the one who went.
    absorbed: Vec<CustomerId>,
}

/// The kind of change.
pub(crate) struct Merges;

impl Kind for Merges {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(one_by_one(conn, context, rows, |conn, context, row| Box::pin(apply::apply(conn, context, row))))
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(invert::invert(conn, context, row))
    }

    fn topics(&self) -> &'static [&'static str] {
        &["customers"]
    }
}
