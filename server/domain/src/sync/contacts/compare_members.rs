//! Comparing the members that were read with those that are here, a block at a time.

use super::compare::{MEMBERS, Next, payload, push, save, settle};
use super::compare_member::{People, compare};
use super::tree::Tree;
use super::{Deed, Place, Step, UpstreamMember};
use crate::change::draft;
use crate::sync::BLOCK;
use crate::{Conn, Result, Services, runs};
use model::run::Counts;
use model::{ConnectionId, MemberId, RunId};
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct Staged {
    external_key: String,
    data: String,
    digest: String,
    id_only: bool,
}

#[derive(sqlx::FromRow)]
struct Here {
    external_key: String,
    member_id: MemberId,
    digest: String,
    terminated: bool,
}

/// The next block of members. The tree is read for the first block that needs it and kept for those that follow.
pub(super) async fn block(services: &Services, run: &runs::Row, after: &str, tree: &mut Option<Tree>) -> Next {
    let (Some(connection), Some(set)) = (&run.connection_id, &run.change_set_id) else { return Ok(None) };
    let total = run.total.unwrap_or_default();
    let mut tx = services.store.write().await?;
    let staged = staged_after(&mut tx, &run.id, after).await?;
    let Some(last) = staged.last().map(|row| row.external_key.clone()) else {
        let next = Place { step: Step::Leavers, after: String::new() };
        return save(services, run, tx, next, (run.done, total), Counts::default()).await;
    };
    let here = here_between(&mut tx, connection, after, &last).await?;
    let read = staged.len() as i64;
    let differing: Vec<Staged> = staged
        .into_iter()
        .filter(|row| !row.id_only)
        .filter(|row| here.get(&row.external_key).is_none_or(|here| here.digest != row.digest || here.terminated))
        .collect();
    let mut counts = Counts { unchanged: read - differing.len() as i64, ..Counts::default() };
    let mut drafts = Vec::with_capacity(differing.len());
    if !differing.is_empty() {
        let mut upstream = Vec::with_capacity(differing.len());
        for row in differing {
            let member: UpstreamMember = serde_json::from_str(&row.data).map_err(crate::Error::from)?;
            upstream.push((row, member));
        }
        let new = upstream.iter().filter(|(row, _)| !here.contains_key(&row.external_key)).map(|(_, member)| member);
        let people = People::load(&mut tx, run, new).await?;
        let depths = manager_depths(&mut tx, &run.id, after, &last).await?;
        let tree = match tree {
            Some(tree) => tree,
            None => tree.insert(Tree::load(&mut tx, &run.id).await?),
        };
        for (row, member) in upstream {
            let id = here.get(&row.external_key).map(|here| &here.member_id);
            let Some(compared) = compare(&mut tx, run, tree, &people, &member, id).await? else {
                counts.unchanged += 1;
                continue;
            };
            let rank = MEMBERS + depths.get(&row.external_key).copied().unwrap_or_default();
            let deed = payload(&Deed::Member { member: member.clone(), digest: row.digest });
            push(&mut drafts, &mut counts, compared.into_draft(rank, tree, &member, deed));
        }
    }
    settle(&mut tx, connection, &mut drafts, &mut counts).await?;
    draft::add(&mut tx, &services.ids, set, &drafts).await?;
    let next = Place { step: Step::CompareMembers, after: last };
    save(services, run, tx, next, (run.done + read, total), counts).await
}

async fn staged_after(conn: &mut Conn, run: &RunId, after: &str) -> Result<Vec<Staged>> {
    let rows = sqlx::query_as(
        "select external_key, data, digest, id_only from staged_members where run_id = $1 and external_key > $2 \
         order by external_key limit $3",
    )
    .bind(run)
    .bind(after)
    .bind(BLOCK)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

async fn here_between(
    conn: &mut Conn,
    connection: &ConnectionId,
    after: &str,
    last: &str,
) -> Result<HashMap<String, Here>> {
    let rows: Vec<Here> = sqlx::query_as(
        "select l.external_key, l.member_id, l.digest, m.status = 'terminated' as terminated from member_links l \
         join members m on m.id = l.member_id \
         where l.connection_id = $1 and l.external_key > $2 and l.external_key <= $3",
    )
    .bind(connection)
    .bind(after)
    .bind(last)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.external_key.clone(), row)).collect())
}

/// Steps up the chain of managers of each member of a block, among those that were read; a loop ends.
async fn manager_depths(conn: &mut Conn, run: &RunId, after: &str, last: &str) -> Result<HashMap<String, i64>> {
    let depths: Vec<(String, i64)> = sqlx::query_as(
        "with recursive up (start, above, depth) as ( \
         select external_key, manager_key, cast(0 as bigint) from staged_members \
         where run_id = $1 and external_key > $2 and external_key <= $3 \
         union all select up.start, coalesce((select s.manager_key from staged_members s \
         where s.run_id = $1 and s.external_key = up.above), ''), up.depth + 1 from up \
         where up.above <> '' and up.depth < 50) \
         select start, max(depth) from up group by start",
    )
    .bind(run)
    .bind(after)
    .bind(last)
    .fetch_all(conn)
    .await?;
    Ok(depths.into_iter().collect())
}
