//! From a stored connection to the directory of its platform: who has an account there.

use super::client::{Values, http};
use super::rows::Row;
use crate::archive::allowed;
use crate::{Result, Services};
use connectors::cxone::{CXone, CXoneConfig, LimitSettings, Settings as CXoneSettings};
use connectors::directory::Directory;
use connectors::directory::file::FileDirectory;
use connectors::directory::scim::{ScimConfig, ScimDirectory};
use connectors::ringcentral::{RingCentral, RingCentralConfig};
use model::Code;
use model::connection::ConnectionKind;
use model::setting::Setting;
use std::path::Path;
use std::sync::Arc;

/// Accounts of a page of SCIM: what every provider takes.
const SCIM_PAGE: u32 = 100;

/// The directory.
///
/// # Errors
/// [`Code::Malformed`] for a kind without one, [`Code::Platform`] for a file that may not be read.
pub(super) async fn open(services: &Services, row: &Row) -> Result<Arc<dyn Directory>> {
    let values = Values::of(services, row)?;
    Ok(match row.kind {
        ConnectionKind::RingCentral => Arc::new(services.clients.ring_central(services, row)?),
        ConnectionKind::CXone => Arc::new(services.clients.cxone(services, row)?),
        ConnectionKind::DirectoryScim => Arc::new(scim(services, &values)?),
        ConnectionKind::DirectoryFile => {
            Arc::new(FileDirectory::new(&allowed(services, row, Path::new(&values.text(Setting::Path))).await?))
        }
        _ => return Err(Code::Malformed.into()),
    })
}

pub(super) fn ring_central(services: &Services, values: &Values) -> Result<RingCentral> {
    let config = RingCentralConfig {
        base_url: values.address(Setting::BaseUrl)?,
        client_id: values.text(Setting::ClientId),
        client_secret: values.secret(Setting::ClientSecret),
        jwt: values.secret(Setting::Jwt),
    };
    Ok(RingCentral::new(config, http(services)?))
}

pub(super) fn cxone(services: &Services, values: &Values) -> Result<CXone> {
    let config = CXoneConfig {
        login_url: values.address(Setting::BaseUrl)?,
        client_id: values.text(Setting::ClientId),
        client_secret: values.secret(Setting::ClientSecret),
        access_key_id: values.text(Setting::AccessKeyId),
        access_key_secret: values.secret(Setting::AccessKeySecret),
        tenant_id: Some(values.text(Setting::TenantId)).filter(|id| !id.is_empty()),
        version: CXoneConfig::usual_version(),
    };
    // The platform publishes no limit: what somebody agreed with the vendor is typed.
    let per_second = values.text(Setting::CallsPerSecond).parse().unwrap_or(LimitSettings::default().per_second);
    let limits = LimitSettings { per_second, ..LimitSettings::default() };
    Ok(CXone::with_settings(config, http(services)?, CXoneSettings { limits, ..CXoneSettings::default() }))
}

pub(super) fn scim(services: &Services, values: &Values) -> Result<ScimDirectory> {
    let config = ScimConfig {
        base_url: values.address(Setting::BaseUrl)?,
        token: values.secret(Setting::BearerToken),
        page: SCIM_PAGE,
    };
    Ok(ScimDirectory::new(config, http(services)?))
}
