//! Sending one batch.

use super::outcome::{self, Part};
use super::{Platform, licences};
use crate::handovers::{eligible, rows};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services};
use connectors::wecom::quota::{GROUP_BATCH, GROUPS_OF_ONE_OWNER_A_DAY, TRANSFER_BATCH};
use connectors::wecom::types::UserId;
use connectors::wecom::{Remedy, TransferRefusal, WeComError};
use futures::future::join;
use model::handover::{Bar, HandoverKind, ItemKind, ItemState};
use model::{HandoverId, HandoverItemId, MemberId, Moment};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// What came of one batch.
pub(super) enum Sent {
    /// There was none.
    Nothing,
    /// There was one; its answer, if the platform gave one, is to be written down.
    Some(Option<Answered>),
    /// The platform is in trouble: not now.
    Stopped(WeComError),
}

/// What the platform said to a batch, item by item.
pub(super) struct Answered {
    parts: Vec<Part>,
    codes: HashMap<String, i64>,
}

impl Answered {
    /// Whether nothing more is to be sent for now.
    fn wants_a_pause(&self) -> bool {
        let later = |code: &i64| TransferRefusal::from_code(*code).is_some_and(|no| no.remedy() == Remedy::RetryLater);
        self.codes.values().any(later)
    }

    /// Writes it down. What the answer leaves out stays as sent: the results will tell.
    async fn write_down(self, platform: &Platform<'_>) -> Result<()> {
        let mut tx = platform.services.store.write().await?;
        for part in &self.parts {
            let Some(code) = self.codes.get(&part.external_id) else { continue };
            outcome::answered(&mut tx, platform.services, part, *code).await?;
        }
        platform.hint(&mut tx);
        settle(&mut tx, platform.services, &self.parts).await?;
        tx.commit().await
    }
}

async fn write_down(platform: &Platform<'_>, answered: Option<Answered>) -> Result<()> {
    match answered {
        Some(answered) => answered.write_down(platform).await,
        None => Ok(()),
    }
}

/// What goes in one call.
struct Batch {
    call: &'static str,
    thing: ItemKind,
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
    thing: ItemKind,
    message: String,
}

/// Sends up to [`TRANSFER_BATCH`] customers, or [`GROUP_BATCH`] groups, to one successor. What was answered to the batch before is
/// written down while the platform works on this one: calls of one leaver follow each other, so that what lies between two of them is
/// what keeps the plan from its end.
pub(super) async fn next(platform: &Platform<'_>, before: Option<Answered>) -> Result<Sent> {
    let services = platform.services;
    let mut conn = services.store.read().await?;
    let head = head(&mut conn, platform, services.clock.now()).await?;
    drop(conn);
    let Some(head) = head else {
        // An answer may have put something into the queue again.
        let over = if before.is_none() { Sent::Nothing } else { Sent::Some(None) };
        write_down(platform, before).await?;
        return Ok(over);
    };
    let call = match (head.call.as_deref(), head.kind) {
        (Some("on_job"), _) | (None, HandoverKind::OnJob) => "on_job",
        (Some(_), _) => "leaver",
        (None, HandoverKind::Leaving) => match platform.has_left().await {
            Ok(true) => "leaver",
            Ok(false) => "on_job",
            Err(error) => {
                write_down(platform, before).await?;
                return Ok(Sent::Stopped(error));
            }
        },
    };
    let Some(batch) = claim(platform, head, call).await? else {
        write_down(platform, before).await?;
        return Ok(Sent::Some(None));
    };
    let external: Vec<String> = batch.parts.iter().map(|part| part.external_id.clone()).collect();
    let message = Some(batch.message.as_str()).filter(|message| !message.is_empty());
    let (asked, written) = join(ask(platform, &batch, &external, message), write_down(platform, before)).await;
    let answered = match asked {
        Ok(codes) => Ok(Answered { parts: batch.parts, codes }),
        Err(error) => Err((batch, error)),
    };
    match (answered, written) {
        (Ok(answered), Ok(())) if !answered.wants_a_pause() => Ok(Sent::Some(Some(answered))),
        (Ok(answered), written) => {
            answered.write_down(platform).await?;
            written?;
            Ok(Sent::Stopped(WeComError::HeldBack { api: "transfer", wait: super::PAUSE }))
        }
        (Err((batch, error)), written) => {
            let stopped = failed(platform, &batch, error).await?;
            written?;
            Ok(stopped)
        }
    }
}

