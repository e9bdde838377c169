//! Making and changing a connection.

use super::client::secrets;
use super::list::shown;
use super::rows;
use crate::audit::{self, Actor, Record, difference};
use crate::jobs::{Job, queue};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation, outbox, scim};
use connectors::http::is_private;
use model::audit::{Subject, Verb};
use model::connection::{Connection, ConnectionKind, ConnectionState, SaveConnection};
use model::permission::Permission;
use model::problem::Fault;
use model::setting::{Form, Setting};
use model::{Code, ConnectionId, Problem};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Makes or changes a connection. Credentials are sealed and never sent back; an empty one leaves the stored one as it is.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::Invalid`], [`Code::PrivateAddress`].
pub async fn save(services: &Services, viewer: &Viewer, save: &SaveConnection) -> Result<Connection> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let save = save.clone().check(save.id.is_none())?;
    check_addresses(services, &save)?;
    if let Some(keys) = save.settings.get(&Setting::ArchiveKeys) {
        crate::archive::check_keys(keys)?;
    }
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
    if old.as_ref().is_some_and(|old| old.kind != save.kind) {
        return Err(Problem::field("kind", Fault::Unknown).into());
    }
    let id: ConnectionId = old.as_ref().map_or_else(|| services.ids.next(), |old| old.id.clone());
    if let Some(path) = save.settings.get(&Setting::Path).filter(|_| save.kind == ConnectionKind::ArchiveFile) {
        crate::archive::check_path(&mut tx, &viewer.organisation, &id, path).await?;
    }
    let (given, plain): (BTreeMap<Setting, String>, BTreeMap<Setting, String>) =
        save.settings.clone().into_iter().partition(|(setting, _)| is_secret(&save, *setting));
    let mut stored = match &old {
        Some(old) => secrets(services, old)?,
        None => BTreeMap::new(),
    };
    let new: Vec<&str> = given.keys().map(|setting| setting.word()).collect();
    stored.extend(given.clone());
    stored.retain(|setting, _| !save.forget.contains(setting));
    let sealed = services.seal.close(&services.ids, id.as_str(), &serde_json::to_string(&stored)?)?;
    let names: Vec<&str> = stored.keys().map(|setting| setting.word()).collect();
    match &old {
        Some(old) => {
            let changed = sqlx::query(
                "update connections set name = $1, settings = $2, secrets_sealed = $3, secret_names = $4, \
                 brake_percent = $5, revision = revision + 1 where id = $6 and revision = $7",
            )
            .bind(&save.name)
            .bind(serde_json::to_string(&plain)?)
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
                "insert into connections (id, organisation_id, kind, name, settings, secrets_sealed, \
                 secret_names, state, problem, steps, testing, tested_at, brake_percent, removed, revision, created_at) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, null, '[]', $9, null, $10, $9, 1, $11)",
            )
            .bind(&id)
            .bind(&viewer.organisation)
            .bind(save.kind)
            .bind(&save.name)
            .bind(serde_json::to_string(&plain)?)
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
        let names: Vec<&str> = old.secret_names.split_whitespace().collect();
        told(&old.name, &old.settings(), old.brake_percent, &names)
    });
    let mut after = told(&save.name, &plain, save.brake_percent, &names);
    // That a credential changed is told, never what it is.
    if old.is_some() && !new.is_empty() {
        after["new_secrets"] = json!(new);
    }
    let (was, is) = difference(&before, &after);
    let verb = if old.is_some() { Verb::Update } else { Verb::Create };
    let record = Record::new(verb, Subject::Connection, &id, &save.name).fields(was, is);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    if let Some(medium) = save.kind.sends() {
        // What waited for this goes out now.
        outbox::hasten(&mut tx, &viewer.organisation, medium, now).await?;
        let job = Job::Outbox { organisation: viewer.organisation.clone() };
        queue::enqueue(&mut tx, &services.ids, &job, now, now).await?;
    }
    let was = old.as_ref().map(super::rows::Row::settings).unwrap_or_default();
    scim::switched(&mut tx, services, viewer, (&id, save.kind), (&was, &plain), now).await?;
    tx.hint(&viewer.organisation, "connections");
    let row = rows::find(&mut tx, &viewer.organisation, &id).await?;
    let connection = shown(&mut tx, services, row).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(connection)
}

fn is_secret(save: &SaveConnection, setting: Setting) -> bool {
    save.kind.rule(setting).is_some_and(|rule| rule.form.is_secret())
}

/// The fields of a connection, for the activity.
fn told(name: &str, settings: &BTreeMap<Setting, String>, brake: i64, secrets: &[&str]) -> Value {
    let mut fields = json!({ "name": name, "brake_percent": brake, "secrets": secrets });
    for (setting, value) in settings {
        fields[setting.word()] = json!(value);
    }
    fields
}

/// Says no at once to addresses that are private as written; names are checked again when they are resolved.
fn check_addresses(services: &Services, save: &SaveConnection) -> Result<()> {
    for rule in save.kind.settings() {
        let text = save.settings.get(&rule.setting).map_or("", String::as_str);
        if rule.form == Form::Address && !text.is_empty() {
            check_address(services, rule.setting, text)?;
        }
        if rule.setting == Setting::Host {
            check_host(services, url::Host::parse(text).ok())?;
        }
    }
    Ok(())
}

fn check_address(services: &Services, setting: Setting, text: &str) -> Result<()> {
    let malformed = || Problem::field(setting.word(), Fault::Malformed);
    let url = url::Url::parse(text).map_err(|_| malformed())?;
    // A gateway may want a key in its query; where only a base belongs, nothing may follow it.
    let has_more = setting != Setting::Url && (url.query().is_some() || url.fragment().is_some());
    if !url.username().is_empty() || url.password().is_some() || has_more {
        return Err(malformed().into());
    }
    check_host(services, url.host().map(|host| host.to_owned()))
}

/// Says no at once to an address that nothing may be sent to: one that is private as written, one without encryption. Where private
/// addresses are allowed, neither matters.
pub(crate) fn check_url(services: &Services, field: &str, text: &str) -> Result<()> {
    let malformed = || Problem::field(field, Fault::Malformed);
    let url = url::Url::parse(text).map_err(|_| malformed())?;
    let plain = url.scheme() == "http" && services.settings.allow_private_addresses;
    let more = !url.username().is_empty() || url.password().is_some() || url.fragment().is_some();
    if more || !(plain || url.scheme() == "https") {
        return Err(malformed().into());
    }
    check_host(services, url.host().map(|host| host.to_owned()))
}

fn check_host(services: &Services, host: Option<url::Host<String>>) -> Result<()> {
    if services.settings.allow_private_addresses {
        return Ok(());
    }
    let private = match host {
        Some(url::Host::Ipv4(ip)) => is_private(ip.into()),
        Some(url::Host::Ipv6(ip)) => is_private(ip.into()),
        Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost") || name.ends_with(".localhost"),
        None => true,
    };
    if private { Err(Code::PrivateAddress.into()) } else { Ok(()) }
}
