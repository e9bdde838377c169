//! The workbooks of `/imports`.

use super::{Key, Place, Told};
use crate::routes::import::{filled_template, rejected_rows};
use app::words::Language;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use model::ImportId;
use model::export::ExportFormat;
use model::import::ImportKind;

/// Download the rows that were not imported
///
/// As they stand in the file, with the reasons in a last column.
#[utoipa::path(
    get, path = "/imports/{id}/rejected.xlsx", tag = "Imports", operation_id = "getRejectedRows", params(("id" = String, Path)),
    security(("key" = ["members.import"]), ("key" = ["customers.write"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"])),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub async fn rejected(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Response> {
    Ok(rejected_rows(&edge, &caller.viewer, &ImportId(id), Language::En).await?)
}

/// Download the template for members
///
/// A workbook with the headings and two examples.
#[utoipa::path(
    get, path = "/imports/templates/members.xlsx", tag = "Imports", operation_id = "getImportTemplate",
    security(("key" = ["members.import"])),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub async fn template(Extension(caller): Key) -> Told<Response> {
    Ok(filled_template(&caller.viewer, ImportKind::Members, ExportFormat::Xlsx, Language::En)?)
}

/// Download the template for mappings
///
/// A workbook with the headings and two examples.
#[utoipa::path(
    get, path = "/imports/templates/mappings.xlsx", tag = "Imports", operation_id = "getMappingImportTemplate",
    security(("key" = ["mapping.map"])),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub async fn mapping_template(Extension(caller): Key) -> Told<Response> {
    Ok(filled_template(&caller.viewer, ImportKind::Mappings, ExportFormat::Xlsx, Language::En)?)
}

/// Download the template for customers
///
/// A workbook with the headings and two examples.
#[utoipa::path(
    get, path = "/imports/templates/customers.xlsx", tag = "Imports", operation_id = "getCustomerImportTemplate",
    security(("key" = ["customers.write"])),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub async fn customer_template(Extension(caller): Key) -> Told<Response> {
    Ok(filled_template(&caller.viewer, ImportKind::Customers, ExportFormat::Xlsx, Language::En)?)
}

/// Download the template for agents
///
/// A workbook with the headings and two examples.
#[utoipa::path(
    get, path = "/imports/templates/agents.xlsx", tag = "Imports", operation_id = "getAgentImportTemplate",
    security(("key" = ["agents.write"])),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub async fn agent_template(Extension(caller): Key) -> Told<Response> {
    Ok(filled_template(&caller.viewer, ImportKind::Agents, ExportFormat::Xlsx, Language::En)?)
}
