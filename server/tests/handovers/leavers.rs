//! Who leaves can be changed until the plan is carried out.

use super::Shop;
use crate::common::Answer;
use serde_json::{Value, json};

async fn save(shop: &Shop, plan: &Value, leavers: &[&Value]) -> Answer {
    let save = json!({ "id": plan["id"], "revision": plan["revision"], "leavers": leavers });
    shop.owner.call("handovers/save", json!({ "save": save })).await
}

#[tokio::test]
async fn who_is_added_brings_what_he_holds_and_who_is_taken_out_may_be_planned_for_by_another() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let [(one, held), (other, more), (successor, _)] = [&people[0], &people[1], &people[2]].map(Clone::clone);
    let plan = shop.evenly(&shop.draft(&one).await, &[&successor]).await;
    let plan = save(&shop, &plan, &[&one, &other]).await.json();
    assert_eq!(plan["leavers"].as_array().unwrap().len(), 2);
    assert_eq!(shop.count(&plan, "customer", "planned").await, held + more);
    let items = shop.items(&plan, json!({ "kind": "customer" })).await;
    assert!(items.iter().all(|item| item["to_id"] == successor), "{}", items[0]);
    let plan = save(&shop, &plan, &[&other]).await.json();
    assert_eq!(shop.count(&plan, "customer", "planned").await, more);
    assert_eq!(shop.count(&plan, "membership", "planned").await, 1);
    shop.draft(&one).await;
    assert_eq!(save(&shop, &plan, &[&one, &other]).await.code(), "handover_open");
    assert_eq!(shop.get(&plan).await["revision"], plan["revision"], "nothing half written");
    shop.app.sound().await;
}

#[tokio::test]
async fn nobody_a_successor_and_whoever_stays_cannot_leave() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, successor) = (&people[0].0, &people[1].0);
    let plan = shop.evenly(&shop.draft(leaver).await, &[successor]).await;
    assert_eq!(save(&shop, &plan, &[]).await.faults(), ["leavers missing"]);
    assert_eq!(save(&shop, &plan, &[leaver, successor]).await.faults(), ["leavers wrong"]);
    let customer = shop.customer_of_one(successor).await;
    let on_job = shop.on_job(successor, &customer, &people[2].0).await;
    assert_eq!(save(&shop, &on_job, &[&people[3].0]).await.faults(), ["leavers wrong"]);
}
