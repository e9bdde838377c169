//! Taking the activity home in a file.

use super::exported;
use super::list::{count, read};
use crate::page::{Cursor, Walk};
use crate::sheet::Source;
use crate::{Result, Services, Viewer};
use model::audit::{Entry, Subject};
use model::export::ExportActivity;
use model::permission::Permission;

/// Entries on their way into a file.
pub struct Export {
    services: Services,
    viewer: Viewer,
    request: ExportActivity,
    walk: Walk,
}

/// Begins to take the activity home; it tells that itself, with the filters, before the first row leaves. What is written while the
/// file is made is not in it.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::AuditRead`].
pub async fn export(services: &Services, viewer: &Viewer, mut request: ExportActivity) -> Result<Export> {
    viewer.require_everywhere(Permission::AuditRead)?;
    // The entry that tells of the export is not to count as one that was exported.
    request.query.until = Some(request.query.until.unwrap_or(services.clock.now().plus(1)));
    let query = &request.query;
    let amount = count(&mut *services.store.read().await?, viewer, query).await?;
    let filters = [
        ("actor", !query.actor.is_empty()),
        ("name", !query.name.is_empty()),
        ("subject", query.subject.is_some()),
        ("verb", query.verb.is_some()),
        ("channel", query.origin.is_some()),
        ("from", query.from.is_some()),
    ];
    exported(services, viewer, Subject::Organisation, (request.format, amount), request.columns(), &filters).await?;
    Ok(Export { services: services.clone(), viewer: viewer.clone(), request, walk: Walk::default() })
}

impl Source for Export {
    type Row = Entry;

    async fn next(&mut self) -> Result<Vec<Entry>> {
        let Some(after) = self.walk.begin() else { return Ok(Vec::new()) };
        let mut conn = self.services.store.read().await?;
        let found = read(&mut conn, &self.viewer, &self.request.query, after, Walk::BLOCK).await?;
        self.walk.passed(&found, |entry| Cursor { key: entry.seq.to_string(), id: String::new() });
        Ok(found)
    }
}

impl Export {
    /// What was asked for.
    pub fn request(&self) -> &ExportActivity {
        &self.request
    }
}
