//! The SQL of seats.

use crate::{Conn, Db, Result, Viewer};
use model::member::Status;
use model::seat::{Predecessor, Seat, SeatKind, SeatRange, SeatState};
use model::{Code, ConnectionId, MemberId, Moment, OrganisationId, SeatId};
use sqlx::QueryBuilder;

/// The columns of [`Row`]; the tables are named `s` and `m`.
pub(super) const SELECT: &str = "select s.id, s.connection_id, c.name as connection, s.kind, s.member_id, m.name as holder, \
     coalesce(d.name, '') as department, m.status, s.since, s.until, s.listed, s.inherited_from, p.member_id as before_id, \
     b.name as before_name, s.reads, s.reads_from, s.revision from seats s join connections c on c.id = s.connection_id \
     join members m on m.id = s.member_id left join departments d on d.id = m.main_department_id \
     left join seats p on p.id = s.inherited_from left join members b on b.id = p.member_id ";

/// A seat as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: SeatId,
    pub connection_id: ConnectionId,
    pub connection: String,
    pub kind: SeatKind,
    pub member_id: MemberId,
    pub holder: String,
    pub department: String,
    pub status: Status,
    pub since: Moment,
    pub until: Option<Moment>,
    pub listed: bool,
    pub inherited_from: Option<SeatId>,
    pub before_id: Option<MemberId>,
    pub before_name: Option<String>,
    pub reads: Option<String>,
    pub reads_from: Option<Moment>,
    pub revision: i64,
}

impl Row {
    /// As a viewer sees it.
    pub(super) fn shown(self) -> Seat {
        let state = match (self.until, self.status) {
            (Some(_), _) => SeatState::Ended,
            (None, Status::Active) if self.listed => SeatState::Active,
            (None, Status::Active) => SeatState::Unlisted,
            (None, _) => SeatState::Frozen,
        };
        let range = match (self.reads.as_deref(), self.reads_from) {
            (Some("from"), Some(from)) => Some(SeatRange::From(from)),
            (Some("summary"), _) => Some(SeatRange::Summary),
            (Some(_), _) => Some(SeatRange::Everything),
            (None, _) => None,
        };
        let predecessor = |((seat, member_id), name)| Predecessor { seat, member_id, name };
        Seat {
            state,
            range,
            inherited_from: self.inherited_from.zip(self.before_id).zip(self.before_name).map(predecessor),
            id: self.id,
            connection_id: self.connection_id,
            connection: self.connection,
            kind: self.kind,
            holder_id: self.member_id,
            holder: self.holder,
            department: self.department,
            status: self.status,
            since: self.since,
            until: self.until,
            revision: self.revision,
        }
    }
}

/// A range as its two columns.
pub(super) const fn columns(range: SeatRange) -> (&'static str, Option<Moment>) {
    match range {
        SeatRange::Everything => ("everything", None),
        SeatRange::Summary => ("summary", None),
        SeatRange::From(from) => ("from", Some(from)),
    }
}

/// The seat with this id that the viewer sees.
///
/// # Errors
/// [`Code::NotFound`]
pub(super) async fn find(conn: &mut Conn, viewer: &Viewer, id: &SeatId) -> Result<Row> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where s.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and s.id = ").push_bind(id.clone());
    crate::viewer::push_member_scope(&mut sql, viewer);
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?)
}

/// Whether somebody holds a seat of the kind on the connection.
pub(super) async fn holds(
    conn: &mut Conn,
    (connection, kind): (&ConnectionId, SeatKind),
    member: &MemberId,
) -> Result<bool> {
    let found: Option<SeatId> = sqlx::query_scalar(
        "select id from seats where connection_id = $1 and kind = $2 and member_id = $3 and until is null",
    )
    .bind(connection)
    .bind(kind)
    .bind(member)
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

/// Whether whoever held this seat holds one of its kind on its connection now.
pub(crate) async fn held_since(conn: &mut Conn, organisation: &OrganisationId, id: &SeatId) -> Result<bool> {
    let found: bool = sqlx::query_scalar(
        "select exists (select 1 from seats s join seats n on n.connection_id = s.connection_id and n.kind = s.kind \
         and n.member_id = s.member_id where s.organisation_id = $1 and s.id = $2 and n.until is null)",
    )
    .bind(organisation)
    .bind(id)
    .fetch_one(conn)
    .await?;
    Ok(found)
}

/// A seat to be written.
pub(crate) struct New<'a> {
    pub id: &'a SeatId,
    pub connection: &'a ConnectionId,
    pub kind: SeatKind,
    pub member: &'a MemberId,
    pub listed: bool,
    /// The holding before, and what may be read of it.
    pub from: Option<(&'a SeatId, SeatRange)>,
}

/// Begins a holding.
pub(crate) async fn insert(conn: &mut Conn, organisation: &OrganisationId, new: &New<'_>, now: Moment) -> Result<()> {
    let (reads, reads_from) = match new.from {
        Some((_, range)) => {
            let (reads, from) = columns(range);
            (Some(reads), from)
        }
        None => (None, None),
    };
    sqlx::query(
        "insert into seats (id, organisation_id, connection_id, kind, member_id, since, until, listed, inherited_from, reads, \
         reads_from, revision, created_at) values ($1, $2, $3, $4, $5, $6, null, $7, $8, $9, $10, 1, $6)",
    )
    .bind(new.id)
    .bind(organisation)
    .bind(new.connection)
    .bind(new.kind)
    .bind(new.member)
    .bind(now)
    .bind(new.listed)
    .bind(new.from.map(|(seat, _)| seat))
    .bind(reads)
    .bind(reads_from)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends a holding that is under way; its revision afterwards, `None` if it is not.
pub(crate) async fn end(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &SeatId,
    now: Moment,
) -> Result<Option<i64>> {
    let revision = sqlx::query_scalar(
        "update seats set until = $1, revision = revision + 1 where organisation_id = $2 and id = $3 and until is null \
         returning revision",
    )
    .bind(now)
    .bind(organisation)
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(revision)
}

/// Goes on with a holding that ended; its revision afterwards.
pub(crate) async fn reopen(conn: &mut Conn, organisation: &OrganisationId, id: &SeatId) -> Result<Option<i64>> {
    let revision = sqlx::query_scalar(
        "update seats set until = null, revision = revision + 1 where organisation_id = $1 and id = $2 \
         and until is not null returning revision",
    )
    .bind(organisation)
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(revision)
}
