//! Bringing customers back out of the recycle bin: proposed with what comes back and what cannot, carried out, put back.

mod apply;
mod invert;
mod judge;
mod restore;

pub(super) use apply::put_relation;
pub(super) use invert::invert_deletion;
pub use restore::restore;

use crate::change::{Applied, Context, Inverted, Kind, Row, one_by_one};
use crate::{Conn, Result};
use futures::future::BoxFuture;

/// The kind of change.
pub(crate) struct Restorations;

impl Kind for Restorations {
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
        &["customers", "bin"]
    }
}
