//! The board, for people and for scripts, and what people say by hand.

use super::Floor;
use model::moment::MINUTE;
use serde_json::json;

#[tokio::test]
async fn somebody_says_how_a_person_is_for_a_time_and_everything_is_as_before_afterwards() {
    let floor = Floor::with(json!({ "direction": "both" })).await;
    floor.sign_in(0).await;
    let wanted = json!({
        "sync": floor.sync["id"], "member": floor.people[0].0, "state": "do_not_disturb", "code": "Training", "minutes": 30,
    });
    let shown = floor.owner.ask("presence/override", json!({ "wanted": wanted })).await;
    assert_eq!((&shown["flow"], &shown["overridden"][0]), (&json!("overridden"), &json!("Ada Owner")), "{shown}");
    floor.turn().await;
    assert_eq!(floor.in_centre(0).await.1, "Training");
    assert_eq!(floor.on_phones(0).await, ("Busy".to_owned(), "DoNotAcceptAnyCalls".to_owned()));
    floor.phone("call_begins", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await.1, "Training", "whatever the platforms say");
    floor.phone("call_ends", 0, json!({})).await;
    floor.app.edge.services.clock.advance(31 * MINUTE);
    floor.turn().await;
    floor.turn().await;
    assert_eq!(floor.in_centre(0).await.0, 1);
    assert_eq!(floor.on_phones(0).await, ("Available".to_owned(), "TakeAllCalls".to_owned()));
    assert_eq!(floor.board(0).await["overridden"], json!(null));
}

#[tokio::test]
async fn whoever_was_at_lunch_before_is_at_lunch_when_the_time_is_over_also_where_nothing_flows() {
    let floor = Floor::open().await;
    let own = json!([{ "of": "member", "id": floor.people[1].0, "direction": "off" }]);
    floor.save(json!({ "directions": own })).await;
    for who in [0, 1] {
        floor.sign_in(who).await;
        floor.agent("state", who, json!({ "code": super::LUNCH })).await;
        let wanted =
            json!({ "sync": floor.sync["id"], "member": floor.people[who].0, "state": "available", "minutes": 15 });
        floor.owner.ask("presence/override", json!({ "wanted": wanted })).await;
        floor.turn().await;
        assert_eq!(floor.in_centre(who).await.0, 1);
    }
    floor.app.edge.services.clock.advance(16 * MINUTE);
    floor.turn().await;
    floor.turn().await;
    for who in [0, 1] {
        assert_eq!(floor.in_centre(who).await.1, "Lunch");
    }
}

#[tokio::test]
async fn a_code_that_the_agents_team_does_not_have_is_refused_at_once() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    let wanted = |code: &str| {
        json!({ "wanted": {
            "sync": floor.sync["id"], "member": floor.people[0].0, "state": "unavailable", "code": code, "minutes": 15,
        } })
    };
    assert_eq!(floor.owner.call("presence/override", wanted("Moon")).await.code(), "no_such_code");
    assert_eq!(floor.owner.call("presence/override", wanted("")).await.faults(), ["code missing"]);
}

#[tokio::test]
async fn the_board_is_found_by_name_state_and_flow_and_counted() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    floor.phone("call_begins", 0, json!({})).await;
    let ask = async |query: serde_json::Value| {
        let mut query = query;
        query["sync"] = floor.sync["id"].clone();
        query["page"] = json!({ "count": true });
        floor.owner.ask("presence/board", json!({ "query": query })).await
    };
    assert_eq!(ask(json!({})).await["total"], floor.people.len());
    let on_call = ask(json!({ "state": "on_call" })).await;
    assert_eq!((&on_call["total"], &on_call["items"][0]["member_id"]), (&json!(1), &floor.people[0].0));
    assert_eq!(ask(json!({ "flow": "told" })).await["total"], 1);
    let name = on_call["items"][0]["name"].as_str().expect("a name").to_owned();
    assert_eq!(ask(json!({ "search": name })).await["total"], 1);
    let counts = floor.owner.ask("presence/counts", json!({ "id": floor.sync["id"] })).await;
    assert!(counts["states"].as_array().expect("counts").contains(&json!(["on_call", 1])), "{counts}");
    assert!(counts["lag_worst"].is_i64(), "{counts}");
}

#[tokio::test]
async fn who_loses_his_account_is_no_longer_on_the_board_and_who_gets_it_is() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    let place = json!({ "connection": floor.telephony["id"], "member": floor.people[0].0 });
    let mapping = floor.owner.ask("mappings/get", place.clone()).await;
    let account = mapping["account"]["external_id"].clone();
    let map = json!({ "map": {
        "connection": floor.telephony["id"], "member": floor.people[0].0, "external_id": null, "revision": mapping["revision"],
    } });
    let taken = floor.owner.ask("mappings/map", map).await;
    assert_eq!(floor.app.count("select count(*) from presence_people").await, floor.people.len() as i64 - 1);
    let map = json!({ "map": {
        "connection": floor.telephony["id"], "member": floor.people[0].0, "external_id": account, "revision": taken["revision"],
    } });
    floor.owner.ask("mappings/map", map).await;
    floor.poll().await;
    assert_eq!(floor.board(0).await["telephony"]["external_id"], account);
}

#[tokio::test]
async fn a_tenant_takes_part_once_and_tables_say_each_thing_once() {
    let floor = Floor::open().await;
    let id = |connection: &serde_json::Value| connection["id"].as_str().expect("an id").to_owned().into();
    let usual = model::presence_sync::SavePresenceSync::usual(id(&floor.telephony), id(&floor.contact_centre));
    let mut save = serde_json::to_value(usual).expect("settings");
    let refused = floor.owner.call("presence/save", json!({ "save": save })).await;
    assert_eq!(refused.code(), "taken");
    save["telephony"] = floor.contact_centre["id"].clone();
    let refused = floor.owner.call("presence/save", json!({ "save": save })).await;
    assert_eq!(refused.faults(), ["telephony unknown"]);
}
