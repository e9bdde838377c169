//! Nobody reads without saying why.

use super::Office;
use model::moment::HOUR;
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn without_a_reason_nothing_opens_and_with_one_it_is_in_the_log_and_in_the_activity() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "Hello")]).await;
    let owner = &office.owner;
    let conversation = office.conversation(owner, 0).await;
    let query = json!({ "query": { "conversation": conversation["id"] } });
    let open = |reason: &str| json!({ "open": { "id": conversation["id"], "reason": reason } });
    assert_eq!(owner.call("conversations/messages", query.clone()).await.refusal(), (409, "not_opened".to_owned()));
    assert_eq!(owner.call("conversations/open", open("  ")).await.faults(), ["reason missing"]);
    assert_eq!(owner.call("conversations/messages", query.clone()).await.status, 409, "a try is no opening");
    let opening = owner.ask("conversations/open", open("Complaint 17")).await;
    assert_eq!((&opening["range"], &opening["by"]), (&json!("everything"), &json!("Ada Owner")));
    assert_eq!(owner.ask("conversations/messages", query.clone()).await["items"][0]["text"], "Hello");
    let log = owner.ask("conversations/openings", json!({ "query": { "conversation": conversation["id"] } })).await;
    assert_eq!((&log["items"][0]["reason"], &log["items"][1]), (&json!("Complaint 17"), &Value::Null));
    let told = owner.activity(json!({ "subject": "conversation", "verb": "open" })).await;
    assert_eq!((told.len(), &told[0]["subject_id"]), (1, &conversation["id"]));
    assert!(told[0]["after"].as_str().unwrap().contains("Complaint 17"));

    // Somebody else's opening is not one's own, and one's own ends.
    let admin = office.app.member(owner, Role::AccountAdmin).await;
    assert_eq!(admin.call("conversations/messages", query.clone()).await.status, 409);
    office.app.edge.services.clock.advance(HOUR);
    assert_eq!(owner.call("conversations/messages", query).await.status, 409, "an hour is over");
    office.app.sound().await;
}

#[tokio::test]
async fn whoever_does_not_read_the_activity_sees_his_own_openings_only() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "Hello")]).await;
    let conversation = office.conversation(&office.owner, 0).await;
    office.read(&office.owner, &conversation).await;
    let (reader, _) = office.app.holder(&office.owner, "Reader", &["archive.read"]).await;
    let count = |log: Value| log["items"].as_array().expect("a list").len();
    assert_eq!(count(reader.ask("conversations/openings", json!({ "query": {} })).await), 0);
    office.read(&reader, &conversation).await;
    assert_eq!(count(reader.ask("conversations/openings", json!({ "query": {} })).await), 1);
    assert_eq!(count(office.owner.ask("conversations/openings", json!({ "query": {} })).await), 2);
}
