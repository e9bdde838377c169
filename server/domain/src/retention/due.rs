//! What is old enough: one statement a kind, the same for the preview and for the run.

use crate::{Conn, Db, Result, customers};
use model::retention::RetentionKind;
use model::{Moment, OrganisationId, moment};
use sqlx::QueryBuilder;

/// Something that a rule clears.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Due {
    pub id: String,
    pub at: Moment,
    pub name: String,
}

/// Somebody whose deletion was proposed and who stayed is not proposed again for so long.
const ASKED_AGAIN: i64 = 30 * moment::DAY;

/// Nothing else hangs on a person who never was in.
const NEVER_IN: &str = "not exists (select 1 from relations x where x.member_id = m.id) \
     and not exists (select 1 from member_links x where x.member_id = m.id) \
     and not exists (select 1 from members x where x.manager_id = m.id) \
     and not exists (select 1 from invitations x where x.inviter_id = m.id) \
     and not exists (select 1 from joins x where x.inviter_id = m.id or x.decided_by = m.id) \
     and not exists (select 1 from api_keys x where x.created_by = m.id) \
     and not exists (select 1 from runs x where x.started_by_member = m.id) \
     and not exists (select 1 from change_sets x where x.created_by_member = m.id) \
     and not exists (select 1 from imports x where x.created_by_member = m.id) \
     and not exists (select 1 from exports x where x.created_by_member = m.id) \
     and not exists (select 1 from bin_customers x where x.deleted_by_member = m.id) \
     and not exists (select 1 from bin_owners x where x.member_id = m.id) \
     and not exists (select 1 from privacy_requests x where x.member_id = m.id) \
     and not exists (select 1 from dossiers x where x.made_by_member = m.id)";

/// Columns and tables of a kind; `@` stands for the organisation, `^` for the moment before which it is old enough, `~` for now and
/// `%` for what was proposed lately.
fn statement(kind: RetentionKind) -> (&'static str, String) {
    match kind {
        RetentionKind::Customers => (
            "c.id as id, coalesce((select max(r.since) from relations r where r.customer_id = c.id), c.added_at) as at, \
             c.name as name",
            "customers c where c.organisation_id = @ and c.ended and c.added_at < ^ \
             and not exists (select 1 from relations r where r.customer_id = c.id and (r.state <> 'ended' or r.since >= ^)) \
             and not exists (select 1 from customer_holds h where h.customer_id = c.id and (h.until is null or h.until > ~)) \
             and not exists (select 1 from change_rows x join change_sets s on s.id = x.set_id where x.subject_id = c.id \
             and x.subject in ('customer', 'relation') and s.kind = 'deletion' and s.created_at > %)"
                .to_owned(),
        ),
        RetentionKind::Joins => (
            "m.id as id, coalesce(j.decided_at, j.created_at) as at, m.name as name",
            format!(
                "joins j join members m on m.id = j.member_id where j.organisation_id = @ and m.status = 'rejected' \
                 and j.state in ('refused', 'withdrawn') and coalesce(j.decided_at, j.created_at) < ^ \
                 and not exists (select 1 from joins n where n.member_id = j.member_id \
                 and (n.created_at, n.id) > (j.created_at, j.id)) and {NEVER_IN}"
            ),
        ),
        RetentionKind::Invitations => (
            "i.id as id, coalesce(i.expires_at, i.created_at) as at, \
             case when i.address <> '' then i.address else i.note end as name",
            format!(
                "invitations i left join members m on m.id = i.member_id where i.organisation_id = @ \
                 and (i.address <> '' or i.note <> '') and coalesce(i.expires_at, i.created_at) < ^ \
                 and (i.state = 'revoked' or i.expires_at < ^) \
                 and (m.id is null or m.status <> 'invited' or (m.source = 'manual' \
                 and not exists (select 1 from invitations n where n.member_id = m.id and n.id <> i.id \
                 and n.state <> 'revoked' and (n.expires_at is null or n.expires_at >= ^)) \
                 and not exists (select 1 from joins x where x.member_id = m.id) and {NEVER_IN}))"
            ),
        ),
        RetentionKind::Imports => (
            "i.id as id, i.created_at as at, i.file_name as name",
            "imports i where i.organisation_id = @ and i.created_at < ^ \
             and (exists (select 1 from import_rows x where x.import_id = i.id) \
             or exists (select 1 from import_files x where x.import_id = i.id)) \
             and not exists (select 1 from runs x where x.id = i.run_id and x.state in ('queued', 'running'))"
                .to_owned(),
        ),
        RetentionKind::Changes => (
            "s.id as id, coalesce(s.applied_at, s.created_at) as at, s.kind as name",
            "change_sets s where s.organisation_id = @ and s.cleared_at is null and s.state in ('applied', 'undone', 'discarded') \
             and coalesce(s.applied_at, s.created_at) < ^ \
             and not exists (select 1 from bin_customers b where b.set_id = s.id)"
                .to_owned(),
        ),
        RetentionKind::Runs => (
            "r.id as id, r.ended_at as at, r.kind as name",
            "runs r where r.organisation_id = @ and r.ended_at < ^ and r.state in ('done', 'failed', 'cancelled') \
             and (r.input <> '' or r.problem is not null)"
                .to_owned(),
        ),
        RetentionKind::Messages => (
            "o.id as id, o.created_at as at, o.address as name",
            "outbox o where o.organisation_id = @ and o.created_at < ^ and o.address <> '' \
             and o.state in ('sent', 'refused', 'unclear', 'cancelled')"
                .to_owned(),
        ),
        RetentionKind::Requests => (
            "p.id as id, p.closed_at as at, p.name as name",
            "privacy_requests p where p.organisation_id = @ and p.closed_at < ^ \
             and (p.name <> '' or p.note <> '' or p.reason <> '')"
                .to_owned(),
        ),
    }
}