/// Makes the call; the platform's number for each thing that it answered for, 0 where it took it down.
async fn ask(
    platform: &Platform<'_>,
    batch: &Batch,
    external: &[String],
    message: Option<&str>,
) -> std::result::Result<HashMap<String, i64>, WeComError> {
    let (client, from, to) = (&platform.client, &platform.handover, &batch.takeover);
    if batch.thing == ItemKind::Licence {
        return licences::ask(platform, to, external).await;
    }
    if batch.thing == ItemKind::Group {
        let refused = match batch.call {
            "on_job" => client.transfer_groups(external, to).await?,
            _ => client.transfer_leavers_groups(external, to).await?,
        };
        // The answer names the refused ones only.
        let mut codes: HashMap<String, i64> = external.iter().map(|id| (id.clone(), 0)).collect();
        codes.extend(refused.into_iter().map(|row| (row.chat_id, row.errcode)));
        return Ok(codes);
    }
    let outcomes = match batch.call {
        "on_job" => client.transfer_customers(from, to, external, message).await?,
        _ => client.transfer_leavers_customers(from, to, external).await?,
    };
    Ok(outcomes.into_iter().map(|outcome| (outcome.external_userid, outcome.errcode)).collect())
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
    settle(&mut tx, services, &batch.parts).await?;
    tx.commit().await?;
    Ok(if known.is_some() { Sent::Some(None) } else { Sent::Stopped(error) })
}

async fn settle(conn: &mut Conn, services: &Services, parts: &[Part]) -> Result<()> {
    let mut ids: Vec<&HandoverId> = parts.iter().map(|part| &part.handover_id).collect();
    ids.dedup();
    for id in ids {
        rows::settle(conn, services, id).await?;
    }
    Ok(())
}

/// What is next in the queue. What had to wait for its date is in it again.
async fn head(conn: &mut Conn, platform: &Platform<'_>, now: Moment) -> Result<Option<Head>> {
    Ok(sqlx::query_as(
        "select i.handover_id, i.to_id, i.call, h.kind, i.kind as thing, h.message from handover_items i join handovers h on h.id = i.handover_id \
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
    let most = match head.thing {
        ItemKind::Group => {
            let left = GROUPS_OF_ONE_OWNER_A_DAY as i64 - eligible::groups_today(&mut tx, platform.leaver, now).await?;
            left.min(GROUP_BATCH as i64)
        }
        _ => TRANSFER_BATCH as i64,
    };
    if most <= 0 {
        put_off(&mut tx, platform, now).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let parts: Vec<Part> = sqlx::query_as(
        "select i.id, i.handover_id, i.kind, i.subject_id, i.external_id, i.leaver_id, i.to_id, i.call, i.sent_at, i.due_at, \
         (i.kind = 'customer' and exists (select 1 from relations r where r.customer_id = i.subject_id \
         and r.member_id = i.leaver_id and r.state = 'live') or i.kind = 'group' and exists (select 1 from customer_groups g \
         where g.id = i.subject_id and g.owner_id = i.leaver_id and g.state <> 'gone') or i.kind = 'licence') as there \
         from handover_items i where i.connection_id = $1 and i.leaver_id = $2 and i.handover_id = $3 and i.to_id = $4 \
         and coalesce(i.call, '') = $5 and (i.state = 'queued' or (i.state = 'limit' and i.due_at <= $6)) and i.kind = $8 \
         order by i.id limit $7",
    )
    .bind(platform.connection)
    .bind(platform.leaver)
    .bind(&head.handover_id)
    .bind(&head.to_id)
    .bind(head.call.as_deref().unwrap_or_default())
    .bind(now)
    .bind(most)
    .bind(head.thing)
    .fetch_all(&mut *tx)
    .await?;
    let bar = match &takeover {
        None => Some(Bar::SuccessorNotThere),
        Some((_, false)) => Some(Bar::SuccessorGone),
        // Somebody turned it off meanwhile: nothing is called then.
        Some(_) if head.thing == ItemKind::Licence && !platform.licences => Some(Bar::Changed),
        Some(_) => None,
    };
    let (there, gone): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| bar.is_none() && part.there);
    for part in &gone {
        let bar = bar.unwrap_or(Bar::Gone);
        outcome::set(&mut tx, &part.id, (ItemState::Failed, Some(bar), None, None)).await?;
    }
    settle(&mut tx, services, &gone).await?;
    if !there.is_empty() {
        mark(&mut tx, &there, call, now).await?;
    }
    platform.hint(&mut tx);
    tx.commit().await?;
    let Some((takeover, _)) = takeover.filter(|_| !there.is_empty()) else { return Ok(None) };
    let parts = there.into_iter().map(|part| Part { call: Some(call.to_owned()), ..part }).collect();
    Ok(Some(Batch { call, thing: head.thing, takeover: UserId::new(takeover), message: head.message, parts }))
}

/// The day takes no more groups of this owner: they go on by themselves.
async fn put_off(conn: &mut Conn, platform: &Platform<'_>, now: Moment) -> Result<()> {
    sqlx::query(
        "update handover_items set state = 'limit', reason = 'groups_a_day', due_at = $1 where connection_id = $2 and leaver_id = $3 \
         and kind = 'group' and (state = 'queued' or (state = 'limit' and due_at <= $4))",
    )
    .bind(eligible::next_day(now))
    .bind(platform.connection)
    .bind(platform.leaver)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
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
