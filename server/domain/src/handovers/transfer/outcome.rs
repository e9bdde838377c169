//! What an answer of the platform means for an item.

use super::done;
use crate::handovers::{eligible, rows};
use crate::{Conn, Result, Services, Write};
use connectors::wecom::quota::{TAKEOVER_AFTER, TRANSFER_WINDOW_DAYS};
use connectors::wecom::types::{TransferResult, TransferStatus};
use connectors::wecom::{Remedy, TransferRefusal};
use model::handover::{Bar, ItemKind, ItemState};
use model::moment::{DAY, SECOND};
use model::{ConnectionId, HandoverId, HandoverItemId, MemberId, Moment};

/// An item on its way.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Part {
    pub id: HandoverItemId,
    pub handover_id: HandoverId,
    pub kind: ItemKind,
    pub subject_id: String,
    pub external_id: String,
    pub leaver_id: MemberId,
    pub to_id: Option<MemberId>,
    pub call: Option<String>,
    pub sent_at: Option<Moment>,
    pub due_at: Option<Moment>,
    /// Whether the leaver still has it, as far as is known here.
    pub there: bool,
}

/// "Called too often" of a whole call, and of a group beyond the day's limit.
const OFTEN: i64 = 45009;

type Standing = (ItemState, Option<Bar>, Option<i64>, Option<Moment>);

