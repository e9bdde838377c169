//! Putting back what a restoration did, and what a deletion did.

use super::apply;
use crate::audit::Record;
use crate::change::{Context, Inverted, Row, kept};
use crate::customers::bin::copy;
use crate::customers::bin::rows::{self, Meta};
use crate::customers::deletion::apply::put;
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::{Code, CustomerId};
use serde::Deserialize;

/// What a restoration kept.
#[derive(Deserialize)]
struct Before {
    meta: Meta,
    merged: Option<CustomerId>,
}

/// Puts somebody who came back into the bin again, with the day on which he was to be erased.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    if before.merged.is_some() {
        // Nobody can tell any more which of the two a relation came from.
        return Ok(kept("merged"));
    }
    let id = CustomerId(row.subject_id.clone().unwrap_or_default());
    let copies = copy::of(conn, &context.organisation, std::slice::from_ref(&id)).await?;
    let Some(copy) = copies.first() else { return Ok(kept("deleted")) };
    if Some(copy.customer.revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    put(conn, context, &copies, &before.meta).await?;
    Ok(Inverted::Undone(Record::new(Verb::Undo, Subject::Customer, &id, &row.name)))
}

/// Brings somebody back whom a deletion put into the bin.
pub(in crate::customers) async fn invert_deletion(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let id = CustomerId(row.subject_id.clone().unwrap_or_default());
    match rows::find(conn, context, &id).await? {
        // Restored, erased, or deleted anew by another set.
        None => return Ok(kept("deleted")),
        Some(entry) if entry.set_id != context.set => return Ok(kept("edited")),
        Some(_) => {}
    }
    match apply::apply(conn, context, row).await {
        Ok(_) => Ok(Inverted::Undone(Record::new(Verb::Undo, Subject::Customer, &id, &row.name))),
        Err(error) if error.code() == Some(Code::WrongState) => Ok(kept("here_again")),
        Err(error) => Err(error),
    }
}
