//! Reading the messages of a conversation.

use super::find;
use super::open::require;
use super::sight::{Depth, Sight};
use crate::page::Cursor;
use crate::search::archive::push_holds;
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer};
use connectors::archive::{ArchivedMessage, Body};
use model::conversation::{ConversationKind, Media, MediaState, Message, MessageQuery, Messages, Party, SenderKind};
use model::page::PageRequest;
use model::{Code, ConversationId, CustomerId, MemberId, Moment};
use sqlx::QueryBuilder;
use std::collections::{BTreeSet, HashMap};

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
    strand: i64,
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
    let from = query.from.as_deref().filter(|id| !id.is_empty());
    if [before.is_some(), after.is_some(), from.is_some()].into_iter().filter(|there| *there).count() > 1 {
        return Err(Code::Malformed.into());
    }
    let from = match from {
        Some(id) => Some(find_place(&mut conn, &conversation.id, id).await?),
        None => None,
    };
    let mut sql = QueryBuilder::<Db>::new(
        "select m.number, m.at, m.sender, m.sender_kind, m.kind, m.text, m.recalled_at, r.raw, x.member_id, p.name as member, s.id as strand \
         from conversation_strands s join archive_messages m on m.strand_id = s.id join archive_raws r on r.number = m.number \
         left join conversation_members x on x.strand_id = s.id and x.user_key = m.sender and m.sender_kind = 'member' \
         left join members p on p.id = x.member_id where s.conversation_id = ",
    );
    sql.push_bind(conversation.id.clone());
    sight.push_messages(&mut sql, Depth::Words);
    push_holds(&mut sql, &query.search);
    let forwards = after.is_some() || from.is_some();
    if let Some((at, number)) = before.or(after).or(from) {
        sql.push(match (before, after) {
            (Some(_), _) => " and (m.at, m.number) < (",
            (None, Some(_)) => " and (m.at, m.number) > (",
            (None, None) => " and (m.at, m.number) >= (",
        });
        sql.push_bind(at).push(", ").push_bind(number).push(")");
    }
    sql.push(if forwards { " order by m.at, m.number limit " } else { " order by m.at desc, m.number desc limit " });
    sql.push_bind(limit + 1);
    let mut rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let more = rows.len() as i64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    if !forwards {
        rows.reverse();
    }
    let ends = |row: Option<&Row>| row.map(|row| encode(row.at, row.number));
    let (first, last) = (ends(rows.first()), ends(rows.last()));
    // Behind a place that somebody came from, there is something; behind the newest there will be.
    let before = if forwards || more { first } else { None };
    let after = last.or_else(|| query.after.clone().or_else(|| query.before.clone()));
    let customer = match &conversation.customer_id {
        Some(id) => customer(&mut conn, id).await?.map(|name| viewer.text(name)),
        None => None,
    };
    let outside = (conversation.external_id.as_str(), customer.as_deref());
    let holders = match conversation.kind {
        ConversationKind::Customer => holders(&mut conn, viewer, &rows).await?,
        ConversationKind::Group | ConversationKind::Members => HashMap::new(),
    };
    let items = shown(&mut conn, viewer, (outside, &holders), rows).await?;
    Ok(Messages { items, before, after })
}

/// Where a message stands: one that another viewer sees tells this one no more than where.
async fn find_place(conn: &mut Conn, conversation: &ConversationId, id: &str) -> Result<(i64, i64)> {
    let number: i64 = id.parse().map_err(|_| Code::NotFound)?;
    let place = sqlx::query_as(
        "select m.at, m.number from archive_messages m join conversation_strands s on s.id = m.strand_id \
         where m.number = $1 and s.conversation_id = $2",
    )
    .bind(number)
    .bind(conversation)
    .fetch_optional(conn)
    .await?;
    Ok(place.ok_or(Code::NotFound)?)
}

/// Whom the customer wrote with, a member a strand.
async fn holders(conn: &mut Conn, viewer: &Viewer, rows: &[Row]) -> Result<HashMap<i64, Party>> {
    let strands: BTreeSet<i64> = rows.iter().map(|row| row.strand).collect();
    if strands.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = QueryBuilder::<Db>::new(
        "select x.strand_id, x.user_key, x.member_id, m.name from conversation_members x \
         left join members m on m.id = x.member_id where x.strand_id in (",
    );
    push_list(&mut sql, strands);
    sql.push(") order by x.strand_id, x.user_key");
    let found: Vec<(i64, String, Option<MemberId>, Option<String>)> = sql.build_query_as().fetch_all(conn).await?;
    let party = |(strand, key, member_id, name): (i64, String, Option<MemberId>, Option<String>)| {
        (strand, Party { member_id, name: viewer.text(name.unwrap_or(key)) })
    };
    Ok(found.into_iter().map(party).collect())
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
    ((outside, customer), holders): ((&str, Option<&str>), &HashMap<i64, Party>),
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
        holder: holders.get(&row.strand).cloned(),
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
