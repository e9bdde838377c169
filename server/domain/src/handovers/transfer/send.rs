//! Sending one batch.

use super::Platform;
use super::outcome::{self, Part};
use crate::handovers::rows;
use crate::store::push_list;
use crate::{Conn, Db, Result};
use connectors::wecom::quota::TRANSFER_BATCH;
use connectors::wecom::types::UserId;
use connectors::wecom::{TransferRefusal, WeComError};
use model::handover::{Bar, HandoverKind, ItemState};
use model::{HandoverId, HandoverItemId, MemberId, Moment};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// What came of one batch.
pub(super) enum Sent {
    /// There was none.
    Nothing,
    /// Answered, item by item.
    Some,
    /// The platform is in trouble: not now.
    Stopped(WeComError),
}

/// What goes in one call.
struct Batch {
    call: &'static str,
    takeover: UserId,
    message: String,
    parts: Vec<Part>,
}

#[derive(sqlx::FromRow)]
struct Head {
    handover_id: HandoverId,
    to_id: Option<MemberId>,
    call: Option<String>,
    kind: HandoverKind,
    message: String,
}

/// Sends up to [`TRANSFER_BATCH`] customers to one successor.
pub(super) async fn next(platform: &Platform<'_>) -> Result<Sent> {
    let services = platform.services;
    let mut conn = services.store.read().await?;
    let Some(head) = head(&mut conn, platform, services.clock.now()).await? else { return Ok(Sent::Nothing) };
    drop(conn);
    let call = match (head.call.as_deref(), head.kind) {
        (Some("on_job"), _) | (None, HandoverKind::OnJob) => "on_job",
        (Some(_), _) => "leaver",
        (None, HandoverKind::Leaving) => match platform.has_left().await {
            Ok(true) => "leaver",
            Ok(false) => "on_job",
            Err(error) => return Ok(Sent::Stopped(error)),
        },
    };
    let Some(batch) = claim(platform, head, call).await? else { return Ok(Sent::Some) };
    let external: Vec<String> = batch.parts.iter().map(|part| part.external_id.clone()).collect();
    let message = Some(batch.message.as_str()).filter(|message| !message.is_empty());
    let answer = match batch.call {
        "on_job" => platform.client.transfer_customers(&platform.handover, &batch.takeover, &external, message).await,
        _ => platform.client.transfer_leavers_customers(&platform.handover, &batch.takeover, &external).await,
    };
    match answer {
        Ok(outcomes) => {
            let codes: HashMap<&str, i64> =
                outcomes.iter().map(|outcome| (outcome.external_userid.as_str(), outcome.errcode)).collect();
            let mut conflict = false;
            let mut tx = services.store.write().await?;
            for part in &batch.parts {
                // What the answer leaves out stays as sent: the results will tell.
                let Some(code) = codes.get(part.external_id.as_str()) else { continue };
                conflict |= outcome::answered(&mut tx, services, part, *code).await?;
            }
            platform.hint(&mut tx);
            settle(&mut tx, &batch.parts).await?;
            tx.commit().await?;
            if conflict {
                Ok(Sent::Stopped(WeComError::HeldBack { api: "transfer", wait: super::PAUSE }))
            } else {
                Ok(Sent::Some)
            }
        }
        Err(error) => failed(platform, &batch, error).await,
    }
}

/// The whole call failed: the items go back into the queue, unless the platform may have them all the same.
async fn failed(platform: &Platform<'_>, batch: &Batch, error: WeComError) -> Result<Sent> {
    if error.may_have_happened() {
        return Ok(Sent::Stopped(error));
    }
    let services = platform.services;
    let refusal = match &error {
        WeComError::Api(api) => TransferRefusal::from_code(api.code).map(|refusal| (refusal, api.code)),
        _ => None,
    };
    let mut tx = services.store.write().await?;
    let known = refusal.filter(|(refusal, _)| {
        !matches!(refusal, TransferRefusal::Unknown(_) | TransferRefusal::TooOften | TransferRefusal::Conflict)
    });
    for part in &batch.parts {
        match known {
            Some((_, code)) => {
                outcome::answered(&mut tx, services, part, code).await?;
            }
            None => outcome::set(&mut tx, &part.id, (ItemState::Queued, None, None, None)).await?,
        }
    }
    platform.hint(&mut tx);
    settle(&mut tx, &batch.parts).await?;
    tx.commit().await?;
    Ok(if known.is_some() { Sent::Some } else { Sent::Stopped(error) })
}

