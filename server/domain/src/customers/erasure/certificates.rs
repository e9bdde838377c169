//! Reading certificates.

use crate::page::{Cursor, page};
use crate::{Db, Result, Services, Viewer};
use model::deletion::{Certificate, LegalBasis};
use model::page::{Page, PageRequest};
use model::permission::Permission;
use model::{Code, CustomerId, ErasureId, Moment};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

#[derive(sqlx::FromRow)]
struct Row {
    id: ErasureId,
    customer_id: CustomerId,
    basis: LegalBasis,
    deleted_by: String,
    deleted_at: Moment,
    erased_by: String,
    erased_at: Moment,
    counts: String,
    seq: Option<i64>,
    hash: Option<String>,
}

/// With the entry that tells of the erasure: one of its kind about the customer, by the index of subjects.
const SELECT: &str = "select e.id, e.customer_id, e.basis, e.deleted_by, e.deleted_at, e.erased_by, e.erased_at, e.counts, a.seq, \
     a.hash from erasures e left join audit a on a.organisation_id = e.organisation_id and a.subject_id = e.customer_id \
     and a.verb = 'erase' where e.organisation_id = ";

/// One page of certificates, newest first.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersDelete`] over the whole organisation, [`model::Code::Malformed`] for
/// a damaged cursor.
pub async fn certificates(services: &Services, viewer: &Viewer, request: &PageRequest) -> Result<Page<Certificate>> {
    viewer.require_everywhere(Permission::CustomersDelete)?;
    let wanted = request.rows();
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push_bind(viewer.organisation.clone());
    if let Some(cursor) = Cursor::of(request)? {
        let key = cursor.number()?;
        sql.push(" and (e.erased_at, e.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by e.erased_at desc, e.id desc limit ").push_bind(wanted + 1);
    let mut conn = services.store.read().await?;
    let rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if request.count {
        let count = sqlx::query_scalar("select count(*) from erasures where organisation_id = $1");
        Some(count.bind(&viewer.organisation).fetch_one(&mut *conn).await?)
    } else {
        None
    };
    let page = page(rows, wanted, total, |row: &Row| Cursor { key: row.erased_at.0.to_string(), id: row.id.0.clone() });
    let items = page.items.into_iter().map(shown).collect::<Result<_>>()?;
    Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
}

/// One certificate.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersDelete`] over the whole organisation, [`Code::NotFound`].
pub async fn certificate(services: &Services, viewer: &Viewer, id: &ErasureId) -> Result<Certificate> {
    viewer.require_everywhere(Permission::CustomersDelete)?;
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push_bind(viewer.organisation.clone()).push(" and e.id = ").push_bind(id.clone());
    let mut conn = services.store.read().await?;
    let row: Option<Row> = sql.build_query_as().fetch_optional(&mut *conn).await?;
    shown(row.ok_or(Code::NotFound)?)
}

fn shown(row: Row) -> Result<Certificate> {
    let counts: BTreeMap<String, i64> = serde_json::from_str(&row.counts)?;
    Ok(Certificate {
        id: row.id,
        customer_id: row.customer_id,
        basis: row.basis,
        deleted_by: row.deleted_by,
        deleted_at: row.deleted_at,
        erased_by: row.erased_by,
        erased_at: row.erased_at,
        counts: counts.into_iter().collect(),
        entry: row.seq.zip(row.hash),
    })
}
