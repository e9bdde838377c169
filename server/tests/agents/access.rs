//! Forced offline, and let in again.

use super::{Floor, OWN};
use crate::common::Client;
use model::moment::{HOUR, MINUTE};
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn whoever_is_forced_offline_is_out_at_once_and_reads_why_at_the_door() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    let client = floor.enter("1001").await;
    let mut stream = client.request(http::Method::GET, "/events").send().await.unwrap();
    assert_eq!(floor.force(&agent["id"], "until_resumed").await, Value::Null);
    assert_eq!(client.call("agents/own", json!({})).await.status, 401);
    let ended = tokio::time::timeout(std::time::Duration::from_secs(1), async {
        while stream.chunk().await.ok().flatten().is_some() {}
    });
    assert!(ended.await.is_ok(), "his stream ends within a second");
    let (_, refused) = floor.try_in("1001", OWN).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("Training") && refused.text().contains("Ada"), "{}", refused.text());
    assert_eq!(floor.try_in("1001", "wrong").await.1.status, 401, "who does not know the password reads nothing");
    let shown = floor.get(&agent["id"]).await;
    assert_eq!(shown["row"]["forced"]["reason"], "Training");
    assert_eq!(shown["sign_ins"][0]["kind"], "refused");
    floor.app.work().await;
    assert!(floor.post.letter("agent1001@").text.contains("Training"));

    assert_eq!(floor.step(&agent["id"], "resume_online").await, Value::Null);
    assert_eq!(floor.try_in("1001", OWN).await.1.status, 303);
    assert_eq!(client.call("agents/own", json!({})).await.status, 401, "the old session stays over");
    assert_eq!(floor.step(&agent["id"], "resume_online").await["code"], "wrong_state");
    let verbs: Vec<Value> =
        floor.owner.activity(json!({ "subject": "agent" })).await.into_iter().map(|one| one["verb"].clone()).collect();
    assert_eq!(verbs[..2], ["resume", "suspend"]);
    floor.app.sound().await;
}

#[tokio::test]
async fn when_the_time_is_up_an_agent_may_sign_in_by_himself() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    drop(floor.enter("1001").await);
    assert_eq!(floor.force(&agent["id"], "end_of_shift").await["code"], "no_shift");
    assert_eq!(floor.force(&agent["id"], "hour").await, Value::Null);
    floor.app.later(59 * MINUTE).await;
    assert_eq!(floor.try_in("1001", OWN).await.1.status, 403);
    floor.app.later(MINUTE).await;
    assert_eq!(floor.try_in("1001", OWN).await.1.status, 303);
    domain::worker::start_due(&floor.app.edge.services).await.unwrap();
    assert_eq!(floor.app.count("select count(*) from agents where forced_at is not null").await, 0);
    assert_eq!(floor.get(&agent["id"]).await["history"][0]["verb"], "resume");

    let revision = floor.get(&agent["id"]).await["row"]["revision"].clone();
    let spans: Vec<Value> = (1..=7).map(|day| json!({ "day": day, "from": 0, "to": 1440 })).collect();
    let edit =
        json!({ "id": agent["id"], "revision": revision, "shifts": { "zone": "America/Sao_Paulo", "spans": spans } });
    floor.owner.ask("agents/edit", json!({ "edit": edit })).await;
    assert_eq!(floor.force(&agent["id"], "end_of_shift").await, Value::Null);
    let until = floor.get(&agent["id"]).await["row"]["forced"]["until"].as_i64().unwrap();
    assert!(until > floor.app.edge.services.clock.now().0 + 24 * HOUR, "shifts without a break are one");
}

async fn force(client: &Client, id: &Value) -> crate::common::Answer {
    let force = json!({ "ids": [id], "reason": "Training", "length": "hour", "work": "end" });
    client.call("agents/force_offline", json!({ "force": force })).await
}

#[tokio::test]
async fn the_right_to_force_is_a_right_of_its_own_and_reaches_nobody_above() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    let auditor = floor.app.member(&floor.owner, Role::Auditor).await;
    assert_eq!(auditor.call("agents/list", json!({ "query": {} })).await.status, 200);
    assert_eq!(force(&auditor, &agent["id"]).await.param("permission"), "agents.access");
    let me = floor.owner.me().await["member"].clone();
    let add = json!({ "member": me, "number": "1", "email": "" });
    let boss = floor.owner.ask("agents/add", json!({ "add": add })).await["row"].clone();
    let admin = floor.app.member(&floor.owner, Role::AccountAdmin).await;
    assert_eq!(force(&admin, &boss["id"]).await.json()[0]["problem"]["code"], "role_above_own");
    assert_eq!(force(&floor.owner, &boss["id"]).await.json()[0]["problem"]["code"], "wrong_state", "nobody himself");
    let handed = json!({ "ids": [agent["id"]], "reason": "x", "length": "hour", "work": "hand_over" });
    assert_eq!(floor.owner.call("agents/force_offline", json!({ "force": handed })).await.faults(), ["group missing"]);
    let without = json!({ "ids": [agent["id"]], "reason": " ", "length": "hour", "work": "end" });
    assert_eq!(
        floor.owner.call("agents/force_offline", json!({ "force": without })).await.faults(),
        ["reason missing"]
    );
}

#[tokio::test]
async fn whoever_is_forced_offline_while_he_signs_in_is_never_in() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    drop(floor.enter("1001").await);
    for _ in 0..12 {
        let (entered, forced) = tokio::join!(floor.try_in("1001", OWN), floor.force(&agent["id"], "until_resumed"));
        assert_eq!(forced, Value::Null);
        assert!([303, 403].contains(&entered.1.status.as_u16()));
        assert_eq!(entered.0.call("agents/own", json!({})).await.status, 401);
        assert_eq!(floor.step(&agent["id"], "resume_online").await, Value::Null);
        assert_eq!(entered.0.call("agents/own", json!({})).await.status, 401, "nor afterwards");
    }
}
