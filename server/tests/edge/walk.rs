//! Every server function, called by those who may not: a forgotten check cannot land.

use crate::common::TestApp;
use app::api::Failure;
use model::permission::Role;
use serde_json::{Value, json};
use server_fn::axum::server_fn_paths;
use std::collections::BTreeSet;

/// What every signed-in member may call: it concerns only himself, or answers according to his rights.
/// Inviting is one of it: where somebody comes in, an admin decides.
const FOR_EVERY_MEMBER: &[&str] = &[
    "agents/own",
    "agents/set_own_state",
    "invitations/contacts",
    "invitations/examine",
    "invitations/invite",
    "join_rules/outcome",
    "organisation/me",
    "organisation/overview",
    "organisation/set_language",
    "organisation/switch_organisation",
    "profile/change_password",
    "profile/confirm",
    "profile/get",
    "profile/readdress",
    "profile/rename",
];

fn deletion() -> Value {
    json!({ "ids": ["none"], "reason": "A", "basis": "pipl_47_1" })
}

fn backup_settings() -> Value {
    serde_json::to_value(model::backup::BackupSettings::default()).expect("settings are JSON")
}

/// Arguments that can be read, so that the right is what the answer is about.
fn arguments() -> Vec<(&'static str, Value)> {
    let id = json!({ "id": "none" });
    let versioned = json!({ "id": "none", "revision": 1 });
    let query = json!({ "query": {} });
    vec![
        ("api_keys/list", json!({})),
        ("api_keys/create", json!({ "new": {} })),
        ("api_keys/revoke", versioned.clone()),
        ("api_keys/rotate", json!({ "id": "none", "revision": 1, "keep_hours": 1 })),
        ("api_keys/save", json!({ "save": { "id": "none", "revision": 1, "name": "A", "rate_per_minute": 1 } })),
        ("audit/list", query.clone()),
        ("audit/chain", json!({})),
        ("audit/verify", json!({})),
        ("audit/look", json!({ "seq": 1 })),
        ("audit/revert", json!({ "seq": 1 })),
        ("backups/list", json!({})),
        ("backups/begin", json!({})),
        ("backups/save", json!({ "settings": { "settings": backup_settings() } })),
        ("backups/test", json!({})),
        ("backups/remove", id.clone()),
        ("restores/begin", json!({ "backup": "none", "passphrase": "" })),
        ("restores/give_up", id.clone()),
        ("restores/confirm", json!({ "id": "none", "word": "" })),
        ("restores/settle", json!({ "settle": { "ids": ["none"], "release": false } })),
        ("changes/list", json!({ "page": {} })),
        ("changes/get", id.clone()),
        ("changes/rows", json!({ "query": { "set": "none" } })),
        ("changes/tick", json!({ "tick": { "set": "none", "accepted": true } })),
        ("changes/resolve", json!({ "set": "none", "row": "none", "resolution": "keep_ours" })),
        ("changes/apply", json!({ "id": "none", "word": "" })),
        ("changes/undo", id.clone()),
        ("changes/retry", id.clone()),
        ("changes/discard", id.clone()),
        ("connections/list", json!({})),
        ("connections/get", id.clone()),
        ("connections/save", json!({ "save": { "kind": "wecom", "name": "", "settings": {}, "brake_percent": 5 } })),
        ("connections/remove", versioned.clone()),
        ("connections/test", id.clone()),
        ("connections/scim_access", id.clone()),
        ("connections/make_scim_token", json!({ "id": "x", "revision": 1, "keep_hours": 0 })),
        ("connections/revoke_scim_token", versioned.clone()),
        (
            "connections/save_schedule",
            json!({ "save": {
                "connection": "none", "kind": "sync_contacts", "cron": "0 3 * * *", "zone": "UTC", "enabled": true
            } }),
        ),
        ("connections/preview_schedule", json!({ "cron": "0 3 * * *", "zone": "UTC" })),
        ("customers/list", query.clone()),
        ("customers/suggest", query.clone()),
        ("customers/get", id.clone()),
        ("customers/tags", json!({})),
        ("customers/tag_rows", json!({})),
        ("customers/save_tag", json!({ "save": { "name": "A" } })),
        ("customers/rename_group", json!({ "rename": { "group": "A", "name": "B" } })),
        ("customers/delete_tag", versioned.clone()),
        ("customers/tag", json!({ "tagging": { "ids": ["none"], "add": ["none"] } })),
        ("customers/tag_many", json!({ "tagging": { "add": ["none"] } })),
        ("customers/add", json!({ "add": { "name": "A" } })),
        ("customers/edit", json!({ "edit": { "id": "none", "revision": 1 } })),
        ("customers/alike", id.clone()),
        ("customers/preview_merge", json!({ "ids": ["none", "nobody"] })),
        ("customers/merge", json!({ "merge": { "keep": "none", "ids": ["nobody"] } })),
        ("customers/duplicates", json!({})),
        ("customers/impact", json!({ "ids": ["none"] })),
        ("customers/delete", json!({ "deletion": deletion() })),
        ("customers/delete_many", json!({ "deletion": deletion() })),
        ("customers/bin", query.clone()),
        ("customers/restore", json!({ "ids": ["none"] })),
        ("customers/erase", json!({ "ids": ["none"] })),
        ("customers/certificates", json!({ "page": {} })),
        ("customers/hold", json!({ "place": { "customer": "none", "reason": "A" } })),
        ("customers/lift", json!({ "customer": "none", "id": "none" })),
        ("customers/rules", json!({})),
        ("customers/save_rules", json!({ "rules": { "bin_days": 30 } })),
        ("departments/tree", json!({})),
        ("departments/add", json!({ "new": { "parent_id": "none", "name": "A" } })),
        ("departments/rename", json!({ "id": "none", "name": "A", "revision": 1 })),
        ("departments/move_to", json!({ "to": { "id": "none", "parent_id": "none", "before": null, "revision": 1 } })),
        ("departments/delete", versioned.clone()),
        ("departments/set_heads", json!({ "id": "none", "heads": [], "revision": 1 })),
        ("imports/list", json!({ "page": {} })),
        ("imports/get", id.clone()),
        ("imports/rows", json!({ "query": { "import": "none" } })),
        ("imports/quota", json!({})),
        ("imports/save", json!({ "id": "none", "revision": 1, "options": import_options() })),
        ("imports/check", id.clone()),
        ("imports/repair", json!({ "repair": { "import": "none", "number": 1, "column": 0, "text": "" } })),
        ("imports/skip", json!({ "rows": { "import": "none", "numbers": [1], "skipped": true } })),
        ("imports/draft", id.clone()),
        ("imports/cancel", id.clone()),
        ("imports/presets", json!({ "kind": "members" })),
        ("imports/save_preset", json!({ "preset": { "kind": "members", "name": "A", "mapping": [["A", "name"]] } })),
        ("imports/delete_preset", json!({ "kind": "members", "name": "A" })),
        ("invitations/list", json!({ "ended": false })),
        ("invitations/create", json!({ "new": {} })),
        ("invitations/pause", versioned.clone()),
        ("invitations/resume", versioned.clone()),
        ("invitations/revoke", versioned.clone()),
        ("invitations/cancel", json!({ "ids": ["none"] })),
        ("invitations/contacts", json!({ "search": "" })),
        ("invitations/door", json!({})),
        ("invitations/examine", json!({ "invite": { "people": [{ "address": "a@example.test" }], "language": "en" } })),
        ("invitations/invite", json!({ "invite": { "people": [{ "address": "a" }], "language": "en" } })),
        ("invitations/personal", json!({ "ids": ["none"] })),
        ("invitations/readdress", json!({ "id": "none", "revision": 1, "address": "a@example.test" })),
        ("invitations/resend", json!({ "ids": ["none"] })),
        ("invitations/reset_door", json!({})),
        ("invitations/set_door_open", json!({ "open": true })),
        ("join_rules/get", json!({})),
        ("join_rules/save", json!({ "rules": rules(), "reevaluate": false })),
        ("join_rules/touched", json!({ "rules": rules() })),
        ("join_rules/outcome", json!({ "channel": "email" })),
        ("join_rules/simulate", json!({ "case": { "channel": "door" } })),
        ("joins/list", query.clone()),
        ("joins/decide", json!({ "ids": ["none"], "decision": { "refuse": { "reason": "" } } })),
        ("members/list", query.clone()),
        ("members/suggest", query.clone()),
        ("members/counts", query.clone()),
        ("members/facets", json!({})),
        ("members/get", id.clone()),
        ("members/edit", json!({ "edit": { "id": "none", "revision": 1 } })),
        ("members/bulk_edit", json!({ "edit": { "position": "A" } })),
        ("members/change_role", json!({ "change": { "id": "none", "revision": 1, "role": "member" } })),
        ("members/take_step", json!({ "id": "none", "revision": 1, "step": "suspend" })),
        ("organisation/me", json!({})),
        ("organisation/switch_organisation", json!({ "to": "none" })),
        ("organisation/overview", json!({})),
        ("organisation/rename_organisation", json!({ "name": "A", "revision": 1 })),
        ("organisation/set_language", json!({ "language": "en" })),
        ("privacy/list", query.clone()),
        ("privacy/counts", json!({})),
        ("privacy/get", id.clone()),
        ("privacy/save", json!({ "save": { "kind": "access", "law": "gdpr", "channel": "email", "name": "A" } })),
        ("privacy/close", json!({ "close": { "id": "none", "revision": 1, "state": "answered" } })),
        ("privacy/start_dossier", id.clone()),
        ("profile/confirm", json!({ "code": "" })),
        ("profile/get", json!({})),
        ("profile/readdress", json!({ "address": "", "password": "" })),
        ("profile/rename", json!({ "name": "" })),
        ("retention/read_rules", json!({})),
        ("retention/save_rules", json!({ "rules": { "days": [], "at_minute": 0, "zone": "UTC" } })),
        ("retention/look_ahead", json!({ "kind": "messages", "days": 30 })),
        ("retention/start", json!({})),
        ("retention/runs", json!({})),
        ("roles/list", json!({})),
        ("roles/save", json!({ "save": { "name": "Doorkeeper", "permissions": ["joins.read"] } })),
        ("roles/delete", versioned.clone()),
        ("handovers/list", json!({ "query": {} })),
        ("handovers/get", id.clone()),
        ("handovers/items", json!({ "query": { "handover": "none" } })),
        ("handovers/loads", id.clone()),
        ("handovers/groups", json!({ "query": { "owner": "x" } })),
        ("handovers/unassigned", query.clone()),
        ("handovers/draft", json!({ "new": { "kind": "leaving", "leavers": ["none"] } })),
        ("handovers/save", json!({ "save": { "id": "none", "revision": 1 } })),
        ("handovers/apply", json!({ "id": "none", "revision": 1 })),
        ("handovers/cancel", json!({ "id": "none", "revision": 1 })),
        ("handovers/retry", json!({ "reroute": { "handover": "none" } })),
        ("handovers/undo_preview", id.clone()),
        ("handovers/undo", id.clone()),
        ("conversations/list", json!({ "query": {} })),
        ("conversations/get", id.clone()),
        ("conversations/open", json!({ "open": { "id": "none", "reason": "Dispute" } })),
        ("conversations/messages", json!({ "query": { "conversation": "none" } })),
        ("conversations/openings", json!({ "query": {} })),
        ("conversations/custody", json!({ "customer": "none" })),
        ("conversations/sources", json!({})),
        ("mappings/list", json!({ "query": { "connection": "none" } })),
        ("mappings/get", json!({ "connection": "none", "member": "none" })),
        ("mappings/coverage", json!({ "connection": "none" })),
        ("mappings/accounts", json!({ "query": { "connection": "none" } })),
        ("mappings/map", json!({ "map": { "connection": "none", "member": "none", "external_id": null } })),
        ("mappings/ignore", json!({ "ignore": { "connection": "none", "member": "none", "ignored": true } })),
        ("mappings/confirm", json!({ "confirm": { "connection": "none", "score": 90 } })),
        ("mappings/auto_sync", json!({ "connection": "none" })),
        (
            "mappings/save_auto_sync",
            json!({ "save": { "connection": "none", "covers": "everybody", "folds": false, "notify": [], "revision": 0 } }),
        ),
        ("presence/syncs", json!({})),
        ("presence/get", json!({ "id": "none" })),
        ("presence/save", presence_save()),
        ("presence/remove", json!({ "id": "none", "revision": 1 })),
        ("presence/teams", json!({ "id": "none" })),
        ("presence/board", json!({ "query": {} })),
        ("presence/counts", json!({ "id": "none" })),
        ("presence/override", json!({ "wanted": { "sync": "none", "member": "none", "state": null } })),
        ("agents/list", query.clone()),
        ("agents/get", id.clone()),
        ("agents/check", json!({ "number": "1", "email": "" })),
        ("agents/add", json!({ "add": { "number": "1" } })),
        ("agents/edit", json!({ "edit": { "id": "none", "revision": 1 } })),
        (
            "agents/replace",
            json!({ "replace": { "id": "none", "revision": 1, "name": "A", "number": "1", "email": "", "role": "agent" } }),
        ),
        ("agents/steps", json!({ "ids": ["none"], "step": "delete" })),
        (
            "agents/force_offline",
            json!({ "force": { "ids": ["none"], "reason": "A", "length": "hour", "work": "end" } }),
        ),
        ("agents/own", json!({})),
        ("agents/set_own_state", json!({ "state": "free" })),
        ("profile/change_password", json!({ "current": "", "password": "" })),
        ("skill_groups/list", json!({})),
        ("skill_groups/get", id.clone()),
        (
            "skill_groups/save",
            json!({ "save": { "name": "A", "kind": "phone", "ringing": "in_order", "concurrency": 1 } }),
        ),
        ("skill_groups/delete", versioned.clone()),
        ("skill_groups/place", json!({ "place": { "agent": "none", "priority": 3 } })),
        ("seats/list", json!({ "query": {} })),
        ("seats/totals", json!({})),
        ("seats/save_total", json!({ "save": { "connection": "none", "kind": "service", "total": 5 } })),
        ("seats/lineage", id.clone()),
        ("seats/successors", json!({ "query": { "seat": "none" } })),
        ("seats/inherit", json!({ "inherit": { "id": "none", "to": "none", "range": "everything" } })),
        ("webhooks/list", json!({ "page": {} })),
        ("webhooks/create", json!({ "new": {} })),
        ("webhooks/save", json!({ "id": "none", "revision": 1, "save": {} })),
        ("webhooks/remove", versioned.clone()),
        ("webhooks/rotate", json!({ "id": "none", "revision": 1, "keep_hours": 1 })),
        ("webhooks/test", id.clone()),
        ("webhooks/deliveries", json!({ "query": { "webhook": "none" } })),
        ("webhooks/redeliver", json!({ "webhook": "none", "id": "none" })),
        ("webhooks/redeliver_failed", json!({ "webhook": "none", "since": 0 })),
        ("templates/list", json!({})),
        ("templates/save", json!({ "text": text() })),
        ("templates/reset", json!({ "template": "code", "medium": "sms", "language": "en" })),
        ("templates/preview", json!({ "text": text() })),
        ("runs/start_sync", json!({ "connection": "none", "kind": "sync_contacts" })),
        ("runs/list", query),
        ("runs/under_way", json!({})),
        ("runs/get", id.clone()),
        ("runs/cancel", id),
    ]
}

