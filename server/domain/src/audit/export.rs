//! Telling that a list was taken home in a file.

use super::{Actor, Record, record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::export::ExportFormat;
use serde::Serialize;
use serde_json::json;

/// Tells it, before the first row leaves: how many rows, which columns, and which filters were in force.
///
/// # Errors
/// What the database says.
pub async fn exported(
    services: &Services,
    viewer: &Viewer,
    subject: Subject,
    (format, amount): (ExportFormat, i64),
    columns: &[impl Serialize],
    filters: &[(&'static str, bool)],
) -> Result<()> {
    let filters: Vec<&str> = filters.iter().filter_map(|(name, given)| given.then_some(*name)).collect();
    let after = json!({ "amount": amount, "kind": format, "columns": columns, "filters": filters });
    let mut tx = services.store.write().await?;
    let name = organisation::find(&mut tx, &viewer.organisation).await?.name;
    let told = Record::new(Verb::Export, subject, &viewer.organisation, name).fields(json!(null), after);
    record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), told).await?;
    tx.commit().await
}
