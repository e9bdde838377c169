//! The recycle bin of customers.

pub(super) mod copy;
pub(super) mod rows;
mod search;

use crate::page::{Cursor, page};
use crate::{Conn, Result, Services, Viewer};
use copy::Copy;
use model::deletion::{BinEntry, BinQuery};
use model::page::Page;
use model::permission::Permission;
use model::{Code, CustomerId, OrganisationId};
use serde_json::Value;

/// One page of the recycle bin, newest first. A Department Admin sees those whom members in his departments looked after.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersDelete`], [`Code::Malformed`] for a damaged cursor.
pub async fn bin(services: &Services, viewer: &Viewer, query: &BinQuery) -> Result<Page<BinEntry>> {
    viewer.require(Permission::CustomersDelete)?;
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    if !query.search.trim().is_empty() {
        return search::search(services, viewer, query, cursor).await;
    }
    let mut conn = services.store.read().await?;
    let found = rows::page(&mut conn, viewer, &[], cursor, wanted + 1).await?;
    let total = if query.page.count { Some(rows::count(&mut conn, viewer).await?) } else { None };
    let page = page(found, wanted, total, |row: &rows::Row| Cursor {
        key: row.deleted_at.0.to_string(),
        id: row.id.0.clone(),
    });
    let items = page.items.into_iter().map(|row| shown(services, viewer, row)).collect::<Result<_>>()?;
    Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
}

/// One customer in the recycle bin.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersDelete`], [`Code::NotFound`].
pub async fn in_bin(services: &Services, viewer: &Viewer, id: &CustomerId) -> Result<BinEntry> {
    viewer.require(Permission::CustomersDelete)?;
    let mut conn = services.store.read().await?;
    let row = rows::page(&mut conn, viewer, std::slice::from_ref(id), None, 1).await?.pop();
    shown(services, viewer, row.ok_or(Code::NotFound)?)
}

/// What the bin holds of somebody, as JSON, without what only comparing with a platform needs; `None` if he is not in it.
pub(crate) async fn copy_in_bin(
    conn: &mut Conn,
    services: &Services,
    organisation: &OrganisationId,
    id: &CustomerId,
) -> Result<Option<Value>> {
    let found: Option<(String, String)> =
        sqlx::query_as("select copy_sealed, key_sealed from bin_customers where organisation_id = $1 and id = $2")
            .bind(organisation)
            .bind(id)
            .fetch_optional(conn)
            .await?;
    let Some((copy, key)) = found else { return Ok(None) };
    let mut copy = serde_json::to_value(Copy::open(services, id, &copy, &key)?)?;
    for relation in copy["relations"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        for name in ["digest", "customer_key", "owner_key"] {
            relation.remove(name);
        }
        if let Some(Value::String(phones)) = relation.get("phones") {
            let phones = serde_json::from_str(phones).unwrap_or_default();
            relation.insert("phones".to_owned(), phones);
        }
    }
    Ok(Some(copy))
}

fn shown(services: &Services, viewer: &Viewer, row: rows::Row) -> Result<BinEntry> {
    let copy = Copy::open(services, &row.id, &row.copy_sealed, &row.key_sealed)?;
    let mut owners: Vec<model::customer::Owner> = Vec::new();
    for part in &copy.relations {
        if !owners.iter().any(|owner| owner.member_id == part.member_id) {
            owners.push(model::customer::Owner { member_id: part.member_id.clone(), name: part.member.clone() });
        }
    }
    Ok(BinEntry {
        id: row.id,
        name: viewer.text(copy.customer.name),
        company: copy.customer.company,
        relations: copy.relations.len() as i64,
        owners,
        deleted_by: row.meta.deleted_by,
        deleted_at: row.meta.deleted_at,
        reason: row.reason,
        basis: row.basis,
        basis_note: row.basis_note,
        erase_at: row.meta.erase_at,
        revision: row.revision,
    })
}
