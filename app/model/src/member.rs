//! Members: an account's place in one organisation. Admins edit these, except name, e-mail and phone.

use crate::page::PageRequest;
use crate::permission::Role;
use crate::problem::Fault;
use crate::role::{NamedRole, RoleKey};
use crate::text::{Check, optional_line};
use crate::{DepartmentId, MemberId, Moment, limits};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Where a member stands. `Invited` is called Inactivated on the screen.
    Status {
        /// In.
        Active = "active",
        /// Asked to come, has not signed up yet.
        Invited = "invited",
        /// Waits for approval.
        Pending = "pending",
        /// Was refused.
        Rejected = "rejected",
        /// Cannot sign in for the time being.
        Suspended = "suspended",
        /// Has left.
        Terminated = "terminated",
    }
);

crate::words!(
    /// Where a record came from, and therefore who owns its fields.
    Source {
        /// Made here.
        Manual = "manual",
        /// Synchronised from WeCom.
        WeCom = "wecom",
        /// Kept up to date by an identity provider, by SCIM.
        Scim = "scim",
    }
);

crate::words!(
    /// A field of a member.
    MemberField {
        /// The person's name.
        Name = "name",
        /// The person's e-mail address.
        Email = "email",
        /// The person's phone number.
        Phone = "phone",
        /// Departments, one of them the main one.
        Departments = "departments",
        /// The position.
        Position = "position",
        /// The location.
        Location = "location",
        /// The work number.
        WorkNumber = "work_number",
        /// The manager.
        Manager = "manager",
        /// The role.
        Role = "role",
    }
);

impl MemberField {
    /// Why an admin cannot edit the field, if he cannot.
    pub const fn lock(self, source: Source) -> Option<Lock> {
        match (self, source) {
            (Self::Name | Self::Email | Self::Phone, Source::Manual) => Some(Lock::Person),
            (
                Self::Name | Self::Email | Self::Phone | Self::Departments | Self::Position | Self::Manager,
                Source::WeCom,
            )
            // Where they work, a provider says at most by groups; who manages the console may say more.
            | (
                Self::Name | Self::Email | Self::Phone | Self::Position | Self::WorkNumber | Self::Manager,
                Source::Scim,
            ) => Some(Lock::Upstream),
            _ => None,
        }
    }
}

/// Why a field is padlocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    /// Personal: only the person changes it.
    Person,
    /// The connected platform owns it; the next synchronisation would undo an edit.
    Upstream,
}

/// A department of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The department.
    pub department_id: DepartmentId,
    /// Its name.
    pub name: String,
    /// Whether it is the main one.
    pub main: bool,
}

/// A row of the member table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// The member.
    pub id: MemberId,
    /// The person's name.
    pub name: String,
    /// The person's e-mail address.
    pub email: Option<String>,
    /// The person's phone number.
    pub phone: Option<String>,
    /// Where the member stands.
    pub status: Status,
    /// The built-in role; of whoever holds one of the organisation's own, [`Role::Member`].
    pub role: Role,
    /// The role of the organisation's own, if it is one.
    #[serde(default)]
    pub own_role: Option<NamedRole>,
    /// The departments, the main one first.
    pub departments: Vec<Membership>,
    /// The position.
    pub position: String,
    /// The location.
    pub location: String,
    /// The work number.
    pub work_number: String,
    /// The manager.
    #[serde(default)]
    pub manager_id: Option<MemberId>,
    /// Where the member came from.
    pub source: Source,
    /// When the member was created here.
    pub created_at: Moment,
    /// When the person was last seen in the console.
    pub last_seen_at: Option<Moment>,
    /// Changes with every change.
    pub revision: i64,
}

/// Everything that the drawer shows of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberDetail {
    /// The row of the table.
    pub row: MemberRow,
    /// The manager, if there is one.
    pub manager: Option<(MemberId, String)>,
    /// Departments that the member heads.
    pub heads: Vec<(DepartmentId, String)>,
    /// Departments that the holder of a role with a reach looks after.
    pub scope: Vec<(DepartmentId, String)>,
    /// Customers the member looks after.
    pub customers: i64,
    /// The member's id on the platform it came from.
    pub external_id: Option<String>,
    /// The name of the connection it came from.
    pub connection: Option<String>,
    /// Fields the viewer cannot edit, each with the reason.
    pub locks: Vec<(MemberField, Lock)>,
    /// The newest entries of activity about this member.
    pub history: Vec<crate::audit::Entry>,
}

