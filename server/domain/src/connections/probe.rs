//! Trying a connection out: every credential on a call that shows what it is worth.

use super::client::Values;
use super::probe_directory;
use super::rows::Row;
use crate::{Result, Services, outbox};
use connectors::delivery::{Reason, SendError};
use connectors::wecom::{Credential, Finding as Found, ProbeStep};
use model::connection::{ConnectionKind, Finding, TestStep};
use model::setting::Setting;

/// What was found about each credential.
pub(super) async fn probe(services: &Services, row: &Row) -> Result<Vec<TestStep>> {
    if row.kind == ConnectionKind::WeCom {
        let client = services.clients.of(services, row)?;
        return Ok(client.test().await.into_iter().map(step).collect());
    }
    if row.kind == ConnectionKind::Scim {
        return Ok(Vec::new());
    }
    let values = Values::of(services, row)?;
    if row.kind == ConnectionKind::ArchiveFile {
        let (finding, detail) = match services.clients.archive(services, row).await {
            Ok(_) => (Finding::Good, values.text(Setting::Path)),
            Err(error) => (Finding::Unreachable, error.into_problem().param("detail").unwrap_or_default().to_owned()),
        };
        return Ok(vec![TestStep { setting: Setting::Path, finding, detail }]);
    }
    if row.kind.maps() {
        return probe_directory::probe(services, row, &values).await;
    }
    let tried = outbox::try_out(services, row.kind, &values).await?;
    Ok(vec![sender_step(row.kind, &values, tried)])
}

/// What a mail server or a gateway said.
fn sender_step(kind: ConnectionKind, values: &Values, tried: std::result::Result<(), SendError>) -> TestStep {
    let (place, secret) = match kind {
        ConnectionKind::Smtp => (Setting::Host, Setting::Password),
        ConnectionKind::SmsTencent => (Setting::BaseUrl, Setting::SecretKey),
        ConnectionKind::SmsAliyun => (Setting::BaseUrl, Setting::AccessKeySecret),
        ConnectionKind::SmsTwilio => (Setting::BaseUrl, Setting::AuthToken),
        _ => (Setting::Url, Setting::Headers),
    };
    let Err(error) = tried else {
        return TestStep { setting: place, finding: Finding::Good, detail: values.text(place) };
    };
    let (setting, finding) = match error.reason {
        Reason::WrongCredentials => (secret, Finding::WrongSecret),
        Reason::SignInRequired => (Setting::Username, Finding::NotSet),
        Reason::NotTls => (Setting::Security, Finding::NotEncrypted),
        Reason::PrivateAddress => (place, Finding::PrivateAddress),
        Reason::Unreachable | Reason::Cut => (place, Finding::Unreachable),
        Reason::NotThePlatform => (place, Finding::NotThePlatform),
        Reason::AddressNotTrusted => (secret, Finding::AddressNotTrusted),
        Reason::BadSender if kind == ConnectionKind::Smtp => (Setting::From, Finding::NotApproved),
        Reason::BadSender => (Setting::Sender, Finding::NotApproved),
        Reason::BadSign => (Setting::SignName, Finding::NotApproved),
        Reason::BadTemplate => (Setting::TemplateInvitation, Finding::NotApproved),
        Reason::NoMoney => (secret, Finding::NotPaid),
        Reason::TooOften | Reason::Busy | Reason::Greylisted => (place, Finding::TooFast),
        _ => (place, Finding::Other),
    };
    TestStep { setting, finding, detail: error.detail }
}

fn step(step: ProbeStep) -> TestStep {
    let setting = match step.credential {
        Some(Credential::Contact) => Setting::Contact,
        Some(Credential::App) => Setting::App,
        Some(Credential::Archive) => Setting::Archive,
        None => Setting::CallbackKey,
    };
    let (finding, detail) = match step.finding {
        Found::Ok => (Finding::Good, step.call.to_owned()),
        Found::WrongSecret => (Finding::WrongSecret, String::new()),
        Found::WrongCorpId => (Finding::WrongCorpId, String::new()),
        Found::IpNotTrusted { ip } => (Finding::AddressNotTrusted, ip),
        Found::MissingScope { api } => (Finding::MissingScope, api.to_owned()),
        Found::CustomerContactNotAllowed => (Finding::CustomerContactNotAllowed, step.call.to_owned()),
        Found::Unreachable { detail } => (Finding::Unreachable, detail),
        Found::NotWeCom => (Finding::NotThePlatform, step.call.to_owned()),
        Found::CallbackKeyMalformed => (Finding::KeyMalformed, String::new()),
        Found::Other { code: 45009 | 45033, errmsg } => (Finding::TooFast, errmsg),
        Found::Other { errmsg, .. } => (Finding::Other, errmsg),
    };
    TestStep { setting, finding, detail }
}
