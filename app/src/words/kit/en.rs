//! English.

use super::KitWords;
use crate::words::Plural;

pub const WORDS: KitWords = KitWords {
    // Loading
    failed_title: "This could not be loaded",
    stale_banner: "What you see may be old.",
    // Fields
    required: "Required",
    more_characters: Plural { one: "{n} character left", other: "{n} characters left" },
    show_password: "Show",
    hide_password: "Hide",
    locked: "Locked: {reason}",
    choose: "Choose…",
    choose_department: "Choose a department",
    choose_member: "Choose a member",
    pick_hint: "Type to search",
    pick_none: "Nothing found",
    pick_found: Plural { one: "{n} found", other: "{n} found" },
    remove_one: "Remove {name}",
    // Tables
    rows_total: Plural { one: "{n} in all", other: "{n} in all" },
    rows_range: "{from}–{to} of {total}",
    rows_range_open: "{from}–{to}",
    page_next: "Next page",
    page_previous: "Previous page",
    page_first: "First page",
    columns: "Columns",
    columns_reset: "As at the start",
    sort_by: "Sort by {column}",
    select_row: "Select {name}",
    select_page: "Select this page",
    selected: Plural { one: "{n} selected", other: "{n} selected" },
    selected_page: Plural { one: "{n} on this page selected", other: "{n} on this page selected" },
    select_all: Plural { one: "Select the {n} that matches", other: "Select all {n} that match" },
    selected_all: Plural { one: "The {n} that matches is selected", other: "All {n} that match are selected" },
    row_menu: "Actions for {name}",
    filtered_empty: "Nothing matches these filters.",
    did_you_mean: "Did you mean",
    remove_filter: "Remove filter: {name}",
    // Trees
    tree_open: "Open {name}",
    tree_close: "Close {name}",
    tree_moved: "{name} moved",
    rename_label: "New name",
    // Progress
    progress_of: "{done} of {total}",
    progress_done: "{done} so far",
    progress_rate: "{rate} a second",
    progress_left: "{time} left",
    // Dialogs
    type_word: "Type {word} to go on",
    // Time
    just_now: "Just now",
    // Other
    opens_new: "Opens in a new tab",
    dismiss: "Dismiss",
    resize_panel: "Width of the left panel",
    breadcrumb: "Path",
    undone: "Undone.",
};
