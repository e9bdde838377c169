//! Who is there.

use serde_json::{Value, json};

use super::{
    batch::is_same_mail,
    client::Ccc,
    error::CccError,
    paging::Listing,
    types::{SkillGroupId, Staff},
};

pub(super) const LIST: &str = "DescribeStaffInfoList";

/// The most rows of a page.
const PAGE: usize = 9_999;

/// Which agents are listed; the default lists all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StaffFilter {
    /// Only those who changed then or later, in Unix seconds. Who was deleted is not told so.
    pub modified_since: Option<i64>,
    pub skill_group: Option<SkillGroupId>,
}

impl Ccc {
    /// `DescribeStaffInfoList`, all pages of it. Only from a list without a filter may anybody be taken for gone.
    pub async fn staff(&self, filter: &StaffFilter) -> Result<Vec<Staff>, CccError> {
        let mut wanted = json!({});
        if let Some(since) = filter.modified_since {
            wanted["ModifiedTime"] = since.into();
        }
        if let Some(group) = filter.skill_group {
            wanted["SkillGroupId"] = group.0.into();
        }
        listing().read(self, &wanted).await
    }

    /// The agent with an address, whatever its case. Ask this before an agent is created once more.
    pub async fn staff_by_mail(&self, mail: &str) -> Result<Option<Staff>, CccError> {
        // An empty filter would be none.
        if mail.trim().is_empty() {
            return Err(CccError::Misuse { action: LIST, detail: "an empty e-mail address".to_owned() });
        }
        let found = listing().read(self, &json!({"StaffMail": mail.trim()})).await?;
        Ok(found.into_iter().find(|staff| is_same_mail(&staff.mail, mail)))
    }

    pub(super) async fn any_staff(&self) -> Result<Option<Staff>, CccError> {
        listing().first(self).await
    }
}

fn listing() -> Listing<Staff, String> {
    Listing { action: LIST, page_size: PAGE, key: |staff| (!staff.mail.trim().is_empty()).then(|| staff.mail.clone()) }
}

/// An object of the fields that are set.
pub(super) fn object(fields: impl serde::Serialize, action: &'static str) -> Result<Value, CccError> {
    serde_json::to_value(fields).map_err(|error| CccError::Misuse { action, detail: error.to_string() })
}
