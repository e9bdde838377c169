//! Making and changing a connection.

use super::client::secrets;
use super::list::shown;
use super::rows;
use crate::audit::{self, Actor, Record, difference};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation};
use connectors::http::is_private;
use model::audit::{Subject, Verb};
use model::connection::{Connection, ConnectionKind, ConnectionState, SaveConnection, SecretName};
use model::permission::Permission;
use model::problem::Fault;
use model::{Code, ConnectionId, Problem};
use serde_json::json;
use std::collections::BTreeMap;

/// Makes or changes a connection. Secrets are sealed and never sent back; an empty one leaves the stored one as it is.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::Invalid`], [`Code::PrivateAddress`].
pub async fn save(services: &Services, viewer: &Viewer, save: &SaveConnection) -> Result<Connection> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let save = save.clone().check(save.id.is_none())?;
    check_address(services, &save.base_url)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let old = match &save.id {
        Some(id) => Some(rows::find(&mut tx, &viewer.organisation, id).await?),
        None => None,
    };
    if let Some(old) = old.as_ref().filter(|old| old.revision != save.revision) {
        return Err(audit::stale(&mut tx, &viewer.organisation, old.id.as_str(), &old.name).await?.into());
    }
    let id: ConnectionId = old.as_ref().map_or_else(|| services.ids.next(), |old| old.id.clone());
    let mut stored: BTreeMap<String, String> = match &old {
        Some(old) => secrets(services, old)?.into_iter().map(|(name, value)| (name.word().to_owned(), value)).collect(),
        None => BTreeMap::new(),
    };
    let given: Vec<&str> = save.secrets.iter().map(|(name, _)| name.word()).collect();
    stored.extend(save.secrets.iter().map(|(name, value)| (name.word().to_owned(), value.clone())));
    stored.retain(|name, _| !save.forget.iter().any(|forgotten| forgotten.word() == name));
    let sealed = services.seal.close(&services.ids, id.as_str(), &serde_json::to_string(&stored)?)?;
    let names: Vec<&str> =
        SecretName::ALL.iter().map(|name| name.word()).filter(|name| stored.contains_key(*name)).collect();
    match &old {
        Some(old) => {
            let changed = sqlx::query(
                "update connections set name = $1, base_url = $2, corp_id = $3, agent_id = $4, secrets_sealed = $5, \
                 secret_names = $6, brake_percent = $7, revision = revision + 1 where id = $8 and revision = $9",
            )
            .bind(&save.name)
            .bind(&save.base_url)
            .bind(&save.corp_id)
            .bind(&save.agent_id)
            .bind(&sealed)
            .bind(names.join(" "))
            .bind(save.brake_percent)
            .bind(&id)
            .bind(old.revision)
            .execute(&mut *tx)
            .await?;
            one(changed.rows_affected())?;
        }
        None => {
            sqlx::query(
                "insert into connections (id, organisation_id, kind, name, base_url, corp_id, agent_id, secrets_sealed, \
                 secret_names, state, problem, steps, testing, tested_at, brake_percent, removed, revision, created_at) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, '[]', $11, null, $12, $11, 1, $13)",
            )
            .bind(&id)
            .bind(&viewer.organisation)
            .bind(ConnectionKind::WeCom)
            .bind(&save.name)
            .bind(&save.base_url)
            .bind(&save.corp_id)
            .bind(&save.agent_id)
            .bind(&sealed)
            .bind(names.join(" "))
            .bind(ConnectionState::New)
            .bind(false)
            .bind(save.brake_percent)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        }
    }
    let before = old.as_ref().map_or(json!({}), |old| {
        json!({ "name": old.name, "base_url": old.base_url, "corp_id": old.corp_id, "agent_id": old.agent_id,
                "brake_percent": old.brake_percent, "secrets": old.secret_names.split_whitespace().collect::<Vec<_>>() })
    });
    let mut after = json!({ "name": save.name, "base_url": save.base_url, "corp_id": save.corp_id,
                        "agent_id": save.agent_id, "brake_percent": save.brake_percent, "secrets": names });
    // That a secret changed is told, never what it is.
    if old.is_some() && !given.is_empty() {
        after["new_secrets"] = json!(given);
    }
    let (was, is) = difference(&before, &after);
    let verb = if old.is_some() { Verb::Update } else { Verb::Create };
    let record = Record::new(verb, Subject::Connection, &id, &save.name).fields(was, is);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "connections");
    let row = rows::find(&mut tx, &viewer.organisation, &id).await?;
    let connection = shown(&mut tx, services, row).await?;
    tx.commit().await?;
    Ok(connection)
}

/// Says no at once to addresses that are private as written; names are checked again when they are resolved.
fn check_address(services: &Services, base_url: &str) -> Result<()> {
    let url = url::Url::parse(base_url).map_err(|_| Problem::field("base_url", Fault::Malformed))?;
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err(Problem::field("base_url", Fault::Malformed).into());
    }
    if services.settings.allow_private_addresses {
        return Ok(());
    }
    let private = match url.host() {
        Some(url::Host::Ipv4(ip)) => is_private(ip.into()),
        Some(url::Host::Ipv6(ip)) => is_private(ip.into()),
        Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost") || name.ends_with(".localhost"),
        None => true,
    };
    if private { Err(Code::PrivateAddress.into()) } else { Ok(()) }
}
