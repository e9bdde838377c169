//! Finding words in messages.

use super::{Office, message};
use serde_json::{Value, json};

async fn found(office: &Office, search: &str) -> Vec<(Value, Value)> {
    let query = json!({ "search": search });
    let page = office.owner.ask("conversations/list", json!({ "query": query, })).await;
    let items = page["items"].as_array().expect("a list");
    items.iter().map(|one| (one["customer_id"].clone(), one["found"].clone())).collect()
}

#[tokio::test]
async fn chinese_is_found_by_one_two_and_three_characters_and_latin_by_any_three_letters() {
    let office = Office::open().await;
    let second = office.customers[1].0.clone();
    office
        .take(&[
            office.said(1, true, "合同已寄出，请查收"),
            office.said(2, false, "Invoice INV-2026-0815 is attached, Frau Müller"),
            office.said(3, true, "收到合同"),
            message(4, &second, &[&office.user], "", "同意合作"),
        ])
        .await;
    let (one, other) = (office.customers[0].1.clone(), office.customers[1].1.clone());
    let first = |count: i64| vec![(one.clone(), json!(count))];
    for (search, count) in [
        ("合同", 2),
        ("寄", 1),
        ("已寄出", 1),
        ("合同已寄出", 1),
        ("invoice", 1),
        ("VOICE", 1),
        ("0815", 1),
        ("MÜLLER", 1),
        ("合同 查收", 1),
    ] {
        assert_eq!(found(&office, search).await, first(count), "{search}");
    }
    assert_eq!(found(&office, "同").await, [(other.clone(), json!(1)), (one.clone(), json!(2))]);
    for search in ["同合", "出请", "invoices", "合同 invoice", "?", "x"] {
        assert_eq!(found(&office, search).await, [], "{search}");
    }
    let conversation = office.conversation(&office.owner, 0).await;
    office.read(&office.owner, &conversation).await;
    let query = json!({ "conversation": conversation["id"], "search": "合同" });
    let part = office.owner.ask("conversations/messages", json!({ "query": query })).await;
    assert_eq!(super::texts(&part), ["合同已寄出，请查收", "收到合同"]);
}

#[tokio::test]
async fn conversations_are_listed_by_member_and_time_page_by_page() {
    let office = Office::open().await;
    let second = office.customers[1].0.clone();
    office
        .take(&[
            office.said(1, true, "Early"),
            message(2, &second, &[&office.user], "", "Late"),
            office.said(3, true, "Latest"),
        ])
        .await;
    let list = |query: Value| office.owner.ask("conversations/list", json!({ "query": query }));
    let by_member = list(json!({ "member": office.member, "page": { "limit": 1, "count": true } })).await;
    assert_eq!((&by_member["total"], &by_member["items"][0]["customer_id"]), (&json!(2), &office.customers[0].1));
    let next = json!({ "member": office.member, "page": { "limit": 1, "cursor": by_member["next_cursor"] } });
    assert_eq!(list(next).await["items"][0]["customer_id"], office.customers[1].1);
    let between = list(json!({ "from": super::at(2), "until": super::at(3) })).await;
    assert_eq!(between["items"].as_array().unwrap().len(), 1);
    assert_eq!(between["items"][0]["customer_id"], office.customers[1].1);
    let nobody = list(json!({ "member": office.owner.me().await["member"] })).await;
    assert_eq!(nobody["items"], json!([]));
}
