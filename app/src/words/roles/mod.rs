//! Sentences about roles: the matrix, and those of the organisation's own.

mod en;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// Sentences about roles: the matrix, and those of the organisation's own.
    RolesWords {
        title: Text,
        intro: Text,
        matrix: Text,
        right: Text,
        new: Text,
        edit: Text,
        delete: Text,
        holders: Plural,
        nobody: Text,
        reach: Text,
        everything: Text,
        departments_only: Text,
        name: Text,
        name_hint: Text,
        copy_from: Text,
        copy_none: Text,
        scoped: Text,
        scoped_hint: Text,
        lacking: Text,
        brings: Text,
        none_ticked: Text,
        holds_for: Plural,
        above: Text,
        made: Text,
        saved: Text,
        delete_title: Text,
        delete_consequence: Text,
        delete_confirm: Text,
        deleted: Text,
        held_title: Text,
        held: Plural,
        held_text: Text,
        held_show: Text,
    }
}
