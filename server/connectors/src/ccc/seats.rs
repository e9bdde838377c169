//! How many seats were bought.

use serde::Deserialize;
use serde_json::json;

use super::{client::Ccc, error::CccError, types::Application};
use crate::lenient;

pub(super) const BOUGHT: &str = "DescribeCCCBuyInfoList";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Told {
    #[serde(default, deserialize_with = "lenient::list")]
    sdk_app_id_buy_list: Vec<Application>,
}

impl Ccc {
    /// `DescribeCCCBuyInfoList` of this application; `None` when the account does not have it.
    pub async fn application(&self) -> Result<Option<Application>, CccError> {
        let id = self.config().sdk_app_id;
        let told: Told = self.of_account(BOUGHT, json!({"SdkAppIds": [id]})).await?;
        Ok(told.sdk_app_id_buy_list.into_iter().find(|one| one.sdk_app_id == id))
    }
}
