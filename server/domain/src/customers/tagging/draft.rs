//! Looking who would be tagged of all that a query finds.

use super::judge::{Wanted, drafts};
use super::tag::wanted;
use crate::change::draft;
use crate::change::look::{self, Block, Look};
use crate::customers::list::{count, key, read};
use crate::jobs::Stop;
use crate::page::{Cursor, Walk};
use crate::{Result, Services, Viewer, Write, runs, viewer};
use futures::future::BoxFuture;
use model::Code;
use model::change::ChangeKind;
use model::tag::Tagging;

/// Goes through all that are meant and proposes what would become of their tags. A killed server begins anew: nothing was carried out.
///
/// # Errors
/// A [`Stop`]: the database failed, or whoever asked is no longer here.
pub(crate) async fn draft_tagging(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let tagging: Tagging = serde_json::from_str(&run.input).map_err(crate::Error::from)?;
    let mut conn = services.store.read().await?;
    // As he is now: whoever lost a right meanwhile tags nobody.
    let viewer = viewer::of_run(&mut conn, run, services.clock.now()).await?;
    let viewer = viewer.ok_or(crate::Error::from(Code::Forbidden))?;
    viewer.require(ChangeKind::Tagging.right())?;
    let wanted = wanted(&mut conn, &run.organisation_id, &tagging).await?;
    let total = match tagging.ids.len() {
        0 => count(&mut conn, &viewer, &tagging.query).await?,
        ids => ids as i64,
    };
    drop(conn);
    let set = draft::begin_of(services, run, ChangeKind::Tagging).await?;
    let mut all = All { viewer, tagging, wanted, walk: Walk::default() };
    let Some(counts) = look::all(services, run, &set, Some(total), &mut all).await? else { return Ok(()) };
    let tx = services.store.write().await?;
    look::end(tx, services, run, &set, (counts.unchanged, 0)).await?;
    Ok(())
}

struct All {
    viewer: Viewer,
    tagging: Tagging,
    wanted: Wanted,
    walk: Walk,
}

impl Look for All {
    fn next<'a>(&'a mut self, tx: &'a mut Write) -> BoxFuture<'a, Result<Option<Block>>> {
        Box::pin(async move {
            let Some(after) = self.walk.begin() else { return Ok(None) };
            let query = &self.tagging.query;
            let found = read(tx, &self.viewer, query, &self.tagging.ids, after, Walk::BLOCK).await?;
            self.walk.passed(&found, |row| Cursor { key: key(query, row), id: row.id.0.clone() });
            let drafts = drafts(tx, &self.wanted, &found).await?;
            Ok(Some(Block { looked_at: found.len() as i64, drafts }))
        })
    }
}
