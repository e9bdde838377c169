//! What work on many records, and people who were erased, leave behind.

use super::hook;
use crate::common::receiver::Receiver;
use crate::customers::{Shop, deletion};
use serde_json::json;

#[tokio::test]
async fn what_a_run_does_to_many_is_one_event_and_that_it_ended_another() {
    let shop = Shop::open().await;
    let receiver = Receiver::start().await;
    hook(&shop.owner, &receiver, &["member.*", "department.*", "change_set.*", "run.ended"]).await;
    let query = json!({ "edit": { "query": {}, "position": "Pilot" } });
    let begun = shop.owner.ask("members/bulk_edit", query).await;
    shop.app.work().await;
    let run = shop.owner.ask("runs/list", json!({ "query": {} })).await["items"][0].clone();
    let set = run["change_set"].clone();
    assert!(set.is_string(), "{begun} {run}");
    shop.app.apply(&shop.owner, &set).await;
    let mut events = receiver.events();
    events.sort();
    assert_eq!(events, ["change_set.applied", "run.ended", "run.ended"], "and not one a member");
    let applied = receiver.received().into_iter().find(|one| one.event() == "change_set.applied").unwrap().json();
    assert_eq!((&applied["subject"], &applied["subject_id"]), (&json!("change_set"), &set));
}

#[tokio::test]
async fn whoever_was_erased_is_in_no_delivery() {
    let shop = Shop::open().await;
    let receiver = Receiver::start().await;
    hook(&shop.owner, &receiver, &["*"]).await;
    let row = shop.rows().await[0].clone();
    let name = row["name"].as_str().unwrap().to_owned();
    shop.owner.ask("customers/delete", deletion(&[&row["id"]])).await;
    shop.owner.ask("customers/erase", json!({ "ids": [row["id"]] })).await;
    shop.app.work().await;
    let events = receiver.events();
    assert!(events.contains(&"customer.deleted".to_owned()), "{events:?}");
    assert!(receiver.received().iter().all(|one| !one.body.contains(&name)));
    let columns = "select count(*) from webhook_events where name || subject || subject_id";
    assert_eq!(shop.app.count(&format!("{columns} like '%{name}%'")).await, 0);
}
