//! Reading change sets and their rows.

use super::access::{is_seen, require_reading};
use crate::change::tally::{self, Tally};
use crate::page::{Cursor, page};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, backups};
use model::audit::Subject;
use model::change::{
    Brake, ChangeKind, ChangeRow, ChangeSet, ChangeState, FieldChange, Reason, Resolution, RowQuery, RowState,
    SetQuery, Verdict,
};
use model::page::Page;
use model::run::Counts;
use model::{ApiKeyId, ChangeRowId, ChangeSetId, Code, ConnectionId, MemberId, Moment, OrganisationId, RunId};
use sqlx::QueryBuilder;

const SELECT: &str = "select s.id, s.kind, s.state, s.connection_id, c.name as connection, s.count_unchanged, s.brake_of, \
     s.brake_percent, s.second_person, s.created_by, s.created_at, s.applied_at, s.cleared_at, s.revision \
     from change_sets s left join connections c on c.id = s.connection_id ";

#[derive(sqlx::FromRow)]
struct SetRow {
    id: ChangeSetId,
    kind: ChangeKind,
    state: ChangeState,
    connection_id: Option<ConnectionId>,
    connection: Option<String>,
    count_unchanged: i64,
    brake_of: i64,
    brake_percent: i64,
    second_person: bool,
    created_by: String,
    created_at: Moment,
    applied_at: Option<Moment>,
    cleared_at: Option<Moment>,
    revision: i64,
}

/// One page of change sets, newest first.
///
/// # Errors
/// [`Code::Forbidden`] for somebody who may look at no kind of set.
pub async fn list(services: &Services, viewer: &Viewer, query: &SetQuery) -> Result<Page<ChangeSet>> {
    let kinds = require_reading(viewer)?;
    let wanted = query.page.rows();
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    push_filter(&mut sql, viewer, &kinds, query);
    if let Some(cursor) = Cursor::of(&query.page)? {
        let key = cursor.number()?;
        sql.push(" and (s.created_at, s.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by s.created_at desc, s.id desc limit ").push_bind(wanted + 1);
    let mut conn = services.store.read().await?;
    let found: Vec<SetRow> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let mut sets = Vec::with_capacity(found.len());
    for row in found {
        sets.push(shown(&mut conn, row).await?);
    }
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from change_sets s ");
        push_filter(&mut sql, viewer, &kinds, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    Ok(page(sets, wanted, total, |set: &ChangeSet| Cursor { key: set.created_at.0.to_string(), id: set.id.0.clone() }))
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, kinds: &[ChangeKind], query: &SetQuery) {
    sql.push("where s.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and s.state <> 'drafting' and s.kind in (");
    push_list(sql, kinds.iter().copied());
    sql.push(")");
    if viewer.scope.is_some() {
        match viewer.key() {
            Some(key) => sql.push(" and s.created_by_key = ").push_bind(key),
            None => sql.push(" and s.created_by_member = ").push_bind(viewer.member.clone()),
        };
    }
    if let Some(kind) = query.kind {
        sql.push(" and s.kind = ").push_bind(kind);
    }
    if let Some(state) = query.state {
        sql.push(" and s.state = ").push_bind(state);
    }
}

/// One change set.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &ChangeSetId) -> Result<ChangeSet> {
    require_reading(viewer)?;
    let mut conn = services.store.read().await?;
    find(&mut conn, viewer, id).await
}

/// A set that the viewer sees.
pub(super) async fn find(conn: &mut Conn, viewer: &Viewer, id: &ChangeSetId) -> Result<ChangeSet> {
    let by: Option<(ChangeKind, Option<MemberId>, Option<ApiKeyId>)> = sqlx::query_as(
        "select kind, created_by_member, created_by_key from change_sets where organisation_id = $1 and id = $2",
    )
    .bind(&viewer.organisation)
    .bind(id)
    .fetch_optional(&mut *conn)
    .await?;
    let seen = by.is_some_and(|(kind, member, key)| is_seen(viewer, kind, (member.as_ref(), key.as_ref())));
    if !seen {
        return Err(Code::NotFound.into());
    }
    find_any(conn, &viewer.organisation, id).await
}

/// A set of an organisation, for what runs by itself.
pub(super) async fn find_any(conn: &mut Conn, organisation: &OrganisationId, id: &ChangeSetId) -> Result<ChangeSet> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where s.organisation_id = ").push_bind(organisation.clone());
    sql.push(" and s.id = ").push_bind(id.clone());
    sql.push(" and s.state <> 'drafting'");
    let row: Option<SetRow> = sql.build_query_as().fetch_optional(&mut *conn).await?;
    shown(conn, row.ok_or(Code::NotFound)?).await
}

