//! From one platform to the other, by the tables.

use super::{Floor, LUNCH};
use serde_json::json;

#[tokio::test]
async fn a_call_on_the_telephones_makes_the_agent_unavailable_and_its_end_available_again() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    assert_eq!(floor.in_centre(0).await.0, 1, "available");
    floor.phone("call_begins", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await, (2, "On Call".to_owned()));
    let shown = floor.board(0).await;
    assert_eq!(
        (&shown["state"], &shown["source"], &shown["flow"]),
        (&json!("on_call"), &json!("telephony"), &json!("told"))
    );
    assert_eq!(shown["told"]["target"], json!({ "side": "contact_centre", "code": "On Call" }), "{shown}");
    assert_eq!(shown["told"]["cause"], json!({ "why": "telephony", "when": "on_call" }));
    assert!(shown["told"]["lag"].is_i64());
    floor.poll().await;
    assert_eq!(floor.board(0).await["centre"]["detail"], "On Call");
    floor.phone("call_ends", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await.0, 1);
    floor.app.sound().await;
}

#[tokio::test]
async fn a_meeting_and_do_not_disturb_have_codes_of_their_own_and_a_call_counts_first() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    floor.phone("meeting_begins", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await.1, "In Meeting");
    floor.phone("call_begins", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await.1, "On Call");
    floor.phone("call_ends", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await.1, "In Meeting");
    floor.phone("meeting_ends", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await.0, 1);
    floor.phone("dnd", 0, json!({ "on": true })).await;
    assert_eq!(floor.in_centre(0).await.1, "Do Not Disturb");
    floor.phone("dnd", 0, json!({ "on": false })).await;
    assert_eq!(floor.in_centre(0).await.0, 1);
    floor.phone("call_begins", 0, json!({ "telephony_status": "Ringing" })).await;
    assert_eq!(floor.in_centre(0).await.0, 1, "that it rings does not count unless somebody says so");
}

#[tokio::test]
async fn who_was_at_lunch_when_the_telephone_rang_is_at_lunch_afterwards() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    floor.agent("state", 0, json!({ "code": LUNCH })).await;
    floor.phone("call_begins", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await.1, "On Call");
    floor.phone("call_ends", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await, (2, "Lunch".to_owned()));
}

#[tokio::test]
async fn an_agent_with_a_customer_is_told_when_he_has_ended_and_only_if_it_still_holds() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    floor.sign_in(1).await;
    for who in [0, 1] {
        floor.agent("contact_begin", who, json!({})).await;
        floor.phone("call_begins", who, json!({})).await;
        assert_eq!(floor.board(who).await["flow"], "waiting");
    }
    assert_eq!(floor.centre.fake.calls("agents/{id}/state"), 0, "nobody is disturbed");
    floor.phone("call_ends", 1, json!({})).await;
    for who in [0, 1] {
        floor.agent("contact_end", who, json!({ "after_work": true })).await;
        assert_eq!(floor.centre.fake.calls("agents/{id}/state"), 0, "nor while he works after it");
    }
    for who in [0, 1] {
        floor.agent("state", who, json!({})).await;
    }
    assert_eq!(floor.in_centre(0).await.1, "On Call");
    assert_eq!(floor.in_centre(1).await.0, 1);
    assert_eq!(floor.board(1).await["flow"], "quiet");
}

#[tokio::test]
async fn who_is_signed_out_of_the_contact_centre_is_left_alone_until_he_signs_in() {
    let floor = Floor::open().await;
    floor.phone("call_begins", 0, json!({})).await;
    assert_eq!(floor.centre.fake.calls("agents/{id}/state"), 0);
    floor.agent("log_in", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await.1, "On Call");
}

#[tokio::test]
async fn who_left_is_neither_watched_nor_told() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    floor.owner.step(&floor.people[0].0, "terminate").await;
    floor.phone("call_begins", 0, json!({})).await;
    assert_eq!((floor.in_centre(0).await.0, floor.board(0).await), (1, json!(null)));
}

#[tokio::test]
async fn an_account_that_is_deleted_there_in_a_call_leaves_nobody_in_it() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    floor.phone("call_begins", 0, json!({})).await;
    assert_eq!(floor.in_centre(0).await.1, "On Call");
    let gone = json!({ "action": "account_remove", "extension": floor.people[0].1 });
    floor.phones.fake.act(serde_json::from_value(gone).expect("an action")).expect("done");
    floor.app.edge.services.clock.advance(16 * model::moment::MINUTE);
    floor.turn().await;
    assert_eq!(floor.in_centre(0).await.0, 1);
    assert_eq!(floor.board(0).await["telephony"], json!(null));
}

