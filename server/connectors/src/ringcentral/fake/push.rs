//! Calls the addresses of subscriptions: the handshake, and events one after the other.

use std::time::{Duration, Instant};

use reqwest::{
    Method,
    header::{HeaderMap, USER_AGENT},
};
use url::Url;

use super::{Fake, refusal::Refusal, world::Push};
use crate::{
    http::{Answer, Http, HttpSettings},
    ringcentral::webhook::{VALIDATION_TOKEN, VERIFICATION_TOKEN},
};

/// What an answer to the handshake may take, and how large it may be with its headers.
const PATIENCE: Duration = Duration::from_secs(3);
const LARGEST: usize = 1_024;

/// The check of a new address.
pub(super) async fn handshake(address: &str, verification: &str, validation: &str) -> Result<(), Refusal> {
    let unreachable = || Refusal::new("SUB-521");
    let url = Url::parse(address).map_err(|_| unreachable())?;
    let http = http().ok_or_else(unreachable)?;
    let mut request = http
        .request(Method::POST, url)
        .header(USER_AGENT, "RingCentral-Webhook/8.3")
        .header(VALIDATION_TOKEN, validation);
    if !verification.is_empty() {
        request = request.header(VERIFICATION_TOKEN, verification);
    }
    let begun = Instant::now();
    let answer = http.send(request).await.map_err(|_| unreachable())?;
    if begun.elapsed() > PATIENCE {
        return Err(unreachable());
    }
    let echoed = answer.headers.get(VALIDATION_TOKEN).is_some_and(|echo| echo.as_bytes() == validation.as_bytes());
    let is_json = answer.content_type.as_deref().is_some_and(|kind| kind.starts_with("application/json"));
    if answer.status != 200 || !is_json || size(&answer) > LARGEST {
        return Err(Refusal::new("SUB-525"));
    }
    if echoed { Ok(()) } else { Err(Refusal::new("SUB-520")) }
}

/// Sends what waits, in the background. There is only one who sends, so that events arrive in the order they were made.
pub(super) fn send(fake: &Fake) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
    {
        let mut world = fake.world();
        if world.sending || world.holding || world.outbox.is_empty() {
            return;
        }
        world.sending = true;
    }
    let fake = fake.clone();
    runtime.spawn(async move {
        let http = http();
        while let Some(push) = next(&fake) {
            let arrived = match &http {
                Some(http) => deliver(&fake, http, &push).await,
                None => false,
            };
            account_for(&fake, &push, arrived);
        }
    });
}

/// The next event; when there is none, nobody sends any more.
fn next(fake: &Fake) -> Option<Push> {
    let mut world = fake.world();
    let push = if world.holding { None } else { world.outbox.pop_front() };
    world.sending = push.is_some();
    push
}

async fn deliver(fake: &Fake, http: &Http, push: &Push) -> bool {
    let Ok(url) = Url::parse(&push.address) else { return false };
    let header = if fake.world().options.token_in_validation_header { VALIDATION_TOKEN } else { VERIFICATION_TOKEN };
    let mut request = http
        .request(Method::POST, url)
        .header(USER_AGENT, "RingCentral-Webhook/8.3")
        .header("content-type", "application/json;charset=UTF-8")
        .body(push.body.to_string());
    if !push.verification.is_empty() {
        request = request.header(header, &push.verification);
    }
    http.send(request).await.is_ok_and(|answer| answer.status == 200)
}

/// Counts, and blocks an address that failed too often.
fn account_for(fake: &Fake, push: &Push, arrived: bool) {
    let mut world = fake.world();
    let (now, most) = (world.now(), world.options.blacklist_after);
    if arrived {
        world.events_delivered += 1;
    } else {
        world.events_failed += 1;
    }
    let Some(subscription) = world.subscriptions.iter_mut().find(|one| one.id == push.subscription) else { return };
    subscription.failures = if arrived { 0 } else { subscription.failures + 1 };
    if most > 0 && subscription.failures >= most {
        subscription.blacklist(now, "The webhook does not answer");
    }
}

/// Bytes of an answer as it travels in HTTP/1.1.
fn size(answer: &Answer) -> usize {
    let headers = |headers: &HeaderMap| -> usize {
        headers.iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum()
    };
    "HTTP/1.1 200 OK\r\n\r\n".len() + headers(&answer.headers) + answer.body.len()
}

fn http() -> Option<Http> {
    let settings = HttpSettings {
        connect_timeout: PATIENCE,
        total_timeout: PATIENCE,
        allow_private: true,
        ..HttpSettings::default()
    };
    Http::new(settings).ok()
}
