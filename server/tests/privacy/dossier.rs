//! Everything that is held about one person, in a file.

use super::asked;
use crate::common::{Client, TestApp};
use crate::customers::{Shop, deletion};
use model::moment::DAY;
use model::permission::Role;
use serde_json::{Value, json};

/// Gathers for a request; the file's id and what is in it.
async fn gathered(app: &TestApp, client: &Client, request: &Value) -> (String, Value) {
    let made = client.ask("privacy/start_dossier", json!({ "id": request["id"] })).await;
    app.work().await;
    let id = made[0]["id"].as_str().expect("an id").to_owned();
    let answer = client.get(&format!("/dossiers/{id}/file.json")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    (id, answer.json())
}

fn sections(document: &Value) -> Vec<&str> {
    document.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[tokio::test]
async fn a_customer_gets_everything_that_is_held_about_him_and_nothing_about_others() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let (one, other) = (&rows[0], &rows[1]);
    let detail = shop.whole(&one["id"]).await;
    shop.app.tamper("update relations set description = 'about ' || customer_id").await;
    let place = json!({ "place": { "customer": one["id"], "reason": "Court 12" } });
    shop.owner.ask("customers/hold", place).await;
    let request = asked(&shop.owner, json!({ "customer": one["id"], "note": "Sent by fax" })).await;
    let (id, document) = gathered(&shop.app, &shop.owner, &request).await;
    assert_eq!((&document["schema"], &document["person"]["kind"]), (&json!("muster.person/1"), &json!("customer")));
    assert_eq!(document["record"][0]["name"], one["name"]);
    let relations = document["relations"].as_array().unwrap();
    assert_eq!(relations.len(), detail["relations"].as_array().unwrap().len());
    assert_eq!(relations[0]["description"], format!("about {}", one["id"].as_str().unwrap()));
    assert_eq!(document["platform_links"][0]["external_id"], detail["external_id"]);
    assert_eq!(document["holds"][0]["reason"], "Court 12");
    assert_eq!(document["privacy_requests"][0]["note"], "Sent by fax");
    assert!(!document["proposed_changes"].as_array().unwrap().is_empty(), "the synchronisation proposed him");
    let text = document.to_string();
    assert!(!text.contains(other["id"].as_str().unwrap()), "nothing about others");
    for secret in ["sealed", "hash", "token", "digest", "secret"] {
        let keys = text.contains(&format!("\"{secret}")) || text.contains(&format!("_{secret}\":"));
        assert!(!keys, "no {secret}: {text}");
    }
    let page = shop.owner.get(&format!("/dossiers/{id}?lang=zh-CN")).await;
    let html = page.text();
    assert_eq!(page.status, 200);
    assert!(html.contains(one["name"].as_str().unwrap()) && html.contains("法律保全") && !html.contains("<script"));

    // In the bin it is the copy that is told.
    let lift = shop.owner.ask("customers/get", json!({ "id": one["id"] })).await["holds"][0]["id"].clone();
    shop.owner.ask("customers/lift", json!({ "customer": one["id"], "id": lift })).await;
    shop.owner.ask("customers/delete", deletion(&[&one["id"]])).await;
    let (_, document) = gathered(&shop.app, &shop.owner, &request).await;
    assert_eq!(document["record"], json!([]));
    assert_eq!(document["recycle_bin"]["copy"]["customer"]["name"], one["name"]);
    assert_eq!(document["recycle_bin"]["deletion"]["reason"], "Asked us to");
}

#[tokio::test]
async fn a_member_gets_his_own_and_other_peoples_numbers_are_masked() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "+8613812345678").await;
    let ben = app.person(&owner, "Ben Boss", "ben@example.com", "+8613755555555").await;
    app.signed_in("ann@example.com").await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let edit = json!({
        "id": ann["id"], "revision": ann["revision"], "departments": [sales["id"]], "manager": ben["id"],
        "location": "+8613755555555",
    });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let request = asked(&owner, json!({ "member": ann["id"] })).await;
    let (_, document) = gathered(&app, &owner, &request).await;
    assert_eq!(document["person"], json!({ "kind": "member", "id": ann["id"] }));
    assert_eq!(document["record"][0]["phone"], "+8613812345678", "his own number is whole");
    assert_eq!(document["record"][0]["manager"], "Ben Boss");
    assert_eq!(document["departments"][0]["name"], "Sales");
    assert_eq!(document["joins"].as_array().unwrap().len(), 1);
    assert_eq!(document["sessions"][0]["address"], "127.0.0.1");
    assert_eq!(document["account"][0]["has_password"], "yes");
    let about = document["activity_about"].as_array().unwrap();
    assert!(about.iter().any(|entry| entry["verb"] == "update" && entry["actor"] == "Ada Owner"), "{about:?}");
    let text = document.to_string();
    assert!(!text.contains("13755555555"), "another person's number, wherever it stands: {text}");
    assert!(!text.contains("password_hash") && !text.contains("argon2") && !text.contains("token"), "{text}");
    assert!(!text.contains("Other Works"), "nothing of another organisation");
    let file = owner.ask("privacy/get", json!({ "id": request["id"] })).await["dossiers"][0]["id"].clone();
    let path = format!("/dossiers/{}/file.json", file.as_str().unwrap());
    assert_eq!(stranger.get(&path).await.status, 404);
    let admin = app.member(&owner, Role::AccountAdmin).await;
    assert_eq!(admin.get(&path).await.status, 404, "only whoever asked for it");
    assert_eq!(app.nobody().get(&path).await.status, 303);
    assert!(sections(&document).len() > 20, "{:?}", sections(&document));
    app.sound().await;
}

#[tokio::test]
async fn a_file_is_told_once_and_goes_after_a_day() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let request = asked(&owner, json!({ "member": ann["id"] })).await;
    let (id, _) = gathered(&app, &owner, &request).await;
    owner.get(&format!("/dossiers/{id}")).await;
    let told = owner.activity(json!({ "subject": "privacy_request", "verb": "export" })).await;
    assert_eq!(told.len(), 1, "that it was taken home, once");
    app.edge.services.clock.advance(DAY + 1);
    let owner = app.signed_in("ada@example.com").await;
    assert_eq!(owner.get(&format!("/dossiers/{id}/file.json")).await.status, 404);
    app.sweep().await;
    assert_eq!(app.count("select count(*) from dossier_parts").await, 0);
    let free = asked(&owner, json!({ "name": "Zoe" })).await;
    let nobody = owner.call("privacy/start_dossier", json!({ "id": free["id"] })).await;
    assert_eq!(nobody.refusal(), (409, "wrong_state".into()));
}

#[tokio::test]
async fn whoever_lost_the_right_meanwhile_gets_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (ben, role) = app.holder(&owner, "Answers", &["privacy.write"]).await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let request = asked(&ben, json!({ "member": ann["id"] })).await;
    let made = ben.ask("privacy/start_dossier", json!({ "id": request["id"] })).await;
    let save =
        json!({ "id": role["id"], "revision": role["revision"], "name": "Answers", "permissions": ["members.read"] });
    owner.ask("roles/save", json!({ "save": save })).await;
    app.work().await;
    assert_eq!(app.count("select count(*) from dossier_parts").await, 0);
    let id = made[0]["id"].as_str().unwrap();
    assert_eq!(ben.get(&format!("/dossiers/{id}/file.json")).await.status, 403);
}
