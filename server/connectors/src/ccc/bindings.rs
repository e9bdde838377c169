//! Who is in which skill group.

use serde_json::{Value, json};

use super::{
    client::Ccc,
    error::CccError,
    staff_write::{Done, named},
    types::SkillGroupId,
};

const BIND: &str = "BindStaffSkillGroupList";
const UNBIND: &str = "UnbindStaffSkillGroupList";

impl Ccc {
    /// `BindStaffSkillGroupList`: an agent joins skill groups, each with a priority from 1, served first, to 5. Those he
    /// is in already stay.
    pub async fn bind_skill_groups(&self, mail: &str, groups: &[(SkillGroupId, u8)]) -> Result<(), CccError> {
        if let Some((id, priority)) = groups.iter().find(|(_, priority)| !(1..=5).contains(priority)) {
            let detail = format!("priority {priority} of skill group {id}");
            return Err(CccError::Misuse { action: BIND, detail });
        }
        let row = |(id, priority): &(SkillGroupId, u8)| json!({"SkillGroupId": id, "Priority": priority});
        let rows: Vec<Value> = groups.iter().map(row).collect();
        let body = json!({"StaffEmail": named(BIND, mail)?, "StaffSkillGroupList": rows});
        self.again::<Done>(BIND, body).await.map(drop)
    }

    /// `UnbindStaffSkillGroupList`: an agent leaves skill groups. Not repeated by itself: a second time he is out.
    pub async fn unbind_skill_groups(&self, mail: &str, groups: &[SkillGroupId]) -> Result<(), CccError> {
        let body = json!({"StaffEmail": named(UNBIND, mail)?, "SkillGroupList": groups});
        self.once::<Done>(UNBIND, body).await.map(drop)
    }
}
