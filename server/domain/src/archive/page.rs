//! Writing a page of messages down.

use super::parties::Parties;
use super::place::{Place, number};
use super::threads::{self, Thread};
use super::write::{self, New};
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result, Services};
use connectors::archive::{Action, ArchivedMessage, Body};
use model::Moment;
use model::conversation::SenderKind;
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// What became of a page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Written {
    pub rows: i64,
    pub new: i64,
    pub known: i64,
    pub recalled: i64,
    pub unread: i64,
    pub gaps: i64,
}

/// The platform's name of a message; of one that has none, its number.
fn name(message: &ArchivedMessage) -> String {
    if message.msgid.is_empty() { format!("seq:{}", message.seq) } else { message.msgid.clone() }
}

/// Writes messages that are not here yet. Of somebody who was erased, nothing.
pub(super) async fn write(
    conn: &mut Conn,
    services: &Services,
    place: &mut Place,
    messages: &[ArchivedMessage],
) -> Result<Written> {
    let mut seen = known(conn, place, messages).await?;
    let before = seen.len();
    let mut fresh: Vec<&ArchivedMessage> = Vec::with_capacity(messages.len());
    for message in messages {
        if seen.insert(name(message)) {
            fresh.push(message);
        }
    }
    let rows = i64::try_from(messages.len()).unwrap_or(0);
    let mut written =
        Written { rows, known: rows - i64::try_from(seen.len() - before).unwrap_or(0), ..Written::default() };
    let (switches, fresh): (Vec<_>, Vec<_>) = fresh.into_iter().partition(|one| one.action == Action::Switch);
    keep_switches(conn, place, &switches).await?;
    written.new += i64::try_from(switches.len()).unwrap_or(0);
    let parties = Parties::of(conn, place, &fresh).await?;
    let placed: Vec<(&ArchivedMessage, Thread)> = fresh
        .into_iter()
        .filter(|one| !parties.erased(&one.from))
        .map(|one| (one, Thread::of(one, &parties)))
        .filter(|(_, thread)| !thread.erased(&parties))
        .collect();
    let threads: Vec<&Thread> = placed.iter().map(|(_, thread)| thread).collect();
    let now = services.clock.now();
    let strands = threads::find_or_make(conn, services, place, (&threads, &parties), now).await?;
    let recalls_before = recalled_before(conn, place, &placed).await?;
    let mut new = Vec::with_capacity(placed.len());
    for (message, thread) in &placed {
        let Some(strand) = strands.get(thread) else { continue };
        let msgid = name(message);
        let recalls = match &message.body {
            Body::Recall { of } if !of.is_empty() => Some(of.clone()),
            _ => None,
        };
        let sender_kind = parties.kind(&message.from);
        let sender = match sender_kind {
            SenderKind::Member => message.from.to_lowercase(),
            _ => message.from.clone(),
        };
        // Null characters stop a text on its way into PostgreSQL.
        let text = message.searchable().replace('\0', "");
        let mut raw = message.raw.clone();
        for gone in message.to.iter().filter(|id| parties.erased(id)) {
            raw = raw.replace(gone.as_str(), "");
        }
        new.push(New {
            number: place.take(),
            strand: *strand,
            recalled_at: recalls_before.get(&msgid).copied(),
            msgid,
            seq: number(message.seq),
            at: if message.sent_at > 0 { Moment(message.sent_at) } else { now },
            sender,
            sender_kind,
            kind: message.kind.clone(),
            folded: crate::search::archive::folded(&text),
            text,
            recalls,
            raw,
            media: message.media().into_iter().cloned().collect(),
        });
    }
    write::insert(conn, place, &new).await?;
    threads::count(conn, &new).await?;
    written.recalled = write::recall(conn, place, &new).await?;
    written.new += i64::try_from(new.len()).unwrap_or(0);
    Ok(written)
}

/// Names of those that are here already.
async fn known(conn: &mut Conn, place: &Place, messages: &[ArchivedMessage]) -> Result<HashSet<String>> {
    let mut known = HashSet::new();
    for block in blocks(messages) {
        let mut sql = QueryBuilder::<Db>::new("select msgid from archive_messages where lane = ");
        sql.push_bind(place.lane).push(" and msgid in (");
        push_list(&mut sql, block.iter().map(name));
        let found: Vec<String> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
        known.extend(found);
    }
    let switches: Vec<String> = messages.iter().filter(|one| one.action == Action::Switch).map(name).collect();
    for block in blocks(&switches) {
        let mut sql = QueryBuilder::<Db>::new("select msgid from archive_switches where connection_id = ");
        sql.push_bind(place.connection_id.clone()).push(" and msgid in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<String> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
        known.extend(found);
    }
    Ok(known)
}

/// Those that were taken back before they could be read: their key came late.
async fn recalled_before(
    conn: &mut Conn,
    place: &Place,
    placed: &[(&ArchivedMessage, Thread)],
) -> Result<HashMap<String, Moment>> {
    let mut found = HashMap::new();
    for block in blocks(placed) {
        let mut sql = QueryBuilder::<Db>::new("select recalls, at from archive_messages where lane = ");
        sql.push_bind(place.lane).push(" and recalls is not null and recalls in (");
        push_list(&mut sql, block.iter().map(|(message, _)| name(message)));
        let rows: Vec<(String, Moment)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        found.extend(rows);
    }
    Ok(found)
}

async fn keep_switches(conn: &mut Conn, place: &Place, switches: &[&ArchivedMessage]) -> Result<()> {
    for block in blocks(switches) {
        let mut sql =
            QueryBuilder::<Db>::new("insert into archive_switches (connection_id, msgid, seq, user_key, at) ");
        sql.push_values(block, |mut row, one| {
            row.push_bind(&place.connection_id)
                .push_bind(name(one))
                .push_bind(number(one.seq))
                .push_bind(one.from.to_lowercase())
                .push_bind(one.sent_at);
        });
        sql.push(" on conflict do nothing").build().execute(&mut *conn).await?;
    }
    Ok(())
}
