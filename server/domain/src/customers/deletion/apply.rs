//! Moving customers into the recycle bin.

use super::judge::{Bar, kept_until};
use crate::audit::Record;
use crate::change::{Applied, Context, Row};
use crate::customers::bin::copy::{self, Copy};
use crate::customers::{bin, holds, rules, tombstones};
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::{Code, CustomerId, MemberId, moment};
use serde_json::json;

/// Seals a copy of each customer, with everything that hangs on him, and takes him out of the tables.
///
/// # Errors
/// [`Code::NotFound`] for one who is gone meanwhile, [`Code::LegalHold`] and [`Code::Retention`] for one who may not go by now.
pub(super) async fn apply(conn: &mut Conn, context: &Context, rows: &[Row]) -> Result<Vec<Applied>> {
    let now = context.clock.now();
    let ids: Vec<CustomerId> = rows.iter().map(|row| CustomerId(row.subject_id.clone().unwrap_or_default())).collect();
    let copies = copy::of(conn, &context.organisation, &ids).await?;
    if copies.len() != ids.len() {
        return Err(Code::NotFound.into());
    }
    // The law asks at the moment of deleting, not at that of proposing.
    if let Some(until) = holds::until(conn, &ids, now).await?.into_values().next() {
        return Err(Bar::Held(until).problem().into());
    }
    let rules = rules::find(conn, &context.organisation).await?;
    for copy in &copies {
        let last = copy.relations.iter().map(|part| part.since).chain([copy.customer.added_at]).max();
        if let Some(until) = last.and_then(|last| kept_until(&rules, last, now)) {
            return Err(Bar::Kept(until).problem().into());
        }
    }
    let (by, member): (String, Option<MemberId>) =
        sqlx::query_as("select created_by, created_by_member from change_sets where id = $1")
            .bind(&context.set)
            .fetch_one(&mut *conn)
            .await?;
    let meta = bin::rows::Meta {
        set_id: context.set.clone(),
        deleted_by: by,
        deleted_by_member: member,
        deleted_at: now,
        erase_at: now.plus(rules.bin_days * moment::DAY),
    };
    put(conn, context, &copies, &meta).await?;
    Ok(copies
        .into_iter()
        .map(|copy| {
            let owners: Vec<&str> = copy.relations.iter().map(|part| part.member.as_str()).collect();
            let record = Record::new(Verb::Delete, Subject::Customer, &copy.customer.id, &copy.customer.name)
                .fields(json!({ "company": copy.customer.company, "owners": owners }), json!(null));
            Applied { subject_id: copy.customer.id.0, revision: 1, restore: json!({}), record: Some(record) }
        })
        .collect())
}

/// Puts customers into the bin and takes them out of the tables.
pub(in crate::customers) async fn put(
    conn: &mut Conn,
    context: &Context,
    copies: &[Copy],
    meta: &bin::rows::Meta,
) -> Result<()> {
    let ids: Vec<CustomerId> = copies.iter().map(|copy| copy.customer.id.clone()).collect();
    let links: Vec<_> = copies
        .iter()
        .flat_map(|copy| &copy.links)
        .map(|link| (&link.connection_id, link.external_id.as_str(), &link.customer_id))
        .collect();
    tombstones::set(conn, &links, meta.deleted_at).await?;
    copy::remove(conn, &ids).await?;
    bin::rows::insert(conn, context, copies, meta).await
}
