//! Bringing one customer into another.

use super::judge::{bar, fields};
use super::{Before, Change, absorbed};
use crate::audit::{Record, difference};
use crate::change::{Applied, Context, Row};
use crate::customers::bin::copy::{self, Copy};
use crate::customers::index;
use crate::customers::rows::{Whole, address_key};
use crate::customers::tags::put_on;
use crate::keys::name_keys;
use crate::store::one;
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::change::Resolution;
use model::customer::RelationState;
use model::customer_edit::CustomerField;
use model::{Code, CustomerId, HoldId, Problem, RelationId, TagId};
use serde_json::json;

/// Carries one row out.
///
/// # Errors
/// [`Code::NotFound`] for one who is gone meanwhile, [`Code::WrongState`] for two who may not become one by now, or about whom nobody
/// decided.
pub(super) async fn apply(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    if row.verdict == model::change::Verdict::Conflict && row.resolution != Some(Resolution::TakeTheirs) {
        return Err(Problem::new(Code::WrongState).with("state", "conflict").into());
    }
    let change: Change = serde_json::from_str(&row.payload)?;
    let gone = CustomerId(row.subject_id.clone().unwrap_or_default());
    let copies = copy::of(conn, &context.organisation, &[change.keep.clone(), gone.clone()]).await?;
    let Ok([keep, gone]) = <[Copy; 2]>::try_from(copies) else { return Err(Code::NotFound.into()) };
    if let Some(problem) = bar(&keep, &gone) {
        return Err(problem.into());
    }
    let (moved, removed) = relations(conn, &keep, &gone).await?;
    let tags = tags(conn, &keep, &gone).await?;
    let holds: Vec<HoldId> = sqlx::query_scalar("select id from customer_holds where customer_id = $1")
        .bind(&gone.customer.id)
        .fetch_all(&mut *conn)
        .await?;
    let absorbed = absorbed(conn, &gone.customer.id).await?;
    for statement in [
        "update customer_holds set customer_id = $1 where customer_id = $2",
        "update customer_links set customer_id = $1 where customer_id = $2",
        "update customer_merges set into_id = $1 where into_id = $2",
    ] {
        sqlx::query(statement).bind(&keep.customer.id).bind(&gone.customer.id).execute(&mut *conn).await?;
    }
    copy::remove(conn, std::slice::from_ref(&gone.customer.id)).await?;
    sqlx::query(
        "insert into customer_merges (customer_id, organisation_id, into_id, merged_at) values ($1, $2, $3, $4)",
    )
    .bind(&gone.customer.id)
    .bind(&context.organisation)
    .bind(&keep.customer.id)
    .bind(context.clock.now())
    .execute(&mut *conn)
    .await?;
    let after = merged(&keep.customer, &gone.customer, &change);
    write(conn, &after).await?;
    index::put(conn, &context.organisation, &[&keep.customer.id]).await?;
    let told = |whole: &Whole| {
        json!({ "name": whole.name, "company": whole.company, "position": whole.position, "phone": whole.phone,
            "email": whole.email, "note": whole.note })
    };
    let (was, mut is) = difference(&told(&keep.customer), &told(&after));
    if let Some(is) = is.as_object_mut() {
        is.insert("merged".to_owned(), json!(gone.customer.name));
    } else {
        is = json!({ "merged": gone.customer.name });
    }
    let record = Record::new(Verb::Merge, Subject::Customer, &keep.customer.id, &after.name).fields(was, is);
    let (id, revision) = (gone.customer.id.0.clone(), after.revision);
    let before = Before { keep: keep.customer, gone, moved, removed, tags, holds, absorbed };
    Ok(Applied { subject_id: id, revision, restore: serde_json::to_value(before)?, record: Some(record) })
}

type Moved = (Vec<(RelationId, i64)>, Vec<(copy::RelationPart, Vec<TagId>)>);

/// Ties the kept one to all members. Where both are tied to one, the tie that lives stays, else that of a platform, else the kept one's.
async fn relations(conn: &mut Conn, keep: &Copy, gone: &Copy) -> Result<Moved> {
    let (mut moved, mut removed) = (Vec::new(), Vec::new());
    for part in &gone.relations {
        let same = keep.relations.iter().find(|other| other.member_id == part.member_id);
        let worth = |part: &copy::RelationPart| (part.state == RelationState::Live, part.connection_id.is_some());
        let stays = same.is_none_or(|other| worth(part) > worth(other));
        let goes = if stays { same } else { Some(part) };
        if let Some(goes) = goes {
            let from = if stays { keep } else { gone };
            let tags: Vec<TagId> =
                from.tags.iter().filter(|tag| tag.relation_id == goes.id).map(|tag| tag.tag_id.clone()).collect();
            for statement in ["delete from relation_tags where relation_id = $1", "delete from relations where id = $1"]
            {
                sqlx::query(statement).bind(&goes.id).execute(&mut *conn).await?;
            }
            removed.push((goes.clone(), tags));
        }
        if stays {
            sqlx::query("update relations set customer_id = $1, revision = revision + 1 where id = $2")
                .bind(&keep.customer.id)
                .bind(&part.id)
                .execute(&mut *conn)
                .await?;
            moved.push((part.id.clone(), part.revision));
        }
    }
    Ok((moved, removed))
}

/// The tags of the organisation's own that only the one who goes had.
async fn tags(conn: &mut Conn, keep: &Copy, gone: &Copy) -> Result<Vec<TagId>> {
    let has = |tag: &TagId| keep.own_tags.iter().any(|part| part.tag_id == *tag);
    let new: Vec<TagId> = gone.own_tags.iter().map(|part| part.tag_id.clone()).filter(|tag| !has(tag)).collect();
    put_on(conn, &[(&keep.customer.id, new.as_slice())]).await?;
    Ok(new)
}

/// The kept one as he is afterwards.
fn merged(keep: &Whole, gone: &Whole, change: &Change) -> Whole {
    let mut after = keep.clone();
    for (field, value) in fields(keep, gone, change) {
        match field {
            CustomerField::Name => after.name = value,
            CustomerField::Company => after.company = value,
            CustomerField::Position => after.position = value,
            CustomerField::Phone => after.phone = value,
            CustomerField::Email => after.email = value,
            CustomerField::Note => after.note = value.chars().take(model::limits::CUSTOMER_NOTE).collect(),
            CustomerField::Owners | CustomerField::Tags => {}
        }
    }
    after.added_at = keep.added_at.min(gone.added_at);
    after.contacted_at = keep.contacted_at.max(gone.contacted_at);
    after.ended = keep.ended && gone.ended;
    after.revision = keep.revision + 1;
    after
}

/// Writes what a merge, or its undo, changes of a customer.
pub(in crate::customers) async fn write(conn: &mut Conn, whole: &Whole) -> Result<()> {
    let keys = name_keys(&whole.name);
    let written = sqlx::query(
        "update customers set name = $1, name_key = $2, initials_key = $3, company = $4, position = $5, phone = $6, email = $7, \
         email_key = $8, note = $9, added_at = $10, contacted_at = $11, ended = $12, revision = $13 where id = $14",
    )
    .bind(&whole.name)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(&whole.company)
    .bind(&whole.position)
    .bind(&whole.phone)
    .bind(&whole.email)
    .bind(address_key(&whole.email))
    .bind(&whole.note)
    .bind(whole.added_at)
    .bind(whole.contacted_at)
    .bind(whole.ended)
    .bind(whole.revision)
    .bind(&whole.id)
    .execute(conn)
    .await?;
    one(written.rows_affected())
}
