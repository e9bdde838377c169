//! Connections: set up, tested, changed and removed by a script.

use super::{errors, text};
use crate::common::TestApp;
use crate::common::platform::Platform;
use serde_json::{Value, json};

#[tokio::test]
async fn a_connection_is_made_tested_changed_and_removed_and_its_secrets_are_never_told() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(5, 2, 0).await;
    let script = app.script(&owner, &["connections.write"]).await;
    let mut settings = platform.settings();
    let base = settings["settings"].as_object_mut().unwrap().remove("base_url").unwrap();
    let secret = text(&settings["settings"]["contact_secret"]).to_owned();
    let new = json!({
        "kind": "wecom", "name": "WeCom", "base_url": base, "settings": settings["settings"],
        "schedule": [{ "kind": "contacts", "cron": "0 3 * * *", "zone": "Asia/Shanghai" }],
    });
    let made = script.post("/connections", new).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let known = made.json();
    assert_eq!(made.header("location"), format!("/api/v1/connections/{}", text(&known["id"])));
    assert_eq!((&known["kind"], &known["state"], &known["base_url"]), (&json!("wecom"), &json!("new"), &base));
    assert!(known["secrets"].as_array().unwrap().contains(&json!("contact_secret")));
    assert_eq!((&known["schedule"][0]["kind"], &known["schedule"][0]["enabled"]), (&json!("contacts"), &json!(true)));
    assert!(known["schedule"][0]["next_at"].is_string());

    let path = format!("/connections/{}", text(&known["id"]));
    let begun = script.post(&format!("{path}/test"), json!({})).await;
    assert_eq!((begun.status.as_u16(), &begun.json()["testing"]), (202, &json!(true)));
    app.work().await;
    let tested = script.get(&path).await;
    assert_eq!(
        (&tested.json()["testing"], &tested.json()["state"]),
        (&json!(false), &json!("good")),
        "{}",
        tested.text()
    );
    assert!(tested.json()["test"].as_array().unwrap().iter().any(|step| step["finding"] == "good"));

    let tag = tested.header("etag").to_owned();
    let change = json!({ "name": "WeCom 2", "settings": { "callback_token": null }, "brake_percent": 7 });
    let changed = script.patch(&path, &tag, change).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert_eq!((&changed.json()["name"], &changed.json()["brake_percent"]), (&json!("WeCom 2"), &json!(7)));
    assert!(!changed.json()["secrets"].as_array().unwrap().contains(&json!("callback_token")));
    assert_eq!(changed.json()["settings"]["corp_id"], known["settings"]["corp_id"], "what is left out stays");
    assert_eq!(script.patch(&path, &tag, json!({ "name": "X" })).await.refusal(), (409, "stale".to_owned()));
    for answer in [&made, &tested, &changed, &script.get("/connections").await] {
        assert!(!answer.text().contains(&secret));
    }
    let gone = script.delete(&path, changed.header("etag")).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    assert_eq!(script.get("/connections").await.json()["items"], json!([]));
}

#[tokio::test]
async fn wrong_settings_are_named_and_nothing_is_saved() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["connections.write"]).await;
    let with = |more: Value| {
        let mut new = json!({ "kind": "smtp", "name": "Mail", "settings": { "host": "mail.example.com", "port": "587",
            "security": "starttls", "from": "a@example.com" } });
        for (name, value) in more.as_object().unwrap() {
            new[name] = value.clone();
        }
        new
    };
    for (more, wanted) in [
        (json!({ "kind": "fax" }), "kind unknown"),
        (json!({ "name": "" }), "name missing"),
        (json!({ "settings": { "colour": "red" } }), "settings.colour unknown"),
        (json!({ "brake_percent": 101 }), "brake_percent out_of_range"),
        (json!({ "schedule": [{ "kind": "contacts", "cron": "61 * * * *" }] }), "cron malformed"),
        (json!({ "schedule": [{ "kind": "mappings", "cron": "0 3 * * *" }] }), "kind unknown"),
    ] {
        let answer = script.post("/connections", with(more)).await;
        assert_eq!((answer.status.as_u16(), errors(&answer)), (422, vec![wanted.to_owned()]));
    }
    assert_eq!(app.count("select count(*) from connections").await, 0);
    let watching = app.script(&owner, &["runs.read"]).await;
    assert_eq!(watching.get("/connections").await.refusal(), (403, "forbidden".to_owned()));
}
