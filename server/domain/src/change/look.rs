//! Proposing changes to many records, block by block: how every run goes that looks who would be changed.

use super::draft::{self, Draft};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::{Result, Services, Write};
use futures::future::BoxFuture;
use model::ChangeSetId;
use model::change::Verdict;
use model::run::{Counts, RunState, Stage};

/// What was proposed of a block of records.
pub(crate) struct Block {
    /// As many were looked at.
    pub looked_at: i64,
    /// What is proposed; for those of whom nothing is, nothing would change.
    pub drafts: Vec<Draft>,
}

/// What a kind of change brings to look at records.
pub(crate) trait Look: Send {
    /// The next block; `None` after the last.
    fn next<'a>(&'a mut self, tx: &'a mut Write) -> BoxFuture<'a, Result<Option<Block>>>;
}

/// Looks at all records in transactions of a block each; how many rows of each sort were proposed. `None` when a person stopped the
/// run, which has ended then.
///
/// # Errors
/// A [`Stop`]: the database failed.
pub(crate) async fn all(
    services: &Services,
    run: &runs::Row,
    set: &ChangeSetId,
    total: Option<i64>,
    look: &mut dyn Look,
) -> std::result::Result<Option<Counts>, Stop> {
    let mut counts = Counts { failed: run.counts().failed, ..Counts::default() };
    let mut done = 0;
    loop {
        let mut tx = services.store.write().await?;
        if runs::find(&mut tx, &run.organisation_id, &run.id).await?.stopping {
            runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Cancelled, None).await?;
            tx.commit().await?;
            return Ok(None);
        }
        let Some(block) = look.next(&mut tx).await? else { return Ok(Some(counts)) };
        done += block.looked_at;
        counts.unchanged += block.looked_at - block.drafts.len() as i64;
        for draft in &block.drafts {
            match draft.verdict {
                Verdict::Add => counts.add += 1,
                Verdict::Change => counts.change += 1,
                Verdict::Leave => counts.leave += 1,
                Verdict::Conflict => counts.conflict += 1,
                Verdict::Blocked => counts.blocked += 1,
            }
        }
        draft::add(&mut tx, &services.ids, set, &block.drafts).await?;
        let progress = Progress { stage: Stage::Compare, done, total, cursor: String::new(), counts };
        runs::save(&mut tx, run, &progress).await?;
        tx.commit().await?;
    }
}

/// Opens a set that was looked at to whoever reviews it, and ends the run. `brake_of` are the records that the brake measures by.
///
/// # Errors
/// What the database says.
pub(crate) async fn end(
    mut tx: Write,
    services: &Services,
    run: &runs::Row,
    set: &ChangeSetId,
    (unchanged, brake_of): (i64, i64),
) -> Result<()> {
    draft::complete(&mut tx, set, unchanged, brake_of).await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::WaitingReview, None).await?;
    tx.hint(&run.organisation_id, "changes");
    tx.commit().await
}
