//! What a platform keeps: asked of it item by item, one leaver at a time, until it says what became of each.
//!
//! Of groups there is no list of results: who owns one, the group itself tells.
//!
//! An item is written down as sent before it is sent, so that after a crash nobody sends it twice: what the platform has, its list of
//! results says; what is not there a minute later never came.

mod done;
mod groups;
mod licences;
mod outcome;
mod results;
mod send;
mod told;

pub(crate) use told::{moved, not_taken};

use crate::jobs::{Job, Stop, queue};
use crate::{Conn, Result, Services, Write, connections};
use connectors::wecom::types::UserId;
use connectors::wecom::{Decision, WeCom, WeComError};
use model::moment::{HOUR, MINUTE, SECOND};
use model::{ConnectionId, HandoverId, MemberId, Moment, OrganisationId};
use std::time::Duration;

/// How often the results are asked for while customers may refuse.
const LOOK_AGAIN: i64 = HOUR;
/// How long the platform may take to have what it did not answer for.
const UNANSWERED: i64 = MINUTE;
/// While another transfer of the same member is under way there, and after passing trouble.
const PAUSE: Duration = Duration::from_secs(30);
/// After trouble that a person has to end: a credential, an address that is not trusted.
const LONG_PAUSE: i64 = 15 * MINUTE;

/// The platform as one leaver's things go over on it.
struct Platform<'a> {
    services: &'a Services,
    client: WeCom,
    connection: &'a ConnectionId,
    organisation: OrganisationId,
    leaver: &'a MemberId,
    /// The leaver's id there.
    handover: UserId,
    /// Whether licences may be moved.
    licences: bool,
    /// Whether he left there; asked once a run.
    left: tokio::sync::OnceCell<bool>,
}

/// Enqueues a job for each leaver and platform of a hand-over of which something is to be sent.
///
/// # Errors
/// What the database says.
pub(super) async fn wake(conn: &mut Conn, services: &Services, id: &HandoverId, now: Moment) -> Result<()> {
    let pairs: Vec<(ConnectionId, MemberId)> = sqlx::query_as(
        "select distinct connection_id, leaver_id from handover_items where handover_id = $1 and connection_id is not null \
         and state in ('queued', 'sent', 'waiting', 'limit')",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await?;
    for (connection, member) in pairs {
        queue::enqueue(conn, &services.ids, &Job::Transfer { connection, member }, now, now).await?;
    }
    Ok(())
}

/// Goes on with what one leaver holds on one platform, and says when to go on again. Trouble never ends it: whoever has to act sees it
/// at the connection, and it is tried again.
///
/// # Errors
/// A [`Stop`]: the database failed.
pub(crate) async fn run(
    services: &Services,
    connection: &ConnectionId,
    leaver: &MemberId,
) -> std::result::Result<(), Stop> {
    let mut conn = services.store.read().await?;
    if next(&mut conn, connection, leaver, services.clock.now()).await?.is_none() {
        return Ok(());
    }
    let row = connections::rows::find_raw(&mut conn, connection).await?;
    let handover: Option<String> =
        sqlx::query_scalar("select external_id from member_links where connection_id = $1 and member_id = $2")
            .bind(connection)
            .bind(leaver)
            .fetch_optional(&mut *conn)
            .await?;
    drop(conn);
    let (Some(row), Some(handover)) = (row, handover) else {
        return Ok(outcome::fail_all(services, connection, leaver).await?);
    };
    let client = services.clients.of(services, &row)?;
    let licences = connections::moves_licences(services, &row)?;
    let organisation = row.organisation_id.clone();
    let handover = UserId::new(handover);
    let left = tokio::sync::OnceCell::new();
    let platform = Platform { services, client, connection, organisation, leaver, handover, licences, left };
    let paused = match platform.carry_on().await? {
        None => None,
        Some(error) => Some(platform.trouble(&error).await?),
    };
    let mut tx = services.store.write().await?;
    let now = services.clock.now();
    let at = next(&mut tx, connection, leaver, now).await?;
    if let Some(at) = at {
        let at = paused.map_or(at, |pause| at.max(now.plus(pause)));
        let job = Job::Transfer { connection: connection.clone(), member: leaver.clone() };
        queue::enqueue(&mut tx, &services.ids, &job, at, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// When there is something to do next; `None` for never.
async fn next(conn: &mut Conn, connection: &ConnectionId, leaver: &MemberId, now: Moment) -> Result<Option<Moment>> {
    let found: Vec<(String, Option<Moment>)> = sqlx::query_as(
        "select state, min(due_at) from handover_items where connection_id = $1 and leaver_id = $2 \
         and state in ('queued', 'sent', 'waiting', 'limit') group by state",
    )
    .bind(connection)
    .bind(leaver)
    .fetch_all(conn)
    .await?;
    let soon = now.plus(UNANSWERED);
    let at = |(state, due): (String, Option<Moment>)| match state.as_str() {
        "queued" => now.plus(SECOND),
        "sent" => soon,
        "limit" => due.unwrap_or(now).max(now),
        _ => due.unwrap_or(now).plus(MINUTE).min(now.plus(LOOK_AGAIN)).max(soon),
    };
    Ok(found.into_iter().map(at).min())
}

impl Platform<'_> {
    /// Asks what became of what was sent, and sends what waits; the platform's trouble that stopped it, if any did.
    async fn carry_on(&self) -> Result<Option<WeComError>> {
        if let Err(error) = results::look(self).await? {
            return Ok(Some(error));
        }
        let mut answered = None;
        loop {
            match send::next(self, answered.take()).await? {
                send::Sent::Nothing => return Ok(None),
                send::Sent::Some(answer) => answered = answer,
                send::Sent::Stopped(error) => return Ok(Some(error)),
            }
        }
    }

    /// How long to pause, and the trouble written down where people see it.
    async fn trouble(&self, error: &WeComError) -> Result<i64> {
        tracing::warn!(%error, connection = %self.connection, "a hand-over pauses");
        let pause = match error.decision() {
            Decision::Retry { after } => after.max(PAUSE),
            Decision::Wait { at_least } => at_least.max(PAUSE),
            Decision::RefreshToken | Decision::RestartListing | Decision::Skip | Decision::Empty => PAUSE,
            Decision::AskForLess | Decision::UseApp | Decision::Stop => {
                let mut tx = self.services.store.write().await?;
                connections::rows::set_state(&mut tx, self.connection, Some(&connections::problem(error))).await?;
                tx.hint(&self.organisation, "connections");
                tx.commit().await?;
                return Ok(LONG_PAUSE);
            }
        };
        Ok(i64::try_from(pause.as_millis()).unwrap_or(LONG_PAUSE))
    }

    /// Whether the leaver has left the platform.
    async fn has_left(&self) -> std::result::Result<bool, WeComError> {
        let ask = async || match self.client.member(&self.handover).await {
            Ok(_) => Ok(false),
            // Unknown there: what leaves a corporation no longer resolves (wecom.md §4.7).
            Err(WeComError::Api(error)) if matches!(error.code, 60111 | 40003) => Ok(true),
            Err(error) => Err(error),
        };
        self.left.get_or_try_init(ask).await.copied()
    }

    fn hint(&self, tx: &mut Write) {
        tx.hint(&self.organisation, "handovers");
    }
}
