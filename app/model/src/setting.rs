//! Settings of connections: what each kind of platform asks for.
//!
//! A form, its checks and what is stored all come from one table, [`ConnectionKind::settings`]: to connect another platform, add
//! its kind and its lines here and their words.

use crate::connection::ConnectionKind;
use crate::limits;
use crate::problem::Fault;
use crate::text::{Check, line, note, optional_line};
use Setting as S;
use std::collections::BTreeMap;

crate::words!(
    /// One value that a connection is made of.
    Setting {
        /// Where the platform's interface is.
        BaseUrl = "base_url",
        /// WeCom: the corp id.
        CorpId = "corp_id",
        /// WeCom: the agent id of the self-built app.
        AgentId = "agent_id",
        /// WeCom: contact-sync secret (通讯录同步).
        Contact = "contact_secret",
        /// WeCom: secret of the self-built app.
        App = "app_secret",
        /// WeCom: session-archive secret (会话内容存档).
        Archive = "archive_secret",
        /// WeCom: private keys that archived messages are encrypted for, in PEM, the oldest first. A line with a number before one
        /// says which version it is.
        ArchiveKeys = "archive_keys",
        /// WeCom: the proxy through which the archive is reached, where there is one.
        ArchiveProxy = "archive_proxy",
        /// WeCom: secret of the service provider, for licences.
        Provider = "provider_secret",
        /// WeCom: the corp id of the service provider, who bought the licences.
        ProviderCorpId = "provider_corp_id",
        /// WeCom: whether licences go over with what a leaver held. Only service providers may move them.
        MoveLicences = "move_licences",
        /// WeCom: token that callbacks are signed with.
        CallbackToken = "callback_token",
        /// WeCom: key that callbacks are encrypted with.
        CallbackKey = "callback_aes_key",
        /// Mail: the server's name.
        Host = "host",
        /// Mail: the server's port.
        Port = "port",
        /// Mail: how the connection is encrypted.
        Security = "security",
        /// Mail: whom to sign in as; empty for a server that asks for nobody.
        Username = "username",
        /// Mail: the password.
        Password = "password",
        /// Mail: whom letters come from, as in `Muster <console@example.com>`.
        From = "from",
        /// Tencent Cloud: id of the key.
        SecretId = "secret_id",
        /// Tencent Cloud: the key.
        SecretKey = "secret_key",
        /// Tencent Cloud: the region, as in `ap-guangzhou`.
        Region = "region",
        /// Tencent Cloud: id of the SMS application.
        SdkAppId = "sdk_app_id",
        /// Aliyun: id of the key.
        AccessKeyId = "access_key_id",
        /// Aliyun: the key.
        AccessKeySecret = "access_key_secret",
        /// The signature that the gateway approved.
        SignName = "sign_name",
        /// The approved template of invitations: organisation, inviter, link.
        TemplateInvitation = "template_invitation",
        /// The approved template of one-time codes: the code.
        TemplateCode = "template_code",
        /// Twilio: the account.
        AccountSid = "account_sid",
        /// Twilio: its token.
        AuthToken = "auth_token",
        /// Twilio: the number or messaging service that sends.
        Sender = "sender",
        /// Any gateway: the address that is called.
        Url = "url",
        /// Any gateway: how it is called.
        Method = "method",
        /// Any gateway: `application/json` or a form.
        ContentType = "content_type",
        /// Any gateway: headers, one a line. May hold keys, so they are sealed.
        Headers = "headers",
        /// Any gateway: what is sent, with `{to}`, `{text}`, `{id}`.
        Body = "body",
        /// Any gateway: where in a JSON answer the outcome stands (RFC 6901); empty if the status says it all.
        SuccessPointer = "success_pointer",
        /// Any gateway: what stands there when all went well.
        SuccessValue = "success_value",
        /// Any gateway: where in a JSON answer the message's id stands (RFC 6901).
        IdPointer = "id_pointer",
        /// Any gateway: the header with the signature of the body; empty if it wants none.
        SignatureHeader = "signature_header",
        /// Any gateway: the key of that signature (HMAC-SHA256).
        SignatureKey = "signature_key",
        /// Files of messages, or of accounts: where they are on the server.
        Path = "path",
        /// RingCentral, CXone: the application.
        ClientId = "client_id",
        /// RingCentral, CXone: its secret.
        ClientSecret = "client_secret",
        /// RingCentral: the credential of the user in whose name it is called.
        Jwt = "jwt",
        /// CXone: the tenant, where the token does not tell it.
        TenantId = "tenant_id",
        /// CXone: how many calls it may be sent a second.
        CallsPerSecond = "calls_per_second",
        /// SCIM: the token that every request carries.
        BearerToken = "bearer_token",
        /// SCIM: whether the provider may add members.
        MayCreate = "may_create",
        /// SCIM: whether the provider may change members and groups.
        MayChange = "may_change",
        /// SCIM: whether the provider may suspend members and let them in again.
        MayDeactivate = "may_deactivate",
        /// SCIM: whether a user whose e-mail address a member has is that member.
        LinkByEmail = "link_by_email",
        /// SCIM: whether groups are departments below the root.
        GroupsAreDepartments = "groups_are_departments",
        /// SCIM: whether people in groups who are not known here are left out instead of refused.
        SkipUnknown = "skip_unknown",
    }
);

