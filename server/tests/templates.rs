//! The texts of messages.

use crate::common::TestApp;
use crate::common::post::Post;
use serde_json::json;

#[tokio::test]
async fn an_organisations_own_text_is_what_people_get_until_it_goes_back() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let texts = owner.ask("templates/list", json!({})).await;
    assert_eq!(texts.as_array().unwrap().len(), 72, "twelve messages, two media, three languages");
    let mut text = texts[0].clone();
    assert_eq!(
        (&text["template"], &text["medium"], &text["language"]),
        (&json!("invitation"), &json!("email"), &json!("en"))
    );
    text["subject"] = json!("Ahoy from {inviter}");
    text["body"] = json!("Come aboard {organisation}:\n\n{link}");
    let seen = owner.ask("templates/preview", json!({ "text": text })).await;
    assert_eq!(seen["subject"], "Ahoy from Ada Owner");
    let saved = owner.ask("templates/save", json!({ "text": text })).await;
    assert_eq!((&saved["original"], &saved["revision"]), (&json!(false), &json!(1)));
    assert_eq!(
        owner.call("templates/save", json!({ "text": text })).await.code(),
        "stale",
        "of two editors the second is told"
    );
    owner.invite(&["lin@example.test"]).await;
    app.work().await;
    let letter = post.letter("lin@");
    assert_eq!(letter.subject, "Ahoy from Ada Owner");
    assert!(letter.text.starts_with("Come aboard Harbour Works:"), "{}", letter.text);

    owner.ask("templates/reset", json!({ "template": "invitation", "medium": "email", "language": "en" })).await;
    owner.invite(&["fang@example.test"]).await;
    app.work().await;
    assert_eq!(post.letter("fang@").subject, "Ada Owner invites you to Harbour Works");
    let told = owner.activity(json!({ "subject": "template" })).await;
    assert_eq!((&told[0]["verb"], &told[1]["verb"]), (&json!("reset"), &json!("update")));
}

#[tokio::test]
async fn a_text_cannot_lose_its_link_or_name_what_is_not_there() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let text = |subject: &str, body: &str| {
        json!({ "text": {
            "template": "invitation", "medium": "email", "language": "en", "subject": subject, "body": body,
            "original": true, "revision": 0
        } })
    };
    for (subject, body, faults) in [
        ("Hello", "No link", &["body malformed"][..]),
        ("{secret}", "{link}", &["subject unknown"]),
        ("", "", &["subject missing", "body missing"]),
        (&"x".repeat(201), "{link}", &["subject too_long 200", "subject missing"]),
    ] {
        assert_eq!(owner.call("templates/save", text(subject, body)).await.faults(), faults, "{subject} {body}");
    }
    assert_eq!(app.count("select count(*) from templates").await, 0);
}
