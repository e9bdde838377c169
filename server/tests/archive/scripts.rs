//! Scripts read conversations, with a scope of their own and a reason.

use super::Office;
use serde_json::{Value, json};

#[tokio::test]
async fn a_script_reads_with_the_scope_and_says_why() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "合同已寄出"), office.said(2, false, "Thanks")]).await;
    let other = office.app.script(&office.owner, &["customers.read", "members.read", "seats.read"]).await;
    assert_eq!(other.get("/conversations").await.refusal(), (403, "forbidden".to_owned()));
    let script = office.app.script(&office.owner, &["archive.read"]).await;
    let page = script.get("/conversations?q=%E5%90%88%E5%90%8C&count=true").await.json();
    let one = &page["items"][0];
    assert_eq!((&page["total"], &one["messages"], &one["found"]), (&json!(1), &json!(2), &json!(1)), "{page}");
    assert_eq!(one["customer_id"], office.customers[0].1);
    let path = format!("/conversations/{}/messages", one["id"].as_str().unwrap());
    assert_eq!(script.get(&path).await.refusal().0, 422, "why?");
    let part = script.get(&format!("{path}?reason=Court%20order&limit=1")).await.json();
    assert_eq!((&part["items"][0]["text"], &part["items"][1]), (&json!("Thanks"), &Value::Null));
    let cursor = part["next_cursor"].as_str().unwrap();
    let rest = script.get(&format!("{path}?cursor={cursor}")).await.json();
    assert_eq!((&rest["items"][0]["text"], &rest["next_cursor"]), (&json!("合同已寄出"), &Value::Null));
    let told = office.owner.activity(json!({ "verb": "open" })).await;
    assert_eq!((told.len(), &told[0]["origin"]), (1, &json!("api")));
    assert_eq!(script.get("/conversations/none/messages").await.refusal().0, 404);
}
