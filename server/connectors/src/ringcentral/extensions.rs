//! Extensions.

use super::{
    api::{EXTENSION, EXTENSIONS},
    client::{Request, RingCentral},
    error::RingCentralError,
    types::{Extension, ExtensionId, Listing, Page},
};

const PER_PAGE: u32 = 1_000;

impl RingCentral {
    /// `extension/{id}`.
    ///
    /// # Errors
    /// `CMN-102` when there is no such extension any more.
    pub async fn extension(&self, id: &ExtensionId) -> Result<Extension, RingCentralError> {
        self.read(Request::new(&EXTENSION).id(id.as_str())).await
    }

    /// `extension?email=`: whoever has an address; more than one where it is not a login name.
    ///
    /// # Errors
    /// Needs `ReadAccounts`, and the user's permission `ReadExtensions`.
    pub async fn extensions_with_email(&self, email: &str) -> Result<Page<Extension>, RingCentralError> {
        let request = Request::new(&EXTENSIONS).query("email", email).query("page", 1).query("perPage", PER_PAGE);
        let listing: Listing<Extension> = self.read(request).await?;
        listing.into_page(1).map_err(|detail| RingCentralError::HalfJson { api: EXTENSIONS.name, detail })
    }
}
