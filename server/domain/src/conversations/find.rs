//! Conversations as a viewer sees them.

use super::sight::{Depth, Sight};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer};
use model::conversation::{Consent, Conversation, ConversationKind, Party};
use model::{Code, ConversationId, CustomerId, MemberId, Moment};
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The columns of [`Row`]; the table is named `v`.
pub(super) const COLUMNS: &str = "v.id, v.kind, v.external_id, v.last_at, \
     (select min(l.customer_id) from customer_links l where v.kind = 'customer' and l.external_id = v.external_id \
     and l.organisation_id = v.organisation_id) as customer_id";

/// A conversation as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: ConversationId,
    pub kind: ConversationKind,
    pub external_id: String,
    pub last_at: Moment,
    pub customer_id: Option<CustomerId>,
}

/// Adds "is of the viewer's organisation, and he may know of it".
pub(super) fn push_seen(sql: &mut QueryBuilder<Db>, viewer: &Viewer, sight: &Sight, depth: Depth) {
    sql.push("v.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and v.deleted_customer_id is null");
    if let Sight::Some { .. } = sight {
        sql.push(" and v.id in (select s.conversation_id from conversation_strands s where 1 = 1");
        sight.push_strands(sql, depth);
        sql.push(")");
    }
}

/// The conversation with this id, if the viewer may know of it.
///
/// # Errors
/// [`Code::NotFound`].
pub(super) async fn row(conn: &mut Conn, viewer: &Viewer, sight: &Sight, id: &ConversationId) -> Result<Row> {
    let mut sql = QueryBuilder::<Db>::new("select ");
    sql.push(COLUMNS).push(" from conversations v where ");
    push_seen(&mut sql, viewer, sight, Depth::Summary);
    sql.push(" and v.id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?)
}

/// One conversation, without a word of it.
///
/// # Errors
/// [`Code::Forbidden`] for somebody who may read none, [`Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &ConversationId) -> Result<Conversation> {
    let mut conn = services.store.read().await?;
    let sight = Sight::of(&mut conn, viewer).await?;
    let row = row(&mut conn, viewer, &sight, id).await?;
    let shown = shown(&mut conn, viewer, &sight, vec![(row, None)]).await?.pop();
    Ok(shown.ok_or(Code::NotFound)?)
}

type Tally = (ConversationId, i64, Moment, Moment);

/// Rows with names and with what of them may be known; those of which nothing may are left out.
pub(super) async fn shown(
    conn: &mut Conn,
    viewer: &Viewer,
    sight: &Sight,
    rows: Vec<(Row, Option<i64>)>,
) -> Result<Vec<Conversation>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&ConversationId> = rows.iter().map(|(row, _)| &row.id).collect();
    let tallies: HashMap<ConversationId, (i64, Moment, Moment)> = tallies(conn, sight, &ids)
        .await?
        .into_iter()
        .map(|(id, count, first, last)| (id, (count, first, last)))
        .collect();
    let mut members = members(conn, viewer, sight, &ids).await?;
    let readable: HashSet<ConversationId> = match sight {
        Sight::Everything => ids.iter().map(|id| (*id).clone()).collect(),
        Sight::Some { .. } => {
            let mut sql = of(&ids, "select distinct s.conversation_id from conversation_strands s ");
            sight.push_strands(&mut sql, Depth::Words);
            let found: Vec<ConversationId> = sql.build_query_scalar().fetch_all(&mut *conn).await?;
            found.into_iter().collect()
        }
    };
    let names = customers(conn, rows.iter().filter_map(|(row, _)| row.customer_id.as_ref())).await?;
    let consents = consents(conn, viewer, &rows).await?;
    let shown = rows.into_iter().filter_map(|(row, found)| {
        let (messages, first_at, last_at) = *tallies.get(&row.id)?;
        let name = match (row.kind, row.customer_id.as_ref().and_then(|id| names.get(id))) {
            (ConversationKind::Members, _) => String::new(),
            (_, Some(name)) => viewer.text(name.clone()),
            (_, None) => row.external_id.clone(),
        };
        Some(Conversation {
            kind: row.kind,
            name,
            members: members.remove(&row.id).unwrap_or_default(),
            messages,
            first_at,
            last_at,
            summary: !readable.contains(&row.id),
            found,
            consent: consents.get(&row.external_id).copied().filter(|_| row.kind == ConversationKind::Customer),
            customer_id: row.customer_id,
            id: row.id,
        })
    });
    Ok(shown.collect())
}