/// Writes where an item stands.
pub(super) async fn set(conn: &mut Conn, id: &HandoverItemId, (state, reason, code, due): Standing) -> Result<()> {
    sqlx::query("update handover_items set state = $1, reason = $2, code = $3, due_at = $4 where id = $5")
        .bind(state)
        .bind(reason)
        .bind(code)
        .bind(due)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

async fn accept(conn: &mut Conn, id: &HandoverItemId, now: Moment, due: Moment) -> Result<()> {
    sqlx::query(
        "update handover_items set state = 'waiting', reason = null, code = null, accepted_at = coalesce(accepted_at, $1), \
         due_at = $2 where id = $3",
    )
    .bind(now)
    .bind(due)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes down how a call answered for one item.
pub(super) async fn answered(tx: &mut Write, services: &Services, part: &Part, code: i64) -> Result<()> {
    let now = services.clock.now();
    let wait = now.plus(i64::try_from(TAKEOVER_AFTER.as_millis()).unwrap_or(DAY));
    let Some(refusal) = TransferRefusal::from_code(code) else {
        if part.kind == ItemKind::Licence {
            // Nobody is asked: it has moved.
            done(tx, services, part).await?;
            return Ok(());
        }
        accept(tx, &part.id, now, wait).await?;
        return Ok(());
    };
    let code = Some(code);
    let failed = |bar| (ItemState::Failed, Some(bar), code, None);
    let standing = match (refusal.remedy(), refusal) {
        (Remedy::RetryLater, _) => {
            set(tx, &part.id, (ItemState::Queued, None, None, None)).await?;
            return Ok(());
        }
        (Remedy::Poll, _) => {
            accept(tx, &part.id, now, wait).await?;
            return Ok(());
        }
        (Remedy::UseOtherCall, _) => match other_call(tx, part, code).await? {
            true => return Ok(()),
            false => failed(Bar::PlatformSaidNo),
        },
        // Of groups the platform has a limit for the day, and no number of its own for it.
        (Remedy::NotYet, _) if part.kind == ItemKind::Group && code == Some(OFTEN) => {
            (ItemState::Limit, Some(Bar::GroupsADay), code, Some(eligible::next_day(now)))
        }
        (Remedy::NotYet, TransferRefusal::SeatRests) => {
            (ItemState::Limit, Some(Bar::LicenceRests), code, Some(now.plus(DAY)))
        }
        (Remedy::NotYet, _) => {
            let at = free_again(tx, part, now).await?;
            (ItemState::Limit, Some(Bar::TwiceIn90Days), code, Some(at))
        }
        (_, TransferRefusal::ContactsFull) => (ItemState::Full, Some(Bar::SuccessorFull), code, None),
        (_, TransferRefusal::HasSeat) => failed(Bar::SuccessorHasOne),
        (_, TransferRefusal::OutOfProviderScope) => failed(Bar::OutOfSight),
        (Remedy::PickAnother, _) => failed(Bar::SuccessorNotFit),
        (_, TransferRefusal::NotCustomerGroup | TransferRefusal::Dissolved) => failed(Bar::Gone),
        (_, TransferRefusal::ConfirmInClient) => failed(Bar::ConfirmThere),
        (Remedy::Drop, _) => failed(Bar::NotHis),
        (_, TransferRefusal::Inactive) => failed(Bar::Inactive),
        (_, TransferRefusal::OutOfScope) => failed(Bar::OutOfSight),
        (_, TransferRefusal::UnknownCustomer) => failed(Bar::Gone),
        (_, TransferRefusal::UnknownMember) => match other_call(tx, part, code).await? {
            true => return Ok(()),
            false => failed(Bar::LeaverNotThere),
        },
        _ => failed(Bar::PlatformSaidNo),
    };
    set(tx, &part.id, standing).await?;
    Ok(())
}

/// Sends it by the other call; `false` where both said no.
async fn other_call(conn: &mut Conn, part: &Part, code: Option<i64>) -> Result<bool> {
    // The number that the first call refused with is kept until one accepts: a second refusal ends it, or both would be called for ever.
    let tried: Option<i64> = sqlx::query_scalar("select code from handover_items where id = $1 and code is not null")
        .bind(&part.id)
        .fetch_optional(&mut *conn)
        .await?;
    if tried.is_some() || part.due_at.is_some() {
        return Ok(false);
    }
    let other = if part.call.as_deref() == Some("on_job") { "leaver" } else { "on_job" };
    let changed = sqlx::query(
        "update handover_items set state = 'queued', call = $1, code = $2, due_at = null where id = $3 and not exists (select 1 \
         from handover_items o where o.id = $3 and o.accepted_at is not null)",
    )
    .bind(other)
    .bind(code)
    .bind(&part.id)
    .execute(conn)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// From when on a customer may be handed over again, from our own log; of what others did nothing is known: a day later.
async fn free_again(conn: &mut Conn, part: &Part, now: Moment) -> Result<Moment> {
    let oldest: Option<Moment> = sqlx::query_scalar(
        "select min(o.accepted_at) from handover_items i join handover_items o on o.connection_id = i.connection_id \
         and o.external_id = i.external_id where i.id = $1 and o.call = 'on_job' and o.accepted_at > $2",
    )
    .bind(&part.id)
    .bind(now.plus(-TRANSFER_WINDOW_DAYS * DAY))
    .fetch_one(conn)
    .await?;
    Ok(oldest.map_or(now.plus(DAY), |oldest| oldest.plus(TRANSFER_WINDOW_DAYS * DAY)).max(now.plus(DAY)))
}

/// The successor has it.
pub(super) async fn done(tx: &mut Write, services: &Services, part: &Part) -> Result<()> {
    sqlx::query("update handover_items set accepted_at = coalesce(accepted_at, $1) where id = $2")
        .bind(services.clock.now())
        .bind(&part.id)
        .execute(&mut **tx)
        .await?;
    set(tx, &part.id, (ItemState::Done, None, None, None)).await?;
    done::note(tx, services, part).await
}

/// Takes down what became of one item.
pub(super) async fn result(tx: &mut Write, services: &Services, part: &Part, result: &TransferResult) -> Result<bool> {
    let now = services.clock.now();
    match result.status {
        TransferStatus::Done => done(tx, services, part).await?,
        TransferStatus::Waiting => accept(tx, &part.id, now, Moment(result.takeover_at * SECOND)).await?,
        TransferStatus::Refused => set(tx, &part.id, (ItemState::Refused, None, None, None)).await?,
        TransferStatus::ContactsFull => {
            set(tx, &part.id, (ItemState::Full, Some(Bar::SuccessorFull), None, None)).await?;
        }
        TransferStatus::NoRecord | TransferStatus::Unknown(_) => return Ok(false),
    }
    Ok(true)
}

/// The leaver, or the platform, is gone: nothing of his can be sent any more.
pub(super) async fn fail_all(services: &Services, connection: &ConnectionId, leaver: &MemberId) -> Result<()> {
    let mut tx = services.store.write().await?;
    let of: Vec<HandoverId> = sqlx::query_scalar(
        "update handover_items set state = 'failed', reason = 'leaver_not_there', due_at = null where connection_id = $1 \
         and leaver_id = $2 and state in ('queued', 'sent', 'waiting', 'limit') returning handover_id",
    )
    .bind(connection)
    .bind(leaver)
    .fetch_all(&mut *tx)
    .await?;
    for id in of.iter().collect::<std::collections::BTreeSet<_>>() {
        rows::settle(&mut tx, services, id).await?;
    }
    tx.commit().await
}