/// What kind of value a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line of text of at most so many characters.
    Line(usize),
    /// Several lines.
    Lines(usize),
    /// An `http://` or `https://` address without a slash at the end.
    Address,
    /// Digits.
    Digits,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A credential: sealed at rest and never sent back.
    Secret,
    /// Several lines that are sealed at rest and never sent back.
    SecretLines,
}

impl Form {
    /// Whether the value is sealed at rest and never sent back.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Secret | Self::SecretLines)
    }
}

/// A setting as one kind of connection has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Which.
    pub setting: Setting,
    /// What it takes.
    pub form: Form,
    /// Whether nothing works without it.
    pub needed: bool,
    /// What it is unless somebody says otherwise.
    pub default: &'static str,
}

const fn needed(setting: Setting, form: Form, default: &'static str) -> Rule {
    Rule { setting, form, needed: true, default }
}

const fn optional(setting: Setting, form: Form, default: &'static str) -> Rule {
    Rule { setting, form, needed: false, default }
}

/// How a mail server is spoken to.
pub const SECURITIES: &[&str] = &["starttls", "tls", "none"];
/// What is off unless somebody turns it on.
pub const SWITCH: &[&str] = &["off", "on"];
/// How a gateway may be called.
pub const METHODS: &[&str] = &["POST", "PUT", "GET"];
/// What a gateway may be sent.
pub const CONTENT_TYPES: &[&str] = &["application/json", "application/x-www-form-urlencoded", "text/plain"];

const KEY: Form = Form::Secret;
const NAME: Form = Form::Line(limits::NAME);

const WECOM: &[Rule] = &[
    needed(S::BaseUrl, Form::Address, "https://qyapi.weixin.qq.com/cgi-bin"),
    needed(S::CorpId, NAME, ""),
    optional(S::AgentId, Form::Digits, ""),
    needed(S::Contact, KEY, ""),
    needed(S::App, KEY, ""),
    optional(S::Archive, KEY, ""),
    optional(S::ArchiveKeys, Form::SecretLines, ""),
    optional(S::ArchiveProxy, Form::Address, ""),
    optional(S::ProviderCorpId, NAME, ""),
    optional(S::Provider, KEY, ""),
    optional(S::MoveLicences, Form::Choice(SWITCH), "off"),
    optional(S::CallbackToken, KEY, ""),
    optional(S::CallbackKey, KEY, ""),
];

const SMTP: &[Rule] = &[
    needed(S::Host, Form::Line(253), ""),
    needed(S::Port, Form::Digits, "587"),
    needed(S::Security, Form::Choice(SECURITIES), "starttls"),
    needed(S::From, Form::Line(limits::EMAIL), ""),
    optional(S::Username, Form::Line(limits::EMAIL), ""),
    optional(S::Password, KEY, ""),
];

