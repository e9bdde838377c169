//! Listing and searching conversations.

use super::find::{self, COLUMNS, Row};
use super::sight::{Depth, Sight};
use crate::page::{Cursor, page};
use crate::search::archive::{FOUND, NEWEST, push_found};
use crate::{Db, Result, Services, Viewer};
use model::conversation::{Conversation, ConversationQuery, MOST_FOUND};
use model::page::Page;
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct Hit {
    #[sqlx(flatten)]
    row: Row,
    found: i64,
}

/// One page of conversations, the one with the newest message first. A search looks only into what the viewer may read; of a word that
/// occurs more often than [`MOST_FOUND`] times, the newest messages count.
///
/// # Errors
/// [`model::Code::Forbidden`] for somebody who may read none, [`model::Code::Malformed`] for a damaged cursor.
pub async fn list(services: &Services, viewer: &Viewer, query: &ConversationQuery) -> Result<Page<Conversation>> {
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    let sight = Sight::of(&mut conn, viewer).await?;
    let searched = !query.search.trim().is_empty();
    let mut sql = QueryBuilder::<Db>::new("");
    if searched {
        push_hits(&mut sql, viewer, &sight, query);
    }
    sql.push("select ").push(COLUMNS);
    sql.push(if searched {
        ", f.found from f join conversations v on v.id = f.conversation_id where "
    } else {
        ", cast(0 as bigint) as found from conversations v where "
    });
    push_filter(&mut sql, viewer, &sight, query);
    if let Some(cursor) = cursor {
        let key = cursor.number()?;
        sql.push(" and (v.last_at, v.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by v.last_at desc, v.id desc limit ").push_bind(wanted + 1);
    let found: Vec<Hit> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("");
        if searched {
            push_hits(&mut sql, viewer, &sight, query);
        }
        sql.push(if searched {
            "select count(*) from f join conversations v on v.id = f.conversation_id where "
        } else {
            "select count(*) from conversations v where "
        });
        push_filter(&mut sql, viewer, &sight, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    let cursor = |hit: &Hit| Cursor { key: hit.row.last_at.0.to_string(), id: hit.row.id.0.clone() };
    let page = page(found, wanted, total, cursor);
    let rows = page.items.into_iter().map(|hit| (hit.row, searched.then_some(hit.found))).collect();
    let items = find::shown(&mut conn, viewer, &sight, rows).await?;
    Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
}

/// Adds `f`: conversations with the number of their messages that a search finds.
fn push_hits(sql: &mut QueryBuilder<Db>, viewer: &Viewer, sight: &Sight, query: &ConversationQuery) {
    sql.push("with h (conversation_id) as (select s.conversation_id from ").push(FOUND);
    sql.push(" cross join conversation_strands s cross join conversations v where ");
    push_found(sql, &query.search);
    sql.push(" and s.id = m.strand_id and v.id = s.conversation_id and v.organisation_id = ");
    sql.push_bind(viewer.organisation.clone()).push(" and v.deleted_customer_id is null");
    push_between(sql, query);
    sight.push_messages(sql, Depth::Words);
    sql.push(" order by ").push(NEWEST).push(" limit ").push_bind(MOST_FOUND);
    sql.push("), f (conversation_id, found) as (select conversation_id, count(*) from h group by conversation_id) ");
}

fn push_between(sql: &mut QueryBuilder<Db>, query: &ConversationQuery) {
    if let Some(from) = query.from {
        sql.push(" and m.at >= ").push_bind(from);
    }
    if let Some(until) = query.until {
        sql.push(" and m.at < ").push_bind(until);
    }
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, sight: &Sight, query: &ConversationQuery) {
    find::push_seen(sql, viewer, sight, Depth::Summary);
    if let Some(member) = &query.member {
        sql.push(
            " and v.id in (select s.conversation_id from conversation_members x join conversation_strands s on s.id = x.strand_id \
             where x.member_id = ",
        );
        sql.push_bind(member.clone());
        sight.push_strands(sql, Depth::Summary);
        sql.push(")");
    }
    if let Some(customer) = &query.customer {
        sql.push(" and v.kind = 'customer' and v.external_id in (select l.external_id from customer_links l where l.customer_id = ");
        sql.push_bind(customer.clone()).push(")");
    }
    if (query.from.is_some() || query.until.is_some()) && query.search.trim().is_empty() {
        sql.push(
            " and exists (select 1 from conversation_strands s join archive_messages m on m.strand_id = s.id \
             where s.conversation_id = v.id",
        );
        push_between(sql, query);
        sight.push_messages(sql, Depth::Summary);
        sql.push(")");
    }
}
