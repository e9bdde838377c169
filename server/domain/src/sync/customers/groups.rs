//! Reading customer groups: owner by owner, because the platform tells a leaver's only when he is named.

use super::read::{Next, save};
use super::{Place, Step};
use crate::groups::{self, Upstream};
use crate::sync::{client, platform_failed};
use crate::{Conn, Result, Services, runs};
use connectors::wecom::quota::{GROUP_OWNERS, PAGE};
use connectors::wecom::types::{GroupFilter, GroupRow, UserId};
use connectors::wecom::{WeCom, WeComError};
use futures::{StreamExt as _, TryStreamExt as _, stream};

/// Groups that are read side by side: the platform holds more calls of a kind back.
const AT_ONCE: usize = 4;

/// Owners of whom the platform no longer knows, or whom the application does not see.
const UNKNOWN: [i64; 4] = [60111, 60011, 40003, 40031];

/// The groups of the next owners.
pub(super) async fn read(services: &Services, run: &runs::Row, place: &Place) -> Next {
    let Some(connection) = &run.connection_id else { return Ok(None) };
    let client = client(services, run).await?;
    let mut conn = services.store.read().await?;
    let owners = owners(&mut conn, run, &place.after.0).await?;
    drop(conn);
    let total = run.total.unwrap_or_default();
    let Some((last, _)) = owners.last().cloned() else {
        let next = Place { step: Step::Compare, left_out: place.left_out, ..Place::default() };
        let tx = services.store.write().await?;
        return save(services, run, next, (total, total), tx).await;
    };
    let (asked, found) = match fetch(&client, &owners).await {
        Ok(found) => found,
        Err(error) => return Err(platform_failed(services, run, &error).await),
    };
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let from = (&run.organisation_id, connection, run.id.as_str());
    groups::put(&mut tx, &services.ids, from, &found, now).await?;
    groups::lost(&mut tx, connection, run.id.as_str(), &asked).await?;
    let next = Place { step: Step::Groups, after: (last, String::new()), left_out: place.left_out, ..Place::default() };
    save(services, run, next, (run.done, total), tx).await
}

/// Everybody who has customers there, and everybody known here who left.
async fn owners(conn: &mut Conn, run: &runs::Row, after: &str) -> Result<Vec<(String, String)>> {
    let found = sqlx::query_as(
        "select o.external_key, min(o.external_id) from (select external_key, external_id from staged_members where run_id = $1 \
         union all select l.external_key, l.external_id from member_links l join members m on m.id = l.member_id \
         where l.connection_id = $2 and (l.left_at is not null or m.status = 'terminated')) o where o.external_key > $3 \
         group by o.external_key order by o.external_key limit $4",
    )
    .bind(&run.id)
    .bind(&run.connection_id)
    .bind(after)
    .bind(GROUP_OWNERS as i64)
    .fetch_all(conn)
    .await?;
    Ok(found)
}

type Found = (Vec<String>, Vec<Upstream>);

/// The groups of these owners, and of which of them the platform told.
async fn fetch(client: &WeCom, owners: &[(String, String)]) -> std::result::Result<Found, WeComError> {
    let ids: Vec<UserId> = owners.iter().map(|(_, id)| UserId::new(id)).collect();
    let mut asked: Vec<String> = owners.iter().map(|(key, _)| key.clone()).collect();
    let listed = match listed(client, &ids).await {
        Err(error) if error.code().is_some_and(|code| UNKNOWN.contains(&code)) => {
            // One of them spoils the whole call: each by himself, then.
            let mut rows = Vec::new();
            asked.clear();
            for id in &ids {
                match listed(client, std::slice::from_ref(id)).await {
                    Ok(his) => {
                        asked.push(id.folded());
                        rows.extend(his);
                    }
                    Err(error) if error.code().is_some_and(|code| UNKNOWN.contains(&code)) => {}
                    Err(error) => return Err(error),
                }
            }
            rows
        }
        other => other?,
    };
    let read = |row: GroupRow| async move {
        match client.group(&row.chat_id).await {
            Ok(chat) => Ok(Some(Upstream::of(&chat, Some(row.status)))),
            // Between being listed and being read.
            Err(error) if groups::is_dissolved(&error) => Ok(None),
            Err(error) => Err(error),
        }
    };
    let found: Vec<Option<Upstream>> = stream::iter(listed).map(read).buffer_unordered(AT_ONCE).try_collect().await?;
    Ok((asked, found.into_iter().flatten().collect()))
}

async fn listed(client: &WeCom, owners: &[UserId]) -> std::result::Result<Vec<GroupRow>, WeComError> {
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let page = client.groups(GroupFilter::All, owners, cursor.as_ref(), PAGE).await?;
        rows.extend(page.rows);
        match page.next {
            Some(next) if cursor.as_ref() != Some(&next) => cursor = Some(next),
            _ => return Ok(rows),
        }
    }
}
