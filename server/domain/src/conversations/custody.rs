//! Through whose hands a customer went.

use crate::customers;
use crate::viewer::push_member_scope;
use crate::{Db, Result, Services, Viewer};
use model::conversation::{Custody, Party};
use model::permission::Permission;
use model::seat::SeatRange;
use model::{CustomerId, MemberId, Moment, SeatId};
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct Row {
    member_id: MemberId,
    name: String,
    since: Moment,
    holds: bool,
    messages: i64,
    seat_id: Option<SeatId>,
    seat_since: Option<Moment>,
    seat_until: Option<Moment>,
    before_id: Option<MemberId>,
    before_name: Option<String>,
    reads: Option<String>,
    reads_from: Option<Moment>,
}

/// Who looked after a customer, the first one first, each with the seats by which it was archived and what he may read of the time
/// before. A Department Admin sees the members in his departments.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::ArchiveRead`], [`model::Code::NotFound`] for a customer whom the viewer does not see.
pub async fn custody(services: &Services, viewer: &Viewer, customer: &CustomerId) -> Result<Vec<Custody>> {
    viewer.require(Permission::ArchiveRead)?;
    customers::get(services, viewer, customer).await?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(
        "select r.member_id, m.name, r.since, r.state <> 'ended' as holds, \
         (select cast(coalesce(sum(s.messages), 0) as bigint) from customer_links l join conversations v on v.external_id = l.external_id \
         and v.organisation_id = l.organisation_id and v.kind = 'customer' join conversation_strands s on s.conversation_id = v.id \
         join conversation_members x on x.strand_id = s.id where l.customer_id = r.customer_id and x.member_id = r.member_id) \
         as messages, t.id as seat_id, t.since as seat_since, t.until as seat_until, p.member_id as before_id, b.name as before_name, \
         t.reads, t.reads_from from relations r join members m on m.id = r.member_id \
         left join seats t on t.member_id = r.member_id and t.organisation_id = r.organisation_id \
         left join seats p on p.id = t.inherited_from left join members b on b.id = p.member_id where r.organisation_id = ",
    );
    sql.push_bind(viewer.organisation.clone()).push(" and r.customer_id = ").push_bind(customer.clone());
    push_member_scope(&mut sql, viewer);
    sql.push(" order by r.since, r.id, t.since, t.id");
    let rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let shown = rows.into_iter().map(|row| Custody {
        range: row.reads.as_deref().map(|reads| match (reads, row.reads_from) {
            ("from", Some(from)) => SeatRange::From(from),
            ("summary", _) => SeatRange::Summary,
            _ => SeatRange::Everything,
        }),
        member_id: row.member_id,
        name: viewer.text(row.name),
        since: row.since,
        holds: row.holds,
        messages: row.messages,
        seat: row.seat_id,
        seat_since: row.seat_since,
        seat_until: row.seat_until,
        inherited_from: row.before_name.map(|name| Party { member_id: row.before_id, name: viewer.text(name) }),
    });
    Ok(shown.collect())
}
