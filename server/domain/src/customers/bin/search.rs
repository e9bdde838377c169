//! Searching the recycle bin.
//!
//! Names lie sealed with a key of the person's own, and no index of them is kept: even one of keyed hashes of their parts would say,
//! to whoever has the installation's key, that somebody with these letters was here, and would have to be found and erased with him.
//! So a search opens what it looks at, newest first, a bounded number a page, on a thread of its own.

use super::{rows, shown};
use crate::keys::{fold, name_keys};
use crate::page::Cursor;
use crate::{Error, Result, Services, Viewer};
use model::deletion::{BIN_SEARCHED, BinEntry, BinQuery};
use model::page::Page;
use model::permission::Permission;

/// Entries that are read together.
const BLOCK: i64 = 500;

/// The next entries that a search finds, and where to go on if there is more to look at.
pub(super) async fn search(
    services: &Services,
    viewer: &Viewer,
    query: &BinQuery,
    mut after: Option<Cursor>,
) -> Result<Page<BinEntry>> {
    let wanted = usize::try_from(query.page.rows()).unwrap_or(usize::MAX);
    let words = fold(query.search.trim());
    let mut items = Vec::new();
    let mut looked = 0;
    loop {
        let mut conn = services.store.read().await?;
        let block = rows::page(&mut conn, viewer, &[], after, BLOCK).await?;
        drop(conn);
        let last = (block.len() as i64) < BLOCK;
        looked += block.len() as i64;
        let (opener, seer, text) = (services.clone(), viewer.clone(), words.clone());
        let opened = tokio::task::spawn_blocking(move || open(&opener, &seer, &text, block)).await;
        let found = opened.map_err(|error| Error::Broken(error.to_string()))??;
        let mut next = None;
        for (cursor, entry) in found {
            items.extend(entry);
            next = Some(cursor);
            if items.len() == wanted {
                break;
            }
        }
        let full = items.len() == wanted;
        if full || last || looked >= BIN_SEARCHED {
            // A page that is full may have ended on the very last entry: the next one is empty then.
            let more = full || !last;
            let next_cursor = next.filter(|_| more).map(|cursor: Cursor| cursor.encode());
            return Ok(Page { items, next_cursor, total: None });
        }
        after = next;
    }
}

type Opened = (Cursor, Option<BinEntry>);

/// Opens a block; each entry with where it stands, and itself if it fits.
fn open(services: &Services, viewer: &Viewer, words: &str, block: Vec<rows::Row>) -> Result<Vec<Opened>> {
    block
        .into_iter()
        .map(|row| {
            let cursor = Cursor { key: row.deleted_at.0.to_string(), id: row.id.0.clone() };
            let entry = shown(services, viewer, row)?;
            let fits = fits(viewer, &entry, words);
            Ok((cursor, fits.then_some(entry)))
        })
        .collect()
}

fn fits(viewer: &Viewer, entry: &BinEntry, words: &str) -> bool {
    let contains = |text: &str| fold(text).contains(words);
    // Whoever may not see phone numbers finds nobody by them: the name is masked already.
    let named = contains(&entry.name) || contains(&entry.company);
    let keys = name_keys(&entry.name);
    let sounds = viewer.allows(Permission::CustomersRead) && (keys.full.contains(words) || keys.initials == words);
    named || sounds || entry.owners.iter().any(|owner| contains(&owner.name))
}
