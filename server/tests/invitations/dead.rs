//! Links that work no more, opened by somebody who was given one.

use super::{create, listed, path, switch};
use crate::common::{Client, PASSWORD, TestApp};
use model::permission::Role;
use serde_json::json;

/// The link is dead for a look and for the form, in the same words, and leaves no trace of who tried.
async fn dead(app: &TestApp, path: &str, status: u16, words: &str) {
    let traces = "select (select count(*) from accounts) + (select count(*) from invitation_uses)";
    let before = app.count(traces).await;
    let fields = [("way", "new"), ("name", "Eve"), ("email", "eve@example.com"), ("password", PASSWORD)];
    for answer in [app.nobody().get(path).await, app.nobody().post(path, &fields).await] {
        assert_eq!(answer.status.as_u16(), status, "{words}: {}", answer.text());
        let text = answer.text();
        assert!(text.contains(words), "{words}: {text}");
        assert!(text.contains("href=\"/join\"") && text.contains("href=\"/sign-in\""), "and says what to do: {text}");
    }
    assert_eq!(app.count(traces).await, before);
}

#[tokio::test]
async fn an_expired_link_says_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let link = create(&owner, json!({ "lasts": 3_600_000 })).await;
    app.edge.services.clock.advance(3_590_000);
    assert_eq!(app.nobody().get(&path(&link)).await.status, 200, "ten seconds before its time");
    app.edge.services.clock.advance(11_000);
    dead(&app, &path(&link), 410, "This invitation has expired").await;
    dead(&app, &path(&link), 410, "Ask whoever sent it for a new one.").await;
    assert!(listed(&owner, false).await.is_empty());
    let shown = owner.ask("invitations/list", json!({ "ended": true })).await;
    assert_eq!(shown[0]["state"], "expired");
}

#[tokio::test]
async fn a_link_that_is_used_up_paused_withdrawn_or_unknown_says_which() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let used = create(&owner, json!({ "max_uses": 1 })).await;
    let fields = [("way", "new"), ("name", "Ann"), ("email", "ann@example.com"), ("password", PASSWORD)];
    assert_eq!(app.nobody().post(&path(&used), &fields).await.status, 303);
    dead(&app, &path(&used), 410, "This invitation is used up").await;
    dead(&app, "/join/QQQQQQQQQQQQQQQQQQQQ", 404, "This link leads nowhere").await;
    let link = create(&owner, json!({})).await;
    switch(&owner, &link, "pause").await;
    dead(&app, &path(&link), 410, "This invitation is paused").await;
    switch(&owner, &link, "revoke").await;
    dead(&app, &path(&link), 410, "This invitation was withdrawn").await;
}

#[tokio::test]
async fn a_closed_organisation_takes_nobody_by_link_or_door() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let link = create(&owner, json!({})).await;
    let door = owner.ask("invitations/door", json!({})).await;
    app.tamper("update organisations set state = 'closed'").await;
    dead(&app, &path(&link), 410, "This organisation takes nobody now").await;
    dead(&app, &format!("/join/{}", door["number"].as_str().unwrap()), 410, "This organisation takes nobody now").await;
}

#[tokio::test]
async fn the_link_of_somebody_who_left_works_no_more_and_shows_as_withdrawn() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let admin: Client = app.member(&owner, Role::AccountAdmin).await;
    let link = create(&admin, json!({})).await;
    let id = admin.me().await["member"].clone();
    for (away, back) in [("suspend", "resume"), ("terminate", "restore")] {
        assert_eq!(owner.step(&id, away).await.status, 200);
        dead(&app, &path(&link), 410, "This invitation was withdrawn").await;
        assert!(listed(&owner, false).await.is_empty(), "no link in force that leads nowhere");
        assert_eq!(owner.ask("organisation/overview", json!({})).await["invitations"], 0);
        assert_eq!(owner.ask("invitations/list", json!({ "ended": true })).await[0]["state"], "revoked");
        assert_eq!(owner.step(&id, back).await.status, 200);
        assert_eq!(app.nobody().get(&path(&link)).await.status, 200);
        assert_eq!(listed(&owner, false).await.len(), 1);
    }
}

#[tokio::test]
async fn a_dead_link_speaks_the_language_of_who_opened_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let link = create(&owner, json!({})).await;
    switch(&owner, &link, "revoke").await;
    for (language, words) in [("zh-CN", "邀请"), ("pt-BR", "convite")] {
        let phone = app.nobody();
        let asked = phone.request(reqwest::Method::GET, &path(&link)).header("accept-language", language);
        let page = phone.send(asked.header("accept", "text/html")).await;
        assert_eq!(page.status, 410);
        assert!(
            page.text().contains(&format!("<html lang=\"{language}\"")) && page.text().contains(words),
            "{}",
            page.text()
        );
    }
}
