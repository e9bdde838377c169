//! Inviting from contacts: people of other organisations that the inviter is in as well.

use crate::common::{PASSWORD, TestApp};
use serde_json::{Value, json};

#[tokio::test]
async fn a_contact_is_chosen_by_name_and_finds_the_invitation_when_he_signs_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    // Ada is in Otto's organisation too, and there is Wang Fang.
    let otto = app.stranger().await;
    let there = otto.ask("invitations/door", json!({})).await["number"].as_str().unwrap().to_owned();
    let asked = owner.post(&format!("/join/{there}"), &[("way", "signed-in")]).await;
    assert_eq!(asked.location(), "/waiting");
    let join = otto.ask("joins/list", json!({ "query": {} })).await["items"][0]["id"].clone();
    let approve = json!({ "approve": { "department": null, "position": null } });
    otto.ask("joins/decide", json!({ "ids": [join], "decision": approve })).await;
    let fang = app.person(&otto, "王芳", "wf@example.test", "").await;

    let found = owner.ask("invitations/contacts", json!({ "search": "wangf" })).await;
    assert_eq!(found[0]["name"], "王芳", "{found}");
    let seen = (&found[0]["organisations"], &found[0]["address"], &found[0]["status"]);
    assert_eq!(seen, (&json!(["Other Works"]), &json!("w…f@example.test"), &Value::Null));
    assert_eq!(owner.ask("invitations/contacts", json!({ "search": "" })).await.as_array().unwrap().len(), 2);

    let person = json!({ "account": found[0]["id"] });
    let invite = |people: Value| json!({ "invite": { "people": people, "language": "en" } });
    let told = owner.ask("invitations/invite", invite(json!([person]))).await;
    assert_eq!(told[0]["verdict"], "fine", "{told}");
    let wang = app.signed_in("wf@example.test").await;
    let waiting = wang.get("/waiting").await.text();
    assert!(waiting.contains("Harbour Works"), "{waiting}");
    let url = owner.invitation(&told[0]["member"]).await["url"].as_str().unwrap().to_owned();
    let path = url[url.find("/join/").unwrap()..].to_owned();
    assert_eq!(wang.post(&path, &[("way", "signed-in")]).await.location(), "/");
    let row = owner.row(&told[0]["member"]).await;
    assert_eq!((&row["status"], &row["name"]), (&json!("active"), &json!("王芳")));
    assert_ne!(row["id"], fang["id"], "another place, the same account");
    let found = owner.ask("invitations/contacts", json!({ "search": "wangfang" })).await;
    assert_eq!(found[0]["status"], "active", "whoever is in is shown as such");
}

#[tokio::test]
async fn an_account_that_somebody_guessed_is_nobodys_contact() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let otto = app.stranger().await;
    let id = otto.me().await["account"].clone();
    let invite = json!({ "people": [{ "account": id }], "language": "en" });
    let told = owner.ask("invitations/invite", json!({ "invite": invite })).await;
    assert_eq!(told[0]["verdict"], "unknown");
    assert_eq!(owner.ask("invitations/contacts", json!({ "search": "" })).await, json!([]));
    let known = [("email", "otto@example.net"), ("password", PASSWORD)];
    assert_eq!(app.nobody().post("/sign-in", &known).await.status, 303);
    assert_eq!(app.count("select count(*) from outbox").await, 0);
}
