//! *Sync WeCom contacts*, from the button to the undo, against the fake.

use crate::common::platform::{Platform, outcome, typed};
use crate::common::{Client, TestApp};
use connectors::wecom::fake::{Action, Fault, FaultKind};
use serde_json::{Value, json};

async fn rows(owner: &Client, set: &Value, verdict: &str) -> Vec<Value> {
    let query = json!({ "query": { "set": set, "verdict": verdict, "page": { "limit": 500 } } });
    owner.ask("changes/rows", query).await["items"].as_array().expect("rows").clone()
}

async fn members(owner: &Client, search: &str) -> Vec<Value> {
    let query = json!({ "query": { "search": search, "page": { "limit": 500 } } });
    owner.ask("members/list", query).await["items"].as_array().expect("members").clone()
}

/// A linked member that is no head and no manager, so that nothing else changes with it.
async fn somebody(owner: &Client) -> (Value, String) {
    for row in members(owner, "").await {
        let detail = owner.ask("members/get", json!({ "id": row["id"] })).await;
        let heads = detail["heads"].as_array().expect("a list").is_empty();
        if let (Some(external), true) = (detail["external_id"].as_str(), heads) {
            return (row, external.to_owned());
        }
    }
    panic!("nobody is linked");
}

#[tokio::test]
async fn the_first_sync_proposes_everybody_and_changes_nothing_before_it_is_applied() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(60, 12, 0).await;
    let connection = platform.connect(&owner).await;
    let run = app.sync(&owner, &connection, "sync_contacts").await;
    assert_eq!(run["state"], "waiting_review", "{run}");
    assert_eq!(run["counts"]["add"], 60 + 11, "everybody, and every department but the root: {run}");
    assert_eq!(members(&owner, "").await.len(), 1, "only the owner");

    let set = app.apply(&owner, &run["change_set"]).await;
    assert_eq!(set["state"], "applied");
    assert_eq!(outcome(&set, "failed"), 0, "{set}");
    assert_eq!(members(&owner, "").await.len(), 61);
    let tree = owner.ask("departments/tree", json!({})).await;
    assert_eq!(tree.as_array().unwrap().len(), 12);
    app.sound().await;
}

#[tokio::test]
async fn a_second_sync_without_changes_there_finds_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(60, 12, 0).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_contacts").await;
    assert_eq!(run["state"], "done", "{run}");
    assert_eq!(run["change_set"], Value::Null);
    assert_eq!(run["counts"]["unchanged"].as_i64().unwrap(), 60 + 11);
}

#[tokio::test]
async fn a_renamed_and_a_departed_member_come_out_field_by_field_and_can_be_put_back() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(60, 12, 0).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let (member, external) = somebody(&owner).await;
    platform.running.fake.act(Action::Rename { userid: external.clone(), name: "欧阳若水".into() }).unwrap();
    let others = members(&owner, "").await;
    let leaver = others.iter().rev().find(|row| row["source"] == "wecom" && row["id"] != member["id"]).unwrap();
    let detail = owner.ask("members/get", json!({ "id": leaver["id"] })).await;
    let gone = detail["external_id"].as_str().unwrap().to_owned();
    platform.running.fake.act(Action::Leave { userid: gone }).unwrap();

    let run = app.sync(&owner, &connection, "sync_contacts").await;
    let set = &run["change_set"];
    let changed = rows(&owner, set, "change").await;
    let renamed = changed.iter().find(|row| row["name"] == "欧阳若水").expect("the renamed one");
    let name = renamed["fields"].as_array().unwrap().iter().find(|field| field["field"] == "name").unwrap();
    assert_eq!((&name["before"], &name["after"]), (&member["name"], &json!("欧阳若水")));
    let leaving = rows(&owner, set, "leave").await;
    assert_eq!(leaving.len(), 1);

    app.apply(&owner, set).await;
    assert_eq!(members(&owner, "ouyangruoshui").await.len(), 1, "found by pinyin");
    assert_eq!(members(&owner, "若水").await.len(), 1, "found by two characters");
    let detail = owner.ask("members/get", json!({ "id": leaver["id"] })).await;
    assert_eq!(detail["row"]["status"], "terminated");

    owner.ask("changes/undo", json!({ "id": set })).await;
    app.work().await;
    let set = owner.ask("changes/get", json!({ "id": set })).await;
    assert_eq!((set["state"].as_str(), outcome(&set, "kept")), (Some("undone"), 0), "{set}");
    assert!(members(&owner, "ouyangruoshui").await.is_empty());
    let detail = owner.ask("members/get", json!({ "id": leaver["id"] })).await;
    assert_eq!(detail["row"]["status"], "active");
    app.sound().await;
}

