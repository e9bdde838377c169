//! Imports. The file itself comes by `POST /import/{kind}`.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::ImportId;
use model::import::{
    Import, ImportDetail, ImportKind, ImportOptions, ImportRow, ImportRowQuery, Preset, Quota, Repair, SkipRows,
};
use model::page::{Page, PageRequest};

/// The history, newest first, of one kind or of all.
///
/// # Errors
/// What the use case refuses; see `domain::imports::list`.
#[server(name = ListImports, prefix = "/fn", endpoint = "imports/list", input = Json, output = Json)]
pub async fn list(kind: Option<ImportKind>, page: PageRequest) -> Answer<Page<Import>> {
    let caller = super::caller()?;
    Ok(domain::imports::list(&caller.services, &caller.viewer, kind, &page).await?)
}

/// One import with its columns and first rows.
///
/// # Errors
/// What the use case refuses; see `domain::imports::get`.
#[server(name = GetImport, prefix = "/fn", endpoint = "imports/get", input = Json, output = Json)]
pub async fn get(id: ImportId) -> Answer<ImportDetail> {
    let caller = super::caller()?;
    Ok(domain::imports::get(&caller.services, &caller.viewer, &id).await?)
}

/// One page of the rows of an import.
///
/// # Errors
/// What the use case refuses; see `domain::imports::list_rows`.
#[server(name = ListImportRows, prefix = "/fn", endpoint = "imports/rows", input = Json, output = Json)]
pub async fn rows(query: ImportRowQuery) -> Answer<Page<ImportRow>> {
    let caller = super::caller()?;
    Ok(domain::imports::list_rows(&caller.services, &caller.viewer, &query).await?)
}

/// How many files were imported today.
///
/// # Errors
/// What the use case refuses; see `domain::imports::quota`.
#[server(name = ImportQuota, prefix = "/fn", endpoint = "imports/quota", input = Json, output = Json)]
pub async fn quota() -> Answer<Quota> {
    let caller = super::caller()?;
    Ok(domain::imports::quota(&caller.services, &caller.viewer).await?)
}

/// Keeps the options of an import; another encoding, delimiter or sheet reads the file anew.
///
/// # Errors
/// What the use case refuses; see `domain::imports::save`.
#[server(name = SaveImport, prefix = "/fn", endpoint = "imports/save", input = Json, output = Json)]
pub async fn save(id: ImportId, revision: i64, options: ImportOptions) -> Answer<Import> {
    let caller = super::caller()?;
    Ok(domain::imports::save(&caller.services, &caller.viewer, &id, revision, &options).await?)
}

/// Begins to check every row.
///
/// # Errors
/// What the use case refuses; see `domain::imports::check`.
#[server(name = CheckImportFile, prefix = "/fn", endpoint = "imports/check", input = Json, output = Json)]
pub async fn check(id: ImportId) -> Answer<Import> {
    let caller = super::caller()?;
    Ok(domain::imports::check(&caller.services, &caller.viewer, &id).await?)
}

/// Types a cell anew.
///
/// # Errors
/// What the use case refuses; see `domain::imports::repair`.
#[server(name = RepairImportRow, prefix = "/fn", endpoint = "imports/repair", input = Json, output = Json)]
pub async fn repair(repair: Repair) -> Answer<ImportRow> {
    let caller = super::caller()?;
    Ok(domain::imports::repair(&caller.services, &caller.viewer, &repair).await?)
}

/// Leaves rows out, or takes them back in.
///
/// # Errors
/// What the use case refuses; see `domain::imports::skip`.
#[server(name = SkipImportRows, prefix = "/fn", endpoint = "imports/skip", input = Json, output = Json)]
pub async fn skip(rows: SkipRows) -> Answer<Import> {
    let caller = super::caller()?;
    Ok(domain::imports::skip(&caller.services, &caller.viewer, &rows).await?)
}

/// Begins to propose the changes.
///
/// # Errors
/// What the use case refuses; see `domain::imports::draft`.
#[server(name = DraftImportFile, prefix = "/fn", endpoint = "imports/draft", input = Json, output = Json)]
pub async fn draft(id: ImportId) -> Answer<Import> {
    let caller = super::caller()?;
    Ok(domain::imports::draft(&caller.services, &caller.viewer, &id).await?)
}

/// Gives an import up, or stops what runs.
///
/// # Errors
/// What the use case refuses; see `domain::imports::cancel`.
#[server(name = CancelImport, prefix = "/fn", endpoint = "imports/cancel", input = Json, output = Json)]
pub async fn cancel(id: ImportId) -> Answer<Import> {
    let caller = super::caller()?;
    Ok(domain::imports::cancel(&caller.services, &caller.viewer, &id).await?)
}

/// The mappings kept under a name.
///
/// # Errors
/// What the use case refuses; see `domain::imports::presets`.
#[server(name = ImportPresets, prefix = "/fn", endpoint = "imports/presets", input = Json, output = Json)]
pub async fn presets(kind: ImportKind) -> Answer<Vec<Preset>> {
    let caller = super::caller()?;
    Ok(domain::imports::presets(&caller.services, &caller.viewer, kind).await?)
}

/// Keeps a mapping under a name.
///
/// # Errors
/// What the use case refuses; see `domain::imports::save_preset`.
#[server(name = SaveImportPreset, prefix = "/fn", endpoint = "imports/save_preset", input = Json, output = Json)]
pub async fn save_preset(preset: Preset) -> Answer<Vec<Preset>> {
    let caller = super::caller()?;
    Ok(domain::imports::save_preset(&caller.services, &caller.viewer, &preset).await?)
}

/// Forgets a mapping.
///
/// # Errors
/// What the use case refuses; see `domain::imports::delete_preset`.
#[server(name = DeleteImportPreset, prefix = "/fn", endpoint = "imports/delete_preset", input = Json, output = Json)]
pub async fn delete_preset(kind: ImportKind, name: String) -> Answer<Vec<Preset>> {
    let caller = super::caller()?;
    Ok(domain::imports::delete_preset(&caller.services, &caller.viewer, kind, &name).await?)
}
