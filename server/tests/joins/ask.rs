//! Asking, once or again.

use super::{approve, ask, decide, join, link, uses};
use crate::common::{PASSWORD, TestApp};
use serde_json::json;

#[tokio::test]
async fn the_form_says_of_every_field_what_is_wrong_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (link, path) = link(&owner, json!({ "max_uses": 1 })).await;
    let long = "x".repeat(65);
    for (name, email, phone, password, words) in [
        ("", "ann@example.com", "", PASSWORD, &["Fill this in."][..]),
        (long.as_str(), "ann@example.com", "", PASSWORD, &["Use at most 64 characters."]),
        ("Ann", "", "", PASSWORD, &["Give an e-mail address or a phone number."]),
        ("Ann", "ann@example", "", PASSWORD, &["Write an address like name@example.com."]),
        ("Ann", "", "12", PASSWORD, &["Write the number with its country code"]),
        (
            "Ann\u{202e}",
            "x",
            "12",
            "short",
            &[
                "This contains a character that cannot be used here.",
                "Write an address like",
                "Write the number with",
                "Use at least 8 characters.",
            ],
        ),
        ("Ann", "ann@example.com", "", &"x".repeat(129), &["Use at most 128 characters."]),
    ] {
        let fields = [("way", "new"), ("name", name), ("email", email), ("phone", phone), ("password", password)];
        let answer = app.nobody().post(&path, &fields).await;
        assert_eq!(answer.status, 422, "{words:?}");
        let text = answer.text();
        assert!(words.iter().all(|words| text.contains(words)), "{words:?}: {text}");
        assert!(email.is_empty() || text.contains(&format!("value=\"{email}\"")), "{text}");
    }
    assert_eq!((uses(&owner, &link).await, app.count("select count(*) from accounts").await), (0, 1));
    let nothing = app.nobody().post(&path, &[]).await;
    assert_eq!(nothing.status, 422, "an empty form is a form");
}

#[tokio::test]
async fn by_link_again_and_by_door_the_same_person_is_one_member_and_each_link_one_use() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (first, first_path) = link(&owner, json!({ "max_uses": 5 })).await;
    let (second, second_path) = link(&owner, json!({ "max_uses": 5 })).await;
    let door = owner.ask("invitations/door", json!({})).await;
    let door_path = format!("/join/{}", door["number"].as_str().unwrap());
    let phone = app.nobody();
    for path in [&first_path, &first_path, &second_path, &door_path] {
        let answer = ask(&phone, path, "Ann", "ann@example.com").await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/waiting"), "{}", answer.text());
    }
    // Whoever is signed in has a button of his own.
    assert!(phone.get(&first_path).await.text().contains("Continue as Ann"));
    assert_eq!(phone.post(&second_path, &[("way", "signed-in")]).await.location(), "/waiting");
    assert_eq!(app.count("select count(*) from members where email = 'ann@example.com'").await, 1);
    assert_eq!(app.count("select count(*) from joins").await, 1);
    assert_eq!((uses(&owner, &first).await, uses(&owner, &second).await), (1, 0));
}

#[tokio::test]
async fn whoever_asked_sees_his_request_though_the_link_takes_nobody_new() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (used_up, path) = link(&owner, json!({ "max_uses": 1 })).await;
    assert_eq!(ask(&app.nobody(), &path, "Ann", "ann@example.com").await.status, 303);
    let other_phone = app.nobody();
    assert_eq!(ask(&other_phone, &path, "Ann", "ann@example.com").await.location(), "/waiting");
    assert!(other_phone.get("/waiting").await.text().contains("Waiting for approval"));
    assert_eq!(ask(&app.nobody(), &path, "Ben", "ben@example.com").await.status, 410);
    assert_eq!(uses(&owner, &used_up).await, 1);
}

