//! What leavers left and nobody has yet.

use super::Shop;
use connectors::wecom::fake::Action;
use model::permission::Role;
use serde_json::{Value, json};

impl Shop {
    /// What leavers left, whole.
    async fn left(&self, query: Value) -> Vec<Value> {
        let found = self.owner.ask("handovers/unassigned", json!({ "query": query })).await;
        found["items"].as_array().expect("items").clone()
    }
}

#[tokio::test]
async fn what_a_leaver_left_is_listed_page_by_page_until_somebody_has_it() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let [(one, held), (other, others)] = [&people[0], &people[1]].map(Clone::clone);
    assert_eq!(shop.left(json!({})).await.len(), 0, "nobody left");
    shop.owner.step(&one, "terminate").await;
    shop.owner.step(&other, "terminate").await;
    let mut query = json!({ "page": { "limit": 3, "count": true } });
    let mut subjects = Vec::new();
    loop {
        let page = shop.owner.ask("handovers/unassigned", json!({ "query": query })).await;
        assert_eq!(page["total"], held + others);
        subjects.extend(page["items"].as_array().unwrap().iter().map(|row| (row["leaver_id"].clone(), row.clone())));
        if page["next_cursor"].is_null() {
            break;
        }
        query["page"]["cursor"] = page["next_cursor"].clone();
    }
    assert_eq!(subjects.len() as i64, held + others);
    let row = &subjects[0].1;
    assert_eq!((&row["kind"], row["left_at"].is_number()), (&json!("customer"), true), "{row}");
    assert!(row["handover"].is_null() && row["connection"] != "", "{row}");
    let his = shop.left(json!({ "leaver": one, "page": { "limit": 500 } })).await;
    assert!(his.len() as i64 == held && his.iter().all(|row| row["leaver_id"] == one));

    // Two of them go over.
    let chosen = [his[0]["subject"].clone(), his[1]["subject"].clone()];
    let new = json!({ "kind": "leaving", "leavers": [one], "customers": chosen });
    let plan = shop.owner.ask("handovers/draft", json!({ "new": new })).await;
    assert_eq!(plan["counts"], json!([["customer", "planned", 2]]));
    let his = shop.left(json!({ "leaver": one, "page": { "limit": 500 } })).await;
    let under_way = his.iter().filter(|row| row["handover"] == plan["id"]).count();
    assert_eq!((under_way, his.len() as i64), (2, held));
    let plan = shop.evenly(&plan, &[&people[2].0]).await;
    shop.act(Action::Leave { userid: shop.userid(&one).await });
    shop.apply(&plan).await;
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.count(&plan, "customer", "done").await, 2, "{}", shop.get(&plan).await);
    assert_eq!(shop.left(json!({ "leaver": one, "page": { "limit": 500 } })).await.len() as i64, held - 2);
}

#[tokio::test]
async fn of_somebody_who_is_still_in_nothing_is_left_and_no_part_can_be_chosen() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let customer = shop.customer_of_one(&people[0].0).await;
    let new = json!({ "kind": "leaving", "leavers": [people[0].0], "customers": [customer] });
    assert_eq!(shop.owner.call("handovers/draft", json!({ "new": new })).await.code(), "wrong_state");
    let new = json!({ "kind": "leaving", "leavers": [people[0].0, people[1].0], "customers": [customer] });
    assert_eq!(shop.owner.call("handovers/draft", json!({ "new": new })).await.code(), "invalid");
}

#[tokio::test]
async fn a_member_without_the_right_sees_none_of_it_and_scripts_see_it_all() {
    let shop = Shop::open().await;
    let leaver = shop.salespeople().await[0].clone();
    shop.owner.step(&leaver.0, "terminate").await;
    let member = shop.app.member(&shop.owner, Role::Member).await;
    assert_eq!(member.call("handovers/unassigned", json!({ "query": {} })).await.code(), "forbidden");
    let script = shop.app.script(&shop.owner, &["handovers.read"]).await;
    let told = script.get("/handovers/unassigned?count=true&limit=1").await.json();
    assert_eq!((told["total"].as_i64(), told["items"].as_array().map(Vec::len)), (Some(leaver.1), Some(1)), "{told}");
    assert_eq!(told["items"][0]["leaver_id"], leaver.0);
    let of = script.get("/handovers/unassigned?leaver_id=nobody").await.json();
    assert_eq!(of["items"], json!([]));
}
