//! Skill groups.

use serde::Deserialize;
use serde_json::json;

use super::{
    client::Ccc,
    error::CccError,
    paging::Listing,
    staff::object,
    staff_write::Done,
    types::{NewSkillGroup, SkillGroup, SkillGroupChange, SkillGroupId},
};
use crate::lenient;

pub(super) const LIST: &str = "DescribeSkillGroupInfoList";
const CREATE: &str = "CreateCCCSkillGroup";
const UPDATE: &str = "UpdateCCCSkillGroup";
const DELETE: &str = "DeleteCCCSkillGroup";

/// The most rows of a page.
const PAGE: usize = 100;

/// Which skill groups are listed; the default lists all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupFilter {
    pub id: Option<SkillGroupId>,
    pub name: Option<String>,
    /// Only those that changed then or later, in Unix seconds.
    pub modified_since: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Created {
    #[serde(deserialize_with = "lenient::int")]
    skill_group_id: i64,
}

impl Ccc {
    /// `DescribeSkillGroupInfoList`, all pages of it.
    pub async fn skill_groups(&self, filter: &GroupFilter) -> Result<Vec<SkillGroup>, CccError> {
        let mut wanted = json!({});
        if let Some(id) = filter.id {
            wanted["SkillGroupId"] = id.0.into();
        }
        if let Some(name) = filter.name.as_deref().filter(|name| !name.is_empty()) {
            wanted["SkillGroupName"] = name.into();
        }
        if let Some(since) = filter.modified_since {
            wanted["ModifiedTime"] = since.into();
        }
        listing().read(self, &wanted).await
    }

    /// `CreateCCCSkillGroup`. Not repeated by itself when no clear answer came: look for the name first.
    pub async fn create_skill_group(&self, group: &NewSkillGroup) -> Result<SkillGroupId, CccError> {
        let body = json!({
            "SkillGroupName": group.name,
            "SkillGroupType": group.kind.id(),
            "MaxConcurrency": group.max_concurrency,
        });
        let created: Created = self.once(CREATE, body).await?;
        match created.skill_group_id {
            0 => Err(CccError::HalfJson { action: CREATE, detail: "no SkillGroupId".to_owned() }),
            id => Ok(SkillGroupId(id)),
        }
    }

    /// `UpdateCCCSkillGroup`.
    pub async fn update_skill_group(&self, id: SkillGroupId, change: &SkillGroupChange) -> Result<(), CccError> {
        let mut body = object(change, UPDATE)?;
        // Spelt so in this action alone.
        body["SkillGroupID"] = id.0.into();
        self.again::<Done>(UPDATE, body).await.map(drop)
    }

    /// `DeleteCCCSkillGroup`. Not repeated by itself: a second time it is not there.
    pub async fn delete_skill_group(&self, id: SkillGroupId) -> Result<(), CccError> {
        self.once::<Done>(DELETE, json!({"SkillGroupId": id})).await.map(drop)
    }

    pub(super) async fn any_skill_group(&self) -> Result<Option<SkillGroup>, CccError> {
        listing().first(self).await
    }
}

fn listing() -> Listing<SkillGroup, SkillGroupId> {
    Listing {
        action: LIST,
        page_size: PAGE,
        key: |group| (group.skill_group_id.0 != 0).then_some(group.skill_group_id),
    }
}
