//! Taking a customer away again whom an import added.

use super::{kept, untouched};
use crate::audit::Record;
use crate::change::{Context, Inverted, Row};
use crate::customers::bin::copy;
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use serde_json::json;

/// Removes a customer that an import added, if nobody touched him since and nothing hangs on him.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let found = match untouched(conn, context, row).await? {
        Ok(found) => found,
        Err(kept) => return Ok(kept),
    };
    let held: i64 = sqlx::query_scalar(
        "select (select count(*) from customer_holds where customer_id = $1) + (select count(*) from customer_links where customer_id = $1) \
         + (select count(*) from customer_merges where into_id = $1) \
         + (select count(*) from relations where customer_id = $1 and connection_id is not null)",
    )
    .bind(&found.id)
    .fetch_one(&mut *conn)
    .await?;
    if held > 0 {
        return Ok(kept("in_use"));
    }
    copy::remove(conn, std::slice::from_ref(&found.id)).await?;
    let record = Record::new(Verb::Undo, Subject::Customer, &found.id, &found.name)
        .fields(json!({ "company": found.company, "phone": found.phone, "email": found.email }), json!(null));
    Ok(Inverted::Undone(record))
}
