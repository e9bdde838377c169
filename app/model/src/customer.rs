//! Customers: external contacts, and the relation that ties each to the members who look after them.

use crate::customer_edit::CustomerField;
use crate::member::{Lock, Outcome, Source};
use crate::page::PageRequest;
use crate::{ChangeSetId, CustomerId, DepartmentId, MemberId, Moment, RelationId, TagId};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Whether a relation lives.
    RelationState {
        /// It lives.
        Live = "live",
        /// The platform no longer has it.
        Ended = "ended",
        /// The customer removed the member; the platform keeps a one-way relation.
        OneWay = "one_way",
    }
);

crate::words!(
    /// What kind of contact it is.
    CustomerKind {
        /// A WeChat user.
        WeChat = "wechat",
        /// A WeCom user of another company.
        WeCom = "wecom",
        /// Made here.
        Manual = "manual",
    }
);

crate::words!(
    /// Whether somebody is a customer now.
    #[derive(Default)]
    CustomerState {
        /// Some relation lives.
        #[default]
        Live = "live",
        /// Every relation ended.
        Ended = "ended",
    }
);

impl CustomerState {
    /// From what is stored.
    pub const fn of(ended: bool) -> Self {
        if ended { Self::Ended } else { Self::Live }
    }
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// The group it belongs to.
    pub group: String,
    /// Its name.
    pub name: String,
}

/// Who looks after a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The member.
    pub member_id: MemberId,
    /// The member's name.
    pub name: String,
}

/// A row of the customer table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// The customer.
    pub id: CustomerId,
    /// The customer's name.
    pub name: String,
    /// The company.
    pub company: String,
    /// The customer's own phone number; empty for none.
    #[serde(default)]
    pub phone: String,
    /// The customer's own e-mail address; empty for none.
    #[serde(default)]
    pub email: String,
    /// What kind of contact.
    pub kind: CustomerKind,
    /// Who looks after them.
    pub owners: Vec<Owner>,
    /// Tags given by any owner, and those of the organisation's own.
    pub tags: Vec<Tag>,
    /// When the first relation began.
    pub added_at: Moment,
    /// When the newest relation began, or when somebody added by hand was added.
    #[serde(default)]
    pub contacted_at: Moment,
    /// Where the record came from.
    pub source: Source,
    /// Changes with every change.
    pub revision: i64,
}

/// One relation with everything its owner noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Its id.
    pub id: RelationId,
    /// Who looks after the customer.
    pub owner: Owner,
    /// What the owner calls them.
    pub remark: String,
    /// What the owner noted.
    pub description: String,
    /// The company as the owner noted it.
    pub company: String,
    /// Phones as the owner noted them.
    pub phones: Vec<String>,
    /// Tags given by this owner.
    pub tags: Vec<Tag>,
    /// How the contact was made: the platform's own number (WeCom `add_way`).
    pub add_way: i64,
    /// The channel's own mark (WeCom `state`).
    pub channel: String,
    /// Since when.
    pub since: Moment,
    /// Whether it lives.
    pub state: RelationState,
}

/// Everything that the detail shows of one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerDetail {
    /// The row of the table.
    pub row: CustomerRow,
    /// The customer's position, for WeCom contacts.
    pub position: String,
    /// 0 unknown, 1 male, 2 female, as the platform says.
    pub gender: i64,
    /// What colleagues should know.
    #[serde(default)]
    pub note: String,
    /// Those of the row's tags that the organisation itself put on.
    #[serde(default)]
    pub own_tags: Vec<Tag>,
    /// Fields that nobody edits here, each with the reason.
    #[serde(default)]
    pub locks: Vec<(CustomerField, Lock)>,
    /// Whether any relation lives.
    #[serde(default)]
    pub state: CustomerState,
    /// The id on the platform.
    pub external_id: Option<String>,
    /// The ids on all platforms.
    #[serde(default)]
    pub external_ids: Vec<String>,
    /// The name of the connection it came from.
    pub connection: Option<String>,
    /// Every relation, live ones first.
    pub relations: Vec<Relation>,
    /// Groups that he is in, the newest to join first.
    #[serde(default)]
    pub groups: Vec<crate::group::CustomerGroup>,
    /// Holds in force.
    #[serde(default)]
    pub holds: Vec<crate::deletion::Hold>,
    /// The newest entries of activity about this customer.
    pub history: Vec<crate::audit::Entry>,
}

/// Which customers are wanted. The default means all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct CustomerQuery {
    /// Words: name, pinyin or its initials, remark, company, phone.
    #[serde(default)]
    pub search: String,
    /// Only those whom this member looks after.
    #[serde(default)]
    pub owner: Option<MemberId>,
    /// Only those looked after by somebody in this department or below it.
    #[serde(default)]
    pub department: Option<DepartmentId>,
    /// Only with all of these tags.
    #[serde(default)]
    pub tags: Vec<TagId>,
    /// Only of this source.
    #[serde(default)]
    pub source: Option<Source>,
    /// Only in this state.
    #[serde(default)]
    pub state: CustomerState,
    /// Only added at or after this moment.
    #[serde(default)]
    pub added_from: Option<Moment>,
    /// Only added before this moment.
    #[serde(default)]
    pub added_until: Option<Moment>,
    /// Only whose last contact began at or after this moment.
    #[serde(default)]
    pub contacted_from: Option<Moment>,
    /// Only whose last contact began before this moment.
    #[serde(default)]
    pub contacted_until: Option<Moment>,
    /// The order; newest first unless told otherwise.
    #[serde(default)]
    pub sort: Option<CustomerSort>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

crate::words!(
    /// By what the customer table is sorted.
    CustomerSort {
        /// Newest first.
        Newest = "newest",
        /// By name: pinyin for Chinese ones.
        Name = "name",
        /// By the last contact, latest first.
        Contact = "contact",
    }
);

/// What became of customers that were to be deleted, restored, erased, tagged or merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// The change set: what was carried out, or what waits for a decision.
    pub set: Option<ChangeSetId>,
    /// One by one, in the order asked for.
    pub outcomes: Vec<Outcome<CustomerId>>,
}
