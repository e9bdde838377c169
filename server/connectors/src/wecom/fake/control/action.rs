//! What people do.

use serde::{Deserialize, Serialize};

use super::handover::HandoverAction;

/// Something a person does in WeCom, as JSON `{"action": "hire", "name": "王芳", "department": 12}`. Each fires the
/// event the platform would send. Where a userid is optional, somebody suitable is chosen.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    Hire {
        name: String,
        #[serde(default)]
        userid: Option<String>,
        #[serde(default)]
        department: Option<u32>,
        #[serde(default)]
        position: Option<String>,
    },
    /// His customers wait in the leavers' list, his groups keep him as owner, and his seat stays his until it is moved.
    Leave {
        userid: String,
    },
    /// Members leave, spread over the whole corporation, until this many of a hundred are gone. The creator stays.
    MassLeave {
        percent: u32,
    },
    Move {
        userid: String,
        departments: Vec<u32>,
    },
    /// Fires nothing: the platform does not tell names.
    Rename {
        userid: String,
        name: String,
    },
    CustomerAdd {
        userid: String,
        /// Somebody known already, whom the member now follows too; a new person when absent.
        #[serde(default)]
        external_userid: Option<String>,
        #[serde(default)]
        state: Option<String>,
    },
    /// The member removes the customer.
    CustomerRemove {
        userid: String,
        external_userid: String,
    },
    /// The customer removes the member, who stays a one-way follower.
    CustomerDropsMember {
        userid: String,
        external_userid: String,
    },
    DepartmentCreate {
        name: String,
        parent: u32,
    },
    /// Fires nothing.
    DepartmentRename {
        id: u32,
        name: String,
    },
    DepartmentMove {
        id: u32,
        parent: u32,
    },
    DepartmentDelete {
        id: u32,
    },
    /// Somebody writes: `{"action": "message_send", "from": "wmFAKE…", "to": ["wangfang7"], "text": "你好"}`. The answer tells whether it was
    /// archived, and as what.
    MessageSend {
        from: String,
        to: Vec<String>,
        #[serde(default)]
        room: Option<String>,
        #[serde(default)]
        text: Option<String>,
        /// Instead of a text, whatever the platform would have: `{"msgtype": "todo", "todo": {"title": "…"}}`.
        #[serde(default)]
        body: Option<serde_json::Value>,
    },
    /// Whoever wrote it takes it back.
    MessageRecall {
        msgid: String,
    },
    /// So many messages between those who talk anyway.
    Chatter {
        messages: u32,
    },
    /// A customer lets his messages to a member be archived, or does not.
    Consent {
        userid: String,
        external_userid: String,
        agree: bool,
    },
    /// The administrator takes a member into the archive's range, by edition (1 office, 2 service, 3 enterprise), or out of it.
    ArchiveRange {
        userid: String,
        #[serde(default)]
        edition: Option<i64>,
    },
    /// The administrator sets the archive's next public key; there are three. Fires nothing.
    ArchiveKeyRotate {},
    #[serde(untagged)]
    Handover(HandoverAction),
}

impl From<HandoverAction> for Action {
    fn from(action: HandoverAction) -> Self {
        Self::Handover(action)
    }
}
