//! English.

use super::KeysWords;

pub const WORDS: KeysWords = KeysWords {
    // The page
    title: "API keys",
    text: "Scripts sign in with a key. It belongs to this organisation and may do what its scopes say.",
    reference: "How to use the API",
    add: "New key",
    none_yet: "No key yet",
    none_yet_text: "A key lets a script read and change what its scopes name, without anybody signed in.",
    // The list
    key: "Key",
    scopes: "Scopes",
    made_by: "Made by",
    last_used: "Last used",
    expires: "Expires",
    rate: "Requests a minute",
    works: "In force",
    expired: "Expired",
    revoked: "Withdrawn",
    // Making one
    name_hint: "The activity shows it as the one who did something, e.g. “Payroll export”.",
    lasts: "Works for",
    thirty_days: "30 days",
    ninety_days: "90 days",
    one_year: "1 year",
    for_ever: "Until it is withdrawn",
    choose_scopes: "What it may do",
    choose_scopes_hint: "As little as the script needs. Writing includes reading.",
    no_scope: "Choose at least one scope.",
    make: "Make key",
    made_title: "The key “{name}” is ready",
    made_text: "Copy it now: it is shown this once. Whoever has it can do what its scopes say, so keep it where passwords are kept.",
    try_it: "To try it:",
    // Withdrawing one
    revoke: "Withdraw",
    revoke_title: "Withdraw this key?",
    revoke_consequence: "Scripts that use it are refused from now on.",
    revoke_back: "There is no way back; make a new key instead.",
    revoke_done: "The key is withdrawn.",
    // What a key may do
    scope_organisation_read: "See the organisation and its rules",
    scope_departments_read: "See departments",
    scope_departments_write: "Add, change and delete departments",
    scope_members_read: "See members",
    scope_members_phones: "See phone numbers in full",
    scope_members_write: "Invite, edit, suspend, terminate and restore members",
    scope_members_import: "Import members from files",
    scope_invitations_read: "See invitations",
    scope_invitations_write: "Make, send and withdraw invitations",
    scope_joins_read: "See requests to join",
    scope_joins_write: "Decide requests to join",
    scope_audit_read: "Read the activity",
    scope_customers_read: "See customers",
    scope_runs_read: "See runs",
    scope_all: "Everything an Account Admin may do, except making keys",
};
