//! Reading WeCom into the staging tables.

use super::{Place, Step, UpstreamMember};
use crate::jobs::Stop;
use crate::keys::sha256;
use crate::runs::{self, Progress};
use crate::sync::{cancelled, client, platform_failed};
use crate::{Conn, Db, Result, Services};
use connectors::wecom::types::{Cursor, User, UserId, UserStatus};
use connectors::wecom::{Decision, WeCom, WeComError};
use model::RunId;
use model::run::{Counts, Stage};
use model::text::{Email, Phone};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Departments that are asked for at once; the client itself never has more than five calls of a kind under way.
const AT_ONCE: i64 = 5;
/// Ids a page of the list of members: the most the platform gives.
const IDS: u32 = 10_000;

type Next = std::result::Result<Option<Place>, Stop>;

fn place(step: Step, after: impl Into<String>) -> Place {
    Place { step, after: after.into() }
}

async fn save(services: &Services, run: &runs::Row, next: &Place, done: i64, total: i64, tx: crate::Write) -> Next {
    let mut tx = tx;
    let cursor = serde_json::to_string(next).map_err(crate::Error::from)?;
    let counts = Counts::default();
    runs::save(&mut tx, run, &Progress { stage: Stage::Read, done, total: Some(total), cursor, counts }).await?;
    let over = cancelled(&mut tx, services, run).await?;
    tx.commit().await?;
    Ok(if over { None } else { Some(next.clone()) })
}

/// The whole tree at once: the platform has no pages for it, and at most 30 000 departments.
pub(super) async fn departments(services: &Services, run: &runs::Row) -> Next {
    let client = client(services, run).await?;
    let mut nodes = match client.departments().await {
        Ok(nodes) => nodes,
        Err(error) => return Err(platform_failed(services, run, &error).await),
    };
    // Larger comes first there; here the place counts from 0.
    nodes.sort_by_key(|node| (node.parent_id, std::cmp::Reverse(node.order), node.id));
    let mut positions: HashMap<i64, i64> = HashMap::new();
    let mut tx = services.store.write().await?;
    sqlx::query("delete from staged_departments where run_id = $1").bind(&run.id).execute(&mut *tx).await?;
    for block in nodes.chunks(crate::store::BLOCK) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into staged_departments (run_id, external_id, parent_id, name, position, heads) ",
        );
        query.push_values(block, |mut row, node| {
            let position = positions.entry(node.parent_id).or_default();
            let (name, heads) = node.detail.as_ref().map_or((String::new(), Vec::new()), |detail| {
                (detail.name.clone(), detail.leaders.iter().map(|leader| leader.as_str().to_owned()).collect())
            });
            row.push_bind(&run.id)
                .push_bind(node.id.to_string())
                .push_bind(if node.parent_id == 0 { String::new() } else { node.parent_id.to_string() })
                .push_bind(name)
                .push_bind(*position)
                .push_bind(serde_json::to_string(&heads).unwrap_or_default());
            *position += 1;
        });
        query.build().execute(&mut *tx).await?;
    }
    let total = nodes.len() as i64;
    save(services, run, &place(Step::Members, ""), 0, total, tx).await
}

/// The members of the next few departments.
pub(super) async fn members(services: &Services, run: &runs::Row, after: &str) -> Next {
    let client = client(services, run).await?;
    let mut conn = services.store.read().await?;
    let departments: Vec<String> = sqlx::query_scalar(
        "select external_id from staged_departments where run_id = $1 and external_id > $2 order by external_id limit $3",
    )
    .bind(&run.id)
    .bind(after)
    .bind(AT_ONCE)
    .fetch_all(&mut *conn)
    .await?;
    let total: i64 = sqlx::query_scalar("select count(*) from staged_departments where run_id = $1")
        .bind(&run.id)
        .fetch_one(&mut *conn)
        .await?;
    drop(conn);
    let Some(last) = departments.last().cloned() else {
        let tx = services.store.write().await?;
        return save(services, run, &place(Step::Ids, ""), total, total, tx).await;
    };
    let reads = departments.iter().filter_map(|id| id.parse().ok()).map(|id| members_of(&client, id));
    let mut found = Vec::new();
    for read in futures::future::join_all(reads).await {
        match read {
            Ok(users) => found.extend(users),
            // Out of the app's sight: its people are known by their ids only.
            Err(error) if error.decision() == Decision::Skip => {}
            Err(error) => return Err(platform_failed(services, run, &error).await),
        }
    }
    let mut tx = services.store.write().await?;
    stage(&mut tx, &run.id, &found).await?;
    let done = run.done + departments.len() as i64;
    save(services, run, &place(Step::Members, last), done, total, tx).await
}

