//! Reading WeCom into the staging tables.

use super::{Place, Step, UpstreamCustomer, UpstreamRelation};
use crate::customers::tombstones;
use crate::jobs::{Job, Stop, queue};
use crate::keys::sha256;
use crate::runs::{self, Progress};
use crate::sync::linked::distinct;
use crate::sync::{cancelled, client, platform_failed};
use crate::{Conn, Db, Result, Services, Write};
use connectors::wecom::types::{FollowedCustomer, TagGroup, UserId};
use connectors::wecom::{CustomerPage, WeCom, WeComError};
use model::TagId;
use model::run::{Counts, Stage};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Members that one call takes.
const CHUNK: usize = 100;
/// Chunks that are read side by side.
const AT_ONCE: usize = 4;
/// Pages that wait to be written.
const WAITING: usize = 8;
/// "No member of the list has a licence": the whole call is refused.
const NOBODY_LICENSED: i64 = 701_008;

pub(super) type Next = std::result::Result<Option<Place>, Stop>;

pub(super) async fn save(
    services: &Services,
    run: &runs::Row,
    next: Place,
    (done, total): (i64, i64),
    mut tx: Write,
) -> Next {
    let cursor = serde_json::to_string(&next).map_err(crate::Error::from)?;
    let progress = Progress { stage: Stage::Read, done, total: Some(total), cursor, counts: Counts::default() };
    runs::save(&mut tx, run, &progress).await?;
    let over = cancelled(&mut tx, services, run).await?;
    tx.commit().await?;
    Ok(if over { None } else { Some(next) })
}

/// Who may have customers, and which tags there are.
pub(super) async fn owners(services: &Services, run: &runs::Row) -> Next {
    let client = client(services, run).await?;
    let owners = match client.follow_users().await {
        Ok(owners) => owners,
        Err(error) => return Err(platform_failed(services, run, &error).await),
    };
    let groups = match client.customer_tag_groups().await {
        Ok(groups) => groups,
        Err(error) => return Err(platform_failed(services, run, &error).await),
    };
    let mut tx = services.store.write().await?;
    let mut owners: Vec<(String, String)> =
        owners.iter().map(|owner| (owner.folded(), owner.as_str().to_owned())).collect();
    owners.sort();
    owners.dedup_by(|one, other| one.0 == other.0);
    for block in owners.chunks(crate::store::BLOCK) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into staged_members (run_id, external_key, external_id, data, digest, manager_key, id_only) ",
        );
        query.push_values(block, |mut row, (key, id)| {
            row.push_bind(&run.id).push_bind(key).push_bind(id).push("''").push("''").push("''").push_bind(true);
        });
        query.push(" on conflict (run_id, external_key) do nothing");
        query.build().execute(&mut *tx).await?;
    }
    serving(&mut tx, run).await?;
    take_tags(&mut tx, services, run, &groups).await?;
    let next = Place { step: Step::Left, ..Place::default() };
    save(services, run, next, (0, owners.len() as i64), tx).await
}

