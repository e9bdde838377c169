//! What agents and administrators do.

use serde::{Deserialize, Serialize};

/// Something a person does in CXone, as JSON `{"action": "contact_begin", "agent": 1001}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// The session begins unavailable, without a code.
    LogIn {
        agent: i64,
    },
    LogOut {
        agent: i64,
    },
    /// The agent chooses a state himself: available without a code. In a contact it waits for the end.
    State {
        agent: i64,
        #[serde(default)]
        code: Option<i64>,
    },
    /// A call comes or is made.
    ContactBegin {
        agent: i64,
        #[serde(default)]
        outbound: bool,
    },
    /// It ends; what was asked for meanwhile happens, else the work after it, where there is some.
    ContactEnd {
        agent: i64,
        #[serde(default)]
        after_work: bool,
    },
    /// Answers the number of the new agent.
    Add {
        first_name: String,
        last_name: String,
        email: String,
        #[serde(default)]
        team: Option<i64>,
    },
    /// What is given changes.
    Change {
        agent: i64,
        #[serde(default)]
        first_name: Option<String>,
        #[serde(default)]
        last_name: Option<String>,
        #[serde(default)]
        email: Option<String>,
        #[serde(default)]
        team: Option<i64>,
    },
    /// Nobody is ever deleted. A session ends with it.
    Activate {
        agent: i64,
        active: bool,
    },
    /// A code of a team is switched on or off; one it did not have is made.
    Code {
        team: i64,
        code: i64,
        name: String,
        active: bool,
    },
    /// The administrator makes a presence rule: pairs of states of agents and of the partner.
    Rule {
        partner: String,
        id: String,
        publisher: Vec<(String, String)>,
        subscriber: Vec<(String, String)>,
    },
}
