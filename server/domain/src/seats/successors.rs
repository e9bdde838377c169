//! Who could take a seat over.

use super::rows;
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, members};
use model::member::{MemberQuery, MemberRow, Status};
use model::page::Page;
use model::permission::Permission;
use model::seat::{Successor, SuccessorBar, SuccessorQuery};
use model::{ConnectionId, MemberId};
use sqlx::QueryBuilder;
use std::collections::HashSet;

/// One page of members, each with what stands in the way.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::SeatsInherit`], [`model::Code::NotFound`] for the seat.
pub async fn successors(services: &Services, viewer: &Viewer, query: &SuccessorQuery) -> Result<Page<Successor>> {
    viewer.require(Permission::SeatsInherit)?;
    let mut conn = services.store.read().await?;
    let seat = rows::find(&mut conn, viewer, &query.seat).await?;
    drop(conn);
    let wanted = MemberQuery {
        statuses: vec![Status::Active, Status::Suspended, Status::Invited],
        department: query.department.clone(),
        search: query.search.clone(),
        page: query.page.clone(),
        ..MemberQuery::default()
    };
    let page = members::list(services, viewer, &wanted).await?;
    let mut conn = services.store.read().await?;
    let ids: Vec<&MemberId> = page.items.iter().map(|row| &row.id).collect();
    let seated = among(
        &mut conn,
        "select member_id from seats where until is null and connection_id = ",
        (&seat.connection_id, Some(seat.kind.word())),
        &ids,
    )
    .await?;
    let linked = among(
        &mut conn,
        "select member_id from member_links where connection_id = ",
        (&seat.connection_id, None),
        &ids,
    )
    .await?;
    let bar = |row: &MemberRow| {
        if row.id == seat.member_id {
            Some(SuccessorBar::Same)
        } else {
            bar(row.status, seated.contains(&row.id), linked.contains(&row.id))
        }
    };
    let items = page.items.iter().map(|row| Successor {
        member_id: row.id.clone(),
        name: row.name.clone(),
        department: row.departments.first().map(|place| place.name.clone()).unwrap_or_default(),
        bar: bar(row),
    });
    Ok(Page { items: items.collect(), next_cursor: page.next_cursor, total: page.total })
}

/// What stands in the way of one who does not hold the seat himself.
pub(super) const fn bar(status: Status, seated: bool, linked: bool) -> Option<SuccessorBar> {
    match (status, seated, linked) {
        (Status::Active, false, true) => None,
        (Status::Active, true, _) => Some(SuccessorBar::HasSeat),
        (Status::Active, false, false) => Some(SuccessorBar::NotThere),
        _ => Some(SuccessorBar::NotActive),
    }
}

async fn among(
    conn: &mut Conn,
    select: &str,
    (connection, kind): (&ConnectionId, Option<&'static str>),
    ids: &[&MemberId],
) -> Result<HashSet<MemberId>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = QueryBuilder::<Db>::new(select);
    sql.push_bind(connection.clone());
    if let Some(kind) = kind {
        sql.push(" and kind = ").push_bind(kind);
    }
    sql.push(" and member_id in (");
    push_list(&mut sql, ids.iter().map(|id| (*id).clone()));
    let found: Vec<MemberId> = sql.push(")").build_query_scalar().fetch_all(conn).await?;
    Ok(found.into_iter().collect())
}
