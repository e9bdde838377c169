//! The one error that crosses the wire: a code that the browser turns into words, never a sentence.
//!
//! To add an outcome, add a [`Code`] with its HTTP status here and its sentence in `app/src/words/problems`; the build
//! fails until all languages have it.

use serde::{Deserialize, Serialize};

crate::words!(
    /// What went wrong, in one word.
    Code {
        /// Nobody is signed in, or the session ended.
        SignedOut = "signed_out",
        /// No API key, or one that is unknown, expired or withdrawn: the answer is the same on purpose.
        KeyRefused = "key_refused",
        /// The viewer lacks the right; parameter `permission`, and `key` where an API key's scopes do.
        Forbidden = "forbidden",
        /// The API key may not be used from this network address; parameter `address`.
        AddressRefused = "address_refused",
        /// No such thing, or it belongs to another organisation: the answer is the same on purpose.
        NotFound = "not_found",
        /// Somebody changed it meanwhile; parameters `by`, `fields`.
        Stale = "stale",
        /// One or several fields hold values that cannot be taken; see `fields`.
        Invalid = "invalid",
        /// A name, address or number that must be unique is in use; parameter `field`.
        Taken = "taken",
        /// The thing is in a state that does not allow this; parameter `state`.
        WrongState = "wrong_state",
        /// A department still holds people or departments; parameters `members`, `departments`.
        DepartmentNotEmpty = "department_not_empty",
        /// A department cannot go below itself.
        DepartmentCycle = "department_cycle",
        /// The tree would be deeper than the limit; parameter `limit`.
        DepartmentTooDeep = "department_too_deep",
        /// The root department stands for the organisation and cannot be moved or deleted.
        DepartmentIsRoot = "department_is_root",
        /// The field is owned by a connected platform; parameter `field`.
        OwnedUpstream = "owned_upstream",
        /// The field is personal: only the person changes it; parameter `field`.
        OwnedByPerson = "owned_by_person",
        /// An organisation keeps at least one Super Admin.
        LastSuperAdmin = "last_super_admin",
        /// Nobody grants a role above his own.
        RoleAboveOwn = "role_above_own",
        /// Somebody holds the role; parameter `count`.
        RoleHeld = "role_held",
        /// Customers carry the tag; parameter `count`.
        TagInUse = "tag_in_use",
        /// A connected platform knows two customers as two people.
        TwoThere = "two_there",
        /// A connected platform knows the customer who would go and not the one who would stay.
        KnownThere = "known_there",
        /// More would be removed than the brake allows; parameters `leave`, `of`, `limit`.
        Brake = "brake",
        /// Whoever made the change set does not carry it out: somebody else has to look at it; parameter `by`.
        SecondPerson = "second_person",
        /// A hold keeps the record; parameter `until` if that is known.
        LegalHold = "legal_hold",
        /// The organisation keeps such records for some time yet; parameter `until`.
        Retention = "retention",
        /// A run of this kind is under way; parameter `run`.
        AlreadyRunning = "already_running",
        /// Wrong name or password; says nothing about which.
        SignInRefused = "sign_in_refused",
        /// Somebody forced the agent offline; parameters `by`, `reason`, `until` if that is known.
        ForcedOffline = "forced_offline",
        /// The mailed password is past its date: an admin resets it.
        PasswordExpired = "password_expired",
        /// The agent serves somebody; parameter `name`.
        AgentServing = "agent_serving",
        /// The agent has no shift that could end; parameter `name`.
        NoShift = "no_shift",
        /// Agents are in the skill group; parameter `count`.
        SkillGroupInUse = "skill_group_in_use",
        /// Too many tries; parameter `seconds`.
        TooMany = "too_many",
        /// The request came from another site.
        ForeignOrigin = "foreign_origin",
        /// The body is larger than the limit; parameter `limit`.
        TooLarge = "too_large",
        /// The request could not be read.
        Malformed = "malformed",
        /// The address is right, what is to be done with it is not.
        MethodNotAllowed = "method_not_allowed",
        /// The body is no JSON by its content type.
        UnsupportedType = "unsupported_type",
        /// The change does not say which revision it was made from.
        IfMatchMissing = "if_match_missing",
        /// The idempotency key was used for another request.
        IdempotencyReused = "idempotency_reused",
        /// A request with this idempotency key is under way, or was cut off and may have been carried out.
        IdempotencyUnfinished = "idempotency_unfinished",
        /// The invitation is past its date.
        InvitationExpired = "invitation_expired",
        /// All uses of the invitation are taken.
        InvitationUsedUp = "invitation_used_up",
        /// Whoever made the invitation paused it.
        InvitationPaused = "invitation_paused",
        /// The invitation was withdrawn.
        InvitationRevoked = "invitation_revoked",
        /// The organisation takes nobody by this way; parameter `channel`.
        ChannelClosed = "channel_closed",
        /// The organisation is closed or takes nobody.
        OrganisationClosed = "organisation_closed",
        /// The person is in already.
        AlreadyMember = "already_member",
        /// The person asked before and waits for approval.
        AlreadyWaiting = "already_waiting",
        /// The person was refused earlier; a re-examination is the way in.
        RefusedEarlier = "refused_earlier",
        /// The person was removed earlier; restoring is the way in.
        RemovedEarlier = "removed_earlier",
        /// The person is blocked from asking again.
        Blocked = "blocked",
        /// The invitation is for somebody else; parameter `address`, with its middle hidden.
        WrongAccount = "wrong_account",
        /// It was sent a moment ago; parameter `seconds`.
        CoolingDown = "cooling_down",
        /// The files that the free plan allows a day are used up; parameters `limit`, `mine`, `network`, `until`.
        Quota = "quota",
        /// The uploaded file cannot be read; parameter `error` says why, others name row, column, line and limit.
        File = "file",
        /// A backup could not be made, read or restored; parameter `error`, a [`crate::backup::BackupFault`], and `detail`.
        Backup = "backup",
        /// The member cannot take the seat over; parameter `bar`, a [`crate::seat::SuccessorBar`].
        CannotInherit = "cannot_inherit",
        /// Somebody's leaving is being prepared already; parameters `id` of that hand-over, `name`.
        HandoverOpen = "handover_open",
        /// Nobody reads a conversation without saying why: it was not opened within the last hour.
        NotOpened = "not_opened",
        /// The platform's own library, which reads its message archive, cannot be used; parameters `error` (not_set, missing,
        /// not_loadable, not_this, too_old) and `detail`.
        ArchiveLibrary = "archive_library",
        /// Rows of the file have errors, and all of it or nothing was asked for; parameters `rows`, `first`.
        RowsWrong = "rows_wrong",
        /// The connected platform refused or could not be read; parameter `detail`.
        Platform = "platform",
        /// The agent's team has no unavailable code of that name; parameter `code`.
        NoSuchCode = "no_such_code",
        /// The address points into a private network.
        PrivateAddress = "private_address",
        /// The server has more work than it can take; try again soon.
        Busy = "busy",
        /// To find it would take longer than anybody waits: a filter more, or another order, helps.
        TooSlow = "too_slow",
        /// Something broke here; parameter `id` finds it in the log.
        Internal = "internal",
        /// The server could not be reached at all (said by the browser).
        Unreachable = "unreachable",
    }
);

