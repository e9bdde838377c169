//! Choosing what of a change set is carried out.

use crate::common::platform::{Platform, outcome};
use crate::common::{Client, TestApp};
use serde_json::{Value, json};

async fn adds(owner: &Client, set: &Value) -> Vec<Value> {
    let query = json!({ "query": { "set": set, "verdict": "add", "page": { "limit": 500 } } });
    owner.ask("changes/rows", query).await["items"].as_array().expect("rows").clone()
}

async fn members(owner: &Client) -> usize {
    let query = json!({ "query": { "page": { "limit": 500 } } });
    owner.ask("members/list", query).await["items"].as_array().expect("members").len()
}

#[tokio::test]
async fn unticked_rows_stay_as_they_are() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(20, 3, 0).await;
    let connection = platform.connect(&owner).await;
    let run = app.sync(&owner, &connection, "sync_contacts").await;
    let adds = adds(&owner, &run["change_set"]).await;
    let member = adds.iter().find(|row| row["subject"] == "member").unwrap();
    let tick = json!({ "set": run["change_set"], "rows": [member["id"]], "accepted": false });
    owner.ask("changes/tick", json!({ "tick": tick })).await;
    let set = app.apply(&owner, &run["change_set"]).await;
    assert_eq!(outcome(&set, "skipped"), 1, "{set}");
    assert_eq!(members(&owner).await, 20, "nineteen and the owner");
}

#[tokio::test]
async fn all_of_a_verdict_turn_however_many_they_are() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(20, 2, 0).await;
    let connection = platform.connect(&owner).await;
    let run = app.sync(&owner, &connection, "sync_contacts").await;
    let adds = adds(&owner, &run["change_set"]).await;
    let department = adds.iter().find(|row| row["subject"] == "department").expect("a department");
    // More than turn in one transaction, and not a round number.
    app.tamper(
        "insert into change_rows (id, set_id, rank, subject, external_id, name, name_key, detail, verdict, reason, fields, \
         payload, restore, braked, accepted, state) with recursive copy (n) as (select 1 union all select n + 1 from copy \
         where n < 523) select id || '-' || n, set_id, rank, subject, external_id || '-' || n, name, name_key, detail, verdict, \
         reason, fields, payload, restore, braked, accepted, state from change_rows cross join copy",
    )
    .await;
    app.tamper("update change_tallies set amount = amount * 524").await;
    let rows = async |condition: &str| app.count(&format!("select count(*) from change_rows where {condition}")).await;
    let (all, all_adds) = (rows("true").await, rows("verdict = 'add'").await);
    assert!(all_adds > 11_000 && all > all_adds, "{all} rows, {all_adds} additions");

    let set = &run["change_set"];
    let tick = async |verdict: Option<&str>, accepted: bool| {
        let tick = json!({ "set": set, "verdict": verdict, "accepted": accepted });
        let shown = owner.ask("changes/tick", json!({ "tick": tick })).await;
        let ticked = rows("accepted = true").await;
        assert_eq!(shown["accepted"], ticked, "what is shown is what the rows say");
        ticked
    };
    assert_eq!(tick(Some("add"), false).await, all - all_adds);
    assert_eq!(tick(Some("leave"), true).await, all - all_adds, "nobody leaves");
    assert_eq!(tick(Some("add"), true).await, all);
    assert_eq!(tick(None, false).await, 0);

    owner.ask("changes/tick", json!({ "tick": { "set": set, "rows": [department["id"]], "accepted": true } })).await;
    let done = app.apply(&owner, set).await;
    assert_eq!((outcome(&done, "applied"), outcome(&done, "skipped")), (1, all - 1), "{done}");
    assert_eq!(rows("state = 'skipped'").await, all - 1);
    assert_eq!((owner.tree().await.len(), members(&owner).await), (2, 1), "the department and nobody in it");
}
