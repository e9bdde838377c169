//! The door number.

use crate::common::{PASSWORD, TestApp};
use model::permission::Role;
use serde_json::json;

fn fields(email: &str) -> [(&'static str, &str); 4] {
    [("way", "new"), ("name", "Ann"), ("email", email), ("password", PASSWORD)]
}

#[tokio::test]
async fn a_new_number_makes_the_old_one_useless() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let old = owner.ask("invitations/door", json!({})).await;
    let new = owner.ask("invitations/reset_door", json!({})).await;
    let (old, new) = (old["number"].as_str().unwrap(), new["number"].as_str().unwrap());
    assert!(old != new && new.len() == 8, "{new}");
    assert!(new.bytes().all(|byte| model::text::DOOR_ALPHABET.contains(&byte)), "{new}");
    let refused = app.nobody().post(&format!("/join/{old}"), &fields("ann@example.com")).await;
    assert_eq!(refused.status, 404);
    assert!(refused.text().contains("A replaced door number does not work either."), "{}", refused.text());
    assert_eq!(app.nobody().post(&format!("/join/{new}"), &fields("ann@example.com")).await.location(), "/waiting");
    assert_eq!(app.count("select count(*) from joins where channel = 'door'").await, 1);
    let told = owner.activity(json!({ "verb": "reset" })).await;
    assert_eq!(told[0]["after"], format!("{{\"door_number\":\"{new}\"}}"));
}

#[tokio::test]
async fn a_closed_door_lets_nobody_in_and_opens_again() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let door = owner.ask("invitations/door", json!({})).await;
    let path = format!("/join/{}", door["number"].as_str().unwrap());
    for _ in 0..2 {
        let closed = owner.ask("invitations/set_door_open", json!({ "open": false })).await;
        assert_eq!((&closed["open"], &closed["number"]), (&json!(false), &door["number"]));
    }
    for answer in [app.nobody().get(&path).await, app.nobody().post(&path, &fields("ann@example.com")).await] {
        assert_eq!(answer.status, 410);
        assert!(answer.text().contains("This organisation takes nobody now"), "{}", answer.text());
    }
    assert_eq!(app.count("select count(*) from accounts").await, 1);
    assert_eq!(owner.activity(json!({ "verb": "pause" })).await.len(), 1, "closing a closed door is no change");
    owner.ask("invitations/set_door_open", json!({ "open": true })).await;
    assert_eq!(app.nobody().get(&path).await.status, 200);
}

#[tokio::test]
async fn only_whoever_invites_into_the_whole_organisation_changes_the_door() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let number = owner.ask("invitations/door", json!({})).await["number"].clone();
    for client in [app.head_of(&owner, &[&sales]).await, app.member(&owner, Role::Auditor).await] {
        assert_eq!(client.ask("invitations/door", json!({})).await["number"], number);
        assert_eq!(client.call("invitations/reset_door", json!({})).await.refusal(), (403, "forbidden".into()));
        let close = client.call("invitations/set_door_open", json!({ "open": false })).await;
        assert_eq!(close.refusal(), (403, "forbidden".into()));
    }
    assert_eq!(
        owner.ask("invitations/door", json!({})).await,
        json!({
            "number": number, "open": true, "url": format!("{}/join?door={}", app.edge.public.origin(), number.as_str().unwrap())
        })
    );
}