#[tokio::test]
async fn whoever_cannot_be_told_now_is_told_when_the_platform_is_back() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    let fault = json!({ "path": "agents/{id}/state", "times": 8, "kind": { "status": 500 } });
    floor.centre.fake.fail(serde_json::from_value(fault).expect("a fault"));
    floor.phone("call_begins", 0, json!({})).await;
    let shown = floor.board(0).await;
    assert_eq!((&shown["flow"], &shown["problem"]["code"]), (&json!("queued"), &json!("platform")), "{shown}");
    for _ in 0..12 {
        floor.app.edge.services.clock.advance(6 * model::moment::MINUTE);
        floor.turn().await;
    }
    floor.poll().await;
    assert_eq!(floor.in_centre(0).await.1, "On Call");
    assert_eq!(floor.board(0).await["problem"], json!(null));
}

#[tokio::test]
async fn what_an_agent_does_is_told_to_the_telephones_and_what_he_had_chosen_comes_back() {
    let floor = Floor::with(json!({ "direction": "publish" })).await;
    floor
        .phone("set_presence", 0, json!({ "user_status": "Available", "dnd_status": "DoNotAcceptDepartmentCalls" }))
        .await;
    floor.sign_in(0).await;
    assert_eq!(floor.on_phones(0).await, ("Available".to_owned(), "TakeAllCalls".to_owned()));
    floor.agent("contact_begin", 0, json!({})).await;
    assert_eq!(floor.on_phones(0).await, ("Busy".to_owned(), "DoNotAcceptAnyCalls".to_owned()));
    let shown = floor.board(0).await;
    assert_eq!(shown["told"]["cause"], json!({ "why": "centre", "when": "working", "code": "" }), "{shown}");
    floor.agent("contact_end", 0, json!({ "after_work": true })).await;
    assert_eq!(floor.on_phones(0).await.0, "Busy");
    floor.agent("state", 0, json!({})).await;
    assert_eq!(floor.on_phones(0).await, ("Available".to_owned(), "TakeAllCalls".to_owned()));
    floor.agent("log_out", 0, json!({})).await;
    assert_eq!(floor.on_phones(0).await, ("Available".to_owned(), "DoNotAcceptDepartmentCalls".to_owned()));
    assert_eq!(floor.centre.fake.calls("agents/{id}/state"), 0, "only one way");
}

#[tokio::test]
async fn a_code_can_have_a_line_of_its_own_and_a_team_and_a_person_a_direction() {
    let floor = Floor::with(json!({ "direction": "publish", "publish": [
        { "when": "unavailable", "user": "busy", "calls": null },
        { "when": "code", "code": "lunch", "user": "offline", "calls": "none" },
    ] }))
    .await;
    for who in [0, 1] {
        floor.sign_in(who).await;
    }
    floor.agent("state", 0, json!({ "code": LUNCH })).await;
    assert_eq!(floor.on_phones(0).await, ("Offline".to_owned(), "DoNotAcceptAnyCalls".to_owned()));
    let own = json!([{ "of": "member", "id": floor.people[1].0, "direction": "off" }]);
    floor.save(json!({ "directions": own })).await;
    floor.agent("state", 1, json!({ "code": LUNCH })).await;
    assert_eq!(floor.on_phones(1).await.1, "TakeAllCalls");
    assert_eq!(floor.board(1).await["flow"], "off");
    let teams = floor.owner.ask("presence/teams", json!({ "id": floor.sync["id"] })).await;
    assert!(teams[0]["codes"].as_array().expect("codes").contains(&json!("Lunch")), "{teams}");
}

#[tokio::test]
async fn a_code_that_the_team_does_not_have_is_said_where_the_person_stands() {
    let floor = Floor::with(json!({ "subscribe": [{ "when": "on_call", "code": "Phone" }] })).await;
    floor.sign_in(0).await;
    floor.phone("call_begins", 0, json!({})).await;
    let shown = floor.board(0).await;
    assert_eq!((&shown["flow"], &shown["told"]), (&json!("failed"), &json!(null)), "{shown}");
    assert_eq!(shown["problem"], json!({ "code": "no_such_code", "params": [["code", "Phone"]] }), "{shown}");
    let home = floor.owner.ask("organisation/overview", json!({})).await;
    assert_eq!(home["presence"][0][3], 1, "{home}");
}
