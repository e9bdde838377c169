//! Changing many members alike, as a change set: proposed, reviewed, carried out, put back.

mod apply;
mod draft;
mod invert;
mod judge;

pub(crate) use apply::terminate;
pub(crate) use draft::draft_edit;
pub(crate) use invert::take_back;

use crate::audit::{self, Actor, Record};
use crate::change::{Applied, Context, Inverted, Kind, Row, one_by_one};
use crate::{Conn, Result, Services, Viewer, departments, organisation, runs};
use futures::future::BoxFuture;
use model::audit::{Subject, Verb};
use model::member::{BulkEdit, Status};
use model::permission::Permission;
use model::problem::Fault;
use model::run::{Run, RunKind};
use model::{DepartmentId, Problem};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Begins to look who would be changed; the changes wait for review.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MembersWrite`], [`model::Code::Invalid`], also for a department that is not
/// the viewer's.
pub async fn bulk_edit(services: &Services, viewer: &Viewer, edit: &BulkEdit) -> Result<Run> {
    viewer.require(Permission::MembersWrite)?;
    let edit = edit.clone().check()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    if let Some(department) = &edit.department {
        let row = departments::rows::find(&mut tx, &viewer.organisation, department).await?;
        if !row.is_some_and(|row| viewer.sees_path(&row.path)) {
            return Err(Problem::field("department", Fault::Unknown).into());
        }
    }
    let input = serde_json::to_string(&edit)?;
    let run = runs::begin_draft(&mut tx, services, viewer, RunKind::DraftEdit, &input).await?;
    let record =
        Record::new(Verb::Start, Subject::Run, &run.id, "").fields(json!(null), json!({ "kind": RunKind::DraftEdit }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(run)
}

/// What is to become of one member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    /// The revision that was looked at: what was edited since is left alone.
    revision: i64,
    department: Option<DepartmentId>,
    position: Option<String>,
    location: Option<String>,
    status: Option<Status>,
}

/// What a member was before.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Before {
    department: Option<DepartmentId>,
    /// Whether the member was in the new department already, as one of several.
    was_inside: bool,
    position: String,
    location: String,
    status: Status,
}

/// The kind of change.
pub(crate) struct BulkEdits;

impl Kind for BulkEdits {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(one_by_one(conn, context, rows, |conn, context, row| Box::pin(apply::apply(conn, context, row))))
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(invert::invert(conn, context, row))
    }

    fn topics(&self) -> &'static [&'static str] {
        &["members", "departments"]
    }
}