async fn shown(conn: &mut Conn, row: SetRow) -> Result<ChangeSet> {
    let tallies = tally::of(conn, &row.id).await?;
    let removing = tally::removing(&tallies);
    let run: Option<RunId> = sqlx::query_scalar(
        "select id from runs where change_set_id = $1 and kind in ('apply', 'undo') and state in ('queued', 'running') limit 1",
    )
    .bind(&row.id)
    .fetch_optional(&mut *conn)
    .await?;
    let mut counts = Counts { unchanged: row.count_unchanged, ..Counts::default() };
    let mut accepted = 0;
    let mut leaving = 0;
    let mut outcomes: Vec<(RowState, i64)> = Vec::new();
    for Tally { verdict, state, accepted: ticked, braked, amount: count } in tallies {
        match verdict {
            Verdict::Add => counts.add += count,
            Verdict::Change => counts.change += count,
            Verdict::Leave => counts.leave += count,
            Verdict::Conflict => counts.conflict += count,
            Verdict::Blocked => counts.blocked += count,
        }
        if state == RowState::Failed {
            counts.failed += count;
        }
        if ticked {
            accepted += count;
            if verdict == Verdict::Leave && braked {
                leaving += count;
            }
        }
        match outcomes.iter_mut().find(|(known, _)| *known == state) {
            Some((_, sum)) => *sum += count,
            None => outcomes.push((state, count)),
        }
    }
    outcomes.sort_unstable();
    let brake = Brake { leave: leaving, of: row.brake_of, limit: row.brake_percent };
    let removal = Brake { leave: removing, ..brake };
    let copy = if removal.holds() { Some(backups::copy_before(conn, &row.id).await?) } else { None };
    Ok(ChangeSet {
        copy,
        id: row.id,
        kind: row.kind,
        state: row.state,
        connection_id: row.connection_id,
        connection: row.connection.unwrap_or_default(),
        counts,
        accepted,
        outcomes,
        second_person: row.second_person,
        brake,
        run,
        created_by: row.created_by,
        created_at: row.created_at,
        applied_at: row.applied_at,
        cleared_at: row.cleared_at,
        revision: row.revision,
    })
}

const ROWS: &str = "select id, subject, subject_id, name, name_key, detail, verdict, reason, fields, accepted, resolution, state, problem \
     from change_rows ";

#[derive(sqlx::FromRow)]
struct RowRow {
    id: ChangeRowId,
    subject: Subject,
    subject_id: Option<String>,
    name: String,
    name_key: String,
    detail: String,
    verdict: Verdict,
    reason: Reason,
    fields: String,
    accepted: bool,
    resolution: Option<Resolution>,
    state: RowState,
    problem: Option<String>,
}

impl RowRow {
    /// The row as the viewer may see it.
    fn seen_by(self, viewer: &Viewer) -> ChangeRow {
        let row = self;
        let mut fields: Vec<FieldChange> = serde_json::from_str(&row.fields).unwrap_or_default();
        for field in fields.iter_mut().filter(|field| matches!(field.field.as_str(), "phone" | "phones")) {
            field.before = viewer.phone(std::mem::take(&mut field.before));
            field.after = viewer.phone(std::mem::take(&mut field.after));
        }
        ChangeRow {
            id: row.id,
            subject: row.subject,
            subject_id: row.subject_id,
            name: viewer.text(row.name),
            detail: viewer.text(row.detail),
            verdict: row.verdict,
            reason: row.reason,
            fields,
            accepted: row.accepted,
            resolution: row.resolution,
            state: row.state,
            problem: row.problem.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        }
    }
}

/// One page of a set's rows, by name.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Malformed`] for a damaged cursor.
pub async fn rows(services: &Services, viewer: &Viewer, query: &RowQuery) -> Result<Page<ChangeRow>> {
    require_reading(viewer)?;
    let wanted = query.page.rows();
    let mut conn = services.store.read().await?;
    find(&mut conn, viewer, &query.set).await?;
    let mut sql = QueryBuilder::<Db>::new(ROWS);
    push_row_filter(&mut sql, query);
    if let Some(cursor) = Cursor::of(&query.page)? {
        sql.push(" and (name_key, id) > (").push_bind(cursor.key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by name_key, id limit ").push_bind(wanted + 1);
    let found: Vec<RowRow> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from change_rows ");
        push_row_filter(&mut sql, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    let page = page(found, wanted, total, |row: &RowRow| Cursor { key: row.name_key.clone(), id: row.id.0.clone() });
    Ok(Page {
        items: page.items.into_iter().map(|row| row.seen_by(viewer)).collect(),
        next_cursor: page.next_cursor,
        total: page.total,
    })
}

fn push_row_filter(sql: &mut QueryBuilder<Db>, query: &RowQuery) {
    sql.push("where set_id = ").push_bind(query.set.clone());
    if let Some(verdict) = query.verdict {
        sql.push(" and verdict = ").push_bind(verdict);
    }
    if let Some(state) = query.state {
        sql.push(" and state = ").push_bind(state);
    }
    let search: String = query.search.chars().take(model::limits::SEARCH).collect();
    let key = crate::keys::name_keys(&search).full;
    if !key.is_empty() {
        let end = format!("{key}{}", char::MAX);
        sql.push(" and name_key >= ").push_bind(key).push(" and name_key < ").push_bind(end);
    }
}

/// One row for the browser.
pub(super) async fn row(conn: &mut Conn, viewer: &Viewer, set: &ChangeSetId, id: &ChangeRowId) -> Result<ChangeRow> {
    let mut sql = QueryBuilder::<Db>::new(ROWS);
    sql.push("where set_id = ").push_bind(set.clone()).push(" and id = ").push_bind(id.clone());
    let row: Option<RowRow> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?.seen_by(viewer))
}
