//! The board: who is what, and why.

use super::rows::{self, PRESENCE, Presence, WRITE, Write};
use crate::page::{Cursor, page};
use crate::search::{self, Kind, Reach};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer};
use model::mapping::MappingStatus;
use model::page::{Page, PageRequest};
use model::permission::Permission;
use model::presence::{Cause, Flow, HeardBy, PersonPresence, PresenceQuery, PresenceState, Side, SidePresence, Told};
use model::{Code, ConnectionId, MemberId, Moment, PresenceSyncId, Problem};
use sqlx::QueryBuilder;
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct Row {
    sync_id: PresenceSyncId,
    telephony_id: ConnectionId,
    centre_id: ConnectionId,
    member_id: MemberId,
    name: String,
    name_key: String,
    department: String,
    state: PresenceState,
    source: Option<Side>,
    since: Option<Moment>,
    flow: Flow,
    overridden_by: Option<String>,
    overridden_until: Option<Moment>,
}

/// One page of people, by name.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::PresenceRead`], [`Code::Malformed`] for a damaged cursor.
pub async fn board(services: &Services, viewer: &Viewer, query: &PresenceQuery) -> Result<Page<PersonPresence>> {
    viewer.require_everywhere(Permission::PresenceRead)?;
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(
        "select p.sync_id, s.telephony_id, s.centre_id, m.id as member_id, m.name, m.name_key, coalesce(d.name, '') as department, p.state, p.source, \
         p.since, p.flow, p.overridden_by, p.overridden_until from presence_people p join presence_syncs s on s.id = p.sync_id \
         join members m on m.id = p.member_id left join departments d on d.id = m.main_department_id",
    );
    push_filter(&mut sql, viewer, query);
    if let Some(cursor) = cursor {
        // A person can take part twice: the sync tells the rows apart.
        let (member, sync) = cursor.id.split_once('|').ok_or(Code::Malformed)?;
        sql.push(" and (m.name_key, m.id, p.sync_id) > (").push_bind(cursor.key.clone()).push(", ");
        sql.push_bind(member.to_owned()).push(", ").push_bind(sync.to_owned()).push(")");
    }
    sql.push(" order by m.name_key, m.id, p.sync_id limit ").push_bind(wanted + 1);
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count { Some(count(&mut conn, viewer, query).await?) } else { None };
    let found = page(found, wanted, total, |row: &Row| Cursor {
        key: row.name_key.clone(),
        id: [row.member_id.as_str(), "|", row.sync_id.as_str()].concat(),
    });
    let mut sides = Sides::of(&mut conn, &found.items).await?;
    let mut items = Vec::with_capacity(found.items.len());
    for row in found.items {
        items.push(sides.shown(viewer, row)?);
    }
    Ok(Page { items, next_cursor: found.next_cursor, total: found.total })
}

/// One person.
pub(super) async fn one(
    services: &Services,
    viewer: &Viewer,
    (sync, member): (&PresenceSyncId, &MemberId),
) -> Result<PersonPresence> {
    let query = PresenceQuery {
        sync: Some(sync.clone()),
        state: None,
        flow: None,
        search: String::new(),
        member: Some(member.clone()),
        page: PageRequest::default(),
    };
    board(services, viewer, &query).await?.items.pop().ok_or_else(|| Code::NotFound.into())
}

async fn count(conn: &mut Conn, viewer: &Viewer, query: &PresenceQuery) -> Result<i64> {
    let mut sql =
        QueryBuilder::<Db>::new("select count(*) from presence_people p join members m on m.id = p.member_id");
    push_filter(&mut sql, viewer, query);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &PresenceQuery) {
    sql.push(" where p.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and m.status in ('active', 'suspended')");
    if let Some(sync) = &query.sync {
        sql.push(" and p.sync_id = ").push_bind(sync.clone());
    }
    if let Some(state) = query.state {
        sql.push(" and p.state = ").push_bind(state);
    }
    if let Some(flow) = query.flow {
        sql.push(" and p.flow = ").push_bind(flow);
    }
    if let Some(member) = &query.member {
        sql.push(" and m.id = ").push_bind(member.clone());
    }
    search::push_for(sql, viewer, Kind::Member, "m", &query.search, Reach::Named);
}