impl Code {
    /// The HTTP status that carries this code.
    pub const fn status(self) -> u16 {
        match self {
            Self::SignedOut | Self::KeyRefused | Self::SignInRefused | Self::PasswordExpired => 401,
            Self::Forbidden | Self::ForeignOrigin | Self::AddressRefused | Self::ForcedOffline => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Stale
            | Self::Taken
            | Self::WrongState
            | Self::DepartmentNotEmpty
            | Self::LastSuperAdmin
            | Self::RoleHeld
            | Self::TagInUse
            | Self::TwoThere
            | Self::KnownThere
            | Self::Brake
            | Self::SecondPerson
            | Self::LegalHold
            | Self::Retention
            | Self::AlreadyRunning
            | Self::AlreadyMember
            | Self::AlreadyWaiting
            | Self::RefusedEarlier
            | Self::RemovedEarlier
            | Self::OwnedUpstream
            | Self::OwnedByPerson
            | Self::RowsWrong
            | Self::WrongAccount
            | Self::CannotInherit
            | Self::HandoverOpen
            | Self::NotOpened
            | Self::AgentServing
            | Self::NoShift
            | Self::SkillGroupInUse
            | Self::ArchiveLibrary
            | Self::IdempotencyReused
            | Self::IdempotencyUnfinished => 409,
            Self::InvitationExpired
            | Self::InvitationUsedUp
            | Self::InvitationPaused
            | Self::InvitationRevoked
            | Self::ChannelClosed
            | Self::OrganisationClosed
            | Self::Blocked => 410,
            Self::TooLarge => 413,
            Self::UnsupportedType => 415,
            Self::Invalid
            | Self::DepartmentCycle
            | Self::DepartmentTooDeep
            | Self::DepartmentIsRoot
            | Self::RoleAboveOwn
            | Self::File
            | Self::Backup
            | Self::TooSlow
            | Self::NoSuchCode
            | Self::PrivateAddress => 422,
            Self::Malformed => 400,
            Self::IfMatchMissing => 428,
            Self::TooMany | Self::CoolingDown | Self::Quota => 429,
            Self::Platform => 502,
            Self::Busy | Self::Unreachable => 503,
            Self::Internal => 500,
        }
    }
}

crate::words!(
    /// Why one field cannot be taken.
    Fault {
        /// Nothing was given.
        Missing = "missing",
        /// Longer than `limit` characters.
        TooLong = "too_long",
        /// Shorter than `limit` characters.
        TooShort = "too_short",
        /// Not of the form that the field needs.
        Malformed = "malformed",
        /// A character that the field does not take.
        BadCharacter = "bad_character",
        /// Above or below what is allowed; `limit` is the bound.
        OutOfRange = "out_of_range",
        /// In use by another.
        Taken = "taken",
        /// Points at something that does not exist.
        Unknown = "unknown",
        /// Not the one that is asked for: a password, a code.
        Wrong = "wrong",
    }
);

/// One field and why it cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The field's name on the wire.
    pub field: String,
    /// Why.
    pub fault: Fault,
    /// The bound that was passed, where there is one.
    pub limit: Option<i64>,
}

/// A failure as it crosses the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What went wrong.
    pub code: Code,
    /// Values for the placeholders of the code's sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<(String, String)>,
    /// The fields at fault, for [`Code::Invalid`] and [`Code::Taken`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}

impl Problem {
    /// A problem without parameters.
    pub fn new(code: Code) -> Self {
        Self { code, params: Vec::new(), fields: Vec::new() }
    }
    /// Adds a value for a placeholder.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.push((name.to_owned(), value.to_string()));
        self
    }
    /// One field at fault.
    pub fn field(field: &str, fault: Fault) -> Self {
        Self::fields(vec![Field { field: field.to_owned(), fault, limit: None }])
    }
    /// Several fields at fault.
    pub fn fields(fields: Vec<Field>) -> Self {
        Self { code: Code::Invalid, params: Vec::new(), fields }
    }
    /// The value of a parameter, if it is there.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.word())
    }
}

impl std::error::Error for Problem {}
