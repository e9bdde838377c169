//! Joining with the account that one has.

use super::{approve, decide, join, link, uses};
use crate::common::{Client, PASSWORD, TestApp};
use serde_json::json;

#[tokio::test]
async fn an_account_of_another_organisation_joins_and_belongs_to_both() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let otto: Client = app.stranger().await;
    let (link, path) = link(&owner, json!({ "max_uses": 1 })).await;
    let phone = app.nobody();
    let wrong = [("way", "known"), ("email", "otto@example.net"), ("password", "not his password")];
    let refused = phone.post(&path, &wrong).await;
    assert_eq!(refused.status, 401);
    assert!(refused.text().contains("E-mail, phone or password is wrong."), "{}", refused.text());
    assert!(!refused.text().contains("not his password"));
    assert_eq!(uses(&owner, &link).await, 0);

    let known = [("way", "known"), ("email", "OTTO@example.net"), ("password", PASSWORD)];
    let asked = phone.post(&path, &known).await;
    assert_eq!((asked.status.as_u16(), asked.location()), (303, "/waiting"), "{}", asked.text());
    assert_eq!(uses(&owner, &link).await, 1);
    let row = join(&owner, "otto@example.net").await;
    assert_eq!(row["name"], "Otto Other", "the name is the account's");
    assert!(decide(&owner, &row, approve()).await.is_null());

    let me = otto.me().await;
    assert_eq!(me["organisation"]["name"], "Other Works", "he stays where he was");
    let names: Vec<_> = me["organisations"].as_array().unwrap().iter().map(|one| one[1].as_str().unwrap()).collect();
    assert_eq!(names, ["Harbour Works", "Other Works"]);
    let ours = owner.me().await["organisation"]["id"].clone();
    let there = otto.ask("organisation/switch_organisation", json!({ "to": ours })).await;
    assert_eq!(
        (&there["role"], &there["permissions"]),
        (&json!("member"), &json!(["invitations.send", "mapping.map"])),
        "his rights stay at home"
    );
    assert_eq!(otto.call("members/list", json!({ "query": {} })).await.status, 403);
    assert_eq!(app.count("select count(*) from accounts").await, 2);
}

#[tokio::test]
async fn whoever_is_signed_in_joins_with_one_press() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let otto = app.stranger().await;
    let (_, path) = link(&owner, json!({})).await;
    let page = otto.get(&path).await.text();
    assert!(page.contains("Continue as Otto Other"), "{page}");
    let asked = otto.post(&path, &[("way", "signed-in")]).await;
    assert_eq!((asked.status.as_u16(), asked.location()), (303, "/waiting"));
    assert_eq!(otto.me().await["organisation"]["name"], "Other Works", "waiting there does not lock him out here");
    let page = otto.get("/waiting").await.text();
    assert!(page.contains("Harbour Works") && page.contains("Open the console"), "{page}");

    let nobody = app.nobody().post(&path, &[("way", "signed-in")]).await;
    assert_eq!(nobody.location(), format!("/sign-in?next={path}"), "the session ended meanwhile");
}

#[tokio::test]
async fn a_phone_number_is_enough_to_join_and_to_sign_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, path) = link(&owner, json!({})).await;
    let fields = [("way", "new"), ("name", "王芳"), ("email", ""), ("phone", "139 0000-0001"), ("password", PASSWORD)];
    assert_eq!(app.nobody().post(&path, &fields).await.location(), "/waiting");
    let joins = owner.ask("joins/list", json!({ "query": { "search": "13900000001" } })).await;
    let row = &joins["items"][0];
    assert_eq!((&row["name"], &row["phone"], &row["email"]), (&json!("王芳"), &json!("+8613900000001"), &json!(null)));
    assert!(decide(&owner, row, approve()).await.is_null());
    for written in ["+86 139 0000 0001", "13900000001", "0086-13900000001"] {
        let browser = app.nobody();
        let answer = browser.post("/sign-in", &[("email", written), ("password", PASSWORD)]).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"), "{written}");
        assert_eq!(browser.me().await["name"], "王芳");
    }
}
