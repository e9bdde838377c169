//! Choosing how a file is read, what its columns mean, and what is to be done.

use super::read::word;
use super::rows;
use super::{find_for, require_any, wrong_state};
use crate::audit;
use crate::{Result, Services, Viewer, organisation, runs};
use model::import::{Import, ImportField, ImportOptions, ImportState};
use model::permission::Permission;
use model::problem::Fault;
use model::run::RunKind;
use model::text::Check;
use model::{ImportId, Problem};
use tables::{Delimiter, Encoding};

/// Keeps the options. A change of how the file is read reads it anew; one of what its rows mean has to be checked again.
///
/// # Errors
/// [`model::Code::Forbidden`], also for what is to be made or sent, [`model::Code::NotFound`], [`model::Code::Stale`], [`model::Code::Invalid`], [`model::Code::WrongState`] while something is under way
/// or once changes were proposed.
pub async fn save(
    services: &Services,
    viewer: &Viewer,
    id: &ImportId,
    revision: i64,
    options: &ImportOptions,
) -> Result<Import> {
    require_any(viewer)?;
    let options = options.clone().check()?;
    if options.create_departments {
        viewer.require(Permission::DepartmentsWrite)?;
    }
    if options.create_tags {
        viewer.require_everywhere(Permission::CustomersWrite)?;
    }
    if options.create_groups {
        viewer.require_everywhere(Permission::AgentsWrite)?;
    }
    if options.send_invitations {
        viewer.require(Permission::InvitationsSend)?;
    }
    let mut check = Check::new();
    if options.read.encoding.is_some() && word::<Encoding>(options.read.encoding.as_deref()).is_none() {
        check.fault("encoding", Fault::Unknown, None);
    }
    if options.read.delimiter.is_some() && word::<Delimiter>(options.read.delimiter.as_deref()).is_none() {
        check.fault("delimiter", Fault::Unknown, None);
    }
    check.done()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &row.file_name).await?.into());
    }
    if !matches!(row.shown_state(), ImportState::Mapping | ImportState::Checked | ImportState::Failed) {
        return Err(wrong_state(&row));
    }
    if options.mapping.iter().any(|(_, field)| !ImportField::of(row.kind).contains(field)) {
        return Err(Problem::field("mapping", Fault::Unknown).into());
    }
    let before = row.options()?;
    let anew = before.read != options.read;
    if row.state == ImportState::Failed && !anew {
        return Err(wrong_state(&row));
    }
    sqlx::query("update imports set options = $1 where id = $2")
        .bind(serde_json::to_string(&options)?)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    if anew {
        let run = runs::begin_draft(&mut tx, services, viewer, RunKind::ReadImport, id.as_str()).await?;
        rows::set_state(&mut tx, id, ImportState::Reading, Some(&run.id), None).await?;
    } else {
        // The state that is shown: of a set that was discarded the check still holds.
        let checked = row.shown_state() == ImportState::Checked && options.judges_like(&before);
        let state = if checked { ImportState::Checked } else { ImportState::Mapping };
        rows::set_state(&mut tx, id, state, None, None).await?;
    }
    tx.hint(&viewer.organisation, "imports");
    let row = find_for(&mut tx, viewer, id).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(row.into())
}
