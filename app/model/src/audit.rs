//! Activity: every change with who, when, from where, before and after.

use crate::{Moment, page::PageRequest};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Through which door a change came in.
    Origin {
        /// The console.
        Console = "console",
        /// The join page.
        Join = "join",
        /// The REST interface.
        Api = "api",
        /// The command line.
        Cli = "cli",
        /// A run that a person started.
        Run = "run",
        /// A run that a schedule or a callback started.
        Schedule = "schedule",
        /// An identity provider, by SCIM.
        Scim = "scim",
    }
);

crate::words!(
    /// What kind of thing a change was about.
    Subject {
        /// The organisation itself.
        Organisation = "organisation",
        /// A person's own sign-in.
        Account = "account",
        /// A department.
        Department = "department",
        /// A member.
        Member = "member",
        /// An invitation.
        Invitation = "invitation",
        /// A request to join.
        Join = "join",
        /// A connection.
        Connection = "connection",
        /// A change set.
        ChangeSet = "change_set",
        /// A customer.
        Customer = "customer",
        /// A tie between a customer and a member.
        Relation = "relation",
        /// A chat of members and customers.
        CustomerGroup = "customer_group",
        /// A group of an identity provider.
        Group = "group",
        /// A run.
        Run = "run",
        /// A schedule.
        Schedule = "schedule",
        /// A text that messages are written from.
        Template = "template",
        /// An imported file.
        Import = "import",
        /// A copy of the whole installation.
        Backup = "backup",
        /// An API key.
        ApiKey = "api_key",
        /// An address that hears of events.
        Webhook = "webhook",
        /// A role of the organisation's own.
        Role = "role",
        /// A tag of the organisation's own.
        Tag = "tag",
        /// What somebody asked about the data that are held about him.
        PrivacyRequest = "privacy_request",
        /// What the rules of keeping cleared.
        Retention = "retention",
        /// The right to have one's chats archived.
        Seat = "seat",
        /// Whose an account on a platform is.
        Mapping = "mapping",
        /// How states flow between two tenants, or how somebody is.
        Presence = "presence",
        /// An agent of the contact centre.
        Agent = "agent",
        /// A skill group of agents.
        SkillGroup = "skill_group",
        /// A hand-over of what members hold.
        Handover = "handover",
        /// What was written with somebody, as the message archive has it.
        Conversation = "conversation",
    }
);

crate::words!(
    /// What was done.
    Verb {
        /// Made.
        Create = "create",
        /// Changed.
        Update = "update",
        /// Moved in the tree.
        Move = "move",
        /// Removed.
        Delete = "delete",
        /// Signed in.
        SignIn = "sign_in",
        /// Signed out.
        SignOut = "sign_out",
        /// Asked to join.
        Ask = "ask",
        /// Let in.
        Approve = "approve",
        /// Not let in.
        Refuse = "refuse",
        /// Not let in, and not again.
        Block = "block",
        /// Put back into the queue.
        Reexamine = "reexamine",
        /// Taken back.
        Withdraw = "withdraw",
        /// Switched off for the time being.
        Pause = "pause",
        /// Switched on again.
        Resume = "resume",
        /// Withdrawn.
        Revoke = "revoke",
        /// Given a new value at random.
        Reset = "reset",
        /// Cannot sign in for the time being.
        Suspend = "suspend",
        /// Has left.
        Terminate = "terminate",
        /// Came back.
        Restore = "restore",
        /// Taken home in a file.
        Export = "export",
        /// Given another role.
        ChangeRole = "change_role",
        /// Tried out.
        Test = "test",
        /// Removed for good.
        Erase = "erase",
        /// Kept from being deleted.
        Hold = "hold",
        /// Became part of another.
        Merge = "merge",
        /// Put into the place of another.
        Replace = "replace",
        /// Passed on to somebody else.
        Inherit = "inherit",
        /// Looked into, for a reason.
        Open = "open",
        /// Begun.
        Start = "start",
        /// Carried out.
        Apply = "apply",
        /// Put back.
        Undo = "undo",
        /// Stopped.
        Cancel = "cancel",
        /// Invited.
        Invite = "invite",
        /// Invited again.
        Resend = "resend",
    }
);

/// One entry of the activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number in the organisation, from 1 without gaps.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who: the name at that time; empty for the system.
    pub actor: String,
    /// Through which door.
    pub origin: Origin,
    /// From which network address.
    pub address: String,
    /// What was done.
    pub verb: Verb,
    /// To what kind of thing.
    pub subject: Subject,
    /// Its id.
    pub subject_id: String,
    /// Its name at that time.
    pub subject_name: String,
    /// Changed fields before, as a JSON object; empty where there was nothing before.
    pub before: String,
    /// Changed fields after, as a JSON object.
    pub after: String,
    /// The hash that covers this entry and, over the one before it, all earlier ones.
    #[serde(default)]
    pub hash: String,
    /// The hash of the entry before it; empty for the first.
    #[serde(default)]
    pub previous: String,
}

/// Which entries are wanted, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct EntryQuery {
    /// Only about this kind of thing.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// Only about this thing.
    #[serde(default)]
    pub subject_id: Option<String>,
    /// Only this verb.
    #[serde(default)]
    pub verb: Option<Verb>,
    /// Only through this door.
    #[serde(default)]
    pub origin: Option<Origin>,
    /// Only by an actor whose name contains this.
    #[serde(default)]
    pub actor: String,
    /// Only about something whose name at that time contains this.
    #[serde(default)]
    pub name: String,
    /// Not before this moment.
    #[serde(default)]
    pub from: Option<Moment>,
    /// Before this moment.
    #[serde(default)]
    pub until: Option<Moment>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}
