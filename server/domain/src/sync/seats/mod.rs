//! Seats of WeCom: whose messages its archive takes down (document 91614).
//!
//! The list is small and comes whole, an edition at a time: nothing is concluded before all editions were read. Two things are
//! left alone, because the platform's range is set by hand in its console and follows later: a successor who is not named yet, and
//! a predecessor who still is.

mod compare;
mod kind;

pub use kind::Seats;

use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::sync::{begin_set, cancelled, client, finish, platform_failed};
use crate::{Result, Services, Write};
use connectors::wecom::types::ArchiveEdition;
use model::change::ChangeKind;
use model::run::{Counts, Stage};
use model::seat::SeatKind;

/// Reads, compares and proposes, in one go: a killed server begins anew.
pub(crate) async fn run(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let client = client(services, run).await?;
    let mut listed = Vec::new();
    for kind in SeatKind::ALL {
        match client.archived_members(Some(edition(*kind))).await {
            Ok(members) => listed.extend(members.into_iter().map(|member| (*kind, member.as_str().to_owned()))),
            Err(error) => return Err(platform_failed(services, run, &error).await),
        }
    }
    let mut tx = services.store.write().await?;
    if !cancelled(&mut tx, services, run).await? {
        propose(&mut tx, services, run, &listed).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn propose(tx: &mut Write, services: &Services, run: &runs::Row, listed: &[(SeatKind, String)]) -> Result<()> {
    let set = begin_set(tx, services, run, ChangeKind::Seats).await?;
    let Some(connection) = &run.connection_id else { return Ok(()) };
    let found = compare::compare(tx, &run.organisation_id, connection, listed).await?;
    crate::change::draft::add(tx, &services.ids, &set, &found.drafts).await?;
    let counts = Counts {
        add: found.add,
        leave: found.leave,
        blocked: found.unknown,
        unchanged: found.unchanged,
        ..Counts::default()
    };
    let amount = listed.len() as i64;
    let progress = Progress { stage: Stage::Compare, done: amount, total: Some(amount), cursor: String::new(), counts };
    runs::save(tx, run, &progress).await?;
    finish(tx, services, run, &set, counts, found.held).await
}

const fn edition(kind: SeatKind) -> ArchiveEdition {
    match kind {
        SeatKind::Office => ArchiveEdition::Office,
        SeatKind::Service => ArchiveEdition::Service,
        SeatKind::Enterprise => ArchiveEdition::Enterprise,
    }
}
