//! Asking for a file.

use super::get::find_for;
use crate::{Result, Services, Viewer, customers, mappings, members, runs};
use model::ExportId;
use model::export::{Export, ExportRequest};
use model::run::RunKind;

/// Begins to write a file; the activity tells it, with the filters, before the first row is read.
///
/// # Errors
/// [`model::Code::Forbidden`] without the right to export these records, [`model::Code::Invalid`] for too many ids,
/// [`model::Code::NotFound`] for a department that the viewer does not see.
pub async fn begin(services: &Services, viewer: &Viewer, request: &ExportRequest) -> Result<Export> {
    match request {
        ExportRequest::Members(request) => drop(members::export(services, viewer, request.clone()).await?),
        ExportRequest::Customers(request) => drop(customers::export(services, viewer, request.clone()).await?),
        ExportRequest::Mappings(request) => drop(mappings::export(services, viewer, request.clone()).await?),
    }
    let id: ExportId = services.ids.next();
    let mut tx = services.store.write().await?;
    let run = runs::begin_draft(&mut tx, services, viewer, RunKind::Export, id.as_str()).await?;
    sqlx::query(
        "insert into exports (id, organisation_id, kind, format, request, created_by_member, created_by_key, run_id, size, \
         created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, null, $9)",
    )
    .bind(&id)
    .bind(&viewer.organisation)
    .bind(request.kind())
    .bind(request.format())
    .bind(serde_json::to_string(request)?)
    .bind(&viewer.member)
    .bind(viewer.key())
    .bind(&run.id)
    .bind(services.clock.now())
    .execute(&mut *tx)
    .await?;
    let row = find_for(&mut tx, viewer, &id).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(row.into())
}
