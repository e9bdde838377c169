//! English.

use super::RolesWords;
use crate::words::Plural;

pub const WORDS: RolesWords = RolesWords {
    title: "Roles",
    intro: "What each role may do. A member gets a role under Members.",
    matrix: "What each role may do",
    right: "Right",
    new: "New role",
    edit: "Edit {name}",
    delete: "Delete {name}",
    holders: Plural { one: "{n} person", other: "{n} people" },
    nobody: "Nobody",
    reach: "Reach",
    everything: "Whole organisation",
    departments_only: "Departments given",
    name: "Name",
    name_hint: "As it is shown beside the people who hold it.",
    copy_from: "Start from the rights of",
    copy_none: "No role",
    scoped: "Only in the departments given to the person",
    scoped_hint: "Rights over the whole organisation do not fit such a role. Which departments is said when the role is given.",
    lacking: "You can only give rights that you have yourself.",
    brings: "A right brings those it needs.",
    none_ticked: "Tick at least one right.",
    holds_for: Plural {
        one: "A change holds for the {n} person who has this role, from their next click on.",
        other: "A change holds for the {n} people who have this role, from their next click on.",
    },
    above: "This role has rights that you lack: you can look at it, not change it.",
    made: "Role {name} made. Give it to people under Members.",
    saved: "Role {name} saved.",
    delete_title: "Delete the role {name}?",
    delete_consequence: "Nobody holds it. It disappears from the list of roles.",
    delete_confirm: "Delete role",
    deleted: "Role {name} deleted.",
    held_title: "{name} is in use",
    held: Plural {
        one: "{n} person holds this role; those who have left count too, because they would come back with it.",
        other: "{n} people hold this role; those who have left count too, because they would come back with it.",
    },
    held_text: "Give them another role first. Then the role can be deleted.",
    held_show: "Show them",
};
