//! What somebody may read, as conditions on strands and messages.

use crate::viewer::push_path_scope;
use crate::{Conn, Db, Result, Viewer};
use model::permission::Permission;
use model::{MemberId, Moment, SeatId};
use sqlx::QueryBuilder;

/// Seats are followed back so often: nobody inherits more.
const LONGEST: usize = 200;

/// How much is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// That there are messages.
    Summary,
    /// What they say.
    Words,
}

/// What a viewer may know.
#[derive(Debug)]
pub(super) enum Sight {
    /// Everything of the organisation.
    Everything,
    /// What members in these departments wrote, and what seats came with.
    Some {
        /// Paths of departments.
        paths: Vec<String>,
        /// What seats came with.
        grants: Vec<Grant>,
    },
}

/// What a seat came with.
#[derive(Debug)]
pub(super) struct Grant {
    /// Whose messages.
    pub member: MemberId,
    /// Not before this moment.
    pub from: Option<Moment>,
    /// Before this moment: when the seat passed on.
    pub until: Option<Moment>,
    /// Whether they may be read, and not only counted.
    pub words: bool,
}

#[derive(sqlx::FromRow)]
struct Held {
    member_id: MemberId,
    until: Option<Moment>,
    inherited_from: Option<SeatId>,
    reads: Option<String>,
    reads_from: Option<Moment>,
}

const HELD: &str = "select member_id, until, inherited_from, reads, reads_from from seats where organisation_id = ";

impl Sight {
    /// What this viewer may know now.
    ///
    /// # Errors
    /// [`model::Code::Forbidden`] for somebody without [`Permission::ArchiveRead`] whose seat came from nobody.
    pub(super) async fn of(conn: &mut Conn, viewer: &Viewer) -> Result<Self> {
        let right = viewer.require(Permission::ArchiveRead);
        if right.is_ok() && viewer.scope.is_none() {
            return Ok(Self::Everything);
        }
        let grants = if viewer.is_person() { grants(conn, viewer).await? } else { Vec::new() };
        if grants.is_empty() {
            right?;
            return Ok(Self::Some { paths: viewer.scope.clone().unwrap_or_default(), grants });
        }
        let paths = if right.is_ok() { viewer.scope.clone().unwrap_or_default() } else { Vec::new() };
        Ok(Self::Some { paths, grants })
    }

    /// Whether strands tell all there is to know of them: nothing is cut off in the middle.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Everything => true,
            Self::Some { grants, .. } => grants.is_empty(),
        }
    }

    /// Adds a condition on each strand `s`: something in it may be known.
    pub(super) fn push_strands(&self, sql: &mut QueryBuilder<Db>, depth: Depth) {
        let Self::Some { paths, grants } = self else { return };
        sql.push(" and (1 = 0");
        push_paths(sql, paths, "s.id");
        for grant in grants.iter().filter(|grant| grant.words || depth == Depth::Summary) {
            push_member(sql, &grant.member, "s.id");
            if let Some(from) = grant.from {
                sql.push(" and s.last_at >= ").push_bind(from);
            }
            if let Some(until) = grant.until {
                sql.push(" and s.first_at < ").push_bind(until);
            }
            sql.push(")");
        }
        sql.push(")");
    }

    /// Adds a condition on each message `m`.
    pub(super) fn push_messages(&self, sql: &mut QueryBuilder<Db>, depth: Depth) {
        let Self::Some { paths, grants } = self else { return };
        sql.push(" and (1 = 0");
        push_paths(sql, paths, "m.strand_id");
        for grant in grants.iter().filter(|grant| grant.words || depth == Depth::Summary) {
            push_member(sql, &grant.member, "m.strand_id");
            if let Some(from) = grant.from {
                sql.push(" and m.at >= ").push_bind(from);
            }
            if let Some(until) = grant.until {
                sql.push(" and m.at < ").push_bind(until);
            }
            sql.push(")");
        }
        sql.push(")");
    }
}

fn push_paths(sql: &mut QueryBuilder<Db>, paths: &[String], strand: &str) {
    if paths.is_empty() {
        return;
    }
    sql.push(" or ").push(strand).push(
        " in (select x.strand_id from departments d join member_departments md on md.department_id = d.id \
         join conversation_members x on x.member_id = md.member_id where ",
    );
    push_path_scope(sql, paths);
    sql.push(")");
}

/// Begins "or it is a strand of this member"; the bracket stays open.
fn push_member(sql: &mut QueryBuilder<Db>, member: &MemberId, strand: &str) {
    sql.push(" or (").push(strand).push(" in (select x.strand_id from conversation_members x where x.member_id = ");
    sql.push_bind(member.clone()).push(")");
}

/// Whether a seat that somebody holds came from another member.
///
/// # Errors
/// What the database says.
pub(crate) async fn inherits(conn: &mut Conn, viewer: &Viewer) -> Result<bool> {
    if !viewer.is_person() {
        return Ok(false);
    }
    let mut sql = QueryBuilder::<Db>::new("select count(*) from seats where organisation_id = ");
    sql.push_bind(viewer.organisation.clone()).push(" and member_id = ").push_bind(viewer.member.clone());
    sql.push(" and until is null and inherited_from is not null");
    let seats: i64 = sql.build_query_scalar().fetch_one(conn).await?;
    Ok(seats > 0)
}

/// What the seats that the viewer holds came with: of every holder before, what each who passed it on granted, and what all after
/// him were granted.
async fn grants(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<Grant>> {
    let mut sql = QueryBuilder::<Db>::new(HELD);
    sql.push_bind(viewer.organisation.clone()).push(" and member_id = ").push_bind(viewer.member.clone());
    sql.push(" and until is null and inherited_from is not null");
    let held: Vec<Held> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let mut grants = Vec::new();
    for seat in held {
        let (mut seat, mut from, mut words) = (seat, None, true);
        for _ in 0..LONGEST {
            let Some(before) = seat.inherited_from.clone() else { break };
            from = from.max(seat.reads_from);
            words = words && seat.reads.as_deref() != Some("summary");
            let mut sql = QueryBuilder::<Db>::new(HELD);
            sql.push_bind(viewer.organisation.clone()).push(" and id = ").push_bind(before);
            let found: Option<Held> = sql.build_query_as().fetch_optional(&mut *conn).await?;
            let Some(found) = found else { break };
            grants.push(Grant { member: found.member_id.clone(), from, until: found.until, words });
            seat = found;
        }
    }
    if !grants.is_empty() {
        // Old and new read as one conversation.
        grants.push(Grant { member: viewer.member.clone(), from: None, until: None, words: true });
    }
    Ok(grants)
}
