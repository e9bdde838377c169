//! Every route, called by those who may not: a forgotten check cannot land.

use super::Script;
use crate::common::{Answer, TestApp};
use muster::rest::openapi::DOCUMENT;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Every operation with a body that can be read. `{id}` is filled in with one of ours.
fn operations() -> Vec<(&'static str, &'static str, Value)> {
    let nothing = || json!({});
    vec![
        ("get", "/organisation", nothing()),
        ("patch", "/organisation", nothing()),
        ("post", "/organisation/door-number/reset", nothing()),
        ("get", "/departments", nothing()),
        ("post", "/departments", json!({ "name": "A", "parent_id": "{department}" })),
        ("get", "/departments/{id}", nothing()),
        ("patch", "/departments/{id}", json!({ "name": "B" })),
        ("delete", "/departments/{id}", nothing()),
        ("get", "/members", nothing()),
        ("post", "/members", json!({ "email": "new@example.com", "department_ids": ["{department}"] })),
        ("post", "/members/bulk", json!({ "verb": "suspend", "ids": ["{member}"] })),
        ("get", "/members/{id}", nothing()),
        ("patch", "/members/{id}", json!({ "position": "B" })),
        ("post", "/members/{id}/suspend", nothing()),
        ("post", "/members/{id}/resume", nothing()),
        ("post", "/members/{id}/terminate", nothing()),
        ("post", "/members/{id}/restore", nothing()),
        ("get", "/invitations", nothing()),
        ("post", "/invitations", json!({ "kind": "link", "department_id": "{department}" })),
        ("get", "/invitations/{id}", nothing()),
        ("delete", "/invitations/{id}", nothing()),
        ("get", "/invitations/{id}/qr.svg", nothing()),
        ("get", "/invitations/{id}/qr.png", nothing()),
        ("post", "/invitations/{id}/pause", nothing()),
        ("post", "/invitations/{id}/resume", nothing()),
        ("post", "/invitations/{id}/resend", nothing()),
        ("get", "/joins", nothing()),
        ("post", "/joins/bulk", json!({ "verb": "refuse", "ids": ["{join}"] })),
        ("post", "/joins/{id}/approve", nothing()),
        ("post", "/joins/{id}/refuse", nothing()),
        ("post", "/joins/{id}/block", nothing()),
        ("post", "/joins/{id}/reexamine", nothing()),
        ("get", "/customers", nothing()),
        ("post", "/customers", json!({ "name": "A" })),
        ("get", "/customers/bin", nothing()),
        ("post", "/customers/tags", json!({ "ids": ["{customer}"], "add": ["{tag}"] })),
        ("post", "/customers/merge", json!({ "keep": "{customer}", "ids": ["{customer}2"] })),
        ("get", "/customers/erasures", nothing()),
        ("get", "/customers/erasures/{id}", nothing()),
        ("post", "/customers/delete", json!({ "ids": ["{customer}"], "reason": "A", "legal_basis": "gdpr_17_1_b" })),
        ("post", "/customers/restore", json!({ "ids": ["{customer}"] })),
        ("get", "/customers/{id}", nothing()),
        ("patch", "/customers/{id}", json!({ "note": "B" })),
        ("delete", "/customers/{id}", nothing()),
        ("get", "/tags", nothing()),
        ("post", "/tags", json!({ "name": "B" })),
        ("get", "/tags/{id}", nothing()),
        ("patch", "/tags/{id}", json!({ "name": "C" })),
        ("delete", "/tags/{id}", nothing()),
        ("get", "/imports", nothing()),
        ("post", "/imports", nothing()),
        ("get", "/imports/templates/members.xlsx", nothing()),
        ("get", "/imports/templates/customers.xlsx", nothing()),
        ("get", "/imports/templates/mappings.xlsx", nothing()),
        ("get", "/imports/templates/agents.xlsx", nothing()),
        ("get", "/imports/{id}", nothing()),
        ("patch", "/imports/{id}", nothing()),
        ("get", "/imports/{id}/rejected.xlsx", nothing()),
        ("post", "/imports/{id}/apply", nothing()),
        ("post", "/imports/{id}/cancel", nothing()),
        ("post", "/imports/{id}/undo", nothing()),
        ("post", "/exports", json!({ "kind": "members", "format": "csv" })),
        ("get", "/exports/{id}", nothing()),
        ("get", "/exports/{id}/file", nothing()),
        ("get", "/connections", nothing()),
        ("post", "/connections", json!({ "kind": "smtp", "name": "Mail", "settings": {} })),
        ("get", "/connections/{id}", nothing()),
        ("patch", "/connections/{id}", json!({ "name": "B" })),
        ("delete", "/connections/{id}", nothing()),
        ("post", "/connections/{id}/test", nothing()),
        ("post", "/connections/{id}/sync", json!({ "kind": "contacts", "mode": "preview" })),
        ("get", "/change-sets", nothing()),
        ("get", "/change-sets/{id}", nothing()),
        ("get", "/change-sets/{id}/rows", nothing()),
        ("patch", "/change-sets/{id}/rows", json!({ "rows": [{ "id": "none", "accepted": false }] })),
        ("post", "/change-sets/{id}/apply", nothing()),
        ("post", "/change-sets/{id}/undo", nothing()),
        ("post", "/change-sets/{id}/retry", nothing()),
        ("post", "/change-sets/{id}/discard", nothing()),
        ("get", "/keys", nothing()),
        ("post", "/keys", json!({ "name": "A", "scopes": ["keys.read"] })),
        ("get", "/keys/{id}", nothing()),
        ("patch", "/keys/{id}", json!({ "name": "B" })),
        ("delete", "/keys/{id}", nothing()),
        ("post", "/keys/{id}/rotate", nothing()),
        ("get", "/handovers", nothing()),
        ("post", "/handovers", json!({ "leavers": ["none"] })),
        ("get", "/handovers/unassigned", nothing()),
        ("get", "/handovers/{id}", nothing()),
        ("patch", "/handovers/{id}", json!({ "message": "Hello" })),
        ("get", "/handovers/{id}/items", nothing()),
        ("post", "/handovers/{id}/apply", nothing()),
        ("post", "/handovers/{id}/retry", json!({})),
        ("post", "/handovers/{id}/undo", nothing()),
        ("get", "/seats", nothing()),
        ("get", "/seats/{id}", nothing()),
        ("post", "/seats/{id}/inherit", json!({ "to": "none", "range": "everything" })),
        ("get", "/presence", nothing()),
        ("get", "/agents", nothing()),
        ("post", "/agents", json!({ "number": "2", "name": "A", "email": "a2@example.com" })),
        ("get", "/agents/{id}", nothing()),
        ("patch", "/agents/{id}", json!({ "nickname": "B" })),
        ("delete", "/agents/{id}", nothing()),
        ("post", "/agents/{id}/reset-password", nothing()),
        ("post", "/agents/{id}/force-offline", json!({ "reason": "A" })),
        ("post", "/agents/{id}/resume-online", nothing()),
        ("post", "/agents/{id}/replace", nothing()),
        ("post", "/agents/{id}/restore", nothing()),
        ("get", "/skill-groups", nothing()),
        ("post", "/skill-groups", json!({ "name": "B" })),
        ("get", "/skill-groups/{id}", nothing()),
        ("patch", "/skill-groups/{id}", json!({ "name": "C" })),
        ("delete", "/skill-groups/{id}", nothing()),
        ("get", "/mappings", nothing()),
        ("post", "/mappings", json!({ "member_id": "none", "connection_id": "none", "external_id": "none" })),
        ("delete", "/mappings/{id}", nothing()),
        ("post", "/mappings/{id}/ignore", json!({ "connection_id": "none" })),
        ("get", "/conversations", nothing()),
        ("get", "/conversations/{id}", nothing()),
        ("get", "/conversations/{id}/messages", nothing()),
        ("get", "/webhooks", nothing()),
        ("post", "/webhooks", json!({ "url": "http://127.0.0.1:9/" })),
        ("get", "/webhooks/{id}", nothing()),
        ("patch", "/webhooks/{id}", json!({ "description": "B" })),
        ("post", "/webhooks/{id}/rotate", nothing()),
        ("post", "/webhooks/{id}/test", nothing()),
        ("get", "/webhooks/{id}/deliveries", nothing()),
        ("post", "/webhooks/{id}/deliveries/redeliver", json!({ "since": "2026-01-31T00:00:00Z" })),
        ("post", "/webhooks/{id}/deliveries/{delivery}/redeliver", nothing()),
        ("delete", "/webhooks/{id}", nothing()),
        ("get", "/backups", nothing()),
        ("post", "/backups", nothing()),
        ("get", "/backups/{id}", nothing()),
        ("delete", "/backups/{id}", nothing()),
        ("get", "/backups/{id}/file", nothing()),
        ("get", "/runs", nothing()),
        ("get", "/runs/{id}", nothing()),
        ("get", "/audit", nothing()),
        ("get", "/audit/chain", nothing()),
    ]
}

