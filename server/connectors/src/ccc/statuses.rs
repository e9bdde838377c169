//! What agents are doing, and setting it.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    answer::Said,
    batch::{Batch, Item, is_same_mail},
    client::Ccc,
    error::CccError,
    types::{Metrics, NewStatus, SkillGroupId, StaffStatus, StatusChange},
};
use crate::lenient;

pub(super) const METRICS: &str = "DescribeStaffStatusMetrics";
const SET: &str = "SetStaffStatus";

/// People of one `SetStaffStatus`.
const SET_AT_ONCE: usize = 10;

/// Whose status is told; the default tells everybody's. What is given must all be so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusFilter {
    pub mails: Vec<String>,
    pub skill_groups: Vec<SkillGroupId>,
    pub statuses: Vec<StaffStatus>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Told {
    #[serde(default, deserialize_with = "lenient::list")]
    metrics: Vec<Metrics>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Set {
    #[serde(deserialize_with = "lenient::list")]
    staff_status_list: Vec<Row>,
    #[serde(deserialize_with = "lenient::text")]
    request_id: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Row {
    #[serde(deserialize_with = "lenient::text")]
    staff_user_id: String,
    #[serde(deserialize_with = "lenient::text")]
    error_code: String,
    #[serde(deserialize_with = "lenient::text")]
    error_message: String,
    status: StaffStatus,
    #[serde(deserialize_with = "lenient::text")]
    reason: String,
    previous_status: StaffStatus,
    #[serde(deserialize_with = "lenient::text")]
    previous_reason: String,
}

impl Ccc {
    /// `DescribeStaffStatusMetrics`: everybody in one call. Does not tell who is forced offline.
    pub async fn status_metrics(&self, filter: &StatusFilter) -> Result<Vec<Metrics>, CccError> {
        let mut body = json!({});
        if !filter.mails.is_empty() {
            body["StaffList"] = json!(filter.mails);
        }
        if !filter.skill_groups.is_empty() {
            body["GroupIdList"] = json!(filter.skill_groups);
        }
        if !filter.statuses.is_empty() {
            body["StatusList"] = filter.statuses.iter().map(StaffStatus::as_str).collect();
        }
        let told: Told = self.again(METRICS, body).await?;
        if told.metrics.iter().any(|row| row.email.trim().is_empty()) {
            return Err(CccError::HalfJson { action: METRICS, detail: "a row without Email".to_owned() });
        }
        Ok(told.metrics)
    }

    /// `SetStaffStatus`, ten people a call; what became of each, in their order. Who is in a conversation or offline is
    /// refused by himself. Not repeated by itself: by then he may have chosen something else.
    pub async fn set_statuses(&self, wanted: &[(String, NewStatus)]) -> Vec<Item<StatusChange>> {
        let mut batch = Batch::new(SET);
        for chunk in wanted.chunks(SET_AT_ONCE) {
            let mails = || chunk.iter().map(|(mail, _)| mail.as_str());
            if batch.skips(mails()) {
                continue;
            }
            let rows: Vec<Value> = chunk.iter().map(|(mail, status)| row(mail, status)).collect();
            match self.once::<Set>(SET, json!({"StaffStatusList": rows})).await {
                Ok(set) => mails().for_each(|mail| batch.add(mail, outcome(&set, mail))),
                Err(error) => batch.fail(mails(), &error),
            }
        }
        batch.into_items()
    }
}

fn row(mail: &str, status: &NewStatus) -> Value {
    let mut row = json!({"StaffUserId": mail.trim(), "Status": status.as_str()});
    if !status.reason().is_empty() {
        row["Reason"] = status.reason().into();
    }
    row
}

fn outcome(set: &Set, mail: &str) -> Result<StatusChange, CccError> {
    let row = set.staff_status_list.iter().find(|row| is_same_mail(&row.staff_user_id, mail));
    let missing = || CccError::HalfJson { action: SET, detail: "an agent without a row".to_owned() };
    let row = row.ok_or_else(missing)?;
    // What stands there when all went well is not published.
    if !matches!(row.error_code.trim().to_ascii_lowercase().as_str(), "" | "0" | "ok" | "success") {
        let said = Said { code: row.error_code.clone(), message: row.error_message.clone() };
        return Err(said.into_error(SET, &set.request_id).into());
    }
    Ok(StatusChange {
        status: row.status.clone(),
        reason: row.reason.clone(),
        previous_status: row.previous_status.clone(),
        previous_reason: row.previous_reason.clone(),
    })
}
