//! Editing one customer by hand.

use super::rows::{Row, address_key};
use super::tags::{own, put_on, take_off};
use super::{get, index, owners};
use crate::audit::{self, Actor, Record, difference};
use crate::keys::name_keys;
use crate::store::one;
use crate::{Conn, Ids, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::customer::CustomerDetail;
use model::customer_edit::{CustomerField, EditCustomer};
use model::permission::Permission;
use model::{Code, MemberId, Moment, OrganisationId, Problem, TagId};
use serde_json::{Value, json};

/// Edits one customer. Fields that a platform owns are refused.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::OwnedUpstream`],
/// [`Code::Invalid`].
pub async fn edit(services: &Services, viewer: &Viewer, edit: &EditCustomer) -> Result<CustomerDetail> {
    viewer.require(Permission::CustomersWrite)?;
    let edit = edit.clone().check()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = get::find_for(&mut tx, viewer, &edit.id).await?;
    if row.revision != edit.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    for field in CustomerField::ALL {
        if edit.touches(*field) && field.lock(row.source).is_some() {
            return Err(Problem::new(Code::OwnedUpstream).with("field", field).into());
        }
    }
    let (before, raw_before) = (told(&mut tx, &row).await?, raw(&mut tx, &row).await?);
    if let Some(wanted) = &edit.owners {
        owners::check_change(&mut tx, viewer, &row.id, wanted).await?;
    }
    carry_out(&mut tx, &services.ids, &viewer.organisation, &row, &edit, now).await?;
    let row = get::find_for(&mut tx, viewer, &edit.id).await?;
    let (was, is) = difference(&before, &told(&mut tx, &row).await?);
    let raw_after = raw(&mut tx, &row).await?;
    let record =
        Record::new(Verb::Update, Subject::Customer, &row.id, &row.name).fields(was, is).back(raw_before, raw_after);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "customers");
    let detail = get::detail(&mut tx, services, viewer, &row.id).await?;
    tx.commit().await?;
    Ok(detail)
}

/// Carries an edit out that is allowed, the search index with it.
///
/// # Errors
/// [`Code::Invalid`] for a tag that is not the organisation's own; no row if the customer was changed meanwhile.
pub(super) async fn carry_out(
    conn: &mut Conn,
    ids: &Ids,
    organisation: &OrganisationId,
    row: &Row,
    edit: &EditCustomer,
    now: Moment,
) -> Result<()> {
    if let Some(wanted) = &edit.owners {
        owners::replace(conn, ids, organisation, (&row.id, wanted), now).await?;
    }
    if let Some(wanted) = &edit.tags {
        own(conn, organisation, "tags", wanted).await?;
        let present: Vec<TagId> = sqlx::query_scalar("select tag_id from customer_tags where customer_id = $1")
            .bind(&row.id)
            .fetch_all(&mut *conn)
            .await?;
        let gone: Vec<TagId> = present.into_iter().filter(|tag| !wanted.contains(tag)).collect();
        take_off(conn, &[(&row.id, gone.as_slice())]).await?;
        put_on(conn, &[(&row.id, wanted.as_slice())]).await?;
    }
    write(conn, row, edit).await?;
    index::put(conn, organisation, &[&row.id]).await
}

async fn write(conn: &mut Conn, row: &Row, edit: &EditCustomer) -> Result<()> {
    let name = edit.name.as_ref().unwrap_or(&row.name);
    let email = edit.email.as_ref().unwrap_or(&row.email);
    let keys = name_keys(name);
    let changed = sqlx::query(
        "update customers set name = $1, name_key = $2, initials_key = $3, company = $4, position = $5, phone = $6, email = $7, \
         email_key = $8, note = $9, revision = revision + 1 where id = $10 and revision = $11",
    )
    .bind(name)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(edit.company.as_ref().unwrap_or(&row.company))
    .bind(edit.position.as_ref().unwrap_or(&row.position))
    .bind(edit.phone.as_ref().unwrap_or(&row.phone))
    .bind(email)
    .bind(address_key(email))
    .bind(edit.note.as_ref().unwrap_or(&row.note))
    .bind(&row.id)
    .bind(row.revision)
    .execute(conn)
    .await?;
    one(changed.rows_affected())
}

/// The fields as an edit takes them.
///
/// # Errors
/// What the database says.
pub(crate) async fn raw(conn: &mut Conn, row: &Row) -> Result<Value> {
    let owners: Vec<MemberId> = sqlx::query_scalar(
        "select member_id from relations where customer_id = $1 and state <> 'ended' order by member_id",
    )
    .bind(&row.id)
    .fetch_all(&mut *conn)
    .await?;
    let tags: Vec<TagId> =
        sqlx::query_scalar("select tag_id from customer_tags where customer_id = $1 order by tag_id")
            .bind(&row.id)
            .fetch_all(conn)
            .await?;
    Ok(json!({
        "name": row.name, "company": row.company, "position": row.position, "phone": row.phone, "email": row.email,
        "note": row.note, "owners": owners, "tags": tags,
    }))
}

/// The fields that people edit, for the activity.
pub(super) async fn told(conn: &mut Conn, row: &Row) -> Result<Value> {
    let owners: Vec<String> = sqlx::query_scalar(
        "select m.name from relations r join members m on m.id = r.member_id \
         where r.customer_id = $1 and r.state <> 'ended' order by m.name_key, m.id",
    )
    .bind(&row.id)
    .fetch_all(&mut *conn)
    .await?;
    let tags: Vec<String> = sqlx::query_scalar(
        "select t.name from customer_tags ct join tags t on t.id = ct.tag_id where ct.customer_id = $1 \
         order by t.group_name, t.position, t.id",
    )
    .bind(&row.id)
    .fetch_all(conn)
    .await?;
    Ok(json!({
        "name": row.name, "company": row.company, "position": row.position, "phone": row.phone, "email": row.email,
        "note": row.note, "owners": owners, "tags": tags,
    }))
}
