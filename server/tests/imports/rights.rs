//! Whose imports one sees, and where a Department Admin brings people.

use super::common::csv;
use crate::common::{Branches, TestApp};
use model::permission::Role;
use serde_json::json;

const STAFF: &[&[&str]] = &[
    &["Name", "E-mail", "Department"],
    &["Ann", "ann@example.com", "Sales/North"],
    &["Ben", "ben@example.com", "Sales/South"],
    &["Cid", "cid@example.com", "Crew"],
    &["Dee", "dee@example.com", "Elsewhere"],
    &["Eve", "eve@example.com", ""],
    &["Ada", "ada@example.com", "Sales"],
];

#[tokio::test]
async fn a_department_admin_brings_people_into_his_departments_only() {
    let Branches { app, owner, head, .. } = Branches::grow().await;
    let import = app.checked(&head, STAFF, json!({ "create_departments": true })).await;
    assert_eq!(
        head.findings(&import["id"]).await,
        [
            "3 info departments department_created",
            "4 error departments department_outside_scope",
            "5 error departments department_outside_scope",
            "6 error departments department_needed",
            "7 error email member_outside_scope",
        ]
    );
    let text = serde_json::to_string(&head.import_rows(&import["id"], json!({})).await).unwrap();
    assert!(!text.contains("Ada Owner"), "whoever may not see a member learns that there is one, not who");
    let set = app.draft_file(&head, &import).await;
    assert_eq!(app.apply(&head, &set["id"]).await["outcomes"], json!([["applied", 3], ["skipped", 4]]));
    let mut names = head.names(json!({ "statuses": ["invited"] })).await;
    names.sort();
    assert_eq!(names, ["Ann", "Ben"]);
    let theirs = app.checked(&owner, STAFF, json!({})).await;
    assert_eq!(head.call("imports/get", json!({ "id": theirs["id"] })).await.status, 404);
    let path = format!("/import/{}/rejected", theirs["id"].as_str().unwrap());
    assert_eq!(head.get(&path).await.status, 404);
    assert_eq!(head.ask("imports/list", json!({ "page": {} })).await["items"].as_array().unwrap().len(), 1);
    assert_eq!(owner.ask("imports/list", json!({ "page": {} })).await["items"].as_array().unwrap().len(), 2);
    app.undo(&head, &set).await;
    app.sound().await;
}

#[tokio::test]
async fn nobody_without_the_right_and_nobody_from_elsewhere() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let file = csv(STAFF);
    assert_eq!(app.nobody().upload("a.csv", &file).await.status, 401);
    for role in [Role::Member, Role::Auditor] {
        let client = app.member(&owner, role).await;
        assert_eq!(client.upload("a.csv", &file).await.refusal(), (403, "forbidden".to_owned()));
        assert_eq!(client.get("/import/template/members").await.status, 403);
    }
    let import = app.checked(&owner, STAFF, json!({})).await;
    let stranger = app.stranger().await;
    for call in ["imports/get", "imports/check", "imports/draft", "imports/cancel"] {
        assert_eq!(stranger.call(call, json!({ "id": import["id"] })).await.status, 404, "{call}");
    }
    assert_eq!(stranger.call("imports/rows", json!({ "query": { "import": import["id"] } })).await.status, 404);
    let foreign = owner.request(reqwest::Method::POST, "/import/members").header("origin", "https://evil.test");
    assert_eq!(owner.send(foreign.body("x")).await.refusal(), (403, "foreign_origin".to_owned()));
}
