//! What an edit of many would do with one of them.

use super::Change;
use crate::Viewer;
use crate::members::rows::Row;
use crate::sync::field;
use model::change::{FieldChange, Reason, Verdict};
use model::member::{BulkEdit, MemberField, Status, Step};

/// A member and where he is now.
pub(super) struct Case<'a> {
    pub row: &'a Row,
    /// Name and path of the main department.
    pub department: Option<(String, String)>,
    /// Name of the department to go to.
    pub target: Option<&'a str>,
}

/// What would happen; nothing for somebody who is that already.
pub(super) struct Judged {
    pub verdict: Verdict,
    pub reason: Reason,
    pub fields: Vec<FieldChange>,
    pub change: Change,
}

/// Judges one member. What the connected platform owns is left out; if nothing else is left, the row says so.
pub(super) fn judge(viewer: &Viewer, edit: &BulkEdit, case: &Case<'_>) -> Option<Judged> {
    let row = case.row;
    let mut change = Change { revision: row.revision, ..Change::default() };
    let mut fields = Vec::new();
    let mut in_the_way = None;
    let is_open = |field: MemberField| field.lock(row.source).is_none();
    if let Some(target) = edit.department.as_ref().filter(|target| row.main_department_id.as_ref() != Some(target)) {
        let path = case.department.as_ref().map_or("", |(_, path)| path.as_str());
        if !is_open(MemberField::Departments) {
            in_the_way = Some(Reason::OwnedThere);
        } else if !path.is_empty() && !viewer.sees_path(path) {
            in_the_way = Some(Reason::OutOfScope);
        } else {
            let before = case.department.as_ref().map_or("", |(name, _)| name.as_str());
            fields.extend(field("department", before, case.target.unwrap_or_default()));
            change.department = Some(target.clone());
        }
    }
    if let Some(position) = edit.position.as_ref().filter(|position| **position != row.position) {
        if is_open(MemberField::Position) {
            fields.extend(field("position", &row.position, position));
            change.position = Some(position.clone());
        } else {
            in_the_way = Some(Reason::OwnedThere);
        }
    }
    if let Some(location) = edit.location.as_ref().filter(|location| **location != row.location) {
        fields.extend(field("location", &row.location, location));
        change.location = Some(location.clone());
    }
    if let Some(step) = edit.step {
        let (from, to) = way(step);
        if row.status == to {
            // Is that already.
        } else if !from.contains(&row.status) {
            in_the_way = Some(Reason::WrongState);
        } else if !viewer.rights.includes(&row.held.rights()) {
            in_the_way = Some(Reason::RoleAbove);
        } else {
            fields.extend(field("status", row.status.word(), to.word()));
            change.status = Some(to);
        }
    }
    let leaves = change.status.is_some_and(|status| status == Status::Terminated);
    match (fields.is_empty(), in_the_way) {
        (true, None) => None,
        (true, Some(reason)) => Some(Judged { verdict: Verdict::Blocked, reason, fields, change }),
        (false, _) => {
            let verdict = if leaves { Verdict::Leave } else { Verdict::Change };
            Some(Judged { verdict, reason: Reason::Asked, fields, change })
        }
    }
}

/// From where to where a step leads.
pub(super) const fn way(step: Step) -> (&'static [Status], Status) {
    match step {
        Step::Suspend => (&[Status::Active], Status::Suspended),
        Step::Resume => (&[Status::Suspended], Status::Active),
        Step::Terminate => (&[Status::Active, Status::Suspended, Status::Invited], Status::Terminated),
        Step::Restore => (&[Status::Terminated], Status::Active),
    }
}
