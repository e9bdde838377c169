//! Auto Sync.

use super::{ANA, BO, CY, Desk};
use serde_json::{Value, json};

#[tokio::test]
async fn one_match_is_linked_and_everybody_else_says_why_not() {
    let desk =
        Desk::open(&[["1", "Ana Lima", " Ana.LIMA@Example.com ", ""], ["2", "Bo", BO, ""], ["3", "Bo again", BO, ""]])
            .await;
    let run = desk.run().await;
    assert_eq!((&run["state"], &run["counts"]["add"]), (&json!("waiting_review"), &json!(1)), "{run}");
    let rows = desk.owner.ask("changes/rows", json!({ "query": { "set": run["change_set"] } })).await;
    let row = &rows["items"][0];
    assert_eq!(
        (&row["name"], &row["verdict"], &row["reason"]),
        (&json!("Ana Lima"), &json!("add"), &json!("same_email"))
    );
    assert_eq!(desk.stands(&desk.people[0]).await.0, "unmapped", "nothing is done before somebody looked");
    desk.app.apply(&desk.owner, &run["change_set"]).await;
    assert_eq!(desk.stands(&desk.people[0]).await, ("mapped".to_owned(), Value::Null, json!("1")));
    assert_eq!(desk.stands(&desk.people[1]).await, ("needs_choice".to_owned(), json!("several"), Value::Null));
    assert_eq!(desk.stands(&desk.people[2]).await, ("unmapped".to_owned(), json!("no_match"), Value::Null));
    let coverage = desk.owner.ask("mappings/coverage", json!({ "connection": desk.connection["id"] })).await;
    assert_eq!((&coverage["accounts"], &coverage["free"]), (&json!(3), &json!(2)));
    let query = json!({ "query": { "connection": desk.connection["id"], "status": "needs_choice", "page": { "count": true } } });
    let page = desk.owner.ask("mappings/list", query).await;
    assert_eq!((&page["total"], &page["items"][0]["name"]), (&json!(1), &json!("Bo Fox")));
    assert_eq!(page["items"][0]["candidates"][0]["score"], 100);
    desk.app.sound().await;
}

#[tokio::test]
async fn who_was_tried_twice_waits_for_a_person_until_his_address_changes() {
    let desk = Desk::open(&[["1", "Nobody", "nobody@example.com", ""]]).await;
    let cy = &desk.people[2];
    desk.run().await;
    assert_eq!(desk.get(cy).await["attempts"], 1);
    desk.run().await;
    assert_eq!(desk.get(cy).await["attempts"], 2);
    desk.write(&[["1", "Cy", CY, ""]]);
    let run = desk.run().await;
    assert_eq!(run["counts"]["add"], 0, "it is his now: {run}");
    // The same member with another address is another matter.
    desk.app.tamper("update mappings set tried_email = 'before@example.com' where status = 'unmapped'").await;
    assert_eq!(desk.run().await["counts"]["add"], 1);
}

#[tokio::test]
async fn weaker_evidence_is_offered_and_confirmed_by_a_person_after_a_preview() {
    let desk = Desk::open(&[
        ["1", "Lima Ana", "a.l@other.example", ""],
        ["4", "Fang Wang", "f.w@other.example", ""],
        ["2", "Bo Fox", "bo.fox@other.example", ""],
        ["3", "Cy Vale", "else@other.example", ""],
    ])
    .await;
    let fang = desk.app.person(&desk.owner, "王芳", "wf@example.com", "").await["id"].clone();
    desk.run().await;
    assert_eq!(
        desk.get(&fang).await["candidates"][0]["account"]["name"],
        "Fang Wang",
        "by the sound, in whatever order"
    );
    assert_eq!(desk.get(&desk.people[0]).await["candidates"][0]["evidence"], json!(["name"]));
    let bo = desk.get(&desk.people[1]).await;
    assert_eq!(bo["candidates"][0]["evidence"], json!(["name", "mailbox"]));
    assert_eq!(desk.get(&desk.people[2]).await["candidates"][0]["score"], 55);
    let confirm = |score: i64| json!({ "confirm": { "connection": desk.connection["id"], "score": score } });
    assert_eq!(desk.owner.ask("mappings/confirm", confirm(99)).await, Value::Null);
    let set = desk.owner.ask("mappings/confirm", confirm(90)).await;
    let set = desk.app.apply(&desk.owner, &set).await;
    assert_eq!(set["state"], "applied", "{set}");
    let bo = desk.get(&desk.people[1]).await;
    assert_eq!(
        (&bo["account"]["external_id"], &bo["by_hand"], &bo["decided_by"]),
        (&json!("2"), &json!(true), &json!("Ada Owner"))
    );
    assert_eq!(desk.stands(&desk.people[2]).await.0, "needs_choice");
    desk.owner.ask("changes/undo", json!({ "id": set["id"] })).await;
    desk.app.work().await;
    assert_eq!(desk.stands(&desk.people[1]).await.1, json!("refused"));
}

