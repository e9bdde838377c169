//! Any gateway that takes one HTTP request a message.

use hmac::{Hmac, Mac as _};
use reqwest::{Method, header::CONTENT_TYPE};
use serde_json::Value;
use sha2::Sha256;

use super::{
    answer::by_status,
    config::{BodyKind, GenericConfig, GenericMethod},
    fill::{Escape, fill},
    text::{TemplateChoice, Text},
};
use crate::{
    delivery::{Reason, Receipt, SendError, one_line},
    http::{Answer, Http},
};

/// Characters of an answer that are shown to whoever set the gateway up.
const SHOWN: usize = 200;

/// A body that is no JSON would be found out by the first message only.
///
/// # Errors
/// `StopChannel` with [`Reason::Malformed`].
pub(super) fn check(config: &GenericConfig) -> Result<(), SendError> {
    if config.body_kind != BodyKind::Json || config.method == GenericMethod::Get {
        return Ok(());
    }
    let sample = Text {
        id: "id".to_owned(),
        to: "+10000000".to_owned(),
        // Not empty, so that quotes around `{params}` show.
        template: TemplateChoice { code: "code".to_owned(), params: vec![("name".to_owned(), "value".to_owned())] },
        text: "text".to_owned(),
        sign: String::new(),
    };
    match serde_json::from_str::<Value>(&fill(&config.body, &sample, Escape::Json)) {
        Ok(_) => Ok(()),
        Err(error) => Err(SendError::stop(Reason::Malformed, format!("the body is no JSON once filled in: {error}"))),
    }
}

pub(super) async fn send(config: &GenericConfig, http: &Http, text: &Text) -> Result<Receipt, SendError> {
    let mut url = config.base_url.clone();
    let query = config.base_url.query().map(|query| fill(query, text, Escape::Form));
    url.set_query(query.as_deref());
    let method = match config.method {
        GenericMethod::Get => Method::GET,
        GenericMethod::Post => Method::POST,
        GenericMethod::Put => Method::PUT,
    };
    let signed_query = url.query().unwrap_or_default().to_owned();
    let mut request = http.request(method, url);
    let signed = if config.method == GenericMethod::Get {
        signed_query
    } else {
        let (kind, escape) = match config.body_kind {
            BodyKind::Json => ("application/json; charset=utf-8", Escape::Json),
            BodyKind::Form => ("application/x-www-form-urlencoded", Escape::Form),
            BodyKind::Text => ("text/plain; charset=utf-8", Escape::None),
        };
        let body = fill(&config.body, text, escape);
        request = request.header(CONTENT_TYPE, kind).body(body.clone());
        body
    };
    if let Some(signature) = &config.signature {
        let mut mac = Hmac::<Sha256>::new_from_slice(signature.key.expose().as_bytes()).expect("any length is a key");
        mac.update(signed.as_bytes());
        request = request.header(&signature.header, hex::encode(mac.finalize().into_bytes()));
    }
    for (name, value) in &config.headers {
        request = request.header(name, value.expose());
    }
    judge(config, &http.send(request).await?)
}

fn judge(config: &GenericConfig, answer: &Answer) -> Result<Receipt, SendError> {
    let rule = &config.success;
    let value: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let found = |pointer: &str| {
        value.pointer(pointer).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    let taken = (rule.status_from..=rule.status_to).contains(&answer.status)
        && rule.pointer.as_deref().is_none_or(|pointer| found(pointer).as_deref() == Some(rule.equals.as_str()));
    if taken {
        let id = config.id_pointer.as_deref().and_then(found).unwrap_or_default();
        return Ok(Receipt { provider_id: one_line(&id, SHOWN) });
    }
    let text = one_line(&String::from_utf8_lossy(&answer.body), SHOWN);
    // A redirect is not followed: it could lead anywhere, credentials along.
    Err(by_status(answer.status, &text).unwrap_or_else(|| match answer.status {
        300..=399 | 404 | 405 => SendError::stop(Reason::NotThePlatform, format!("HTTP {} {text}", answer.status)),
        status => SendError::refuse(Reason::Rejected, format!("HTTP {status} {text}")),
    }))
}
