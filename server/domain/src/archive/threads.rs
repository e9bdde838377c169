//! Which conversation and which strand of it a message belongs to.

use super::parties::Parties;
use super::place::Place;
use super::write::New;
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result, Services};
use connectors::archive::ArchivedMessage;
use model::conversation::{ConversationKind, SenderKind};
use model::{ConversationId, CustomerId, Moment};
use sqlx::QueryBuilder;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Where a message belongs. Two are the same when their first three fields are.
#[derive(Debug, Clone)]
pub(super) struct Thread {
    pub kind: ConversationKind,
    /// The customer's or the group's id there; of members, theirs.
    pub external_id: String,
    /// The member of a customer's strand; empty for the others.
    pub user_key: String,
    /// Members who take part.
    members: BTreeSet<String>,
    /// Customers who take part in a group.
    guests: BTreeSet<String>,
}

impl PartialEq for Thread {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, &self.external_id, &self.user_key) == (other.kind, &other.external_id, &other.user_key)
    }
}

impl Eq for Thread {}

impl std::hash::Hash for Thread {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.kind, &self.external_id, &self.user_key).hash(state);
    }
}

impl Thread {
    pub(super) fn of(message: &ArchivedMessage, parties: &Parties) -> Self {
        let all: BTreeSet<&str> =
            message.to.iter().map(String::as_str).chain([message.from.as_str()]).filter(|id| !id.is_empty()).collect();
        let of = |kind: SenderKind| all.iter().filter(move |id| parties.kind(id) == kind);
        let members: BTreeSet<String> = of(SenderKind::Member).map(|id| id.to_lowercase()).collect();
        let guests: BTreeSet<String> = of(SenderKind::Customer).map(|id| (*id).to_owned()).collect();
        let (kind, external_id, user_key) = match (&message.room, guests.first()) {
            (Some(room), _) => (ConversationKind::Group, room.clone(), String::new()),
            (None, Some(customer)) => {
                let with = members.first().cloned().unwrap_or_default();
                (ConversationKind::Customer, customer.clone(), with)
            }
            (None, None) => {
                let key: Vec<String> = all.iter().map(|id| id.to_lowercase()).collect();
                (ConversationKind::Members, key.join("\n"), String::new())
            }
        };
        Self { kind, external_id, user_key, members, guests }
    }

    /// Whether it is with somebody of whom nothing is to be kept.
    pub(super) fn erased(&self, parties: &Parties) -> bool {
        self.kind == ConversationKind::Customer && parties.erased(&self.external_id)
    }
}

type Key = (ConversationKind, String);

/// The strands of threads, made where they are not there yet, with everybody who takes part.
pub(super) async fn find_or_make<'a>(
    conn: &mut Conn,
    services: &Services,
    place: &mut Place,
    (threads, parties): (&[&'a Thread], &Parties),
    now: Moment,
) -> Result<HashMap<&'a Thread, i64>> {
    let conversations = conversations(conn, services, place, (threads, parties), now).await?;
    let mut strands: HashMap<(ConversationId, String), i64> = HashMap::new();
    let ids: Vec<&ConversationId> = conversations.values().collect();
    for block in blocks(&ids) {
        let mut sql = QueryBuilder::<Db>::new(
            "select conversation_id, user_key, id from conversation_strands where conversation_id in (",
        );
        push_list(&mut sql, block.iter().map(|id| (*id).clone()));
        let rows: Vec<(ConversationId, String, i64)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        strands.extend(rows.into_iter().map(|(conversation, key, id)| ((conversation, key), id)));
    }
    let mut found = HashMap::new();
    let mut made = Vec::new();
    let mut members: HashMap<i64, BTreeSet<&String>> = HashMap::new();
    let mut guests: HashMap<i64, BTreeSet<&String>> = HashMap::new();
    for thread in threads {
        let Some(conversation) = conversations.get(&(thread.kind, thread.external_id.clone())) else { continue };
        let key = (conversation.clone(), thread.user_key.clone());
        let id = *strands.entry(key).or_insert_with_key(|(conversation, key)| {
            let id = place.take();
            made.push((id, conversation.clone(), key.clone()));
            id
        });
        found.insert(*thread, id);
        members.entry(id).or_default().extend(&thread.members);
        if thread.kind == ConversationKind::Group {
            guests.entry(id).or_default().extend(thread.guests.iter().filter(|guest| !parties.erased(guest)));
        }
    }
    for block in blocks(&made) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into conversation_strands (id, conversation_id, user_key, messages, first_at, last_at) ",
        );
        sql.push_values(block, |mut row, (id, conversation, key)| {
            row.push_bind(*id)
                .push_bind(conversation)
                .push_bind(key)
                .push_bind(0_i64)
                .push_bind(0_i64)
                .push_bind(0_i64);
        });
        sql.build().execute(&mut *conn).await?;
    }
    let members: Vec<(i64, &String)> =
        members.into_iter().flat_map(|(id, keys)| keys.into_iter().map(move |key| (id, key))).collect();
    for block in blocks(&members) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into conversation_members (strand_id, user_key, organisation_id, member_id) ",
        );
        sql.push_values(block, |mut row, (id, key)| {
            row.push_bind(*id).push_bind(*key).push_bind(&place.organisation_id).push_bind(parties.member(key));
        });
        // Somebody whom the contacts did not know may be known now.
        sql.push(
            " on conflict (strand_id, user_key) do update set \
             member_id = coalesce(excluded.member_id, conversation_members.member_id) \
             where conversation_members.member_id is null and excluded.member_id is not null",
        );
        sql.build().execute(&mut *conn).await?;
    }
    let guests: Vec<(i64, &String)> =
        guests.into_iter().flat_map(|(id, keys)| keys.into_iter().map(move |key| (id, key))).collect();
    for block in blocks(&guests) {
        let mut sql = QueryBuilder::<Db>::new("insert into conversation_guests (strand_id, external_id) ");
        sql.push_values(block, |mut row, (id, key)| {
            row.push_bind(*id).push_bind(*key);
        });
        sql.push(" on conflict do nothing").build().execute(&mut *conn).await?;
    }
    Ok(found)
}

