//! The SQL of the recycle bin.

use super::copy::Copy;
use crate::change::Context;
use crate::page::Cursor;
use crate::store::{blocks, push_list};
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Result, Viewer};
use model::deletion::LegalBasis;
use model::{ChangeSetId, CustomerId, MemberId, Moment};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;

/// How somebody came into the bin.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub(in crate::customers) struct Meta {
    pub set_id: ChangeSetId,
    pub deleted_by: String,
    pub deleted_by_member: Option<MemberId>,
    pub deleted_at: Moment,
    pub erase_at: Moment,
}

/// An entry as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::customers) struct Row {
    pub id: CustomerId,
    pub copy_sealed: String,
    pub key_sealed: String,
    #[sqlx(flatten)]
    pub meta: Meta,
    pub reason: String,
    pub basis: LegalBasis,
    pub basis_note: String,
    pub revision: i64,
}

impl std::ops::Deref for Row {
    type Target = Meta;
    fn deref(&self) -> &Meta {
        &self.meta
    }
}

const SELECT: &str = "select b.id, b.copy_sealed, b.key_sealed, b.set_id, b.deleted_by, b.deleted_by_member, b.deleted_at, \
     b.erase_at, b.revision, x.reason, x.basis, x.basis_note from bin_customers b join deletions x on x.set_id = b.set_id ";

fn push_seen(sql: &mut QueryBuilder<Db>, viewer: &Viewer) {
    sql.push("where b.organisation_id = ").push_bind(viewer.organisation.clone());
    let Some(scope) = &viewer.scope else { return };
    sql.push(
        " and exists (select 1 from bin_owners o join member_departments md on md.member_id = o.member_id \
         join departments d on d.id = md.department_id where o.customer_id = b.id and ",
    );
    push_path_scope(sql, scope);
    sql.push(")");
}

/// The next entries that the viewer sees, newest first; only these ids unless there are none.
pub(in crate::customers) async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    ids: &[CustomerId],
    after: Option<Cursor>,
    most: i64,
) -> Result<Vec<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    push_seen(&mut sql, viewer);
    if !ids.is_empty() {
        sql.push(" and b.id in (");
        push_list(&mut sql, ids.iter().cloned());
        sql.push(")");
    }
    if let Some(cursor) = after {
        let key = cursor.number()?;
        sql.push(" and (b.deleted_at, b.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by b.deleted_at desc, b.id desc limit ").push_bind(most);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// How many the viewer sees.
pub(in crate::customers) async fn count(conn: &mut Conn, viewer: &Viewer) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new("select count(*) from bin_customers b ");
    push_seen(&mut sql, viewer);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

/// The entry of one customer, for what runs by itself.
pub(in crate::customers) async fn find(conn: &mut Conn, context: &Context, id: &CustomerId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where b.organisation_id = ").push_bind(context.organisation.clone());
    sql.push(" and b.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// Puts customers into the bin.
pub(in crate::customers) async fn insert(
    conn: &mut Conn,
    context: &Context,
    copies: &[Copy],
    meta: &Meta,
) -> Result<()> {
    let sealed = copies.iter().map(|copy| copy.close(&context.services)).collect::<Result<Vec<_>>>()?;
    let both: Vec<(&Copy, (String, String))> = copies.iter().zip(sealed).collect();
    for block in blocks(&both) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into bin_customers (id, organisation_id, set_id, copy_sealed, key_sealed, deleted_by, deleted_by_member, \
             deleted_at, erase_at, revision) ",
        );
        sql.push_values(block, |mut row, (copy, (sealed, key))| {
            row.push_bind(&copy.customer.id)
                .push_bind(&context.organisation)
                .push_bind(&meta.set_id)
                .push_bind(sealed)
                .push_bind(key)
                .push_bind(&meta.deleted_by)
                .push_bind(&meta.deleted_by_member)
                .push_bind(meta.deleted_at)
                .push_bind(meta.erase_at)
                .push("1");
        });
        sql.build().execute(&mut *conn).await?;
    }
    let owners: Vec<(&CustomerId, &MemberId)> =
        copies.iter().flat_map(|copy| copy.owners().into_iter().map(move |owner| (&copy.customer.id, owner))).collect();
    for block in blocks(&owners) {
        let mut sql = QueryBuilder::<Db>::new("insert into bin_owners (customer_id, organisation_id, member_id) ");
        sql.push_values(block, |mut row, (customer, owner)| {
            row.push_bind(*customer).push_bind(&context.organisation).push_bind(*owner);
        });
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Takes customers out of the bin.
pub(in crate::customers) async fn remove(conn: &mut Conn, ids: &[CustomerId]) -> Result<()> {
    for block in blocks(ids) {
        for statement in ["delete from bin_owners where customer_id in (", "delete from bin_customers where id in ("] {
            let mut sql = QueryBuilder::<Db>::new(statement);
            push_list(&mut sql, block.iter().cloned());
            sql.push(")").build().execute(&mut *conn).await?;
        }
    }
    Ok(())
}
