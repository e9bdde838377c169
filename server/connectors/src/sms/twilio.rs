//! Twilio's Messages resource, version 2010-04-01.

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use super::{
    answer::{below, by_status, object, text as string},
    config::{TwilioConfig, TwilioSender},
    text::Text,
};
use crate::{
    delivery::{Reason, Receipt, SendError},
    http::Http,
};

/// Characters of a body; longer ones are refused by the platform.
const BODY: usize = 1_600;

pub(super) async fn send(config: &TwilioConfig, http: &Http, text: &Text) -> Result<Receipt, SendError> {
    if text.text.chars().count() > BODY {
        return Err(SendError::refuse(Reason::TooLarge, format!("the text has more than {BODY} characters")));
    }
    let sender = match &config.sender {
        TwilioSender::From(number) => ("From", number),
        TwilioSender::MessagingService(sid) => ("MessagingServiceSid", sid),
    };
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("To", &text.to)
        .append_pair(sender.0, sender.1)
        .append_pair("Body", &text.text)
        .finish();
    let request = request(config, http, Method::POST, "/Messages.json")
        .header(reqwest::header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form);
    let answer = call(http, request).await?;
    Ok(Receipt { provider_id: string(&answer, "/sid").to_owned() })
}

/// Asks about the account, which tells nothing of the sender.
pub(super) async fn test(config: &TwilioConfig, http: &Http) -> Result<(), SendError> {
    call(http, request(config, http, Method::GET, ".json")).await.map(drop)
}

fn request(config: &TwilioConfig, http: &Http, method: Method, resource: &str) -> RequestBuilder {
    let user = config.api_key_sid.as_ref().unwrap_or(&config.account_sid);
    let url = below(&config.base_url, &format!("2010-04-01/Accounts/{}{resource}", config.account_sid));
    http.request(method, url).basic_auth(user, Some(config.auth_token.expose()))
}

async fn call(http: &Http, request: RequestBuilder) -> Result<Value, SendError> {
    let answer = http.send(request).await?;
    let value = object(&answer)?;
    match answer.status {
        200..=299 if value["sid"].is_string() => Ok(value),
        200..=299 => Err(SendError::stop(Reason::NotThePlatform, "the answer has no sid")),
        status => Err(judge(status, value["code"].as_i64().unwrap_or(0), string(&value, "/message"))),
    }
}

fn judge(status: u16, code: i64, message: &str) -> SendError {
    let text = format!("{code}: {message}");
    match code {
        20003 | 20404 => SendError::stop(Reason::WrongCredentials, text),
        20429 => SendError::retry(Reason::TooOften, text),
        21211 => SendError::refuse(Reason::BadNumber, text),
        21603 | 21606 => SendError::stop(Reason::BadSender, text),
        21610 => SendError::refuse(Reason::OptedOut, text),
        21611 => SendError::retry(Reason::Busy, text),
        _ => by_status(status, &text).unwrap_or_else(|| SendError::refuse(Reason::Other, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Decision::{self, RefuseRecipient, Retry, StopChannel};

    #[test]
    fn the_platforms_codes_have_their_decisions() {
        let table: [(u16, i64, Decision, Reason); 9] = [
            (401, 20003, StopChannel, Reason::WrongCredentials),
            (404, 20404, StopChannel, Reason::WrongCredentials),
            (429, 20429, Retry, Reason::TooOften),
            (400, 21211, RefuseRecipient, Reason::BadNumber),
            (400, 21606, StopChannel, Reason::BadSender),
            (400, 21610, RefuseRecipient, Reason::OptedOut),
            (429, 21611, Retry, Reason::Busy),
            (503, 0, Retry, Reason::Busy),
            (400, 99999, RefuseRecipient, Reason::Other),
        ];
        for (status, code, decision, reason) in table {
            let error = judge(status, code, "words");
            assert_eq!((error.decision, error.reason), (decision, reason), "{code}");
        }
    }
}
