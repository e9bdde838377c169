//! Change sets: rows proposed by a synchronisation, an import, a bulk edit or a leaving plan.
//!
//! The spine is the same for all of them: draft rows with before, after, verdict and reason; let a person review and
//! untick; apply in blocks; keep an outcome per row; retry the failed; undo what nobody touched since.

use crate::page::PageRequest;
use crate::permission::Permission;
use crate::run::Counts;
use crate::{ChangeRowId, ChangeSetId, ConnectionId, Moment, RunId};
use serde::{Deserialize, Serialize};

crate::words!(
    /// What a change set is about; each kind knows how to draft, apply and invert its rows.
    ChangeKind {
        /// Departments and members of a platform.
        Contacts = "contacts",
        /// Customers and relations of a platform.
        Customers = "customers",
        /// Seats of a platform.
        Seats = "seats",
        /// Accounts on a platform, and whose they are.
        Mapping = "mapping",
        /// Seats that pass on from one member to another.
        Inheritance = "inheritance",
        /// What members hold, handed over to others.
        Handover = "handover",
        /// Members whose department, position, location or access is changed together.
        Edit = "edit",
        /// Members and departments out of a file.
        Import = "import",
        /// Customers and tags out of a file.
        CustomerImport = "customer_import",
        /// Accounts on platforms and whose they are, out of a file.
        MappingImport = "mapping_import",
        /// Agents and skill groups out of a file.
        AgentImport = "agent_import",
        /// Tags put on customers and taken off them.
        Tagging = "tagging",
        /// Customers that are the same person and become one.
        Merge = "merge",
        /// Customers that go into the recycle bin.
        Deletion = "deletion",
        /// Customers that come back out of it.
        Restoration = "restoration",
        /// Customers in it that are erased before their time.
        Erasure = "erasure",
    }
);

impl ChangeKind {
    /// The right to carry such a set out and to put it back.
    pub const fn right(self) -> Permission {
        match self {
            Self::Contacts | Self::Customers | Self::Seats => Permission::SyncRun,
            Self::Mapping | Self::MappingImport => Permission::MappingMap,
            Self::AgentImport => Permission::AgentsWrite,
            Self::Inheritance => Permission::SeatsInherit,
            Self::Handover => Permission::HandoversWrite,
            Self::Edit => Permission::MembersWrite,
            Self::Import => Permission::MembersImport,
            Self::CustomerImport | Self::Tagging | Self::Merge => Permission::CustomersWrite,
            Self::Deletion | Self::Restoration | Self::Erasure => Permission::CustomersDelete,
        }
    }

    /// The right to look at such a set.
    pub const fn reading_right(self) -> Permission {
        match self {
            Self::Contacts | Self::Customers | Self::Seats => Permission::ConnectionsRead,
            Self::Mapping | Self::MappingImport => Permission::MappingsRead,
            Self::AgentImport => Permission::AgentsRead,
            Self::Inheritance => Permission::SeatsRead,
            Self::Handover => Permission::HandoversRead,
            Self::Edit => Permission::MembersWrite,
            Self::Import => Permission::MembersImport,
            Self::CustomerImport | Self::Tagging | Self::Merge => Permission::CustomersWrite,
            Self::Deletion | Self::Restoration | Self::Erasure => Permission::CustomersDelete,
        }
    }

    /// Whether a set of the kind can be put back.
    pub const fn can_be_undone(self) -> bool {
        !matches!(self, Self::Erasure)
    }

    /// The ways out of a conflict. A file brings no second account for an address: two members with one address could not be
    /// told apart when they sign in.
    pub const fn resolutions(self) -> &'static [Resolution] {
        match self {
            // Of one who came back meanwhile: leave him in the bin, put both together, or keep both.
            Self::Contacts
            | Self::Customers
            | Self::Seats
            | Self::Mapping
            | Self::Inheritance
            | Self::Handover
            | Self::Edit
            | Self::Tagging
            | Self::Deletion
            | Self::Restoration
            | Self::Erasure => Resolution::ALL,
            // Of two that are only alike: leave both, or make one of them.
            Self::Merge => &[Resolution::KeepOurs, Resolution::TakeTheirs],
            Self::Import | Self::CustomerImport | Self::MappingImport | Self::AgentImport => {
                &[Resolution::KeepOurs, Resolution::TakeTheirs]
            }
        }
    }
}

