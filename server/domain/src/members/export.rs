//! Taking members home in a file.

use super::list::count;
use super::read::{key, read};
use super::rows;
use crate::audit::exported;
use crate::page::{Cursor, Walk};
use crate::sheet::Source;
use crate::{Conn, Result, Services, Viewer};
use model::audit::Subject;
use model::export::ExportMembers;
use model::member::{MemberRow, Membership};
use model::permission::Permission;
use model::problem::Fault;
use model::{DepartmentId, Problem, limits};
use std::collections::HashMap;

/// Members on their way into a file.
pub struct Export {
    services: Services,
    viewer: Viewer,
    request: ExportMembers,
    departments: HashMap<DepartmentId, (Option<DepartmentId>, String)>,
    walk: Walk,
}

/// A member as the file shows it.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The row of the table.
    pub row: MemberRow,
    /// The departments as paths from the top, the main one first.
    pub paths: Vec<String>,
}

/// Begins to take members home; the activity tells it, with the filters, before the first row leaves.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MembersExport`], [`model::Code::Invalid`] for too many ids,
/// [`model::Code::NotFound`] for a department that the viewer does not see.
pub async fn export(services: &Services, viewer: &Viewer, request: ExportMembers) -> Result<Export> {
    let export = open(services, viewer, request).await?;
    let request = &export.request;
    let query = &request.query;
    let chosen = request.ids.len();
    let amount =
        if chosen == 0 { count(&mut *services.store.read().await?, viewer, query).await? } else { chosen as i64 };
    let filters = [
        ("ids", chosen > 0),
        ("department", query.department.is_some()),
        ("search", !query.search.is_empty()),
        ("status", !query.statuses.is_empty()),
        ("role", query.role.is_some()),
        ("source", query.source.is_some()),
        ("position", query.position.is_some()),
        ("location", query.location.is_some()),
    ];
    exported(services, viewer, Subject::Member, (request.format, amount), request.columns(), &filters).await?;
    Ok(export)
}

/// Members on their way into a file that the activity has told of.
///
/// # Errors
/// As [`export`]; a department that the viewer does not see is found when the first row is read.
pub(crate) async fn open(services: &Services, viewer: &Viewer, request: ExportMembers) -> Result<Export> {
    viewer.require(Permission::MembersRead)?;
    viewer.require(Permission::MembersExport)?;
    if request.ids.len() > limits::BULK {
        return Err(Problem::field("ids", Fault::OutOfRange).into());
    }
    let departments = names(&mut *services.store.read().await?, viewer).await?;
    Ok(Export { services: services.clone(), viewer: viewer.clone(), request, departments, walk: Walk::default() })
}

/// The departments that the viewer sees.
async fn names(conn: &mut Conn, viewer: &Viewer) -> Result<HashMap<DepartmentId, (Option<DepartmentId>, String)>> {
    let rows: Vec<(DepartmentId, Option<DepartmentId>, String, String)> =
        sqlx::query_as("select id, parent_id, name, path from departments where organisation_id = $1")
            .bind(&viewer.organisation)
            .fetch_all(conn)
            .await?;
    let seen = rows.into_iter().filter(|(.., path)| viewer.sees_path(path));
    Ok(seen.map(|(id, parent, name, _)| (id, (parent, name))).collect())
}

impl Source for Export {
    type Row = Exported;

    async fn next(&mut self) -> Result<Vec<Exported>> {
        let Some(after) = self.walk.begin() else { return Ok(Vec::new()) };
        let mut conn = self.services.store.read().await?;
        let query = &self.request.query;
        let found = read(&mut conn, &self.viewer, query, &self.request.ids, after, Walk::BLOCK).await?;
        self.walk.passed(&found, |row| Cursor { key: key(query, row), id: row.id.0.clone() });
        let shown = rows::shown(&mut conn, &self.viewer, found).await?;
        Ok(shown.into_iter().map(|row| Exported { paths: self.paths(&row), row }).collect())
    }
}

impl Export {
    /// What was asked for.
    pub fn request(&self) -> &ExportMembers {
        &self.request
    }

    fn paths(&self, row: &MemberRow) -> Vec<String> {
        row.departments.iter().map(|place| self.path(place)).collect()
    }

    /// From the department below the top down, as far up as the viewer sees; the top itself by its name. No name has a slash.
    fn path(&self, place: &Membership) -> String {
        let mut names = Vec::new();
        let mut next = Some(&place.department_id);
        while let Some((parent, name)) = next.and_then(|id| self.departments.get(id)) {
            if parent.is_some() || names.is_empty() {
                names.push(name.as_str());
            }
            next = parent.as_ref();
        }
        if names.is_empty() {
            // A department of the member that is not the viewer's: by its name, as in the table.
            return place.name.clone();
        }
        names.reverse();
        names.join("/")
    }
}
