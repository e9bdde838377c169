//! Presence [guide: presence]: what somebody chose, what his telephone does, and what the platform makes of both.

use serde::{Deserialize, Serialize};

use super::{id::ExtensionId, words::words};

words! {
    /// What others see, computed by the platform. Somebody on the telephone is `Busy` here while he chose `Available`,
    /// so nothing is told from this alone.
    PresenceStatus { Offline, Busy, Available }
}

words! {
    /// What somebody chose. `Offline` is invisible.
    UserStatus { Offline, Busy, Available }
}

words! {
    /// Whose calls ring.
    DndStatus { TakeAllCalls, DoNotAcceptDepartmentCalls, TakeDepartmentCallsOnly, DoNotAcceptAnyCalls, Unknown }
}

words! {
    /// What a telephone does.
    TelephonyStatus { NoCall, CallConnected, Ringing, OnHold, ParkedCall }
}

words! {
    /// Whether somebody is in a meeting.
    MeetingStatus { Connected, Disconnected }
}

words! {
    /// Who sees the number of a caller.
    CallerIdVisibility { All, None, PermittedUsers }
}

/// The presence of one extension. What is no person's has a `presence_status` and little else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Presence {
    pub extension: ExtensionRef,
    pub presence_status: Option<PresenceStatus>,
    pub user_status: Option<UserStatus>,
    pub dnd_status: Option<DndStatus>,
    /// In accounts with the new call handling, where `dnd_status` does not apply.
    pub dnd_status_personal: Option<DndStatus>,
    pub telephony_status: Option<TelephonyStatus>,
    pub meeting_status: Option<MeetingStatus>,
    /// Calls of the contact centre.
    pub cx_telephony_status: Option<TelephonyStatus>,
    pub message: Option<String>,
    pub allow_see_my_presence: Option<bool>,
    pub ring_on_monitored_call: Option<bool>,
    pub pick_up_calls_on_hold: Option<bool>,
    pub caller_id_visibility: Option<CallerIdVisibility>,
    pub accept_call_queue_calls: Option<bool>,
}

/// Whose presence it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ExtensionRef {
    pub id: ExtensionId,
    pub extension_number: Option<String>,
}

impl Presence {
    pub fn id(&self) -> &ExtensionId {
        &self.extension.id
    }

    /// Whether the account has the new call handling, as far as the platform lets one guess: only there the personal
    /// field is told.
    pub fn has_personal_dnd(&self) -> bool {
        self.dnd_status_personal.is_some()
    }

    /// Whether no call rings, by whichever of the two fields applies.
    pub fn takes_no_calls(&self) -> bool {
        let status = self.dnd_status_personal.as_ref().or(self.dnd_status.as_ref());
        status == Some(&DndStatus::DoNotAcceptAnyCalls)
    }
}

/// What is to become of a presence. Only what is set is sent: message and visibility are the person's own, and stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PresenceChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_status: Option<UserStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dnd_status: Option<DndStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dnd_status_personal: Option<DndStatus>,
    /// At most 75 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_see_my_presence: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ring_on_monitored_call: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pick_up_calls_on_hold: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller_id_visibility: Option<CallerIdVisibility>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept_call_queue_calls: Option<bool>,
}
