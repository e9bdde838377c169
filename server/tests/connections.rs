//! Connections: configured links to outside platforms.

mod callback;
mod fault;
mod remove;

use crate::common::platform::{Platform, typed};
use crate::common::{Client, TestApp};
use serde_json::{Value, json};

/// What an admin types to change a connection as it is now.
async fn changed(owner: &Client, platform: &Platform, connection: &Value, fields: Value) -> Value {
    let now = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
    let mut save = platform.settings();
    save["id"] = now["id"].clone();
    save["revision"] = now["revision"].clone();
    typed(&mut save, &json!({ "secrets": [] }));
    typed(&mut save, &fields);
    json!({ "save": save })
}

/// Presses *Test*; the connection with its findings.
async fn test(app: &TestApp, owner: &Client, connection: &Value) -> Value {
    let started = owner.ask("connections/test", json!({ "id": connection["id"] })).await;
    assert_eq!(started["testing"], true);
    app.work().await;
    owner.ask("connections/get", json!({ "id": connection["id"] })).await
}

#[tokio::test]
async fn a_secret_goes_in_and_never_comes_out() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(5, 2, 0).await;
    let saved = owner.call("connections/save", json!({ "save": platform.settings() })).await;
    let connection = saved.json();
    assert_eq!(connection["secrets"], json!(["contact_secret", "app_secret", "callback_token", "callback_aes_key"]));
    let again = changed(&owner, &platform, &connection, json!({ "name": "Head office" })).await;
    let kept = owner.call("connections/save", again).await;
    assert_eq!(kept.json()["secrets"], connection["secrets"], "an empty one leaves the stored one as it is");

    let gone = json!({ "name": "Head office", "forget": ["callback_token", "callback_aes_key"] });
    let gone = owner.call("connections/save", changed(&owner, &platform, &connection, gone).await).await;
    assert_eq!(gone.json()["secrets"], json!(["contact_secret", "app_secret"]), "{}", gone.text());
    let needed = changed(&owner, &platform, &connection, json!({ "forget": ["app_secret"] })).await;
    assert_eq!(owner.call("connections/save", needed).await.faults(), ["app_secret missing"]);
    let told = owner.activity(json!({ "subject": "connection" })).await;
    assert_eq!(told[0]["after"], r#"{"secrets":["contact_secret","app_secret"]}"#, "{told:?}");

    let one = owner.call("connections/get", json!({ "id": connection["id"] })).await.text();
    let told = owner.call("audit/list", json!({ "query": {} })).await.text();
    let options = &platform.options;
    for secret in [&options.contact_secret, &options.app_secret, &options.callback_token, &options.callback_aes_key] {
        for text in [saved.text(), kept.text(), one.clone(), told.clone()] {
            assert!(!text.contains(secret.as_str()), "{secret}: {text}");
        }
        let stored = format!("select count(*) from connections where secrets_sealed like '%{secret}%'");
        assert_eq!(app.count(&stored).await, 0, "sealed at rest");
    }
    assert_eq!(test(&app, &owner, &connection).await["state"], "good", "and it is still the right one");
}

#[tokio::test]
async fn every_field_has_a_limit_and_says_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(5, 2, 0).await;
    for (fields, faults) in [
        (json!({ "name": "", "corp_id": " " }), &["name missing", "corp_id missing"][..]),
        (json!({ "name": "x".repeat(65), "agent_id": "1x" }), &["name too_long 64", "agent_id malformed"]),
        (json!({ "base_url": "ftp://example.com" }), &["base_url malformed"]),
        (json!({ "base_url": "https://user:pw@example.com" }), &["base_url malformed"]),
        (json!({ "base_url": "https://example.com/?a=b" }), &["base_url malformed"]),
        (json!({ "base_url": format!("https://example.com/{}", "x".repeat(500)) }), &["base_url too_long 500"]),
        (json!({ "brake_percent": 101 }), &["brake_percent out_of_range 100"]),
        (json!({ "brake_percent": -1 }), &["brake_percent out_of_range 100"]),
        (json!({ "secrets": [] }), &["contact_secret missing", "app_secret missing"]),
        (
            json!({ "secrets": [
                ["contact_secret", "x".repeat(513)], ["app_secret", "x"], ["callback_token", "a b"],
                ["callback_aes_key", "short"],
            ] }),
            &["contact_secret too_long 512", "callback_token malformed", "callback_aes_key malformed"],
        ),
    ] {
        let mut save = platform.settings();
        typed(&mut save, &fields);
        let refused = owner.call("connections/save", json!({ "save": save })).await;
        let wanted: Vec<String> = faults.iter().map(|fault| (*fault).to_owned()).collect();
        assert_eq!((refused.refusal(), refused.faults()), ((422, "invalid".into()), wanted), "{fields}");
    }
    assert_eq!(owner.ask("connections/list", json!({})).await, json!([]));
}

