//! The corporation's customer tags [D 92117].

use serde::Deserialize;
use serde_json::json;

use super::{
    client::WeCom,
    config::Credential,
    error::WeComError,
    types::{TagGroup, lenient},
};

#[derive(Deserialize)]
struct TagList {
    #[serde(default, deserialize_with = "lenient::list")]
    tag_group: Vec<TagGroup>,
}

impl WeCom {
    /// `externalcontact/get_corp_tag_list`: all groups with their tags. Not paged; at most 10 000 tags.
    pub async fn customer_tag_groups(&self) -> Result<Vec<TagGroup>, WeComError> {
        let list: TagList = self.post(Credential::App, "externalcontact/get_corp_tag_list", &json!({})).await?;
        Ok(list.tag_group)
    }
}
