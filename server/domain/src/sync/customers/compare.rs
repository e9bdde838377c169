//! Comparing what was read with what is here: one walk over both sides in the order of their keys.

use super::{Deed, Place, Step, UpstreamCustomer, UpstreamRelation};
use crate::change::draft::{self, Draft};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::sync::{BLOCK, begin_set, cancelled, field, finish};
use crate::{Conn, Result, Services};
use model::audit::Subject;
use model::change::{ChangeKind, FieldChange, Reason, Verdict};
use model::customer::RelationState;
use model::run::{Counts, Stage};
use model::{ConnectionId, RelationId, RunId};
use std::collections::{BTreeMap, HashMap};

type Key = (String, String);

#[derive(sqlx::FromRow)]
struct Staged {
    customer_key: String,
    owner_key: String,
    customer: String,
    relation: String,
    digest: String,
}

#[derive(sqlx::FromRow)]
struct Here {
    customer_key: String,
    owner_key: String,
    id: RelationId,
    name: String,
    owner: String,
    customer_company: String,
    customer_position: String,
    remark: String,
    description: String,
    phones: String,
    state: RelationState,
    digest: String,
}

/// The next block of both sides.
pub(super) async fn block(
    services: &Services,
    run: &runs::Row,
    place: &Place,
) -> std::result::Result<Option<Place>, Stop> {
    let Some(connection) = &run.connection_id else { return Ok(None) };
    let mut tx = services.store.write().await?;
    let set = begin_set(&mut tx, services, run, ChangeKind::Customers).await?;
    let staged = staged_after(&mut tx, &run.id, &place.after).await?;
    let here = here_after(&mut tx, connection, &place.after).await?;
    let full = usize::try_from(BLOCK).unwrap_or(usize::MAX);
    // Up to where both sides are known whole: the smaller of the last keys of the sides that were cut off.
    let ends = [
        (staged.len() == full).then(|| staged.last().map(|row| (row.customer_key.clone(), row.owner_key.clone()))),
        (here.len() == full).then(|| here.last().map(|row| (row.customer_key.clone(), row.owner_key.clone()))),
    ];
    let end: Option<Key> = ends.into_iter().flatten().flatten().min();
    let inside = |customer: &str, owner: &str| {
        end.as_ref().is_none_or(|end| (customer, owner) <= (end.0.as_str(), end.1.as_str()))
    };
    let names = owner_names(&mut tx, connection, &staged).await?;
    let mut ours: BTreeMap<Key, Here> = here
        .into_iter()
        .filter(|row| inside(&row.customer_key, &row.owner_key))
        .map(|row| ((row.customer_key.clone(), row.owner_key.clone()), row))
        .collect();
    let mut counts = run.counts();
    if place.after == Key::default() {
        counts = Counts::default();
    }
    let mut drafts = Vec::new();
    let mut seen = 0;
    for row in staged.iter().filter(|row| inside(&row.customer_key, &row.owner_key)) {
        seen += 1;
        let known = ours.remove(&(row.customer_key.clone(), row.owner_key.clone()));
        match compare(row, known, &names)? {
            Some(draft) => {
                match draft.verdict {
                    Verdict::Add => counts.add += 1,
                    _ => counts.change += 1,
                }
                drafts.push(draft);
            }
            None => counts.unchanged += 1,
        }
    }
    for (_, row) in ours.into_iter().filter(|(_, row)| row.state != RelationState::Ended) {
        if place.left_out > 0 {
            // Perhaps its owner was left out: not seen is not gone.
            counts.unchanged += 1;
            continue;
        }
        counts.leave += 1;
        drafts.push(gone(row)?);
    }
    draft::add(&mut tx, &services.ids, &set, &drafts).await?;
    let total: i64 = sqlx::query_scalar("select count(*) from staged_relations where run_id = $1")
        .bind(&run.id)
        .fetch_one(&mut *tx)
        .await?;
    let done = if run.stage == Stage::Compare { run.done + seen } else { seen };
    let next = Place { step: Step::Compare, after: end.clone().unwrap_or_default(), left_out: place.left_out };
    let cursor = serde_json::to_string(&next).map_err(crate::Error::from)?;
    runs::save(&mut tx, run, &Progress { stage: Stage::Compare, done, total: Some(total), cursor, counts }).await?;
    let over = cancelled(&mut tx, services, run).await?;
    if end.is_none() && !over {
        let of: i64 =
            sqlx::query_scalar("select count(*) from relations where connection_id = $1 and state <> 'ended'")
                .bind(connection)
                .fetch_one(&mut *tx)
                .await?;
        finish(&mut tx, services, run, &set, counts, of).await?;
    }
    tx.commit().await?;
    Ok(if over || end.is_none() { None } else { Some(next) })
}

