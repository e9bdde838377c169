//! The document, its page, and what holds for every answer.

use super::{errors, text};
use crate::common::TestApp;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn the_document_is_there_for_everybody_and_names_every_part() {
    let app = TestApp::start().await;
    let answer = app.nobody().get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, 200);
    let document = answer.json();
    assert!(text(&document["openapi"]).starts_with("3.1"), "{}", document["openapi"]);
    let mut names = std::collections::BTreeSet::new();
    let mut count = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            count += 1;
            assert!(names.insert(text(&operation["operationId"]).to_owned()), "{method} {path}: named twice");
            assert!(!text(&operation["summary"]).is_empty(), "{method} {path}");
            assert!(operation["responses"]["default"].is_object(), "{method} {path}");
            let wanted = path.matches('{').count();
            let told = operation["parameters"].as_array().unwrap().iter().filter(|one| one["in"] == "path").count();
            assert_eq!(told, wanted, "{method} {path}");
        }
    }
    assert!(count > 30, "{count}");
    let mut pointers = Vec::new();
    gather(&document, &mut pointers);
    for pointer in pointers {
        let path = pointer.trim_start_matches('#');
        assert!(document.pointer(path).is_some(), "{pointer} points at nothing");
    }
}

fn gather(value: &Value, pointers: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            pointers.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| gather(value, pointers));
        }
        Value::Array(items) => items.iter().for_each(|value| gather(value, pointers)),
        _ => {}
    }
}

#[tokio::test]
async fn the_page_tells_every_operation_without_script() {
    let app = TestApp::start().await;
    let page = app.nobody().get("/docs").await;
    assert_eq!(page.status, 200);
    let html = page.text();
    assert!(!html.contains("<script"), "no script");
    assert!(!html.contains("src=\"http") && !html.contains("href=\"http"), "nothing from elsewhere");
    let document = app.nobody().get("/api/v1/openapi.json").await.json();
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(html.contains(path.as_str()), "{path}");
    }
    for wanted in ["members.write", "department_ids", "If-Match", "id=\"problem-key_refused\"", "curl"] {
        assert!(html.contains(wanted), "{wanted}");
    }
}

#[tokio::test]
async fn refusals_are_problem_documents_whatever_goes_wrong() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["all"]).await;
    let root = text(&owner.root().await["id"]).to_owned();
    let raw = |kind: &str, body: &str| {
        script.request(Method::POST, "/departments").header("content-type", kind).body(body.to_owned())
    };
    let long = "x".repeat(1_100_000);
    let wrong_name = json!({ "name": "a/b", "parent_id": root }).to_string();
    for (request, status, code) in [
        (script.request(Method::GET, "/nothing"), 404, "not_found"),
        (script.request(Method::GET, "/members/nobody"), 404, "not_found"),
        (script.request(Method::PUT, "/members"), 405, "method_not_allowed"),
        (raw("text/plain", "{}"), 415, "unsupported_type"),
        (raw("application/json", "{"), 400, "malformed"),
        (raw("application/json", &wrong_name), 422, "invalid"),
        (raw("application/json", &long), 413, "too_large"),
        (script.request(Method::DELETE, "/departments/x"), 428, "if_match_missing"),
        (script.request(Method::GET, "/members?cursor=*"), 400, "malformed"),
    ] {
        let answer = script.send(request).await;
        assert_eq!(answer.refusal(), (status, code.to_owned()), "{}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json", "{code}");
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        assert_eq!(text(&problem["type"]), format!("/docs#problem-{code}"));
        assert!(!text(&problem["title"]).is_empty() && !text(&problem["detail"]).is_empty(), "{problem}");
        assert!(problem["errors"].is_array(), "{problem}");
    }
}

#[tokio::test]
async fn a_field_at_fault_is_named_as_it_was_sent() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["all"]).await;
    let root = text(&owner.root().await["id"]).to_owned();
    for (body, wanted) in [
        (json!({ "parent_id": root }), "name missing"),
        (json!({ "name": 7, "parent_id": root }), "name malformed"),
        (json!({ "name": "x".repeat(65), "parent_id": root }), "name too_long"),
    ] {
        assert_eq!(errors(&script.post("/departments", body).await), [wanted]);
    }
    for (path, wanted) in [
        ("/members?limit=ten", "limit malformed"),
        ("/members?limit=0", "limit out_of_range"),
        ("/members?status=asleep", "status unknown"),
        ("/audit?from=yesterday", "from malformed"),
        ("/joins?state=waiting,gone", "state unknown"),
    ] {
        let answer = script.get(path).await;
        assert_eq!((answer.status.as_u16(), errors(&answer)), (422, vec![wanted.to_owned()]), "{path}");
    }
    let answer = script.post("/invitations", json!({ "kind": "link", "expires_at": "2020-01-01T00:00:00Z" })).await;
    assert_eq!(errors(&answer), ["expires_at out_of_range"]);
    let link = script.post("/invitations", json!({ "kind": "link", "department_id": "none" })).await;
    assert_eq!(errors(&link), ["department_id unknown"]);
}
