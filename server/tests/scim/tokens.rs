//! Tokens: made once, rotated, withdrawn; whose they are, and how often.

use super::{Provider, connection, is, refusal, text, token_of};
use crate::common::TestApp;
use model::permission::Role;
use serde_json::{Value, json};

impl Provider {
    async fn status(&self) -> u16 {
        self.get("/Users").await.status.as_u16()
    }
}

#[tokio::test]
async fn without_a_token_in_force_nobody_is_let_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let script = app.script(&owner, &["all"]).await;
    assert_eq!(provider.status().await, 200);
    for (name, value) in [
        ("authorization", "Bearer mscim_wrong".to_owned()),
        ("authorization", format!("Basic {}", provider.token)),
        ("x-nothing", String::new()),
    ] {
        let request = app.nobody().request(reqwest::Method::GET, "/scim/v2/Users").header(name, value);
        let refused = app.nobody().send(request).await;
        assert_eq!(refusal(&refused), is(401, ""));
        assert_eq!(refused.header("www-authenticate"), "Bearer");
    }
    // A key of scripts is no token, and a token is no key.
    let key = script.request(reqwest::Method::GET, "/../../scim/v2/Users");
    assert_eq!(script.send(key).await.status, 401);
    let request = app.nobody().request(reqwest::Method::GET, "/api/v1/members").bearer_auth(&provider.token);
    assert_eq!(app.nobody().send(request).await.status, 401);
}

#[tokio::test]
async fn a_token_is_shown_once_and_the_one_before_it_works_on_for_a_while() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut provider = app.provider(&owner, json!({})).await;
    let old = provider.token.clone();
    assert_eq!(provider.status().await, 200);
    let access = owner.ask("connections/scim_access", json!({ "id": provider.id })).await;
    assert!(text(&access["base_url"]).ends_with("/scim/v2"), "{access}");
    assert!(old.starts_with(text(&access["token"]["prefix"])) && !access.to_string().contains(&old));
    assert_eq!(app.count(&format!("select count(*) from scim_tokens where token_hash like '%{old}%'")).await, 0);
    assert!(access["last_used_at"].is_i64(), "{access}");

    let stale = owner.call("connections/make_scim_token", token_of(&provider.id, 0, 24)).await;
    assert_eq!(stale.refusal(), (409, "stale".to_owned()));
    let long = owner.call("connections/make_scim_token", token_of(&provider.id, 1, 999)).await;
    assert_eq!(long.faults(), ["keep_hours out_of_range 168"]);
    let fresh = owner.ask("connections/make_scim_token", token_of(&provider.id, 1, 1)).await;
    assert_eq!(provider.status().await, 200, "the old one works on");
    provider.token = text(&fresh["token"]).to_owned();
    assert_eq!(provider.status().await, 200);
    app.edge.services.clock.advance(3_600_000);
    assert_eq!(provider.status().await, 200);
    let new = std::mem::replace(&mut provider.token, old);
    assert_eq!(provider.status().await, 401, "an hour later it does not");

    provider.token = new;
    let gone = owner.ask("connections/revoke_scim_token", json!({ "id": provider.id, "revision": 2 })).await;
    assert_eq!(gone["token"], Value::Null);
    assert_eq!(provider.status().await, 401);
    let again = owner.call("connections/revoke_scim_token", json!({ "id": provider.id, "revision": 3 })).await;
    assert_eq!(again.refusal(), (409, "wrong_state".to_owned()));
    let told = owner.activity(json!({ "subject": "connection" })).await;
    let verbs: Vec<&str> = told.iter().map(|entry| text(&entry["verb"])).collect();
    assert_eq!(verbs, ["revoke", "reset", "reset", "create"]);
    assert!(!json!(told).to_string().contains(&provider.token));
}

