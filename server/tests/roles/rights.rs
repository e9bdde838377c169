//! Every right of the matrix does something, and nothing else does it.

use super::changed;
use crate::common::file::export;
use crate::common::{Answer, Client, TestApp};
use model::permission::{Permission, Rights};
use serde_json::{Value, json};

/// Something that needs exactly this right, beside those that it needs itself.
async fn try_it(client: &Client, permission: Permission) -> Answer {
    use Permission as P;
    let (name, arguments) = match permission {
        P::DepartmentsRead => ("departments/tree", json!({})),
        P::DepartmentsWrite => ("departments/add", json!({ "new": { "parent_id": "none", "name": "A" } })),
        P::MembersRead => ("members/list", json!({ "query": {} })),
        P::MembersWrite => ("members/take_step", json!({ "id": "none", "revision": 1, "step": "suspend" })),
        P::MembersExport => return export(client, "members", json!({ "query": {}, "format": "csv" })).await,
        P::MembersImport => ("imports/presets", json!({ "kind": "members" })),
        P::RolesWrite => ("roles/delete", json!({ "id": "none", "revision": 1 })),
        P::InvitationsRead => ("invitations/list", json!({ "ended": false })),
        P::InvitationsWrite => ("invitations/create", json!({ "new": {} })),
        P::InvitationsSend => ("invitations/contacts", json!({ "search": "" })),
        P::JoinsRead => ("joins/list", json!({ "query": {} })),
        P::JoinsWrite => ("joins/decide", json!({ "ids": ["none"], "decision": { "refuse": { "reason": "" } } })),
        P::CustomersRead => ("customers/list", json!({ "query": {} })),
        P::CustomersWrite => ("imports/presets", json!({ "kind": "customers" })),
        P::CustomersExport => return export(client, "customers", json!({ "query": {}, "format": "csv" })).await,
        P::CustomersDelete => ("customers/bin", json!({ "query": {} })),
        P::PrivacyWrite => ("privacy/list", json!({ "query": {} })),
        P::SeatsRead => ("seats/totals", json!({})),
        P::PresenceRead => ("presence/syncs", json!({})),
        P::PresenceWrite => ("presence/remove", json!({ "id": "none", "revision": 1 })),
        P::AgentsRead => ("agents/list", json!({ "query": {} })),
        P::AgentsWrite => ("agents/check", json!({ "number": "1", "email": "" })),
        P::AgentsAccess => ("agents/steps", json!({ "ids": ["none"], "step": "resume_online" })),
        P::MappingsRead => ("mappings/coverage", json!({ "connection": "none" })),
        P::HandoversRead => ("handovers/list", json!({ "query": {} })),
        P::HandoversWrite => ("handovers/cancel", json!({ "id": "none", "revision": 1 })),
        P::SeatsInherit => ("seats/successors", json!({ "query": { "seat": "none" } })),
        P::ArchiveRead => ("conversations/list", json!({ "query": {} })),
        P::ConnectionsRead => ("connections/list", json!({})),
        P::ConnectionsWrite => ("connections/remove", json!({ "id": "none", "revision": 1 })),
        P::SyncRun => ("runs/start_sync", json!({ "connection": "none", "kind": "sync_contacts" })),
        P::AuditRead => ("audit/list", json!({ "query": {} })),
        P::OrganisationWrite => ("organisation/rename_organisation", json!({ "name": "", "revision": 1 })),
        P::BackupsManage => ("backups/list", json!({})),
        P::ApiKeysRead => ("api_keys/list", json!({})),
        P::ApiKeysWrite => ("api_keys/revoke", json!({ "id": "none", "revision": 1 })),
        P::WebhooksRead => ("webhooks/list", json!({ "page": {} })),
        P::WebhooksWrite => ("webhooks/remove", json!({ "id": "none", "revision": 1 })),
        // Told by other facts: phone numbers in `phones`, the organisation's rules in `rest`, who maps in `mappings`.
        P::MembersPhones | P::OrganisationRead | P::MappingMap => unreachable!("no refusal belongs to it"),
    };
    client.call(name, arguments).await
}

/// Must not be weakened: a right that is asked for in the wrong place, or nowhere, makes the matrix a lie.
#[tokio::test]
async fn each_right_opens_what_it_says_and_all_the_others_do_not() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (ben, role) = app.holder(&owner, "One right", &["joins.read"]).await;
    let quiet = [Permission::MembersPhones, Permission::OrganisationRead, Permission::MappingMap];
    for permission in Permission::ALL.iter().copied().filter(|permission| !quiet.contains(permission)) {
        let only = Rights::new(&[permission], false).permissions;
        assert_eq!(changed(&owner, &role, json!({ "permissions": only })).await.status, 200, "{permission}");
        let allowed = try_it(&ben, permission).await;
        assert_ne!(allowed.status, 403, "{permission} is enough: {}", allowed.text());
        let needs_it = |other: &Permission| Rights::new(&[*other], false).allows(permission);
        let others: Vec<_> = Permission::ALL.iter().filter(|other| !needs_it(other)).collect();
        assert_eq!(changed(&owner, &role, json!({ "permissions": others })).await.status, 200, "{permission}");
        let refused = try_it(&ben, permission).await;
        assert_eq!(refused.status, 403, "all others are not {permission}: {}", refused.text());
    }
}

#[tokio::test]
async fn whoever_may_only_see_who_waits_sees_that_and_nothing_else() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (ben, _) = app.holder(&owner, "Doorkeeper", &["joins.read"]).await;
    app.applicant(&owner).await;
    assert_eq!(ben.me().await["permissions"], json!(["joins.read"]));
    let overview = ben.ask("organisation/overview", json!({})).await;
    assert_eq!(overview["waiting"], 1);
    let nothing = |name: &str| overview[name] == json!(0) || overview[name] == json!([]);
    for name in ["members", "departments", "customers", "invitations", "attention", "connections"] {
        assert!(nothing(name), "{name}: {overview}");
    }
}

#[tokio::test]
async fn home_answers_for_every_right() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (ben, role) = app.holder(&owner, "One right", &["joins.read"]).await;
    for permission in Permission::ALL {
        changed(&owner, &role, json!({ "permissions": [permission] })).await;
        let home = ben.call("organisation/overview", Value::Object(serde_json::Map::default())).await;
        assert_eq!(home.status, 200, "{permission}: {}", home.text());
    }
}
