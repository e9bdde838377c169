//! What people do, and what happens to events.

use serde::{Deserialize, Serialize};

/// Something that happens, as JSON `{"action": "call_begins", "extension": "300100107"}`. What changes a presence fires
/// its event.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Somebody chooses for himself; what is left out stays.
    SetPresence {
        extension: String,
        #[serde(default)]
        user_status: Option<String>,
        #[serde(default)]
        dnd_status: Option<String>,
        #[serde(default)]
        message: Option<String>,
    },
    CallBegins {
        extension: String,
        /// `CallConnected` unless said otherwise; also `Ringing`, `OnHold` or `ParkedCall`.
        #[serde(default)]
        telephony_status: Option<String>,
    },
    CallEnds {
        extension: String,
    },
    MeetingBegins {
        extension: String,
    },
    MeetingEnds {
        extension: String,
    },
    Dnd {
        extension: String,
        on: bool,
    },
    /// Answers `{"id": …}`.
    AccountAdd {
        first_name: String,
        last_name: String,
        #[serde(default)]
        email: String,
    },
    AccountChange {
        extension: String,
        #[serde(default)]
        first_name: Option<String>,
        #[serde(default)]
        last_name: Option<String>,
        #[serde(default)]
        email: Option<String>,
        #[serde(default)]
        department: Option<String>,
        #[serde(default)]
        job_title: Option<String>,
    },
    AccountRemove {
        extension: String,
    },
    AccountDisable {
        extension: String,
        disabled: bool,
    },
    /// The platform blocks an address for ever.
    Blacklist {
        subscription: String,
    },
    /// The platform delivers nothing for now.
    Suspend {
        subscription: String,
    },
    /// The last event goes out again, the same to the letter.
    ReplayLast {},
    /// Somebody who is not the platform sends every subscription an event about an extension, with a token of his own
    /// or none.
    Forge {
        extension: String,
        #[serde(default)]
        verification_token: String,
    },
    /// Events wait from now on.
    HoldEvents {},
    /// Those that waited go out late: in their order, or the last first.
    ReleaseEvents {
        #[serde(default)]
        reversed: bool,
    },
}
