//! Everything that a member holds.

use crate::store::{blocks, push_list};
use crate::{Conn, Db, Ids, Result, Services, connections};
use model::connection::ConnectionKind;
use model::handover::{ItemKind, NewHandover};
use model::{ConnectionId, CustomerGroupId, CustomerId, HandoverId, HandoverItemId, MemberId, OrganisationId};
use sqlx::QueryBuilder;

/// The id of what is held, the platform that keeps it, and its id there.
type Held = (String, Option<ConnectionId>, String);

/// What a leaver holds besides customers: by kind, a statement that gives the ids.
const REST: [(ItemKind, &str); 8] = [
    (
        ItemKind::Seat,
        "select id from seats where organisation_id = $1 and member_id = $2 and until is null order by id",
    ),
    (
        ItemKind::Department,
        "select department_id from department_heads where organisation_id = $1 and member_id = $2 order by department_id",
    ),
    (
        ItemKind::Report,
        "select id from members where organisation_id = $1 and manager_id = $2 and status <> 'terminated' order by id",
    ),
    (
        ItemKind::Invitation,
        "select id from invitations where organisation_id = $1 and inviter_id = $2 and state in ('active', 'paused') order by id",
    ),
    (
        ItemKind::ApiKey,
        "select id from api_keys where organisation_id = $1 and created_by = $2 and revoked_at is null order by id",
    ),
    (
        ItemKind::Mapping,
        "select g.id from mappings g join connections n on n.id = g.connection_id and not n.removed \
         where g.organisation_id = $1 and g.member_id = $2 and g.status = 'mapped' order by g.id",
    ),
    (
        ItemKind::Agent,
        "select id from agents where organisation_id = $1 and member_id = $2 and deleted_at is null order by id",
    ),
    (
        ItemKind::Membership,
        "select id from members where organisation_id = $1 and id = $2 and status not in ('terminated', 'rejected')",
    ),
];

/// Writes down what a member holds; where customers or groups are chosen, only these.
///
/// # Errors
/// What the database says.
pub(super) async fn take(
    conn: &mut Conn,
    services: &Services,
    organisation: &OrganisationId,
    (handover, leaver): (&HandoverId, &MemberId),
    new: &NewHandover,
) -> Result<()> {
    let (ids, chosen) = (&services.ids, new.is_chosen());
    if !chosen || !new.customers.is_empty() {
        let customers = customers(conn, organisation, leaver, &new.customers).await?;
        put(conn, ids, organisation, (handover, leaver, ItemKind::Customer), &customers).await?;
    }
    if !chosen || !new.groups.is_empty() {
        let groups = groups(conn, organisation, leaver, &new.groups).await?;
        put(conn, ids, organisation, (handover, leaver, ItemKind::Group), &groups).await?;
    }
    if chosen {
        return Ok(());
    }
    let licences = licences(conn, services, organisation, leaver).await?;
    put(conn, ids, organisation, (handover, leaver, ItemKind::Licence), &licences).await?;
    for (kind, statement) in REST {
        let found: Vec<String> =
            sqlx::query_scalar(statement).bind(organisation).bind(leaver).fetch_all(&mut *conn).await?;
        let held: Vec<Held> = found.into_iter().map(|id| (id, None, String::new())).collect();
        put(conn, ids, organisation, (handover, leaver, kind), &held).await?;
    }
    Ok(())
}

async fn customers(
    conn: &mut Conn,
    organisation: &OrganisationId,
    leaver: &MemberId,
    chosen: &[CustomerId],
) -> Result<Vec<Held>> {
    let mut sql = QueryBuilder::<Db>::new(
        "select r.customer_id, case when n.removed then null else r.connection_id end, r.customer_key \
         from relations r left join connections n on n.id = r.connection_id where r.organisation_id = ",
    );
    sql.push_bind(organisation.clone()).push(" and r.member_id = ").push_bind(leaver.clone());
    sql.push(" and r.state = 'live'");
    if !chosen.is_empty() {
        sql.push(" and r.customer_id in (");
        push_list(&mut sql, chosen.iter().cloned());
        sql.push(")");
    }
    sql.push(" order by r.id");
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// Groups that he owns, on platforms that are still connected: here nobody else keeps them.
async fn groups(
    conn: &mut Conn,
    organisation: &OrganisationId,
    leaver: &MemberId,
    chosen: &[CustomerGroupId],
) -> Result<Vec<Held>> {
    let mut sql = QueryBuilder::<Db>::new(
        "select g.id, g.connection_id, g.external_id from customer_groups g join connections n on n.id = g.connection_id \
         and not n.removed where g.organisation_id = ",
    );
    sql.push_bind(organisation.clone()).push(" and g.owner_id = ").push_bind(leaver.clone());
    sql.push(" and g.state <> 'gone'");
    if !chosen.is_empty() {
        sql.push(" and g.id in (");
        push_list(&mut sql, chosen.iter().cloned());
        sql.push(")");
    }
    sql.push(" order by g.id");
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// Licences on platforms whose connection moves such. Whether he has one, the platform says when it is asked to move it.
async fn licences(
    conn: &mut Conn,
    services: &Services,
    organisation: &OrganisationId,
    leaver: &MemberId,
) -> Result<Vec<Held>> {
    let mut held = Vec::new();
    for row in connections::rows::all(conn, organisation).await? {
        if row.kind != ConnectionKind::WeCom || !connections::moves_licences(services, &row)? {
            continue;
        }
        let userid: Option<String> =
            sqlx::query_scalar("select external_id from member_links where connection_id = $1 and member_id = $2")
                .bind(&row.id)
                .bind(leaver)
                .fetch_optional(&mut *conn)
                .await?;
        held.extend(userid.map(|userid| (row.id.0.clone(), Some(row.id.clone()), userid)));
    }
    Ok(held)
}

async fn put(
    conn: &mut Conn,
    ids: &Ids,
    organisation: &OrganisationId,
    (handover, leaver, kind): (&HandoverId, &MemberId, ItemKind),
    held: &[Held],
) -> Result<()> {
    for block in blocks(held) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into handover_items (id, organisation_id, handover_id, leaver_id, kind, subject_id, connection_id, external_id, \
             to_id, state, reason, code, due_at, call, sent_at, accepted_at) ",
        );
        sql.push_values(block, |mut row, (subject, connection, external)| {
            row.push_bind(ids.next::<HandoverItemId>())
                .push_bind(organisation)
                .push_bind(handover)
                .push_bind(leaver)
                .push_bind(kind)
                .push_bind(subject)
                .push_bind(connection)
                // Of what is moved here no platform's id is needed.
                .push_bind(if connection.is_some() { external.as_str() } else { "" })
                .push("null, 'planned', null, null, null, null, null, null");
        });
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}
