//! Giving an import up.

use super::rows;
use super::{find_for, require_any, sweep, wrong_state};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::ImportId;
use model::audit::{Subject, Verb};
use model::import::{Import, ImportState};
use serde_json::json;

/// Gives an import up: what runs stops after its block, the file and its rows go. Reading that is stopped gives the import up by
/// itself; a check or a draft goes back to the step before.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::WrongState`] once changes were proposed: those are
/// discarded or undone instead.
pub async fn cancel(services: &Services, viewer: &Viewer, id: &ImportId) -> Result<Import> {
    require_any(viewer)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    match row.shown_state() {
        ImportState::Reading | ImportState::Checking | ImportState::Drafting => {
            sqlx::query("update runs set cancel_asked = $1 where id = $2")
                .bind(true)
                .bind(&row.run_id)
                .execute(&mut *tx)
                .await?;
            tx.hint(&viewer.organisation, "runs");
        }
        ImportState::Mapping | ImportState::Checked | ImportState::Failed => {
            sweep::clear(&mut tx, id).await?;
            rows::set_state(&mut tx, id, ImportState::Cancelled, None, None).await?;
            tx.hint(&viewer.organisation, "imports");
        }
        _ => return Err(wrong_state(&row)),
    }
    let record = Record::new(Verb::Cancel, Subject::Import, id, &row.file_name)
        .fields(json!({ "state": row.shown_state() }), json!({ "state": ImportState::Cancelled }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    tx.commit().await?;
    Ok(row.into())
}
