//! Rights, by what they are about.

use crate::ui::w;
use model::permission::Permission;

/// Rights about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub title: &'static str,
    pub permissions: Vec<Permission>,
}

/// Every right once, in the order of the rail.
pub fn groups() -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for permission in Permission::ALL.iter().copied() {
        let title = title(permission);
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.permissions.push(permission),
            None => groups.push(Group { title, permissions: vec![permission] }),
        }
    }
    groups
}

/// By the first part of the right's word, so that a new right has its place.
fn title(permission: Permission) -> &'static str {
    let (c, shell) = (w().common, w().shell);
    match permission.word().split('.').next().unwrap_or_default() {
        "departments" => c.departments,
        "members" | "roles" => shell.members,
        "invitations" | "joins" => shell.joining,
        "customers" | "privacy" => shell.customers,
        "connections" | "sync" => shell.sync,
        "audit" => shell.activity,
        _ => c.organisation,
    }
}
