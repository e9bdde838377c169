//! Signing in and out, and the set-up link.

use crate::common::{PASSWORD, TestApp};
use domain::setup;
use serde_json::json;

#[tokio::test]
async fn the_set_up_link_works_once() {
    let app = TestApp::start().await;
    let token = setup::pending(&app.edge.services).await.unwrap().unwrap();
    let path = format!("/setup/{token}");
    let first = app.nobody();
    assert_eq!(first.get("/setup/GUESSED").await.status, 404);
    assert_eq!(first.get(&path).await.status, 200);

    let wrong =
        first.post(&path, &[("organisation", "Harbour <Works>"), ("name", "Ada & Co"), ("password", "short")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text());
    let text = wrong.text();
    assert!(text.contains("value=\"Ada &amp; Co\""), "what was typed is kept, escaped: {text}");
    assert!(!text.contains("short"), "the password is not");
    assert!(text.contains("Use at least 8 characters."), "{text}");
    assert!(text.contains("Give an e-mail address or a phone number."), "{text}");

    let fields = [
        ("organisation", "Harbour Works"),
        ("name", "Ada Owner"),
        ("email", "ada@example.com"),
        ("password", PASSWORD),
    ];
    let made = first.post(&path, &fields).await;
    assert_eq!((made.status.as_u16(), made.location()), (303, "/"), "{}", made.text());
    assert_eq!(first.call("organisation/me", json!({})).await.status, 200, "and is signed in");

    assert_eq!(app.nobody().get(&path).await.status, 404);
    let other = [("organisation", "Evil Works"), ("name", "Eve"), ("email", "eve@example.com"), ("password", PASSWORD)];
    assert_eq!(app.nobody().post(&path, &other).await.status, 404);
    let again = app.nobody().post(&path, &fields).await;
    assert_eq!(again.status, 303, "the second press of the button is no failure");
}

#[tokio::test]
async fn whoever_signs_in_gets_a_new_session_and_loses_it_by_signing_out() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let before = owner.cookie("muster").unwrap();
    let browser = app.nobody();
    browser.set_cookie("muster", &before);
    let answer = browser.post("/sign-in", &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"));
    let cookie = answer.header("set-cookie");
    for wanted in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(wanted), "{cookie}");
    }
    let session = browser.cookie("muster").unwrap();
    assert_ne!(session, before, "a session that was planted before means nothing");

    let gone = browser.post("/sign-out", &[]).await;
    assert_eq!((gone.status.as_u16(), gone.location()), (303, "/sign-in"));
    assert_eq!(browser.cookie("muster"), None);
    browser.set_cookie("muster", &session);
    assert_eq!(browser.call("organisation/me", json!({})).await.status, 401, "the token itself is dead");
    assert_eq!(owner.call("organisation/me", json!({})).await.status, 200, "other browsers stay signed in");
}

#[tokio::test]
async fn a_refusal_does_not_say_what_was_wrong() {
    let app = TestApp::start().await;
    app.owner().await;
    let known = app.nobody().post("/sign-in", &[("email", "ada@example.com"), ("password", "not her password")]).await;
    let unknown =
        app.nobody().post("/sign-in", &[("email", "ida@example.com"), ("password", "not her password")]).await;
    assert_eq!((known.status.as_u16(), unknown.status.as_u16()), (401, 401));
    assert_eq!(known.text().replace("ada@", "ida@"), unknown.text());
    assert!(known.text().contains("value=\"ada@example.com\""), "the name is kept");
    assert!(!known.text().contains("not her password"), "the password is not");
}

#[tokio::test]
async fn signing_in_leads_on_but_never_away() {
    let app = TestApp::start().await;
    app.owner().await;
    let to = app.nobody().get("/members?tab=pending").await;
    assert_eq!((to.status.as_u16(), to.location()), (303, "/sign-in?next=%2Fmembers%3Ftab%3Dpending"));
    for (next, wanted) in
        [("/members?tab=pending", "/members?tab=pending"), ("//evil.test", "/"), ("https://evil.test", "/")]
    {
        let fields = [("email", "ada@example.com"), ("password", PASSWORD), ("next", next)];
        assert_eq!(app.nobody().post("/sign-in", &fields).await.location(), wanted);
    }
}

#[tokio::test]
async fn reading_goes_on_while_somebody_else_writes_for_long() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    // Long enough that the session's last use would be written down.
    app.edge.services.clock.advance(6 * 60 * 1000);
    let held = app.edge.services.store.write().await.expect("the writer");
    let from = std::time::Instant::now();
    let page = owner.call("members/list", json!({ "query": {} })).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(from.elapsed() < std::time::Duration::from_secs(5), "no wait for the writer");
    drop(held);
}
