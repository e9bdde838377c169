//! A person's own profile: what only the person changes.

use crate::common::post::{Post, gateways};
use crate::common::{PASSWORD, TestApp};
use model::moment::{HOUR, MINUTE};
use model::permission::Role;
use serde_json::{Value, json};

fn code(text: &str) -> String {
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 6).collect();
    (*digits.first().unwrap_or_else(|| panic!("no code in {text}"))).to_owned()
}

#[tokio::test]
async fn a_new_address_counts_once_its_code_came_back_and_wherever_the_person_is_a_member() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let ann = app.member(&owner, Role::Member).await;
    let member = ann.me().await["member"].clone();
    let ask =
        |password: &str| ann.call("profile/readdress", json!({ "address": "Ann@New.test", "password": password }));
    assert_eq!(ask("wrong").await.faults(), ["password wrong"], "whoever finds an open browser does not know it");
    let asked = ask(PASSWORD).await.json();
    assert_eq!((&asked["waiting"]["address"], &asked["email"]), (&json!("Ann@New.test"), &json!(ann.email)));
    app.work().await;
    assert_eq!(ann.ask("profile/get", json!({})).await["waiting"]["delivery"]["state"], "sent");
    let right = code(&post.letter("nn@").subject);
    let wrong = if right == "000000" { "111111" } else { "000000" };
    let confirm = |code: &str| ann.call("profile/confirm", json!({ "code": code }));
    assert_eq!(confirm(wrong).await.faults(), ["code wrong"]);
    let spaced = format!(" {} {}", &right[..3], &right[3..]);
    let done = confirm(&spaced).await.json();
    assert_eq!((&done["email"], &done["waiting"]), (&json!("Ann@New.test"), &Value::Null));
    assert_eq!(owner.row(&member).await["email"], "Ann@New.test");
    assert_eq!(app.nobody().post("/sign-in", &[("email", "ann@new.test"), ("password", PASSWORD)]).await.status, 303);
    let found = owner.ask("members/list", json!({ "query": { "search": "ann@new" } })).await;
    assert_eq!(found["items"][0]["id"], member);
    let told = owner.activity(json!({ "subject": "member" })).await;
    assert_eq!((&told[0]["verb"], &told[0]["after"]), (&json!("update"), &json!(r#"{"email":"Ann@New.test"}"#)));
    assert_eq!(confirm(&right).await.status, 404, "once");
}

#[tokio::test]
async fn a_code_cannot_be_guessed_or_used_late_or_asked_for_without_end() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sms = gateways(&owner, "sms_twilio").await;
    let ask = || owner.call("profile/readdress", json!({ "address": "13800138000", "password": PASSWORD }));
    assert_eq!(ask().await.status, 200);
    app.work().await;
    let right = code(&serde_json::to_string(&sms.fake.messages()[0].text).unwrap());
    let wrong = if right == "000000" { "111111" } else { "000000" };
    let confirm = |code: &str| owner.call("profile/confirm", json!({ "code": code }));
    for _ in 0..5 {
        assert_eq!(confirm(wrong).await.status, 422);
    }
    assert_eq!(confirm(&right).await.code(), "too_many", "even the right one");
    assert_eq!(ask().await.status, 200);
    app.later(10 * MINUTE).await;
    assert_eq!(confirm(&right).await.status, 404, "over");
    for _ in 0..3 {
        ask().await;
    }
    assert_eq!(ask().await.code(), "too_many");
    app.later(HOUR).await;
    assert_eq!(ask().await.status, 200);
    app.work().await;
    let last = code(&serde_json::to_string(&sms.fake.messages()[0].text).unwrap());
    assert_eq!(confirm(&last).await.json()["phone"], "+8613800138000");
    let stored = app.count(&format!("select count(*) from codes where code_hash like '%{last}%'")).await;
    assert_eq!(stored, 0, "no code is kept as it is");
}

#[tokio::test]
async fn an_address_of_somebody_else_is_refused_and_a_name_follows_everywhere() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.member(&owner, Role::Member).await;
    let taken = json!({ "address": "ADA@example.com", "password": PASSWORD });
    assert_eq!(ann.call("profile/readdress", taken).await.faults(), ["address taken"]);
    let nonsense = json!({ "address": "nonsense", "password": PASSWORD });
    assert_eq!(ann.call("profile/readdress", nonsense).await.faults(), ["address malformed"]);
    assert_eq!(app.count("select count(*) from outbox").await, 0);

    assert_eq!(ann.call("profile/rename", json!({ "name": " " })).await.faults(), ["name missing"]);
    assert_eq!(ann.ask("profile/rename", json!({ "name": "安然" })).await["name"], "安然");
    let row = owner.row(&ann.me().await["member"]).await;
    assert_eq!(row["name"], "安然");
    let found = owner.ask("members/list", json!({ "query": { "search": "anran" } })).await;
    assert_eq!(found["items"][0]["id"], row["id"], "found by the new pinyin");
}