const SMS_TENCENT: &[Rule] = &[
    needed(S::BaseUrl, Form::Address, "https://sms.tencentcloudapi.com"),
    needed(S::SecretId, NAME, ""),
    needed(S::SecretKey, KEY, ""),
    needed(S::Region, NAME, "ap-guangzhou"),
    needed(S::SdkAppId, Form::Digits, ""),
    needed(S::SignName, NAME, ""),
    needed(S::TemplateInvitation, NAME, ""),
    needed(S::TemplateCode, NAME, ""),
];

const SMS_ALIYUN: &[Rule] = &[
    needed(S::BaseUrl, Form::Address, "https://dysmsapi.aliyuncs.com"),
    needed(S::AccessKeyId, NAME, ""),
    needed(S::AccessKeySecret, KEY, ""),
    needed(S::SignName, NAME, ""),
    needed(S::TemplateInvitation, NAME, ""),
    needed(S::TemplateCode, NAME, ""),
];

const SMS_TWILIO: &[Rule] = &[
    needed(S::BaseUrl, Form::Address, "https://api.twilio.com"),
    needed(S::AccountSid, NAME, ""),
    needed(S::AuthToken, KEY, ""),
    needed(S::Sender, NAME, ""),
];

const SMS_HTTP: &[Rule] = &[
    needed(S::Url, Form::Address, ""),
    needed(S::Method, Form::Choice(METHODS), "POST"),
    needed(S::ContentType, Form::Choice(CONTENT_TYPES), "application/json"),
    optional(S::Headers, Form::SecretLines, ""),
    optional(S::Body, Form::Lines(limits::TEMPLATE), r#"{"to": "{to}", "text": "{text}", "id": "{id}"}"#),
    optional(S::SuccessPointer, NAME, ""),
    optional(S::SuccessValue, NAME, ""),
    optional(S::IdPointer, NAME, ""),
    optional(S::SignatureHeader, NAME, ""),
    optional(S::SignatureKey, KEY, ""),
];

const SCIM: &[Rule] = &[
    optional(S::MayCreate, Form::Choice(SWITCH), "on"),
    optional(S::MayChange, Form::Choice(SWITCH), "on"),
    optional(S::MayDeactivate, Form::Choice(SWITCH), "on"),
    optional(S::LinkByEmail, Form::Choice(SWITCH), "off"),
    optional(S::GroupsAreDepartments, Form::Choice(SWITCH), "off"),
    optional(S::SkipUnknown, Form::Choice(SWITCH), "off"),
];

const ARCHIVE_FILE: &[Rule] = &[needed(S::Path, Form::Line(limits::URL), "")];

const RING_CENTRAL: &[Rule] = &[
    needed(S::BaseUrl, Form::Address, "https://platform.ringcentral.com"),
    needed(S::ClientId, NAME, ""),
    needed(S::ClientSecret, KEY, ""),
    needed(S::Jwt, Form::SecretLines, ""),
];

const CXONE: &[Rule] = &[
    needed(S::BaseUrl, Form::Address, "https://cxone.niceincontact.com"),
    needed(S::ClientId, NAME, ""),
    needed(S::ClientSecret, KEY, ""),
    needed(S::AccessKeyId, NAME, ""),
    needed(S::AccessKeySecret, KEY, ""),
    optional(S::TenantId, NAME, ""),
    optional(S::CallsPerSecond, Form::Digits, "5"),
];

const DIRECTORY_FILE: &[Rule] = &[needed(S::Path, Form::Line(limits::URL), "")];

const DIRECTORY_SCIM: &[Rule] = &[needed(S::BaseUrl, Form::Address, ""), needed(S::BearerToken, Form::SecretLines, "")];

impl ConnectionKind {
    /// What a connection of this kind is made of, in the order of its form.
    pub const fn settings(self) -> &'static [Rule] {
        match self {
            Self::WeCom => WECOM,
            Self::Smtp => SMTP,
            Self::SmsTencent => SMS_TENCENT,
            Self::SmsAliyun => SMS_ALIYUN,
            Self::SmsTwilio => SMS_TWILIO,
            Self::SmsHttp => SMS_HTTP,
            Self::ArchiveFile => ARCHIVE_FILE,
            Self::RingCentral => RING_CENTRAL,
            Self::CXone => CXONE,
            Self::DirectoryFile => DIRECTORY_FILE,
            Self::DirectoryScim => DIRECTORY_SCIM,
            Self::Scim => SCIM,
        }
    }

    /// How one setting is used by this kind; `None` if it is not.
    pub fn rule(self, setting: Setting) -> Option<&'static Rule> {
        self.settings().iter().find(|rule| rule.setting == setting)
    }
}