crate::words!(
    /// By what the member table is sorted.
    MemberSort {
        /// By name: pinyin for Chinese ones.
        Name = "name",
        /// Newest first.
        Newest = "newest",
    }
);

/// Which members are wanted. The default means all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct MemberQuery {
    /// Only in these statuses; empty for any.
    #[serde(default)]
    pub statuses: Vec<Status>,
    /// Only of this department.
    #[serde(default)]
    pub department: Option<DepartmentId>,
    /// Whether the departments below count too.
    #[serde(default)]
    pub below: bool,
    /// Words: name, pinyin or its initials, e-mail, phone, work number.
    #[serde(default)]
    pub search: String,
    /// Only with this role.
    #[serde(default)]
    pub role: Option<RoleKey>,
    /// Only of this source.
    #[serde(default)]
    pub source: Option<Source>,
    /// Only with exactly this position.
    #[serde(default)]
    pub position: Option<String>,
    /// Only at exactly this location.
    #[serde(default)]
    pub location: Option<String>,
    /// The order; by name unless told otherwise.
    #[serde(default)]
    pub sort: Option<MemberSort>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// A change of one member by an admin. `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditMember {
    /// Which member.
    pub id: MemberId,
    /// The revision that the editor saw.
    pub revision: i64,
    /// The departments, the main one first.
    #[serde(default)]
    pub departments: Option<Vec<DepartmentId>>,
    /// The position.
    #[serde(default)]
    pub position: Option<String>,
    /// The location.
    #[serde(default)]
    pub location: Option<String>,
    /// The work number.
    #[serde(default)]
    pub work_number: Option<String>,
    /// The manager; an empty id takes the manager away.
    #[serde(default)]
    pub manager: Option<MemberId>,
}

/// A step in a member's life, taken by an admin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// May not sign in for the time being; ends the sessions.
    Suspend,
    /// May sign in again.
    Resume,
    /// Has left; ends the sessions.
    Terminate,
    /// Comes back with role and departments.
    Restore,
}

/// Values that occur, for the filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Facets {
    /// Positions, the commonest first, at most 200.
    pub positions: Vec<String>,
    /// Locations, the commonest first, at most 200.
    pub locations: Vec<String>,
}

/// A change of role, with the departments that the holder of a role with a reach looks after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRole {
    /// Which member.
    pub id: MemberId,
    /// The revision that the editor saw.
    pub revision: i64,
    /// The new role.
    pub role: RoleKey,
    /// The departments, for a role that reaches only into some.
    #[serde(default)]
    pub scope: Vec<DepartmentId>,
}

/// A request to change many members alike. Only department, position and location can be edited in bulk (seed 003, Ⅴ.2); a step is
/// taken with the others or alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct BulkEdit {
    /// Which members; the page does not count.
    #[serde(default)]
    pub query: MemberQuery,
    /// Only these of them; empty for all that match. At most [`crate::limits::BULK`].
    #[serde(default)]
    pub ids: Vec<MemberId>,
    /// The new main department; the other departments stay.
    #[serde(default)]
    pub department: Option<DepartmentId>,
    /// The new position; empty clears it.
    #[serde(default)]
    pub position: Option<String>,
    /// The new location; empty clears it.
    #[serde(default)]
    pub location: Option<String>,
    /// A step in the members' lives.
    #[serde(default)]
    pub step: Option<Step>,
}

impl BulkEdit {
    /// Checks every field and trims the texts.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault; `edit` if nothing is to change.
    pub fn check(mut self) -> Result<Self, crate::Problem> {
        let mut check = Check::new();
        if self.ids.len() > limits::BULK {
            check.fault("ids", Fault::OutOfRange, Some(limits::BULK as i64));
        }
        for (name, value, limit) in
            [("position", &mut self.position, limits::POSITION), ("location", &mut self.location, limits::LOCATION)]
        {
            *value = value.take().map(|text| check.take(name, optional_line(&text, limit)));
        }
        if self.department.is_none() && self.position.is_none() && self.location.is_none() && self.step.is_none() {
            check.fault("edit", Fault::Missing, None);
        }
        check.done()?;
        Ok(self)
    }
}

/// How one item of a bulk action ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome<Id> {
    /// Which.
    pub id: Id,
    /// The name to show.
    pub name: String,
    /// What stood in the way; `None` if it was done.
    pub problem: Option<crate::Problem>,
}
