//! Giving every planned item of a kind its successor, as the rule of the kind says.

use super::split::{People, Thing, split};
use crate::store::{BLOCK, push_list};
use crate::{Conn, Db, Result, mappings};
use model::handover::{ItemKind, Rule, Split};
use model::{HandoverId, HandoverItemId, MemberId};
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Divides the planned items of one kind.
///
/// # Errors
/// What the database says.
pub(super) async fn assign(conn: &mut Conn, id: &HandoverId, rule: &Rule) -> Result<()> {
    let found: Vec<(HandoverItemId, String, MemberId, i64)> = sqlx::query_as(
        "select i.id, i.subject_id, i.leaver_id, coalesce(c.contacted_at, 0) from handover_items i \
         left join customers c on i.kind = 'customer' and c.id = i.subject_id \
         where i.handover_id = $1 and i.kind = $2 and i.state = 'planned' order by i.id",
    )
    .bind(id)
    .bind(rule.kind)
    .fetch_all(&mut *conn)
    .await?;
    let mut tags = if rule.split == Split::Tag { tags(conn, id).await? } else { HashMap::new() };
    let things: Vec<Thing> = found
        .iter()
        .map(|(_, subject, leaver, contact)| Thing {
            leaver: leaver.clone(),
            tags: tags.remove(subject).unwrap_or_default(),
            contact: *contact,
        })
        .collect();
    let people = people(conn, rule, &things).await?;
    let mut accounts = match rule.kind {
        ItemKind::Mapping => Some(mappings::Vacancies::look(conn, id, &rule.to).await?),
        _ => None,
    };
    // Skill groups are of use to agents alone; without one, they are let go.
    let staff = match rule.kind {
        ItemKind::Agent => Some(agents(conn, &rule.to).await?),
        _ => None,
    };
    let mut given: BTreeMap<Option<MemberId>, Vec<HandoverItemId>> = BTreeMap::new();
    for ((item, subject, ..), to) in found.into_iter().zip(split(rule, &things, &people)) {
        // Nobody reports to himself.
        let to = to.filter(|to| rule.kind != ItemKind::Report || to.as_str() != subject);
        // Nobody has two accounts of a connection: whoever has none gets it, else it is taken away.
        let to = match &mut accounts {
            Some(accounts) => to.and_then(|to| accounts.take(&subject, &to, &rule.to)),
            None => to,
        };
        let to = to.filter(|to| staff.as_ref().is_none_or(|staff| staff.contains(to)));
        given.entry(to).or_default().push(item);
    }
    for (to, items) in given {
        for block in items.chunks(BLOCK) {
            let mut sql = QueryBuilder::<Db>::new("update handover_items set to_id = ");
            sql.push_bind(to.clone()).push(" where id in (");
            push_list(&mut sql, block.iter().cloned());
            sql.push(")").build().execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// Who of these is an agent.
async fn agents(conn: &mut Conn, members: &[MemberId]) -> Result<HashSet<MemberId>> {
    if members.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = QueryBuilder::<Db>::new(
        "select member_id from agents where not replaced and deleted_at is null and member_id in (",
    );
    push_list(&mut sql, members.iter().cloned());
    let found: Vec<MemberId> = sql.push(")").build_query_scalar().fetch_all(conn).await?;
    Ok(found.into_iter().collect())
}

/// The tags of the customers that go over: those of the leaver's relation, and the organisation's own.
async fn tags(conn: &mut Conn, id: &HandoverId) -> Result<HashMap<String, Vec<String>>> {
    let found: Vec<(String, String)> = sqlx::query_as(
        "select i.subject_id, t.tag_id from handover_items i join relations r on r.customer_id = i.subject_id \
         and r.member_id = i.leaver_id join relation_tags t on t.relation_id = r.id \
         where i.handover_id = $1 and i.kind = 'customer' \
         union all select i.subject_id, t.tag_id from handover_items i join customer_tags t on t.customer_id = i.subject_id \
         where i.handover_id = $1 and i.kind = 'customer'",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    let mut tags: HashMap<String, Vec<String>> = HashMap::new();
    for (customer, tag) in found {
        tags.entry(customer).or_default().push(tag);
    }
    Ok(tags)
}

async fn people(conn: &mut Conn, rule: &Rule, things: &[Thing]) -> Result<People> {
    let mut people = People::default();
    if rule.to.is_empty() {
        return Ok(people);
    }
    if rule.split == Split::Load {
        let successors: Vec<MemberId> = rule.to.clone();
        people.loads = super::load::counted(conn, &successors).await?;
    }
    if rule.split == Split::Department {
        let mut all = rule.to.clone();
        all.extend(things.iter().map(|thing| thing.leaver.clone()));
        all.sort();
        all.dedup();
        let mut sql =
            QueryBuilder::<Db>::new("select member_id, department_id from member_departments where member_id in (");
        push_list(&mut sql, all);
        let found: Vec<(MemberId, String)> = sql.push(")").build_query_as().fetch_all(conn).await?;
        for (member, department) in found {
            people.departments.entry(member).or_default().push(department);
        }
    }
    Ok(people)
}
