//! Reading the messages of a conversation.

use super::find;
use super::open::require;
use super::sight::{Depth, Sight};
use crate::page::Cursor;
use crate::search::archive::push_holds;
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer};
use connectors::archive::{ArchivedMessage, Body};
use model::conversation::{Media, MediaState, Message, MessageQuery, Messages, SenderKind};
use model::page::PageRequest;
use model::{Code, CustomerId, MemberId, Moment};
use sqlx::QueryBuilder;
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    at: Moment,
    sender: String,
    sender_kind: SenderKind,
    kind: String,
    text: String,
    recalled_at: Option<Moment>,
    raw: String,
    member_id: Option<MemberId>,
    member: Option<String>,
}

/// A part of a conversation, as far as the viewer may read it: the newest, or those on one side of a place.
///
/// # Errors
/// [`Code::Forbidden`] for somebody who may read none, [`Code::NotFound`], [`Code::NotOpened`] where nobody said why within the last
/// hour, [`Code::Malformed`] for a damaged place or two of them.
pub async fn messages(services: &Services, viewer: &Viewer, query: &MessageQuery) -> Result<Messages> {
    let mut conn = services.store.read().await?;
    let sight = Sight::of(&mut conn, viewer).await?;
    let conversation = find::row(&mut conn, viewer, &sight, &query.conversation).await?;
    require(&mut conn, viewer, &conversation.id, services.clock.now()).await?;
    let limit = PageRequest { limit: query.limit, ..PageRequest::default() }.rows();
    let place = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(decode).transpose();
    let (before, after) = (place(&query.before)?, place(&query.after)?);
    if before.is_some() && after.is_some() {
        return Err(Code::Malformed.into());
    }
    let mut sql = QueryBuilder::<Db>::new(
        "select m.number, m.at, m.sender, m.sender_kind, m.kind, m.text, m.recalled_at, r.raw, x.member_id, p.name as member \
         from conversation_strands s join archive_messages m on m.strand_id = s.id join archive_raws r on r.number = m.number \
         left join conversation_members x on x.strand_id = s.id and x.user_key = m.sender and m.sender_kind = 'member' \
         left join members p on p.id = x.member_id where s.conversation_id = ",
    );
    sql.push_bind(conversation.id.clone());
    sight.push_messages(&mut sql, Depth::Words);
    push_holds(&mut sql, &query.search);
    if let Some((at, number)) = before.or(after) {
        sql.push(if before.is_some() { " and (m.at, m.number) < (" } else { " and (m.at, m.number) > (" });
        sql.push_bind(at).push(", ").push_bind(number).push(")");
    }
    sql.push(if after.is_some() {
        " order by m.at, m.number limit "
    } else {
        " order by m.at desc, m.number desc limit "
    });
    sql.push_bind(limit + 1);
    let mut rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let more = rows.len() as i64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    if after.is_none() {
        rows.reverse();
    }
    let ends = |row: Option<&Row>| row.map(|row| encode(row.at, row.number));
    let (first, last) = (ends(rows.first()), ends(rows.last()));
    // Behind a place that somebody came from, there is something; behind the newest there will be.
    let before = if after.is_some() || more { first } else { None };
    let after = last.or_else(|| query.after.clone().or_else(|| query.before.clone()));
    let customer = match &conversation.customer_id {
        Some(id) => customer(&mut conn, id).await?.map(|name| viewer.text(name)),
        None => None,
    };
    let outside = (conversation.external_id.as_str(), customer.as_deref());
    let items = shown(&mut conn, viewer, outside, rows).await?;
    Ok(Messages { items, before, after })
}

async fn customer(conn: &mut Conn, id: &CustomerId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar("select name from customers where id = $1").bind(id).fetch_optional(conn).await?)
}

fn encode(at: Moment, number: i64) -> String {
    Cursor { key: at.0.to_string(), id: number.to_string() }.encode()
}

fn decode(text: &str) -> Result<(i64, i64)> {
    let cursor = Cursor::decode(text)?;
    Ok((cursor.number()?, cursor.id.parse().map_err(|_| Code::Malformed)?))
}

async fn shown(
    conn: &mut Conn,
    viewer: &Viewer,
    (outside, customer): (&str, Option<&str>),
    rows: Vec<Row>,
) -> Result<Vec<Message>> {
    let mut media: HashMap<i64, Vec<Media>> = HashMap::new();
    for block in rows.chunks(crate::store::BLOCK) {
        let mut sql =
            QueryBuilder::<Db>::new("select number, position, name, size, state from archive_media where number in (");
        push_list(&mut sql, block.iter().map(|row| row.number));
        sql.push(") order by number, position");
        let found: Vec<(i64, i64, String, Option<i64>, MediaState)> =
            sql.build_query_as().fetch_all(&mut *conn).await?;
        for (number, position, name, size, state) in found {
            media.entry(number).or_default().push(Media { position, name, size, state });
        }
    }
    let shown = rows.into_iter().map(|row| Message {
        id: row.number.to_string(),
        at: row.at,
        sender_kind: row.sender_kind,
        member_id: row.member_id,
        sender: match (row.member, customer) {
            (Some(name), _) => viewer.text(name),
            (None, Some(name)) if row.sender == outside => name.to_owned(),
            (None, _) => row.sender,
        },
        link: link(row.raw),
        kind: row.kind,
        text: row.text,
        recalled_at: row.recalled_at,
        media: media.remove(&row.number).unwrap_or_default(),
    });
    Ok(shown.collect())
}

/// Where a message leads. Nothing but the web: what somebody outside sent must not run here.
fn link(raw: String) -> Option<String> {
    let url = match ArchivedMessage::parse(0, raw).ok()?.body {
        Body::Link { url, .. } | Body::Document { url, .. } => url,
        _ => return None,
    };
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url)
}
