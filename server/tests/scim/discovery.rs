//! What the server says it does.

use super::{is, refusal, text};
use crate::common::TestApp;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn what_the_server_does_is_told_and_only_read() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let config = provider.get("/ServiceProviderConfig").await;
    assert_eq!(config.header("content-type"), "application/scim+json");
    for (name, supported) in [("patch", true), ("bulk", false), ("filter", true), ("sort", true), ("etag", true)] {
        assert_eq!(config.json()[name]["supported"], json!(supported), "{name}");
    }
    for path in ["/ServiceProviderConfig", "/ResourceTypes", "/ResourceTypes/User", "/Schemas"] {
        assert_eq!(provider.get(path).await.status, 200, "{path}");
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = provider.send(provider.request(method.clone(), path).body("{}")).await;
            assert_eq!(refusal(&answer), is(405, ""), "{method} {path}");
        }
    }
    let schemas = provider.get("/Schemas").await.json();
    assert_eq!(schemas["totalResults"], json!(3));
    for schema in schemas["Resources"].as_array().unwrap() {
        let one = provider.get(&format!("/Schemas/{}", text(&schema["id"]))).await;
        assert_eq!(&one.json(), schema);
    }
    for path in ["/Schemas/urn:none", "/ResourceTypes/Robot", "/nothing", "/Users/nobody", "/Groups/none", ""] {
        assert_eq!(refusal(&provider.get(path).await), is(404, ""), "{path}");
    }
    assert_eq!(refusal(&provider.get("/Schemas?filter=id%20pr").await), is(403, ""));
    assert_eq!(refusal(&provider.post("/Bulk", json!({})).await), is(501, ""));
    assert_eq!(refusal(&provider.get("/Me").await), is(501, ""));
}
