//! What is said where customers are added, edited, tagged and merged.

mod en;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};
use model::merge::Likeness;

crate::sentences! {
    /// What is said where customers are added, edited, tagged and merged.
    CustomerEditWords {
        add: Text,
        added: Text,
        edit: Text,
        note: Text,
        note_hint: Text,
        owners: Text,
        contact: Text,
        contact_from: Text,
        contact_until: Text,
        department: Text,
        known: Text,
        open_known: Text,
        add_anyway: Text,
        nothing_changed: Text,
        changed_meanwhile: Text,
        own_tags: Text,
        no_own_tags: Text,
        manage_tags: Text,
        tags_text: Text,
        new_tag: Text,
        edit_tag: Text,
        tag_name: Text,
        tag_group: Text,
        tag_group_hint: Text,
        no_group: Text,
        rename_group: Text,
        tag_saved: Text,
        tag_deleted: Text,
        tag_delete_text: Text,
        show_carriers: Text,
        tag_title: Text,
        tags_add: Text,
        tags_remove: Text,
        tags_done: Text,
        tags_same: Text,
        undone: Text,
        look_first: Text,
        looking_tags: Text,
        merge: Text,
        transfer: Text,
        merge_title: Text,
        merge_text: Text,
        stays: Text,
        goes_over: Text,
        keep: Text,
        choose: Text,
        merged: Text,
        empty_value: Text,
        alike: Text,
        alike_none: Text,
        alike_phone: Text,
        alike_email: Text,
        alike_name: Text,
        duplicates: Text,
        duplicates_text: Text,
        looking_duplicates: Text,
        import: Text,
        tagged_n: Plural,
        used_n: Plural,
        used_many: Plural,
    }
}

impl CustomerEditWords {
    /// In what two are alike.
    pub const fn likeness(&self, likeness: Likeness) -> Text {
        match likeness {
            Likeness::Phone => self.alike_phone,
            Likeness::Email => self.alike_email,
            Likeness::NameAndCompany => self.alike_name,
        }
    }
}
