//! Taking mappings home in a file, which can be brought in again.

use super::list::{count, walk};
use super::rows::{self, Row};
use crate::audit::exported;
use crate::page::{Cursor, Walk};
use crate::sheet::Source;
use crate::{Result, Services, Viewer, connections};
use model::ConnectionId;
use model::audit::Subject;
use model::export::ExportMappings;
use model::mapping::{Mapping, MappingQuery};
use model::page::PageRequest;
use model::permission::Permission;
use std::collections::VecDeque;

/// Mappings on their way into a file, connection by connection.
pub struct Export {
    services: Services,
    viewer: Viewer,
    request: ExportMappings,
    /// Those that are yet to come, with their names; the first is under way.
    connections: VecDeque<(ConnectionId, String)>,
    walk: Walk,
}

/// A member on a connection as the file shows it.
#[derive(Debug, Clone)]
pub struct Exported {
    /// Where the member stands.
    pub mapping: Mapping,
    /// The member's work number.
    pub work_number: String,
    /// The connection's name.
    pub connection: String,
}

/// Begins to take mappings home; the activity tells it, with the filters, before the first row leaves.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MappingsRead`] and [`Permission::MembersExport`], [`model::Code::NotFound`] for a
/// connection that is not there.
pub async fn export(services: &Services, viewer: &Viewer, request: ExportMappings) -> Result<Export> {
    let export = open(services, viewer, request).await?;
    let mut amount = 0;
    let mut conn = services.store.read().await?;
    for (connection, _) in &export.connections {
        amount += count(&mut conn, viewer, &export.query(connection)).await?;
    }
    drop(conn);
    let request = &export.request;
    let filters = [
        ("connection", request.connection.is_some()),
        ("status", request.status.is_some()),
        ("search", !request.search.is_empty()),
    ];
    exported(services, viewer, Subject::Mapping, (request.format, amount), request.columns(), &filters).await?;
    Ok(export)
}

/// Mappings on their way into a file that the activity has told of.
///
/// # Errors
/// As [`export`].
pub(crate) async fn open(services: &Services, viewer: &Viewer, request: ExportMappings) -> Result<Export> {
    viewer.require_everywhere(Permission::MembersExport)?;
    viewer.require_everywhere(Permission::MappingsRead)?;
    let mut conn = services.store.read().await?;
    let connections = match &request.connection {
        Some(id) => vec![rows::connection(&mut conn, viewer, id).await?],
        None => connections::rows::all(&mut conn, &viewer.organisation).await?,
    };
    let connections = connections.into_iter().filter(|row| row.kind.maps()).map(|row| (row.id, row.name)).collect();
    let (services, viewer) = (services.clone(), viewer.clone());
    Ok(Export { services, viewer, request, connections, walk: Walk::default() })
}

impl Export {
    /// What was asked for.
    pub fn request(&self) -> &ExportMappings {
        &self.request
    }

    fn query(&self, connection: &ConnectionId) -> MappingQuery {
        MappingQuery {
            connection: connection.clone(),
            status: self.request.status,
            member: None,
            search: self.request.search.clone(),
            page: PageRequest::default(),
        }
    }
}

impl Source for Export {
    type Row = Exported;

    async fn next(&mut self) -> Result<Vec<Exported>> {
        while let Some((connection, name)) = self.connections.front().cloned() {
            let Some(after) = self.walk.begin() else {
                self.connections.pop_front();
                self.walk = Walk::default();
                continue;
            };
            let mut conn = self.services.store.read().await?;
            let found = walk(&mut conn, &self.viewer, (&self.query(&connection), after), Walk::BLOCK).await?;
            drop(conn);
            self.walk.passed(&found, |row: &Row| Cursor { key: String::new(), id: row.member_id.0.clone() });
            if found.is_empty() {
                continue;
            }
            let whole = |row: Row| Exported {
                work_number: row.work_number.clone(),
                mapping: row.shown(&self.viewer, &connection),
                connection: name.clone(),
            };
            return Ok(found.into_iter().map(whole).collect());
        }
        Ok(Vec::new())
    }
}