async fn members_of(client: &WeCom, department: u32) -> std::result::Result<Vec<User>, WeComError> {
    match client.members_of(department).await {
        Err(error) if error.decision() == Decision::AskForLess => {
            let mut users = Vec::new();
            for named in client.member_names_of(department).await? {
                match client.member(&named.userid).await {
                    Ok(user) => users.push(user),
                    Err(error) if error.decision() == Decision::Skip => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(users)
        }
        other => other,
    }
}

/// The next page of ids: who exists, whether or not the app may describe him.
pub(super) async fn ids(services: &Services, run: &runs::Row, after: &str) -> Next {
    let client = client(services, run).await?;
    let cursor = Some(Cursor(after.to_owned())).filter(|cursor| !cursor.0.is_empty());
    let page = match client.member_ids(cursor.as_ref(), IDS).await {
        Ok(page) => page,
        Err(error) => {
            if error.decision() == Decision::RestartListing {
                let tx = services.store.write().await?;
                let done = run.done;
                save(services, run, &place(Step::Ids, ""), done, run.total.unwrap_or(done), tx).await?;
            }
            return Err(platform_failed(services, run, &error).await);
        }
    };
    let mut keys: Vec<(String, &UserId)> = page.rows.iter().map(|row| (row.userid.folded(), &row.userid)).collect();
    keys.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    keys.dedup_by(|one, other| one.0 == other.0);
    let mut tx = services.store.write().await?;
    for block in keys.chunks(crate::store::BLOCK) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into staged_members (run_id, external_key, external_id, data, digest, manager_key, id_only) ",
        );
        query.push_values(block, |mut row, (key, id)| {
            row.push_bind(&run.id)
                .push_bind(key)
                .push_bind(id.as_str())
                .push("''")
                .push("''")
                .push("''")
                .push_bind(true);
        });
        query.push(" on conflict (run_id, external_key) do nothing");
        query.build().execute(&mut *tx).await?;
    }
    let next = match page.next {
        Some(Cursor(next)) => place(Step::Ids, next),
        None => place(Step::CompareDepartments, ""),
    };
    let done = run.done;
    save(services, run, &next, done, run.total.unwrap_or(done), tx).await
}

async fn stage(conn: &mut Conn, run: &RunId, users: &[User]) -> Result<()> {
    let mut staged: HashMap<String, (UpstreamMember, String)> = HashMap::new();
    for user in users.iter().filter(|user| !user.userid.as_str().is_empty()) {
        let member = upstream(user);
        let data = serde_json::to_string(&member)?;
        staged.insert(member.key(), (member, data));
    }
    let staged: Vec<(String, (UpstreamMember, String))> = staged.into_iter().collect();
    for block in staged.chunks(crate::store::BLOCK) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into staged_members (run_id, external_key, external_id, data, digest, manager_key, id_only) ",
        );
        query.push_values(block, |mut row, (key, (member, data))| {
            row.push_bind(run)
                .push_bind(key)
                .push_bind(&member.id)
                .push_bind(data)
                .push_bind(sha256(data))
                .push_bind(member.manager.to_lowercase())
                .push_bind(false);
        });
        query.push(
            " on conflict (run_id, external_key) do update set data = excluded.data, digest = excluded.digest, \
             manager_key = excluded.manager_key, id_only = excluded.id_only",
        );
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

fn upstream(user: &User) -> UpstreamMember {
    let mut departments: Vec<String> = user.department.iter().map(u32::to_string).collect();
    let main = user.main_department.to_string();
    departments.sort_by_key(|department| *department != main);
    let email = if user.email.is_empty() { &user.biz_mail } else { &user.email };
    UpstreamMember {
        id: user.userid.as_str().to_owned(),
        name: user.name.trim().to_owned(),
        // What does not parse is not taken over: it could not be signed in with.
        email: Email::parse(email).map(|email| email.as_str().to_owned()).unwrap_or_default(),
        phone: Phone::parse(&user.mobile).map(|phone| phone.as_str().to_owned()).unwrap_or_default(),
        position: user.position.trim().to_owned(),
        departments,
        manager: user.direct_leader.first().map(|leader| leader.as_str().to_owned()).unwrap_or_default(),
        disabled: user.status() == UserStatus::Disabled,
        left: user.status() == UserStatus::Left,
    }
}
