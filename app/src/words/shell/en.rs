//! English.

use super::ShellWords;
use crate::words::Plural;

pub const WORDS: ShellWords = ShellWords {
    // Rail, and the titles of the pages
    home: "Home",
    members: "Members",
    chart: "Org chart",
    joining: "Joining",
    customers: "Customers",
    handovers: "Hand-over",
    sync: "Sync",
    activity: "Activity",
    settings: "Settings",
    more_pages: "More",
    main_menu: "Main menu",
    fold: "Fold the menu",
    unfold: "Unfold the menu",
    skip: "Skip to the content",
    // Top bar
    switch_organisation: "Switch organisation",
    profile: "My profile",
    invited_to: "Invitation to {organisation}",
    palette_open: "Search or go to…",
    // Command palette
    palette_hint: "Go to a page, find a member or a department, do something",
    palette_go: "Go to",
    api_keys: "API keys",
    palette_members: "Members",
    palette_do: "Do",
    palette_none: "Nothing found for “{search}”.",
    do_invite: "Invite people",
    do_import: "Import members from a file",
    do_review_waiting: "Look at who waits for approval",
    do_theme: "Switch light or dark",
    // Bell
    bell: "Runs under way",
    bell_count: Plural { one: "{n} run under way", other: "{n} runs under way" },
    bell_none: "Nothing is running at the moment.",
    bell_all: "All runs",
    // Account menu
    account: "Your account",
    theme: "Appearance",
    theme_light: "Light",
    theme_dark: "Dark",
    theme_system: "As the system",
    shortcuts: "Keyboard shortcuts",
    sign_out: "Sign out",
    // Shortcuts sheet
    key_palette: "Search, go to, do",
    key_search: "Search on this page",
    key_help: "This list",
    key_escape: "Close what is on top",
    key_tree: "Walk a tree; open and close",
    key_tree_move: "Move a department",
    key_rename: "Rename in place",
    key_menu: "Open the menu of the row",
    keys_waiting: "Requests to join",
    key_next: "Next and previous request",
    key_form: "Send the form",
    keys_everywhere: "Everywhere",
    keys_trees: "Trees and tables",
    // Pages that are not
    not_found_title: "This page does not exist",
    not_found_text: "The address may be wrong, or the thing is gone.",
    go_home: "Go to Home",
    forbidden_title: "Your role does not include this page",
    forbidden_text: "Ask an administrator if you need it.",
    no_console_title: "You are in {organisation}",
    no_console_text: "Your role has nothing to administer here.",
    offline: "No connection to the server. Trying again.",
};
