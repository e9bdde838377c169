use reqwest::Method;
use serde_json::{Value, json};

use super::{World, http};

async fn control(world: &World, path: &str, body: Option<Value>) -> (u16, Value) {
    let url = world.running.login_url().join(&format!("/_fake/{path}")).unwrap();
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
    let agent = world.agent().await;
    let acted = control(&world, "act", Some(json!({"action": "contact_begin", "agent": agent.0}))).await;
    assert_eq!(acted.0, 200);
    let (status, _) = control(&world, "act", Some(json!({"action": "contact_begin", "agent": agent.0}))).await;
    assert_eq!(status, 422, "one contact at a time");
    let (_, state) = control(&world, "state", None).await;
    assert_eq!(state["agents"], 120);
    assert!(state["in_contact"].as_u64().unwrap() > 0);
    let (_, clock) = control(&world, "clock", Some(json!({"advance": 60}))).await;
    assert!(clock["now"].as_i64().unwrap() >= 1_790_000_060);
    let fault = json!({"path": "teams", "times": 9, "kind": {"status": 418}});
    assert_eq!(control(&world, "fail", Some(fault)).await.0, 200);
    assert_eq!(world.client.teams().await.unwrap_err().status(), Some(418));
    let (_, ledger) = control(&world, "ledger", None).await;
    assert_eq!((&ledger["calls"]["teams"], &ledger["refusals"]["418"]), (&json!(1), &json!(1)));
}

/// What a program without a token, or without a wish for JSON, would get.
#[tokio::test]
async fn the_fake_is_as_strict_as_the_platform() {
    let world = World::start().await;
    let get = async |path: &str, headers: &[(&str, &str)]| {
        let http = http();
        let mut request = http.request(Method::GET, world.running.login_url().join(path).unwrap());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = http.send(request).await.unwrap();
        (answer.status, String::from_utf8(answer.body.to_vec()).unwrap())
    };
    let agents = "/incontactapi/SERVICES/v25.0/agents";
    let (status, body) = get(agents, &[("accept", "application/json")]).await;
    assert!(status == 401 && body.contains("error_description"), "{body}");
    let (status, body) = get("/adapter-apis/v1/partner/rule/7", &[("authorization", "Bearer nonsense")]).await;
    assert!(status == 401 && body.contains("timestamp"), "UserHub's shape: {body}");
    assert_eq!(get("/inContactAPI/services/v25.0/nonsense", &[]).await.0, 404);

    let form = "grant_type=password&username=FAKEACCESSKEYID&password=fake%2Baccess%2Fkey%26secret%3D%3D\
                &client_id=fake-client&client_secret=fake-client-secret";
    let url = world.running.login_url().join("/auth/token").unwrap();
    let http = http();
    let request =
        http.request(Method::POST, url).header("content-type", "application/x-www-form-urlencoded").body(form);
    let token: Value = serde_json::from_slice(&http.send(request).await.unwrap().body).unwrap();
    let bearer = format!("bearer {}", token["access_token"].as_str().unwrap());
    let (status, body) = get(agents, &[("authorization", &bearer)]).await;
    assert_eq!((status, body.as_str()), (200, "no known way to render"));
    let (status, body) = get(agents, &[("authorization", &bearer), ("accept", "application/json")]).await;
    assert!(status == 200 && body.contains("userID") && body.contains("lastPollTime"), "{body}");
}
