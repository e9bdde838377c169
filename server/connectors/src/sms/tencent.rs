//! 腾讯云短信, version 2021-01-11. HTTP is always 200; the call and the number each have a code of their own.

use reqwest::{
    Method,
    header::{AUTHORIZATION, CONTENT_TYPE, HOST},
};
use serde_json::{Value, json};

use super::{
    answer::{object, text as string},
    config::TencentConfig,
    text::{Moment, Text},
};
use crate::{
    delivery::{Reason, Receipt, SendError},
    http::Http,
    tc3::Call,
};

const ACTION: &str = "SendSms";
const VERSION: &str = "2021-01-11";
const JSON: &str = "application/json; charset=utf-8";

pub(super) async fn send(config: &TencentConfig, http: &Http, text: &Text, at: &Moment) -> Result<Receipt, SendError> {
    let values: Vec<&str> = text.template.params.iter().map(|(_, value)| value.as_str()).collect();
    let mut body = json!({
        "PhoneNumberSet": [text.to],
        "SmsSdkAppId": config.sdk_app_id,
        "TemplateId": text.template.code,
        "TemplateParamSet": values,
        // Comes back in the report, so a number that was sent to without an answer can be found there.
        "SessionContext": text.id,
    });
    if !text.sign.is_empty() {
        body["SignName"] = text.sign.as_str().into();
    }
    let answer = call(config, http, &body, at).await?;
    let status = answer.pointer("/Response/SendStatusSet/0");
    let status = status.ok_or_else(|| SendError::stop(Reason::NotThePlatform, "the answer has no SendStatusSet"))?;
    match string(status, "/Code") {
        "Ok" => Ok(Receipt { provider_id: string(status, "/SerialNo").to_owned() }),
        code => Err(judge(code, string(status, "/Message"))),
    }
}

/// Sends to nobody. That the set is empty is found after the signature was checked.
pub(super) async fn test(config: &TencentConfig, http: &Http, at: &Moment) -> Result<(), SendError> {
    let body = json!({
        "PhoneNumberSet": [],
        "SmsSdkAppId": config.sdk_app_id,
        "TemplateId": "0",
    });
    match call(config, http, &body, at).await {
        Ok(_) => Ok(()),
        // Not any missing parameter: without a region the platform looks no further.
        Err(error) if error.detail.starts_with("MissingParameter.EmptyPhoneNumberSet") => Ok(()),
        Err(error) => Err(error),
    }
}

async fn call(config: &TencentConfig, http: &Http, body: &Value, at: &Moment) -> Result<Value, SendError> {
    let payload = body.to_string().into_bytes();
    let host = match (config.base_url.host_str(), config.base_url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or_default().to_owned(),
    };
    let signed = Call {
        service: "sms",
        host: &host,
        content_type: JSON,
        action: Some(ACTION),
        payload: &payload,
        timestamp: at.now,
    };
    let request = http
        .request(Method::POST, config.base_url.clone())
        .header(AUTHORIZATION, signed.authorization(&config.secret_id, &config.secret_key))
        .header(CONTENT_TYPE, JSON)
        .header(HOST, &host)
        .header("X-TC-Action", ACTION)
        .header("X-TC-Version", VERSION)
        .header("X-TC-Timestamp", at.now)
        .header("X-TC-Region", &config.region)
        .body(payload);
    let answer = object(&http.send(request).await?)?;
    if !answer["Response"].is_object() {
        return Err(SendError::stop(Reason::NotThePlatform, "the answer has no Response"));
    }
    match string(&answer, "/Response/Error/Code") {
        "" => Ok(answer),
        code => Err(judge(code, string(&answer, "/Response/Error/Message"))),
    }
}

