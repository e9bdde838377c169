//! What a connection to a gateway is made of.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::secret::Secret;

/// One gateway. `base_url` is the platform's own address, or a fake's.
#[derive(Debug, Clone)]
pub enum SmsConfig {
    Tencent(TencentConfig),
    Aliyun(AliyunConfig),
    Twilio(TwilioConfig),
    Generic(GenericConfig),
}

/// 腾讯云短信.
#[derive(Debug, Clone)]
pub struct TencentConfig {
    /// <https://sms.tencentcloudapi.com>, or <https://sms.intl.tencentcloudapi.com>.
    pub base_url: Url,
    pub secret_id: String,
    pub secret_key: Secret,
    /// Such as `ap-guangzhou`; the platform insists.
    pub region: String,
    /// The SMS application, `14…`.
    pub sdk_app_id: String,
}

/// 阿里云短信服务.
#[derive(Debug, Clone)]
pub struct AliyunConfig {
    /// <https://dysmsapi.aliyuncs.com>.
    pub base_url: Url,
    pub access_key_id: String,
    pub access_key_secret: Secret,
}

/// Twilio Programmable Messaging.
#[derive(Debug, Clone)]
pub struct TwilioConfig {
    /// <https://api.twilio.com>.
    pub base_url: Url,
    /// `AC…`.
    pub account_sid: String,
    /// The `SK…` of an API key, whose secret is then `auth_token`. `None` signs in with the account itself.
    pub api_key_sid: Option<String>,
    pub auth_token: Secret,
    pub sender: TwilioSender,
}

/// Who a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TwilioSender {
    /// A number of the account, E.164, or an alphanumeric sender.
    From(String),
    /// `MG…`.
    MessagingService(String),
}

/// Any gateway that takes one HTTP request a message.
#[derive(Debug, Clone)]
pub struct GenericConfig {
    /// Placeholders in its query are filled in, form-escaped.
    pub base_url: Url,
    pub method: GenericMethod,
    /// The values may be keys, so none is shown. They are sent as they are.
    pub headers: Vec<(String, Secret)>,
    pub body_kind: BodyKind,
    /// With `{to}`, `{text}`, `{template}`, `{params}`, `{sign}` and `{id}`, escaped as the kind wants; other braces are
    /// left alone. `{params}` is a JSON object, and in a JSON body stands without quotes. Not sent with GET.
    pub body: String,
    pub success: SuccessRule,
    /// JSON pointer (RFC 6901) to the gateway's name of the message, such as `/data/id`.
    pub id_pointer: Option<String>,
    pub signature: Option<GenericSignature>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GenericMethod {
    Get,
    Post,
    Put,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// `application/json`
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `text/plain`, nothing escaped.
    Text,
}

/// When an answer means that the message was taken over: the status is in the range and, if there is a pointer, the
/// JSON value it leads to reads `equals`. Numbers and booleans are compared as JSON writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuccessRule {
    pub status_from: u16,
    pub status_to: u16,
    pub pointer: Option<String>,
    pub equals: String,
}

impl Default for SuccessRule {
    fn default() -> Self {
        Self { status_from: 200, status_to: 299, pointer: None, equals: String::new() }
    }
}

/// A header with the lower-case hex HMAC-SHA256 of the body as sent; with GET, of the query.
#[derive(Debug, Clone)]
pub struct GenericSignature {
    pub header: String,
    pub key: Secret,
}
