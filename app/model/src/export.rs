//! Files that lists are taken home in.

use crate::audit::EntryQuery;
use crate::customer::CustomerQuery;
use crate::mapping::MappingStatus;
use crate::member::MemberQuery;
use crate::permission::Permission;
use crate::run::RunState;
use crate::{ConnectionId, CustomerId, ExportId, MemberId, Moment, Problem, RunId};
use serde::{Deserialize, Serialize};

crate::words!(
    /// The kind of file.
    ExportFormat {
        /// An Excel workbook (Office Open XML).
        Xlsx = "xlsx",
        /// Comma-separated values (RFC 4180), UTF-8 with a byte order mark, so that Excel reads it as such.
        Csv = "csv",
        /// JSON (RFC 8259): one array with an object for each row. For scripts; the console offers it for the activity only.
        Json = "json",
    }
);

crate::words!(
    /// What can be taken home.
    ExportKind {
        /// Members.
        Members = "members",
        /// Customers.
        Customers = "customers",
        /// Which account on a platform belongs to which member.
        Mappings = "mappings",
    }
);

impl ExportKind {
    /// The right that it takes.
    pub const fn right(self) -> Permission {
        match self {
            // Whoever takes mappings home needs to see them, too.
            Self::Members | Self::Mappings => Permission::MembersExport,
            Self::Customers => Permission::CustomersExport,
        }
    }
}

crate::words!(
    /// A column of the file of members.
    MemberColumn {
        /// The person's name.
        Name = "name",
        /// The person's e-mail address.
        Email = "email",
        /// The person's phone number.
        Phone = "phone",
        /// Departments as paths from the top, the main one first.
        Departments = "departments",
        /// The position.
        Position = "position",
        /// The location.
        Location = "location",
        /// The work number.
        WorkNumber = "work_number",
        /// The role.
        Role = "role",
        /// Where the member stands.
        Status = "status",
        /// Where the member came from.
        Source = "source",
        /// Since when the member is in the list.
        Created = "created",
        /// When the person was last seen in the console.
        LastSeen = "last_seen",
    }
);

crate::words!(
    /// A column of the file of customers.
    CustomerColumn {
        /// The customer's name.
        Name = "name",
        /// The company.
        Company = "company",
        /// The position there.
        Position = "position",
        /// The customer's own phone number.
        Phone = "phone",
        /// The customer's own e-mail address.
        Email = "email",
        /// What colleagues should know.
        Note = "note",
        /// What kind of contact.
        Kind = "kind",
        /// Who looks after them.
        Owners = "owners",
        /// Tags given by any owner, each with its group.
        Tags = "tags",
        /// When the first relation began.
        Added = "added",
        /// When the newest relation began.
        Contacted = "contacted",
        /// Where the record came from.
        Source = "source",
    }
);

crate::words!(
    /// A column of the file of mappings.
    MappingColumn {
        /// The member's id.
        MemberId = "member_id",
        /// The member's name.
        Name = "name",
        /// The member's e-mail address.
        Email = "email",
        /// The member's work number.
        WorkNumber = "work_number",
        /// The member's main department.
        Department = "department",
        /// The connection's name.
        Connection = "connection",
        /// Where the member stands there.
        Status = "status",
        /// Why the member has no account, or what is odd about it.
        Reason = "reason",
        /// The account's id there.
        ExternalId = "external_id",
        /// The account's name there.
        ExternalName = "external_name",
        /// The account's e-mail address there.
        ExternalEmail = "external_email",
        /// The account's extension or agent number.
        ExternalNumber = "external_number",
        /// Who decided; empty for Auto Sync.
        DecidedBy = "decided_by",
        /// Since when it stands so.
        Since = "since",
    }
);

crate::words!(
    /// A column of the file of the activity.
    ActivityColumn {
        /// The entry's number.
        Number = "number",
        /// When.
        At = "at",
        /// Who.
        Actor = "actor",
        /// Through which door.
        Channel = "channel",
        /// From which network address.
        Address = "address",
        /// What was done.
        Verb = "verb",
        /// To what kind of thing.
        Subject = "subject",
        /// Its name at that time.
        Name = "name",
        /// Changed fields before, as JSON.
        Before = "before",
        /// Changed fields after, as JSON.
        After = "after",
        /// The entry's hash.
        Hash = "hash",
    }
);

