//! What keeps an item from going over, before anybody presses the button.

use crate::{Conn, Result};
use connectors::wecom::quota::{GROUPS_OF_ONE_OWNER_A_DAY, LEAVER_DAYS, TRANSFER_WINDOW_DAYS, TRANSFERS_PER_WINDOW};
use model::moment::{DAY, HOUR};
use model::{HandoverId, HandoverItemId, MemberId, Moment};

/// How far the clocks of China are ahead.
const CHINA: i64 = 8 * HOUR;

/// Notes on every planned item of a platform what stands in its way, and from when on it does not.
///
/// The platform tells none of this beforehand. What was handed over from here is known from our own log; what somebody handed
/// over on the phone is not, and is refused there.
///
/// # Errors
/// What the database says.
pub(super) async fn look(conn: &mut Conn, id: &HandoverId, now: Moment) -> Result<()> {
    let window = now.plus(-TRANSFER_WINDOW_DAYS * DAY);
    sqlx::query("update handover_items set reason = null, due_at = null where handover_id = $1 and state = 'planned'")
        .bind(id)
        .execute(&mut *conn)
        .await?;
    // From the newest but one of those that count on, the limit of so many in the window is free again.
    sqlx::query(
        "update handover_items set reason = 'twice_in_90_days', due_at = $1 + (select o.accepted_at from handover_items o \
         where o.connection_id = handover_items.connection_id and o.external_id = handover_items.external_id \
         and o.call = 'on_job' and o.accepted_at > $2 order by o.accepted_at desc limit 1 offset $3) \
         where handover_id = $4 and state = 'planned' and connection_id is not null and (select count(*) from handover_items o \
         where o.connection_id = handover_items.connection_id and o.external_id = handover_items.external_id \
         and o.call = 'on_job' and o.accepted_at > $2) >= $5 \
         and exists (select 1 from members m where m.id = handover_items.leaver_id and m.status <> 'terminated')",
    )
    .bind(TRANSFER_WINDOW_DAYS * DAY)
    .bind(window)
    .bind(TRANSFERS_PER_WINDOW as i64 - 1)
    .bind(id)
    .bind(TRANSFERS_PER_WINDOW as i64)
    .execute(&mut *conn)
    .await?;
    a_day(conn, id, now).await?;
    for (reason, condition) in [
        (
            "under_way",
            "exists (select 1 from handover_items o where o.leaver_id = handover_items.leaver_id and o.kind = handover_items.kind \
             and o.subject_id = handover_items.subject_id and o.id <> handover_items.id \
             and o.state in ('queued', 'sent', 'waiting', 'limit'))",
        ),
        (
            "leaver_not_there",
            "connection_id is not null and not exists (select 1 from member_links l \
             where l.connection_id = handover_items.connection_id and l.member_id = handover_items.leaver_id)",
        ),
        (
            "successor_not_there",
            "connection_id is not null and to_id is not null and not exists (select 1 from member_links l \
             where l.connection_id = handover_items.connection_id and l.member_id = handover_items.to_id)",
        ),
        (
            "successor_gone",
            "to_id is not null and not exists (select 1 from members m where m.id = handover_items.to_id and m.status = 'active')",
        ),
        (
            "successor_has_one",
            "kind = 'mapping' and to_id is not null and exists (select 1 from mappings h join mappings t \
             on t.connection_id = h.connection_id where h.id = handover_items.subject_id and t.member_id = handover_items.to_id \
             and t.status = 'mapped')",
        ),
        // The first of several in one plan gets there.
        (
            "successor_has_one",
            "kind = 'mapping' and to_id is not null and exists (select 1 from mappings h join mappings t \
             on t.connection_id = h.connection_id join handover_items o on o.subject_id = t.id and o.kind = 'mapping' \
             where h.id = handover_items.subject_id and o.handover_id = handover_items.handover_id \
             and o.to_id = handover_items.to_id and o.id < handover_items.id)",
        ),
        (
            "not_his",
            "kind = 'mapping' and not exists (select 1 from mappings h where h.id = handover_items.subject_id \
             and h.member_id = handover_items.leaver_id and h.status = 'mapped')",
        ),
        (
            "not_his",
            "kind = 'agent' and not exists (select 1 from agents h where h.id = handover_items.subject_id \
             and h.member_id = handover_items.leaver_id and h.deleted_at is null)",
        ),
        (
            "gone",
            "kind = 'group' and not exists (select 1 from customer_groups g where g.id = handover_items.subject_id \
             and g.owner_id = handover_items.leaver_id and g.state <> 'gone')",
        ),
        (
            "gone",
            "kind = 'customer' and not exists (select 1 from relations r where r.customer_id = handover_items.subject_id \
             and r.member_id = handover_items.leaver_id and r.state = 'live')",
        ),
    ] {
        let mut sql = sqlx::QueryBuilder::<crate::Db>::new("update handover_items set due_at = null, reason = ");
        sql.push_bind(reason).push(" where state = 'planned' and handover_id = ").push_bind(id.clone());
        sql.push(" and ").push(condition);
        sql.build().execute(&mut *conn).await?;
    }
    // When somebody left, the platform tells with what he left; where it did not, that he was terminated here is the only trace. Asked
    // once a leaver, not once an item.
    sqlx::query(
        "update handover_items set reason = 'left_long_ago', due_at = null where handover_id = $1 and state = 'planned' \
         and (connection_id, leaver_id) in (select k.connection_id, m.id from handover_leavers l join members m \
         on m.id = l.member_id and m.status = 'terminated' join member_links k on k.member_id = m.id where l.handover_id = $1 \
         and coalesce(k.left_at, (select max(a.at) from audit a where a.organisation_id = m.organisation_id \
         and a.subject_id = m.id and a.subject = 'member' and a.verb = 'terminate')) < $2)",
    )
    .bind(id)
    .bind(now.plus(-LEAVER_DAYS * DAY))
    .execute(conn)
    .await?;
    Ok(())
}

