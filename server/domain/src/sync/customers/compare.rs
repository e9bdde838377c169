//! Comparing what was read with what is here: one walk over both sides in the order of their keys.

use super::{Deed, LEFT, Place, Step, UpstreamCustomer, UpstreamRelation, Wanted};
use crate::change::draft::{self, Draft};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::sync::{begin_set, cancelled, field, finish};
use crate::{Conn, Result, Services};
use model::audit::Subject;
use model::change::{ChangeKind, FieldChange, Reason, Verdict};
use model::customer::RelationState;
use model::member::Status;
use model::run::{Counts, Stage};
use model::{ConnectionId, RelationId, RunId};

type Key = (String, String);

/// Rows of one side that are compared together. What did not change never leaves the database.
const BLOCK: i64 = 1_000;

/// A relation there that is not here, or not the same.
#[derive(sqlx::FromRow)]
struct Differing {
    customer: String,
    relation: String,
    digest: String,
    /// The name here of its owner, who may be missing.
    owner: Option<String>,
    /// The customer's name here, whoever looks after him.
    known: Option<String>,
    /// What is here; `None` in all that follow if nothing is.
    id: Option<RelationId>,
    name: Option<String>,
    company: Option<String>,
    position: Option<String>,
    remark: Option<String>,
    description: Option<String>,
    phones: Option<String>,
    state: Option<RelationState>,
}

#[derive(sqlx::FromRow)]
struct Gone {
    customer_key: String,
    id: RelationId,
    name: String,
    owner: String,
    state: RelationState,
}

/// The keys that one step looks at: after the first, up to and with the second.
struct Span<'a> {
    run: &'a RunId,
    connection: &'a ConnectionId,
    after: &'a Key,
    end: &'a Key,
}

/// The next block of both sides.
pub(super) async fn block(
    services: &Services,
    run: &runs::Row,
    place: &Place,
) -> std::result::Result<Option<Place>, Stop> {
    let Some(connection) = &run.connection_id else { return Ok(None) };
    let first = run.stage != Stage::Compare;
    let mut tx = services.store.write().await?;
    let set = begin_set(&mut tx, services, run, ChangeKind::Customers).await?;
    let end = end(&mut tx, &run.id, connection, &place.after).await?;
    let span = Span {
        run: &run.id,
        connection,
        after: &place.after,
        end: &end.clone().unwrap_or_else(|| (char::MAX.to_string(), String::new())),
    };
    let seen = seen(&mut tx, &span).await?;
    let differing = differing(&mut tx, &span).await?;
    let gone = gone(&mut tx, &span).await?;
    let mut counts = if first { Counts::default() } else { run.counts() };
    let unchanged = seen - differing.len() as i64;
    let alive = differing.iter().filter(|row| row.state.is_some_and(|state| state != RelationState::Ended)).count();
    let here = place.here + unchanged + (alive + gone.len()) as i64;
    counts.unchanged += unchanged;
    let mut drafts = if first { leavers(&mut tx, &span).await? } else { Vec::new() };
    counts.add += drafts.len() as i64;
    for row in differing {
        if row.id.is_none() {
            counts.add += 1;
        } else {
            counts.change += 1;
        }
        drafts.push(draft_differing(row)?);
    }
    if place.left_out > 0 {
        // Perhaps its owner was left out: not seen is not gone.
        counts.unchanged += gone.len() as i64;
    } else {
        counts.leave += gone.len() as i64;
        for row in gone {
            drafts.push(draft_gone(row)?);
        }
    }
    draft::add(&mut tx, &services.ids, &set, &drafts).await?;
    // Counted once a run: the count itself walks over all of them.
    let total = if first { staged(&mut tx, &run.id).await? } else { run.total.unwrap_or_default() };
    let done = if first { seen } else { run.done + seen };
    let next = Place { step: Step::Compare, after: end.clone().unwrap_or_default(), left_out: place.left_out, here };
    let cursor = serde_json::to_string(&next).map_err(crate::Error::from)?;
    runs::save(&mut tx, run, &Progress { stage: Stage::Compare, done, total: Some(total), cursor, counts }).await?;
    let over = cancelled(&mut tx, services, run).await?;
    if end.is_none() && !over {
        finish(&mut tx, services, run, &set, counts, here).await?;
    }
    tx.commit().await?;
    Ok(if over || end.is_none() { None } else { Some(next) })
}

async fn staged(conn: &mut Conn, run: &RunId) -> Result<i64> {
    let count =
        sqlx::query_scalar("select count(*) from staged_relations where run_id = $1").bind(run).fetch_one(conn).await?;
    Ok(count)
}

