//! Opening a conversation: saying why.

use super::find;
use super::openings::{self, Row};
use super::sight::{Depth, Sight};
use crate::audit::{self, Actor, Record};
use crate::{Conn, Db, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::conversation::{ConversationKind, OPEN_FOR, OpenConversation, Opening};
use model::permission::Permission;
use model::seat::SeatRange;
use model::{Code, ConversationId, Moment, OpeningId, Problem};
use serde_json::json;
use sqlx::QueryBuilder;

/// Opens a conversation for an hour. Who, when, why and how much there was to read is kept, and the activity tells it.
///
/// # Errors
/// [`Code::Invalid`] without a reason, [`Code::NotFound`] for a conversation that the viewer may not know of, [`Code::Forbidden`] for
/// one of which he may know only that it is there.
pub async fn open(services: &Services, viewer: &Viewer, open: &OpenConversation) -> Result<Opening> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let sight = Sight::of(&mut tx, viewer).await?;
    let row = find::row(&mut tx, viewer, &sight, &open.id).await?;
    let open = open.clone().check()?;
    let range = range(&mut tx, &sight, &row.id).await?;
    let range = range.ok_or_else(|| Problem::new(Code::Forbidden).with("permission", Permission::ArchiveRead))?;
    let now = services.clock.now();
    let id: OpeningId = services.ids.next();
    let from = match range {
        SeatRange::From(from) => Some(from),
        _ => None,
    };
    sqlx::query(
        "insert into archive_openings (id, organisation_id, conversation_id, member_id, key_id, by_name, reason, reads, reads_from, \
         at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&id)
    .bind(&viewer.organisation)
    .bind(&open.id)
    .bind(viewer.person())
    .bind(viewer.key())
    .bind(&viewer.name)
    .bind(&open.reason)
    .bind(if from.is_some() { "from" } else { "everything" })
    .bind(from)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let shown = find::shown(&mut tx, viewer, &sight, vec![(row, None)]).await?.pop().ok_or(Code::NotFound)?;
    let name = match shown.kind {
        ConversationKind::Members => shown.members.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "),
        _ => shown.name,
    };
    let record = Record::new(Verb::Open, Subject::Conversation, &open.id, name)
        .fields(json!(null), json!({ "reason": open.reason, "range": range }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "openings");
    let row = Row {
        id,
        conversation_id: open.id,
        by_name: viewer.name.clone(),
        reason: open.reason,
        reads: if from.is_some() { "from" } else { "everything" }.to_owned(),
        reads_from: from,
        at: now,
    };
    tx.commit().await?;
    Ok(openings::shown(row))
}

/// How much of a conversation may be read; nothing if none of it.
async fn range(conn: &mut Conn, sight: &Sight, id: &ConversationId) -> Result<Option<SeatRange>> {
    let Sight::Some { grants, .. } = sight else { return Ok(Some(SeatRange::Everything)) };
    let mut sql = QueryBuilder::<Db>::new("select s.id from conversation_strands s where s.conversation_id = ");
    sql.push_bind(id.clone());
    sight.push_strands(&mut sql, Depth::Words);
    let strands: Vec<i64> = sql.build_query_scalar().fetch_all(&mut *conn).await?;
    if strands.is_empty() {
        return Ok(None);
    }
    // The earliest bound of those that somebody in the conversation granted.
    let mut bound: Option<Moment> = None;
    for grant in grants.iter().filter(|grant| grant.words && grant.from.is_some()) {
        let there: bool = sqlx::query_scalar(
            "select exists (select 1 from conversation_members x join conversation_strands s on s.id = x.strand_id \
             where s.conversation_id = $1 and x.member_id = $2)",
        )
        .bind(id)
        .bind(&grant.member)
        .fetch_one(&mut *conn)
        .await?;
        if there {
            bound =
                Some(bound.map_or(grant.from.unwrap_or_default(), |known| known.min(grant.from.unwrap_or_default())));
        }
    }
    Ok(Some(bound.map_or(SeatRange::Everything, SeatRange::From)))
}

/// Passes for whoever opened the conversation within the last hour.
///
/// # Errors
/// [`Code::NotOpened`].
pub(super) async fn require(conn: &mut Conn, viewer: &Viewer, id: &ConversationId, now: Moment) -> Result<()> {
    let mut sql = QueryBuilder::<Db>::new("select count(*) from archive_openings where conversation_id = ");
    sql.push_bind(id.clone()).push(" and at > ").push_bind(now.plus(-OPEN_FOR));
    match viewer.key() {
        Some(key) => sql.push(" and key_id = ").push_bind(key),
        None => sql.push(" and member_id = ").push_bind(viewer.member.clone()),
    };
    let opened: i64 = sql.build_query_scalar().fetch_one(conn).await?;
    if opened > 0 { Ok(()) } else { Err(Code::NotOpened.into()) }
}
