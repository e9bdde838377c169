//! The join pages, from the code on a poster to the end of the wait.

use crate::common::{Client, PASSWORD, TestApp};
use serde_json::{Value, json};

async fn link(owner: &Client, new: Value) -> (Value, String) {
    let invitation = owner.ask("invitations/create", json!({ "new": new })).await;
    let url = invitation["url"].as_str().expect("an address");
    let path = url.split_once("/join/").map(|(_, token)| format!("/join/{token}")).expect("a join address");
    (invitation, path)
}

fn ann() -> [(&'static str, &'static str); 4] {
    [("way", "new"), ("name", "Ann Applicant"), ("email", "ann@example.com"), ("password", PASSWORD)]
}

async fn reference(client: &Client) -> String {
    let page = client.get("/waiting").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    let (_, rest) = text.split_once("<dd>").expect("a reference");
    rest.split_once("</dd>").expect("its end").0.to_owned()
}

#[tokio::test]
async fn a_link_names_who_invites_and_leads_to_the_queue() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, path) = link(&owner, json!({ "position": "Deck hand", "max_uses": 1 })).await;
    let phone = app.nobody();
    let page = phone.get(&path).await.text();
    for wanted in ["Join Harbour Works", "Ada Owner invites you.", "Deck hand", "An admin approves each request"] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let sent = phone.post(&path, &ann()).await;
    assert_eq!((sent.status.as_u16(), sent.location()), (303, "/waiting"), "{}", sent.text());
    assert!(phone.get("/waiting").await.text().contains("Waiting for approval"));
    assert_eq!(phone.call("organisation/me", json!({})).await.status, 401, "waiting is not being in");
}

#[tokio::test]
async fn pressing_the_button_twice_asks_once() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, path) = link(&owner, json!({ "max_uses": 5 })).await;
    let (first, second) = (app.nobody(), app.nobody());
    assert_eq!(first.post(&path, &ann()).await.status, 303);
    // The second press leaves before the first has brought its cookie.
    assert_eq!(second.post(&path, &ann()).await.status, 303);
    assert_eq!(reference(&first).await, reference(&second).await);
    let joins = owner.ask("joins/list", json!({ "query": {} })).await;
    assert_eq!(joins["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_address_that_has_an_account_is_led_to_its_password() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, path) = link(&owner, json!({})).await;
    let mut fields = ann();
    fields[2].1 = "ada@example.com";
    fields[3].1 = "some other password";
    let answer = app.nobody().post(&path, &fields).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    let text = answer.text();
    assert!(text.contains("<details open"), "{text}");
    assert!(!text.contains("some other password"), "{text}");
}

#[tokio::test]
async fn a_wait_can_be_ended_by_the_person() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, path) = link(&owner, json!({})).await;
    let phone = app.nobody();
    phone.post(&path, &ann()).await;
    let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
    let join = joins["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(owner.post("/waiting/withdraw", &[("join", &join)]).await.status, 404, "not by anybody else");
    assert_eq!(phone.post("/waiting/withdraw", &[("join", &join)]).await.status, 303);
    assert!(phone.get("/waiting").await.text().contains("Withdrawn."));
}

#[tokio::test]
async fn a_door_number_is_typed_in_any_way() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let door = owner.ask("invitations/door", json!({})).await;
    let number = door["number"].as_str().unwrap();
    let typed = format!("/join?door={}-{}", number[..4].to_lowercase(), &number[4..]);
    let led = app.nobody().get(&typed).await;
    assert_eq!((led.status.as_u16(), led.location()), (303, format!("/join/{number}").as_str()));
    assert_eq!(app.nobody().get("/join?door=nonsense").await.status, 422);
    let unknown = app.nobody().get("/join?door=22222222").await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.text().contains("No organisation has this door number."), "{}", unknown.text());
    owner.ask("invitations/set_door_open", json!({ "open": false })).await;
    assert_eq!(app.nobody().get(&typed).await.status, 410);
}
