//! What cannot be, and what changes meanwhile.

use super::Shop;
use connectors::wecom::fake::{Action, HandoverAction};
use serde_json::json;

#[tokio::test]
async fn two_admins_cannot_plan_for_the_same_leaver() {
    let shop = Shop::open().await;
    let leaver = &shop.salespeople().await[0].0;
    let plan = shop.draft(leaver).await;
    let second = shop.app.member(&shop.owner, model::permission::Role::AccountAdmin).await;
    let answer = second.call("handovers/draft", json!({ "new": { "kind": "leaving", "leavers": [leaver] } })).await;
    assert_eq!(
        (answer.code(), answer.param("id")),
        ("handover_open".to_owned(), plan["id"].as_str().unwrap().to_owned())
    );
}

#[tokio::test]
async fn a_successor_who_is_away_leaves_or_is_unknown_there_is_refused_before_anything_is_sent() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, other) = (&people[0].0, &people[1].0);
    let plan = shop.draft(leaver).await;
    let rule = |to: &serde_json::Value| {
        let rule = json!({ "kind": "customer", "split": "evenly", "to": [to] });
        json!({ "save": { "id": plan["id"], "revision": plan["revision"], "rules": [rule] } })
    };
    let stranger = shop.app.person(&shop.owner, "Nora Hilltop", "nora.hilltop@example.com", "").await;
    let answer = shop.owner.call("handovers/save", rule(&stranger["id"])).await;
    assert_eq!((answer.code(), answer.param("bar")), ("cannot_inherit".to_owned(), "not_there".to_owned()));
    shop.draft(other).await;
    let answer = shop.owner.call("handovers/save", rule(other)).await;
    assert_eq!((answer.code(), answer.param("bar")), ("cannot_inherit".to_owned(), "not_active".to_owned()));
    let himself = shop.owner.call("handovers/save", rule(leaver)).await;
    assert_eq!(himself.code(), "cannot_inherit");
}

#[tokio::test]
async fn a_successor_who_leaves_meanwhile_and_one_who_is_full_leave_items_that_say_so() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, gone, full) = (&people[0].0, &people[1].0, &people[2].0);
    let plan = shop.evenly(&shop.draft(leaver).await, &[gone, full]).await;
    shop.act(Action::Leave { userid: shop.userid(leaver).await });
    shop.act(HandoverAction::ContactsFull { userid: shop.userid(full).await, full: true }.into());
    shop.owner.step(gone, "terminate").await;
    shop.apply(&plan).await;
    let held = people[0].1;
    assert_eq!(shop.count(&plan, "customer", "failed").await, (held + 1) / 2);
    assert_eq!(shop.count(&plan, "customer", "full").await, held / 2);
    let failed = shop.items(&plan, json!({ "state": "failed", "kind": "customer" })).await;
    assert!(failed.iter().all(|item| item["reason"] == "successor_gone"), "{failed:?}");
    assert_eq!(shop.get(&plan).await["state"], "done", "nothing is under way");
}

#[tokio::test]
async fn a_customer_deleted_or_handed_over_on_the_phone_meanwhile_is_left_alone() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, one) = (&people[0].0, &people[1].0);
    let plan = shop.evenly(&shop.draft(leaver).await, &[one]).await;
    let items = shop.items(&plan, json!({ "kind": "customer" })).await;
    let deletion = json!({ "ids": [items[0]["subject"]], "reason": "Asked for it", "basis": "gdpr_17_1_a" });
    shop.owner.ask("customers/delete", json!({ "deletion": deletion })).await;
    let external = shop.external(&items[1]["subject"]).await;
    shop.act(Action::CustomerRemove { userid: shop.userid(leaver).await, external_userid: external });
    shop.apply(&plan).await;
    let failed = shop.items(&plan, json!({ "state": "failed", "kind": "customer" })).await;
    let reasons: Vec<_> = failed.iter().map(|item| item["reason"].clone()).collect();
    assert_eq!(reasons, [json!("gone"), json!("not_his")], "{failed:?}");
    assert_eq!(shop.count(&plan, "customer", "waiting").await, people[0].1 - 2);
}

#[tokio::test]
async fn a_leaver_who_left_before_his_plan_was_carried_out_leaves_his_things_all_the_same() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, held) = (&people[0].0, people[0].1);
    let plan = shop.evenly(&shop.draft(leaver).await, &[&people[1].0]).await;
    shop.act(Action::Leave { userid: shop.userid(leaver).await });
    shop.owner.step(leaver, "terminate").await;
    shop.apply(&plan).await;
    assert_eq!(
        (shop.count(&plan, "membership", "done").await, shop.count(&plan, "customer", "waiting").await),
        (1, held)
    );
    shop.app.sound().await;
}

#[tokio::test]
async fn the_last_super_admin_does_not_leave_and_nothing_of_his_goes_over() {
    let shop = Shop::open().await;
    let me = shop.owner.me().await;
    let plan = shop.draft(&me["member"]).await;
    let done = json!({ "id": plan["id"], "revision": plan["revision"] });
    assert_eq!(shop.owner.call("handovers/apply", done).await.code(), "last_super_admin");
    assert_eq!(shop.get(&plan).await["state"], "draft");
    shop.app.sound().await;
}

#[tokio::test]
async fn what_was_read_before_somebody_changed_it_is_stale() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let plan = shop.draft(&people[0].0).await;
    shop.evenly(&plan, &[&people[1].0]).await;
    let done = json!({ "id": plan["id"], "revision": plan["revision"] });
    assert_eq!(shop.owner.call("handovers/apply", done).await.code(), "stale");
}
