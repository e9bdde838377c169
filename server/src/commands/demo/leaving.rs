//! Seats, messages and somebody who leaves.

use super::fill::{bring, idle};
use connectors::wecom::fake::Running;
use domain::{Result, Services, Viewer, connections, customers, handovers};
use model::connection::{ConnectionKind, SaveConnection};
use model::customer::CustomerQuery;
use model::handover::{HandoverKind, NewHandover};
use model::page::PageRequest;
use model::run::RunKind;
use model::setting::Setting;
use model::{ConnectionId, moment};
use std::path::Path;

/// Seats come from the platform, messages from files that another program is said to have written, and one of those with customers
/// leaves in a week: the plan waits to be divided.
pub(super) async fn all(
    services: &Services,
    viewer: &Viewer,
    (platform, connection): (&Running, &ConnectionId),
    files: &Path,
) -> Result<()> {
    bring(services, viewer, connection, RunKind::SyncSeats).await?;
    messages(services, viewer, platform, files).await?;
    let query = CustomerQuery { page: PageRequest { limit: 50, ..PageRequest::default() }, ..CustomerQuery::default() };
    let rows = customers::list(services, viewer, &query).await?.items;
    let Some(leaver) = rows.iter().find_map(|row| row.owners.first()) else { return Ok(()) };
    let new = NewHandover {
        kind: HandoverKind::Leaving,
        leavers: vec![leaver.member_id.clone()],
        at: Some(services.clock.now().plus(7 * moment::DAY)),
        customers: Vec::new(),
        groups: Vec::new(),
    };
    handovers::draft(services, viewer, &new).await?;
    Ok(())
}

async fn messages(services: &Services, viewer: &Viewer, platform: &Running, files: &Path) -> Result<()> {
    if let Err(error) = platform.fake.write_archive(files) {
        tracing::warn!(%error, "the made-up messages could not be written");
        return Ok(());
    }
    let save = SaveConnection {
        id: None,
        revision: 0,
        kind: ConnectionKind::ArchiveFile,
        name: "Messages".to_owned(),
        settings: [(Setting::Path, files.display().to_string())].into(),
        forget: Vec::new(),
        brake_percent: 0,
    };
    let archive = connections::save(services, viewer, &save).await?;
    connections::test(services, viewer, &archive.id).await?;
    idle(services).await?;
    bring(services, viewer, &archive.id, RunKind::SyncArchive).await
}
