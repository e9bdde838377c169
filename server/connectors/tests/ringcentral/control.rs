use reqwest::Method;
use serde_json::{Value, json};

use super::{World, receiver::Receiver};

impl World {
    /// A call that steers the fake, as another program makes it: status and JSON.
    async fn steer(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let url = self.running.base_url().join(&format!("/_fake/{path}")).unwrap();
        let mut request = self.http.request(method, url);
        if !body.is_null() {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = self.http.send(request).await.unwrap();
        (answer.status, serde_json::from_slice(&answer.body).unwrap_or(Value::Null))
    }
}

#[tokio::test]
async fn everything_can_be_steered_from_outside() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    receiver.subscribe(&world).await.unwrap();
    let extension = world.person(0).to_string();
    let begins = json!({"action": "call_begins", "extension": extension, "telephony_status": "Ringing"});
    assert_eq!(world.steer(Method::POST, "act", begins).await, (200, json!({})));
    receiver.events(1).await[0].as_ref().unwrap();
    let (status, _) = world.steer(Method::POST, "act", json!({"action": "dnd", "extension": "1", "on": true})).await;
    assert_eq!(status, 422, "nobody has that extension");
    let fault = json!({"path": "GET v1.0/account/~/directory/entries", "kind": {"code": "CMN-401"}});
    assert_eq!(world.steer(Method::POST, "fail", fault).await.0, 200);
    world.client.directory_entries(1).await.unwrap_err();
    let (_, ledger) = world.steer(Method::GET, "ledger", Value::Null).await;
    assert_eq!(ledger["refusals"], json!({"CMN-401": 1}));
    let (_, clock) = world.steer(Method::POST, "clock", json!({"set": 1_800_000_000, "advance": 60})).await;
    assert!((1_800_000_060..1_800_000_070).contains(&clock["now"].as_i64().unwrap()), "{clock}");
    let (_, state) = world.steer(Method::GET, "state", Value::Null).await;
    assert_eq!(
        (&state["people"], &state["subscriptions"]),
        (&json!(302), &json!([])),
        "the subscription ended meanwhile"
    );
}

#[tokio::test]
async fn a_path_that_does_not_exist_is_told_in_the_platforms_words() {
    let world = World::start().await;
    let answer = world.get("v1.0/account/~/nonsense").await;
    assert_eq!((answer.status, &answer.json["errorCode"]), (404, &json!("CMN-120")));
    let foreign = world.get("v1.0/account/42/directory/entries").await;
    assert_eq!(foreign.status, 404);
}
