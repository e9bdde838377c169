//! Limits on tries, and sessions that end by themselves.

use crate::common::{PASSWORD, TestApp};
use serde_json::json;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

#[tokio::test]
async fn who_guesses_a_password_waits_longer_and_longer_but_never_for_ever() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let try_it = async |password: &str| {
        let fields = [("email", owner.email.as_str()), ("password", password)];
        app.nobody().post("/sign-in", &fields).await
    };
    for _ in 0..5 {
        assert_eq!(try_it("wrong").await.status, 401);
    }
    let wait = try_it(PASSWORD).await;
    assert_eq!(wait.status, 429, "even the right one waits");
    assert!(wait.text().contains("Too many tries."), "{}", wait.text());
    let other = app.nobody().post("/sign-in", &[("email", "ida@example.com"), ("password", "wrong")]).await;
    assert_eq!(other.status, 401, "others do not");
    for _ in 0..12 {
        app.edge.services.clock.advance(15 * MINUTE - 1);
        try_it("wrong").await;
    }
    app.edge.services.clock.advance(15 * MINUTE);
    assert_eq!(try_it(PASSWORD).await.status, 303, "a quarter of an hour is the longest wait");
    assert_eq!(try_it("wrong").await.status, 401, "and a success begins anew");
}

#[tokio::test]
async fn who_guesses_links_is_slowed_down_and_who_holds_one_is_not() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let door = owner.ask("invitations/door", json!({})).await;
    let real = format!("/join/{}", door["number"].as_str().unwrap());
    for number in 0..10 {
        assert_eq!(app.nobody().get(&format!("/join/GUESSGUESSGUESS{number}")).await.status, 404);
    }
    let slowed = app.nobody().get("/join/GUESSGUESSGUESS").await;
    assert_eq!(slowed.status, 429, "{}", slowed.text());
    assert_eq!(app.nobody().get("/join?door=22222222").await.status, 429, "by door number too");
    assert_eq!(app.nobody().get(&real).await.status, 200);
    app.edge.services.clock.advance(MINUTE);
    assert_eq!(app.nobody().get("/join/GUESSGUESSGUESS").await.status, 404);
}

#[tokio::test]
async fn a_session_ends_after_eight_idle_hours_and_after_seven_days_in_any_case() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for _ in 0..2 {
        app.edge.services.clock.advance(8 * HOUR - MINUTE);
        assert_eq!(owner.call("organisation/me", json!({})).await.status, 200, "in use, it goes on");
    }
    app.edge.services.clock.advance(8 * HOUR + MINUTE);
    assert_eq!(owner.call("organisation/me", json!({})).await.refusal(), (401, "signed_out".into()));

    let busy = app.signed_in(&owner.email).await;
    for hours in (0..168).step_by(7) {
        assert_eq!(busy.call("organisation/me", json!({})).await.status, 200, "after {hours} hours");
        app.edge.services.clock.advance(7 * HOUR);
    }
    assert_eq!(busy.call("organisation/me", json!({})).await.status, 401);
    domain::sessions::sweep(&app.edge.services).await.unwrap();
    assert_eq!(app.count("select count(*) from sessions").await, 0, "and nothing is kept of it");
}
