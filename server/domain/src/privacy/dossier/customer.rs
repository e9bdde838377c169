//! What is held about a customer.

use super::MOST;
use super::table::rows;
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, customers};
use model::{CustomerId, OrganisationId};
use serde_json::{Map, Value, json};
use sqlx::QueryBuilder;

fn sql(text: &str) -> QueryBuilder<Db> {
    QueryBuilder::new(text)
}

/// The sections of the document, in their order.
pub(super) async fn gather(
    conn: &mut Conn,
    services: &Services,
    organisation: &OrganisationId,
    id: &CustomerId,
) -> Result<Map<String, Value>> {
    let mut all = Map::new();
    all.insert("record".into(), record(conn, organisation, id).await?.into());
    let mut links = sql("select l.external_id, c.kind as platform, c.name as connection from customer_links l \
         join connections c on c.id = l.connection_id where l.customer_id = ");
    links.push_bind(id.clone());
    let links = rows(conn, links).await?;
    let relations = relations(conn, id).await?;
    let mut holds = sql("select id, reason, until, placed_by, placed_at from customer_holds where customer_id = ");
    holds.push_bind(id.clone());
    all.insert("platform_links".into(), links.clone().into());
    all.insert("relations".into(), relations.into());
    all.insert("holds".into(), rows(conn, holds).await?.into());
    let mut handovers =
        sql("select i.state, f.name as handed_over_by, t.name as taken_over_by, i.sent_at, i.accepted_at \
         from handover_items i join members f on f.id = i.leaver_id left join members t on t.id = i.to_id \
         where i.kind = 'customer' and i.subject_id = ");
    handovers.push_bind(id.clone()).push(" order by i.id");
    all.insert("handovers".into(), rows(conn, handovers).await?.into());
    let mut tags =
        sql("select t.group_name, t.name from customer_tags x join tags t on t.id = x.tag_id where x.customer_id = ");
    tags.push_bind(id.clone()).push(" order by t.group_name, t.name");
    all.insert("tags".into(), rows(conn, tags).await?.into());
    let mut merged = sql("select customer_id, merged_at from customer_merges where into_id = ");
    merged.push_bind(id.clone()).push(" order by merged_at");
    all.insert("merged_records".into(), rows(conn, merged).await?.into());
    all.insert("recycle_bin".into(), bin(conn, services, organisation, id).await?);
    let mut tombstones = sql("select deleted_at from customer_tombstones where customer_id = ");
    tombstones.push_bind(id.clone());
    all.insert("remembered_deletions".into(), rows(conn, tombstones).await?.into());
    let mut erased = sql("select id, basis, deleted_at, erased_at from erasures where customer_id = ");
    erased.push_bind(id.clone());
    all.insert("erasures".into(), rows(conn, erased).await?.into());
    all.insert("proposed_changes".into(), proposals(conn, organisation, id, &links).await?.into());
    let mut kept = sql("select subject, external_id from kept_conflicts where subject_id = ");
    kept.push_bind(id.clone());
    all.insert("decided_conflicts".into(), rows(conn, kept).await?.into());
    all.insert("activity".into(), activity(conn, organisation, id).await?.into());
    all.insert("exports".into(), exports(conn, organisation, id).await?.into());
    let mut messages = sql("select medium, address, template, language, state, created_at, sent_at from outbox \
         where organisation_id = ");
    messages
        .push_bind(organisation.clone())
        .push(" and address <> '' and address in (select phone from customers where id = ");
    messages.push_bind(id.clone()).push(" union all select email from customers where id = ");
    messages.push_bind(id.clone()).push(") order by created_at desc limit ").push_bind(MOST);
    all.insert("messages".into(), rows(conn, messages).await?.into());
    let mut requests = sql("select id, kind, law, channel, state, note, reason, received_at, due_at, closed_at \
         from privacy_requests where customer_id = ");
    requests.push_bind(id.clone()).push(" order by received_at");
    all.insert("privacy_requests".into(), rows(conn, requests).await?.into());
    Ok(all)
}

async fn record(conn: &mut Conn, organisation: &OrganisationId, id: &CustomerId) -> Result<Vec<Value>> {
    let mut query =
        sql("select id, name, company, position, phone, email, note, kind, gender, source, added_at, contacted_at, \
         case when ended then 'ended' else 'live' end as state, created_at from customers where organisation_id = ");
    query.push_bind(organisation.clone()).push(" and id = ").push_bind(id.clone());
    rows(conn, query).await
}

