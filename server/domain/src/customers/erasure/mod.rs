//! Erasing customers from the recycle bin: before their time with a second person, and by itself when their time is up.

#[cfg(not(feature = "postgres"))]
mod again;
mod certificates;
mod due;
mod erase;
mod scrub;

#[cfg(not(feature = "postgres"))]
pub(crate) use again::erase_again;
pub use certificates::{certificate, certificates};
pub use due::erase_due;
pub use erase::erase;

use crate::change::{Applied, Context, Inverted, Kind, Row, kept};
use crate::customers::bin::rows;
use crate::{Conn, Result};
use futures::future::BoxFuture;
use model::{Code, CustomerId};
use serde_json::json;

/// The kind of change.
pub(crate) struct Erasures;

impl Kind for Erasures {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(async move {
            let by: Option<String> = match &context.by {
                Some(by) => {
                    sqlx::query_scalar("select name from members where id = $1")
                        .bind(by)
                        .fetch_optional(&mut *conn)
                        .await?
                }
                None => None,
            };
            let by = by.unwrap_or_default();
            let mut done = Vec::with_capacity(rows.len());
            for row in rows {
                let id = CustomerId(row.subject_id.clone().unwrap_or_default());
                let entry = rows::find(conn, context, &id).await?.ok_or(Code::NotFound)?;
                let record = scrub::scrub(conn, context, &entry, &by).await?;
                done.push(Applied { subject_id: id.0, revision: 1, restore: json!({}), record: Some(record) });
            }
            Ok(done)
        })
    }

    fn invert<'a>(&'a self, _: &'a mut Conn, _: &'a Context, _: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(async { Ok(kept("erased")) })
    }

    fn topics(&self) -> &'static [&'static str] {
        &["bin"]
    }
}