/// One of each of ours.
struct Ours {
    app: TestApp,
    ids: Vec<(&'static str, String)>,
    owner: crate::common::Client,
}

impl Ours {
    async fn make() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let department = owner.add(&owner.root().await, "Sales").await;
        let member = app.person(&owner, "Ann Able", "ann@example.com", "").await;
        app.applicant(&owner).await;
        let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
        let invitation = owner.ask("invitations/create", json!({ "new": {} })).await;
        let organisation = owner.me().await["organisation"]["id"].clone();
        app.tamper(&format!(
            "insert into runs (id, organisation_id, kind, state, stage, cursor, done, count_add, count_change, count_leave, \
             count_conflict, count_unchanged, count_failed, count_blocked, input, started_by, origin, automatic, cancel_asked, created_at) \
             values ('run-of-ours', '{}', 'sync_contacts', 'done', 'write', '', 1, 0, 0, 0, 0, 0, 0, 0, '', '', 'run', true, false, 1)",
            super::text(&organisation)
        ))
        .await;
        app.tamper(&format!(
            "insert into customers (id, organisation_id, name, company, position, phone, email, email_key, note, kind, gender, source, \
             name_key, initials_key, added_at, contacted_at, ended, revision, created_at) values ('customer-of-ours', '{}', \
             'Cy Customer', '', '', '', '', '', '', 'wecom', 0, 'wecom', 'cy', 'cc', 1, 1, false, 1, 1)",
            super::text(&organisation)
        ))
        .await;
        let tag = owner.ask("customers/save_tag", json!({ "save": { "name": "Golden" } })).await;
        app.tamper(&format!(
            "insert into change_sets (id, organisation_id, kind, state, count_unchanged, brake_of, brake_percent, second_person, \
             created_by, created_at, revision) values ('set-of-ours', '{}', 'contacts', 'draft', 0, 0, 5, false, '', 1, 1)",
            super::text(&organisation)
        ))
        .await;
        app.tamper(
            "insert into backups (id, reason, made_by, made_at, file_name, folder, on_disk, in_store, sha256, encrypted, state, \
             findings) values ('backup-of-ours', 'by_hand', 'Ada', 1, 'none.zst', '/nowhere', false, false, '', false, 'gone', '')",
        )
        .await;
        let connection = json!({
            "kind": "sms_http", "name": "SMS",
            "settings": { "url": "http://127.0.0.1:9/", "method": "POST", "content_type": "text/plain", "body": "{text}" },
        });
        let connection = owner.ask("connections/save", json!({ "save": connection })).await;
        app.tamper(&format!(
            "insert into seats (id, organisation_id, connection_id, kind, member_id, since, listed, revision, created_at) \
             select 'seat-of-ours', organisation_id, '{}', 'service', id, 1, true, 1, 1 from members where id = '{}'",
            super::text(&connection["id"]),
            super::text(&member["id"]),
        ))
        .await;
        let leaving = json!({ "new": { "kind": "leaving", "leavers": [member["id"]] } });
        let handover = owner.ask("handovers/draft", leaving).await;
        app.tamper(&format!(
            "insert into conversations (id, organisation_id, kind, external_id, last_at, created_at) \
             values ('conversation-of-ours', '{}', 'customer', 'wm1', 1, 1)",
            super::text(&organisation)
        ))
        .await;
        let lane = "insert into archive_sources (connection_id, organisation_id, lane, next_number, seq, sent_at) \
             select id, organisation_id, 1, 3, 0, 0 from connections limit 1";
        app.tamper(lane).await;
        let strand = "insert into conversation_strands (id, conversation_id, user_key, messages, first_at, last_at) \
             values (1, 'conversation-of-ours', 'ann', 1, 1, 1)";
        app.tamper(strand).await;
        let key = owner.ask("api_keys/create", json!({ "new": { "name": "Ours", "scopes": ["keys.read"] } })).await;
        let hook = json!({ "url": "http://127.0.0.1:9/", "events": ["webhook.tested"], "enabled": true });
        let hook = owner.ask("webhooks/create", json!({ "new": hook })).await;
        let delivery = owner.ask("webhooks/test", json!({ "id": hook["webhook"]["id"] })).await;
        let import = owner.upload("staff.csv", b"Name,E-mail\nAnn,ann.import@example.com\n").await.json();
        let exporting = app.script(&owner, &["members.export"]).await;
        let export = exporting.post("/exports", json!({ "kind": "members", "format": "csv" })).await.json();
        let add = json!({ "number": "1", "name": "Ag Agent", "email": "agent1@example.com" });
        let agent = owner.ask("agents/add", json!({ "add": add })).await;
        let save = json!({ "name": "A", "kind": "phone", "ringing": "in_order", "concurrency": 1 });
        let group = owner.ask("skill_groups/save", json!({ "save": save })).await;
        let id = |value: &Value| super::text(value).to_owned();
        let ids = vec![
            ("/departments", id(&department["id"])),
            ("/members", id(&member["id"])),
            ("/invitations", id(&invitation["id"])),
            ("/joins", id(&joins["items"][0]["id"])),
            ("/customers", "customer-of-ours".to_owned()),
            ("/tags", id(&tag["id"])),
            ("/imports", id(&import["id"])),
            ("/exports", id(&export["id"])),
            ("/runs", "run-of-ours".to_owned()),
            ("/change-sets", "set-of-ours".to_owned()),
            ("/connections", id(&connection["id"])),
            ("/backups", "backup-of-ours".to_owned()),
            ("/seats", "seat-of-ours".to_owned()),
            ("/mappings", id(&member["id"])),
            ("/agents", id(&agent["row"]["id"])),
            ("/skill-groups", id(&group["group"]["id"])),
            ("/handovers", id(&handover["id"])),
            ("/conversations", "conversation-of-ours".to_owned()),
            ("/keys", id(&key["key"]["id"])),
            ("/webhooks", id(&hook["webhook"]["id"])),
            ("{delivery}", id(&delivery["id"])),
        ];
        Self { app, ids, owner }
    }