fn push(sql: &mut QueryBuilder<Db>, text: &str, organisation: &OrganisationId, (now, before): (Moment, Moment)) {
    for piece in text.split_inclusive(['@', '^', '~', '%']) {
        let (start, mark) = piece.split_at(piece.len() - 1);
        match mark {
            "@" => sql.push(start).push_bind(organisation.clone()),
            "^" => sql.push(start).push_bind(before),
            "~" => sql.push(start).push_bind(now),
            "%" => sql.push(start).push_bind(now.plus(-ASKED_AGAIN)),
            _ => sql.push(piece),
        };
    }
}

/// Customers are not deleted earlier than the organisation keeps them, whatever the rule says.
async fn effective(conn: &mut Conn, organisation: &OrganisationId, (kind, days): (RetentionKind, i64)) -> Result<i64> {
    if kind != RetentionKind::Customers {
        return Ok(days);
    }
    Ok(days.max(customers::rules_of(conn, organisation).await?.keep_days.unwrap_or(0)))
}

/// The oldest that a rule of so many days clears now.
pub(super) async fn due(
    conn: &mut Conn,
    organisation: &OrganisationId,
    (kind, days): (RetentionKind, i64),
    now: Moment,
    most: i64,
) -> Result<Vec<Due>> {
    let days = effective(conn, organisation, (kind, days)).await?;
    let (columns, tables) = statement(kind);
    let mut sql = QueryBuilder::<Db>::new("select ");
    sql.push(columns).push(" from ");
    push(&mut sql, &tables, organisation, (now, now.plus(-days * moment::DAY)));
    sql.push(" order by at, id limit ").push_bind(most);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// How many these are in all.
pub(super) async fn count(
    conn: &mut Conn,
    organisation: &OrganisationId,
    (kind, days): (RetentionKind, i64),
    now: Moment,
) -> Result<i64> {
    let days = effective(conn, organisation, (kind, days)).await?;
    let (_, tables) = statement(kind);
    let mut sql = QueryBuilder::<Db>::new("select count(*) from ");
    push(&mut sql, &tables, organisation, (now, now.plus(-days * moment::DAY)));
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}
