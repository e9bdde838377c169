//! Reading the register.

use super::rows::{Row, SELECT};
use crate::page::{Cursor, page};
use crate::{Conn, Db, Result, Services, Viewer};
use model::Moment;
use model::page::Page;
use model::permission::Permission;
use model::privacy::{PrivacyCounts, PrivacyQuery, PrivacyRequest, RequestState};
use sqlx::QueryBuilder;

/// One page of requests: open ones by the day on which they are due, then the closed, newest first.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::PrivacyWrite`], [`model::Code::Malformed`] for a damaged cursor.
pub async fn list(services: &Services, viewer: &Viewer, query: &PrivacyQuery) -> Result<Page<PrivacyRequest>> {
    viewer.require_everywhere(Permission::PrivacyWrite)?;
    let now = services.clock.now();
    let wanted = query.page.rows();
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    push_filter(&mut sql, viewer, query, now);
    if let Some(cursor) = Cursor::of(&query.page)? {
        let key = cursor.number()?;
        sql.push(" and (").push(ORDER).push(", id) > (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by ").push(ORDER).push(", id limit ").push_bind(wanted + 1);
    let mut conn = services.store.read().await?;
    let rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count { Some(count(&mut conn, viewer, query, now).await?) } else { None };
    let page = page(rows, wanted, total, |row: &Row| Cursor { key: place(row).to_string(), id: row.id.0.clone() });
    let items = page.items.into_iter().map(|row| row.shown(now)).collect();
    Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
}

/// What the list is sorted by. Moments are below 2^53; the closed come after all that are open, newest first.
const ORDER: &str = "(case when state = 'open' then due_at else 9007199254740992 - received_at end)";

fn place(row: &Row) -> i64 {
    if row.state == RequestState::Open { row.due_at.0 } else { (1 << 53) - row.received_at.0 }
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &PrivacyQuery, now: Moment) {
    sql.push("where organisation_id = ").push_bind(viewer.organisation.clone());
    if let Some(state) = query.state {
        sql.push(" and state = ").push_bind(state);
    }
    if query.overdue {
        sql.push(" and state = 'open' and due_at < ").push_bind(now);
    }
}

async fn count(conn: &mut Conn, viewer: &Viewer, query: &PrivacyQuery, now: Moment) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new("select count(*) from privacy_requests ");
    push_filter(&mut sql, viewer, query, now);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

/// How many requests there are.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::PrivacyWrite`].
pub async fn counts(services: &Services, viewer: &Viewer) -> Result<PrivacyCounts> {
    viewer.require_everywhere(Permission::PrivacyWrite)?;
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let mut of = async |state, overdue| {
        count(&mut conn, viewer, &PrivacyQuery { state, overdue, ..PrivacyQuery::default() }, now).await
    };
    Ok(PrivacyCounts {
        open: of(Some(RequestState::Open), false).await?,
        overdue: of(None, true).await?,
        answered: of(Some(RequestState::Answered), false).await?,
        refused: of(Some(RequestState::Refused), false).await?,
        withdrawn: of(Some(RequestState::Withdrawn), false).await?,
    })
}
