//! What leavers left and nobody has yet.

use super::Shop;
use crate::common::TestApp;
use crate::common::platform::{Platform, outcome};
use connectors::wecom::fake::{Action, FakeOptions};
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
async fn who_left_there_keeps_his_customers_until_they_are_handed_over() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, held) = people[0].clone();
    shop.act(Action::Leave { userid: shop.userid(&leaver).await });
    shop.app.bring_contacts(&shop.owner, &shop.connection).await;
    assert_eq!(shop.status(&leaver).await, "terminated");
    let run = shop.app.sync(&shop.owner, &shop.connection, "sync_customers").await;
    let counts = &run["counts"];
    assert_eq!((&counts["leave"], &counts["change"], &counts["add"]), (&json!(0), &json!(0), &json!(0)), "{run}");
    let left = shop.left(json!({ "leaver": leaver, "page": { "limit": 500 } })).await;
    assert_eq!(left.len() as i64, held);
    let by_platform = shop.platform.running.fake.now() * 1_000;
    assert!((left[0]["left_at"].as_i64().unwrap() - by_platform).abs() < 60_000, "{}", left[0]);
    // More than a year later it lists nobody any more.
    shop.days(366).await;
    let run = shop.app.sync(&shop.owner, &shop.connection, "sync_customers").await;
    assert_eq!(run["counts"]["leave"], held, "{run}");
}

#[tokio::test]
async fn leavers_whom_nobody_here_ever_knew_appear_with_what_they_left_and_go_again() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let options =
        FakeOptions { members: 40, departments: 8, customers: 300, transfer_page: 2, ..FakeOptions::default() };
    let platform = Platform::with(options).await;
    let before = Shop::open().await;
    let people = before.salespeople().await;
    let (userid, held) = (before.userid(&people[0].0).await, people[0].1);
    // He left before this organisation heard of the platform.
    platform.running.fake.act(Action::Leave { userid: userid.clone() }).expect("it happens there");
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    let set = app.apply(&owner, &run["change_set"]).await;
    assert_eq!(outcome(&set, "failed"), 0, "{set}");
    let shop = Shop { app, owner, platform, connection };
    let left = shop.left(json!({ "page": { "limit": 500 } })).await;
    assert_eq!(left.len() as i64, held);
    assert!(left.iter().all(|row| row["leaver"] == userid && row["left_at"].is_number()), "{left:?}");
    let again = shop.app.sync(&shop.owner, &shop.connection, "sync_customers").await;
    assert_eq!(again["state"], "done", "{again}");
    // Whom he alone looked after has no name until somebody takes him over.
    let alone =
        left.iter().find(|row| row["name"].as_str().unwrap().starts_with("wm")).expect("one of his own").clone();
    let leaver = &left[0]["leaver_id"];
    let new = json!({ "kind": "leaving", "leavers": [leaver], "customers": [alone["subject"]] });
    let plan = shop.owner.ask("handovers/draft", json!({ "new": new })).await;
    let to = shop.salespeople().await.remove(0).0;
    let plan = shop.evenly(&plan, &[&to]).await;
    shop.apply(&plan).await;
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.count(&plan, "customer", "done").await, 1, "{}", shop.get(&plan).await);
    let run = shop.app.sync(&shop.owner, &shop.connection, "sync_customers").await;
    shop.app.apply(&shop.owner, &run["change_set"]).await;
    let detail = shop.owner.ask("customers/get", json!({ "id": alone["subject"] })).await;
    assert!(!detail["name"].as_str().unwrap_or_default().starts_with("wm"), "{detail}");
    shop.app.sound().await;
}

#[tokio::test]
async fn a_leaver_who_was_brought_by_mistake_goes_with_the_change_set() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(40, 8, 300).await;
    let before = Shop::open().await;
    let userid = before.userid(&before.salespeople().await[0].0).await;
    platform.running.fake.act(Action::Leave { userid }).expect("it happens there");
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let members = app.count("select count(*) from members").await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    let set = app.apply(&owner, &run["change_set"]).await;
    assert_eq!(app.count("select count(*) from members").await, members + 1);
    owner.ask("changes/undo", json!({ "id": set["id"] })).await;
    app.work().await;
    assert_eq!(app.count("select count(*) from members").await, members);
    assert_eq!(app.count("select count(*) from customers").await, 0);
    app.sound().await;
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
