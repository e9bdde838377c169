//! Hearing the telephones: the platform tells by itself, and everything is read at the start, after a gap and now and then.

use super::{Feed, Looked, Trouble, platform};
use crate::Services;
use crate::connections;
use crate::presence::facts::Facts;
use crate::presence::hear::{Heard, forget_missing, hear};
use crate::presence::syncs::Row;
use connectors::ringcentral::types::{Presence, Subscription, SubscriptionId};
use connectors::ringcentral::{
    ACCOUNT_PRESENCE, Decision, RingCentral, RingCentralError, SubscriptionRequest, reminder,
};
use connectors::secret::Secret;
use futures::StreamExt as _;
use model::Moment;
use model::moment::{DAY, HOUR, MINUTE, SECOND};
use model::presence::HeardBy;
use std::time::Duration;
use url::Url;

/// How long a subscription is to live. It is renewed when half of that is over.
const LIFE: Duration = Duration::from_secs(7 * 24 * 3_600);
/// How often the platform is asked whether it still tells.
const CHECK: i64 = DAY;
/// How often everything is read while the platform tells: what it told may have been lost.
const EVERYTHING: i64 = 15 * MINUTE;
/// The same while it does not tell: ten such calls a minute are all there are, and a page of a thousand is one.
const ASKED: i64 = MINUTE;
/// The platform reminds of the end so long before it, and so often.
const REMINDER: (Duration, Duration) = (Duration::from_secs(24 * 3_600), Duration::from_secs(6 * 3_600));

/// Keeps the platform telling, and reads what may have been missed.
pub(super) async fn look_after(
    services: &Services,
    (sync, row): (&Row, &connections::rows::Row),
    mut feed: Feed,
) -> Result<Looked, Trouble> {
    let telephony = services.clients.ring_central(services, row)?;
    let now = services.clock.now();
    let tells = keep_telling(services, sync, &telephony, &mut feed, now).await;
    let every = if feed.subscription_id.is_some() { EVERYTHING } else { ASKED };
    let read =
        if now.0 - feed.read_at.0 >= every { read(services, row, &telephony).await.map(|()| true) } else { Ok(false) };
    if matches!(read, Ok(true)) {
        feed.read_at = now;
        feed.heard_at = Some(services.clock.now());
    }
    // What was achieved is kept, whatever became of the rest.
    if let Err(trouble) = tells.and(read.map(drop)) {
        return Err(Trouble { feed: Some(Box::new(feed)), ..trouble });
    }
    let half = feed.subscribed_at.zip(feed.expires_at).map(|(from, to)| Moment(from.0 + (to.0 - from.0) / 2));
    let next = [Some(feed.read_at.plus(every)), half, feed.checked_at.map(|at| at.plus(CHECK))];
    let next = next.into_iter().flatten().min().unwrap_or(now).max(services.clock.now().plus(5 * SECOND));
    Ok(Looked { feed, next })
}

/// Makes, renews or replaces the subscription. What cannot be told to an address without HTTPS is asked for.
async fn keep_telling(
    services: &Services,
    sync: &Row,
    telephony: &RingCentral,
    feed: &mut Feed,
    now: Moment,
) -> Result<(), Trouble> {
    let Some(address) = address(services, feed) else { return Ok(()) };
    if let Some(id) = feed.subscription_id.clone().map(SubscriptionId::new) {
        let half =
            feed.subscribed_at.zip(feed.expires_at).is_none_or(|(from, to)| now.0 >= from.0 + (to.0 - from.0) / 2);
        let checked = feed.checked_at.is_none_or(|at| now.0 - at.0 >= CHECK);
        let stands = match (half, checked) {
            (true, _) => telephony.renew_subscription(&id).await,
            (false, true) => telephony.subscription(&id).await,
            (false, false) => return Ok(()),
        };
        match stands {
            Ok(subscription) if subscription.delivers() => {
                if half {
                    since(feed, &subscription, now);
                }
                feed.checked_at = Some(now);
                return Ok(());
            }
            // One that is blocked stays blocked.
            Ok(_) => telephony.delete_subscription(&id).await.map_err(|error| trouble(&error))?,
            Err(error) if error.decision() == Decision::Gone => {}
            Err(error) => return Err(trouble(&error)),
        }
        feed.subscription_id = None;
        // What happened while nobody told is read.
        feed.read_at = Moment(0);
    }
    forget_ours(services, telephony, feed).await?;
    let token = services.seal.open(feed.connection_id.as_str(), &feed.token_sealed)?;
    let filters = [ACCOUNT_PRESENCE.to_owned(), reminder(REMINDER.0, REMINDER.1)];
    let wanted = SubscriptionRequest {
        address: &address,
        verification_token: &Secret::new(token),
        event_filters: &filters,
        expires_in: LIFE,
    };
    let made = telephony.create_subscription(&wanted).await.map_err(|error| trouble(&error))?;
    if let Some(refused) = made.disabled_filters.first() {
        let problem = platform("subscription", &refused.message);
        tracing::warn!(sync = %sync.id, reason = refused.reason, "the telephones do not tell everything");
        return Err(Trouble { problem, feed: None, wait: HOUR });
    }
    feed.subscription_id = Some(made.id.as_str().to_owned());
    feed.checked_at = Some(now);
    since(feed, &made, now);
    Ok(())
}

