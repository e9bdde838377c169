//! What the frame says: rail, top bar, palette, bell, account menu, shortcuts.

mod en;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What the frame around every screen says.
    ShellWords {
        // Rail, and the titles of the pages
        home: Text,
        members: Text,
        chart: Text,
        joining: Text,
        customers: Text,
        handovers: Text,
        conversations: Text,
        presence: Text,
        agents: Text,
        sync: Text,
        activity: Text,
        settings: Text,
        more_pages: Text,
        main_menu: Text,
        fold: Text,
        unfold: Text,
        skip: Text,
        // Top bar
        switch_organisation: Text,
        profile: Text,
        invited_to: Text,
        palette_open: Text,
        // Command palette
        palette_hint: Text,
        palette_go: Text,
        api_keys: Text,
        palette_members: Text,
        palette_do: Text,
        palette_none: Text,
        do_invite: Text,
        do_import: Text,
        do_review_waiting: Text,
        do_theme: Text,
        // Bell
        bell: Text,
        bell_count: Plural,
        bell_none: Text,
        bell_all: Text,
        // Account menu
        account: Text,
        theme: Text,
        theme_light: Text,
        theme_dark: Text,
        theme_system: Text,
        shortcuts: Text,
        sign_out: Text,
        // Shortcuts sheet
        key_palette: Text,
        key_search: Text,
        key_help: Text,
        key_escape: Text,
        key_tree: Text,
        key_tree_move: Text,
        key_rename: Text,
        key_menu: Text,
        keys_waiting: Text,
        key_next: Text,
        keys_mapping: Text,
        key_walk: Text,
        key_confirm: Text,
        key_ignore: Text,
        key_undo: Text,
        key_form: Text,
        keys_everywhere: Text,
        keys_trees: Text,
        // Pages that are not
        not_found_title: Text,
        not_found_text: Text,
        go_home: Text,
        forbidden_title: Text,
        forbidden_text: Text,
        no_console_title: Text,
        no_console_text: Text,
        offline: Text,
    }
}
