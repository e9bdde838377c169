//! Looking who would be deleted of all that a query finds.

use super::judge::{draft as row, look};
use super::{count_all, explain};
use crate::change::draft;
use crate::customers::list::{count, key, read};
use crate::customers::rules;
use crate::jobs::Stop;
use crate::page::{Cursor, Walk};
use crate::runs::{self, Progress};
use crate::{Services, viewer};
use model::change::{ChangeKind, Verdict};
use model::deletion::Deletion;
use model::run::{Counts, RunState, Stage};
use model::{Code, CustomerId};

/// Goes through all that are meant and proposes to delete them. A killed server begins anew: nothing was carried out.
///
/// # Errors
/// A [`Stop`]: the database failed, or whoever asked is no longer here.
pub(crate) async fn draft_deletion(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let deletion: Deletion = serde_json::from_str(&run.input).map_err(crate::Error::from)?;
    let mut conn = services.store.read().await?;
    // As he is now: whoever lost a right meanwhile deletes nobody.
    let viewer = viewer::of_run(&mut conn, run, services.clock.now()).await?;
    let viewer = viewer.ok_or(crate::Error::from(Code::Forbidden))?;
    viewer.require(ChangeKind::Deletion.right())?;
    let total = match deletion.ids.len() {
        0 => count(&mut conn, &viewer, &deletion.query).await?,
        ids => ids as i64,
    };
    drop(conn);
    let set = draft::begin_of(services, run, ChangeKind::Deletion).await?;
    let mut tx = services.store.write().await?;
    explain(&mut tx, &set, &deletion).await?;
    tx.commit().await?;
    let mut counts = Counts { failed: run.counts().failed, ..Counts::default() };
    let mut walk = Walk::default();
    let mut done = 0;
    while let Some(after) = walk.begin() {
        let mut tx = services.store.write().await?;
        if runs::find(&mut tx, &run.organisation_id, &run.id).await?.stopping {
            runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Cancelled, None).await?;
            tx.commit().await?;
            return Ok(());
        }
        let found = read(&mut tx, &viewer, &deletion.query, &deletion.ids, after, Walk::BLOCK).await?;
        walk.passed(&found, |row| Cursor { key: key(&deletion.query, row), id: row.id.0.clone() });
        let ids: Vec<CustomerId> = found.into_iter().map(|row| row.id).collect();
        let cases = look(&mut tx, &viewer, &ids, services.clock.now()).await?;
        let drafts: Vec<_> = cases.iter().map(row).collect();
        done += ids.len() as i64;
        let blocked = drafts.iter().filter(|draft| draft.verdict == Verdict::Blocked).count() as i64;
        counts.blocked += blocked;
        counts.leave += drafts.len() as i64 - blocked;
        draft::add(&mut tx, &services.ids, &set, &drafts).await?;
        let progress = Progress { stage: Stage::Compare, done, total: Some(total), cursor: String::new(), counts };
        runs::save(&mut tx, run, &progress).await?;
        tx.commit().await?;
    }
    let mut tx = services.store.write().await?;
    let rules = rules::find(&mut tx, &run.organisation_id).await?;
    if rules.second_above.is_some_and(|most| counts.leave > most) {
        draft::ask_second_person(&mut tx, &set).await?;
    }
    let of = count_all(&mut tx, &run.organisation_id).await?;
    draft::complete(&mut tx, &set, 0, of).await?;
    // The reason and the words searched for may name somebody; who reviews reads them with the set.
    sqlx::query("update runs set input = '' where id = $1").bind(&run.id).execute(&mut *tx).await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::WaitingReview, None).await?;
    tx.hint(&run.organisation_id, "changes");
    tx.commit().await?;
    Ok(())
}