/// What a page's people are on both sides, and were told.
struct Sides {
    presences: HashMap<(MemberId, ConnectionId), Presence>,
    writes: HashMap<(MemberId, PresenceSyncId), Vec<Write>>,
}

#[derive(sqlx::FromRow)]
struct Of<T: for<'r> sqlx::FromRow<'r, <Db as sqlx::Database>::Row>> {
    whose: MemberId,
    #[sqlx(flatten)]
    it: T,
}

impl Sides {
    async fn of(conn: &mut Conn, rows: &[Row]) -> Result<Self> {
        let mut sides = Self { presences: HashMap::new(), writes: HashMap::new() };
        if rows.is_empty() {
            return Ok(sides);
        }
        let members: Vec<MemberId> = rows.iter().map(|row| row.member_id.clone()).collect();
        let select = PRESENCE.replacen("select ", "select g.member_id as whose, ", 1);
        let mut sql = QueryBuilder::<Db>::new(select);
        sql.push(
            "join mappings g on g.connection_id = p.connection_id and g.external_id = p.external_id and g.status = ",
        );
        sql.push_bind(MappingStatus::Mapped).push(" where g.member_id in (");
        push_list(&mut sql, members.iter().cloned());
        let found: Vec<Of<Presence>> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        sides.presences = found.into_iter().map(|one| ((one.whose, one.it.connection_id.clone()), one.it)).collect();
        let mut syncs: Vec<PresenceSyncId> = rows.iter().map(|row| row.sync_id.clone()).collect();
        syncs.sort();
        syncs.dedup();
        for sync in syncs {
            let mut sql = QueryBuilder::<Db>::new(WRITE);
            sql.push("where w.sync_id = ").push_bind(sync.clone()).push(" and w.member_id in (");
            push_list(&mut sql, members.iter().cloned());
            let found: Vec<rows::Write> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
            for write in found {
                sides.writes.entry((write.member_id.clone(), sync.clone())).or_default().push(write);
            }
        }
        Ok(sides)
    }

    fn shown(&mut self, viewer: &Viewer, row: Row) -> Result<PersonPresence> {
        let mut side = |connection: &ConnectionId| self.presences.remove(&(row.member_id.clone(), connection.clone()));
        let telephony = side(&row.telephony_id).map(shown);
        let centre = side(&row.centre_id).map(shown);
        let writes = self.writes.remove(&(row.member_id.clone(), row.sync_id)).unwrap_or_default();
        Ok(PersonPresence {
            member_id: row.member_id,
            name: viewer.text(row.name),
            department: row.department,
            state: row.state,
            source: row.source,
            since: row.since,
            telephony,
            centre,
            flow: row.flow,
            told: told(&writes)?.map(|told| match told.cause {
                Cause::Person { by } => Told { cause: Cause::Person { by: viewer.text(by) }, ..told },
                _ => told,
            }),
            problem: problem(&writes)?,
            overridden: row.overridden_by.map(|by| viewer.text(by)).zip(row.overridden_until),
        })
    }
}

fn shown(one: Presence) -> SidePresence {
    SidePresence {
        external_id: one.external_id,
        state: one.state,
        detail: one.detail,
        since: one.since,
        lag: match one.heard_by {
            HeardBy::Webhook | HeardBy::Poll => (one.heard_at.0 - one.event_at.0).max(0),
            // What was read is as old as the reading.
            HeardBy::Snapshot | HeardBy::Change => 0,
        },
        heard_by: one.heard_by,
    }
}

/// What is about to be told, or was told last.
fn told(writes: &[Write]) -> Result<Option<Told>> {
    if let Some(write) = writes.iter().find(|write| write.wanted.is_some()) {
        let wanted = write.target()?.zip(write.cause()?);
        return Ok(wanted.map(|(target, cause)| Told { target, cause, at: None, lag: None }));
    }
    let Some(write) = writes.iter().max_by_key(|write| write.told_at) else { return Ok(None) };
    Ok(write.last()?.map(|(target, cause)| Told { target, cause, at: write.told_at, lag: write.lag }))
}

/// Why a platform did not take the last change.
fn problem(writes: &[Write]) -> Result<Option<Problem>> {
    let found = writes.iter().find_map(|write| write.problem.as_deref());
    Ok(found.map(serde_json::from_str).transpose()?)
}