async fn staged_after(conn: &mut Conn, run: &RunId, after: &Key) -> Result<Vec<Staged>> {
    let rows = sqlx::query_as(
        "select customer_key, owner_key, customer, relation, digest from staged_relations where run_id = $1 \
         and (customer_key, owner_key) > ($2, $3) order by customer_key, owner_key limit $4",
    )
    .bind(run)
    .bind(&after.0)
    .bind(&after.1)
    .bind(BLOCK)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

async fn here_after(conn: &mut Conn, connection: &ConnectionId, after: &Key) -> Result<Vec<Here>> {
    let rows = sqlx::query_as(
        "select r.customer_key, r.owner_key, r.id, c.name, m.name as owner, c.company as customer_company, \
         c.position as customer_position, r.remark, r.description, r.phones, r.state, r.digest \
         from relations r join customers c on c.id = r.customer_id join members m on m.id = r.member_id \
         where r.connection_id = $1 and (r.customer_key, r.owner_key) > ($2, $3) \
         order by r.customer_key, r.owner_key limit $4",
    )
    .bind(connection)
    .bind(&after.0)
    .bind(&after.1)
    .bind(BLOCK)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// The names here of the owners in a block.
async fn owner_names(conn: &mut Conn, connection: &ConnectionId, staged: &[Staged]) -> Result<HashMap<String, String>> {
    let mut keys: Vec<&str> = staged.iter().map(|row| row.owner_key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut names = HashMap::new();
    if keys.is_empty() {
        return Ok(names);
    }
    let mut sql = sqlx::QueryBuilder::<crate::Db>::new(
        "select l.external_key, m.name from member_links l join members m on m.id = l.member_id where l.connection_id = ",
    );
    sql.push_bind(connection.clone()).push(" and l.external_key in (");
    let mut list = sql.separated(", ");
    for key in keys {
        list.push_bind(key.to_owned());
    }
    sql.push(")");
    let rows: Vec<(String, String)> = sql.build_query_as().fetch_all(conn).await?;
    names.extend(rows);
    Ok(names)
}

fn compare(row: &Staged, known: Option<Here>, names: &HashMap<String, String>) -> Result<Option<Draft>> {
    if known.as_ref().is_some_and(|known| known.digest == row.digest && known.state != RelationState::Ended) {
        return Ok(None);
    }
    let customer: UpstreamCustomer = serde_json::from_str(&row.customer)?;
    let relation: UpstreamRelation = serde_json::from_str(&row.relation)?;
    let phones = relation.phones.join(", ");
    let (verdict, reason, subject_id, fields) = match &known {
        None => (
            Verdict::Add,
            Reason::NewThere,
            None,
            [
                field("company", "", &customer.company),
                field("remark", "", &relation.remark),
                field("description", "", &relation.description),
                field("phones", "", &phones),
                None,
                None,
                None,
            ],
        ),
        Some(known) => {
            let old: Vec<String> = serde_json::from_str(&known.phones).unwrap_or_default();
            let came_back = known.state == RelationState::Ended;
            let reason = if came_back { Reason::CameBack } else { Reason::FieldsDiffer };
            (
                Verdict::Change,
                reason,
                Some(known.id.0.clone()),
                [
                    field("name", &known.name, &customer.name),
                    field("company", &known.customer_company, &customer.company),
                    field("position", &known.customer_position, &customer.position),
                    field("remark", &known.remark, &relation.remark),
                    field("description", &known.description, &relation.description),
                    field("phones", &old.join(", "), &phones),
                    came_back.then(|| field("state", known.state.word(), RelationState::Live.word())).flatten(),
                ],
            )
        }
    };
    let mut fields: Vec<FieldChange> = fields.into_iter().flatten().collect();
    if verdict == Verdict::Change && fields.is_empty() {
        // Tags, the way of adding or the channel: told as one field, the drawer shows them whole.
        fields.extend(field("tags", "", &relation.tags.len().to_string()));
    }
    let owner = names.get(&row.owner_key).cloned().unwrap_or_else(|| relation.owner.clone());
    let deed = Deed::Relation {
        customer: Box::new(customer.clone()),
        relation: Box::new(relation),
        digest: row.digest.clone(),
    };
    Ok(Some(Draft {
        rank: 0,
        subject: Subject::Relation,
        subject_id,
        external_id: customer.id,
        name: customer.name,
        detail: owner,
        verdict,
        reason,
        fields,
        payload: serde_json::to_value(deed)?,
        braked: false,
    }))
}

fn gone(row: Here) -> Result<Draft> {
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
