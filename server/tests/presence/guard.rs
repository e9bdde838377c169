//! States do not go round in circles.

use super::{Floor, LUNCH};
use serde_json::json;

#[tokio::test]
async fn what_we_told_is_not_told_back() {
    let floor = Floor::with(json!({ "direction": "both" })).await;
    floor.sign_in(0).await;
    let told = |floor: &Floor| floor.centre.fake.calls("agents/{id}/state");
    floor.agent("contact_begin", 0, json!({})).await;
    assert_eq!(floor.on_phones(0).await, ("Busy".to_owned(), "DoNotAcceptAnyCalls".to_owned()));
    // The telephones tell of our own change, which looks like do not disturb.
    for _ in 0..5 {
        floor.poll().await;
    }
    assert_eq!(told(&floor), 0);
    floor.agent("contact_end", 0, json!({})).await;
    for _ in 0..20 {
        floor.poll().await;
    }
    assert_eq!((floor.in_centre(0).await.0, told(&floor)), (1, 0));
    assert_eq!(floor.on_phones(0).await, ("Available".to_owned(), "TakeAllCalls".to_owned()));
    floor.phone("call_begins", 0, json!({})).await;
    for _ in 0..20 {
        floor.poll().await;
    }
    assert_eq!((floor.in_centre(0).await.1, told(&floor)), ("On Call".to_owned(), 1));
    assert_eq!(floor.on_phones(0).await.1, "TakeAllCalls", "that the agent is on call is not told to the telephones");
    assert_eq!(floor.board(0).await["flow"], "told");
}

#[tokio::test]
async fn whoevers_sides_change_in_turn_too_often_is_held_until_somebody_looks() {
    let floor = Floor::with(json!({ "direction": "both" })).await;
    floor.sign_in(0).await;
    for _ in 0..6 {
        floor.phone("call_begins", 0, json!({})).await;
        floor.phone("call_ends", 0, json!({})).await;
        floor.agent("state", 0, json!({ "code": LUNCH })).await;
        floor.agent("state", 0, json!({})).await;
    }
    let shown = floor.board(0).await;
    assert_eq!(shown["flow"], "held", "{shown}");
    let told = floor.centre.fake.calls("agents/{id}/state");
    floor.phone("call_begins", 0, json!({})).await;
    assert_eq!(floor.centre.fake.calls("agents/{id}/state"), told);
    let home = floor.owner.ask("organisation/overview", json!({})).await;
    assert_eq!(home["presence"][0][2], 1, "{home}");
    let wanted = json!({ "sync": floor.sync["id"], "member": floor.people[0].0, "state": null });
    floor.owner.ask("presence/override", json!({ "wanted": wanted })).await;
    floor.turn().await;
    assert_eq!(floor.in_centre(0).await.1, "On Call");
    let log = floor.owner.ask("audit/list", json!({ "query": { "page": { "limit": 20 } } })).await.to_string();
    assert!(log.contains("\"pause\"") && log.contains("\"resume\""), "{log}");
}

#[tokio::test]
async fn many_short_calls_are_no_circle() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    for _ in 0..6 {
        floor.phone("call_begins", 0, json!({})).await;
        floor.phone("call_ends", 0, json!({})).await;
    }
    assert_eq!(floor.centre.fake.calls("agents/{id}/state"), 12);
    assert_ne!(floor.board(0).await["flow"], "held");
}

#[tokio::test]
async fn of_changes_on_both_sides_the_later_counts() {
    let floor = Floor::with(json!({ "direction": "both", "debounce": 5_000 })).await;
    floor.sign_in(0).await;
    floor.app.edge.services.clock.advance(10_000);
    floor.turn().await;
    // On the telephones he takes no calls; before that is told, the agent goes to lunch.
    floor.phone("dnd", 0, json!({ "on": true })).await;
    assert_eq!(floor.board(0).await["flow"], "queued");
    floor.app.edge.services.clock.advance(4_000);
    floor.centre.fake.advance(4);
    let lunch = json!({ "action": "state", "agent": floor.people[0].2, "code": LUNCH });
    floor.centre.fake.act(serde_json::from_value(lunch).expect("an action")).expect("done");
    floor.app.tamper("update presence_feeds set next_at = 0 where cursor <> ''").await;
    floor.turn().await;
    floor.app.edge.services.clock.advance(6_000);
    floor.turn().await;
    assert_eq!(floor.in_centre(0).await.1, "Lunch");
}

#[tokio::test]
async fn events_that_are_late_repeated_or_forged_change_nothing() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    let act = |action: serde_json::Value| {
        floor.phones.fake.act(serde_json::from_value(action).expect("an action")).expect("done");
    };
    // Out of order: the end arrives before the beginning.
    act(json!({ "action": "hold_events" }));
    let extension = &floor.people[0].1;
    act(json!({ "action": "call_begins", "extension": extension }));
    act(json!({ "action": "call_ends", "extension": extension }));
    act(json!({ "action": "release_events", "reversed": true }));
    let settled = |floor: &Floor| {
        let fake = floor.phones.fake.clone();
        async move {
            for _ in 0..50 {
                fake.advance(0);
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        }
    };
    settled(&floor).await;
    floor.turn().await;
    assert_eq!(
        (floor.in_centre(0).await.0, floor.board(0).await["telephony"]["state"].clone()),
        (1, json!("available"))
    );
    act(json!({ "action": "forge", "extension": extension, "verification_token": "guessed" }));
    act(json!({ "action": "replay_last" }));
    settled(&floor).await;
    floor.turn().await;
    assert_eq!(floor.board(0).await["telephony"]["state"], "available");
    assert_eq!(floor.centre.fake.calls("agents/{id}/state"), 0);
}
