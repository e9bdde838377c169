//! From a connection to the client of its SMS gateway.

use crate::connections::{Values, http};
use crate::{Error, Result, Services};
use connectors::delivery::SendError;
use connectors::secret::Secret;
use connectors::sms::{
    AliyunConfig, BodyKind, GenericConfig, GenericMethod, GenericSignature, Moment, Sms, SmsConfig, SuccessRule,
    TencentConfig, TwilioConfig, TwilioSender,
};
use model::connection::ConnectionKind;
use model::moment::SECOND;
use model::setting::Setting;

/// The client of a gateway; the inner error is one of its settings'.
pub(super) fn gateway(
    services: &Services,
    kind: ConnectionKind,
    values: &Values,
) -> Result<std::result::Result<Sms, SendError>> {
    Ok(Sms::new(config(kind, values)?, http(services)?))
}

/// Now, and a text that never comes twice.
pub(super) fn moment(services: &Services) -> Moment {
    Moment { now: services.clock.now().0 / SECOND, nonce: services.ids.short_token() }
}

fn config(kind: ConnectionKind, values: &Values) -> Result<SmsConfig> {
    Ok(match kind {
        ConnectionKind::SmsTencent => SmsConfig::Tencent(TencentConfig {
            base_url: values.address(Setting::BaseUrl)?,
            secret_id: values.text(Setting::SecretId),
            secret_key: values.secret(Setting::SecretKey),
            region: values.text(Setting::Region),
            sdk_app_id: values.text(Setting::SdkAppId),
        }),
        ConnectionKind::SmsAliyun => SmsConfig::Aliyun(AliyunConfig {
            base_url: values.address(Setting::BaseUrl)?,
            access_key_id: values.text(Setting::AccessKeyId),
            access_key_secret: values.secret(Setting::AccessKeySecret),
        }),
        ConnectionKind::SmsTwilio => SmsConfig::Twilio(TwilioConfig {
            base_url: values.address(Setting::BaseUrl)?,
            account_sid: values.text(Setting::AccountSid),
            api_key_sid: None,
            auth_token: values.secret(Setting::AuthToken),
            sender: sender(values.text(Setting::Sender)),
        }),
        ConnectionKind::SmsHttp => SmsConfig::Generic(generic(values)?),
        ConnectionKind::WeCom
        | ConnectionKind::Smtp
        | ConnectionKind::ArchiveFile
        | ConnectionKind::RingCentral
        | ConnectionKind::CXone
        | ConnectionKind::DirectoryFile
        | ConnectionKind::DirectoryScim
        | ConnectionKind::Scim => {
            return Err(Error::Broken(format!("{kind} is no gateway")));
        }
    })
}

fn sender(text: String) -> TwilioSender {
    if text.starts_with("MG") { TwilioSender::MessagingService(text) } else { TwilioSender::From(text) }
}

fn generic(values: &Values) -> Result<GenericConfig> {
    let some = |setting| Some(values.text(setting)).filter(|text| !text.is_empty());
    let headers = values.text(Setting::Headers);
    let headers = headers.lines().filter_map(|line| line.split_once(':'));
    Ok(GenericConfig {
        base_url: values.address(Setting::Url)?,
        method: match values.text(Setting::Method).as_str() {
            "GET" => GenericMethod::Get,
            "PUT" => GenericMethod::Put,
            _ => GenericMethod::Post,
        },
        headers: headers.map(|(name, value)| (name.trim().to_owned(), Secret::from(value.trim()))).collect(),
        body_kind: match values.text(Setting::ContentType).as_str() {
            "application/x-www-form-urlencoded" => BodyKind::Form,
            "text/plain" => BodyKind::Text,
            _ => BodyKind::Json,
        },
        body: values.text(Setting::Body),
        success: SuccessRule {
            pointer: some(Setting::SuccessPointer),
            equals: values.text(Setting::SuccessValue),
            ..SuccessRule::default()
        },
        id_pointer: some(Setting::IdPointer),
        signature: some(Setting::SignatureHeader)
            .map(|header| GenericSignature { header, key: values.secret(Setting::SignatureKey) }),
    })
}
