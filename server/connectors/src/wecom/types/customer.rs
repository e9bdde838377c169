//! Customers (external contacts), who follows them, and tags.

use serde::Deserialize;

use super::{id::UserId, lenient};

/// A person outside. `external_userid` differs per caller: the corporation and a service provider see two ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ExternalContact {
    pub external_userid: String,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub avatar: String,
    /// 1 a WeChat person, 2 a WeCom person.
    #[serde(rename = "type", deserialize_with = "lenient::int")]
    pub kind: i64,
    /// 0 unknown, 1 male, 2 female.
    #[serde(deserialize_with = "lenient::int")]
    pub gender: i64,
    /// WeCom people only, like the corporation's names.
    #[serde(deserialize_with = "lenient::text")]
    pub position: String,
    #[serde(deserialize_with = "lenient::text")]
    pub corp_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub corp_full_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub unionid: String,
}

/// What a member noted about a customer, in both readings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Follow {
    pub userid: UserId,
    #[serde(deserialize_with = "lenient::text")]
    pub remark: String,
    #[serde(deserialize_with = "lenient::text")]
    pub description: String,
    #[serde(deserialize_with = "lenient::text")]
    pub remark_corp_name: String,
    #[serde(deserialize_with = "lenient::list")]
    pub remark_mobiles: Vec<String>,
    /// Unix seconds.
    #[serde(rename = "createtime", deserialize_with = "lenient::int")]
    pub created_at: i64,
    /// How they met: 1 QR code, 201 shared by a colleague, 202 assigned by an administrator … [D 92114].
    #[serde(deserialize_with = "lenient::int")]
    pub add_way: i64,
    #[serde(deserialize_with = "lenient::text")]
    pub state: String,
    #[serde(deserialize_with = "lenient::text")]
    pub oper_userid: String,
}

/// One row of `batch/get_by_user`: one (member, customer) pair, so a shared customer comes once for each follower.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FollowedCustomer {
    #[serde(rename = "external_contact")]
    pub customer: ExternalContact,
    #[serde(rename = "follow_info")]
    pub follow: FollowWithTagIds,
}

/// [`Follow`] with the ids of the corporation's tags; personal tags are not told here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FollowWithTagIds {
    #[serde(flatten)]
    pub follow: Follow,
    #[serde(rename = "tag_id", deserialize_with = "lenient::list")]
    pub tag_ids: Vec<String>,
}

/// The answer of `externalcontact/get`: one customer with all followers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CustomerDetail {
    #[serde(rename = "external_contact")]
    pub customer: ExternalContact,
    #[serde(rename = "follow_user", deserialize_with = "lenient::list")]
    pub followers: Vec<Follower>,
}

/// [`Follow`] with whole tags, personal ones among them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Follower {
    #[serde(flatten)]
    pub follow: Follow,
    #[serde(deserialize_with = "lenient::list")]
    pub tags: Vec<FollowerTag>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FollowerTag {
    pub group_name: String,
    pub tag_name: String,
    /// Empty for a personal tag.
    #[serde(deserialize_with = "lenient::text")]
    pub tag_id: String,
    /// 1 the corporation's, 2 personal, 3 of a rule group.
    #[serde(rename = "type", deserialize_with = "lenient::int")]
    pub kind: i64,
}

/// A group of the corporation's customer tags.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TagGroup {
    #[serde(rename = "group_id")]
    pub id: String,
    #[serde(rename = "group_name", deserialize_with = "lenient::text")]
    pub name: String,
    /// Unix seconds.
    #[serde(rename = "create_time", deserialize_with = "lenient::int")]
    pub created_at: i64,
    /// Larger comes first.
    #[serde(deserialize_with = "lenient::int")]
    pub order: i64,
    #[serde(rename = "tag", deserialize_with = "lenient::list")]
    pub tags: Vec<Tag>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Tag {
    pub id: String,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// Unix seconds.
    #[serde(rename = "create_time", deserialize_with = "lenient::int")]
    pub created_at: i64,
    /// Larger comes first.
    #[serde(deserialize_with = "lenient::int")]
    pub order: i64,
}
