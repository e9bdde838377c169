//! Removing a person from everywhere, and writing the certificate.

use crate::audit::{self, Record};
use crate::change::Context;
use crate::change::tally::{self, Tally};
use crate::customers::bin::copy::Copy;
use crate::customers::bin::rows::{self, Row};
use crate::customers::merge::absorbed;
use crate::customers::rows::address_key;
use crate::imports::{self, Erased};
use crate::store::push_list;
use crate::{Conn, Db, Result, archive, exports, privacy};
use model::audit::{Subject, Verb};
use model::change::{RowState, Verdict};
use model::{ChangeRowId, ChangeSetId, Code, ErasureId, Problem};
use serde_json::json;
use sqlx::QueryBuilder;

/// Removes everything that is kept of somebody in the bin or makes it illegible, and writes the certificate; what the activity is
/// told. The tombstone stays: it is a hash, and without it the next synchronisation would bring the person back.
///
/// # Errors
/// What the database says; the copy does not open.
pub(super) async fn scrub(conn: &mut Conn, context: &Context, entry: &Row, by: &str) -> Result<Record> {
    let now = context.clock.now();
    let copy = Copy::open(&context.services, &entry.id, &entry.copy_sealed, &entry.key_sealed)?;
    let proposals = proposals(conn, context, &copy).await?;
    let mut activity = audit::erase(conn, &context.organisation, entry.id.as_str()).await?;
    // Who became part of him was the same person.
    for one in absorbed(conn, &entry.id).await? {
        activity += audit::erase(conn, &context.organisation, one.as_str()).await?;
    }
    let files = exports::forget_customers(conn, &context.organisation, entry.meta.deleted_at).await?;
    let whole = &copy.customer;
    let email_key = address_key(&whole.email);
    let erased = Erased { name: &whole.name, company: &whole.company, phone: &whole.phone, email_key: &email_key };
    let imported = imports::forget_customer(conn, &context.organisation, erased).await?;
    let outside: Vec<String> = copy.links.iter().map(|link| link.external_id.clone()).collect();
    let messages = archive::forget_customer(conn, &context.organisation, &entry.id, &outside).await?;
    let mut requests = privacy::forget_customer(conn, &context.organisation, &entry.id).await?;
    for one in absorbed(conn, &entry.id).await? {
        requests += privacy::forget_customer(conn, &context.organisation, &one).await?;
    }
    sqlx::query("update handover_items set external_id = '' where subject_id = $1 and kind = 'customer'")
        .bind(&entry.id)
        .execute(&mut *conn)
        .await?;
    for link in &copy.links {
        sqlx::query(
            "delete from customer_group_members where external_id = $1 and group_id in (select id from customer_groups \
             where connection_id = $2)",
        )
        .bind(&link.external_id)
        .bind(&link.connection_id)
        .execute(&mut *conn)
        .await?;
    }
    sqlx::query("delete from kept_conflicts where subject = 'customer' and (subject_id = $1 or external_id = $1)")
        .bind(&entry.id)
        .execute(&mut *conn)
        .await?;
    rows::remove(conn, std::slice::from_ref(&entry.id)).await?;
    // What an admin typed may name those who were deleted together: it goes with the last of them.
    sqlx::query(
        "update deletions set reason = '', basis_note = '' where set_id = $1 \
         and not exists (select 1 from bin_customers b where b.set_id = deletions.set_id)",
    )
    .bind(&entry.set_id)
    .execute(&mut *conn)
    .await?;
    let counts = json!({
        "relations": copy.relations.len(), "tags": copy.tags.len() + copy.own_tags.len(), "links": copy.links.len(),
        "activity": activity, "proposals": proposals, "files": files + imported, "requests": requests,
        "messages": messages,
    });
    let certificate: ErasureId = context.ids.next();
    sqlx::query(
        "insert into erasures (id, organisation_id, customer_id, basis, deleted_by, deleted_at, erased_by, erased_at, counts, \
         copies_gone) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&certificate)
    .bind(&context.organisation)
    .bind(&entry.id)
    .bind(entry.basis)
    .bind(&entry.deleted_by)
    .bind(entry.deleted_at)
    .bind(by)
    .bind(now)
    .bind(counts.to_string())
    .bind(false)
    .execute(conn)
    .await?;
    Ok(Record::new(Verb::Erase, Subject::Customer, &entry.id, "")
        .fields(json!(null), json!({ "certificate": certificate })))
}

#[derive(sqlx::FromRow)]
struct Proposal {
    id: ChangeRowId,
    set_id: ChangeSetId,
    verdict: Verdict,
    state: RowState,
    accepted: bool,
    braked: bool,
}

/// Blanks what change sets say about the person; how many rows these were. What waits is not carried out, and what was carried
/// out is not put back: there is nothing left to do it with.
async fn proposals(conn: &mut Conn, context: &Context, copy: &Copy) -> Result<i64> {
    let mut ids = vec![copy.customer.id.0.clone()];
    ids.extend(absorbed(conn, &copy.customer.id).await?.into_iter().map(|id| id.0));
    ids.extend(copy.relations.iter().map(|part| part.id.0.clone()));
    let external: Vec<String> = copy.links.iter().map(|link| link.external_id.clone()).collect();
    let mut sql = QueryBuilder::<Db>::new(
        "select r.id, r.set_id, r.verdict, r.state, r.accepted, r.braked from change_rows r \
         join change_sets s on s.id = r.set_id where s.organisation_id = ",
    );
    sql.push_bind(context.organisation.clone());
    sql.push(" and r.subject in ('customer', 'relation') and r.subject_id in (");
    push_list(&mut sql, ids);
    let mut found: Vec<Proposal> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
    if !external.is_empty() {
        let mut sql = QueryBuilder::<Db>::new(
            "select r.id, r.set_id, r.verdict, r.state, r.accepted, r.braked from change_rows r \
             join change_sets s on s.id = r.set_id where s.organisation_id = ",
        );
        sql.push_bind(context.organisation.clone());
        sql.push(" and r.subject = 'relation' and r.external_id in (");
        push_list(&mut sql, external);
        let more: Vec<Proposal> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        found.extend(more);
    }
    found.sort_by(|one, other| one.id.cmp(&other.id));
    found.dedup_by(|one, other| one.id == other.id);
    let problem = serde_json::to_string(&Problem::new(Code::WrongState).with("state", "erased"))?;
    for row in &found {
        // The set that carries this very erasure out goes on by itself.
        let own = row.set_id == context.set && row.state == RowState::Open;
        let state = match row.state {
            RowState::Open if !own => RowState::Skipped,
            RowState::Applied => RowState::Kept,
            other => other,
        };
        let accepted = row.accepted && (own || row.state != RowState::Open);
        let problem = (state == RowState::Kept).then_some(problem.as_str());
        sqlx::query(
            "update change_rows set name = '', name_key = '', detail = '', external_id = '', fields = '[]', payload = '{}', \
             restore = '', state = $1, accepted = $2, problem = coalesce($3, problem) where id = $4",
        )
        .bind(state)
        .bind(accepted)
        .bind(problem)
        .bind(&row.id)
        .execute(&mut *conn)
        .await?;
        let was =
            Tally { verdict: row.verdict, state: row.state, accepted: row.accepted, braked: row.braked, amount: 1 };
        tally::shift(conn, &row.set_id, [was], |tally| Tally { state, accepted, ..tally }).await?;
    }
    Ok(found.len() as i64)
}