async fn settle(conn: &mut Conn, parts: &[Part]) -> Result<()> {
    let mut ids: Vec<&HandoverId> = parts.iter().map(|part| &part.handover_id).collect();
    ids.dedup();
    for id in ids {
        rows::settle(conn, id).await?;
    }
    Ok(())
}

/// What is next in the queue. What had to wait for its date is in it again.
async fn head(conn: &mut Conn, platform: &Platform<'_>, now: Moment) -> Result<Option<Head>> {
    Ok(sqlx::query_as(
        "select i.handover_id, i.to_id, i.call, h.kind, h.message from handover_items i join handovers h on h.id = i.handover_id \
         where i.connection_id = $1 and i.leaver_id = $2 and (i.state = 'queued' or (i.state = 'limit' and i.due_at <= $3)) \
         order by i.id limit 1",
    )
    .bind(platform.connection)
    .bind(platform.leaver)
    .bind(now)
    .fetch_optional(conn)
    .await?)
}

/// Writes down what is about to be sent; `None` if nothing of it can be.
async fn claim(platform: &Platform<'_>, head: Head, call: &'static str) -> Result<Option<Batch>> {
    let services = platform.services;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let takeover: Option<(String, bool)> = sqlx::query_as(
        "select l.external_id, m.status = 'active' from member_links l join members m on m.id = l.member_id \
         where l.connection_id = $1 and l.member_id = $2",
    )
    .bind(platform.connection)
    .bind(&head.to_id)
    .fetch_optional(&mut *tx)
    .await?;
    let parts: Vec<Part> = sqlx::query_as(
        "select i.id, i.handover_id, i.subject_id, i.external_id, i.leaver_id, i.to_id, i.call, i.sent_at, i.due_at, exists (select 1 \
         from relations r where r.customer_id = i.subject_id and r.member_id = i.leaver_id and r.state = 'live') as there \
         from handover_items i where i.connection_id = $1 and i.leaver_id = $2 and i.handover_id = $3 and i.to_id = $4 \
         and coalesce(i.call, '') = $5 and (i.state = 'queued' or (i.state = 'limit' and i.due_at <= $6)) order by i.id limit $7",
    )
    .bind(platform.connection)
    .bind(platform.leaver)
    .bind(&head.handover_id)
    .bind(&head.to_id)
    .bind(head.call.as_deref().unwrap_or_default())
    .bind(now)
    .bind(TRANSFER_BATCH as i64)
    .fetch_all(&mut *tx)
    .await?;
    let bar = match &takeover {
        None => Some(Bar::SuccessorNotThere),
        Some((_, false)) => Some(Bar::SuccessorGone),
        Some(_) => None,
    };
    let (there, gone): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| bar.is_none() && part.there);
    for part in &gone {
        let bar = bar.unwrap_or(Bar::Gone);
        outcome::set(&mut tx, &part.id, (ItemState::Failed, Some(bar), None, None)).await?;
    }
    settle(&mut tx, &gone).await?;
    if !there.is_empty() {
        mark(&mut tx, &there, call, now).await?;
    }
    platform.hint(&mut tx);
    tx.commit().await?;
    let Some((takeover, _)) = takeover.filter(|_| !there.is_empty()) else { return Ok(None) };
    let parts = there.into_iter().map(|part| Part { call: Some(call.to_owned()), ..part }).collect();
    Ok(Some(Batch { call, takeover: UserId::new(takeover), message: head.message, parts }))
}

async fn mark(conn: &mut Conn, parts: &[Part], call: &str, now: Moment) -> Result<()> {
    let mut sql =
        QueryBuilder::<Db>::new("update handover_items set state = 'sent', reason = null, due_at = null, call = ");
    sql.push_bind(call.to_owned()).push(", sent_at = ").push_bind(now).push(" where id in (");
    let ids: Vec<HandoverItemId> = parts.iter().map(|part| part.id.clone()).collect();
    push_list(&mut sql, ids);
    sql.push(")").build().execute(conn).await?;
    Ok(())
}
