//! How far an archive was read.

use crate::{Conn, Result};
use connectors::archive::{After, Gap};
use model::{ConnectionId, Moment, OrganisationId};
use std::time::Duration;

/// Numbers of a lane; nobody writes as many.
const LANE: i64 = 1 << 40;

/// The place of one connection.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Place {
    pub connection_id: ConnectionId,
    pub organisation_id: OrganisationId,
    pub lane: i64,
    pub next_number: i64,
    pub seq: i64,
    pub sent_at: Moment,
    pub caught_up_at: Option<Moment>,
}

impl Place {
    /// A number that no message and no strand has.
    pub(super) fn take(&mut self) -> i64 {
        let number = self.lane * LANE + self.next_number;
        self.next_number += 1;
        number
    }

    /// After which message to go on. Nothing can have been forgotten that came since everything was here, or since the last message
    /// that is here was sent.
    pub(super) fn after(&self, now: Moment) -> After {
        let sure = self.caught_up_at.unwrap_or_default().max(self.sent_at);
        let age = u64::try_from(now.since(sure)).unwrap_or(0);
        After {
            seq: u64::try_from(self.seq).unwrap_or(0),
            age: (sure > Moment(0)).then_some(Duration::from_millis(age)),
        }
    }
}

/// The place of a connection; before the first reading, its beginning.
pub(super) async fn of(conn: &mut Conn, organisation: &OrganisationId, connection: &ConnectionId) -> Result<Place> {
    sqlx::query(
        "insert into archive_sources (connection_id, organisation_id, lane, next_number, seq, sent_at, pulled_at, caught_up_at) \
         values ($1, $2, (select coalesce(max(lane), 0) + 1 from archive_sources), 1, 0, 0, null, null) \
         on conflict (connection_id) do nothing",
    )
    .bind(connection)
    .bind(organisation)
    .execute(&mut *conn)
    .await?;
    let place = sqlx::query_as(
        "select connection_id, organisation_id, lane, next_number, seq, sent_at, caught_up_at from archive_sources \
         where connection_id = $1",
    )
    .bind(connection)
    .fetch_one(conn)
    .await?;
    Ok(place)
}

/// Writes how far it was read now.
pub(super) async fn save(conn: &mut Conn, place: &Place, now: Moment) -> Result<()> {
    sqlx::query(
        "update archive_sources set next_number = $1, seq = $2, sent_at = $3, caught_up_at = $4, pulled_at = $5 \
         where connection_id = $6",
    )
    .bind(place.next_number)
    .bind(place.seq)
    .bind(place.sent_at)
    .bind(place.caught_up_at)
    .bind(now)
    .bind(&place.connection_id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes that messages may be missing.
pub(super) async fn note_gap(conn: &mut Conn, place: &Place, gap: Gap, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into archive_gaps (connection_id, after_seq, first_seq, found_at) values ($1, $2, $3, $4) on conflict do nothing",
    )
    .bind(&place.connection_id)
    .bind(number(gap.after_seq))
    .bind(gap.first_seq.map(number))
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The platform's number as databases hold it.
pub(super) fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