/// A request for a file of the activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportActivity {
    /// Which entries; the page does not count.
    pub query: EntryQuery,
    /// The kind of file.
    pub format: ExportFormat,
    /// The columns, in this order; empty for all.
    #[serde(default)]
    pub columns: Vec<ActivityColumn>,
}

impl ExportActivity {
    /// The columns of the file.
    pub fn columns(&self) -> &[ActivityColumn] {
        if self.columns.is_empty() { ActivityColumn::ALL } else { &self.columns }
    }
}

/// A request for a file of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportMembers {
    /// Which members, in which order; the page does not count.
    pub query: MemberQuery,
    /// Only these of them; empty for all. At most [`crate::limits::BULK`].
    #[serde(default)]
    pub ids: Vec<MemberId>,
    /// The kind of file.
    pub format: ExportFormat,
    /// The columns, in this order; empty for all.
    #[serde(default)]
    pub columns: Vec<MemberColumn>,
}

impl ExportMembers {
    /// The columns of the file.
    pub fn columns(&self) -> &[MemberColumn] {
        if self.columns.is_empty() { MemberColumn::ALL } else { &self.columns }
    }
}

/// A request for a file of customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportCustomers {
    /// Which customers, in which order; the page does not count.
    pub query: CustomerQuery,
    /// Only these of them; empty for all. At most [`crate::limits::BULK`].
    #[serde(default)]
    pub ids: Vec<CustomerId>,
    /// The kind of file.
    pub format: ExportFormat,
    /// The columns, in this order; empty for all.
    #[serde(default)]
    pub columns: Vec<CustomerColumn>,
}

impl ExportCustomers {
    /// The columns of the file.
    pub fn columns(&self) -> &[CustomerColumn] {
        if self.columns.is_empty() { CustomerColumn::ALL } else { &self.columns }
    }
}

/// A request for a file of mappings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportMappings {
    /// On which connection; `None` for all, one after the other.
    #[serde(default)]
    pub connection: Option<ConnectionId>,
    /// Only those that stand so.
    #[serde(default)]
    pub status: Option<MappingStatus>,
    /// Only members whom these words find.
    #[serde(default)]
    pub search: String,
    /// The kind of file.
    pub format: ExportFormat,
    /// The columns, in this order; empty for all.
    #[serde(default)]
    pub columns: Vec<MappingColumn>,
}

impl ExportMappings {
    /// The columns of the file.
    pub fn columns(&self) -> &[MappingColumn] {
        if self.columns.is_empty() { MappingColumn::ALL } else { &self.columns }
    }
}

/// What a script wants in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ExportRequest {
    /// Members.
    Members(ExportMembers),
    /// Customers.
    Customers(ExportCustomers),
    /// Mappings.
    Mappings(ExportMappings),
}

impl ExportRequest {
    /// What is wanted.
    pub const fn kind(&self) -> ExportKind {
        match self {
            Self::Members(_) => ExportKind::Members,
            Self::Customers(_) => ExportKind::Customers,
            Self::Mappings(_) => ExportKind::Mappings,
        }
    }

    /// The kind of file.
    pub const fn format(&self) -> ExportFormat {
        match self {
            Self::Members(request) => request.format,
            Self::Customers(request) => request.format,
            Self::Mappings(request) => request.format,
        }
    }
}

/// A file that a run writes, for whoever asked to fetch it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its id.
    pub id: ExportId,
    /// What is in it.
    pub kind: ExportKind,
    /// The kind of file.
    pub format: ExportFormat,
    /// The run that writes it.
    pub run: RunId,
    /// Where the run stands; there is a file once it is [`RunState::Done`].
    pub state: RunState,
    /// Rows written so far.
    pub rows: i64,
    /// Bytes of the finished file.
    pub size: Option<i64>,
    /// When it was asked for.
    pub created_at: Moment,
    /// When the file is removed.
    pub kept_until: Moment,
    /// Why it failed.
    pub problem: Option<Problem>,
}