#[tokio::test]
async fn after_a_refusal_the_way_in_is_a_second_look() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, path) = link(&owner, json!({})).await;
    let phone = app.nobody();
    ask(&phone, &path, "Ann", "ann@example.com").await;
    let asked = join(&owner, "ann@example.com").await;
    let refuse = json!({ "refuse": { "reason": "  Who are <you>?\nCall us. " } });
    assert!(decide(&owner, &asked, refuse).await.is_null());
    let page = phone.get("/waiting").await.text();
    assert!(page.contains("Refused. An admin of the organisation can examine your request again."), "{page}");
    assert!(page.contains("Who are &lt;you&gt;?\nCall us.</dd>"), "the reason, escaped: {page}");

    for answer in
        [ask(&app.nobody(), &path, "Ann", "ann@example.com").await, phone.post(&path, &[("way", "signed-in")]).await]
    {
        assert_eq!(answer.status, 409);
        assert!(answer.text().contains("Your earlier request was refused."), "{}", answer.text());
    }
    assert_eq!(app.count("select count(*) from joins").await, 1);
    assert!(decide(&owner, &asked, json!("reexamine")).await.is_null());
    let waits = join(&owner, "ann@example.com").await;
    assert_eq!((&waits["state"], &waits["reason"], &waits["id"]), (&json!("waiting"), &json!(""), &asked["id"]));
    assert!(phone.get("/waiting").await.text().contains("Waiting for approval"));
    assert!(decide(&owner, &asked, approve()).await.is_null());
    assert_eq!(phone.me().await["role"], "member");
}

#[tokio::test]
async fn whoever_is_blocked_or_was_removed_is_told_so_and_stays_out() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, path) = link(&owner, json!({})).await;
    let (ann, ben) = (app.nobody(), app.nobody());
    ask(&ann, &path, "Ann", "ann@example.com").await;
    ask(&ben, &path, "Ben", "ben@example.com").await;
    let block = json!({ "block": { "reason": "" } });
    assert!(decide(&owner, &join(&owner, "ann@example.com").await, block).await.is_null());
    let let_in = join(&owner, "ben@example.com").await;
    assert!(decide(&owner, &let_in, approve()).await.is_null());
    let inside = ben.post(&path, &[("way", "signed-in")]).await;
    assert_eq!(inside.status, 409);
    assert!(inside.text().contains("You are a member already."), "{}", inside.text());
    owner.step(&let_in["member_id"], "terminate").await;

    for (email, status, words) in [
        ("ann@example.com", 410, "This organisation does not take further requests from you."),
        (
            "ben@example.com",
            409,
            "You were removed from this organisation. Ask one of its admins to restore your access.",
        ),
    ] {
        let answer = ask(&app.nobody(), &path, "Whoever", email).await;
        assert_eq!(answer.status, status);
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    assert_eq!(app.count("select count(*) from joins").await, 2);
}

#[tokio::test]
async fn whoever_took_his_request_back_may_ask_again() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (link, path) = link(&owner, json!({ "max_uses": 1 })).await;
    let phone = app.nobody();
    ask(&phone, &path, "Ann", "ann@example.com").await;
    let first = join(&owner, "ann@example.com").await;
    let id = first["id"].as_str().unwrap();
    assert_eq!(phone.post("/waiting/withdraw", &[("join", id)]).await.status, 303);
    let late = decide(&owner, &first, approve()).await;
    assert_eq!(late["code"], "wrong_state", "nobody is let in who does not want to come");
    let again = phone.post("/waiting/withdraw", &[("join", id)]).await;
    assert_eq!(again.status, 409);

    let other = owner.ask("invitations/door", json!({})).await;
    let door = format!("/join/{}", other["number"].as_str().unwrap());
    assert_eq!(phone.post(&door, &[("way", "signed-in")]).await.location(), "/waiting");
    let second = join(&owner, "ann@example.com").await;
    assert_eq!((&second["state"], &second["channel"]), (&json!("waiting"), &json!("door")));
    assert_ne!(second["id"], first["id"]);
    assert_eq!(app.count("select count(*) from members where status = 'pending'").await, 1);
    assert_eq!(uses(&owner, &link).await, 1);
}