#[tokio::test]
async fn the_second_of_two_editors_is_told_and_his_secret_is_not_taken() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(5, 2, 0).await;
    let connection = platform.connect(&owner).await;
    let late = changed(&owner, &platform, &connection, json!({ "secrets": [["app_secret", "another"]] })).await;
    let first = changed(&owner, &platform, &connection, json!({ "name": "Head office", "brake_percent": 7 })).await;
    owner.ask("connections/save", first).await;
    let refused = owner.call("connections/save", late).await;
    let told = (refused.param("name"), refused.param("by"), refused.param("fields"));
    assert_eq!(refused.refusal(), (409, "stale".into()));
    assert_eq!(told, ("Head office".into(), "Ada Owner".into(), "brake_percent name".into()));
    assert_eq!(test(&app, &owner, &connection).await["state"], "good");
}

#[tokio::test]
async fn a_schedule_says_when_it_will_run_and_refuses_what_it_cannot_read() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let connection = Platform::of(5, 2, 0).await.connect(&owner).await;
    let save = |cron: &str, zone: &str, kind: &str, enabled: bool| {
        let id = &connection["id"];
        json!({ "save": { "connection": id, "kind": kind, "cron": cron, "zone": zone, "enabled": enabled } })
    };
    for (cron, zone, kind, fault) in [
        ("61 * * * *", "UTC", "sync_contacts", "cron malformed"),
        ("* * * * * *", "UTC", "sync_contacts", "cron malformed"),
        ("0 3 * * *", "Mars/Olympus", "sync_contacts", "zone malformed"),
        ("0 3 * * *", "UTC", "apply", "kind unknown"),
    ] {
        let refused = owner.call("connections/save_schedule", save(cron, zone, kind, true)).await;
        assert_eq!((refused.refusal(), refused.faults()), ((422, "invalid".into()), vec![fault.to_owned()]));
    }
    let saved = owner.ask("connections/save_schedule", save("0 3 * * *", "Asia/Shanghai", "sync_contacts", true)).await;
    let preview = json!({ "cron": "0 3 * * *", "zone": "Asia/Shanghai" });
    let times = owner.ask("connections/preview_schedule", preview).await;
    assert_eq!((times.as_array().unwrap().len(), &saved["schedules"][0]["next_at"]), (3, &times[0]));
    assert_eq!(times[0].as_i64().unwrap() % 86_400_000, 19 * 3_600_000, "three in Shanghai is nineteen in UTC");
    let off = owner.ask("connections/save_schedule", save("0 4 * * *", "UTC", "sync_contacts", false)).await;
    assert_eq!(off["schedules"].as_array().unwrap().len(), 1, "one a kind");
    assert_eq!((&off["schedules"][0]["cron"], &off["schedules"][0]["next_at"]), (&json!("0 4 * * *"), &Value::Null));
}

#[tokio::test]
async fn of_many_presses_at_once_one_starts_the_run_and_the_others_show_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let connection = Platform::of(5, 2, 0).await.connect(&owner).await;
    let press = json!({ "connection": connection["id"], "kind": "sync_contacts" });
    let presses = (0..8).map(|_| owner.call("runs/start_sync", press.clone()));
    let answers = futures::future::join_all(presses).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    let first = answers[0].json()["run"]["id"].clone();
    assert!(answers.iter().all(|answer| answer.json()["run"]["id"] == first));
    assert_eq!(answers.iter().filter(|answer| answer.json()["already"] == false).count(), 1);
}