#[tokio::test]
async fn only_whoever_manages_connections_makes_tokens_and_only_of_this_kind() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let member = app.member(&owner, Role::Member).await;
    let stranger = app.stranger().await;
    for (client, status) in [(&member, 403), (&stranger, 404)] {
        for function in ["connections/make_scim_token", "connections/revoke_scim_token", "connections/scim_access"] {
            assert_eq!(client.call(function, token_of(&provider.id, 1, 0)).await.status, status, "{function}");
        }
    }
    let files = json!({ "save": { "kind": "smtp", "name": "Mail", "settings": { "host": "mail.example.com", "port": "587",
        "security": "starttls", "from": "a@example.com" } } });
    let mail = owner.ask("connections/save", files).await;
    let wrong = owner.call("connections/make_scim_token", token_of(&mail["id"], 0, 0)).await;
    assert_eq!(wrong.faults(), ["kind unknown"]);
    let test = owner.call("connections/test", json!({ "id": provider.id })).await;
    assert_eq!(test.faults(), ["kind unknown"], "an identity provider calls and is not called");
}

#[tokio::test]
async fn a_token_opens_its_own_organisation_and_its_own_connection() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let first = app.provider(&owner, json!({})).await;
    let second = app.provider(&owner, json!({})).await;
    let other = app.provider(&stranger, json!({})).await;
    let ana = first.named("ana").await;
    for provider in [&second, &other] {
        assert_eq!(provider.get("/Users").await.json()["totalResults"], 0);
        assert_eq!(provider.get(&super::at("Users", &ana)).await.status, 404);
        assert_eq!(provider.delete(&super::at("Users", &ana)).await.status, 404);
    }
    assert_eq!(second.named("ana").await["userName"], "ana", "each connection has names of its own");
}

#[tokio::test]
async fn a_connection_that_is_removed_lets_nobody_in_and_leaves_what_it_brought() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({ "groups_are_departments": "on" })).await;
    let ana = provider.named("ana@example.com").await;
    provider.group("Pilots", &[&ana]).await;
    let now = owner.ask("connections/get", json!({ "id": provider.id })).await;
    assert_eq!(now["state"], "good");
    owner.ask("connections/remove", json!({ "id": provider.id, "revision": now["revision"] })).await;
    assert_eq!(provider.get("/Users").await.status, 401);
    let row = owner.row(&ana["id"]).await;
    assert_eq!((&row["source"], &row["status"]), (&json!("manual"), &json!("active")));
    let pilots = crate::common::find(&json!(owner.tree().await), "name", "Pilots");
    assert_eq!((&pilots["source"], &pilots["member_count"]), (&json!("manual"), &json!(1)));
    assert_eq!(app.count("select count(*) from scim_users").await, 0);
    let again = owner.call("connections/save", connection("Entra ID", json!({}))).await;
    assert_eq!(again.status, 200);
}

#[tokio::test]
async fn too_many_requests_wait() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let key = text(&provider.id).to_owned();
    let clock = &app.edge.services.clock;
    let refused = loop {
        // The bucket fills while the test runs.
        while app.edge.rates.take(&key, model::scim::RATE, clock.now()).is_ok() {}
        let answer = provider.get("/Users").await;
        if answer.status != 200 {
            break answer;
        }
    };
    assert_eq!(refusal(&refused), is(429, ""));
    assert_eq!(refused.header("retry-after"), "1");
}

#[tokio::test]
async fn a_provider_is_told_how_many_requests_may_follow_and_when_it_may_go_on() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let answer = provider.get("/Users").await;
    assert_eq!(answer.header("ratelimit-policy"), "\"token\";q=3000;w=60");
    assert!(answer.header("ratelimit").starts_with("\"token\";r=2999;t="), "{}", answer.header("ratelimit"));
    // Emptied a minute ahead, so that nothing flows in while this runs.
    let later = app.edge.services.clock.now().plus(60_000);
    while app.edge.rates.take(super::text(&provider.id), model::scim::RATE, later).is_ok() {}
    let refused = provider.get("/Users").await;
    assert_eq!(super::refusal(&refused), super::is(429, ""), "{}", refused.text());
    assert!(refused.header("ratelimit").starts_with("\"token\";r=0;t="), "{}", refused.header("ratelimit"));
    let seconds: i64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(refused.header("content-type"), "application/scim+json");
}