#[tokio::test]
async fn an_account_that_is_gone_is_proposed_to_be_taken_away_but_never_from_whom_a_person_gave_it() {
    let desk = Desk::open(&[["1", "Ana", ANA, ""], ["2", "Desk", "desk@example.com", ""]]).await;
    desk.run_and_apply().await;
    desk.map(&desk.people[1], json!("2")).await;
    desk.write(&[["9", "Other", "other@example.com", ""]]);
    let run = desk.run().await;
    assert_eq!(run["counts"]["leave"], 1, "{run}");
    desk.app.apply(&desk.owner, &run["change_set"]).await;
    assert_eq!(desk.stands(&desk.people[0]).await, ("unmapped".to_owned(), json!("gone_there"), Value::Null));
    assert_eq!(desk.stands(&desk.people[1]).await, ("mapped".to_owned(), json!("gone_there"), json!("2")));
    desk.app.sound().await;
}

#[tokio::test]
async fn who_leaves_loses_the_account_at_the_next_run() {
    let desk = Desk::open(&[["1", "Ana", ANA, ""]]).await;
    desk.run_and_apply().await;
    desk.owner.step(&desk.people[0], "terminate").await;
    let run = desk.run().await;
    assert_eq!(run["counts"]["leave"], 1, "{run}");
    desk.app.apply(&desk.owner, &run["change_set"]).await;
    assert_eq!(desk.app.count("select count(*) from mappings where status = 'mapped'").await, 0);
}

#[tokio::test]
async fn a_run_is_put_back_as_a_whole_and_does_not_come_again() {
    let desk = Desk::open(&[["1", "Ana", ANA, ""], ["2", "Bo", BO, ""]]).await;
    let set = desk.run_and_apply().await;
    desk.owner.ask("changes/undo", json!({ "id": set["id"] })).await;
    desk.app.work().await;
    assert_eq!(desk.stands(&desk.people[0]).await, ("unmapped".to_owned(), json!("refused"), Value::Null));
    let run = desk.run().await;
    assert_eq!(run["counts"]["add"], 0, "{run}");
    desk.app.sound().await;
}

#[tokio::test]
async fn whom_it_covers_goes_by_the_right_to_be_mapped() {
    let desk = Desk::open(&[["1", "Ana", ANA, ""], ["2", "Bo", BO, ""]]).await;
    let ana = desk.owner.ask("members/get", json!({ "id": desk.people[0] })).await;
    let change = json!({ "id": desk.people[0], "revision": ana["row"]["revision"], "role": "auditor", "scope": [] });
    desk.owner.ask("members/change_role", json!({ "change": change })).await;
    let run = desk.run().await;
    assert_eq!(run["counts"]["add"], 1, "{run}");
    assert_eq!(desk.stands(&desk.people[0]).await, ("skipped".to_owned(), json!("no_permission"), Value::Null));
    desk.auto(json!({ "covers": "without_right" })).await;
    let run = desk.run().await;
    assert_eq!(run["counts"]["add"], 1, "{run}");
    assert_eq!(desk.stands(&desk.people[1]).await.0, "skipped");
    desk.auto(json!({ "covers": "everybody" })).await;
    assert_eq!(desk.run().await["counts"]["add"], 2);
}

#[tokio::test]
async fn dots_and_tags_count_unless_somebody_says_otherwise() {
    let desk = Desk::open(&[["1", "Ana", "analima+work@example.com", ""]]).await;
    assert_eq!(desk.run().await["counts"]["add"], 0);
    desk.auto(json!({ "folds": true })).await;
    assert_eq!(desk.run().await["counts"]["add"], 1);
}

#[tokio::test]
async fn what_is_no_account_is_shown_with_its_line() {
    let desk = Desk::open(&[["1", "Ana", ANA, ""], ["2", "Odd", "not an address", ""]]).await;
    let run = desk.run().await;
    assert_eq!((&run["counts"]["blocked"], &run["counts"]["add"]), (&json!(1), &json!(1)), "{run}");
    let query = json!({ "query": { "set": run["change_set"], "verdict": "blocked" } });
    let rows = desk.owner.ask("changes/rows", query).await;
    assert_eq!(rows["items"][0]["name"], "line 3", "{rows}");
}

#[tokio::test]
async fn a_scheduled_run_happens_by_itself_and_links() {
    let desk = Desk::open(&[["1", "Ana", ANA, ""]]).await;
    let schedule = json!({
        "connection": desk.connection["id"], "kind": "sync_mappings", "cron": "*/15 * * * *", "zone": "UTC", "enabled": true,
    });
    desk.owner.ask("connections/save_schedule", json!({ "save": schedule })).await;
    desk.app.edge.services.clock.advance(16 * 60_000);
    domain::worker::start_due(&desk.app.edge.services).await.expect("looked at");
    desk.app.work().await;
    assert_eq!(desk.stands(&desk.people[0]).await.0, "mapped");
    let mapping = desk.get(&desk.people[0]).await;
    assert_eq!((&mapping["by_hand"], &mapping["decided_by"]), (&json!(false), &json!("")));
}
