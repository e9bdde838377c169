//! Proposing what a checked file asks for, as a change set.

use super::check::{BLOCK, begun};
use super::judge::{Rules, Seen};
use super::propose::Proposer;
use super::{rows, start};
use crate::change::draft;
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::{Result, Services, Write};
use model::change::Verdict;
use model::import::ImportState;
use model::run::{Counts, RunState, Stage};
use model::{ChangeSetId, ImportId};

/// Judges every row once more, with what is here now, and proposes what it would do. A killed server begins anew.
///
/// # Errors
/// A [`Stop`]: the database failed, whoever asked is no longer here, or rows have errors where all or nothing was asked for.
pub(crate) async fn draft_import(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let id = ImportId(run.input.clone());
    let mut conn = services.store.read().await?;
    let (import, viewer) = begun(services, &mut conn, run).await?;
    start::sound(&mut conn, &import).await?;
    let options = import.options()?;
    let mut after = options.header_row.unwrap_or(0);
    let rules = Rules::load_whole(&mut conn, &viewer, (import.kind, &id), options, services.clock.now()).await?;
    drop(conn);
    let set = draft::begin_of(services, run, import.kind.changes()).await?;
    let mut proposer = Proposer::new(&rules);
    let (mut seen, mut counts, mut done) = (Seen::default(), Counts::default(), 0);
    loop {
        let mut conn = services.store.read().await?;
        let block = rows::block(&mut conn, &id, after, BLOCK).await?;
        let judged = rules.judge(&mut conn, &mut seen, &block).await?;
        drop(conn);
        let mut drafts = Vec::with_capacity(judged.len());
        for judged in &judged {
            let more = proposer.propose(judged)?;
            counts.unchanged += i64::from(more.is_empty() && !judged.skipped);
            drafts.extend(more);
        }
        for draft in &drafts {
            match draft.verdict {
                Verdict::Add => counts.add += 1,
                Verdict::Conflict => counts.conflict += 1,
                Verdict::Blocked => counts.blocked += 1,
                _ => counts.change += 1,
            }
        }
        let mut tx = services.store.write().await?;
        if runs::find(&mut tx, &run.organisation_id, &run.id).await?.stopping {
            return Ok(stop(tx, services, run, &id, &set).await?);
        }
        draft::add(&mut tx, &services.ids, &set, &drafts).await?;
        done += block.len() as i64;
        let total = Some(import.counts().rows);
        runs::save(&mut tx, run, &Progress { stage: Stage::Compare, done, total, cursor: String::new(), counts })
            .await?;
        let Some(last) = block.last().filter(|_| block.len() as i64 == BLOCK) else {
            draft::complete(&mut tx, &set, counts.unchanged, 0).await?;
            rows::set_state(&mut tx, &id, ImportState::Drafted, None, None).await?;
            sqlx::query("update imports set change_set_id = $1 where id = $2")
                .bind(&set)
                .bind(&id)
                .execute(&mut *tx)
                .await?;
            runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::WaitingReview, None).await?;
            for topic in ["imports", "changes"] {
                tx.hint(&run.organisation_id, topic);
            }
            tx.commit().await?;
            return Ok(());
        };
        after = last.number;
        tx.commit().await?;
    }
}

/// Somebody stopped it: the import is as it was after the check.
async fn stop(mut tx: Write, services: &Services, run: &runs::Row, id: &ImportId, set: &ChangeSetId) -> Result<()> {
    draft::forget(&mut tx, run, set).await?;
    rows::set_state(&mut tx, id, ImportState::Checked, None, None).await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Cancelled, None).await?;
    tx.hint(&run.organisation_id, "imports");
    tx.commit().await
}
