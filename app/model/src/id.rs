//! Identifiers: opaque text (UUID version 7 made by the server), one type a noun so that they cannot be mixed up.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "sql", derive(sqlx::Type))]
        #[cfg_attr(feature = "sql", sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub String);
        impl $name {
            /// The text of the id.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl From<String> for $name { fn from(text: String) -> Self { Self(text) } }
        impl From<&str> for $name { fn from(text: &str) -> Self { Self(text.to_owned()) } }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
    )+};
}

ids!(
    /// An organisation: a tenant of the installation.
    OrganisationId,
    /// An account: a person's own sign-in.
    AccountId,
    /// A signed-in browser.
    SessionId,
    /// A member: an account's place in one organisation.
    MemberId,
    /// A node of an organisation's tree.
    DepartmentId,
    /// An invitation: link, QR code, door number, e-mail, phone or from contacts.
    InvitationId,
    /// One request to join, with the rule that judged it.
    JoinId,
    /// A configured link to an outside platform.
    ConnectionId,
    /// An external contact.
    CustomerId,
    /// The tie between a customer and a member who looks after them.
    RelationId,
    /// A chat of members and customers.
    CustomerGroupId,
    /// A group of an identity provider.
    ScimGroupId,
    /// A customer tag.
    TagId,
    /// Something that keeps a customer from being deleted.
    HoldId,
    /// What somebody asked about the data that are held about him.
    PrivacyRequestId,
    /// Everything that is held about one person, in a file.
    DossierId,
    /// The proof that a customer was erased.
    ErasureId,
    /// What account on a platform a member has.
    MappingId,
    /// How states flow between two tenants.
    PresenceSyncId,
    /// An agent of a contact centre.
    AgentId,
    /// A skill group of agents.
    SkillGroupId,
    /// One execution of a job.
    RunId,
    /// A set of proposed changes.
    ChangeSetId,
    /// One row of a change set.
    ChangeRowId,
    /// A queued piece of work.
    JobId,
    /// A schedule that starts runs.
    ScheduleId,
    /// A message in the outbox.
    MessageId,
    /// A file whose rows become records.
    ImportId,
    /// A list that becomes a file for a script.
    ExportId,
    /// One holding of a seat.
    SeatId,
    /// A hand-over of what members hold.
    HandoverId,
    /// One thing that is handed over.
    HandoverItemId,
    /// What was written with one customer, in one group, or between two members.
    ConversationId,
    /// That somebody opened a conversation, and why.
    OpeningId,
    /// A copy of the whole installation.
    BackupId,
    /// A backup on its way back.
    RestoreId,
    /// Something that a restore holds back.
    HeldId,
    /// A key that scripts sign in with.
    ApiKeyId,
    /// An address that hears of events.
    WebhookId,
    /// Something that happened, as webhooks tell it.
    EventId,
    /// An event on its way to one webhook.
    DeliveryId,
    /// A role of an organisation's own.
    RoleId,
);
