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
    let mut groups = sql(
        "select g.name, o.name as owner, x.joined_at from customer_links l join customer_group_members x \
         on x.external_id = l.external_id join customer_groups g on g.id = x.group_id and g.connection_id = l.connection_id \
         left join members o on o.id = g.owner_id where l.customer_id = ",
    );
    groups.push_bind(id.clone()).push(" order by x.joined_at, g.id");
    all.insert("customer_groups".into(), rows(conn, groups).await?.into());
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
    let outside = outside(&links, all.get("recycle_bin"));
    all.insert("archived_messages".into(), archived(conn, organisation, &outside).await?.into());
    all.insert("archive_consents".into(), consents(conn, organisation, &outside).await?.into());
    all.insert("opened_by".into(), openings(conn, organisation, &outside).await?.into());
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

/// His ids on platforms: those here, and those that the copy in the recycle bin has.
fn outside(links: &[Value], bin: Option<&Value>) -> Vec<String> {
    let copied = bin.and_then(|bin| bin["copy"]["links"].as_array()).into_iter().flatten();
    links.iter().chain(copied).filter_map(|link| link["external_id"].as_str()).map(str::to_owned).collect()
}

/// What he wrote, and what members wrote to him.
async fn archived(conn: &mut Conn, organisation: &OrganisationId, outside: &[String]) -> Result<Vec<Value>> {
    if outside.is_empty() {
        return Ok(Vec::new());
    }
    let mut query =
        sql("select m.at, m.kind, case when m.sender_kind = 'customer' then 'customer' else m.sender end as sender, \
         m.text, m.recalled_at from conversations v join conversation_strands s on s.conversation_id = v.id \
         join archive_messages m on m.strand_id = s.id where v.kind = 'customer' and v.organisation_id = ");
    query.push_bind(organisation.clone()).push(" and v.external_id in (");
    push_list(&mut query, outside.iter().cloned());
    query.push(
        ") union all select m.at, m.kind, 'customer', m.text, m.recalled_at from conversation_guests g \
         join archive_messages m on m.strand_id = g.strand_id and m.sender = g.external_id \
         join conversation_strands s on s.id = g.strand_id join conversations v on v.id = s.conversation_id \
         where v.organisation_id = ",
    );
    query.push_bind(organisation.clone()).push(" and g.external_id in (");
    push_list(&mut query, outside.iter().cloned());
    query.push(") order by 1 desc limit ").push_bind(MOST);
    rows(conn, query).await
}

/// Whether he let his messages be archived.
async fn consents(conn: &mut Conn, organisation: &OrganisationId, outside: &[String]) -> Result<Vec<Value>> {
    if outside.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("select c.name as connection, a.consent, a.changed_at, a.checked_at from archive_consents a \
         join connections c on c.id = a.connection_id where c.organisation_id = ");
    query.push_bind(organisation.clone()).push(" and a.external_id in (");
    push_list(&mut query, outside.iter().cloned());
    query.push(") order by a.checked_at desc, a.user_key, a.room");
    rows(conn, query).await
}

/// Who looked into the conversations with him.
async fn openings(conn: &mut Conn, organisation: &OrganisationId, outside: &[String]) -> Result<Vec<Value>> {
    if outside.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql("select o.at, o.by_name, o.reason, o.reads from conversations v \
         join archive_openings o on o.conversation_id = v.id where v.kind = 'customer' and v.organisation_id = ");
    query.push_bind(organisation.clone()).push(" and v.external_id in (");
    push_list(&mut query, outside.iter().cloned());
    query.push(") order by o.at desc limit ").push_bind(MOST);
    rows(conn, query).await
}