/// Checks values against the rules of a kind and trims them; those of settings that the kind has not are dropped, and so are
/// empty credentials. `stored` says whether a credential is kept from before.
pub(crate) fn check(
    kind: ConnectionKind,
    given: &BTreeMap<Setting, String>,
    stored: impl Fn(Setting) -> bool,
    check: &mut Check,
) -> BTreeMap<Setting, String> {
    let mut sound = BTreeMap::new();
    for rule in kind.settings() {
        let name = rule.setting.word();
        let text = given.get(&rule.setting).map_or("", String::as_str);
        let value = match rule.form {
            Form::Line(limit) if rule.needed => check.take(name, line(text, limit)),
            Form::Line(limit) => check.take(name, optional_line(text, limit)),
            Form::Lines(limit) => check.take(name, note(text, limit)),
            Form::Secret => check.take(name, optional_line(text, limits::SECRET)),
            Form::SecretLines => check.take(name, note(text, limits::TEMPLATE)),
            Form::Address => address(name, text, rule.needed, check),
            Form::Digits => digits(name, text, rule.needed, check),
            // Connections that were made before there was the choice.
            Form::Choice(_) if !rule.needed && text.is_empty() => rule.default.to_owned(),
            Form::Choice(choices) => {
                if !choices.contains(&text) {
                    check.fault(name, Fault::Unknown, None);
                }
                text.to_owned()
            }
        };
        if rule.form.is_secret() && value.is_empty() {
            if rule.needed && text.trim().is_empty() && !stored(rule.setting) {
                check.fault(name, Fault::Missing, None);
            }
            continue;
        }
        if is_malformed(rule.setting, &value) {
            check.fault(name, Fault::Malformed, None);
        }
        sound.insert(rule.setting, value);
    }
    sound
}

fn address(name: &str, text: &str, is_needed: bool, check: &mut Check) -> String {
    let text = if is_needed { line(text, limits::URL) } else { optional_line(text, limits::URL) }
        .map(|text| text.trim_end_matches('/').to_owned());
    let text = check.take(name, text);
    if !text.is_empty() && !text.starts_with("https://") && !text.starts_with("http://") {
        check.fault(name, Fault::Malformed, None);
    }
    text
}

fn digits(name: &str, text: &str, is_needed: bool, check: &mut Check) -> String {
    let text = check.take(name, if is_needed { line(text, 18) } else { optional_line(text, 18) });
    if !text.chars().all(|c| c.is_ascii_digit()) {
        check.fault(name, Fault::Malformed, None);
    }
    text
}

/// Rules of single settings that their form does not say.
fn is_malformed(setting: Setting, value: &str) -> bool {
    match setting {
        Setting::CallbackKey => {
            value.len() != 43 || !value.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '/')
        }
        Setting::CallbackToken => value.len() > 32 || !value.chars().all(|c| c.is_ascii_alphanumeric()),
        Setting::Port => value.parse::<u16>().map_or(!value.is_empty(), |port| port == 0),
        Setting::Path => !value.starts_with('/'),
        Setting::From => !value.is_empty() && !value.contains('@'),
        Setting::Headers => value.lines().any(|line| !line.trim().is_empty() && !line.contains(':')),
        Setting::SuccessPointer | Setting::IdPointer => !value.is_empty() && !value.starts_with('/'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_has_a_setting_twice_and_defaults_pass_their_own_rules() {
        for kind in ConnectionKind::ALL {
            let mut seen = Vec::new();
            for rule in kind.settings() {
                assert!(!seen.contains(&rule.setting), "{kind} {}", rule.setting);
                seen.push(rule.setting);
                if let Form::Choice(choices) = rule.form {
                    assert!(choices.contains(&rule.default));
                }
                assert!(!rule.form.is_secret() || rule.default.is_empty());
            }
        }
    }
}
