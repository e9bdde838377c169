//! The account's directory.

use std::collections::HashSet;

use futures::{Stream, stream};
use serde_json::json;

use super::{
    api::{ENTRIES, SEARCH},
    client::{Request, RingCentral},
    error::RingCentralError,
    types::{DirectoryEntry, ExtensionId, Listing, Page},
};

/// Rows of a page. The platform takes up to 2 000; one thousand is what it sends when nothing is asked for.
const PER_PAGE: u32 = 1_000;
/// Rows of a search: more than a person reads.
const FOUND: u32 = 100;

impl RingCentral {
    /// `directory/entries`: people, queues and whatever else has an extension, of this account alone. Pages begin at 1.
    /// Somebody who came meanwhile pushes another one onto the next page, where he stands twice:
    /// [`RingCentral::directory_pages`] drops repeats.
    ///
    /// # Errors
    /// Needs the application's permission `ReadAccounts`.
    pub async fn directory_entries(&self, page: u32) -> Result<Page<DirectoryEntry>, RingCentralError> {
        self.directory_page(page, PER_PAGE).await
    }

    pub(super) async fn directory_page(
        &self,
        page: u32,
        per_page: u32,
    ) -> Result<Page<DirectoryEntry>, RingCentralError> {
        // Without this the people of federated accounts come too.
        let request = Request::new(&ENTRIES).query("showFederated", false);
        let request = request.query("page", page).query("perPage", per_page);
        let listing: Listing<DirectoryEntry> = self.read(request).await?;
        listing.into_page(page).map_err(|detail| RingCentralError::HalfJson { api: ENTRIES.name, detail })
    }

    /// Every page, each asked for when the one before was taken, each extension once. It ends with the first failure:
    /// who saw no end of it takes nobody for gone. Somebody who goes meanwhile pulls another one back onto a page that
    /// was read already, so a directory that shrinks between two pages is a failure too; read it again.
    pub fn directory_pages(&self) -> impl Stream<Item = Result<Page<DirectoryEntry>, RingCentralError>> + '_ {
        let start = (Some(1), 0, HashSet::<ExtensionId>::new());
        stream::try_unfold(start, async |(asked, total, mut seen)| {
            let Some(asked) = asked else { return Ok(None) };
            let mut page = self.directory_entries(asked).await?;
            if page.total < total {
                let detail = format!("the directory shrank from {total} to {} while it was read", page.total);
                return Err(RingCentralError::HalfJson { api: ENTRIES.name, detail });
            }
            let (next, total) = (page.next(), page.total);
            page.rows.retain(|entry| seen.insert(entry.id.clone()));
            Ok(Some((page, (next, total, seen))))
        })
    }

    /// `directory/entries/search`: the first hundred people and others whose name, number or address holds the text.
    /// Counts among the ten a minute of the heavy group: for what a person typed, not for loops.
    ///
    /// # Errors
    /// The text is empty.
    pub async fn search(&self, text: &str) -> Result<Page<DirectoryEntry>, RingCentralError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RingCentralError::Misuse { api: SEARCH.name, detail: "nothing to search for".to_owned() });
        }
        let body = json!({
            "searchString": text,
            "searchFields": ["firstName", "lastName", "extensionNumber", "phoneNumber", "email"],
            "showFederated": false,
            "page": 1,
            "perPage": FOUND,
        });
        let listing: Listing<DirectoryEntry> = self.read(Request::new(&SEARCH).json(&body)?).await?;
        listing.into_page(1).map_err(|detail| RingCentralError::HalfJson { api: SEARCH.name, detail })
    }
}
