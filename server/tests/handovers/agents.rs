//! What whoever leaves is in the contact centre: his skill groups go to an agent, and he cannot come back by himself.

use crate::common::{Client, TestApp};
use serde_json::{Value, json};

/// Ana, an agent in a skill group, leaves; Bo is an agent too, and Cy is none.
struct Floor {
    app: TestApp,
    owner: Client,
    ana: Value,
    bo: Value,
    cy: Value,
    group: Value,
}

impl Floor {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let save = json!({ "name": "Sales", "kind": "phone", "ringing": "in_order", "concurrency": 1 });
        let group = owner.ask("skill_groups/save", json!({ "save": save })).await["group"]["id"].clone();
        let agent = async |name: &str, number: &str, groups: Value| {
            let email = format!("{number}@example.com");
            let member = app.person(&owner, name, &email, "").await["id"].clone();
            let add = json!({ "member": member, "number": number, "groups": groups });
            owner.ask("agents/add", json!({ "add": add })).await["row"].clone()
        };
        let ana = agent("Ana Lima", "1", json!([{ "group": group, "priority": 1 }])).await;
        let bo = agent("Bo Fox", "2", json!([])).await;
        let cy = app.person(&owner, "Cy Day", "cy@example.com", "").await["id"].clone();
        Self { app, owner, ana, bo, cy, group }
    }

    /// A plan for Ana whose successor is this member.
    async fn plan(&self, to: &Value) -> Value {
        let new = json!({ "kind": "leaving", "leavers": [self.ana["member_id"]] });
        let plan = self.owner.ask("handovers/draft", json!({ "new": new })).await;
        let rule = json!({ "kind": "agent", "split": "evenly", "to": [to] });
        let save = json!({ "id": plan["id"], "revision": plan["revision"], "rules": [rule] });
        self.owner.ask("handovers/save", json!({ "save": save })).await
    }

    async fn item(&self, plan: &Value) -> Value {
        let query = json!({ "handover": plan["id"], "kind": "agent" });
        self.owner.ask("handovers/items", json!({ "query": query })).await["items"][0].clone()
    }

    async fn apply(&self, plan: &Value) {
        let apply = json!({ "id": plan["id"], "revision": plan["revision"] });
        self.owner.ask("handovers/apply", apply).await;
        self.app.work().await;
    }

    /// The numbers of the agents in the skill group.
    async fn inside(&self) -> Vec<Value> {
        let group = self.owner.ask("skill_groups/get", json!({ "id": self.group })).await;
        group["agents"].as_array().expect("agents").iter().map(|agent| agent["number"].clone()).collect()
    }
}

#[tokio::test]
async fn skill_groups_of_whoever_leaves_go_to_an_agent_and_come_back_with_the_plan() {
    let floor = Floor::open().await;
    let plan = floor.plan(&floor.bo["member_id"]).await;
    let item = floor.item(&plan).await;
    assert_eq!(
        (&item["name"], &item["handing"], &item["to"]),
        (&json!("Ana Lima"), &json!("here"), &json!("Bo Fox")),
        "{item}"
    );
    assert_eq!(floor.inside().await, ["1"], "nothing happens before it is carried out");
    floor.apply(&plan).await;
    assert_eq!(floor.item(&plan).await["state"], "done");
    assert_eq!(floor.inside().await, ["2"]);
    let bin = floor.owner.ask("agents/list", json!({ "query": { "bin": true } })).await;
    assert_eq!(bin["items"][0]["number"], "1");
    floor.owner.ask("handovers/undo", json!({ "id": plan["id"] })).await;
    floor.app.work().await;
    assert_eq!(floor.inside().await, ["1"], "as it was before");
    assert_eq!(floor.item(&plan).await["state"], "undone");
    floor.app.sound().await;
}

#[tokio::test]
async fn who_is_no_agent_gets_no_skill_groups_and_the_agent_is_deleted_all_the_same() {
    let floor = Floor::open().await;
    let plan = floor.plan(&floor.cy).await;
    assert_eq!(floor.item(&plan).await["to"], "");
    floor.apply(&plan).await;
    assert_eq!(floor.inside().await, Vec::<Value>::new());
    let listed = floor.owner.ask("agents/list", json!({ "query": {} })).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1, "Bo alone");
}
