//! Presence [guide: presence].

use futures::{Stream, stream};
use serde::Deserialize;
use serde_json::Value;

use super::{
    api::{ACCOUNT_PRESENCE, PRESENCE, PUT_PRESENCE},
    client::{Request, RingCentral},
    error::RingCentralError,
    refusal::part_refused,
    types::{ExtensionId, Listing, Page, Presence, PresenceChange},
};
use crate::lenient;

/// Rows of a page of the snapshot: the most the platform takes, because ten calls a minute are all there are.
const PER_PAGE: u32 = 1_000;
/// Extensions that one call names [guide: presence].
const BATCH: usize = 30;
/// Characters of a message.
const MESSAGE: usize = 75;
/// The several answers as a list instead of MIME parts.
const PARTS: &str = "application/vnd.ringcentral.multipart+json";

/// One of several answers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    #[serde(default, deserialize_with = "lenient::text")]
    resource_id: String,
    status: u16,
    #[serde(default)]
    body: Value,
}

impl RingCentral {
    /// `account/~/presence`: a page of the snapshot of the whole account, a thousand extensions. Pages begin at 1.
    ///
    /// # Errors
    /// Needs the application's permission `ReadPresence`, and the user's `ReadPresenceStatus`.
    pub async fn account_presence(&self, page: u32) -> Result<Page<Presence>, RingCentralError> {
        self.presence_page(page, PER_PAGE).await
    }

    pub(super) async fn presence_page(&self, page: u32, per_page: u32) -> Result<Page<Presence>, RingCentralError> {
        let request = Request::new(&ACCOUNT_PRESENCE).query("page", page).query("perPage", per_page);
        let listing: Listing<Presence> = self.read(request).await?;
        listing.into_page(page).map_err(|detail| RingCentralError::HalfJson { api: ACCOUNT_PRESENCE.name, detail })
    }

    /// Every page of the snapshot, each asked for when the one before was taken. It ends with the first failure.
    pub fn account_presence_pages(&self) -> impl Stream<Item = Result<Page<Presence>, RingCentralError>> + '_ {
        stream::try_unfold(Some(1), async |asked| {
            let Some(asked) = asked else { return Ok(None) };
            let page = self.account_presence(asked).await?;
            let next = page.next();
            Ok(Some((page, next)))
        })
    }

    /// `extension/{id}/presence`.
    ///
    /// # Errors
    /// `CMN-102` when there is no such extension any more.
    pub async fn presence(&self, id: &ExtensionId) -> Result<Presence, RingCentralError> {
        self.read(Request::new(&PRESENCE).id(id.as_str())).await
    }

    /// The same for up to thirty extensions in one call, each with its own outcome, in the order of the platform.
    /// Whether the platform counts one call or as many as there are ids is not written down; what its headers say is
    /// counted.
    ///
    /// # Errors
    /// None or more than thirty ids, or the call as a whole failed.
    pub async fn presences(
        &self,
        ids: &[ExtensionId],
    ) -> Result<Vec<(ExtensionId, Result<Presence, RingCentralError>)>, RingCentralError> {
        let api = PRESENCE.name;
        match ids {
            // With one id the answer is that of a single read.
            [id] => return Ok(vec![(id.clone(), Ok(self.presence(id).await?))]),
            [] => return Err(RingCentralError::Misuse { api, detail: "no extension".to_owned() }),
            _ if ids.len() > BATCH => {
                let detail = format!("takes 1 to {BATCH} extensions, not {}", ids.len());
                return Err(RingCentralError::Misuse { api, detail });
            }
            _ => {}
        }
        let list = ids.iter().map(ExtensionId::as_str).collect::<Vec<_>>().join(",");
        let parts: Vec<Part> = self.read(Request::new(&PRESENCE).id(&list).accept(PARTS)).await?;
        Ok(parts.into_iter().map(read_part).collect())
    }

    /// `PUT extension/{id}/presence`: changes what is set and answers the whole presence as it is now. Made again after
    /// a broken answer: twice the same is the same.
    ///
    /// # Errors
    /// Nothing to change, or a message of more than 75 characters. Needs the permission `EditPresence`.
    pub async fn put_presence(&self, id: &ExtensionId, change: &PresenceChange) -> Result<Presence, RingCentralError> {
        let misuse = |detail: String| RingCentralError::Misuse { api: PUT_PRESENCE.name, detail };
        if *change == PresenceChange::default() {
            return Err(misuse("nothing to change".to_owned()));
        }
        if change.message.as_ref().is_some_and(|message| message.chars().count() > MESSAGE) {
            return Err(misuse(format!("the message is longer than {MESSAGE} characters")));
        }
        self.read(Request::new(&PUT_PRESENCE).id(id.as_str()).json(change)?).await
    }
}

fn read_part(part: Part) -> (ExtensionId, Result<Presence, RingCentralError>) {
    let api = PRESENCE.name;
    let outcome = if (200..300).contains(&part.status) {
        Presence::deserialize(&part.body).map_err(|error| RingCentralError::HalfJson { api, detail: error.to_string() })
    } else {
        Err(part_refused(api, part.status, &part.body).into())
    };
    (ExtensionId::new(part.resource_id), outcome)
}