/// Up to where both sides are looked at: the block's last key on the side that comes to it first. `None` when what is left of
/// both sides fits into one block.
async fn end(conn: &mut Conn, run: &RunId, connection: &ConnectionId, after: &Key) -> Result<Option<Key>> {
    let there: Option<Key> = sqlx::query_as(
        "select customer_key, owner_key from staged_relations where run_id = $1 and (customer_key, owner_key) > ($2, $3) \
         order by customer_key, owner_key limit 1 offset $4",
    )
    .bind(run)
    .bind(&after.0)
    .bind(&after.1)
    .bind(BLOCK - 1)
    .fetch_optional(&mut *conn)
    .await?;
    let here: Option<Key> = sqlx::query_as(
        "select customer_key, owner_key from relations where connection_id = $1 and (customer_key, owner_key) > ($2, $3) \
         order by customer_key, owner_key limit 1 offset $4",
    )
    .bind(connection)
    .bind(&after.0)
    .bind(&after.1)
    .bind(BLOCK - 1)
    .fetch_optional(conn)
    .await?;
    Ok([there, here].into_iter().flatten().min())
}

async fn seen(conn: &mut Conn, span: &Span<'_>) -> Result<i64> {
    let seen = sqlx::query_scalar(
        "select count(*) from staged_relations where run_id = $1 and (customer_key, owner_key) > ($2, $3) \
         and (customer_key, owner_key) <= ($4, $5)",
    )
    .bind(span.run)
    .bind(&span.after.0)
    .bind(&span.after.1)
    .bind(&span.end.0)
    .bind(&span.end.1)
    .fetch_one(conn)
    .await?;
    Ok(seen)
}

