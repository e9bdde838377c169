//! What the platform keeps: customers go over when it says so.

use super::Shop;
use connectors::wecom::fake::{Action, Fault, FaultKind, HandoverAction};
use serde_json::json;

#[tokio::test]
async fn a_leavers_customers_are_shared_sent_and_done_when_a_day_has_passed() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let [(leaver, held), (one, before), (other, _)] = [&people[0], &people[1], &people[2]].map(Clone::clone);
    let plan = shop.draft(&leaver).await;
    assert_eq!(plan["state"], "draft");
    assert_eq!(shop.count(&plan, "customer", "planned").await, held);
    assert_eq!(shop.count(&plan, "membership", "planned").await, 1);
    let plan = shop.evenly(&plan, &[&one, &other]).await;
    let loads = shop.owner.ask("handovers/loads", json!({ "id": plan["id"] })).await;
    let of = loads.as_array().unwrap().iter().find(|load| load["member_id"] == one).unwrap();
    assert_eq!((of["before"].as_i64(), of["bar"].is_null()), (Some(before), true), "{loads}");
    assert_eq!(of["after"].as_i64().unwrap() - before, (held + 1) / 2);
    // He has left there, too.
    shop.act(Action::Leave { userid: shop.userid(&leaver).await });
    shop.apply(&plan).await;
    assert_eq!(shop.count(&plan, "customer", "waiting").await, held);
    assert_eq!(shop.get(&plan).await["state"], "running");
    assert_eq!(shop.looks_after(&leaver).await, held, "nothing is done before the platform says so");
    let waiting = shop.items(&plan, json!({ "kind": "customer", "state": "waiting" })).await;
    assert!(waiting.iter().all(|item| item["eligible_at"].is_number() && item["handing"] == "platform_for_good"));
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.count(&plan, "customer", "done").await, held);
    assert_eq!(shop.get(&plan).await["state"], "done");
    assert_eq!(shop.looks_after(&leaver).await, 0);
    assert_eq!(shop.looks_after(&one).await + shop.looks_after(&other).await, before + people[2].1 + held);
    assert_eq!(shop.status(&leaver).await, "terminated");
    shop.app.sound().await;
}

#[tokio::test]
async fn whom_the_platform_does_not_let_look_after_customers_is_told_before_anything_is_sent() {
    let shop = Shop::open().await;
    let leaver = &shop.salespeople().await[0].0;
    let mut conn = shop.app.edge.services.store.read().await.unwrap();
    let sql = "select l.member_id from member_links l join members m on m.id = l.member_id where not l.serves and m.status = 'active' \
         order by l.member_id limit 1";
    let other: String = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
    drop(conn);
    let plan = shop.evenly(&shop.draft(leaver).await, &[&json!(other)]).await;
    let loads = shop.owner.ask("handovers/loads", json!({ "id": plan["id"] })).await;
    assert_eq!(loads[0]["bar"], "not_serving", "{loads}");
}

#[tokio::test]
async fn who_refuses_stays_and_is_sent_to_another_on_request() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, one, other) = (&people[0].0, &people[1].0, &people[2].0);
    let plan = shop.evenly(&shop.draft(leaver).await, &[one]).await;
    shop.act(Action::Leave { userid: shop.userid(leaver).await });
    shop.apply(&plan).await;
    let item = shop.items(&plan, json!({ "kind": "customer" })).await.remove(0);
    let external = shop.external(&item["subject"]).await;
    shop.act(HandoverAction::TransferRefuse { external_userid: external }.into());
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.count(&plan, "customer", "refused").await, 1);
    assert_eq!(shop.at_home(&plan).await[4], 1, "the home page says so");
    let others = json!({ "handover": plan["id"], "state": "failed", "to": other });
    assert_eq!(shop.owner.call("handovers/retry", json!({ "reroute": others })).await.code(), "wrong_state");
    let reroute = json!({ "handover": plan["id"], "items": [item["id"]], "to": other });
    shop.owner.ask("handovers/retry", json!({ "reroute": reroute })).await;
    shop.app.work().await;
    assert_eq!(shop.count(&plan, "customer", "waiting").await, 1);
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.count(&plan, "customer", "refused").await, 0);
    assert_eq!(shop.get(&plan).await["state"], "done");
    shop.app.sound().await;
}

#[tokio::test]
async fn who_stays_hands_chosen_customers_over_twice_in_ninety_days_and_the_third_waits_for_its_date() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (giver, taker) = (&people[0].0, &people[1].0);
    let customer = shop.customer_of_one(giver).await;
    let mut from_to = (giver, taker);
    for _ in 0..2 {
        let plan = shop.on_job(from_to.0, &customer, from_to.1).await;
        shop.apply(&plan).await;
        assert_eq!(shop.count(&plan, "customer", "waiting").await, 1);
        shop.days(1).await;
        shop.days(1).await;
        assert_eq!(shop.count(&plan, "customer", "done").await, 1, "{}", shop.get(&plan).await);
        from_to = (from_to.1, from_to.0);
    }
    let plan = shop.on_job(giver, &customer, taker).await;
    let item = shop.items(&plan, json!({})).await.remove(0);
    assert_eq!(item["reason"], "twice_in_90_days", "known before the button");
    assert_eq!(shop.items(&plan, json!({ "barred": true })).await.len(), 1);
    assert_eq!(shop.items(&plan, json!({ "handing": "platform" })).await.len(), 1);
    assert_eq!(shop.items(&plan, json!({ "handing": "platform_for_good" })).await.len(), 0);
    assert!(item["eligible_at"].is_number());
    shop.apply(&plan).await;
    assert_eq!(shop.count(&plan, "customer", "limit").await, 1);
    shop.days(90).await;
    assert_eq!(shop.count(&plan, "customer", "waiting").await, 1, "it went by itself");
    shop.app.sound().await;
}

#[tokio::test]
async fn what_the_platform_did_not_answer_for_is_looked_up_and_never_sent_twice() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, one) = (&people[0].0, &people[1].0);
    let plan = shop.evenly(&shop.draft(leaver).await, &[one]).await;
    shop.act(Action::Leave { userid: shop.userid(leaver).await });
    let path = "externalcontact/resigned/transfer_customer";
    // It is done there, but the answer is cut.
    shop.platform.running.fake.fail(Fault { path: path.to_owned(), kind: FaultKind::HalfJson, times: 1 });
    shop.apply(&plan).await;
    let held = people[0].1;
    let sent = shop.count(&plan, "customer", "sent").await;
    assert!(sent > 0, "written down before it was sent: {}", shop.get(&plan).await);
    for _ in 0..3 {
        shop.app.later(61_000).await;
    }
    assert_eq!(shop.count(&plan, "customer", "waiting").await, held, "{}", shop.get(&plan).await);
    let calls = shop.platform.running.fake.calls(path);
    assert_eq!(calls as i64, (held + 99) / 100, "none was sent twice");
}
