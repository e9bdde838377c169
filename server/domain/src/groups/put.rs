//! Writing down what a platform tells of groups.

use super::Upstream;
use crate::customers::tombstones;
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Ids, Result};
use model::group::GroupState;
use model::{ConnectionId, CustomerGroupId, MemberId, Moment, OrganisationId};
use sqlx::QueryBuilder;

/// Adds groups and brings them up to date, with who is in them. Customers who were deleted here are left out.
///
/// # Errors
/// What the database says.
pub(crate) async fn put(
    conn: &mut Conn,
    ids: &Ids,
    (organisation, connection, read_by): (&OrganisationId, &ConnectionId, &str),
    groups: &[Upstream],
    now: Moment,
) -> Result<()> {
    for group in groups {
        let owner: Option<MemberId> =
            sqlx::query_scalar("select member_id from member_links where connection_id = $1 and external_key = $2")
                .bind(connection)
                .bind(&group.owner)
                .fetch_optional(&mut *conn)
                .await?;
        // What only the group itself told leaves its state alone, unless it has another owner, or was taken for gone.
        let id: CustomerGroupId = sqlx::query_scalar(
            "insert into customer_groups (id, organisation_id, connection_id, external_id, name, owner_id, owner_key, state, people, \
             since, read_by, revision, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12) \
             on conflict (connection_id, external_id) do update set name = excluded.name, owner_id = excluded.owner_id, \
             state = case when $13 = 1 or customer_groups.state = 'gone' or customer_groups.owner_key <> excluded.owner_key \
             then excluded.state else customer_groups.state end, owner_key = excluded.owner_key, people = excluded.people, \
             read_by = excluded.read_by, revision = customer_groups.revision + 1 returning id",
        )
        .bind(ids.next::<CustomerGroupId>())
        .bind(organisation)
        .bind(connection)
        .bind(&group.id)
        .bind(&group.name)
        .bind(&owner)
        .bind(&group.owner)
        .bind(group.state.unwrap_or(GroupState::Live))
        .bind(group.people)
        .bind(Moment(group.since))
        .bind(read_by)
        .bind(now)
        .bind(i64::from(group.state.is_some()))
        .fetch_one(&mut *conn)
        .await?;
        people(conn, connection, &id, &group.customers).await?;
    }
    Ok(())
}

async fn people(
    conn: &mut Conn,
    connection: &ConnectionId,
    group: &CustomerGroupId,
    customers: &[(String, i64)],
) -> Result<()> {
    sqlx::query("delete from customer_group_members where group_id = $1").bind(group).execute(&mut *conn).await?;
    let all: Vec<String> = customers.iter().map(|(id, _)| id.clone()).collect();
    let deleted = tombstones::find(conn, connection, &all).await?;
    let rows: Vec<&(String, i64)> = customers.iter().filter(|(id, _)| !deleted.contains_key(id)).collect();
    for block in blocks(&rows) {
        let mut sql = QueryBuilder::<Db>::new("insert into customer_group_members (group_id, external_id, joined_at) ");
        sql.push_values(block, |mut row, (external, joined)| {
            row.push_bind(group).push_bind(external).push_bind(Moment(*joined));
        });
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Groups of these owners that a run did not find are no more, or out of sight.
///
/// # Errors
/// What the database says.
pub(crate) async fn lost(conn: &mut Conn, connection: &ConnectionId, read_by: &str, owners: &[String]) -> Result<()> {
    if owners.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Db>::new(
        "update customer_groups set state = 'gone', revision = revision + 1 where connection_id = ",
    );
    sql.push_bind(connection.clone()).push(" and state <> 'gone' and read_by <> ").push_bind(read_by.to_owned());
    sql.push(" and owner_key in (");
    push_list(&mut sql, owners.iter().cloned());
    sql.push(")").build().execute(conn).await?;
    Ok(())
}

/// A group was dissolved.
///
/// # Errors
/// What the database says.
pub(crate) async fn gone(conn: &mut Conn, connection: &ConnectionId, external: &str) -> Result<()> {
    sqlx::query(
        "update customer_groups set state = 'gone', revision = revision + 1 where connection_id = $1 and external_id = $2 \
         and state <> 'gone'",
    )
    .bind(connection)
    .bind(external)
    .execute(conn)
    .await?;
    Ok(())
}

/// A group is the successor's, as the platform says; its name, and the organisation. `None` for one that is no longer here.
///
/// # Errors
/// What the database says.
pub(crate) async fn owned_by(
    conn: &mut Conn,
    id: &CustomerGroupId,
    owner: &MemberId,
) -> Result<Option<(OrganisationId, String)>> {
    let found: Option<(OrganisationId, String)> = sqlx::query_as(
        "update customer_groups set owner_id = $1, state = 'live', revision = revision + 1, owner_key = coalesce((select l.external_key \
         from member_links l where l.connection_id = customer_groups.connection_id and l.member_id = $1), owner_key) \
         where id = $2 returning organisation_id, name",
    )
    .bind(owner)
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(found)
}
