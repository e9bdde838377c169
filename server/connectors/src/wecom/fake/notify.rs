//! Sends events to the callback address as the platform does: encrypted, signed, up to three times, and again only
//! after a time-out or a broken connection.

use std::time::Duration;

use rand::Rng;
use url::Url;

use super::Fake;
use crate::{
    http::{Http, HttpSettings},
    wecom::callback::CallbackKey,
};

const ATTEMPTS: u32 = 3;

/// Sends in the background, one after the other. Without a runtime or an address nothing is sent.
pub(super) fn send(fake: &Fake, events: Vec<String>) {
    let Some((url, key)) = target(fake) else { return };
    if events.is_empty() {
        return;
    }
    let fake = fake.clone();
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        runtime.spawn(async move {
            let Some(http) = http() else { return };
            for event in events {
                deliver(&fake, &http, &url, &key, &event).await;
            }
        });
    }
}

/// The check an administrator's *Save* makes: whether the address answers the plain text of an encrypted one.
pub(super) async fn check(fake: &Fake) -> Result<(), String> {
    let (mut url, key) = target(fake).ok_or("no callback address, or token or key malformed")?;
    let http = http().ok_or("no HTTP client")?;
    let expected = rand::rng().random_range(10_u64.pow(15)..10_u64.pow(16)).to_string();
    let (query, encrypted) = seal(fake, &key, &expected);
    url.query_pairs_mut().extend_pairs(query).append_pair("echostr", &encrypted);
    let answer = http.get(url).await.map_err(|error| error.to_string())?;
    if answer.status == 200 && answer.body == expected.as_bytes() {
        Ok(())
    } else {
        Err(format!("HTTP {} with {} bytes that are not the plain text", answer.status, answer.body.len()))
    }
}

async fn deliver(fake: &Fake, http: &Http, url: &Url, key: &CallbackKey, event: &str) {
    let (query, encrypted) = seal(fake, key, event);
    let corp_id = fake.world().options.corp_id.clone();
    let body =
        format!("<xml><ToUserName><![CDATA[{corp_id}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>");
    let mut url = url.clone();
    url.query_pairs_mut().extend_pairs(query);
    let mut trouble = String::new();
    for _ in 0..ATTEMPTS {
        let request = http.request(reqwest::Method::POST, url.clone()).header("content-type", "text/xml");
        match http.send(request.body(body.clone())).await {
            Ok(answer) if (200..300).contains(&answer.status) => {
                fake.world().events_delivered += 1;
                return;
            }
            Ok(answer) => {
                trouble = format!("HTTP {}", answer.status);
                break;
            }
            Err(error) => trouble = error.to_string(),
        }
    }
    *fake.world().undelivered.entry(trouble).or_default() += 1;
}

fn target(fake: &Fake) -> Option<(Url, CallbackKey)> {
    let world = fake.world();
    let url = Url::parse(world.options.callback_url.as_deref()?).ok()?;
    Some((url, world.options.callback_key()?))
}

fn seal(fake: &Fake, key: &CallbackKey, text: &str) -> ([(&'static str, String); 3], String) {
    let mut random = rand::rng();
    let encrypted = key.encrypt(text.as_bytes(), random.random());
    let (timestamp, nonce) = (fake.now().to_string(), random.random::<u32>().to_string());
    let signature = key.sign(&timestamp, &nonce, &encrypted);
    ([("msg_signature", signature), ("timestamp", timestamp), ("nonce", nonce)], encrypted)
}

fn http() -> Option<Http> {
    let five = Duration::from_secs(5);
    let settings =
        HttpSettings { connect_timeout: five, total_timeout: five, allow_private: true, ..HttpSettings::default() };
    Http::new(settings).ok()
}
