//! Mappings kept under a name, for everybody who imports here.

use super::require;
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::import::{ImportField, ImportKind, Preset};
use model::problem::Fault;
use model::{Code, Problem, limits};
use serde_json::json;

/// All presets of a kind, by name.
///
/// # Errors
/// [`Code::Forbidden`]
pub async fn presets(services: &Services, viewer: &Viewer, kind: ImportKind) -> Result<Vec<Preset>> {
    require(viewer, kind)?;
    let mut conn = services.store.read().await?;
    all(&mut conn, viewer, kind).await
}

async fn all(conn: &mut Conn, viewer: &Viewer, kind: ImportKind) -> Result<Vec<Preset>> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select name, mapping from import_presets where organisation_id = $1 and kind = $2 order by name",
    )
    .bind(&viewer.organisation)
    .bind(kind)
    .fetch_all(conn)
    .await?;
    let preset = |(name, mapping): (String, String)| {
        let mapping: Vec<(String, ImportField)> = serde_json::from_str(&mapping).unwrap_or_default();
        Preset { kind, name, mapping }
    };
    Ok(rows.into_iter().map(preset).collect())
}

/// Keeps a preset; one of the same name is replaced.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::Invalid`], also for one too many.
pub async fn save_preset(services: &Services, viewer: &Viewer, preset: &Preset) -> Result<Vec<Preset>> {
    require(viewer, preset.kind)?;
    let preset = preset.clone().check()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let known = all(&mut tx, viewer, preset.kind).await?;
    let before = known.iter().find(|known| known.name == preset.name).map(|known| known.mapping.clone());
    if before.is_none() && known.len() as i64 >= limits::IMPORT_PRESETS {
        return Err(Problem::field("name", Fault::OutOfRange).into());
    }
    sqlx::query(
        "insert into import_presets (organisation_id, kind, name, mapping) values ($1, $2, $3, $4) \
         on conflict (organisation_id, kind, name) do update set mapping = excluded.mapping",
    )
    .bind(&viewer.organisation)
    .bind(preset.kind)
    .bind(&preset.name)
    .bind(serde_json::to_string(&preset.mapping)?)
    .execute(&mut *tx)
    .await?;
    let verb = if before.is_some() { Verb::Update } else { Verb::Create };
    let record = Record::new(verb, Subject::Import, "", &preset.name)
        .fields(json!({ "mapping": before }), json!({ "mapping": preset.mapping }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    let known = all(&mut tx, viewer, preset.kind).await?;
    tx.commit().await?;
    Ok(known)
}

/// Forgets a preset.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`].
pub async fn delete_preset(services: &Services, viewer: &Viewer, kind: ImportKind, name: &str) -> Result<Vec<Preset>> {
    require(viewer, kind)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let gone = sqlx::query("delete from import_presets where organisation_id = $1 and kind = $2 and name = $3")
        .bind(&viewer.organisation)
        .bind(kind)
        .bind(name)
        .execute(&mut *tx)
        .await?;
    if gone.rows_affected() == 0 {
        return Err(Code::NotFound.into());
    }
    let record = Record::new(Verb::Delete, Subject::Import, "", name);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    let known = all(&mut tx, viewer, kind).await?;
    tx.commit().await?;
    Ok(known)
}
