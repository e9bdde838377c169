//! What the building blocks say by themselves, whatever screen they stand on.

mod en;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What the building blocks themselves say.
    KitWords {
        // Loading
        failed_title: Text,
        stale_banner: Text,
        // Fields
        required: Text,
        more_characters: Plural,
        show_password: Text,
        hide_password: Text,
        locked: Text,
        choose: Text,
        choose_department: Text,
        choose_member: Text,
        pick_hint: Text,
        pick_none: Text,
        pick_found: Plural,
        remove_one: Text,
        // Tables
        rows_total: Plural,
        rows_range: Text,
        rows_range_open: Text,
        page_next: Text,
        page_previous: Text,
        page_first: Text,
        columns: Text,
        columns_reset: Text,
        sort_by: Text,
        select_row: Text,
        select_page: Text,
        selected: Plural,
        selected_page: Plural,
        select_all: Plural,
        selected_all: Plural,
        row_menu: Text,
        filtered_empty: Text,
        did_you_mean: Text,
        remove_filter: Text,
        // Trees
        tree_open: Text,
        tree_close: Text,
        tree_moved: Text,
        rename_label: Text,
        // Progress
        progress_of: Text,
        progress_done: Text,
        progress_rate: Text,
        progress_left: Text,
        // Dialogs
        type_word: Text,
        // Time
        just_now: Text,
        // Other
        opens_new: Text,
        dismiss: Text,
        resize_panel: Text,
        breadcrumb: Text,
        undone: Text,
    }
}
