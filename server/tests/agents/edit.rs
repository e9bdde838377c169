//! Adding, editing and replacing.

use super::Floor;
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn a_number_and_an_address_belong_to_one_agent_also_of_those_in_the_bin() {
    let floor = Floor::open().await;
    let agent = floor.add("A1").await;
    let add = |number: &str, email: &str| {
        floor.owner.call("agents/add", json!({ "add": { "name": "Two", "number": number, "email": email } }))
    };
    assert_eq!(add("a1", "two@example.com").await.faults(), ["number taken"], "capitals make no other number");
    assert_eq!(add("A2", "AGENTA1@example.com").await.faults(), ["email taken"]);
    assert_eq!(floor.step(&agent["id"], "delete").await, Value::Null);
    let both = add("A1", "agentA1@example.com").await;
    assert_eq!(
        (both.faults(), both.param("name")),
        (vec!["number taken".into(), "email taken".into()], "Agent A1".into())
    );
    let typed = floor.owner.ask("agents/check", json!({ "number": " a1 ", "email": "x" })).await;
    assert_eq!(typed["number_of"], "Agent A1");
    let wrong = add("no spaces", "nowhere").await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.faults()),
        (422, vec!["email malformed".into(), "number bad_character".into()])
    );
    assert_eq!(floor.app.count("select count(*) from agents").await, 1);
    assert_eq!(floor.app.count("select count(*) from accounts").await, 2, "nothing half written");
}

#[tokio::test]
async fn two_who_add_one_number_at_once_make_one_agent() {
    let floor = Floor::open().await;
    let add = |email: &str| {
        floor.owner.call("agents/add", json!({ "add": { "name": "Twin", "number": "7", "email": email } }))
    };
    let (one, two) = tokio::join!(add("one@example.com"), add("two@example.com"));
    let mut both = [one.status, two.status];
    both.sort_unstable();
    assert_eq!(both, [200, 409]);
    assert_eq!(floor.app.count("select count(*) from members where name = 'Twin'").await, 1);
}

#[tokio::test]
async fn name_nickname_and_skill_groups_are_edited_and_the_first_who_saves_wins() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    let group = json!({ "name": "Sales", "kind": "phone", "ringing": "in_order", "concurrency": 1 });
    let group = floor.owner.ask("skill_groups/save", json!({ "save": group })).await["group"]["id"].clone();
    let edit = json!({ "id": agent["id"], "revision": agent["revision"], "name": "王芳", "nickname": "Fang",
        "groups": [{ "group": group, "priority": 2 }] });
    let edited = floor.owner.ask("agents/edit", json!({ "edit": edit })).await;
    assert_eq!((&edited["row"]["name"], &edited["row"]["groups"][0]["priority"]), (&json!("王芳"), &json!(2)));
    let stale = floor.owner.call("agents/edit", json!({ "edit": edit })).await;
    assert_eq!(stale.refusal(), (409, "stale".into()));
    for words in ["wf", "wangfang", "芳", "fang", "1001", "agent1001@"] {
        let found = floor.owner.ask("agents/list", json!({ "query": { "search": words } })).await;
        assert_eq!(found["items"][0]["id"], agent["id"], "{words}");
    }
    assert_eq!(floor.owner.row(&agent["member_id"]).await["name"], "王芳", "the member goes by the same name");
    for (filter, count) in [
        (json!({ "group": group }), 1),
        (json!({ "state": "offline", "role": "agent", "access": "allowed" }), 1),
        (json!({ "access": "forced_offline" }), 0),
        (json!({ "role": "member" }), 0),
        (json!({ "bin": true }), 0),
    ] {
        let found = floor.owner.ask("agents/list", json!({ "query": filter })).await;
        assert_eq!(found["items"].as_array().unwrap().len(), count, "{filter}");
    }
    let unknown = json!({ "id": agent["id"], "revision": edited["row"]["revision"], "groups": [{ "group": "none" }] });
    assert_eq!(floor.owner.call("agents/edit", json!({ "edit": unknown })).await.faults(), ["groups unknown"]);
    let told = floor.owner.activity(json!({ "subject": "agent" })).await;
    assert!(told[0]["after"].as_str().unwrap().contains("Sales"), "{}", told[0]);
    floor.app.sound().await;
}

#[tokio::test]
async fn who_replaces_an_agent_has_his_skill_groups_and_is_linked_with_him() {
    let floor = Floor::open().await;
    let group = json!({ "name": "Sales", "kind": "online", "ringing": "in_order", "concurrency": 5 });
    let group = floor.owner.ask("skill_groups/save", json!({ "save": group })).await["group"]["id"].clone();
    let agent = floor.add("1001").await;
    let edit = json!({ "id": agent["id"], "revision": agent["revision"], "groups": [{ "group": group }] });
    let agent = floor.owner.ask("agents/edit", json!({ "edit": edit })).await["row"].clone();
    let client = floor.enter("1001").await;
    let replace = |id: &Value, revision: &Value, number: &str, email: &str| {
        let replace = json!({ "id": id, "revision": revision, "name": "Agent 1001", "number": number, "email": email, "role": "agent" });
        floor.owner.call("agents/replace", json!({ "replace": replace }))
    };
    // The same person with another number: goes on working.
    let same = replace(&agent["id"], &agent["revision"], "2001", "agent1001@example.com").await.json();
    assert_eq!((&same["replaces"][1], &same["row"]["groups"][0]["name"]), (&json!("1001"), &json!("Sales")));
    assert_eq!(client.ask("agents/own", json!({})).await["row"]["number"], "2001");
    // Another person.
    let row = &same["row"];
    let other = replace(&row["id"], &row["revision"], "2001", "agent3001@example.com").await.json();
    assert_eq!(client.call("agents/own", json!({})).await.status, 401, "whoever had the place is out");
    floor.app.work().await;
    drop(floor.enter("3001").await);
    let former = floor.get(&row["id"]).await;
    assert_eq!(former["replaced_by"][0], other["row"]["id"]);
    assert_eq!(floor.step(&row["id"], "restore").await["code"], "wrong_state");
    let verbs = floor.owner.activity(json!({ "subject": "agent" })).await;
    assert!(verbs.iter().any(|one| one["verb"] == "replace"));
    let listed = floor.owner.ask("agents/list", json!({ "query": {} })).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    floor.app.sound().await;
}

#[tokio::test]
async fn nobody_makes_an_agent_with_more_rights_than_his_own() {
    let floor = Floor::open().await;
    let admin = floor.app.member(&floor.owner, Role::AccountAdmin).await;
    let add = |role: &str, number: &str| {
        let email = format!("{number}@example.com");
        admin.call("agents/add", json!({ "add": { "name": "New", "number": number, "email": email, "role": role } }))
    };
    assert_eq!(add("super_admin", "1").await.code(), "role_above_own");
    assert_eq!(add("auditor", "2").await.status, 200);
    let member = floor.app.member(&floor.owner, Role::Member).await;
    assert_eq!(member.call("agents/list", json!({ "query": {} })).await.param("permission"), "agents.read");
    assert_eq!(member.call("agents/own", json!({})).await.json(), Value::Null);
    assert_eq!(member.call("agents/set_own_state", json!({ "state": "free" })).await.status, 404);
}
