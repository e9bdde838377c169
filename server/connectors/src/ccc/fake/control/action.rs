//! What agents and administrators do.

use serde::{Deserialize, Serialize};

/// Something a person does in the contact centre or in its console, as JSON
/// `{"action": "call_begin", "staff": "li.na@example.com"}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// The session begins not ready.
    LogIn {
        staff: String,
    },
    LogOut {
        staff: String,
    },
    /// The agent chooses `free`, `notReady` or `rest`. In a call, the latter two wait for its end.
    Status {
        staff: String,
        status: String,
        #[serde(default)]
        reason: String,
    },
    CallBegin {
        staff: String,
        #[serde(default)]
        outbound: bool,
    },
    /// What was chosen meanwhile happens, else the work after it, where there is some.
    CallEnd {
        staff: String,
        #[serde(default)]
        after_work: bool,
    },
    /// The administrator makes an agent in the console.
    Add {
        name: String,
        mail: String,
        #[serde(default)]
        staff_number: String,
    },
    /// What is given changes, in the console.
    Change {
        staff: String,
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        nick: Option<String>,
        #[serde(default)]
        skill_groups: Option<Vec<i64>>,
    },
    /// In the console, whether he is online or not.
    Delete {
        staff: String,
    },
    /// In the console; no call tells of it.
    ForceOffline {
        staff: String,
    },
    /// In the console.
    ResumeOnline {
        staff: String,
    },
    /// In the console; answers its number.
    AddSkillGroup {
        name: String,
    },
    /// In the console.
    DeleteSkillGroup {
        id: i64,
    },
    /// Seats are bought, or run out.
    Seats {
        count: u32,
    },
}
