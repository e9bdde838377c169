//! Hearing the contact centre: it is asked every few seconds what changed, and everything now and then.

use super::{Feed, Looked, Trouble, platform};
use crate::connections;
use crate::presence::codes;
use crate::presence::facts::Facts;
use crate::presence::hear::{Heard, hear};
use crate::presence::syncs::Row;
use crate::{Services, organisation};
use connectors::cxone::types::{AgentState, PollTime};
use connectors::cxone::{CXone, CXoneError, Decision};
use jiff::Timestamp;
use model::presence::HeardBy;
use model::{Moment, moment};

/// How often everything is read, teams and codes with it: what changed since a time does not say who was signed out by the platform.
const EVERYTHING: i64 = moment::HOUR;

/// Asks what changed.
pub(super) async fn look_after(
    services: &Services,
    (sync, row): (&Row, &connections::rows::Row),
    mut feed: Feed,
) -> Result<Looked, Trouble> {
    let centre = services.clients.cxone(services, row)?;
    let began = services.clock.now();
    let is_whole = feed.cursor.is_empty() || began.0 - feed.read_at.0 >= EVERYTHING;
    let since = (!is_whole).then(|| PollTime(feed.cursor.clone()));
    let polled = centre.agent_states(since.as_ref()).await.map_err(|error| trouble(&error))?;
    let by = if is_whole { HeardBy::Snapshot } else { HeardBy::Poll };
    let heard: Vec<Heard> = polled.states.iter().map(|state| one(state, by, began)).collect();
    hear(services, &row.id, began, &heard).await?;
    let now = services.clock.now();
    feed.cursor = polled.polled.map(|polled| polled.0).unwrap_or_default();
    feed.heard_at = Some(now);
    if is_whole {
        // The codes after the states: a call a team takes a while.
        if let Err(trouble) = read_codes(services, (sync, row), &centre).await {
            return Err(Trouble { feed: Some(Box::new(feed)), ..trouble });
        }
        feed.read_at = began;
    }
    Ok(Looked { feed, next: now.plus(sync.poll) })
}

async fn read_codes(
    services: &Services,
    (sync, row): (&Row, &connections::rows::Row),
    centre: &CXone,
) -> Result<(), Trouble> {
    let known = codes::read(centre).await.map_err(|error| trouble(&error))?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &sync.organisation_id).await?;
    codes::put(&mut tx, &row.id, &known).await?;
    tx.hint(&sync.organisation_id, "presence");
    Ok(tx.commit().await?)
}

fn one(state: &AgentState, by: HeardBy, now: Moment) -> Heard {
    let moment = |text: &str| text.parse::<Timestamp>().ok().map(|at| Moment(at.as_millisecond()));
    let since = moment(&state.start_date);
    let at = moment(&state.last_update_time).or(since).unwrap_or(now);
    Heard {
        external_id: state.agent_id.to_string(),
        facts: Facts::of_agent(state),
        team: state.team_id.to_string(),
        since: since.unwrap_or(at),
        sequence: 0,
        at,
        by,
    }
}

fn trouble(error: &CXoneError) -> Trouble {
    let wait = match error.decision() {
        Decision::Wait { at_least } => i64::try_from(at_least.as_millis()).unwrap_or(i64::MAX),
        _ => 0,
    };
    Trouble { problem: platform(error.api(), error), feed: None, wait }
}
