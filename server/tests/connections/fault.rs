//! *Test* names the exact fault.

use super::{changed, test};
use crate::common::TestApp;
use crate::common::platform::Platform;
use connectors::wecom::fake::{FakeOptions, Fault, FaultKind};
use serde_json::{Value, json};

/// What was found that is not well: the secret, the finding, the detail.
fn faults(connection: &Value) -> Vec<[String; 3]> {
    let steps = connection["steps"].as_array().expect("a list");
    let text = |step: &Value, name: &str| step[name].as_str().expect("text").to_owned();
    let bad = steps.iter().filter(|step| step["finding"] != "good");
    bad.map(|step| [text(step, "setting"), text(step, "finding"), text(step, "detail")]).collect()
}

#[tokio::test]
async fn whatever_was_typed_wrongly_is_named() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(5, 2, 0).await;
    let connection = platform.connect(&owner).await;
    assert_eq!(faults(&test(&app, &owner, &connection).await), Vec::<[String; 3]>::new());
    let options = &platform.options;
    let base = platform.running.base_url();
    let ours = format!("{}/cgi-bin", app.edge.public.origin());
    for (fields, secret, finding, detail) in [
        (json!({ "corp_id": "ww0000000000000000" }), "contact_secret", "wrong_corp_id", ""),
        (json!({ "secrets": [["contact_secret", "wrong"]] }), "contact_secret", "wrong_secret", ""),
        (json!({ "secrets": [["app_secret", "wrong"]] }), "app_secret", "wrong_secret", ""),
        // The one secret pasted into both fields.
        (
            json!({ "secrets": [["contact_secret", options.app_secret]] }),
            "contact_secret",
            "missing_scope",
            "user/list_id",
        ),
        (json!({ "base_url": ours }), "contact_secret", "not_the_platform", "gettoken"),
        (json!({ "base_url": "http://127.0.0.1:9" }), "contact_secret", "unreachable", ""),
    ] {
        let save = changed(&owner, &platform, &connection, fields.clone()).await;
        owner.ask("connections/save", save).await;
        let tested = test(&app, &owner, &connection).await;
        assert_eq!((&tested["state"], &tested["testing"]), (&json!("bad"), &json!(false)), "{fields}");
        let found = faults(&tested);
        let found = found.iter().find(|fault| fault[0] == secret).unwrap_or_else(|| panic!("{fields}: {tested}"));
        assert_eq!(found[1], finding, "{fields}");
        assert!(finding == "unreachable" || found[2] == detail, "{fields}: {found:?}");
        assert_eq!(tested["problem"]["code"], "platform");
        let back = json!({ "base_url": base.to_string(), "secrets": [
            ["contact_secret", options.contact_secret], ["app_secret", options.app_secret]
        ] });
        owner.ask("connections/save", changed(&owner, &platform, &connection, back).await).await;
    }
    let tested = test(&app, &owner, &connection).await;
    assert_eq!((&tested["state"], &tested["problem"]), (&json!("good"), &Value::Null), "put right, it shows at once");
}

#[tokio::test]
async fn whatever_is_set_wrongly_on_the_platform_is_named() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for (options, fault) in [
        (
            FakeOptions { trusted_ips: vec!["203.0.113.9".parse().unwrap()], ..FakeOptions::default() },
            ["app_secret", "address_not_trusted", "127.0.0.1"],
        ),
        (
            FakeOptions { customer_contact_allowed: false, ..FakeOptions::default() },
            ["app_secret", "customer_contact_not_allowed", "externalcontact/get_follow_user_list"],
        ),
    ] {
        let platform = Platform::with(FakeOptions { members: 5, departments: 2, customers: 0, ..options }).await;
        let connection = platform.connect(&owner).await;
        let tested = test(&app, &owner, &connection).await;
        assert!(faults(&tested).contains(&fault.map(str::to_owned)), "{fault:?}: {tested}");
        assert_eq!(tested["state"], "bad");
    }
}

#[tokio::test]
async fn a_platform_that_answers_nonsense_is_told_from_one_that_refuses() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for (kind, finding) in [
        (FaultKind::HttpHtml, "not_the_platform"),
        (FaultKind::Empty, "not_the_platform"),
        (FaultKind::HalfJson, "not_the_platform"),
        (FaultKind::Cut, "unreachable"),
        (FaultKind::Rate, "too_fast"),
        (FaultKind::Errcode(48002), "missing_scope"),
        (FaultKind::Errcode(-1), "other"),
    ] {
        let platform = Platform::of(5, 2, 0).await;
        let connection = platform.connect(&owner).await;
        platform.running.fake.fail(Fault { path: "user/list_id".into(), times: 20, kind: kind.clone() });
        let tested = test(&app, &owner, &connection).await;
        let found = faults(&tested);
        assert_eq!((found.len(), found[0][1].as_str()), (1, finding), "{kind:?}: {found:?}");
    }
}

#[tokio::test]
async fn another_organisation_neither_sees_nor_tests_nor_changes_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let platform = Platform::of(5, 2, 0).await;
    let connection = platform.connect(&owner).await;
    let save = changed(&owner, &platform, &connection, json!({ "name": "Mine" })).await;
    let schedule = json!({ "connection": connection["id"], "kind": "sync_contacts", "cron": "0 3 * * *",
                           "zone": "UTC", "enabled": true });
    for (function, arguments) in [
        ("connections/get", json!({ "id": connection["id"] })),
        ("connections/save", save),
        ("connections/test", json!({ "id": connection["id"] })),
        ("connections/remove", json!({ "id": connection["id"], "revision": connection["revision"] })),
        ("connections/save_schedule", json!({ "save": schedule })),
        ("runs/start_sync", json!({ "connection": connection["id"], "kind": "sync_contacts" })),
    ] {
        assert_eq!(stranger.call(function, arguments).await.refusal(), (404, "not_found".into()), "{function}");
    }
    assert_eq!(stranger.ask("connections/list", json!({})).await, json!([]));
    app.work().await;
    assert_eq!(platform.running.fake.calls("gettoken"), 0, "and nothing is called");
    assert_eq!(owner.ask("connections/get", json!({ "id": connection["id"] })).await, connection);
}