/// "Of these conversations", for a query whose strands are named `s`.
fn of(ids: &[&ConversationId], select: &str) -> QueryBuilder<Db> {
    let mut sql = QueryBuilder::<Db>::new(select);
    sql.push("where s.conversation_id in (");
    push_list(&mut sql, ids.iter().map(|id| (*id).clone()));
    sql.push(")");
    sql
}

/// How many messages may be known of, the first and the last.
async fn tallies(conn: &mut Conn, sight: &Sight, ids: &[&ConversationId]) -> Result<Vec<Tally>> {
    let mut sql = if sight.is_whole() {
        let mut sql = of(
            ids,
            "select s.conversation_id, cast(sum(s.messages) as bigint), min(s.first_at), max(s.last_at) \
             from conversation_strands s ",
        );
        sql.push(" and s.messages > 0");
        sight.push_strands(&mut sql, Depth::Summary);
        sql
    } else {
        let mut sql = of(
            ids,
            "select s.conversation_id, count(*), min(m.at), max(m.at) from conversation_strands s \
             join archive_messages m on m.strand_id = s.id ",
        );
        sight.push_messages(&mut sql, Depth::Summary);
        sql
    };
    sql.push(" group by s.conversation_id");
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

async fn members(
    conn: &mut Conn,
    viewer: &Viewer,
    sight: &Sight,
    ids: &[&ConversationId],
) -> Result<HashMap<ConversationId, Vec<Party>>> {
    let mut sql = of(
        ids,
        "select s.conversation_id, x.user_key, x.member_id, m.name from conversation_strands s \
         join conversation_members x on x.strand_id = s.id left join members m on m.id = x.member_id ",
    );
    sight.push_strands(&mut sql, Depth::Summary);
    sql.push(" order by s.first_at, s.id, x.user_key");
    type Found = (ConversationId, String, Option<MemberId>, Option<String>);
    let found: Vec<Found> = sql.build_query_as().fetch_all(conn).await?;
    let mut members: HashMap<ConversationId, Vec<Party>> = HashMap::new();
    for (conversation, key, member_id, name) in found {
        members.entry(conversation).or_default().push(Party { member_id, name: viewer.text(name.unwrap_or(key)) });
    }
    Ok(members)
}

async fn customers(conn: &mut Conn, ids: impl Iterator<Item = &CustomerId>) -> Result<HashMap<CustomerId, String>> {
    let ids: Vec<CustomerId> = ids.cloned().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = QueryBuilder::<Db>::new("select id, name from customers where id in (");
    push_list(&mut sql, ids);
    let found: Vec<(CustomerId, String)> = sql.push(")").build_query_as().fetch_all(conn).await?;
    Ok(found.into_iter().collect())
}

/// Whether customers agreed: with every member, or who says no to one says no.
async fn consents(conn: &mut Conn, viewer: &Viewer, rows: &[(Row, Option<i64>)]) -> Result<HashMap<String, Consent>> {
    let mut sql = QueryBuilder::<Db>::new(
        "select a.external_id, a.consent from archive_consents a join connections c on c.id = a.connection_id \
         where a.room = '' and c.organisation_id = ",
    );
    sql.push_bind(viewer.organisation.clone()).push(" and a.external_id in (");
    push_list(&mut sql, rows.iter().map(|(row, _)| row.external_id.clone()));
    let found: Vec<(String, Consent)> = sql.push(")").build_query_as().fetch_all(conn).await?;
    let mut consents: BTreeMap<String, Consent> = BTreeMap::new();
    for (external, consent) in found {
        let known = consents.entry(external).or_insert(consent);
        if consent == Consent::Refused || *known == Consent::Agreed {
            *known = if *known == Consent::Refused { *known } else { consent };
        }
    }
    Ok(consents.into_iter().collect())
}
