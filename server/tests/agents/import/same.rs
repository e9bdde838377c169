//! Rows about agents who are here already.

use super::{HEADER, groups};
use crate::agents::Floor;
use crate::common::find;
use serde_json::{Value, json};

const ROWS: &[&[&str]] = &[
    HEADER,
    &["Anna Lee", "Annie", "1001", "AGENT1001@example.com", "", "Sales"],
    &["Agent 1002", "", "1002", "agent1002@example.com", "", ""],
];

/// Two agents, the first of whom is in a group with a priority of his own.
async fn floor() -> Floor {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    floor.add("1002").await;
    let support = floor.group("Support").await;
    floor.group("Sales").await;
    let groups = json!([{ "group": support["id"], "priority": 1 }]);
    let edit = json!({ "id": agent["id"], "revision": agent["revision"], "groups": groups });
    floor.owner.ask("agents/edit", json!({ "edit": edit })).await;
    floor
}

/// What a row may change, as it is.
async fn stands(floor: &Floor) -> (Value, Value, Value) {
    let agent = floor.numbered("1001").await;
    (agent["name"].clone(), agent["nickname"].clone(), agent["groups"].clone())
}

#[tokio::test]
async fn they_stay_or_are_overwritten_and_put_back() {
    let floor = floor().await;
    let before = stands(&floor).await;
    let set = floor.proposed(ROWS, json!({ "duplicates": "skip" })).await;
    assert_eq!((&set["counts"]["unchanged"], &set["counts"]["change"]), (&json!(2), &json!(0)), "{set}");

    let set = floor.proposed(ROWS, json!({ "duplicates": "fill_empty" })).await;
    let shown = floor.rows(&set).await;
    assert_eq!(shown[0]["fields"], json!([{ "field": "nickname", "before": "", "after": "Annie" }]), "{shown}");
    floor.owner.ask("changes/discard", json!({ "id": set["id"] })).await;

    let done = floor.bring(ROWS, json!({ "duplicates": "overwrite" })).await;
    assert_eq!(done["outcomes"], json!([["applied", 1]]), "{done}");
    let agent = floor.numbered("1001").await;
    assert_eq!(
        (&agent["name"], &agent["nickname"], groups(&agent), &agent["groups"][0]["priority"]),
        (&json!("Anna Lee"), &json!("Annie"), vec!["Sales"], &json!(3))
    );
    assert_eq!(floor.post.count("agent1001@"), 1, "no second letter");
    let back = floor.app.undo(&floor.owner, &done).await;
    assert_eq!(back["outcomes"], json!([["undone", 1]]), "{back}");
    assert_eq!(stands(&floor).await, before, "as before, the priority too");
    floor.app.sound().await;
}

#[tokio::test]
async fn who_changed_since_is_left_alone_and_each_may_be_asked_about() {
    let floor = floor().await;
    let set = floor.proposed(ROWS, json!({ "duplicates": "ask" })).await;
    assert_eq!((&set["counts"]["conflict"], &set["accepted"]), (&json!(1), &json!(0)), "{set}");
    let row = find(&floor.rows(&set).await, "name", "Agent 1001");
    let take = json!({ "set": set["id"], "row": row["id"], "resolution": "take_theirs" });
    floor.owner.ask("changes/resolve", take).await;
    let agent = floor.numbered("1001").await;
    let edit = json!({ "id": agent["id"], "revision": agent["revision"], "nickname": "Mine" });
    floor.owner.ask("agents/edit", json!({ "edit": edit })).await;
    let done = floor.app.apply(&floor.owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["failed", 1]]), "{done}");
    assert_eq!(floor.rows(&set).await[0]["problem"]["code"], "stale");
    assert_eq!(floor.numbered("1001").await["nickname"], "Mine");

    let done = floor.bring(ROWS, json!({ "duplicates": "overwrite" })).await;
    let agent = floor.numbered("1001").await;
    let edit = json!({ "id": agent["id"], "revision": agent["revision"], "nickname": "Mine again" });
    floor.owner.ask("agents/edit", json!({ "edit": edit })).await;
    let back = floor.app.undo(&floor.owner, &done).await;
    assert_eq!(back["outcomes"], json!([["kept", 1]]), "{back}");
    assert_eq!(floor.numbered("1001").await["nickname"], "Mine again");
}
