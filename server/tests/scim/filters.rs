//! Filters, order and pages.

use super::{Provider, is, refusal, text};
use crate::common::TestApp;
use serde_json::{Value, json};

async fn crew(app: &TestApp) -> Provider {
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    for body in [
        json!({ "userName": "Ana", "externalId": "X1", "displayName": "Ana Lima", "title": "Pilot",
            "emails": [{ "value": "ana@example.com", "type": "work", "primary": true }, { "value": "ana@home.example", "type": "home" }] }),
        json!({ "userName": "bob_1", "externalId": "x1", "displayName": "100% Bob", "active": false, "name": { "familyName": "O'Neil" },
            "phoneNumbers": [{ "value": "+12025550100", "type": "mobile" }] }),
        json!({ "userName": "王芳", "displayName": "王芳", "title": "pilot",
            super::WORK: { "department": "Ops", "employeeNumber": "7" } }),
    ] {
        provider.user(body).await;
        app.edge.services.clock.advance(1_000);
    }
    provider
}

#[tokio::test]
async fn filters_find_whom_they_say() {
    let app = TestApp::start().await;
    let provider = crew(&app).await;
    for (filter, names) in [
        ("userName eq \"ANA\"", &["Ana"][..]),
        ("USERNAME Eq \"王芳\"", &["王芳"]),
        ("userName ne \"ana\"", &["bob_1", "王芳"]),
        ("externalId eq \"X1\"", &["Ana"]),
        ("externalId eq x1", &["bob_1"]),
        ("not (externalId pr)", &["王芳"]),
        ("externalId eq null", &["王芳"]),
        ("title eq \"PILOT\" and not (userName eq \"Ana\")", &["王芳"]),
        ("displayName co \"%\"", &["bob_1"]),
        ("displayName co \"_\"", &[]),
        ("userName co \"_\"", &["bob_1"]),
        ("displayName sw \"ana\"", &["Ana"]),
        ("displayName ew \"芳\"", &["王芳"]),
        ("displayName ew \"a very long end that nobody's name has\"", &[]),
        ("displayName sw \"\"", &["Ana", "bob_1", "王芳"]),
        ("name.familyName eq \"O'Neil\"", &["bob_1"]),
        ("active eq false", &["bob_1"]),
        ("active eq \"True\"", &["Ana", "王芳"]),
        ("emails eq \"ANA@example.com\"", &["Ana"]),
        ("emails.value ew \"home.example\"", &["Ana"]),
        ("emails[type eq \"work\"].value eq \"ana@example.com\"", &["Ana"]),
        ("emails[type eq \"work\"].value eq \"ana@home.example\"", &[]),
        ("emails[type eq \"home\" and primary eq true]", &[]),
        ("emails[not (primary eq true)]", &["Ana"]),
        ("emails pr or phoneNumbers.type eq \"mobile\"", &["Ana", "bob_1"]),
        ("not (emails pr)", &["bob_1", "王芳"]),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"ops\"", &["王芳"]),
        ("urn:ietf:params:scim:schemas:core:2.0:User:title pr", &["Ana", "王芳"]),
        ("meta.resourceType eq \"User\" and userName lt \"b\"", &["Ana"]),
        (
            "meta.created gt \"2020-01-01T00:00:00Z\" and meta.lastModified ge \"2020-01-01T00:00:00Z\"",
            &["Ana", "bob_1", "王芳"],
        ),
        ("meta.created lt \"2020-01-01T00:00:00Z\"", &[]),
        ("userName eq \"no\\\"body'; drop table scim_users; --\"", &[]),
    ] {
        assert_eq!(provider.found(filter).await, names, "{filter}");
    }
    for filter in [
        "password eq \"x\"",
        "nickName pr",
        "emails[display eq \"x\"]",
        "active gt true",
        "userName eq",
        "title[a pr]",
        "meta.created eq \"soon\"",
        "title gt null",
    ] {
        let filter: String = url::form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        assert_eq!(
            refusal(&provider.get(&format!("/Users?filter={filter}")).await),
            is(400, "invalidFilter"),
            "{filter}"
        );
    }
}

#[tokio::test]
async fn pages_count_from_one_and_keep_their_order() {
    let app = TestApp::start().await;
    let provider = crew(&app).await;
    let page = async |query: &str| {
        let answer = provider.get(&format!("/Users?{query}")).await;
        assert_eq!(answer.status, 200, "{query} {}", answer.text());
        let body = answer.json();
        assert_eq!(body["totalResults"], json!(3), "{query}");
        let names: Vec<String> =
            body["Resources"].as_array().unwrap().iter().map(|one| text(&one["userName"]).to_owned()).collect();
        assert_eq!(body["itemsPerPage"], json!(names.len()));
        (body["startIndex"].as_i64().unwrap(), names.join(" "))
    };
    for (query, start, names) in [
        ("", 1, "Ana bob_1 王芳"),
        ("startIndex=2&count=1&aadOptscim062020", 2, "bob_1"),
        ("startIndex=0&count=2", 1, "Ana bob_1"),
        ("startIndex=-7", 1, "Ana bob_1 王芳"),
        ("count=0", 1, ""),
        ("count=-1", 1, ""),
        ("startIndex=9223372036854775807", i64::MAX, ""),
        ("startIndex=99999999999999999999", i64::MAX, ""),
        ("count=100000", 1, "Ana bob_1 王芳"),
        ("sortBy=userName&sortOrder=descending", 1, "王芳 bob_1 Ana"),
        ("sortBy=externalId", 1, "Ana bob_1 王芳"),
        ("sortBy=title", 1, "Ana 王芳 bob_1"),
        ("sortBy=active", 1, "bob_1 Ana 王芳"),
        ("sortBy=meta.created&sortOrder=descending", 1, "王芳 bob_1 Ana"),
    ] {
        assert_eq!(page(query).await, (start, names.to_owned()), "{query}");
    }
}

#[tokio::test]
async fn users_and_groups_are_found_together() {
    let app = TestApp::start().await;
    let provider = crew(&app).await;
    provider.group("Ana's", &[]).await;
    let search = async |body: Value| {
        let found = provider.post("/.search", body).await;
        assert_eq!(found.status, 200, "{}", found.text());
        let found = found.json();
        let kinds: Vec<String> = found["Resources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| text(&one["meta"]["resourceType"]).to_owned())
            .collect();
        (found["totalResults"].as_i64().unwrap(), kinds.join(" "))
    };
    assert_eq!(search(json!({})).await, (4, "User User User Group".to_owned()));
    assert_eq!(search(json!({ "startIndex": 3, "count": 2 })).await, (4, "User Group".to_owned()));
    assert_eq!(search(json!({ "startIndex": 4 })).await, (4, "Group".to_owned()));
    assert_eq!(search(json!({ "filter": "displayName sw \"ana\"" })).await, (2, "User Group".to_owned()));
    assert_eq!(search(json!({ "filter": "userName eq \"ana\"" })).await, (1, "User".to_owned()));
    assert_eq!(search(json!({ "filter": "meta.resourceType eq \"Group\"" })).await, (1, "Group".to_owned()));
}
