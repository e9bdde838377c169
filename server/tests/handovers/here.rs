//! What Muster itself keeps goes over in one transaction, and back.

use super::Shop;
use crate::common::find;
use serde_json::{Value, json};

/// A leaver who heads a department, whom somebody reports to, and who looks after a customer added by hand.
async fn laden(shop: &Shop) -> (Value, Value, Value) {
    let root = shop.owner.root().await;
    let department = shop.owner.add(&root, "Field service").await;
    let person = |name: &'static str, email: &'static str| shop.app.person(&shop.owner, name, email, "");
    let leaver = person("Lena Harbour", "lena.harbour@example.com").await;
    let report = person("Rita Quarry", "rita.quarry@example.com").await;
    let successor = person("Sam Orchard", "sam.orchard@example.com").await;
    let id = |member: &Value| member["id"].clone();
    let heads = json!({ "id": department["id"], "heads": [leaver["id"]], "revision": department["revision"] });
    shop.owner.ask("departments/set_heads", heads).await;
    let report_row = shop.owner.row(&report["id"]).await;
    let edit = json!({ "id": report["id"], "revision": report_row["revision"], "manager": leaver["id"] });
    shop.owner.ask("members/edit", json!({ "edit": edit })).await;
    let new = json!({ "name": "Wan Customer", "owners": [leaver["id"]] });
    shop.owner.ask("customers/add", json!({ "add": new })).await;
    (id(&leaver), id(&report), id(&successor))
}

async fn ready(shop: &Shop, leaver: &Value, successor: &Value) -> Value {
    let mut plan = shop.draft(leaver).await;
    for kind in ["customer", "department", "report"] {
        plan = shop.rule(&plan, json!({ "kind": kind, "split": "evenly", "to": [successor] })).await;
    }
    plan
}

#[tokio::test]
async fn a_department_a_report_and_a_customer_go_over_at_once_and_come_back() {
    let shop = Shop::open().await;
    let (leaver, report, successor) = laden(&shop).await;
    let plan = ready(&shop, &leaver, &successor).await;
    let held: Vec<Value> = shop.items(&plan, json!({})).await.iter().map(|item| item["kind"].clone()).collect();
    for kind in ["customer", "department", "report", "membership"] {
        assert!(held.contains(&json!(kind)), "{held:?}");
    }
    let plan = shop.apply(&plan).await;
    assert_eq!(plan["state"], "done", "{plan}");
    assert_eq!(shop.status(&leaver).await, "terminated");
    let of = |member: &Value| {
        format!("select count(*) from department_heads where member_id = '{}'", member.as_str().unwrap_or_default())
    };
    assert_eq!((shop.app.count(&of(&leaver)).await, shop.app.count(&of(&successor)).await), (0, 1));
    assert_eq!((shop.looks_after(&leaver).await, shop.looks_after(&successor).await), (0, 1));
    let detail = shop.owner.ask("members/get", json!({ "id": report })).await;
    assert_eq!(detail["manager"][0], successor, "{detail}");
    let preview = shop.owner.ask("handovers/undo_preview", json!({ "id": plan["id"] })).await;
    assert_eq!((&preview["by_transfer"], &preview["stays"]), (&json!(0), &json!(0)));
    shop.owner.ask("handovers/undo", json!({ "id": plan["id"] })).await;
    shop.app.work().await;
    assert_eq!(shop.get(&plan).await["state"], "undone");
    assert_eq!(shop.status(&leaver).await, "active");
    assert_eq!((shop.app.count(&of(&leaver)).await, shop.app.count(&of(&successor)).await), (1, 0));
    assert_eq!((shop.looks_after(&leaver).await, shop.looks_after(&successor).await), (1, 0));
    assert_eq!(shop.count(&plan, "customer", "undone").await, 1);
    shop.app.sound().await;
}