fn presence_save() -> Value {
    let (telephony, centre) = ("none".to_owned().into(), "none".to_owned().into());
    json!({ "save": model::presence_sync::SavePresenceSync::usual(telephony, centre) })
}

fn import_options() -> Value {
    serde_json::to_value(model::import::ImportOptions::default()).expect("options")
}

fn rules() -> Value {
    let details = json!([{ "kind": "name", "required": true }, { "kind": "email", "required": true }]);
    json!({ "verification": true, "closed": [], "details": details, "revision": 0 })
}

fn text() -> Value {
    json!({
        "template": "code", "medium": "sms", "language": "en", "subject": "", "body": "{code}", "original": true, "revision": 0
    })
}

/// Every function under its name. A path outside `/fn/` would miss the session and the limits.
fn functions() -> BTreeSet<&'static str> {
    // Naming a type of `app` links it, and with it the list.
    let _ = std::any::type_name::<Failure>();
    let names: BTreeSet<_> = server_fn_paths()
        .map(|(path, method)| {
            assert_eq!(method, "POST", "{path}: what GET can do, a link from another site can do");
            path.strip_prefix("/fn/").unwrap_or_else(|| panic!("{path} is outside /fn/"))
        })
        .collect();
    assert!(!names.is_empty(), "the list is linked in");
    names
}