crate::words!(
    /// Where a change set stands.
    ChangeState {
        /// Its rows are being written; nobody may look yet.
        Drafting = "drafting",
        /// Complete, waits for review.
        Draft = "draft",
        /// Being carried out.
        Applying = "applying",
        /// Carried out.
        Applied = "applied",
        /// Being put back.
        Undoing = "undoing",
        /// Put back.
        Undone = "undone",
        /// Given up before it was carried out.
        Discarded = "discarded",
    }
);

crate::words!(
    /// What a row would do.
    Verdict {
        /// Adds something that is not here.
        Add = "add",
        /// Changes something that is here.
        Change = "change",
        /// Marks something as gone.
        Leave = "leave",
        /// Cannot be decided without a person.
        Conflict = "conflict",
        /// Cannot be carried out; the reason says why. Shown so that nobody wonders, never ticked.
        Blocked = "blocked",
    }
);

crate::words!(
    /// Why a row has its verdict.
    Reason {
        /// Not known here yet.
        NewThere = "new_there",
        /// Fields differ.
        FieldsDiffer = "fields_differ",
        /// The platform's list no longer has it.
        GoneThere = "gone_there",
        /// The platform says that the person has left.
        LeftThere = "left_there",
        /// Known here under the same e-mail address without a link to the platform.
        SameEmail = "same_email",
        /// Known here under the same phone number without a link to the platform.
        SamePhone = "same_phone",
        /// Left earlier and is back on the platform.
        CameBack = "came_back",
        /// Its parent does not exist there.
        OrphanThere = "orphan_there",
        /// A sibling here has the same name.
        SameName = "same_name",
        /// A person asked for it.
        Asked = "asked",
        /// The connected platform owns what would change.
        OwnedThere = "owned_there",
        /// The member's present state does not allow it.
        WrongState = "wrong_state",
        /// The member has more rights than whoever asked.
        RoleAbove = "role_above",
        /// The member is, or would be, in departments that are not those of whoever asked.
        OutOfScope = "out_of_scope",
        /// The organisation would be left without a Super Admin.
        LastSuperAdmin = "last_super_admin",
        /// Not known here yet; the file has it.
        NewInFile = "new_in_file",
        /// The row of the file has errors.
        RowWrong = "row_wrong",
        /// A hold keeps the record.
        LegalHold = "legal_hold",
        /// The organisation keeps such records for some time yet.
        Retention = "retention",
        /// The same name at the same company.
        SameNameAndCompany = "same_name_and_company",
        /// The same person is here again.
        HereAgain = "here_again",
        /// The member left here.
        LeftHere = "left_here",
        /// The platform names somebody who is not known here: contacts come first.
        UnknownHere = "unknown_here",
    }
);

crate::words!(
    /// What became of a row.
    RowState {
        /// Not carried out.
        Open = "open",
        /// Carried out.
        Applied = "applied",
        /// Tried and failed; the reason is kept and it can be tried again.
        Failed = "failed",
        /// Unticked.
        Skipped = "skipped",
        /// Put back.
        Undone = "undone",
        /// Not put back, because somebody changed it since.
        Kept = "kept",
    }
);

crate::words!(
    /// How to decide a conflict.
    Resolution {
        /// Leave ours as it is and do not link.
        KeepOurs = "keep_ours",
        /// Link ours to theirs and take their fields.
        TakeTheirs = "take_theirs",
        /// Make a new one beside ours.
        AddNew = "add_new",
    }
);

/// A change set as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// Its id.
    pub id: ChangeSetId,
    /// What it is about.
    pub kind: ChangeKind,
    /// Where it stands.
    pub state: ChangeState,
    /// The connection it came from.
    pub connection_id: Option<ConnectionId>,
    /// The connection's name.
    pub connection: String,
    /// Rows by verdict.
    pub counts: Counts,
    /// Rows that are ticked.
    pub accepted: i64,
    /// Rows by what became of them.
    pub outcomes: Vec<(RowState, i64)>,
    /// Whether somebody else than who made it has to carry it out.
    #[serde(default)]
    pub second_person: bool,
    /// The brake, whether or not it holds.
    pub brake: Brake,
    /// The run that carries it out or puts it back, if one is under way.
    pub run: Option<RunId>,
    /// Who made it; empty for a schedule or callback.
    pub created_by: String,
    /// When it was made.
    pub created_at: Moment,
    /// When it was carried out.
    pub applied_at: Option<Moment>,
    /// When the rules of keeping blanked its rows: nothing can be put back after that.
    #[serde(default)]
    pub cleared_at: Option<Moment>,
    /// The copy of the whole installation that is made first, because more is removed than the brake allows.
    pub copy: Option<CopyBefore>,
    /// Changes with every change.
    pub revision: i64,
}