/// Ends what an earlier life of this installation left behind: it would tell everything twice, and there may be thirty only.
async fn forget_ours(services: &Services, telephony: &RingCentral, feed: &Feed) -> Result<(), Trouble> {
    let ours = [&services.settings.public_url, "/callbacks/ringcentral/", feed.connection_id.as_str(), "/"].concat();
    let all = telephony.subscriptions().await.map_err(|error| trouble(&error))?;
    for one in all.iter().filter(|one| one.delivery_mode.address.starts_with(&ours)) {
        telephony.delete_subscription(&one.id).await.map_err(|error| trouble(&error))?;
    }
    Ok(())
}

fn since(feed: &mut Feed, subscription: &Subscription, now: Moment) {
    let told = subscription.expiration_time.map(|at| Moment(at.as_millisecond()));
    feed.subscribed_at = Some(now);
    feed.expires_at = told.filter(|at| *at > now).or(Some(now.plus(subscription.expires_in.max(60) * 1_000)));
}

/// Where the platform calls us; `None` where it would not: it takes addresses of HTTPS only, but for tests.
fn address(services: &Services, feed: &Feed) -> Option<Url> {
    let base = &services.settings.public_url;
    let text = format!("{base}/callbacks/ringcentral/{}/{}", feed.connection_id, feed.path);
    let url = Url::parse(&text).ok()?;
    (url.scheme() == "https" || services.settings.allow_private_addresses).then_some(url)
}

/// Reads everybody.
async fn read(services: &Services, row: &connections::rows::Row, telephony: &RingCentral) -> Result<(), Trouble> {
    let began = services.clock.now();
    let mut pages = std::pin::pin!(telephony.account_presence_pages());
    while let Some(page) = pages.next().await {
        let page = page.map_err(|error| trouble(&error))?;
        let heard: Vec<Heard> = page.rows.iter().map(|presence| one(presence, began)).collect();
        hear(services, &row.id, began, &heard).await?;
    }
    Ok(forget_missing(services, &row.id, began).await?)
}

/// The platform does not say since when it is so.
fn one(presence: &Presence, at: Moment) -> Heard {
    Heard {
        external_id: presence.id().as_str().to_owned(),
        facts: Facts::of_extension(presence),
        team: String::new(),
        since: at,
        sequence: 0,
        at,
        by: HeardBy::Snapshot,
    }
}

fn trouble(error: &RingCentralError) -> Trouble {
    let wait = match error.decision() {
        Decision::Wait { at_least } => i64::try_from(at_least.as_millis()).unwrap_or(i64::MAX),
        // A setting is wrong: a person acts, and not within minutes.
        Decision::Stop | Decision::Permission { .. } => 5 * MINUTE,
        _ => 0,
    };
    let problem = match error.decision() {
        Decision::Permission { name: Some(name) } => platform(error.api(), error).with("permission", name),
        _ => platform(error.api(), error),
    };
    Trouble { problem, feed: None, wait }
}
