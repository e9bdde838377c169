//! What settings, kinds and findings are called.

use super::ConnectionsWords;
use crate::words::Text;
use model::connection::{ConnectionKind, Finding};
use model::setting::Setting;

crate::labels! {
    ConnectionsWords;
    setting: Setting {
        BaseUrl => base_url,
        CorpId => corp_id,
        AgentId => agent_id,
        Contact => secret_contact,
        App => secret_app,
        Archive => secret_archive,
        ArchiveKeys => archive_keys,
        ArchiveProxy => archive_proxy,
        Path => archive_path,
        Provider => secret_provider,
        ProviderCorpId => provider_corp_id,
        MoveLicences => move_licences,
        CallbackToken => secret_callback_token,
        CallbackKey => secret_callback_key,
        Host => host,
        Port => port,
        Security => security,
        Username => username,
        Password => password,
        From => from,
        SecretId => secret_id,
        SecretKey => secret_key,
        Region => region,
        SdkAppId => sdk_app_id,
        AccessKeyId => access_key_id,
        AccessKeySecret => access_key_secret,
        SignName => sign_name,
        TemplateInvitation => template_invitation,
        TemplateCode => template_code,
        AccountSid => account_sid,
        AuthToken => auth_token,
        Sender => sender,
        Url => url,
        Method => method,
        ContentType => content_type,
        Headers => headers,
        Body => body,
        SuccessPointer => success_pointer,
        SuccessValue => success_value,
        IdPointer => id_pointer,
        SignatureHeader => signature_header,
        SignatureKey => signature_key,
        ClientId => client_id,
        ClientSecret => client_secret,
        Jwt => jwt,
        TenantId => tenant_id, CallsPerSecond => calls_per_second,
        BearerToken => bearer_token,
        MayCreate => may_create,
        MayChange => may_change,
        MayDeactivate => may_deactivate,
        LinkByEmail => link_by_email,
        GroupsAreDepartments => groups_are_departments,
        SkipUnknown => skip_unknown,
    }
    finding: Finding {
        Good => finding_good, NotSet => finding_not_set, WrongSecret => finding_wrong_secret,
        WrongCorpId => finding_wrong_corp_id, AddressNotTrusted => finding_address_not_trusted,
        MissingScope => finding_missing_scope, CustomerContactNotAllowed => finding_customer_contact_not_allowed,
        Unreachable => finding_unreachable, NotThePlatform => finding_not_the_platform,
        NotEncrypted => finding_not_encrypted, PrivateAddress => finding_private_address,
        NotApproved => finding_not_approved, NotPaid => finding_not_paid,
        KeyMalformed => finding_key_malformed, TooFast => finding_too_fast, Other => finding_other,
    }
    kind: ConnectionKind {
        WeCom => kind_wecom, Smtp => kind_smtp, SmsTencent => kind_sms_tencent, SmsAliyun => kind_sms_aliyun,
        SmsTwilio => kind_sms_twilio, SmsHttp => kind_sms_http, ArchiveFile => kind_archive_file, RingCentral => kind_ring_central, CXone => kind_cxone,
        DirectoryFile => kind_directory_file, DirectoryScim => kind_directory_scim,
        Scim => kind_scim,
    }
}

impl ConnectionsWords {
    /// What to know before filling a setting in.
    pub const fn hint(&self, kind: ConnectionKind, setting: Setting) -> Option<Text> {
        Some(match setting {
            Setting::BaseUrl => match kind {
                ConnectionKind::RingCentral => self.base_url_hint_ring_central,
                ConnectionKind::CXone => self.base_url_hint_cxone,
                ConnectionKind::DirectoryScim => self.base_url_hint_scim,
                _ => self.base_url_hint,
            },
            Setting::CorpId => self.corp_id_hint,
            Setting::AgentId => self.agent_id_hint,
            Setting::Contact => self.secret_contact_hint,
            Setting::App => self.secret_app_hint,
            Setting::Archive => self.secret_archive_hint,
            Setting::ArchiveKeys => self.archive_keys_hint,
            Setting::Path => match kind {
                ConnectionKind::DirectoryFile => self.directory_path_hint,
                _ => self.archive_path_hint,
            },
            Setting::Jwt => self.jwt_hint,
            Setting::TenantId => self.tenant_id_hint,
            Setting::CallsPerSecond => self.calls_per_second_hint,
            Setting::AccessKeyId if matches!(kind, ConnectionKind::CXone) => self.access_key_hint,
            Setting::Provider => self.secret_provider_hint,
            Setting::ProviderCorpId => self.provider_corp_id_hint,
            Setting::MoveLicences => self.move_licences_hint,
            Setting::CallbackToken => self.secret_callback_token_hint,
            Setting::CallbackKey => self.secret_callback_key_hint,
            Setting::Host => self.host_hint,
            Setting::Port => self.port_hint,
            Setting::Username => self.username_hint,
            Setting::From => self.from_hint,
            Setting::Region => self.region_hint,
            Setting::SignName => self.sign_name_hint,
            Setting::TemplateInvitation => self.template_invitation_hint,
            Setting::TemplateCode => self.template_code_hint,
            Setting::Sender => self.sender_hint,
            Setting::Headers => self.headers_hint,
            Setting::Body => self.body_hint,
            Setting::SuccessPointer => self.success_pointer_hint,
            Setting::MayDeactivate => self.may_deactivate_hint,
            Setting::LinkByEmail => self.link_by_email_hint,
            Setting::GroupsAreDepartments => self.groups_are_departments_hint,
            Setting::SkipUnknown => self.skip_unknown_hint,
            _ => return None,
        })
    }

    /// A choice of a setting; the value itself where it is the name that everybody uses.
    pub fn choice(&self, setting: Setting, value: &'static str) -> Text {
        match (setting, value) {
            (Setting::Security, "starttls") => self.security_starttls,
            (Setting::Security, "tls") => self.security_tls,
            (Setting::Security, "none") => self.security_none,
            (Setting::MoveLicences, "on") => self.move_licences_on,
            (Setting::MoveLicences, "off") => self.move_licences_off,
            (_, "on") => self.switch_on,
            (_, "off") => self.switch_off,
            _ => value,
        }
    }
}
