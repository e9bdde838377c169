//! What the platform tells by itself, over HTTP.

use crate::common::platform::Platform;
use crate::common::{Answer, Client, TestApp};
use connectors::wecom::callback::CallbackKey;
use connectors::wecom::fake::{Action, FakeOptions};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// The key that an admin copied from the platform.
fn key(options: &FakeOptions) -> CallbackKey {
    let (token, aes) = (options.callback_token.as_str().into(), options.callback_aes_key.as_str().into());
    CallbackKey::new(&token, &aes, &options.corp_id).expect("a key")
}

fn path(connection: &Value) -> String {
    format!("/callbacks/wecom/{}", connection["id"].as_str().expect("text"))
}

/// The text of an event about a member.
fn event(options: &FakeOptions, seconds: i64) -> String {
    format!(
        "<xml><ToUserName><![CDATA[{}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>\
         <CreateTime>{seconds}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_contact]]></Event>\
         <ChangeType><![CDATA[create_user]]></ChangeType><UserID><![CDATA[ann]]></UserID></xml>",
        options.corp_id
    )
}

/// A signed and encrypted event as it travels.
struct Letter {
    query: [(&'static str, String); 3],
    body: String,
}

impl Letter {
    fn sealed(key: &CallbackKey, text: &str, nonce: &str) -> Self {
        let encrypted = key.encrypt(text.as_bytes(), [7; 16]);
        let signature = key.sign("1800000000", nonce, &encrypted);
        let query = [("msg_signature", signature), ("timestamp", "1800000000".into()), ("nonce", nonce.into())];
        let body =
            format!("<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>");
        Self { query, body }
    }

    async fn post(&self, app: &TestApp, path: &str) -> Answer {
        let client = app.nobody();
        client.send(client.request(Method::POST, path).query(&self.query).body(self.body.clone())).await
    }
}

async fn runs(owner: &Client) -> Vec<Value> {
    owner.ask("runs/list", json!({ "query": { "kind": "sync_contacts" } })).await["items"]
        .as_array()
        .expect("a list")
        .clone()
}

#[tokio::test]
async fn the_check_of_the_address_is_answered_with_the_plain_text_only() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(5, 2, 0).await;
    let connection = platform.connect(&owner).await;
    assert_eq!(connection["callback_url"], format!("{}{}", app.edge.public.origin(), path(&connection)));
    let key = key(&platform.options);
    let echo = key.encrypt(b"4711 hello", [3; 16]);
    let signature = key.sign("1800000000", "n", &echo);
    let check = async |signature: &str, nonce: &str, echo: &str| {
        let query = [("msg_signature", signature), ("timestamp", "1800000000"), ("nonce", nonce), ("echostr", echo)];
        let client = app.nobody();
        client.send(client.request(Method::GET, &path(&connection)).query(&query)).await
    };
    let good = check(&signature, "n", &echo).await;
    assert_eq!((good.status.as_u16(), good.text().as_str()), (200, "4711 hello"));
    let garbage_signature = key.sign("1800000000", "n", "AAAA");
    for (signature, nonce, echo) in [
        ("", "n", echo.as_str()),
        (&signature.replace(['0', '1', '2', '3'], "f"), "n", &echo),
        (&signature, "m", &echo),
        (&signature, "n", ""),
        (&garbage_signature, "n", "AAAA"),
    ] {
        let refused = check(signature, nonce, echo).await;
        assert_eq!((refused.status.as_u16(), refused.text().as_str()), (403, "forbidden"), "one answer for everything");
    }
}

#[tokio::test]
async fn a_change_there_starts_a_run_here_after_the_others_are_gathered() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let address = Platform::of(10, 3, 0).await.connect(&owner).await;
    // The address of the callback is known only now: the platform that knows it takes the place of the first.
    let url = address["callback_url"].as_str().unwrap().to_owned();
    let options =
        FakeOptions { members: 10, departments: 3, customers: 0, callback_url: Some(url), ..FakeOptions::default() };
    let platform = Platform::with(options).await;
    let save = super::changed(&owner, &platform, &address, json!({})).await;
    let connection = owner.ask("connections/save", save).await;
    app.bring_contacts(&owner, &connection).await;

