//! Who looked into conversations, and why.

use super::sight::Sight;
use crate::page::{Cursor, page};
use crate::{Db, Result, Services, Viewer};
use model::conversation::{OPEN_FOR, Opening, OpeningQuery};
use model::page::Page;
use model::permission::Permission;
use model::seat::SeatRange;
use model::{ConversationId, Moment, OpeningId};
use sqlx::QueryBuilder;

/// An opening as stored.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub id: OpeningId,
    pub conversation_id: ConversationId,
    pub by_name: String,
    pub reason: String,
    pub reads: String,
    pub reads_from: Option<Moment>,
    pub at: Moment,
}

pub(super) fn shown(row: Row) -> Opening {
    let range = match row.reads_from {
        Some(from) if row.reads == "from" => SeatRange::From(from),
        _ => SeatRange::Everything,
    };
    Opening {
        id: row.id,
        conversation_id: row.conversation_id,
        by: row.by_name,
        reason: row.reason,
        range,
        at: row.at,
        until: row.at.plus(OPEN_FOR),
    }
}

/// One page of openings, newest first: everybody's for whoever reads the activity, else one's own.
///
/// # Errors
/// [`model::Code::Forbidden`] for somebody who may read neither the activity nor any conversation, [`model::Code::Malformed`] for a damaged cursor.
pub async fn openings(services: &Services, viewer: &Viewer, query: &OpeningQuery) -> Result<Page<Opening>> {
    let everybody = viewer.require_everywhere(Permission::AuditRead).is_ok();
    let mut conn = services.store.read().await?;
    if !everybody {
        Sight::of(&mut conn, viewer).await?;
    }
    let wanted = query.page.rows();
    let mut sql = QueryBuilder::<Db>::new(
        "select id, conversation_id, by_name, reason, reads, reads_from, at from archive_openings where ",
    );
    push_filter(&mut sql, viewer, everybody, query);
    if let Some(cursor) = Cursor::of(&query.page)? {
        let key = cursor.number()?;
        sql.push(" and (at, id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by at desc, id desc limit ").push_bind(wanted + 1);
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from archive_openings where ");
        push_filter(&mut sql, viewer, everybody, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    let openings = found.into_iter().map(shown).collect();
    Ok(page(openings, wanted, total, |one: &Opening| Cursor { key: one.at.0.to_string(), id: one.id.0.clone() }))
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, everybody: bool, query: &OpeningQuery) {
    sql.push("organisation_id = ").push_bind(viewer.organisation.clone());
    if !everybody {
        match viewer.key() {
            Some(key) => sql.push(" and key_id = ").push_bind(key),
            None => sql.push(" and member_id = ").push_bind(viewer.member.clone()),
        };
    }
    if let Some(conversation) = &query.conversation {
        sql.push(" and conversation_id = ").push_bind(conversation.clone());
    }
    if let Some(member) = &query.member {
        sql.push(" and member_id = ").push_bind(member.clone());
    }
}
