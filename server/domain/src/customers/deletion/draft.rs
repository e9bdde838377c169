//! Looking who would be deleted of all that a query finds.

use super::{count_all, explain, judge};
use crate::change::draft;
use crate::change::look::{self, Block, Look};
use crate::customers::list::{count, key, read};
use crate::customers::rules;
use crate::jobs::Stop;
use crate::page::{Cursor, Walk};
use crate::{Result, Services, Viewer, Write, runs, viewer};
use futures::future::BoxFuture;
use model::change::ChangeKind;
use model::deletion::Deletion;
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
    let mut all = All { viewer, deletion, services: services.clone(), walk: Walk::default() };
    let Some(counts) = look::all(services, run, &set, Some(total), &mut all).await? else { return Ok(()) };
    let mut tx = services.store.write().await?;
    let rules = rules::find(&mut tx, &run.organisation_id).await?;
    if rules.second_above.is_some_and(|most| counts.leave > most) {
        draft::ask_second_person(&mut tx, &set).await?;
    }
    let of = count_all(&mut tx, &run.organisation_id).await?;
    // The reason and the words searched for may name somebody; who reviews reads them with the set.
    sqlx::query("update runs set input = '' where id = $1").bind(&run.id).execute(&mut *tx).await?;
    look::end(tx, services, run, &set, (0, of)).await?;
    Ok(())
}

struct All {
    viewer: Viewer,
    deletion: Deletion,
    services: Services,
    walk: Walk,
}

impl Look for All {
    fn next<'a>(&'a mut self, tx: &'a mut Write) -> BoxFuture<'a, Result<Option<Block>>> {
        Box::pin(async move {
            let Some(after) = self.walk.begin() else { return Ok(None) };
            let query = &self.deletion.query;
            let found = read(tx, &self.viewer, query, &self.deletion.ids, after, Walk::BLOCK).await?;
            self.walk.passed(&found, |row| Cursor { key: key(query, row), id: row.id.0.clone() });
            let ids: Vec<CustomerId> = found.into_iter().map(|row| row.id).collect();
            let cases = judge::look(tx, &self.viewer, &ids, self.services.clock.now()).await?;
            Ok(Some(Block { looked_at: ids.len() as i64, drafts: cases.iter().map(judge::draft).collect() }))
        })
    }
}
