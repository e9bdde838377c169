//! Taking customers home in a file.

use super::list::{count, key, read};
use super::rows;
use crate::audit::exported;
use crate::page::{Cursor, Walk};
use crate::sheet::Source;
use crate::{Result, Services, Viewer};
use model::audit::Subject;
use model::customer::CustomerRow;
use model::export::ExportCustomers;
use model::permission::Permission;
use model::problem::Fault;
use model::{Problem, limits};

/// Customers on their way into a file.
pub struct Export {
    services: Services,
    viewer: Viewer,
    request: ExportCustomers,
    walk: Walk,
}

/// A customer as the file shows it.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The row of the table.
    pub row: CustomerRow,
    /// The position in the company.
    pub position: String,
    /// What colleagues should know.
    pub note: String,
}

/// Begins to take customers home; the activity tells it, with the filters, before the first row leaves. A Department Admin
/// takes those of the members in his departments.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersExport`], [`model::Code::Invalid`] for too many ids.
pub async fn export(services: &Services, viewer: &Viewer, request: ExportCustomers) -> Result<Export> {
    let export = open(services, viewer, request)?;
    let request = &export.request;
    let query = &request.query;
    let chosen = request.ids.len();
    let amount =
        if chosen == 0 { count(&mut *services.store.read().await?, viewer, query).await? } else { chosen as i64 };
    let filters = [
        ("ids", chosen > 0),
        ("search", !query.search.is_empty()),
        ("owner", query.owner.is_some()),
        ("department", query.department.is_some()),
        ("tags", !query.tags.is_empty()),
        ("source", query.source.is_some()),
        ("added_from", query.added_from.is_some()),
        ("added_until", query.added_until.is_some()),
        ("contacted_from", query.contacted_from.is_some()),
        ("contacted_until", query.contacted_until.is_some()),
    ];
    exported(services, viewer, Subject::Customer, (request.format, amount), request.columns(), &filters).await?;
    Ok(export)
}

/// Customers on their way into a file that the activity has told of.
///
/// # Errors
/// As [`export`].
pub(crate) fn open(services: &Services, viewer: &Viewer, request: ExportCustomers) -> Result<Export> {
    viewer.require(Permission::CustomersRead)?;
    viewer.require(Permission::CustomersExport)?;
    if request.ids.len() > limits::BULK {
        return Err(Problem::field("ids", Fault::OutOfRange).into());
    }
    Ok(Export { services: services.clone(), viewer: viewer.clone(), request, walk: Walk::default() })
}

impl Source for Export {
    type Row = Exported;

    async fn next(&mut self) -> Result<Vec<Exported>> {
        let Some(after) = self.walk.begin() else { return Ok(Vec::new()) };
        let mut conn = self.services.store.read().await?;
        let query = &self.request.query;
        let found = read(&mut conn, &self.viewer, query, &self.request.ids, after, Walk::BLOCK).await?;
        self.walk.passed(&found, |row| Cursor { key: key(query, row), id: row.id.0.clone() });
        let more: Vec<_> = found.iter().map(|row| (row.position.clone(), row.note.clone())).collect();
        let shown = rows::shown(&mut conn, &self.viewer, found).await?;
        let whole = |(row, (position, note))| Exported { row, position, note };
        Ok(shown.into_iter().zip(more).map(whole).collect())
    }
}

impl Export {
    /// What was asked for.
    pub fn request(&self) -> &ExportCustomers {
        &self.request
    }
}
