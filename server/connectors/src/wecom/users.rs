//! Members [D 90196, 90200, 90201, 96067].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    client::WeCom,
    config::Credential,
    error::WeComError,
    types::{Cursor, DepartmentId, MemberDepartment, Page, User, UserId, lenient},
};

#[derive(Serialize)]
struct ListIdRequest<'a> {
    cursor: &'a str,
    limit: u32,
}

#[derive(Deserialize)]
struct ListId {
    #[serde(default, deserialize_with = "lenient::text")]
    next_cursor: String,
    #[serde(default, deserialize_with = "lenient::list")]
    dept_user: Vec<MemberDepartment>,
}

#[derive(Deserialize)]
struct UserList {
    #[serde(default, deserialize_with = "lenient::list")]
    userlist: Vec<User>,
}

impl WeCom {
    /// `user/list_id`: the authoritative list of who is a member, one row per (member, department), at most 10 000 a
    /// page. Only after the last page may anybody be taken for gone.
    pub async fn member_ids(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page<MemberDepartment>, WeComError> {
        let request = ListIdRequest { cursor: cursor.map_or("", |cursor| &cursor.0), limit: limit.clamp(1, 10_000) };
        let page: ListId = self.post(Credential::Contact, "user/list_id", &request).await?;
        Ok(Page { rows: page.dept_user, next: Cursor::from_wire(page.next_cursor) })
    }

    /// `user/list`: the members directly in one department, not below it. 60011 when it is out of sight.
    pub async fn members_of(&self, department: DepartmentId) -> Result<Vec<User>, WeComError> {
        let list: UserList = self.get_detail("user/list", &[("department_id", &department.to_string())]).await?;
        Ok(list.userlist)
    }

    /// `user/simplelist`: like [`WeCom::members_of`] with ids, names and departments only; for when that is too big.
    pub async fn member_names_of(&self, department: DepartmentId) -> Result<Vec<User>, WeComError> {
        let list: UserList = self.get_detail("user/simplelist", &[("department_id", &department.to_string())]).await?;
        Ok(list.userlist)
    }

    /// `user/get`. 60111 when there is no such member, he left, or he is out of sight.
    pub async fn member(&self, userid: &UserId) -> Result<User, WeComError> {
        self.get_detail("user/get", &[("userid", userid.as_str())]).await
    }
}

/// Turns rows of (member, department) into members with their departments, in order of id.
pub fn group_by_member(rows: impl IntoIterator<Item = MemberDepartment>) -> BTreeMap<UserId, Vec<DepartmentId>> {
    let mut members = BTreeMap::<UserId, Vec<DepartmentId>>::new();
    for MemberDepartment { userid, department } in rows {
        let departments = members.entry(userid).or_default();
        if !departments.contains(&department) {
            departments.push(department);
        }
    }
    members
}
