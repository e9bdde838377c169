//! Random passwords: mailed, changed at the first sign-in, reset.

use super::{Floor, OWN};
use crate::common::{Answer, Client};
use model::moment::DAY;
use serde_json::{Value, json};

async fn choose(client: &Client, password: &str) -> Answer {
    client.post("/new-password", &[("password", password)]).await
}

#[tokio::test]
async fn a_new_agent_signs_in_with_the_mailed_password_and_chooses_one_of_his_own_first() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    assert_eq!(
        (&agent["password"], &agent["role"], &agent["state"]),
        (&json!("temporary"), &json!("agent"), &json!("offline"))
    );
    assert_eq!(floor.get(&agent["id"]).await["mail"]["state"], "sent");
    let password = floor.mailed("1001");
    assert!(!password.contains(['l', 'I', '1', 'O', '0', 'o']), "nothing that looks like another: {password}");
    let kept = floor.app.count(&format!("select count(*) from accounts where password_hash like '%{password}%'")).await;
    assert_eq!(kept, 0);
    let sealed = "select count(*) from outbox where values_sealed <> '' and about like '%' and state = 'sent'";
    assert_eq!(floor.app.count(sealed).await, 0, "the letter is out, and nothing of it stays");

    let (client, entered) = floor.try_in("1001", &password).await;
    assert_eq!((entered.status.as_u16(), entered.location()), (303, "/"));
    let led = client.get("/").await;
    assert_eq!((led.status.as_u16(), led.location()), (303, "/new-password"));
    assert!(client.get("/new-password").await.text().contains("Agent 1001"));
    assert_eq!(client.call("organisation/me", json!({})).await.status, 401, "nothing else is open to him");
    assert_eq!(client.get("/events").await.status, 401);
    assert!(choose(&client, &password).await.text().contains("the password from the mail"), "not the same again");
    assert_eq!(choose(&client, "short").await.status, 422);
    let chosen = choose(&client, OWN).await;
    assert_eq!((chosen.status.as_u16(), chosen.location()), (303, "/"));
    assert_eq!(client.get("/").await.status, 200, "the session goes on");
    assert_eq!(floor.try_in("1001", &password).await.1.status, 401, "the mailed one is of no use any more");
    assert_eq!(floor.try_in("1001", OWN).await.1.status, 303);
    let shown = floor.get(&agent["id"]).await;
    assert_eq!((&shown["row"]["password"], &shown["row"]["state"]), (&json!("own"), &json!("not_ready")));
    let kinds: Vec<&Value> = shown["sign_ins"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["in", "in"]);
    let own = client.ask("agents/own", json!({})).await;
    assert_eq!(own["row"]["number"], "1001");
    floor.app.sound().await;
}

#[tokio::test]
async fn a_reset_password_stops_the_old_one_and_every_session_at_once() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    let client = floor.enter("1001").await;
    let letters = floor.post.count("agent1001@");
    assert_eq!(floor.step(&agent["id"], "reset_password").await, Value::Null);
    assert_eq!(client.call("agents/own", json!({})).await.status, 401, "signed out");
    assert_eq!(floor.try_in("1001", OWN).await.1.status, 401, "the old one stopped");
    floor.app.work().await;
    assert_eq!(floor.post.count("agent1001@"), letters + 1);
    let client = floor.enter("1001").await;
    assert_eq!(client.get("/").await.status, 200);
    let told = floor.owner.activity(json!({ "subject": "agent" })).await;
    assert_eq!(told[0]["verb"], "reset");
    assert!(!told[0].to_string().contains(&floor.mailed("1001")), "the activity does not tell it");
}

