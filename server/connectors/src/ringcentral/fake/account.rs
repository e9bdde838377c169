//! One extension: who has it, and his presence.

use serde_json::{Value, json};

/// The account's own number.
pub(super) const ACCOUNT: u64 = 300_100_000;

/// An extension.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) id: u64,
    pub(super) number: u32,
    /// `User` or `Department`.
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) email: String,
    pub(super) department: String,
    pub(super) job_title: String,
    /// Whether he signs in with his address.
    pub(super) email_is_login: bool,
    pub(super) state: State,
    /// Grows with every event.
    pub(super) sequence: i64,
}

/// What somebody chose and what his telephone does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    pub(super) user: String,
    pub(super) dnd: String,
    pub(super) telephony: String,
    pub(super) in_meeting: bool,
    pub(super) message: Option<String>,
    pub(super) allow_see: bool,
    pub(super) ring_on_monitored: bool,
    pub(super) pick_up_on_hold: bool,
    pub(super) caller_id: String,
    pub(super) takes_queue_calls: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            user: "Available".to_owned(),
            dnd: "TakeAllCalls".to_owned(),
            telephony: "NoCall".to_owned(),
            in_meeting: false,
            message: None,
            allow_see: true,
            ring_on_monitored: false,
            pick_up_on_hold: false,
            caller_id: "All".to_owned(),
            takes_queue_calls: true,
        }
    }
}

impl State {
    /// What others see: nothing of who is invisible; a telephone, a meeting or the wish for quiet make busy.
    pub(super) fn aggregate(&self) -> &str {
        let on_the_phone = matches!(self.telephony.as_str(), "CallConnected" | "OnHold" | "Ringing");
        let busy = on_the_phone || self.in_meeting || self.dnd == "DoNotAcceptAnyCalls";
        match self.user.as_str() {
            "Offline" => "Offline",
            _ if busy => "Busy",
            chosen => chosen,
        }
    }

    fn fields(&self, new_call_handling: bool) -> Value {
        let mut fields = json!({
            "presenceStatus": self.aggregate(),
            "userStatus": self.user,
            "dndStatus": if new_call_handling { "TakeAllCalls" } else { &self.dnd },
            "telephonyStatus": self.telephony,
            "meetingStatus": if self.in_meeting { "Connected" } else { "Disconnected" },
            "allowSeeMyPresence": self.allow_see,
            "ringOnMonitoredCall": self.ring_on_monitored,
            "pickUpCallsOnHold": self.pick_up_on_hold,
            "callerIdVisibility": self.caller_id,
            "acceptCallQueueCalls": self.takes_queue_calls,
        });
        if new_call_handling {
            fields["dndStatusPersonal"] = self.dnd.as_str().into();
        }
        if let Some(message) = &self.message {
            fields["message"] = message.as_str().into();
        }
        fields
    }
}

impl Account {
    pub(super) fn is_person(&self) -> bool {
        self.kind == "User"
    }

    pub(super) fn name(&self) -> String {
        format!("{} {}", self.first, self.last).trim().to_owned()
    }

    /// A record of the directory, where ids are texts.
    pub(super) fn entry(&self) -> Value {
        let mut entry = json!({
            "id": self.id.to_string(),
            "type": self.kind,
            "status": self.status,
            "account": {"id": ACCOUNT.to_string(), "mainNumber": {"phoneNumber": "+16505550100"}},
            "name": self.name(),
            "extensionNumber": self.number.to_string(),
            "department": self.department,
            "jobTitle": self.job_title,
            "phoneNumbers": [{
                "phoneNumber": self.phone(), "type": "VoiceFax", "usageType": "DirectNumber", "primary": true,
            }],
            "site": {"id": "main-site", "name": "Main Site"},
            "hidden": false,
        });
        if self.is_person() {
            entry["firstName"] = self.first.as_str().into();
            entry["lastName"] = self.last.as_str().into();
        }
        if !self.email.is_empty() {
            entry["email"] = self.email.as_str().into();
        }
        entry
    }

    /// A record of the extensions, where ids are numbers.
    pub(super) fn extension(&self, base: &str) -> Value {
        let mut contact = json!({
            "firstName": self.first,
            "lastName": self.last,
            "jobTitle": self.job_title,
            "department": self.department,
            "emailAsLoginName": self.email_is_login,
        });
        if !self.email.is_empty() {
            contact["email"] = self.email.as_str().into();
        }
        json!({
            "id": self.id,
            "uri": self.uri(base),
            "extensionNumber": self.number.to_string(),
            "name": self.name(),
            "type": self.kind,
            "status": self.status,
            "contact": contact,
            "hidden": false,
        })
    }

    /// The body of the presence resource.
    pub(super) fn presence(&self, base: &str, new_call_handling: bool) -> Value {
        let mut presence =
            if self.is_person() { self.state.fields(new_call_handling) } else { json!({"presenceStatus": "Offline"}) };
        let uri = self.uri(base);
        presence["uri"] = format!("{uri}/presence").into();
        presence["extension"] = json!({"uri": uri, "id": self.id, "extensionNumber": self.number.to_string()});
        presence
    }

    /// The body of the event of now.
    pub(super) fn presence_event(&self, new_call_handling: bool) -> Value {
        let mut body = self.state.fields(new_call_handling);
        body["extensionId"] = self.id.to_string().into();
        body["sequence"] = self.sequence.into();
        body
    }

    /// Inside the range that is kept free for made-up numbers while it lasts.
    pub(super) fn phone(&self) -> String {
        format!("+1650555{:04}", self.number % 10_000)
    }

    fn uri(&self, base: &str) -> String {
        format!("{base}/restapi/v1.0/account/{ACCOUNT}/extension/{}", self.id)
    }
}
