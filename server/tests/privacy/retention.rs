//! Rules of keeping: what a preview says is what then happens.

use crate::common::{Client, TestApp};
use crate::customers::Shop;
use model::moment::DAY;
use model::permission::Role;
use serde_json::{Value, json};

async fn decide(client: &Client, days: Value) -> Value {
    let now = client.ask("retention/read_rules", json!({})).await;
    let rules = json!({ "days": days, "at_minute": 180, "zone": "Asia/Shanghai", "revision": now["revision"] });
    client.ask("retention/save_rules", json!({ "rules": rules })).await
}

async fn ahead(client: &Client, kind: &str, days: i64) -> Value {
    client.ask("retention/look_ahead", json!({ "kind": kind, "days": days })).await
}

/// Carries the rules out; what was cleared, by kind.
async fn cleared(app: &TestApp, client: &Client) -> Value {
    client.ask("retention/start", json!({})).await;
    app.work().await;
    let runs = client.ask("retention/runs", json!({})).await;
    runs[0]["cleared"].clone()
}

#[tokio::test]
async fn rules_have_bounds_and_a_time_of_day_and_are_told() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let rules =
        |days: Value, zone: &str| json!({ "rules": { "days": days, "at_minute": 180, "zone": zone, "revision": 0 } });
    let short = owner.call("retention/save_rules", rules(json!([["changes", 1]]), "UTC")).await;
    assert_eq!(short.faults(), ["changes out_of_range 7"]);
    let zone = owner.call("retention/save_rules", rules(json!([]), "Mars/Olympus")).await;
    assert_eq!(zone.faults(), ["zone malformed"]);
    let saved = decide(&owner, json!([["messages", 30]])).await;
    let next = saved["next_at"].as_i64().unwrap();
    assert_eq!(next.rem_euclid(DAY), 19 * 3_600_000, "three in the morning in Shanghai");
    let stale = owner.call("retention/save_rules", rules(json!([]), "UTC")).await;
    assert_eq!(stale.refusal(), (409, "stale".into()));
    let told = owner.activity(json!({ "subject": "retention" })).await;
    assert!(told[0]["after"].as_str().unwrap().contains("\"messages\":30"), "{told:?}");
    for role in [Role::AccountAdmin, Role::Auditor, Role::Member] {
        let client = app.member(&owner, role).await;
        assert_eq!(client.call("retention/runs", json!({})).await.status, 403, "{role}");
    }
}

#[tokio::test]
async fn what_the_preview_says_is_cleared_by_the_daily_time_and_told_as_counts() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.applicant(&owner).await;
    let blocked = app.applicant(&owner).await;
    let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
    for (at, decision) in [(0, "refuse"), (1, "block")] {
        let decision = json!({ decision: { "reason": "No" } });
        owner.ask("joins/decide", json!({ "ids": [joins["items"][at]["id"]], "decision": decision })).await;
    }
    let invite = json!({ "people": [{ "name": "Ivy", "address": "ivy@example.com" }], "language": "en" });
    owner.ask("invitations/invite", json!({ "invite": invite })).await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let edit = json!({ "filter": {}, "ids": [ann["id"]], "position": "Captain" });
    owner.ask("members/bulk_edit", json!({ "edit": edit })).await;
    app.work().await;
    let set = owner.ask("changes/list", json!({ "page": {} })).await["items"][0]["id"].clone();
    owner.ask("changes/apply", json!({ "id": set, "word": "" })).await;
    app.work().await;
    let days =
        json!([["joins", 30], ["invitations", 30], ["changes", 30], ["runs", 30], ["messages", 30], ["requests", 30]]);
    decide(&owner, days).await;
    assert_eq!(cleared(&app, &owner).await, json!([]), "nothing is old enough");

    app.edge.services.clock.advance(60 * DAY);
    let owner = app.signed_in("ada@example.com").await;
    // The message that nobody could send is given up first.
    app.work().await;
    let mut wanted = Vec::new();
    for kind in ["changes", "invitations", "joins", "messages", "requests", "runs"] {
        let preview = ahead(&owner, kind, 30).await;
        let amount = preview["amount"].as_i64().unwrap();
        assert_eq!(preview["examples"].as_array().unwrap().len() as i64, amount.min(10), "{kind}");
        if amount > 0 {
            wanted.push(json!([kind, 30, amount]));
        }
    }
    assert!(wanted.contains(&json!(["joins", 30, 1])) && wanted.contains(&json!(["changes", 30, 1])), "{wanted:?}");
    let entries = app.count("select count(*) from audit").await;
    // The time has come: the sweep finds it, a worker carries it out.
    app.sweep().await;
    app.work().await;
    let runs = owner.ask("retention/runs", json!({})).await;
    assert_eq!((&runs[0]["started_by"], &runs[0]["state"]), (&json!(""), &json!("done")));
    assert_eq!(runs[0]["cleared"], json!(wanted), "the preview told the truth");
    for kind in ["changes", "invitations", "joins", "messages", "requests", "runs"] {
        assert_eq!(ahead(&owner, kind, 30).await["amount"], 0, "{kind}");
    }
    let told = owner.activity(json!({ "subject": "retention", "verb": "erase" })).await;
    assert_eq!(told.len(), 1);
    assert!(!told[0].to_string().contains("ivy@"), "counts, and nobody");
    assert!(app.count("select count(*) from audit").await > entries, "the activity is only ever added to");

    assert_eq!(app.count("select count(*) from outbox where address <> ''").await, 0);
    assert_eq!(app.count("select count(*) from invitations where address <> ''").await, 0);
    let now = owner.ask("changes/get", json!({ "id": set })).await;
    assert!(now["cleared_at"].as_i64().is_some());
    assert_eq!(now["outcomes"], json!([["applied", 1]]), "counts stay: {now}");
    let undo = owner.call("changes/undo", json!({ "id": set })).await;
    assert_eq!((undo.refusal(), undo.param("state")), ((409, "wrong_state".into()), "cleared".into()));
    let again = app.nobody();
    let door = owner.ask("invitations/door", json!({})).await;
    let path = format!("/join/{}", door["number"].as_str().unwrap());
    let form =
        [("way", "new"), ("name", "B"), ("email", blocked.email.as_str()), ("password", crate::common::PASSWORD)];
    assert_ne!(again.post(&path, &form).await.location(), "/waiting", "whoever is blocked stays blocked");
    app.sound().await;
}