async fn conversations(
    conn: &mut Conn,
    services: &Services,
    place: &Place,
    (threads, parties): (&[&Thread], &Parties),
    now: Moment,
) -> Result<HashMap<Key, ConversationId>> {
    let wanted: HashSet<Key> = threads.iter().map(|thread| (thread.kind, thread.external_id.clone())).collect();
    let mut found: HashMap<Key, ConversationId> = HashMap::new();
    for kind in ConversationKind::ALL {
        let of: Vec<&String> = wanted.iter().filter(|(one, _)| one == kind).map(|(_, external)| external).collect();
        for block in blocks(&of) {
            let mut sql = QueryBuilder::<Db>::new("select external_id, id from conversations where organisation_id = ");
            sql.push_bind(place.organisation_id.clone()).push(" and kind = ").push_bind(*kind);
            sql.push(" and external_id in (");
            push_list(&mut sql, block.iter().map(|external| (*external).clone()));
            let rows: Vec<(String, ConversationId)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
            found.extend(rows.into_iter().map(|(external, id)| ((*kind, external), id)));
        }
    }
    let made: Vec<(ConversationId, Key, Option<&CustomerId>)> = wanted
        .into_iter()
        .filter(|key| !found.contains_key(key))
        .map(|key| {
            let gone = parties.gone.get(&key.1).filter(|_| key.0 == ConversationKind::Customer);
            (services.ids.next(), key, gone.map(|gone| &gone.customer))
        })
        .collect();
    for block in blocks(&made) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into conversations (id, organisation_id, kind, external_id, deleted_customer_id, last_at, created_at) ",
        );
        sql.push_values(block, |mut row, (id, (kind, external), gone)| {
            row.push_bind(id)
                .push_bind(&place.organisation_id)
                .push_bind(*kind)
                .push_bind(external)
                .push_bind(*gone)
                .push_bind(0_i64)
                .push_bind(now);
        });
        sql.build().execute(&mut *conn).await?;
    }
    found.extend(made.into_iter().map(|(id, key, _)| (key, id)));
    Ok(found)
}

/// Counts what was written into strands and conversations.
pub(super) async fn count(conn: &mut Conn, new: &[New]) -> Result<()> {
    let mut tallies: HashMap<i64, (i64, Moment, Moment)> = HashMap::new();
    for one in new {
        let tally = tallies.entry(one.strand).or_insert((0, one.at, one.at));
        *tally = (tally.0 + 1, tally.1.min(one.at), tally.2.max(one.at));
    }
    let tallies: Vec<(i64, (i64, Moment, Moment))> = tallies.into_iter().collect();
    for block in blocks(&tallies) {
        let mut sql = QueryBuilder::<Db>::new("with n (id, amount, first_at, last_at) as (");
        sql.push_values(block, |mut row, (id, (amount, first, last))| {
            row.push_bind(*id).push_bind(*amount).push_bind(*first).push_bind(*last);
        });
        sql.push(
            ") update conversation_strands set \
             first_at = case when messages = 0 or n.first_at < conversation_strands.first_at then n.first_at \
             else conversation_strands.first_at end, \
             last_at = case when n.last_at > conversation_strands.last_at then n.last_at \
             else conversation_strands.last_at end, messages = messages + n.amount \
             from n where n.id = conversation_strands.id",
        );
        sql.build().execute(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new(
            "update conversations set last_at = (select max(s.last_at) from conversation_strands s \
             where s.conversation_id = conversations.id) where id in (select conversation_id from conversation_strands where id in (",
        );
        push_list(&mut sql, block.iter().map(|(id, _)| *id));
        sql.push("))").build().execute(&mut *conn).await?;
    }
    Ok(())
}
