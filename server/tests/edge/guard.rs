//! Other sites, and the headers that keep them out.

use crate::common::TestApp;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn another_site_changes_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let tries: [&[(&str, &str)]; 5] = [
        &[],
        &[("origin", "https://evil.test")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", app.edge.public.origin())],
    ];
    for path in ["/fn/organisation/me", "/sign-in", "/sign-out", "/join/BCDF2345", "/waiting/withdraw"] {
        for headers in tries {
            let mut request = owner.request(Method::POST, path).body("{}");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = owner.send(request).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "foreign_origin"), "{path} {headers:?}");
        }
    }
    let own = owner.request(Method::POST, "/fn/organisation/me").header("sec-fetch-site", "same-origin").body("{}");
    assert_eq!(owner.send(own).await.status, 200, "our own page still may");
}

#[tokio::test]
async fn a_function_cannot_be_called_by_a_link() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    assert_eq!(owner.get("/fn/organisation/me").await.status, 405);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut answers = Vec::new();
    for path in
        ["/sign-in", "/join", "/join/NOTHING", "/no/such/path", "/healthz", "/readyz", "/metrics", "/", "/events/x"]
    {
        answers.push((path, app.nobody().get(path).await));
    }
    answers.push(("function", owner.call("organisation/me", json!({})).await));
    answers.push(("refused", owner.send(owner.request(Method::POST, "/sign-in")).await));
    for (path, answer) in answers {
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{path}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"), "{path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{name} of {path}");
        }
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert!(answer.header("strict-transport-security").is_empty(), "plain http must not promise https");
    }
}

#[tokio::test]
async fn numbers_for_the_operator_stay_on_this_machine() {
    let app = TestApp::start().await;
    let near = app.nobody().get("/metrics").await;
    assert_eq!(near.status, 200);
    assert!(near.text().contains("muster_requests_total"), "{}", near.text());
    let client = app.nobody();
    let passed_on = client.request(Method::GET, "/metrics").header("x-forwarded-for", "203.0.113.9");
    assert_eq!(client.send(passed_on).await.status, 404);
}