#[tokio::test]
async fn undo_leaves_alone_what_somebody_changed_since() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(30, 5, 0).await;
    let connection = platform.connect(&owner).await;
    let set = app.bring_contacts(&owner, &connection).await;
    let (member, _) = somebody(&owner).await;
    let edit = json!({ "id": member["id"], "revision": member["revision"], "location": "Pier 4" });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    owner.ask("changes/undo", json!({ "id": set["id"] })).await;
    app.work().await;
    let left = members(&owner, "").await;
    assert!(left.iter().any(|row| row["id"] == member["id"] && row["location"] == "Pier 4"));
    assert_eq!(left.len(), 2, "the owner and the edited one");
    let kept = rows(&owner, &set["id"], "add").await;
    let kept: Vec<_> = kept.iter().filter(|row| row["state"] == "kept").collect();
    assert!(kept.iter().any(|row| row["problem"]["code"] == "wrong_state"), "{kept:?}");
    app.sound().await;
}

#[tokio::test]
async fn the_brake_asks_for_the_word_when_more_than_five_percent_would_leave() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(100, 12, 0).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    platform.running.fake.act(Action::MassLeave { percent: 12 }).unwrap();
    let run = app.sync(&owner, &connection, "sync_contacts").await;
    let set = owner.ask("changes/get", json!({ "id": run["change_set"] })).await;
    assert!(set["brake"]["leave"].as_i64().unwrap() > 5, "{set}");
    let refused = owner.call("changes/apply", json!({ "id": set["id"], "word": "apply" })).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (409, "brake"));
    owner.ask("changes/apply", json!({ "id": set["id"], "word": "APPLY" })).await;
    app.work().await;
    let counts = owner.ask("members/counts", json!({ "query": {} })).await;
    let terminated = counts.as_array().unwrap().iter().find(|pair| pair[0] == "terminated").unwrap()[1].clone();
    assert_eq!(terminated, set["brake"]["leave"]);
}

#[tokio::test]
async fn a_scheduled_run_applies_by_itself_below_the_brake_and_waits_above_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(60, 6, 0).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let save = json!({ "connection": connection["id"], "kind": "sync_contacts", "cron": "*/15 * * * *",
                       "zone": "Asia/Shanghai", "enabled": true });
    owner.ask("connections/save_schedule", json!({ "save": save })).await;
    let (_, external) = somebody(&owner).await;
    platform.running.fake.act(Action::Rename { userid: external, name: "司马晚晴".into() }).unwrap();
    let services = &app.edge.services;
    services.clock.advance(16 * 60 * 1000);
    domain::jobs::schedule::start_due(services).await.unwrap();
    app.work().await;
    assert_eq!(members(&owner, "晚晴").await.len(), 1, "applied by itself");

    platform.running.fake.act(Action::MassLeave { percent: 30 }).unwrap();
    services.clock.advance(16 * 60 * 1000);
    domain::jobs::schedule::start_due(services).await.unwrap();
    app.work().await;
    let runs = owner.ask("runs/list", json!({ "query": { "kind": "sync_contacts" } })).await;
    assert_eq!(runs["items"][0]["state"], "waiting_review", "{runs}");
    assert_eq!(runs["items"][0]["automatic"], true);
}

#[tokio::test]
async fn a_second_press_while_one_runs_shows_the_running_one() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(10, 3, 0).await;
    let connection = platform.connect(&owner).await;
    let press = json!({ "connection": connection["id"], "kind": "sync_contacts" });
    let first = owner.ask("runs/start_sync", press.clone()).await;
    let second = owner.ask("runs/start_sync", press).await;
    assert_eq!(second["already"], true);
    assert_eq!(first["run"]["id"], second["run"]["id"]);
}

#[tokio::test]
async fn a_list_that_cannot_be_read_stops_the_run_and_nobody_is_taken_for_gone() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(30, 5, 0).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    platform.running.fake.fail(Fault { path: "user/list_id".into(), times: 500, kind: FaultKind::HttpHtml });
    let press = json!({ "connection": connection["id"], "kind": "sync_contacts" });
    let started = owner.ask("runs/start_sync", press).await;
    let mut run = started["run"].clone();
    for _ in 0..15 {
        app.work().await;
        run = owner.ask("runs/get", json!({ "id": started["run"]["id"] })).await;
        if run["state"] != "queued" && run["state"] != "running" {
            break;
        }
        app.edge.services.clock.advance(40 * 60 * 1000);
    }
    assert_eq!((run["state"].as_str(), run["counts"]["leave"].as_i64()), (Some("failed"), Some(0)), "{run}");
    assert_eq!(members(&owner, "").await.len(), 31);
    let shown = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
    assert_eq!(shown["state"], "bad", "the connection says so too");
}