#[tokio::test]
async fn a_mailed_password_is_of_no_use_after_a_week_and_the_agent_reads_why() {
    let floor = Floor::open().await;
    let agent = floor.add("1001").await;
    let password = floor.mailed("1001");
    floor.app.edge.services.clock.advance(7 * DAY);
    let (_, late) = floor.try_in("1001", &password).await;
    assert_eq!(late.status, 401);
    assert!(late.text().contains("past its date"), "{}", late.text());
    let owner = floor.app.signed_in(&floor.owner.email).await;
    let shown = owner.ask("agents/get", json!({ "id": agent["id"] })).await;
    assert_eq!((&shown["row"]["password"], &shown["sign_ins"][0]["kind"]), (&json!("expired"), &json!("expired")));
}

#[tokio::test]
async fn a_member_with_an_account_keeps_his_own_password_as_an_agent() {
    let floor = Floor::open().await;
    let ann = floor.app.member(&floor.owner, model::permission::Role::Member).await;
    let member = ann.me().await["member"].clone();
    let typed = json!({ "name": "Somebody", "number": "1002", "email": ann.email });
    let taken = floor.owner.call("agents/add", json!({ "add": typed })).await;
    assert_eq!((taken.refusal(), taken.faults()), ((409, "taken".into()), vec!["email taken".to_owned()]));
    let known = floor.owner.ask("agents/check", json!({ "number": "1002", "email": ann.email })).await;
    assert_eq!(known["member"][0], member, "the form offers to take that member");
    let add = json!({ "member": member, "number": "1002", "nickname": "Ann of the shop" });
    let agent = floor.owner.ask("agents/add", json!({ "add": add })).await["row"].clone();
    assert_eq!((&agent["own_account"], &agent["password"]), (&json!(true), &json!("own")));
    floor.app.work().await;
    assert!(floor.post.letter(&ann.email).text.contains("1002"));
    assert_eq!(ann.ask("agents/own", json!({})).await["row"]["number"], "1002", "still signed in");
    assert_eq!(floor.step(&agent["id"], "reset_password").await["code"], "owned_by_person");
    assert_eq!(floor.step(&agent["id"], "delete").await, Value::Null);
    assert_eq!(ann.call("organisation/me", json!({})).await.status, 200, "a member he stays");
}

#[tokio::test]
async fn a_password_of_ones_own_is_changed_with_the_present_one() {
    let floor = Floor::open().await;
    floor.add("1001").await;
    let (client, elsewhere) = (floor.enter("1001").await, floor.try_in("1001", OWN).await.0);
    let change = |current: &str, password: &str| {
        client.call("profile/change_password", json!({ "current": current, "password": password }))
    };
    assert_eq!(change("wrong", "another one of mine").await.faults(), ["current wrong"]);
    assert_eq!(change(OWN, "short").await.faults(), ["password too_short 8"]);
    assert_eq!(change(OWN, "another one of mine").await.status, 200);
    assert_eq!(client.call("agents/own", json!({})).await.status, 200);
    assert_eq!(elsewhere.call("agents/own", json!({})).await.status, 401, "other browsers are signed out");
    assert_eq!(floor.try_in("1001", OWN).await.1.status, 401);
}

#[tokio::test]
async fn a_letter_waits_while_the_mail_server_is_down_and_several_are_reset_at_once() {
    let floor = Floor::open().await;
    let (one, two) = (floor.add("1001").await, floor.add("1002").await);
    let ids = json!([one["id"], two["id"], "none"]);
    let outcomes = floor.owner.ask("agents/steps", json!({ "ids": ids, "step": "reset_password" })).await;
    let problems: Vec<&Value> = outcomes.as_array().unwrap().iter().map(|one| &one["problem"]["code"]).collect();
    assert_eq!(problems, [&Value::Null, &Value::Null, &json!("not_found")]);
    assert_eq!(floor.app.count("select count(*) from outbox where state = 'queued'").await, 2);
    floor.app.work().await;
    assert_ne!(floor.mailed("1001"), floor.mailed("1002"));
    let none = floor.owner.call("agents/steps", json!({ "ids": [], "step": "delete" })).await;
    assert_eq!(none.faults(), ["ids out_of_range 200"]);
}