/// The beginning of the day after one in which groups are counted: the platform counts by the calendar of China.
pub(super) const fn next_day(now: Moment) -> Moment {
    Moment((now.0 + CHINA).div_euclid(DAY) * DAY + DAY - CHINA)
}

/// Groups of an owner that were taken down today.
///
/// # Errors
/// What the database says.
pub(super) async fn groups_today(conn: &mut Conn, leaver: &MemberId, now: Moment) -> Result<i64> {
    let today = next_day(now).plus(-DAY);
    Ok(sqlx::query_scalar(
        "select count(*) from handover_items where leaver_id = $1 and kind = 'group' and accepted_at >= $2 and state <> 'planned'",
    )
    .bind(leaver)
    .bind(today)
    .fetch_one(conn)
    .await?)
}

/// Groups beyond what a day takes of one owner wait for the next, and the one after it.
async fn a_day(conn: &mut Conn, id: &HandoverId, now: Moment) -> Result<()> {
    let found: Vec<(HandoverItemId, MemberId)> = sqlx::query_as(
        "select id, leaver_id from handover_items where handover_id = $1 and state = 'planned' and kind = 'group' \
         and connection_id is not null and to_id is not null and reason is null order by leaver_id, id",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await?;
    let most = GROUPS_OF_ONE_OWNER_A_DAY as i64;
    for of in found.chunk_by(|one, other| one.1 == other.1) {
        let Some((_, leaver)) = of.first() else { continue };
        let mut before = groups_today(conn, leaver, now).await?;
        for (item, _) in of {
            let days = before / most;
            before += 1;
            if days == 0 {
                continue;
            }
            sqlx::query("update handover_items set reason = 'groups_a_day', due_at = $1 where id = $2")
                .bind(next_day(now).plus((days - 1) * DAY))
                .bind(item)
                .execute(&mut *conn)
                .await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_when_it_does_in_china() {
        // 2026-01-01T15:59:59Z is one second before midnight there.
        let evening = Moment(1_767_283_199_000);
        assert_eq!(next_day(evening), evening.plus(1_000));
        assert_eq!(next_day(evening.plus(1_000)), evening.plus(1_000 + DAY));
    }
}