/// The copy before a change set that removes more than the brake allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyBefore {
    /// Muster makes it when the set is carried out.
    Coming,
    /// The one that Muster made or makes.
    Made {
        /// The name of its file.
        file_name: String,
        /// Where it stands.
        state: crate::backup::BackupState,
        /// When it was made.
        at: Moment,
        /// Why it failed: nothing was carried out then.
        problem: Option<crate::Problem>,
    },
    /// The installation is on PostgreSQL: its own dumps are meant.
    OwnDumps,
}

/// The share of records that would be marked as gone, against the limit above which a person must say the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Brake {
    /// Ticked rows that would be marked as gone.
    pub leave: i64,
    /// Records that the source holds here now.
    pub of: i64,
    /// The limit, in percent.
    pub limit: i64,
}

/// Fewer records than this are never braked: one of ten people is ten percent.
pub const BRAKE_FROM: i64 = 20;
/// The brake's limit unless the connection sets another, in percent.
pub const BRAKE_PERCENT: i64 = 5;
/// What a person types to go on above the brake.
pub const BRAKE_WORD: &str = "APPLY";

impl Brake {
    /// Whether a person must say the word.
    pub const fn holds(self) -> bool {
        self.of >= BRAKE_FROM && self.leave * 100 > self.limit * self.of
    }
    /// The share in tenths of a percent.
    pub const fn permille(self) -> i64 {
        if self.of == 0 { 0 } else { self.leave * 1000 / self.of }
    }
}

/// One field of a row: what it was and what it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// Before, as a person would read it.
    pub before: String,
    /// After, as a person would read it.
    pub after: String,
}

/// One row of a change set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRow {
    /// Its id.
    pub id: ChangeRowId,
    /// What kind of thing.
    pub subject: crate::audit::Subject,
    /// The record here; `None` for one that does not exist yet.
    #[serde(default)]
    pub subject_id: Option<String>,
    /// The name to show.
    pub name: String,
    /// A second line: the e-mail, the department's path, the owner.
    pub detail: String,
    /// What it would do.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// Field by field.
    pub fields: Vec<FieldChange>,
    /// Whether it is ticked.
    pub accepted: bool,
    /// How a conflict was decided.
    pub resolution: Option<Resolution>,
    /// What became of it.
    pub state: RowState,
    /// Why it failed or was kept.
    pub problem: Option<crate::Problem>,
}

/// Which change sets are wanted, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct SetQuery {
    /// Only of this kind.
    #[serde(default)]
    pub kind: Option<ChangeKind>,
    /// Only in this state.
    #[serde(default)]
    pub state: Option<ChangeState>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// Which rows are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowQuery {
    /// Of which change set.
    pub set: ChangeSetId,
    /// Only with this verdict.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// Only with this outcome.
    #[serde(default)]
    pub state: Option<RowState>,
    /// Only whose name begins with this.
    #[serde(default)]
    pub search: String,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// Ticks or unticks rows: these, or all of a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Of which change set.
    pub set: ChangeSetId,
    /// These rows; empty for all that `verdict` names.
    #[serde(default)]
    pub rows: Vec<ChangeRowId>,
    /// All rows of this verdict.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// Ticked or not.
    pub accepted: bool,
}

/// What is decided about one row: its tick, or the way out of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDecision {
    /// Which row.
    pub row: ChangeRowId,
    /// Ticked or not; with a resolution, that says it.
    #[serde(default)]
    pub accepted: Option<bool>,
    /// How to decide a conflict.
    #[serde(default)]
    pub resolution: Option<Resolution>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brake_holds_above_five_percent_from_twenty_people_on() {
        let brake = |leave, of| Brake { leave, of, limit: BRAKE_PERCENT }.holds();
        assert!(!brake(19, 19), "below twenty nothing is braked");
        assert!(!brake(1, 20), "exactly five percent passes");
        assert!(brake(2, 20));
        assert!(!brake(25, 510));
        assert!(brake(26, 510));
    }
}