    fn id(&self, resource: &str) -> &str {
        &self.ids.iter().find(|(name, _)| resource.starts_with(name)).expect("one of ours").1
    }

    async fn call(&self, script: &Script, (method, path, body): &(&str, &str, Value)) -> Answer {
        let path = if path.contains("{id}") { path.replace("{id}", self.id(path)) } else { (*path).to_owned() };
        let path = path.replace("{delivery}", self.id("{delivery}"));
        // Where the account is has to be said.
        let path =
            if *method == "delete" && path.starts_with("/mappings") { path + "?connection_id=none" } else { path };
        let body = body.to_string();
        let body = body.replace("{department}", self.id("/departments")).replace("{member}", self.id("/members"));
        let body = body.replace("{customer}", self.id("/customers")).replace("{tag}", self.id("/tags"));
        let body: Value = serde_json::from_str(&body.replace("{join}", self.id("/joins"))).expect("JSON");
        let method: Method = method.to_uppercase().parse().expect("a method");
        let request = script.request(method.clone(), &path).header("if-match", "\"1\"");
        script.send(if method == Method::GET { request } else { request.json(&body) }).await
    }
}

#[test]
fn every_operation_is_known_to_the_walk() {
    let mut there = BTreeSet::new();
    for (path, methods) in DOCUMENT["paths"].as_object().unwrap() {
        let path = path.strip_prefix("/api/v1").expect("below the root");
        for method in methods.as_object().unwrap().keys() {
            there.insert(format!("{method} {path}"));
        }
    }
    let known: BTreeSet<_> = operations().iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    assert_eq!(there, known, "add the new operation with a body that can be read");
}

