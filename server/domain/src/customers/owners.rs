//! Who looks after a customer, as far as people here decide it: relations that no platform knows.

use crate::members::rows as members;
use crate::store::push_list;
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Ids, Result, Viewer};
use model::problem::Fault;
use model::{CustomerId, MemberId, Moment, OrganisationId, Problem, RelationId};
use sqlx::QueryBuilder;

/// Members who can look after somebody: in, and in the viewer's departments.
///
/// # Errors
/// [`model::Code::Invalid`] for one who is not, and for none at all where the viewer would not see the customer then.
pub(super) async fn check(conn: &mut Conn, viewer: &Viewer, owners: &[MemberId]) -> Result<()> {
    if owners.is_empty() {
        return match viewer.scope {
            Some(_) => Err(Problem::field("owners", Fault::Missing).into()),
            None => Ok(()),
        };
    }
    let mut sql = QueryBuilder::<Db>::new("select count(*) from members m where m.organisation_id = ");
    sql.push_bind(viewer.organisation.clone())
        .push(" and m.status in ('active', 'invited', 'suspended') and m.id in (");
    push_list(&mut sql, owners.iter().cloned());
    sql.push(")");
    if let Some(scope) = &viewer.scope {
        sql.push(
            " and exists (select 1 from member_departments md join departments d on d.id = md.department_id \
             where md.member_id = m.id and ",
        );
        push_path_scope(&mut sql, scope);
        sql.push(")");
    }
    let found: i64 = sql.build_query_scalar().fetch_one(conn).await?;
    if found == owners.len() as i64 { Ok(()) } else { Err(Problem::field("owners", Fault::Unknown).into()) }
}

/// A customer, who looks after him, and since when.
pub(crate) type Owned<'a> = (&'a CustomerId, &'a [MemberId], Moment);

/// Ties customers to members; who is tied already stays so.
///
/// # Errors
/// What the database says.
pub(crate) async fn add(
    conn: &mut Conn,
    ids: &Ids,
    organisation: &OrganisationId,
    owned: &[Owned<'_>],
    now: Moment,
) -> Result<()> {
    let pairs: Vec<(&CustomerId, &MemberId, Moment)> = owned
        .iter()
        .flat_map(|(customer, owners, since)| owners.iter().map(move |owner| (*customer, owner, *since)))
        .collect();
    for block in crate::store::blocks(&pairs) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into relations (id, organisation_id, connection_id, customer_id, member_id, remark, description, company, \
             phones, add_way, channel, since, state, digest, customer_key, owner_key, revision, created_at) ",
        );
        sql.push_values(block, |mut row, (customer, owner, since)| {
            row.push_bind(ids.next::<RelationId>())
                .push_bind(organisation)
                .push("null")
                .push_bind(*customer)
                .push_bind(*owner)
                .push("'', '', '', '[]', 0, ''")
                .push_bind(*since)
                .push("'live', '', '', '', 1")
                .push_bind(now);
        });
        sql.push(
            " on conflict (customer_id, member_id) do update set state = 'live', revision = relations.revision + 1",
        );
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

async fn present(conn: &mut Conn, customer: &CustomerId) -> Result<Vec<MemberId>> {
    let members = sqlx::query_scalar("select member_id from relations where customer_id = $1 and state <> 'ended'")
        .bind(customer)
        .fetch_all(conn)
        .await?;
    Ok(members)
}

/// Passes if the viewer may make these the ones who look after a customer.
///
/// # Errors
/// [`model::Code::Invalid`] as [`check`] for those who come; for one who goes and is not the viewer's to send away.
pub(super) async fn check_change(
    conn: &mut Conn,
    viewer: &Viewer,
    customer: &CustomerId,
    owners: &[MemberId],
) -> Result<()> {
    let present = present(conn, customer).await?;
    if owners.is_empty() {
        check(conn, viewer, owners).await?;
    }
    let new: Vec<MemberId> = owners.iter().filter(|owner| !present.contains(owner)).cloned().collect();
    if !new.is_empty() {
        check(conn, viewer, &new).await?;
    }
    for gone in present.iter().filter(|member| !owners.contains(member)) {
        if let (Some(scope), Some(member)) = (&viewer.scope, members::find(conn, &viewer.organisation, gone).await?) {
            let places = members::departments_of(conn, &member.id).await?;
            let ids: Vec<_> = places.into_iter().map(|place| place.department_id).collect();
            if !reaches(conn, scope, &ids).await? {
                return Err(Problem::field("owners", Fault::Unknown).into());
            }
        }
    }
    Ok(())
}

/// Makes these the ones who look after a customer; a relation that is no longer wanted is removed.
///
/// # Errors
/// What the database says.
pub(super) async fn replace(
    conn: &mut Conn,
    ids: &Ids,
    organisation: &OrganisationId,
    (customer, owners): (&CustomerId, &[MemberId]),
    now: Moment,
) -> Result<()> {
    let present = present(conn, customer).await?;
    for gone in present.iter().filter(|member| !owners.contains(member)) {
        for statement in [
            "delete from relation_tags where relation_id in (select id from relations where customer_id = $1 and member_id = $2)",
            "delete from relations where customer_id = $1 and member_id = $2",
        ] {
            sqlx::query(statement).bind(customer).bind(gone).execute(&mut *conn).await?;
        }
    }
    let new: Vec<MemberId> = owners.iter().filter(|owner| !present.contains(owner)).cloned().collect();
    add(conn, ids, organisation, &[(customer, &new, now)], now).await
}

/// Whether one of these departments lies in the scope.
async fn reaches(conn: &mut Conn, scope: &[String], departments: &[model::DepartmentId]) -> Result<bool> {
    if departments.is_empty() {
        return Ok(false);
    }
    let mut sql = QueryBuilder::<Db>::new("select count(*) from departments d where ");
    push_path_scope(&mut sql, scope);
    sql.push(" and d.id in (");
    push_list(&mut sql, departments.iter().cloned());
    let found: i64 = sql.push(")").build_query_scalar().fetch_one(conn).await?;
    Ok(found > 0)
}
