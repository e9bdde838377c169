//! Adding relations, each with its customer if he is new, and bringing both up to date.
//!
//! A block is worked out in memory against what is here, in the order of its rows, and then written with one statement a
//! table: what is new by the hundred, what changed one by one.

use super::super::Wanted;
use super::known::Known;
use super::{Before, CustomerRecord, RelationRecord, write};
use crate::audit::{Record, difference};
use crate::change::{Applied, Context};
use crate::customers::{index, tombstones};
use crate::sync::linked::distinct;
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::customer::{CustomerKind, RelationState};
use model::{Code, CustomerId, MemberId, Moment, Problem, RelationId};
use serde_json::json;

/// What the rows of a block come to.
#[derive(Default)]
struct Plan {
    /// The ids there of customers that are new, in the order of the rows.
    new_customers: Vec<String>,
    /// The ids there of customers that differ.
    changed_customers: Vec<String>,
    new_relations: Vec<write::NewRelation>,
    changed_relations: Vec<(RelationId, RelationRecord)>,
    /// Relations whose tags differ from those that are here.
    tags: Vec<(RelationId, Vec<String>)>,
    outdated_tags: Vec<RelationId>,
    /// Relations that people here made, with the keys under which the platform knows them.
    adopted: Vec<(RelationId, String, String)>,
}

/// One row, worked out.
struct Done {
    relation: RelationId,
    before: Before,
    record: Record,
}

/// Carries the rows of a block out.
///
/// # Errors
/// [`Code::NotFound`] with the owner who is not here: synchronise contacts first, then retry.
pub(in super::super) async fn apply(conn: &mut Conn, context: &Context, wanted: &[Wanted]) -> Result<Vec<Applied>> {
    let mut known = Known::load(conn, context, wanted).await?;
    require_not_deleted(conn, context, &known, wanted).await?;
    let mut plan = Plan::default();
    let mut done = Vec::with_capacity(wanted.len());
    for wanted in wanted {
        done.push(work_out(context, &mut known, &mut plan, wanted)?);
    }
    let new: Vec<_> = plan.new_customers.iter().filter_map(|external| known.customer(external)).collect();
    write::insert_customers(conn, context, &new).await?;
    for (_, id, record) in plan.changed_customers.iter().filter_map(|external| known.customer(external)) {
        write::customer(conn, id, record).await?;
    }
    write::insert_relations(conn, context, &plan.new_relations).await?;
    let mut revisions = std::collections::HashMap::new();
    for (id, record) in &plan.changed_relations {
        revisions.insert(id.clone(), write::relation(conn, id, record).await?);
    }
    write::adopt(conn, context, &plan.adopted).await?;
    write::remove_tags(conn, &plan.outdated_tags).await?;
    write::insert_tags(conn, &plan.tags).await?;
    let new: Vec<&CustomerId> = new.into_iter().map(|(_, id, _)| id).collect();
    let mut old: Vec<&CustomerId> = done.iter().map(|done| &done.before.customer_id).collect();
    old.sort_unstable();
    old.dedup();
    old.retain(|id| !new.contains(id));
    index::add(conn, &context.organisation, &new).await?;
    index::put(conn, &context.organisation, &old).await?;
    done.into_iter()
        .map(|done| {
            Ok(Applied {
                revision: revisions.get(&done.relation).copied().unwrap_or(1),
                subject_id: done.relation.0,
                restore: serde_json::to_value(done.before)?,
                record: Some(done.record),
            })
        })
        .collect()
}

/// A set may have been proposed before somebody was deleted here.
async fn require_not_deleted(conn: &mut Conn, context: &Context, known: &Known, wanted: &[Wanted]) -> Result<()> {
    let new = wanted.iter().filter(|wanted| !known.customers.contains_key(&wanted.customer.id));
    let new = distinct(new.map(|wanted| wanted.customer.id.clone()));
    if new.is_empty() {
        return Ok(());
    }
    let deleted = tombstones::find(conn, context.connection()?, &new).await?;
    let is_deleted = |wanted: &Wanted| {
        deleted.get(&wanted.customer.id).is_some_and(|deleted_at| wanted.relation.since <= deleted_at.0)
    };
    if wanted.iter().any(is_deleted) {
        return Err(Problem::new(Code::WrongState).with("state", "deleted").into());
    }
    Ok(())
}

