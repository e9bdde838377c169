use serde_json::{Value, json};

use super::{World, http};

async fn control(world: &World, path: &str, body: Option<Value>) -> (u16, Value) {
    let url = world.running.url().join(&format!("/_fake/{path}")).unwrap();
    let http = http();
    let answer = match body {
        Some(body) => http.post_json(url, body.to_string().into_bytes()).await,
        None => http.get(url).await,
    };
    let answer = answer.unwrap();
    (answer.status, serde_json::from_slice(&answer.body).unwrap_or(Value::Null))
}

#[tokio::test]
async fn the_fake_is_steered_over_http() {
    let world = World::start().await;
    let mail = world.agent();
    let call = json!({"action": "call_begin", "staff": mail});
    assert_eq!(control(&world, "act", Some(call.clone())).await.0, 200);
    assert_eq!(control(&world, "act", Some(call)).await.0, 422, "one call at a time");
    let (_, state) = control(&world, "state", None).await;
    assert_eq!((&state["staff"], &state["forced_offline"], &state["skill_groups"]), (&json!(80), &json!(0), &json!(8)));
    assert!(state["busy"].as_u64().unwrap() > 0);
    for action in ["call_end", "log_out", "force_offline", "resume_online", "delete"] {
        assert_eq!(control(&world, "act", Some(json!({"action": action, "staff": mail}))).await.0, 200, "{action}");
    }
    let added = json!({"action": "add", "name": "New", "mail": "new@example.com"});
    assert_eq!(control(&world, "act", Some(added.clone())).await.0, 200);
    assert_eq!(control(&world, "act", Some(added)).await.0, 422);
    let (_, made) = control(&world, "act", Some(json!({"action": "add_skill_group", "name": "Chat"}))).await;
    let change = json!({"action": "change", "staff": "new@example.com", "skill_groups": [made["SkillGroupId"]]});
    assert_eq!(control(&world, "act", Some(change)).await.0, 200);
    let staff = world.client.staff_by_mail("new@example.com").await.unwrap().unwrap();
    assert_eq!(staff.skill_group_list[0].skill_group_name, "Chat");
    let (_, clock) = control(&world, "clock", Some(json!({"advance": 60}))).await;
    assert!(clock["now"].as_i64().unwrap() >= 1_790_000_060);
    let (_, clock) = control(&world, "clock", Some(json!({"set": 1_800_000_000}))).await;
    assert!(clock["now"].as_i64().unwrap() >= 1_800_000_000);
    let fault = json!({"path": "DescribeCCCBuyInfoList", "kind": {"code": "FailedOperation"}});
    assert_eq!(control(&world, "fail", Some(fault)).await.0, 200);
    assert_eq!(world.client.application().await.unwrap_err().code(), Some("FailedOperation"));
    let (_, ledger) = control(&world, "ledger", None).await;
    let counted = (&ledger["calls"]["DescribeCCCBuyInfoList"], &ledger["refusals"]["FailedOperation"]);
    assert_eq!(counted, (&json!(1), &json!(1)));
}