#[tokio::test]
async fn customers_who_ended_are_proposed_for_deletion_but_those_who_are_held() {
    let mut shop = Shop::open().await;
    let rows = shop.rows().await;
    let ids: Vec<&str> = rows.iter().take(5).map(|row| row["id"].as_str().unwrap()).collect();
    let list = ids.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ");
    shop.app.tamper(&format!("update relations set state = 'ended' where customer_id in ({list})")).await;
    shop.app.tamper(&format!("update customers set ended = true where id in ({list})")).await;
    let place = json!({ "place": { "customer": ids[0], "reason": "Court 12" } });
    shop.owner.ask("customers/hold", place).await;
    shop.later(4_000).await;
    decide(&shop.owner, json!([["customers", 365]])).await;
    assert_eq!(ahead(&shop.owner, "customers", 365).await["amount"], 4);
    assert_eq!(cleared(&shop.app, &shop.owner).await, json!([["customers", 365, 4]]));
    let run = shop.owner.ask("retention/runs", json!({})).await[0].clone();
    assert_eq!(run["state"], "waiting_review", "nobody is deleted without a person");
    assert_eq!(shop.bin().await.len(), 0);
    let set = shop.owner.ask("changes/get", json!({ "id": run["set"] })).await;
    assert_eq!((&set["kind"], &set["accepted"], &set["created_by"]), (&json!("deletion"), &json!(4), &json!("")));
    assert_eq!(ahead(&shop.owner, "customers", 365).await["amount"], 0, "what is proposed is not proposed again");
    shop.app.apply(&shop.owner, &run["set"]).await;
    let bin = shop.bin().await;
    assert_eq!(bin.len(), 4);
    assert!(bin.iter().all(|one| one["id"] != ids[0] && one["basis_note"] == "Rule of keeping: 365 days"), "{bin:?}");
    shop.app.sound().await;
}

#[tokio::test]
async fn a_run_that_is_carried_out_twice_clears_once() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for number in 0..12 {
        app.person(&owner, &format!("Person {number}"), &format!("p{number}@example.com"), "").await;
    }
    let people: Vec<Value> =
        (0..12).map(|n| json!({ "name": "Ivy", "address": format!("ivy{n}@example.com") })).collect();
    owner.ask("invitations/invite", json!({ "invite": { "people": people, "language": "en" } })).await;
    app.edge.services.clock.advance(60 * DAY);
    let owner = app.signed_in("ada@example.com").await;
    decide(&owner, json!([["invitations", 30]])).await;
    let before = ahead(&owner, "invitations", 30).await["amount"].as_i64().unwrap();
    assert_eq!(before, 12);
    owner.ask("retention/start", json!({})).await;
    let second = owner.ask("retention/start", json!({})).await;
    assert_eq!(second["already"], true, "one at a time");
    app.work().await;
    // The server died after the last block and before the end was written down.
    app.tamper("update runs set state = 'running', ended_at = null where kind = 'retention'").await;
    let services = &app.edge.services;
    let run = owner.ask("retention/runs", json!({})).await[0]["run"].as_str().unwrap().to_owned();
    let mut tx = services.store.write().await.unwrap();
    let now = services.clock.now();
    let job = domain::jobs::Job::Run { run: model::RunId(run) };
    domain::jobs::queue::enqueue(&mut tx, &services.ids, &job, now, now).await.unwrap();
    tx.commit().await.unwrap();
    app.work().await;
    let runs = owner.ask("retention/runs", json!({})).await;
    assert_eq!((&runs[0]["cleared"], &runs[0]["state"]), (&json!([["invitations", 30, 12]]), &json!("done")));
    assert_eq!(app.count("select count(*) from members where status = 'invited'").await, 0);
    app.sound().await;
}