#[test]
fn every_function_is_known_to_the_walk() {
    let known: BTreeSet<_> = arguments().into_iter().map(|(name, _)| name).collect();
    assert_eq!(functions(), known, "add the new function with arguments that can be read");
}

#[tokio::test]
async fn nobody_may_call_anything() {
    let app = TestApp::start().await;
    let nobody = app.nobody();
    for (name, arguments) in arguments() {
        let answer = nobody.call(name, arguments).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "signed_out"), "{name}");
    }
}

/// Must not be weakened: each function is an address that anybody who is signed in can post to, whatever the console shows.
#[tokio::test]
async fn a_member_without_rights_may_call_only_what_is_his_own() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, Role::Member).await;
    for (name, arguments) in arguments() {
        let answer = member.call(name, arguments).await;
        let refused = (answer.status.as_u16(), answer.code_or_empty()) == (403, "forbidden".to_owned());
        assert_eq!(refused, !FOR_EVERY_MEMBER.contains(&name), "{name}: {} {}", answer.status, answer.text());
    }
}

#[tokio::test]
async fn an_auditor_changes_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let auditor = app.member(&owner, Role::Auditor).await;
    let reads = [
        "list",
        "get",
        "rows",
        "tree",
        "tags",
        "tag_rows",
        "alike",
        "counts",
        "deliveries",
        "facets",
        "door",
        "personal",
        "preview",
        "preview_schedule",
        "scim_access",
        "under_way",
        "simulate",
        "rules",
        "suggest",
        "chain",
        "verify",
        "look",
        "totals",
        "loads",
        "unassigned",
        "groups",
        "items",
        "undo_preview",
        "lineage",
        "openings",
        "sources",
        "coverage",
        "accounts",
        "auto_sync",
        "syncs",
        "board",
        "teams",
    ];
    for (name, arguments) in arguments() {
        let verb = name.split_once('/').map_or(name, |(_, verb)| verb);
        if reads.contains(&verb) || FOR_EVERY_MEMBER.contains(&name) {
            continue;
        }
        let answer = auditor.call(name, arguments).await;
        assert_eq!((answer.status.as_u16(), answer.code_or_empty().as_str()), (403, "forbidden"), "{name}");
    }
}

#[tokio::test]
async fn a_stranger_finds_nothing_of_ours() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let ours = owner.ask("organisation/me", json!({})).await;
    let member = stranger.call("members/get", json!({ "id": ours["member"] })).await;
    assert_eq!((member.status.as_u16(), member.code().as_str()), (404, "not_found"));
    let organisation = json!({ "to": ours["organisation"]["id"] });
    assert_eq!(stranger.call("organisation/switch_organisation", organisation).await.status, 404);
    let listed = stranger.ask("members/list", json!({ "query": {} })).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1, "only themselves");
}
