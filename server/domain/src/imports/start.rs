//! The buttons: check, draft.

use super::rows::{self, Row};
use super::{find_for, require_any, wrong_state};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation, runs};
use model::audit::{Subject, Verb};
use model::import::{Import, ImportMode, ImportState};
use model::problem::Fault;
use model::run::RunKind;
use model::text::Check;
use model::{Code, ImportId, Problem};
use serde_json::json;

/// Begins to check every row.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] while something is under way or after it was carried out,
/// [`Code::Invalid`] naming the fields that no column means.
pub async fn check(services: &Services, viewer: &Viewer, id: &ImportId) -> Result<Import> {
    begin(services, viewer, id, RunKind::CheckImport).await
}

/// Begins to propose the changes; they wait for review as a change set.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] unless it is checked, [`Code::RowsWrong`] where rows have
/// errors and all or nothing was asked for.
pub async fn draft(services: &Services, viewer: &Viewer, id: &ImportId) -> Result<Import> {
    begin(services, viewer, id, RunKind::DraftImport).await
}

async fn begin(services: &Services, viewer: &Viewer, id: &ImportId, kind: RunKind) -> Result<Import> {
    require_any(viewer)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    let state = row.shown_state();
    let next = match (kind, state) {
        (RunKind::CheckImport, ImportState::Mapping | ImportState::Checked) => {
            complete(&row)?;
            ImportState::Checking
        }
        (RunKind::DraftImport, ImportState::Checked) => {
            sound(&mut tx, &row).await?;
            ImportState::Drafting
        }
        _ => return Err(wrong_state(&row)),
    };
    let run = runs::begin_draft(&mut tx, services, viewer, kind, id.as_str()).await?;
    rows::set_state(&mut tx, id, next, Some(&run.id), None).await?;
    let record =
        Record::new(Verb::Start, Subject::Run, &run.id, &row.file_name).fields(json!(null), json!({ "kind": kind }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "imports");
    let row = find_for(&mut tx, viewer, id).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(row.into())
}

/// Every needed field has its column.
fn complete(row: &Row) -> Result<()> {
    let mut check = Check::new();
    for field in row.options()?.missing(row.kind) {
        check.fault(field.word(), Fault::Missing, None);
    }
    Ok(check.done()?)
}

/// All or nothing: no row may have an error.
pub(super) async fn sound(conn: &mut crate::Conn, row: &Row) -> Result<()> {
    let wrong = row.counts().error;
    if row.options()?.mode != ImportMode::AllOrNothing || wrong == 0 {
        return Ok(());
    }
    let first: Option<i64> = sqlx::query_scalar(
        "select min(number) from import_rows where import_id = $1 and level = 'error' and skipped = $2",
    )
    .bind(&row.id)
    .bind(false)
    .fetch_one(conn)
    .await?;
    Err(Problem::new(Code::RowsWrong).with("rows", wrong).with("first", first.unwrap_or_default()).into())
}