/// The platform's codes, of the call and of the number.
fn judge(code: &str, message: &str) -> SendError {
    let text = format!("{code}: {message}");
    let (group, rest) = code.split_once('.').unwrap_or((code, ""));
    match (group, rest) {
        ("LimitExceeded", rest) if rest.starts_with("PhoneNumber") || rest == "DeliveryFrequencyLimit" => {
            SendError::refuse(Reason::TooOften, text)
        }
        ("LimitExceeded", _) => SendError::retry(Reason::TooOften, text),
        ("FailedOperation", "SignatureIncorrectOrUnapproved") => SendError::stop(Reason::BadSign, text),
        // Other templates of the channel may be good, so these do not stop it.
        ("FailedOperation", rest) if rest.starts_with("Template") => SendError::refuse(Reason::BadTemplate, text),
        ("InvalidParameterValue", rest) if rest.starts_with("Template") => SendError::refuse(Reason::BadTemplate, text),
        ("UnsupportedOperation", _) => SendError::refuse(Reason::BadTemplate, text),
        ("FailedOperation", "InsufficientBalanceInSmsPackage") => SendError::stop(Reason::NoMoney, text),
        ("FailedOperation", "PhoneNumberInBlacklist") => SendError::refuse(Reason::OptedOut, text),
        ("FailedOperation", "ContainSensitiveWord") => SendError::refuse(Reason::Rejected, text),
        ("InvalidParameterValue", "IncorrectPhoneNumber") => SendError::refuse(Reason::BadNumber, text),
        ("UnauthorizedOperation", "RequestIpNotInWhitelist") => SendError::stop(Reason::AddressNotTrusted, text),
        ("UnauthorizedOperation", "ServiceSuspendDueToArrears") => SendError::stop(Reason::NoMoney, text),
        ("AuthFailure", "SignatureExpire") => SendError::stop(Reason::WrongClock, text),
        ("UnauthorizedOperation" | "AuthFailure", _) => SendError::stop(Reason::WrongCredentials, text),
        ("InternalError" | "RequestLimitExceeded", _) => SendError::retry(Reason::Busy, text),
        _ => SendError::refuse(Reason::Other, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Decision::{self, RefuseRecipient, Retry, StopChannel};

    #[test]
    fn the_platforms_codes_have_their_decisions() {
        let table: [(&str, Decision, Reason); 19] = [
            ("LimitExceeded.PhoneNumberDailyLimit", RefuseRecipient, Reason::TooOften),
            ("LimitExceeded.PhoneNumberThirtySecondLimit", RefuseRecipient, Reason::TooOften),
            ("LimitExceeded.DeliveryFrequencyLimit", RefuseRecipient, Reason::TooOften),
            ("FailedOperation.SignatureIncorrectOrUnapproved", StopChannel, Reason::BadSign),
            ("FailedOperation.TemplateIncorrectOrUnapproved", RefuseRecipient, Reason::BadTemplate),
            ("FailedOperation.TemplateParamSetNotMatchApprovedTemplate", RefuseRecipient, Reason::BadTemplate),
            ("FailedOperation.InsufficientBalanceInSmsPackage", StopChannel, Reason::NoMoney),
            ("FailedOperation.PhoneNumberInBlacklist", RefuseRecipient, Reason::OptedOut),
            ("FailedOperation.ContainSensitiveWord", RefuseRecipient, Reason::Rejected),
            ("InvalidParameterValue.IncorrectPhoneNumber", RefuseRecipient, Reason::BadNumber),
            ("InvalidParameterValue.TemplateParameterLengthLimit", RefuseRecipient, Reason::BadTemplate),
            ("UnauthorizedOperation.SmsSdkAppIdVerifyFail", StopChannel, Reason::WrongCredentials),
            ("UnauthorizedOperation.RequestIpNotInWhitelist", StopChannel, Reason::AddressNotTrusted),
            ("UnauthorizedOperation.ServiceSuspendDueToArrears", StopChannel, Reason::NoMoney),
            ("UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone", RefuseRecipient, Reason::BadTemplate),
            ("InternalError.Timeout", Retry, Reason::Busy),
            ("RequestLimitExceeded", Retry, Reason::Busy),
            ("AuthFailure.SignatureExpire", StopChannel, Reason::WrongClock),
            ("AuthFailure.SecretIdNotFound", StopChannel, Reason::WrongCredentials),
        ];
        for (code, decision, reason) in table {
            let error = judge(code, "words");
            assert_eq!((error.decision, error.reason), (decision, reason), "{code}");
        }
    }
}