/// Keeps who may look after customers: nobody else can take any over.
async fn serving(conn: &mut Conn, run: &runs::Row) -> Result<()> {
    sqlx::query(
        "update member_links set serves = exists (select 1 from staged_members s where s.run_id = $1 \
         and s.external_key = member_links.external_key) where connection_id = $2",
    )
    .bind(&run.id)
    .bind(&run.connection_id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Tags are names, not records of people: the catalogue follows the platform without review.
async fn take_tags(conn: &mut Conn, services: &Services, run: &runs::Row, groups: &[TagGroup]) -> Result<()> {
    sqlx::query("update tags set gone = $1 where connection_id = $2")
        .bind(true)
        .bind(&run.connection_id)
        .execute(&mut *conn)
        .await?;
    let tags: Vec<_> = groups
        .iter()
        .flat_map(|group| group.tags.iter().enumerate().map(move |(position, tag)| (group, position, tag)))
        .collect();
    let known: Vec<(TagId, String, String)> =
        sqlx::query_as("select id, external_id, name from tags where connection_id = $1")
            .bind(&run.connection_id)
            .fetch_all(&mut *conn)
            .await?;
    let known: HashMap<&str, (&TagId, &str)> =
        known.iter().map(|(id, external, name)| (external.as_str(), (id, name.as_str()))).collect();
    for (_, _, tag) in &tags {
        // Customers are found by their tags' names.
        if let Some((id, _)) = known.get(tag.id.as_str()).filter(|(_, name)| *name != tag.name) {
            let now = services.clock.now();
            queue::enqueue(conn, &services.ids, &Job::ReindexTag { tag: (*id).clone() }, now, now).await?;
        }
    }
    for block in tags.chunks(crate::store::BLOCK) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into tags (id, organisation_id, connection_id, external_id, group_name, name, position, gone, revision) ",
        );
        query.push_values(block, |mut row, (group, position, tag)| {
            row.push_bind(services.ids.next::<TagId>())
                .push_bind(&run.organisation_id)
                .push_bind(&run.connection_id)
                .push_bind(&tag.id)
                .push_bind(&group.name)
                .push_bind(&tag.name)
                .push_bind(*position as i64)
                .push_bind(false)
                .push("1");
        });
        query.push(
            " on conflict (connection_id, external_id) do update set group_name = excluded.group_name, \
             name = excluded.name, position = excluded.position, gone = excluded.gone, revision = tags.revision + 1",
        );
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// What one chunk's reader sends to the one writer.
enum Message {
    Page(CustomerPage),
    Failed(WeComError),
}

/// The customers of the next few hundred members. Pages are staged as they come, so that a member with a hundred thousand
/// customers needs no more memory than one with ten; the cursor moves when the whole group is read, and staging twice changes
/// nothing.
pub(super) async fn relations(services: &Services, run: &runs::Row, place: &Place) -> Next {
    let client = client(services, run).await?;
    let mut conn = services.store.read().await?;
    let owners: Vec<(String, String)> = sqlx::query_as(
        "select external_key, external_id from staged_members where run_id = $1 and external_key > $2 \
         order by external_key limit $3",
    )
    .bind(&run.id)
    .bind(&place.after.0)
    .bind((CHUNK * AT_ONCE) as i64)
    .fetch_all(&mut *conn)
    .await?;
    let total: i64 = sqlx::query_scalar("select count(*) from staged_members where run_id = $1")
        .bind(&run.id)
        .fetch_one(&mut *conn)
        .await?;
    drop(conn);
    let Some((last, _)) = owners.last().cloned() else {
        let next = Place { step: Step::Groups, left_out: place.left_out, ..Place::default() };
        let tx = services.store.write().await?;
        return save(services, run, next, (total, total), tx).await;
    };
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<Message>(WAITING);
    let mut readers = tokio::task::JoinSet::new();
    for chunk in owners.chunks(CHUNK) {
        let ids = chunk.iter().map(|(_, id)| UserId::new(id)).collect();
        readers.spawn(read_chunk(client.clone(), ids, sender.clone()));
    }
    drop(sender);
    let mut left_out = place.left_out;
    let mut messages = Vec::new();
    // What came while the last pages were written goes into one transaction.
    while receiver.recv_many(&mut messages, WAITING).await > 0 {
        let mut rows = Vec::new();
        for message in messages.drain(..) {
            match message {
                Message::Page(page) => {
                    left_out += page.unlicensed.len() as i64;
                    rows.extend(page.rows);
                }
                Message::Failed(error) => {
                    readers.shutdown().await;
                    return Err(platform_failed(services, run, &error).await);
                }
            }
        }
        let mut tx = services.store.write().await?;
        stage(&mut tx, run, &rows).await?;
        tx.commit().await?;
    }
    let next = Place { step: Step::Relations, after: (last, String::new()), left_out, here: 0 };
    let done = run.done + owners.len() as i64;
    let tx = services.store.write().await?;
    save(services, run, next, (done, total), tx).await
}

async fn read_chunk(client: WeCom, owners: Vec<UserId>, sender: tokio::sync::mpsc::Sender<Message>) {
    let mut cursor = None;
    loop {
        let message = match client.customers_of(&owners, cursor.as_ref()).await {
            Ok(page) => Message::Page(page),
            Err(error) if error.code() == Some(NOBODY_LICENSED) => {
                Message::Page(CustomerPage { rows: Vec::new(), next: None, unlicensed: owners.clone() })
            }
            Err(error) => Message::Failed(error),
        };
        cursor = match &message {
            Message::Page(page) => page.next.clone(),
            Message::Failed(_) => None,
        };
        if sender.send(message).await.is_err() || cursor.is_none() {
            return;
        }
    }
}

/// Writes down what was read, without those who were deleted here and not added anew since: neither their names nor a proposal to
/// bring them back are made from it.
async fn stage(conn: &mut Conn, run: &runs::Row, rows: &[FollowedCustomer]) -> Result<()> {
    let deleted = match &run.connection_id {
        Some(connection) => {
            let ids = distinct(rows.iter().map(|row| row.customer.external_userid.clone()));
            tombstones::find(conn, connection, &ids).await?
        }
        None => HashMap::new(),
    };
    let mut staged = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|row| !row.customer.external_userid.is_empty()) {
        let (customer, relation) = upstream(row);
        if deleted.get(&customer.id).is_some_and(|deleted_at| relation.since <= deleted_at.0) {
            continue;
        }
        let customer_text = serde_json::to_string(&customer)?;
        let relation_text = serde_json::to_string(&relation)?;
        let digest = sha256(&format!("{customer_text}{relation_text}"));
        staged.push((customer.id, relation.owner.to_lowercase(), customer_text, relation_text, digest));
    }
    staged.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    staged.dedup_by(|one, other| one.0 == other.0 && one.1 == other.1);
    for block in staged.chunks(crate::store::BLOCK) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into staged_relations (run_id, customer_key, owner_key, customer, relation, digest) ",
        );
        query.push_values(block, |mut row, (customer_key, owner_key, customer, relation, digest)| {
            row.push_bind(&run.id)
                .push_bind(customer_key)
                .push_bind(owner_key)
                .push_bind(customer)
                .push_bind(relation)
                .push_bind(digest);
        });
        query.push(
            " on conflict (run_id, customer_key, owner_key) do update set customer = excluded.customer, \
             relation = excluded.relation, digest = excluded.digest",
        );
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

fn upstream(row: &FollowedCustomer) -> (UpstreamCustomer, UpstreamRelation) {
    let contact = &row.customer;
    let follow = &row.follow.follow;
    let company = if contact.corp_name.is_empty() { &contact.corp_full_name } else { &contact.corp_name };
    let customer = UpstreamCustomer {
        id: contact.external_userid.clone(),
        name: contact.name.trim().to_owned(),
        company: company.trim().to_owned(),
        position: contact.position.trim().to_owned(),
        kind: contact.kind,
        gender: contact.gender,
    };
    let mut tags = row.follow.tag_ids.clone();
    tags.sort();
    tags.dedup();
    let relation = UpstreamRelation {
        owner: follow.userid.as_str().to_owned(),
        remark: follow.remark.trim().to_owned(),
        description: follow.description.trim().to_owned(),
        company: follow.remark_corp_name.trim().to_owned(),
        phones: follow.remark_mobiles.iter().filter(|phone| !phone.is_empty()).cloned().collect(),
        tags,
        add_way: follow.add_way,
        channel: follow.state.clone(),
        since: follow.created_at * model::moment::SECOND,
    };
    (customer, relation)
}
