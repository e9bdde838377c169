//! Deleting customers: proposed with what hangs on them, carried out into the recycle bin, put back from there.
//!
//! WeCom has no call that deletes a customer (reference: document 92114 and its neighbours list none): what is deleted here
//! stays there, and a tombstone keeps the next synchronisation from bringing it back.

pub(super) mod apply;
mod delete;
mod draft;
mod impact;
mod judge;

pub use delete::{delete, delete_many, delete_one};
pub(crate) use draft::draft_deletion;
pub use impact::impact;
pub(crate) use judge::drafts_of;
pub(super) use judge::outside;

use crate::change::{Applied, Context, Inverted, Kind, Row};
use crate::{Conn, Result};
use futures::future::BoxFuture;
use model::deletion::Deletion;
use model::{ChangeSetId, OrganisationId};

/// The kind of change.
pub(crate) struct Deletions;

impl Kind for Deletions {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(apply::apply(conn, context, rows))
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(super::restoration::invert_deletion(conn, context, row))
    }

    fn topics(&self) -> &'static [&'static str] {
        &["customers", "bin"]
    }
}

/// Writes down why the customers of a set are deleted.
pub(crate) async fn explain(conn: &mut Conn, set: &ChangeSetId, deletion: &Deletion) -> Result<()> {
    sqlx::query("insert into deletions (set_id, reason, basis, basis_note) values ($1, $2, $3, $4)")
        .bind(set)
        .bind(&deletion.reason)
        .bind(deletion.basis)
        .bind(&deletion.basis_note)
        .execute(conn)
        .await?;
    Ok(())
}

/// How many customers an organisation has: what a removal is compared with.
async fn count_all(conn: &mut Conn, organisation: &OrganisationId) -> Result<i64> {
    let count = sqlx::query_scalar("select count(*) from customers where organisation_id = $1 and ended = $2");
    Ok(count.bind(organisation).bind(false).fetch_one(conn).await?)
}
