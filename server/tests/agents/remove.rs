//! Into the recycle bin and out of it.

use super::{Floor, OWN};
use model::moment::DAY;
use serde_json::{Value, json};

#[tokio::test]
async fn a_deleted_agent_cannot_sign_in_and_comes_back_out_of_the_bin() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    let client = floor.enter("1001").await;
    assert_eq!(floor.step(&agent["id"], "delete").await, Value::Null);
    assert_eq!(client.call("agents/own", json!({})).await.status, 401);
    assert_eq!(floor.try_in("1001", OWN).await.1.status, 401, "he cannot sign in");
    assert_eq!(floor.step(&agent["id"], "delete").await["code"], "wrong_state");
    assert_eq!(floor.step(&agent["id"], "reset_password").await["code"], "wrong_state");
    let bin = floor.owner.ask("agents/list", json!({ "query": { "bin": true, "page": { "count": true } } })).await;
    assert_eq!((&bin["total"], &bin["items"][0]["id"]), (&json!(1), &agent["id"]));
    assert_eq!(floor.owner.row(&agent["member_id"]).await["status"], "terminated");
    assert_eq!(floor.step(&agent["id"], "restore").await, Value::Null);
    assert_eq!(floor.try_in("1001", OWN).await.0.call("agents/own", json!({})).await.status, 200);
    assert_eq!(floor.step(&agent["id"], "delete").await, Value::Null);
    floor.app.edge.services.clock.advance(31 * DAY);
    let owner = floor.app.signed_in(&floor.owner.email).await;
    let late = owner.ask("agents/steps", json!({ "ids": [agent["id"]], "step": "restore" })).await;
    assert_eq!(late[0]["problem"]["code"], "wrong_state", "after thirty days no more");
    floor.app.sound().await;
}

#[tokio::test]
async fn who_serves_somebody_is_not_deleted() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    floor.app.tamper("update agents set state = 'busy'").await;
    let refused = floor.step(&agent["id"], "delete").await;
    assert_eq!((&refused["code"], &refused["params"][0][1]), (&json!("agent_serving"), &json!("Agent 1001")));
    assert_eq!(floor.force(&agent["id"], "hour").await, Value::Null, "forced offline first");
    assert_eq!(floor.step(&agent["id"], "delete").await, Value::Null);
}
