//! Changing the organisation's name and, for scripts, its rules for joining in the same step.

use super::{find, lock};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, Write, join_rules};
use model::audit::{Subject, Verb};
use model::join_rules::{JoinRules, SavedRules};
use model::organisation::Organisation;
use model::permission::Permission;
use model::text::{Check, department_name};
use model::{Moment, Problem};
use serde_json::json;

/// Renames the organisation, and with it the root of its tree.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::Stale`], [`model::Code::Invalid`].
pub async fn rename(services: &Services, viewer: &Viewer, name: &str, revision: i64) -> Result<Organisation> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let name = sound(name)?;
    let mut tx = services.store.write().await?;
    lock(&mut tx, &viewer.organisation).await?;
    let old = find(&mut tx, &viewer.organisation).await?;
    if old.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, old.id.as_str(), &old.name).await?.into());
    }
    write(&mut tx, viewer, &old, &name, services.clock.now()).await?;
    let renamed = find(&mut tx, &viewer.organisation).await?;
    tx.commit().await?;
    Ok(renamed)
}

/// What a script changes about its organisation, all of it or nothing.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// The revisions of organisation and rules that it was made from, added up: each only ever grows.
    pub revision: i64,
    /// The new name.
    pub name: Option<&'a str>,
    /// The new rules; their own revision does not count.
    pub rules: Option<&'a JoinRules>,
    /// Whether those who wait and are let in by the new rules come in now.
    pub reevaluate: bool,
}

/// Changes the name, the rules, or both.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::Stale`], [`model::Code::Invalid`].
pub async fn change(services: &Services, viewer: &Viewer, change: &Change<'_>) -> Result<(Organisation, SavedRules)> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let name = change.name.map(sound).transpose()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    lock(&mut tx, &viewer.organisation).await?;
    let old = find(&mut tx, &viewer.organisation).await?;
    let rules = join_rules::find(&mut tx, &viewer.organisation).await?;
    if old.revision + rules.revision != change.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, old.id.as_str(), &old.name).await?.into());
    }
    if let Some(name) = name.filter(|name| *name != old.name) {
        write(&mut tx, viewer, &old, &name, now).await?;
    }
    let changed = find(&mut tx, &viewer.organisation).await?;
    let saved = match change.rules {
        Some(new) => {
            let new = JoinRules { revision: rules.revision, ..new.clone() };
            join_rules::write(&mut tx, viewer, (&changed.name, new), change.reevaluate, now).await?
        }
        None => SavedRules { rules, let_in: 0 },
    };
    tx.commit().await?;
    Ok((changed, saved))
}

fn sound(name: &str) -> std::result::Result<String, Problem> {
    let mut check = Check::new();
    let name = check.take("name", department_name(name));
    check.done()?;
    Ok(name)
}

async fn write(tx: &mut Write, viewer: &Viewer, old: &Organisation, name: &str, now: Moment) -> Result<()> {
    sqlx::query("update organisations set name = $1, revision = revision + 1 where id = $2")
        .bind(name)
        .bind(&viewer.organisation)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "update departments set name = $1, name_key = $2, revision = revision + 1 \
         where organisation_id = $3 and parent_id is null",
    )
    .bind(name)
    .bind(crate::keys::fold(name))
    .bind(&viewer.organisation)
    .execute(&mut **tx)
    .await?;
    let record = Record::new(Verb::Update, Subject::Organisation, &viewer.organisation, name)
        .fields(json!({ "name": old.name }), json!({ "name": name }))
        .back(json!({ "name": old.name }), json!({ "name": name }));
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "organisation");
    tx.hint(&viewer.organisation, "departments");
    Ok(())
}