#[tokio::test]
async fn a_worker_that_dies_in_the_middle_is_followed_by_another_and_nothing_is_doubled() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(400, 40, 0).await;
    let connection = platform.connect(&owner).await;
    let press = json!({ "connection": connection["id"], "kind": "sync_contacts" });
    let started = owner.ask("runs/start_sync", press).await;
    let services = app.edge.services.clone();
    // Dropped after so many milliseconds, wherever it is; then the lease runs out.
    for milliseconds in [1, 3, 7, 12, 20, 30, 45, 60, 80, 100, 150, 200] {
        let limit = std::time::Duration::from_millis(milliseconds);
        let _ = tokio::time::timeout(limit, domain::worker::one(&services, "dying")).await;
        services.clock.advance(2 * 60 * 1000);
    }
    app.work().await;
    let run = owner.ask("runs/get", json!({ "id": started["run"]["id"] })).await;
    assert_eq!(run["state"], "waiting_review", "{run}");
    assert_eq!(run["counts"]["add"], 400 + 39, "{run}");
    owner.ask("changes/apply", json!({ "id": run["change_set"], "word": "" })).await;
    for milliseconds in [5, 20, 50, 90, 150, 250] {
        let limit = std::time::Duration::from_millis(milliseconds);
        let _ = tokio::time::timeout(limit, domain::worker::one(&services, "dying")).await;
        services.clock.advance(2 * 60 * 1000);
    }
    app.work().await;
    let set = owner.ask("changes/get", json!({ "id": run["change_set"] })).await;
    assert_eq!((set["state"].as_str(), outcome(&set, "failed")), (Some("applied"), 0), "{set}");
    let counts = owner.ask("members/counts", json!({ "query": {} })).await;
    let everybody: i64 = counts.as_array().unwrap().iter().map(|pair| pair[1].as_i64().unwrap()).sum();
    assert_eq!(everybody, 401, "four hundred and the owner, each once: {counts}");
    app.sound().await;
}

#[tokio::test]
async fn fields_that_wecom_owns_are_padlocked() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(20, 3, 0).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let (member, _) = somebody(&owner).await;
    let edit = json!({ "id": member["id"], "revision": member["revision"], "position": "Captain" });
    let refused = owner.call("members/edit", json!({ "edit": edit })).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (409, "owned_upstream"));
    let detail = owner.ask("members/get", json!({ "id": member["id"] })).await;
    assert!(detail["locks"].as_array().unwrap().contains(&json!(["position", "upstream"])));
}

#[tokio::test]
async fn secrets_are_sealed_and_never_sent_back() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(10, 3, 0).await;
    platform.connect(&owner).await;
    let answer = owner.call("connections/list", json!({})).await.text();
    let audit = owner.call("audit/list", json!({ "query": {} })).await.text();
    for secret in [&platform.options.contact_secret, &platform.options.app_secret, &platform.options.callback_aes_key] {
        assert!(!answer.contains(secret.as_str()) && !audit.contains(secret.as_str()));
    }
}

#[tokio::test]
async fn the_test_button_names_the_exact_fault() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let options = connectors::wecom::fake::FakeOptions {
        trusted_ips: vec!["203.0.113.9".parse().unwrap()],
        ..Default::default()
    };
    let platform = Platform::with(options).await;
    let connection = platform.connect(&owner).await;
    owner.ask("connections/test", json!({ "id": connection["id"] })).await;
    app.work().await;
    let tested = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
    let steps = tested["steps"].as_array().unwrap();
    let refused = steps.iter().find(|step| step["finding"] == "address_not_trusted").expect("the fault");
    assert_eq!(refused["detail"], "127.0.0.1");

    let mut save = platform.settings();
    save["id"] = connection["id"].clone();
    save["revision"] = tested["revision"].clone();
    typed(&mut save, &json!({ "secrets": [["app_secret", "not the secret"]] }));
    owner.ask("connections/save", json!({ "save": save })).await;
    owner.ask("connections/test", json!({ "id": connection["id"] })).await;
    app.work().await;
    let tested = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
    let steps = tested["steps"].as_array().unwrap();
    assert!(steps.iter().any(|step| step["setting"] == "app_secret" && step["finding"] == "wrong_secret"), "{steps:?}");
    assert_eq!((tested["state"].as_str(), tested["testing"].as_bool()), (Some("bad"), Some(false)));
}
