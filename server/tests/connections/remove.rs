//! Removing a connection.

use crate::common::TestApp;
use crate::common::platform::Platform;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn what_came_from_it_stays_and_is_ours_now() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(8, 3, 0).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let schedule = json!({ "connection": connection["id"], "kind": "sync_contacts", "cron": "*/5 * * * *",
                           "zone": "UTC", "enabled": true });
    owner.ask("connections/save_schedule", json!({ "save": schedule })).await;
    let synced = owner.page(json!({ "source": "wecom" })).await["items"][0].clone();

    let arguments = json!({ "id": connection["id"], "revision": connection["revision"] });
    assert_eq!(owner.call("connections/remove", arguments.clone()).await.status, 200);
    assert_eq!(owner.ask("connections/list", json!({})).await, json!([]));
    for function in ["connections/get", "connections/test"] {
        let gone = owner.call(function, json!({ "id": connection["id"] })).await;
        assert_eq!(gone.refusal(), (404, "not_found".into()), "{function}");
    }
    assert_eq!(owner.call("connections/remove", arguments).await.refusal(), (404, "not_found".into()));
    assert_eq!(app.count("select count(*) from connections where secrets_sealed <> ''").await, 0);
    let path = format!("/callbacks/wecom/{}", connection["id"].as_str().unwrap());
    let callback = app.nobody();
    assert_eq!(callback.send(callback.request(Method::POST, &path).body("<xml/>")).await.status, 404);

    assert_eq!(owner.page(json!({ "page": { "count": true } })).await["total"], 9);
    let detail = owner.ask("members/get", json!({ "id": synced["id"] })).await;
    assert_eq!((&detail["row"]["source"], &detail["external_id"]), (&json!("manual"), &Value::Null));
    let edit = json!({ "id": synced["id"], "revision": detail["row"]["revision"], "position": "Captain" });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    assert!(owner.tree().await.iter().all(|department| department["source"] == "manual"));
    app.edge.services.clock.advance(10 * 60 * 1000);
    domain::jobs::schedule::start_due(&app.edge.services).await.unwrap();
    let runs = owner.ask("runs/list", json!({ "query": {} })).await["items"].as_array().unwrap().len();
    app.work().await;
    assert_eq!(owner.ask("runs/list", json!({ "query": {} })).await["items"].as_array().unwrap().len(), runs);
    app.sound().await;
}

#[tokio::test]
async fn not_while_a_run_is_under_way_and_what_waits_for_review_goes_with_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(8, 3, 0).await;
    let connection = platform.connect(&owner).await;
    let press = json!({ "connection": connection["id"], "kind": "sync_contacts" });
    let started = owner.ask("runs/start_sync", press.clone()).await;
    let arguments = json!({ "id": connection["id"], "revision": connection["revision"] });
    let busy = owner.call("connections/remove", arguments.clone()).await;
    assert_eq!(busy.refusal(), (409, "already_running".into()));
    app.work().await;
    let run = owner.ask("runs/get", json!({ "id": started["run"]["id"] })).await;
    assert_eq!(run["state"], "waiting_review", "{run}");
    assert_eq!(owner.ask("organisation/overview", json!({})).await["attention"].as_array().unwrap().len(), 1);

    assert_eq!(owner.call("connections/remove", arguments).await.status, 200);
    let set = owner.ask("changes/get", json!({ "id": run["change_set"] })).await;
    assert_eq!(set["state"], "discarded");
    let late = owner.call("changes/apply", json!({ "id": run["change_set"], "word": "" })).await;
    assert_eq!(late.refusal(), (409, "wrong_state".into()));
    assert_eq!(owner.call("runs/start_sync", press).await.refusal(), (404, "not_found".into()));
    assert_eq!(
        owner.ask("organisation/overview", json!({})).await["attention"],
        json!([]),
        "nothing waits for anybody"
    );
    assert_eq!(owner.page(json!({ "page": { "count": true } })).await["total"], 1);
}

#[tokio::test]
async fn a_stale_remover_is_told() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(5, 2, 0).await;
    let connection = platform.connect(&owner).await;
    let renamed = super::changed(&owner, &platform, &connection, json!({ "name": "Head office" })).await;
    owner.ask("connections/save", renamed).await;
    let arguments = json!({ "id": connection["id"], "revision": connection["revision"] });
    let refused = owner.call("connections/remove", arguments).await;
    assert_eq!((refused.refusal(), refused.param("by")), ((409, "stale".into()), "Ada Owner".into()));
    assert_eq!(owner.ask("connections/list", json!({})).await.as_array().unwrap().len(), 1);
}