    for (name, userid) in [("王小芳", "xiaofang"), ("李雷", "lilei")] {
        let hire = Action::Hire { name: name.into(), userid: Some(userid.into()), department: None, position: None };
        platform.running.fake.act(hire).unwrap();
    }
    let mut waited = 0;
    while app.count("select count(*) from callbacks").await < 2 {
        assert!(waited < 100, "both events arrive");
        waited += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    app.work().await;
    assert_eq!(runs(&owner).await.len(), 1, "one change there often sends several events: not yet");
    app.edge.services.clock.advance(11_000);
    app.work().await;
    let runs = runs(&owner).await;
    assert_eq!(runs.len(), 2, "one for both");
    assert_eq!((&runs[0]["automatic"], &runs[0]["started_by"]), (&json!(true), &json!("")));
    assert_eq!(owner.names(json!({ "search": "xiaofang" })).await, ["王小芳"], "applied by itself, below the brake");
    assert_eq!(owner.names(json!({ "search": "李雷" })).await, ["李雷"]);
}

#[tokio::test]
async fn who_forges_learns_nothing_and_starts_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(5, 2, 0).await;
    let connection = platform.connect(&owner).await;
    let options = &platform.options;
    let text = event(options, 1_800_000_000);
    let good = || Letter::sealed(&key(options), &text, "n");
    let guessed = FakeOptions { callback_token: "GuessedToken".into(), ..options.clone() };
    let other_key = FakeOptions { callback_aes_key: "B".repeat(42) + "A", ..options.clone() };
    let other_corp = FakeOptions { corp_id: "wwsomebodyelse".into(), ..options.clone() };
    let swapped = Letter { body: Letter::sealed(&key(options), "<xml/>", "n").body, ..good() };
    for (what, letter) in [
        ("another token", Letter::sealed(&key(&guessed), &text, "n")),
        ("another key", Letter::sealed(&key(&other_key), &text, "n")),
        ("another corporation", Letter::sealed(&key(&other_corp), &text, "n")),
        ("another text under a true signature", swapped),
        ("no envelope", Letter { body: "hello".into(), ..good() }),
        ("nothing", Letter { body: String::new(), ..good() }),
        (
            "a bomb",
            Letter { body: "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><xml><Encrypt>&a;</Encrypt></xml>".into(), ..good() },
        ),
    ] {
        let answer = letter.post(&app, &path(&connection)).await;
        assert_eq!((answer.status.as_u16(), answer.text().as_str()), (403, "forbidden"), "{what}");
    }
    assert_eq!(good().post(&app, "/callbacks/wecom/none").await.status, 404);
    assert_eq!(good().post(&app, &path(&connection).replace("wecom", "other")).await.status, 404);
    // What the platform says truly but we do not know is taken, or it would be sent again.
    assert_eq!(Letter::sealed(&key(options), "<xml/>", "n").post(&app, &path(&connection)).await.status, 200);
    assert_eq!(app.count("select count(*) from callbacks").await, 0);
    assert_eq!(app.count("select count(*) from jobs").await, 0);
}

#[tokio::test]
async fn a_repeated_event_is_taken_and_does_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(5, 2, 0).await;
    let connection = platform.connect(&owner).await;
    let letter = Letter::sealed(&key(&platform.options), &event(&platform.options, 1_800_000_000), "n");
    for _ in 0..3 {
        let taken = letter.post(&app, &path(&connection)).await;
        assert_eq!((taken.status.as_u16(), taken.text().as_str()), (200, "success"));
    }
    assert_eq!(app.count("select count(*) from callbacks").await, 1);
    assert_eq!(app.count("select count(*) from jobs").await, 1);
    app.edge.services.clock.advance(11_000);
    app.work().await;
    assert_eq!(runs(&owner).await.len(), 1);

    assert_eq!(letter.post(&app, &path(&connection)).await.status, 200, "a late one too");
    app.edge.services.clock.advance(11_000);
    app.work().await;
    assert_eq!(runs(&owner).await.len(), 1, "but nothing comes of it");
    let another = Letter::sealed(&key(&platform.options), &event(&platform.options, 1_800_000_060), "m");
    assert_eq!(another.post(&app, &path(&connection)).await.status, 200);
    app.edge.services.clock.advance(11_000);
    app.work().await;
    assert_eq!(runs(&owner).await.len(), 2);
}
