//! Events in words [D 90970, 90971, 92130, 92127, 95039].

use sha2::{Digest, Sha256};

use super::{CallbackError, envelope::Fields};
use crate::wecom::types::{DepartmentId, UserId};

/// An opened event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub corp_id: String,
    /// Unix seconds. Several true events share one second.
    pub created_at: i64,
    /// SHA-256 of the opened text. The same within a minute is a repeat: the platform sends no id.
    pub digest: [u8; 32],
    pub change: Change,
}

/// What happened. Fields the platform left out are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    MemberCreated {
        userid: UserId,
        departments: Vec<DepartmentId>,
    },
    /// Addresses set up since August 2022 hear of departments, leaders and ids only, never of names.
    MemberUpdated {
        userid: UserId,
        new_userid: Option<UserId>,
        departments: Option<Vec<DepartmentId>>,
    },
    MemberDeleted {
        userid: UserId,
    },
    DepartmentCreated {
        id: DepartmentId,
        parent_id: Option<DepartmentId>,
    },
    /// Sent when the parent changes, not when the name does.
    DepartmentUpdated {
        id: DepartmentId,
        parent_id: Option<DepartmentId>,
    },
    DepartmentDeleted {
        id: DepartmentId,
    },
    BatchJobDone {
        job_id: String,
        job_type: String,
        errcode: i64,
        errmsg: String,
    },
    /// `half`: added, but the customer has not confirmed.
    CustomerAdded {
        userid: UserId,
        external_userid: String,
        state: String,
        half: bool,
    },
    CustomerEdited {
        userid: UserId,
        external_userid: String,
    },
    /// The member removed the customer, or a transfer did.
    CustomerRemoved {
        userid: UserId,
        external_userid: String,
        by_transfer: bool,
    },
    /// The customer removed the member. No call tells this later: the event is the only sign.
    MemberDropped {
        userid: UserId,
        external_userid: String,
    },
    /// `userid` is who should have got the customer. That a transfer went well is told by [`Change::CustomerRemoved`]
    /// of the one and [`Change::CustomerAdded`] of the other, which stays out when they knew each other before.
    TransferFailed {
        userid: UserId,
        external_userid: String,
        reason: TransferFailure,
    },
    ArchiveApproved {
        userid: UserId,
        external_userid: String,
    },
    /// There are messages to pull.
    ArchiveHasMessages,
    GroupCreated {
        chat_id: String,
    },
    /// Somebody else owns the group now. Who, only the group itself tells.
    GroupOwnerChanged {
        chat_id: String,
    },
    /// Members joined or left. Apply it only when `last_version` is the version stored, else read the group again.
    GroupMembersChanged {
        chat_id: String,
        joined: bool,
        /// As many as changed, whether or not `members` names them.
        count: i64,
        /// Ids of members and of people outside.
        members: Vec<String>,
        /// How they joined (0 brought by somebody, 3 by a code) or left (0 by themselves, 1 removed).
        scene: i64,
        last_version: String,
        current_version: String,
    },
    /// Another change of a group; `detail` such as `change_name` or `change_notice`.
    GroupUpdated {
        chat_id: String,
        detail: String,
    },
    GroupDismissed {
        chat_id: String,
    },
    /// `change`: `create`, `update`, `delete` or `shuffle`; `kind`: `tag` or `tag_group`.
    CustomerTagChanged {
        id: String,
        kind: String,
        change: String,
    },
    /// Something not listed here. Keep it.
    Other {
        event: String,
        change_type: String,
    },
}

/// Why a customer did not go to the successor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransferFailure {
    /// `customer_refused`.
    Refused,
    /// `customer_limit_exceed`: the successor's contacts are full.
    ContactsFull,
    Other(String),
}

impl Event {
    /// Reads an opened text.
    pub fn parse(xml: &[u8]) -> Result<Self, CallbackError> {
        let fields = Fields::parse(xml)?;
        Ok(Self {
            corp_id: fields.text("ToUserName"),
            created_at: fields.int("CreateTime"),
            digest: Sha256::digest(xml).into(),
            change: change(&fields),
        })
    }
}