#[tokio::test]
async fn a_plan_with_a_date_suspends_now_and_carries_out_then() {
    let shop = Shop::open().await;
    let (leaver, _, successor) = laden(&shop).await;
    let plan = ready(&shop, &leaver, &successor).await;
    let at = shop.app.edge.services.clock.now().0 + 3 * 86_400_000;
    let save = json!({ "id": plan["id"], "revision": plan["revision"], "at": at, "zone": "Asia/Shanghai" });
    let plan = shop.owner.ask("handovers/save", json!({ "save": save })).await;
    let plan = shop.apply(&plan).await;
    assert_eq!((&plan["state"], shop.status(&leaver).await), (&json!("scheduled"), json!("suspended")));
    assert_eq!(shop.at_home(&plan).await[2], "scheduled");
    assert_eq!(shop.looks_after(&leaver).await, 1);
    domain::worker::start_due(&shop.app.edge.services).await.expect("looked at");
    assert_eq!(shop.get(&plan).await["state"], "scheduled", "not yet");
    shop.days(3).await;
    domain::worker::start_due(&shop.app.edge.services).await.expect("carried out");
    shop.app.work().await;
    assert_eq!(shop.get(&plan).await["state"], "done");
    assert_eq!((shop.status(&leaver).await, shop.looks_after(&leaver).await), (json!("terminated"), 0));
    shop.app.sound().await;
}

#[tokio::test]
async fn a_plan_that_is_given_up_leaves_no_trace_but_history() {
    let shop = Shop::open().await;
    let (leaver, _, successor) = laden(&shop).await;
    let plan = ready(&shop, &leaver, &successor).await;
    let at = shop.app.edge.services.clock.now().0 + 86_400_000;
    let save = json!({ "id": plan["id"], "revision": plan["revision"], "at": at });
    let plan = shop.apply(&shop.owner.ask("handovers/save", json!({ "save": save })).await).await;
    assert_eq!(shop.status(&leaver).await, "suspended");
    let cancel = json!({ "id": plan["id"], "revision": plan["revision"] });
    let plan = shop.owner.ask("handovers/cancel", cancel).await;
    assert_eq!((&plan["state"], shop.status(&leaver).await), (&json!("cancelled"), json!("active")));
    assert_eq!(shop.items(&plan, json!({})).await.len(), 0);
    let told = shop.owner.activity(json!({ "subject": "handover" })).await;
    let verbs: Vec<&str> = told.iter().filter_map(|entry| entry["verb"].as_str()).collect();
    assert_eq!(verbs.first(), Some(&"cancel"), "{verbs:?}");
    // And he can be planned for again.
    assert_eq!(shop.draft(&leaver).await["state"], "draft");
    let list = shop.owner.ask("handovers/list", json!({ "query": { "leaver": leaver } })).await;
    assert_eq!(find(&list["items"], "state", "cancelled")["id"], plan["id"]);
}

#[tokio::test]
async fn so_many_customers_take_two_people() {
    let shop = Shop::open().await;
    let (leaver, _, successor) = laden(&shop).await;
    let rules = shop.owner.ask("customers/rules", json!({})).await;
    let mut rules = rules.clone();
    rules["second_above"] = json!(0);
    shop.owner.ask("customers/save_rules", json!({ "rules": rules })).await;
    let plan = shop.apply(&ready(&shop, &leaver, &successor).await).await;
    assert_eq!((&plan["state"], &plan["second_person"]), (&json!("proposed"), &json!(true)));
    assert_eq!(shop.at_home(&plan).await[2], "proposed");
    assert!(shop.items(&plan, json!({ "handing": "here" })).await.len() > 3);
    let again = json!({ "id": plan["id"], "revision": plan["revision"] });
    assert_eq!(shop.owner.call("handovers/apply", again.clone()).await.code(), "second_person");
    let second = shop.app.member(&shop.owner, model::permission::Role::AccountAdmin).await;
    second.ask("handovers/apply", again).await;
    assert_eq!(shop.get(&plan).await["state"], "done");
    assert_eq!(shop.looks_after(&successor).await, 1);
}
