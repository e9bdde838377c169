//! Which table is in which section. A test goes through the schema and fails for a table with a reference to a customer, a member
//! or an account that is in neither list: nothing that is held about somebody is forgotten by a new table.

/// Tables whose rows about the person are in the document, with the section.
pub const TABLES: &[(&str, &str)] = &[
    ("accounts", "account"),
    ("api_keys", "api_keys"),
    ("archive_openings", "opened_conversations"),
    ("audit", "activity"),
    ("bin_customers", "recycle_bin"),
    ("bin_owners", "looked_after_deleted_customers"),
    ("change_rows", "proposed_changes"),
    ("change_sets", "change_sets"),
    ("codes", "pending_codes"),
    ("conversation_members", "archived_conversations"),
    ("customer_groups", "customer_groups"),
    ("customer_holds", "holds"),
    ("customer_links", "platform_links"),
    ("customer_merges", "merged_records"),
    ("customer_tags", "tags"),
    ("customer_tombstones", "remembered_deletions"),
    ("customers", "record"),
    ("department_heads", "heads_departments"),
    ("dossiers", "made_dossiers"),
    ("erasures", "erasures"),
    ("exports", "exports"),
    ("handover_items", "handovers"),
    ("handover_leavers", "handovers"),
    ("handovers", "handovers"),
    ("imports", "imports"),
    ("invitation_uses", "used_invitations"),
    ("invitations", "invitations"),
    ("joins", "joins"),
    ("kept_conflicts", "decided_conflicts"),
    ("member_departments", "departments"),
    ("mapping_refusals", "user_mappings"),
    ("mappings", "user_mappings"),
    ("member_links", "platform_accounts"),
    ("member_scopes", "looks_after_departments"),
    ("members", "record"),
    ("privacy_requests", "privacy_requests"),
    ("relations", "relations"),
    ("runs", "runs"),
    ("seats", "seats"),
    ("sessions", "sessions"),
];

/// Tables with such a reference that are not, and why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("audit_checks", "names who asked for a check, which the activity tells as well"),
    ("webhook_events", "ids of what happened, which the activity tells as well"),
    ("search_grams", "part of the search index, as search_entries"),
    ("search_entries", "the search index: made of the record, and goes with it"),
];