#[tokio::test]
async fn nobody_may_call_anything() {
    let ours = Ours::make().await;
    let mut nobody = ours.app.script(&ours.owner, &["all"]).await;
    nobody.token = "msk_guessed".to_owned();
    for operation in operations() {
        let answer = ours.call(&nobody, &operation).await;
        assert_eq!(answer.refusal(), (401, "key_refused".to_owned()), "{operation:?}");
    }
}

#[tokio::test]
async fn each_operation_needs_the_scope_that_the_document_names_and_no_other() {
    let ours = Ours::make().await;
    let scopes = [
        "organisation",
        "departments",
        "members",
        "invitations",
        "joins",
        "audit",
        "runs",
        "customers",
        "connections",
        "keys",
        "webhooks",
        "seats",
        "mappings",
        "presence",
        "agents",
        "handovers",
        "archive",
    ];
    for operation in operations() {
        let (method, path, _) = &operation;
        let told = &DOCUMENT["paths"][format!("/api/v1{path}")][*method]["security"][0]["key"][0];
        let told = super::text(told);
        let resource = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let resource = match resource {
            // What a file brings or takes are members.
            "imports" if path.ends_with("customers.xlsx") => "customers",
            "imports" if path.ends_with("mappings.xlsx") => "mapping",
            "imports" if path.ends_with("agents.xlsx") => "agents",
            "imports" | "exports" => "members",
            "tags" => "customers",
            "skill-groups" => "agents",
            "conversations" => "archive",
            // The right is called as the platforms call it.
            "mappings" if *method != "get" => "mapping",
            // The door number is an invitation to everybody.
            _ if path.contains("/door-number/") => "invitations",
            // Of whatever kind of thing they change.
            "change-sets" => "connections",
            other => other,
        };
        assert!(told.starts_with(resource), "{operation:?}: {told}");
        // All other scopes together; a write's own read is not enough.
        let mut others: Vec<String> = Vec::new();
        // Any of several may open it; what makes contacts and customers also shows their runs.
        let security = &DOCUMENT["paths"][format!("/api/v1{path}")][*method]["security"];
        let opens: Vec<&str> =
            security.as_array().expect("a list").iter().map(|one| super::text(&one["key"][0])).collect();
        let opens = |scope: &str| opens.len() > 1 && opens.iter().any(|one| one.starts_with(scope));
        for scope in scopes.iter().filter(|scope| **scope != resource && !opens(scope)) {
            others.push(format!("{scope}.read"));
            if ["departments", "members", "invitations", "joins", "connections", "keys", "webhooks"].contains(scope) {
                others.push(format!("{scope}.write"));
            }
        }
        if told.ends_with(".write") {
            others.push(told.replace(".write", ".read"));
        }
        if told.ends_with(".delete") {
            others.push(told.replace(".delete", ".read"));
        }
        if told.ends_with(".import") || told.ends_with(".export") {
            others.extend(["members.read", "members.write"].map(str::to_owned));
        }
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        let script = ours.app.script(&ours.owner, &others).await;
        let answer = ours.call(&script, &operation).await;
        assert_eq!(answer.refusal(), (403, "forbidden".to_owned()), "{operation:?} {told}: {}", answer.text());
    }
    let exported = "select count(*) from audit where origin = 'api' and verb <> 'export'";
    assert_eq!(ours.app.count(exported).await, 0, "nothing was done");
    for operation in operations() {
        let (method, path, _) = &operation;
        let told =
            super::text(&DOCUMENT["paths"][format!("/api/v1{path}")][*method]["security"][0]["key"][0]).to_owned();
        let script = ours.app.script(&ours.owner, &[&told]).await;
        let answer = ours.call(&script, &operation).await;
        assert!(![401, 403].contains(&answer.status.as_u16()), "{operation:?} {told}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_stranger_finds_nothing_of_ours() {
    let ours = Ours::make().await;
    let stranger = ours.app.stranger().await;
    let script = ours.app.script(&stranger, &["all", "keys.write"]).await;
    for operation in operations() {
        let answer = ours.call(&script, &operation).await;
        let (method, path, _) = &operation;
        if path.starts_with("/backups") {
            // They hold every organisation: whoever does not run the installation is told nothing at all.
            assert_eq!(answer.refusal(), (403, "forbidden".to_owned()), "{operation:?}: {}", answer.text());
        } else if path.contains("{id}") {
            assert_eq!(answer.refusal(), (404, "not_found".to_owned()), "{operation:?}: {}", answer.text());
        } else if path.ends_with("/bulk") || ["/customers/delete", "/customers/restore"].contains(path) {
            assert_eq!(answer.json()["results"][0]["code"], "not_found", "{}", answer.text());
        } else if (*method, *path) == ("patch", "/organisation") {
            assert_eq!(answer.status, 403, "more than an Account Admin may: {}", answer.text());
        } else if *method == "post"
            && [
                "/agents",
                "/customers",
                "/exports",
                "/organisation/door-number/reset",
                "/skill-groups",
                "/tags",
                "/keys",
                "/webhooks",
            ]
            .contains(path)
        {
            assert!(answer.status.is_success(), "of the stranger's own: {}", answer.text());
        } else if *method == "post" {
            assert!([404, 415, 422].contains(&answer.status.as_u16()), "{operation:?}: {}", answer.text());
        } else {
            assert_eq!(answer.status, 200);
            for (_, id) in &ours.ids {
                assert!(!answer.text().contains(id.as_str()), "{operation:?} tells of {id}");
            }
        }
    }
}
