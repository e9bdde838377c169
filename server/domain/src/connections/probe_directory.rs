//! Trying out a connection whose accounts are mapped.

use super::client::Values;
use super::directories::{cxone, ring_central, scim};
use super::rows::Row;
use crate::{Result, Services};
use connectors::cxone::{Finding as InCXone, ProbeStep as CXoneStep};
use connectors::directory::{DirectoryError, Reason};
use connectors::ringcentral::{Check, Finding as InRingCentral, ProbeStep as RingCentralStep};
use model::connection::{ConnectionKind, Finding, TestStep};
use model::setting::Setting;

/// What was found.
pub(super) async fn probe(services: &Services, row: &Row, values: &Values) -> Result<Vec<TestStep>> {
    Ok(match row.kind {
        ConnectionKind::RingCentral => {
            ring_central(services, values)?.test().await.into_iter().map(in_ring_central).collect()
        }
        ConnectionKind::CXone => cxone(services, values)?.test().await.into_iter().map(in_cxone).collect(),
        ConnectionKind::DirectoryScim => {
            let tried = scim(services, values)?.test().await;
            vec![listing(Setting::BaseUrl, Setting::BearerToken, values, tried)]
        }
        _ => match services.clients.directory(services, row).await {
            Ok(directory) => {
                vec![listing(Setting::Path, Setting::Path, values, directory.accounts(None).await.map(drop))]
            }
            Err(error) => {
                let detail = error.into_problem().param("detail").unwrap_or_default().to_owned();
                vec![TestStep { setting: Setting::Path, finding: Finding::Unreachable, detail }]
            }
        },
    })
}

/// What reading a page of accounts came to.
fn listing(
    place: Setting,
    secret: Setting,
    values: &Values,
    tried: std::result::Result<(), DirectoryError>,
) -> TestStep {
    let Err(error) = tried else {
        return TestStep { setting: place, finding: Finding::Good, detail: values.text(place) };
    };
    let (setting, finding) = match error.reason {
        Reason::WrongCredentials => (secret, Finding::WrongSecret),
        Reason::NoPermission => (secret, Finding::MissingScope),
        Reason::PrivateAddress => (place, Finding::PrivateAddress),
        Reason::Unreachable | Reason::NotReadable => (place, Finding::Unreachable),
        Reason::NotThePlatform | Reason::BadAnswer => (place, Finding::NotThePlatform),
        Reason::Busy => (place, Finding::TooFast),
        Reason::Changed | Reason::BadHeading | Reason::TooLong | Reason::WrongFormat | Reason::Refused => {
            (place, Finding::Other)
        }
    };
    TestStep { setting, finding, detail: error.detail }
}

fn in_ring_central(step: RingCentralStep) -> TestStep {
    let setting = match step.check {
        Check::Token => Setting::Jwt,
        Check::Scope(_) | Check::Directory | Check::Presence => Setting::ClientId,
    };
    let scope = match step.check {
        Check::Scope(name) => name.to_owned(),
        _ => step.call.to_owned(),
    };
    let (setting, finding, detail) = match step.finding {
        InRingCentral::Ok => (setting, Finding::Good, scope),
        InRingCentral::WrongClient => (Setting::ClientSecret, Finding::WrongSecret, String::new()),
        InRingCentral::WrongJwt => (Setting::Jwt, Finding::WrongSecret, String::new()),
        InRingCentral::JwtNotAllowed => (Setting::ClientId, Finding::MissingScope, "JWT".to_owned()),
        InRingCentral::AccountLocked => (Setting::Jwt, Finding::Other, "the account is locked".to_owned()),
        InRingCentral::LoginNotAllowed => (Setting::Jwt, Finding::Other, "the user may not sign in".to_owned()),
        InRingCentral::MissingPermission { name } if name.is_empty() => (setting, Finding::MissingScope, scope),
        InRingCentral::MissingPermission { name } => (setting, Finding::MissingScope, name),
        InRingCentral::Throttled { .. } => (setting, Finding::TooFast, step.call.to_owned()),
        InRingCentral::Unreachable { detail } => (Setting::BaseUrl, Finding::Unreachable, detail),
        InRingCentral::NotRingCentral => (Setting::BaseUrl, Finding::NotThePlatform, step.call.to_owned()),
        InRingCentral::Other { code, message } => (setting, Finding::Other, format!("{code} {message}")),
    };
    TestStep { setting, finding, detail }
}

fn in_cxone(step: CXoneStep) -> TestStep {
    let call = step.call.to_owned();
    let (setting, finding, detail) = match step.finding {
        InCXone::Ok => (Setting::AccessKeyId, Finding::Good, call),
        InCXone::WrongClient => (Setting::ClientSecret, Finding::WrongSecret, String::new()),
        InCXone::WrongAccessKey => (Setting::AccessKeySecret, Finding::WrongSecret, String::new()),
        InCXone::NoTenant => (Setting::TenantId, Finding::NotSet, String::new()),
        InCXone::UnknownTenant => (Setting::TenantId, Finding::Other, call),
        InCXone::MissingPermission { api } => (Setting::AccessKeyId, Finding::MissingScope, api.to_owned()),
        InCXone::TokenRefused => (Setting::AccessKeySecret, Finding::WrongSecret, call),
        InCXone::Throttled { .. } => (Setting::AccessKeyId, Finding::TooFast, call),
        InCXone::Unreachable { detail } => (Setting::BaseUrl, Finding::Unreachable, detail),
        InCXone::NotCXone => (Setting::BaseUrl, Finding::NotThePlatform, call),
        InCXone::Other { status, message } => (Setting::AccessKeyId, Finding::Other, format!("{status} {message}")),
    };
    TestStep { setting, finding, detail }
}
