//! What keeps a customer from being deleted.

use super::{Shop, codes, deletion};
use model::moment::DAY;
use serde_json::{Value, json};

#[tokio::test]
async fn while_a_hold_is_in_force_its_customer_stays() {
    let mut shop = Shop::open().await;
    let rows = shop.rows().await;
    let (one, two) = (&rows[0]["id"], &rows[1]["id"]);
    let now = shop.app.edge.services.clock.now();
    let until = now.plus(10 * DAY).0;
    let place = |customer: &Value, until: Value| json!({ "place": { "customer": customer, "reason": "Lawsuit", "until": until } });
    let over = shop.owner.call("customers/hold", place(one, json!(now.0 - 1))).await;
    assert_eq!(over.faults(), ["until out_of_range"]);
    let holds = shop.owner.ask("customers/hold", place(one, json!(until))).await;
    shop.owner.ask("customers/hold", place(two, json!(null))).await;
    assert_eq!(shop.whole(one).await["holds"], holds);
    let refused = shop.owner.ask("customers/delete", deletion(&[one, two])).await;
    assert_eq!(codes(&refused), ["legal_hold", "legal_hold"]);
    let day = jiff::Timestamp::from_millisecond(until).unwrap().strftime("%Y-%m-%d").to_string();
    assert_eq!(refused["outcomes"][0]["problem"]["params"], json!([["until", day]]), "with the day");
    assert_eq!(refused["outcomes"][1]["problem"].get("params"), None);
    let impact = shop.owner.ask("customers/impact", json!({ "ids": [one] })).await;
    assert_eq!(impact, json!([{ "kind": "holds", "count": 1, "outcome": "blocks", "until": until }]));

    shop.later(11).await;
    assert_eq!(codes(&shop.owner.ask("customers/delete", deletion(&[one])).await), [json!(null)]);
    let hold = shop.whole(two).await["holds"][0].clone();
    let lift = json!({ "customer": two, "id": hold["id"] });
    assert_eq!(shop.owner.ask("customers/lift", lift.clone()).await, json!([]));
    assert_eq!(shop.owner.call("customers/lift", lift).await.status, 404);
    assert_eq!(codes(&shop.owner.ask("customers/delete", deletion(&[two])).await), [json!(null)]);
    let told = shop.owner.activity(json!({ "verb": "hold" })).await;
    assert_eq!(told.len(), 2);
}

#[tokio::test]
async fn a_hold_that_comes_between_proposal_and_deletion_wins() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let many = json!({ "deletion": { "ids": [rows[0]["id"], rows[1]["id"]], "reason": "A", "basis": "pipl_47_1" } });
    let run = shop.owner.ask("customers/delete_many", many).await;
    shop.app.work().await;
    let place = json!({ "place": { "customer": rows[0]["id"], "reason": "Lawsuit" } });
    shop.owner.ask("customers/hold", place).await;
    let run = shop.owner.ask("runs/get", json!({ "id": run["id"] })).await;
    let set = shop.app.apply(&shop.owner, &run["change_set"]).await;
    assert_eq!(set["outcomes"], json!([["applied", 1], ["failed", 1]]));
    let failed = shop.owner.ask("changes/rows", json!({ "query": { "set": set["id"], "state": "failed" } })).await;
    assert_eq!(failed["items"][0]["problem"]["code"], "legal_hold");
    assert_eq!(shop.rows().await.len(), 199);
}

#[tokio::test]
async fn an_organisation_keeps_customers_for_as_long_as_it_says() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let rules = json!({ "rules": { "bin_days": 30, "keep_days": 36500, "second_above": null, "revision": 0 } });
    shop.owner.ask("customers/save_rules", rules).await;
    let refused = shop.owner.ask("customers/delete", deletion(&[&rows[0]["id"]])).await;
    assert_eq!(codes(&refused), ["retention"]);
    let until = refused["outcomes"][0]["problem"]["params"][0][1].as_str().unwrap();
    assert!(until.len() == 10 && until > "2100", "{until}");
    for (fault, rules) in [
        ("bin_days out_of_range 365", json!({ "bin_days": 0, "revision": 1 })),
        ("keep_days out_of_range 36500", json!({ "bin_days": 1, "keep_days": 0, "revision": 1 })),
        ("second_above out_of_range 1000000000", json!({ "bin_days": 1, "second_above": -1, "revision": 1 })),
    ] {
        let wrong = shop.owner.call("customers/save_rules", json!({ "rules": rules })).await;
        assert_eq!(wrong.faults(), [fault]);
    }
}