fn change(fields: &Fields) -> Change {
    let event = fields.text("Event");
    let change_type = fields.text("ChangeType");
    let userid = || UserId::new(fields.text("UserID"));
    let external_userid = || fields.text("ExternalUserID");
    match (event.as_str(), change_type.as_str()) {
        ("change_contact", "create_user") => {
            Change::MemberCreated { userid: userid(), departments: departments(fields).unwrap_or_default() }
        }
        ("change_contact", "update_user") => Change::MemberUpdated {
            userid: userid(),
            new_userid: fields.get("NewUserID").filter(|id| !id.is_empty()).map(UserId::from),
            departments: departments(fields),
        },
        ("change_contact", "delete_user") => Change::MemberDeleted { userid: userid() },
        ("change_contact", "create_party") => {
            Change::DepartmentCreated { id: id(fields, "Id").unwrap_or(0), parent_id: id(fields, "ParentId") }
        }
        ("change_contact", "update_party") => {
            Change::DepartmentUpdated { id: id(fields, "Id").unwrap_or(0), parent_id: id(fields, "ParentId") }
        }
        ("change_contact", "delete_party") => Change::DepartmentDeleted { id: id(fields, "Id").unwrap_or(0) },
        ("batch_job_result", _) => Change::BatchJobDone {
            job_id: fields.text("BatchJob.JobId"),
            job_type: fields.text("BatchJob.JobType"),
            errcode: fields.int("BatchJob.ErrCode"),
            errmsg: fields.text("BatchJob.ErrMsg"),
        },
        ("change_external_contact", kind @ ("add_external_contact" | "add_half_external_contact")) => {
            Change::CustomerAdded {
                userid: userid(),
                external_userid: external_userid(),
                state: fields.text("State"),
                half: kind == "add_half_external_contact",
            }
        }
        ("change_external_contact", "edit_external_contact") => {
            Change::CustomerEdited { userid: userid(), external_userid: external_userid() }
        }
        ("change_external_contact", "del_external_contact") => Change::CustomerRemoved {
            userid: userid(),
            external_userid: external_userid(),
            by_transfer: fields.get("Source") == Some("DELETE_BY_TRANSFER"),
        },
        ("change_external_contact", "del_follow_user") => {
            Change::MemberDropped { userid: userid(), external_userid: external_userid() }
        }
        ("change_external_contact", "transfer_fail") => Change::TransferFailed {
            userid: userid(),
            external_userid: external_userid(),
            reason: match fields.get("FailReason").unwrap_or_default() {
                "customer_refused" => TransferFailure::Refused,
                "customer_limit_exceed" => TransferFailure::ContactsFull,
                other => TransferFailure::Other(other.to_owned()),
            },
        },
        ("change_external_contact", "msg_audit_approved") => {
            Change::ArchiveApproved { userid: userid(), external_userid: external_userid() }
        }
        ("msgaudit_notify", _) => Change::ArchiveHasMessages,
        ("change_external_chat", "create") => Change::GroupCreated { chat_id: fields.text("ChatId") },
        ("change_external_chat", "update") => group_updated(fields),
        ("change_external_chat", "dismiss") => Change::GroupDismissed { chat_id: fields.text("ChatId") },
        ("change_external_tag", _) => {
            Change::CustomerTagChanged { id: fields.text("Id"), kind: fields.text("TagType"), change: change_type }
        }
        _ => Change::Other { event, change_type },
    }
}

fn group_updated(fields: &Fields) -> Change {
    let chat_id = fields.text("ChatId");
    match fields.get("UpdateDetail").unwrap_or_default() {
        "change_owner" => Change::GroupOwnerChanged { chat_id },
        detail @ ("add_member" | "del_member") => {
            let joined = detail == "add_member";
            Change::GroupMembersChanged {
                chat_id,
                joined,
                count: fields.int("MemChangeCnt"),
                members: fields.all("MemChangeList.Item"),
                scene: fields.int(if joined { "JoinScene" } else { "QuitScene" }),
                last_version: fields.text("LastMemVer"),
                current_version: fields.text("CurMemVer"),
            }
        }
        detail => Change::GroupUpdated { chat_id, detail: detail.to_owned() },
    }
}

fn departments(fields: &Fields) -> Option<Vec<DepartmentId>> {
    Some(fields.get("Department")?.split(',').filter_map(|id| id.trim().parse().ok()).collect())
}

fn id(fields: &Fields, path: &str) -> Option<DepartmentId> {
    fields.get(path)?.parse().ok()
}