async fn relations(conn: &mut Conn, id: &CustomerId) -> Result<Vec<Value>> {
    let mut query =
        sql("select r.id, m.name as looked_after_by, r.remark, r.description, r.company, r.phones, r.add_way, \
         r.channel, r.since, r.state, r.created_at from relations r join members m on m.id = r.member_id \
         where r.customer_id = ");
    query.push_bind(id.clone()).push(" order by r.since, r.id limit ").push_bind(MOST);
    let mut relations = rows(conn, query).await?;
    let mut query = sql("select t.relation_id, g.group_name, g.name from relations r \
         join relation_tags t on t.relation_id = r.id join tags g on g.id = t.tag_id where r.customer_id = ");
    query.push_bind(id.clone());
    let tags = rows(conn, query).await?;
    for relation in &mut relations {
        let own: Vec<Value> = tags
            .iter()
            .filter(|tag| tag["relation_id"] == relation["id"])
            .map(|tag| json!({ "group": tag["group_name"], "name": tag["name"] }))
            .collect();
        relation["tags"] = own.into();
    }
    Ok(relations)
}

/// The copy in the recycle bin, with why and by whom it was deleted.
async fn bin(conn: &mut Conn, services: &Services, organisation: &OrganisationId, id: &CustomerId) -> Result<Value> {
    let Some(copy) = customers::copy_in_bin(conn, services, organisation, id).await? else { return Ok(Value::Null) };
    let mut query =
        sql("select b.deleted_by, b.deleted_at, b.erase_at, x.reason, x.basis, x.basis_note from bin_customers b \
         join deletions x on x.set_id = b.set_id where b.id = ");
    query.push_bind(id.clone());
    let deletion = rows(conn, query).await?.pop().unwrap_or_default();
    Ok(json!({ "deletion": deletion, "copy": copy }))
}

/// What change sets propose or proposed about the person.
async fn proposals(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &CustomerId,
    links: &[Value],
) -> Result<Vec<Value>> {
    let mut query = sql(
        "select s.kind as change_set_kind, s.created_at, s.created_by, r.subject, r.name, r.detail, r.verdict, \
         r.reason, r.state, r.fields from change_rows r join change_sets s on s.id = r.set_id where s.organisation_id = ",
    );
    query.push_bind(organisation.clone());
    query.push(" and r.subject in ('customer', 'relation') and (r.subject_id = ").push_bind(id.clone());
    query.push(" or r.subject_id in (select x.id from relations x where x.customer_id = ").push_bind(id.clone());
    query
        .push(") or r.subject_id in (select m.customer_id from customer_merges m where m.into_id = ")
        .push_bind(id.clone());
    query.push(")");
    let external: Vec<String> =
        links.iter().filter_map(|link| link["external_id"].as_str()).map(str::to_owned).collect();
    if !external.is_empty() {
        query.push(" or (r.subject = 'relation' and r.external_id in (");
        push_list(&mut query, external);
        query.push("))");
    }
    query.push(") order by s.created_at desc, r.id limit ").push_bind(MOST);
    rows(conn, query).await
}

/// What the activity tells about the person. The network address is that of whoever acted: it is not the person's.
async fn activity(conn: &mut Conn, organisation: &OrganisationId, id: &CustomerId) -> Result<Vec<Value>> {
    let mut query = sql("select seq, at, actor, origin, verb, subject, subject_name, before, after from audit \
         where organisation_id = ");
    query.push_bind(organisation.clone()).push(" and (subject_id = ").push_bind(id.clone());
    query.push(" or subject_id in (select x.id from relations x where x.customer_id = ").push_bind(id.clone());
    query
        .push(") or subject_id in (select m.customer_id from customer_merges m where m.into_id = ")
        .push_bind(id.clone());
    query.push(")) order by seq desc limit ").push_bind(MOST);
    rows(conn, query).await
}

/// Lists that were taken home since the person is here: which rows were in them, nobody knows any more.
async fn exports(conn: &mut Conn, organisation: &OrganisationId, id: &CustomerId) -> Result<Vec<Value>> {
    let mut query = sql("select at, actor, origin, after from audit where organisation_id = ");
    query.push_bind(organisation.clone()).push(" and verb = 'export' and subject = 'customer' and at >= coalesce(");
    query.push("(select c.created_at from customers c where c.id = ").push_bind(id.clone()).push("), 0)");
    query.push(" order by seq desc limit ").push_bind(MOST);
    let mut exports = rows(conn, query).await?;
    for export in &mut exports {
        export["contains_the_person"] = "possibly".into();
    }
    Ok(exports)
}