async fn differing(conn: &mut Conn, span: &Span<'_>) -> Result<Vec<Differing>> {
    let rows = sqlx::query_as(
        "select s.customer, s.relation, s.digest, o.name as owner, k.name as known, r.id, c.name, c.company, c.position, \
         r.remark, r.description, r.phones, r.state from staged_relations s \
         left join relations r on r.connection_id = $6 and r.customer_key = s.customer_key and r.owner_key = s.owner_key \
         left join customers c on c.id = r.customer_id \
         left join member_links l on l.connection_id = $6 and l.external_key = s.owner_key \
         left join members o on o.id = l.member_id \
         left join customer_links e on e.connection_id = $6 and e.external_id = s.customer_key \
         left join customers k on k.id = e.customer_id \
         where s.run_id = $1 and (s.customer_key, s.owner_key) > ($2, $3) and (s.customer_key, s.owner_key) <= ($4, $5) \
         and (r.id is null or r.digest <> s.digest and s.digest <> $7 or r.state = 'ended') order by s.customer_key, s.owner_key",
    )
    .bind(span.run)
    .bind(&span.after.0)
    .bind(&span.after.1)
    .bind(&span.end.0)
    .bind(&span.end.1)
    .bind(span.connection)
    .bind(LEFT)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Leavers who are not known here and left customers behind, before anything else.
async fn leavers(conn: &mut Conn, span: &Span<'_>) -> Result<Vec<Draft>> {
    let found: Vec<(String,)> = sqlx::query_as(
        "select distinct s.relation from staged_relations s where s.run_id = $1 and s.digest = $2 and not exists \
         (select 1 from member_links l where l.connection_id = $3 and l.external_key = s.owner_key) order by s.relation",
    )
    .bind(span.run)
    .bind(LEFT)
    .bind(span.connection)
    .fetch_all(conn)
    .await?;
    let mut drafts = Vec::with_capacity(found.len());
    for (relation,) in found {
        let UpstreamRelation { owner, since, .. } = serde_json::from_str(&relation)?;
        drafts.push(Draft {
            rank: -1,
            subject: Subject::Member,
            subject_id: None,
            external_id: owner.clone(),
            name: owner.clone(),
            detail: String::new(),
            verdict: Verdict::Add,
            reason: Reason::NewThere,
            fields: field("status", "", Status::Terminated.word()).into_iter().collect(),
            payload: serde_json::to_value(Deed::Leaver { userid: owner, left_at: since })?,
            braked: false,
        });
    }
    Ok(drafts)
}

async fn gone(conn: &mut Conn, span: &Span<'_>) -> Result<Vec<Gone>> {
    let rows = sqlx::query_as(
        "select r.customer_key, r.id, c.name, m.name as owner, r.state from relations r \
         join customers c on c.id = r.customer_id join members m on m.id = r.member_id \
         where r.connection_id = $6 and (r.customer_key, r.owner_key) > ($2, $3) \
         and (r.customer_key, r.owner_key) <= ($4, $5) and r.state <> 'ended' and not exists \
         (select 1 from staged_relations s where s.run_id = $1 and s.customer_key = r.customer_key \
         and s.owner_key = r.owner_key) order by r.customer_key, r.owner_key",
    )
    .bind(span.run)
    .bind(&span.after.0)
    .bind(&span.after.1)
    .bind(&span.end.0)
    .bind(&span.end.1)
    .bind(span.connection)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

fn draft_differing(row: Differing) -> Result<Draft> {
    let mut customer: UpstreamCustomer = serde_json::from_str(&row.customer)?;
    if row.digest == LEFT {
        // The platform names him no more; here he may be known still.
        customer.name = row.known.clone().unwrap_or_else(|| customer.id.clone());
        return draft_left(row, customer);
    }
    let relation: UpstreamRelation = serde_json::from_str(&row.relation)?;
    let phones = relation.phones.join(", ");
    let text = |here: &Option<String>| here.clone().unwrap_or_default();
    let old_phones: Vec<String> = serde_json::from_str(&text(&row.phones)).unwrap_or_default();
    let came_back = row.state == Some(RelationState::Ended);
    let (verdict, reason) = match (&row.id, came_back) {
        (None, _) => (Verdict::Add, Reason::NewThere),
        (Some(_), true) => (Verdict::Change, Reason::CameBack),
        (Some(_), false) => (Verdict::Change, Reason::FieldsDiffer),
    };
    // The name of a new one heads its row already.
    let named = row.name.as_ref().and_then(|name| field("name", name, &customer.name));
    let placed = row.id.as_ref().and_then(|_| field("position", &text(&row.position), &customer.position));
    let mut fields: Vec<FieldChange> = [
        named,
        field("company", &text(&row.company), &customer.company),
        placed,
        field("remark", &text(&row.remark), &relation.remark),
        field("description", &text(&row.description), &relation.description),
        field("phones", &old_phones.join(", "), &phones),
        came_back.then(|| field("state", RelationState::Ended.word(), RelationState::Live.word())).flatten(),
    ]
    .into_iter()
    .flatten()
    .collect();
    if verdict == Verdict::Change && fields.is_empty() {
        // Tags, the way of adding or the channel: told as one field, the drawer shows them whole.
        fields.extend(field("tags", "", &relation.tags.len().to_string()));
    }
    Ok(Draft {
        rank: 0,
        subject: Subject::Relation,
        subject_id: row.id.map(|id| id.0),
        external_id: customer.id.clone(),
        name: customer.name.clone(),
        detail: row.owner.unwrap_or_else(|| relation.owner.clone()),
        verdict,
        reason,
        fields,
        payload: serde_json::to_value(Deed::Relation(Box::new(Wanted { customer, relation, digest: row.digest })))?,
        braked: false,
    })
}

/// A relation whose member left, and of which nothing else is known.
fn draft_left(row: Differing, customer: UpstreamCustomer) -> Result<Draft> {
    let relation: UpstreamRelation = serde_json::from_str(&row.relation)?;
    let back = row.id.is_some();
    Ok(Draft {
        rank: 0,
        subject: Subject::Relation,
        subject_id: row.id.map(|id| id.0),
        external_id: customer.id.clone(),
        name: customer.name.clone(),
        detail: row.owner.unwrap_or_else(|| relation.owner.clone()),
        verdict: if back { Verdict::Change } else { Verdict::Add },
        reason: if back { Reason::CameBack } else { Reason::NewThere },
        fields: field("state", if back { RelationState::Ended.word() } else { "" }, RelationState::Live.word())
            .into_iter()
            .collect(),
        payload: serde_json::to_value(Deed::Relation(Box::new(Wanted { customer, relation, digest: row.digest })))?,
        braked: false,
    })
}

fn draft_gone(row: Gone) -> Result<Draft> {
    Ok(Draft {
        rank: 1,
        subject: Subject::Relation,
        subject_id: Some(row.id.0),
        external_id: row.customer_key,
        name: row.name,
        detail: row.owner,
        verdict: Verdict::Leave,
        reason: Reason::GoneThere,
        fields: field("state", row.state.word(), RelationState::Ended.word()).into_iter().collect(),
        payload: serde_json::to_value(Deed::RelationGone)?,
        braked: true,
    })
}
