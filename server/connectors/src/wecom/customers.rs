//! Customers [D 92571, 92113, 92114, 92994].

use serde::{Deserialize, Serialize};

use super::{
    client::WeCom,
    config::Credential,
    error::{Decision, WeComError},
    types::{Cursor, CustomerDetail, FollowedCustomer, UserId, lenient},
};

/// The most members one `batch/get_by_user` takes, and the most rows a page of it has.
const BATCH: usize = 100;

/// One page of (member, customer) pairs.
#[derive(Debug, Clone)]
pub struct CustomerPage {
    pub rows: Vec<FollowedCustomer>,
    /// `None` at the end.
    pub next: Option<Cursor>,
    /// Members whose customers were left out because they have no seat. While somebody stands here the listing is not
    /// whole: take nobody for gone.
    pub unlicensed: Vec<UserId>,
}

#[derive(Deserialize)]
struct FollowUsers {
    #[serde(default, deserialize_with = "lenient::list")]
    follow_user: Vec<UserId>,
}

#[derive(Deserialize)]
struct CustomerIds {
    #[serde(default, deserialize_with = "lenient::list")]
    external_userid: Vec<String>,
}

#[derive(Deserialize)]
struct DetailPage {
    #[serde(flatten)]
    detail: CustomerDetail,
    #[serde(default, deserialize_with = "lenient::text")]
    next_cursor: String,
}

#[derive(Serialize)]
struct ByUserRequest<'a> {
    userid_list: &'a [UserId],
    cursor: &'a str,
    limit: usize,
}

#[derive(Deserialize)]
struct ByUser {
    #[serde(default, deserialize_with = "lenient::list")]
    external_contact_list: Vec<FollowedCustomer>,
    #[serde(default, deserialize_with = "lenient::text")]
    next_cursor: String,
    #[serde(default)]
    fail_info: Option<FailInfo>,
}

#[derive(Default, Deserialize)]
struct FailInfo {
    #[serde(default, deserialize_with = "lenient::list")]
    unlicensed_userid_list: Vec<UserId>,
}

impl WeCom {
    /// `externalcontact/get_follow_user_list`: the members who may have customers. Not paged.
    pub async fn follow_users(&self) -> Result<Vec<UserId>, WeComError> {
        let list: FollowUsers = self.get(Credential::App, "externalcontact/get_follow_user_list", &[]).await?;
        Ok(list.follow_user)
    }

    /// `externalcontact/list`: the ids of one member's customers, all at once. A member without any makes the platform
    /// answer 84061; that is an empty list here.
    pub async fn customer_ids_of(&self, member: &UserId) -> Result<Vec<String>, WeComError> {
        let list = self.get(Credential::App, "externalcontact/list", &[("userid", member.as_str())]).await;
        match list {
            Ok(CustomerIds { external_userid }) => Ok(external_userid),
            Err(error) if error.decision() == Decision::Empty => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// `externalcontact/get`: one customer with all followers; beyond 500 of them the platform pages, which is joined
    /// here. 40096 or 84061 when there is no such relation any more.
    pub async fn customer(&self, external_userid: &str) -> Result<CustomerDetail, WeComError> {
        let api = "externalcontact/get";
        let mut page: DetailPage = self.get(Credential::App, api, &[("external_userid", external_userid)]).await?;
        let mut whole = page.detail;
        while let Some(Cursor(cursor)) = Cursor::from_wire(page.next_cursor) {
            let query = [("external_userid", external_userid), ("cursor", &cursor)];
            page = self.get(Credential::App, api, &query).await?;
            if page.next_cursor == cursor {
                return Err(WeComError::HalfJson { api, detail: "the cursor does not move".to_owned() });
            }
            whole.followers.append(&mut page.detail.followers);
        }
        Ok(whole)
    }

    /// `externalcontact/batch/get_by_user`: the customers of up to 100 members, 100 rows a page. A cursor belongs to
    /// its list of members. 701008 when none of them has a seat.
    pub async fn customers_of(&self, members: &[UserId], cursor: Option<&Cursor>) -> Result<CustomerPage, WeComError> {
        let api = "externalcontact/batch/get_by_user";
        if members.is_empty() || members.len() > BATCH {
            let detail = format!("takes 1 to {BATCH} members, not {}", members.len());
            return Err(WeComError::Misuse { api, detail });
        }
        // Without a limit the platform sends 50 rows.
        let request =
            ByUserRequest { userid_list: members, cursor: cursor.map_or("", |cursor| &cursor.0), limit: BATCH };
        let page: ByUser = self.post(Credential::App, api, &request).await?;
        Ok(CustomerPage {
            rows: page.external_contact_list,
            next: Cursor::from_wire(page.next_cursor),
            unlicensed: page.fail_info.unwrap_or_default().unlicensed_userid_list,
        })
    }
}
