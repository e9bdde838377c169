//! Skill groups, and how agents say they are.

use super::Floor;
use serde_json::{Value, json};

async fn save(floor: &Floor, name: &str) -> Value {
    let save = json!({ "name": name, "kind": "phone", "ringing": "in_order", "concurrency": 1 });
    floor.owner.ask("skill_groups/save", json!({ "save": save })).await["group"].clone()
}

#[tokio::test]
async fn agents_are_put_into_groups_moved_and_taken_out() {
    let floor = Floor::open().await;
    let (sales, support) = (save(&floor, "Sales").await, save(&floor, "Support").await);
    let agent = floor.add("1001").await;
    let place = |place: Value| floor.owner.call("skill_groups/place", json!({ "place": place }));
    let put = place(json!({ "agent": agent["id"], "to": sales["id"], "priority": 3 })).await;
    assert_eq!(put.status, 200, "{}", put.text());
    let get = |id: &Value| floor.owner.ask("skill_groups/get", json!({ "id": id }));
    assert_eq!(get(&sales["id"]).await["agents"][0]["priority"], 3);
    assert_eq!(place(json!({ "agent": agent["id"], "to": sales["id"], "priority": 1 })).await.status, 200);
    assert_eq!(get(&sales["id"]).await["agents"][0]["priority"], 1);
    let moved = json!({ "agent": agent["id"], "from": sales["id"], "to": support["id"], "priority": 2 });
    assert_eq!(place(moved).await.status, 200);
    assert_eq!(get(&sales["id"]).await["agents"], json!([]));
    assert_eq!(get(&support["id"]).await["agents"][0]["number"], "1001");
    assert_eq!(
        place(json!({ "agent": agent["id"], "to": sales["id"], "priority": 6 })).await.faults(),
        ["priority out_of_range 5"]
    );
    let delete = |group: &Value| {
        floor.owner.call("skill_groups/delete", json!({ "id": group["id"], "revision": group["revision"] }))
    };
    let held = delete(&support).await;
    assert_eq!((held.code(), held.param("count")), ("skill_group_in_use".into(), "1".into()));
    assert_eq!(place(json!({ "agent": agent["id"], "from": support["id"], "priority": 3 })).await.status, 200);
    assert_eq!(delete(&support).await.status, 200);
    let names = floor.owner.ask("skill_groups/list", json!({})).await;
    assert_eq!(names.as_array().unwrap().iter().map(|one| one["name"].clone()).collect::<Vec<_>>(), ["Sales"]);
    floor.app.sound().await;
}

#[tokio::test]
async fn a_group_has_a_name_of_its_own_and_the_limits_of_its_kind() {
    let floor = Floor::open().await;
    let sales = save(&floor, "Sales").await;
    let ask = |save: Value| floor.owner.call("skill_groups/save", json!({ "save": save }));
    let two = json!({ "name": " SALES ", "kind": "online", "ringing": "in_order", "concurrency": 5 });
    assert_eq!(ask(two).await.faults(), ["name taken"]);
    let calls = json!({ "name": "Calls", "kind": "phone", "ringing": "in_order", "concurrency": 2 });
    assert_eq!(ask(calls).await.faults(), ["concurrency out_of_range 1"]);
    let at_once = json!({ "name": "Chat", "kind": "online", "ringing": "at_once", "concurrency": 3 });
    assert_eq!(ask(at_once).await.faults(), ["concurrency out_of_range 2"]);
    let change = json!({ "id": sales["id"], "revision": sales["revision"], "name": "Vendas", "kind": "phone", "ringing": "at_once", "concurrency": 1 });
    assert_eq!(ask(change.clone()).await.json()["group"]["name"], "Vendas");
    assert_eq!(ask(change).await.code(), "stale");
    let nowhere = json!({ "name": "Night", "kind": "phone", "ringing": "in_order", "concurrency": 1,
        "hours": { "zone": "Moon/Crater", "spans": [{ "day": 1, "from": 0, "to": 60 }] } });
    assert_eq!(ask(nowhere).await.faults(), ["hours unknown"]);
}

#[tokio::test]
async fn hours_without_anybody_at_work_are_told() {
    let floor = Floor::open().await;
    let spans = json!([{ "day": 1, "from": 540, "to": 1080 }, { "day": 7, "from": 540, "to": 1080 }]);
    let save = json!({ "name": "Sales", "kind": "phone", "ringing": "in_order", "concurrency": 1,
        "hours": { "zone": "Asia/Shanghai", "spans": spans } });
    let group = floor.owner.ask("skill_groups/save", json!({ "save": save })).await["group"].clone();
    assert_eq!(group["gaps"], spans, "nobody at all");
    let agent = floor.add("1001").await;
    let edit = json!({ "id": agent["id"], "revision": agent["revision"], "groups": [{ "group": group["id"] }],
        "shifts": { "zone": "Asia/Shanghai", "spans": [{ "day": 1, "from": 480, "to": 1200 }] } });
    floor.owner.ask("agents/edit", json!({ "edit": edit })).await;
    let gaps =
        || async { floor.owner.ask("skill_groups/get", json!({ "id": group["id"] })).await["group"]["gaps"].clone() };
    assert_eq!(gaps().await, json!([{ "day": 7, "from": 540, "to": 1080 }]), "no one on Sunday");
    floor.force(&agent["id"], "until_resumed").await;
    assert_eq!(gaps().await, spans, "who may not sign in does not count");
}

#[tokio::test]
async fn an_agent_says_how_he_is_and_is_offline_when_he_leaves() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    let client = floor.enter("1001").await;
    let set = |state: &str| client.call("agents/set_own_state", json!({ "state": state }));
    assert_eq!(set("free").await.json()["row"]["state"], "free");
    assert_eq!(set("busy").await.faults(), ["state unknown"], "that is not for him to say");
    assert_eq!(floor.get(&agent["id"]).await["row"]["state"], "free");
    client.post("/sign-out", &[]).await;
    assert_eq!(floor.get(&agent["id"]).await["row"]["state"], "offline");
    let client = floor.try_in("1001", super::OWN).await.0;
    client.ask("agents/set_own_state", json!({ "state": "free" })).await;
    floor.app.edge.services.clock.advance(9 * model::moment::HOUR);
    floor.app.sweep().await;
    assert_eq!(floor.app.count("select count(*) from agents where state = 'offline'").await, 1, "his session ran out");
}
