//! The organisation itself, and people who belong to several.

use crate::common::{Client, PASSWORD, TestApp, find};
use model::permission::Role;
use serde_json::{Value, json};

/// Otto of Other Works, let into our organisation too.
async fn in_both(app: &TestApp, owner: &Client) -> (Client, Value) {
    let otto = app.stranger().await;
    let door = owner.ask("invitations/door", json!({})).await;
    let path = format!("/join/{}", door["number"].as_str().expect("text"));
    assert_eq!(otto.post(&path, &[("way", "signed-in")]).await.status, 303);
    let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
    let join = find(&joins["items"], "email", &otto.email);
    let approve = json!({ "approve": { "department": null, "position": null } });
    owner.ask("joins/decide", json!({ "ids": [join["id"]], "decision": approve })).await;
    (otto, join["member_id"].clone())
}

#[tokio::test]
async fn a_new_name_is_on_the_tree_and_on_every_link() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let link = owner.ask("invitations/create", json!({ "new": {} })).await;
    let before = owner.me().await["organisation"].clone();
    for (name, fault) in [("", "name missing"), (&"x".repeat(65), "name too_long 64"), ("A/B", "name bad_character")] {
        let rename = json!({ "name": name, "revision": before["revision"] });
        let refused = owner.call("organisation/rename_organisation", rename).await;
        assert_eq!((refused.refusal(), refused.faults()), ((422, "invalid".into()), vec![fault.to_owned()]));
    }
    let rename = json!({ "name": " 海港 Works ", "revision": before["revision"] });
    let renamed = owner.ask("organisation/rename_organisation", rename.clone()).await;
    assert_eq!((&renamed["name"], &renamed["door_number"]), (&json!("海港 Works"), &before["door_number"]));
    assert_eq!(owner.root().await["name"], "海港 Works");
    let path = format!("/join/{}", link["url"].as_str().unwrap().rsplit_once('/').unwrap().1);
    assert!(app.nobody().get(&path).await.text().contains("Join 海港 Works"));

    let late = owner.call("organisation/rename_organisation", rename).await;
    assert_eq!((late.refusal(), late.param("by")), ((409, "stale".into()), "Ada Owner".into()));
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let rename = json!({ "name": "Mine", "revision": renamed["revision"] });
    assert_eq!(admin.call("organisation/rename_organisation", rename).await.refusal(), (403, "forbidden".into()));
}

#[tokio::test]
async fn whoever_belongs_to_several_sees_one_at_a_time_with_the_rights_he_has_there() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (otto, _) = in_both(&app, &owner).await;
    let home = otto.me().await["organisation"]["id"].clone();
    let ours = owner.me().await["organisation"]["id"].clone();
    assert_eq!(otto.names(json!({})).await, ["Otto Other"]);
    otto.ask("organisation/switch_organisation", json!({ "to": ours })).await;
    for function in ["members/list", "audit/list", "joins/list"] {
        assert_eq!(otto.call(function, json!({ "query": {} })).await.status, 403, "{function}");
    }
    // The choice is the person's: it follows him to the next browser.
    let next = app.signed_in(&otto.email).await;
    assert_eq!(next.me().await["organisation"]["id"], ours);
    let back = next.ask("organisation/switch_organisation", json!({ "to": home })).await;
    assert_eq!(back["role"], "super_admin");
    assert_eq!(otto.names(json!({})).await, ["Otto Other"], "in all of them");
    for nowhere in [json!("none"), json!("")] {
        let refused = otto.call("organisation/switch_organisation", json!({ "to": nowhere })).await;
        assert_eq!(refused.refusal(), (404, "not_found".into()));
    }
}

#[tokio::test]
async fn whoever_is_out_of_one_organisation_is_still_in_the_other() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (otto, member) = in_both(&app, &owner).await;
    let ours = owner.me().await["organisation"]["id"].clone();
    otto.ask("organisation/switch_organisation", json!({ "to": ours })).await;
    assert_eq!(owner.step(&member, "terminate").await.status, 200);
    assert_eq!(otto.call("organisation/me", json!({})).await.status, 401);
    let signed_in = app.signed_in(&otto.email).await;
    let me = signed_in.me().await;
    assert_eq!((&me["organisation"]["name"], &me["role"]), (&json!("Other Works"), &json!("super_admin")));
    assert_eq!(me["organisations"].as_array().unwrap().len(), 1);
    let refused = signed_in.call("organisation/switch_organisation", json!({ "to": ours })).await;
    assert_eq!(refused.refusal(), (404, "not_found".into()));

    app.tamper("update organisations set state = 'closed' where name = 'Other Works'").await;
    assert_eq!(signed_in.get("/").await.location(), "/waiting", "and of a closed one nobody is");
    let again = app.nobody().post("/sign-in", &[("email", &otto.email), ("password", PASSWORD)]).await;
    assert_eq!(again.status, 303);
}

#[tokio::test]
async fn the_language_a_person_chose_follows_him() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    assert_eq!(owner.me().await["language"], Value::Null);
    owner.ask("organisation/set_language", json!({ "language": "pt-BR" })).await;
    let other = app.signed_in(&owner.email).await;
    assert_eq!(other.me().await["language"], "pt-BR");
    assert!(other.get("/members").await.text().contains("lang=\"pt-BR\""));
    let unknown = owner.call("organisation/set_language", json!({ "language": "tlh" })).await;
    assert_eq!((unknown.refusal(), unknown.faults()), ((422, "invalid".into()), vec!["language unknown".to_owned()]));
    assert_eq!(owner.me().await["language"], "pt-BR");
}