fn work_out(context: &Context, known: &mut Known, plan: &mut Plan, wanted: &Wanted) -> Result<Done> {
    let Wanted { customer, relation: upstream, .. } = wanted;
    let owner = known.owners.get(&wanted.owner_key()).cloned();
    let owner = owner.ok_or_else(|| Problem::new(Code::NotFound).with("what", "owner").with("id", &upstream.owner))?;
    let (id, old_customer) = match known.customers.get(&customer.id) {
        Some((id, record)) => (id.clone(), Some(record.clone())),
        None => (context.ids.next(), None),
    };
    let record = match &old_customer {
        // Nothing is told of him but that he is there.
        Some(old) if wanted.is_left() => CustomerRecord { ended: false, ..old.clone() },
        _ => taken_over(wanted, old_customer.as_ref()),
    };
    if old_customer.is_none() {
        plan.new_customers.push(customer.id.clone());
    } else if old_customer.as_ref() != Some(&record)
        && !plan.new_customers.contains(&customer.id)
        && !plan.changed_customers.contains(&customer.id)
    {
        plan.changed_customers.push(customer.id.clone());
    }
    known.customers.insert(customer.id.clone(), (id.clone(), record.clone()));
    let (relation, old_relation, old_tags) = tie(context, known, plan, wanted, (&id, &owner))?;
    let remark = match &old_relation {
        Some(old) if wanted.is_left() => &old.remark,
        _ => &upstream.remark,
    };
    let (was, is) = difference(
        &json!({ "name": old_customer.as_ref().map(|old| &old.name), "remark": old_relation.as_ref().map(|old| &old.remark) }),
        &json!({ "name": record.name, "remark": remark }),
    );
    let verb = if old_relation.is_some() { Verb::Update } else { Verb::Create };
    let told = Record::new(verb, Subject::Customer, &id, &record.name).fields(was, is);
    let adopted = known.by_hand.remove(&relation);
    if adopted {
        plan.adopted.push((relation.clone(), customer.id.clone(), wanted.owner_key()));
    }
    let before = Before { customer_id: id, customer: old_customer, relation: old_relation, tags: old_tags, adopted };
    Ok(Done { relation, before, record: told })
}

/// The customer as the platform describes him.
fn taken_over(wanted: &Wanted, old: Option<&CustomerRecord>) -> CustomerRecord {
    let Wanted { customer, relation, .. } = wanted;
    let since = Moment(relation.since);
    CustomerRecord {
        name: customer.name.clone(),
        company: if customer.company.is_empty() { relation.company.clone() } else { customer.company.clone() },
        position: customer.position.clone(),
        kind: if customer.kind == 2 { CustomerKind::WeCom } else { CustomerKind::WeChat },
        gender: customer.gender,
        added_at: old.map_or(since, |old| old.added_at.min(since)),
        contacted_at: old.map_or(since, |old| old.contacted_at.max(since)),
        ended: false,
    }
}

type Tied = (RelationId, Option<RelationRecord>, Vec<String>);

/// Works the relation itself out: its id, how it was, and the tags it had.
fn tie(
    context: &Context,
    known: &mut Known,
    plan: &mut Plan,
    wanted: &Wanted,
    (customer, owner): (&CustomerId, &MemberId),
) -> Result<Tied> {
    let upstream = &wanted.relation;
    let old = known.relations.get(&(customer.clone(), owner.clone())).cloned();
    let record = RelationRecord {
        remark: upstream.remark.clone(),
        description: upstream.description.clone(),
        company: upstream.company.clone(),
        phones: serde_json::to_string(&upstream.phones)?,
        add_way: upstream.add_way,
        channel: upstream.channel.clone(),
        since: Moment(upstream.since),
        // The platform goes on listing what the customer ended; only the callback told.
        state: match old.as_ref().map(|(_, old)| old.state) {
            Some(RelationState::OneWay) => RelationState::OneWay,
            _ => RelationState::Live,
        },
        digest: wanted.digest.clone(),
    };
    if let (Some((id, old)), true) = (&old, wanted.is_left()) {
        let record = RelationRecord { state: RelationState::Live, ..old.clone() };
        plan.changed_relations.push((id.clone(), record));
        let tags = known.tags_of.get(id).cloned().unwrap_or_default();
        return Ok((id.clone(), Some(old.clone()), tags));
    }
    let tags = known.tags_named(&upstream.tags);
    let Some((id, old)) = old else {
        let id: RelationId = context.ids.next();
        plan.tags.push((id.clone(), tags));
        plan.new_relations.push(write::NewRelation {
            id: id.clone(),
            customer: customer.clone(),
            owner: owner.clone(),
            customer_key: wanted.customer.id.clone(),
            owner_key: wanted.owner_key(),
            record,
        });
        return Ok((id, None, Vec::new()));
    };
    let old_tags = known.tags_of.get(&id).cloned().unwrap_or_default();
    if old_tags != tags {
        plan.outdated_tags.push(id.clone());
        plan.tags.push((id.clone(), tags));
    }
    plan.changed_relations.push((id.clone(), record));
    Ok((id, Some(old), old_tags))
}
