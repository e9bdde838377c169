//! The outbox: each message once, tried again, its state shown.

use crate::common::post::{Post, gateways};
use crate::common::{Client, TestApp};
use connectors::smtp::fake::{FakeOptions, start};
use model::moment::{DAY, HOUR, MINUTE};
use serde_json::{Value, json};

async fn delivery(owner: &Client, member: &Value) -> Value {
    owner.invitation(member).await["delivery"].clone()
}

#[tokio::test]
async fn what_is_sent_before_a_mail_server_is_connected_waits_for_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = owner.invite(&["lin@example.test"]).await[0]["member"].clone();
    app.work().await;
    let waits = delivery(&owner, &member).await;
    assert_eq!(
        (&waits["state"], &waits["reason"], &waits["attempts"]),
        (&json!("queued"), &json!("no_connection"), &json!(0))
    );
    let post = Post::connect(&owner).await;
    app.work().await;
    assert_eq!((post.count("lin@"), &delivery(&owner, &member).await["state"]), (1, &json!("sent")));
    let connection = owner.ask("connections/list", json!({})).await[0].clone();
    assert_eq!(connection["state"], "good", "that it works is shown");
    app.later(7 * DAY).await;
    assert_eq!(post.count("lin@"), 1, "once");
}

#[tokio::test]
async fn what_a_mail_server_says_becomes_the_messages_state() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let told =
        owner.invite(&["bounce@example.test", "spam@example.test", "full@example.test", "grey@example.test"]).await;
    app.work().await;
    let state = async |n: usize| {
        let now = delivery(&owner, &told[n]["member"]).await;
        format!("{} {}", now["state"].as_str().unwrap(), now["reason"].as_str().unwrap_or("-"))
    };
    assert_eq!(state(0).await, "refused no_such_mailbox");
    assert_eq!(state(1).await, "refused rejected");
    assert_eq!(state(2).await, "queued later");
    assert_eq!(state(3).await, "queued later");
    app.later(MINUTE).await;
    assert_eq!((state(3).await.as_str(), post.count("grey@")), ("sent -", 1));
    for pause in [5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 4 * HOUR, 4 * HOUR, 4 * HOUR, 4 * HOUR, 4 * HOUR] {
        app.later(pause).await;
    }
    let owner = app.signed_in(&owner.email).await;
    let full = delivery(&owner, &told[2]["member"]).await;
    assert_eq!((&full["state"], &full["reason"]), (&json!("refused"), &json!("later")), "a day of trying is enough");
}

#[tokio::test]
async fn a_letter_whose_answer_was_lost_is_sent_again_as_the_same_letter() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let member = owner.invite(&["cut@example.test"]).await[0]["member"].clone();
    app.work().await;
    assert_eq!(delivery(&owner, &member).await["state"], "queued");
    app.later(MINUTE).await;
    assert_eq!(delivery(&owner, &member).await["state"], "sent");
    let letter = post.letter("cut@");
    assert_eq!((post.count("cut@"), letter.times_seen), (1, 2), "one letter with one Message-ID, seen twice");
}

#[tokio::test]
async fn a_killed_server_sends_its_letters_again_and_leaves_text_messages_to_a_person() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let told = owner.invite(&["lin@example.test", "+8613800138000"]).await;
    app.tamper("update outbox set state = 'sending', attempts = 1, next_at = next_at + 180000").await;
    let post = Post::connect(&owner).await;
    let sms = gateways(&owner, "sms_twilio").await;
    app.work().await;
    assert_eq!((post.count("lin@"), sms.fake.messages().len()), (0, 0), "another worker may still be at it");
    app.later(3 * MINUTE).await;
    assert_eq!((post.count("lin@"), sms.fake.messages().len()), (1, 0));
    assert_eq!(delivery(&owner, &told[0]["member"]).await["state"], "sent");
    assert_eq!(delivery(&owner, &told[1]["member"]).await["state"], "unclear");
    app.later(5 * MINUTE).await;
    owner.ask("invitations/resend", json!({ "ids": [told[1]["member"]] })).await;
    app.work().await;
    assert_eq!(sms.fake.messages().len(), 1, "a person may send it again");
}

#[tokio::test]
async fn a_wrong_password_is_tried_once_and_not_for_each_letter() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let options = FakeOptions { username: "muster".into(), password: "right".into(), ..FakeOptions::default() };
    let mail = start(options).await.expect("the mail server starts");
    let mut settings = Post::settings(&mail);
    settings["settings"]["username"] = json!("muster");
    settings["settings"]["password"] = json!("wrong");
    let connection = owner.ask("connections/save", json!({ "save": settings })).await;
    let many: Vec<String> = (0..60).map(|n| format!("p{n}@example.test")).collect();
    let told = owner.invite(&many.iter().map(String::as_str).collect::<Vec<_>>()).await;
    app.work().await;
    let waits = delivery(&owner, &told[59]["member"]).await;
    assert_eq!((&waits["state"], &waits["reason"]), (&json!("queued"), &json!("wrong_credentials")));
    let now = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
    assert_eq!((&now["state"], mail.fake.received()), (&json!("bad"), 0));
    owner.ask("connections/test", json!({ "id": connection["id"] })).await;
    app.work().await;
    let now = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
    assert_eq!(
        (&now["steps"][0]["setting"], &now["steps"][0]["finding"]),
        (&json!("password"), &json!("wrong_secret"))
    );

    settings["id"] = now["id"].clone();
    settings["revision"] = now["revision"].clone();
    settings["settings"]["password"] = json!("right");
    let saved = owner.call("connections/save", json!({ "save": settings })).await;
    assert_eq!(saved.status, 200);
    assert!(!saved.text().contains("right"), "a password goes in and never comes out");
    app.work().await;
    assert_eq!(mail.fake.received(), 60, "put right, everything goes out at once");
    assert_eq!(app.count("select count(*) from outbox where state = 'sent'").await, 60);
}

#[tokio::test]
async fn a_password_is_not_sent_in_the_open() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let save = json!({ "kind": "smtp", "name": "Mail", "settings": {
        "host": "mail.example.com", "port": "25", "security": "none", "from": "a@example.com", "username": "a", "password": "b"
    } });
    assert_eq!(owner.call("connections/save", json!({ "save": save })).await.faults(), ["security malformed"]);
    let save = json!({ "kind": "smtp", "name": "Mail", "settings": {
        "host": "", "port": "70000", "security": "maybe", "from": "nobody"
    } });
    let faults = owner.call("connections/save", json!({ "save": save })).await.faults();
    assert_eq!(faults, ["host missing", "port malformed", "security unknown", "from malformed"]);
}
