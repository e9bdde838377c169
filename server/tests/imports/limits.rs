//! Quota, plan, cancelling, two at once.

use super::common::csv;
use crate::common::TestApp;
use serde_json::json;

const STAFF: &[&[&str]] = &[&["Name", "E-mail"], &["Ann", "ann@example.com"]];

#[tokio::test]
async fn a_hundred_files_a_day_on_the_free_plan() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.read_file(&owner, "a.csv", &csv(STAFF)).await;
    let quota = owner.ask("imports/quota", json!({})).await;
    assert_eq!((&quota["limit"], &quota["mine"], &quota["network"]), (&json!(100), &json!(1), &json!(1)), "{quota}");
    app.tamper("update import_quota set amount = 99").await;
    app.read_file(&owner, "b.csv", &csv(STAFF)).await;
    let refused = owner.upload("c.csv", &csv(STAFF)).await;
    assert_eq!(
        (refused.refusal(), refused.param("mine"), refused.param("network")),
        ((429, "quota".into()), "100".into(), "100".into())
    );
    assert_eq!(refused.param("until"), quota["opens_at"].to_string());
    // Another person behind the same address is refused too.
    let admin = app.member(&owner, model::permission::Role::AccountAdmin).await;
    assert_eq!(admin.upload("c.csv", &csv(STAFF)).await.param("mine"), "0");
    domain::imports::set_plan(&app.edge.services, "Harbour Works", true).await.expect("the organisation is there");
    assert_eq!(owner.ask("imports/quota", json!({})).await["limit"], json!(null));
    app.read_file(&owner, "c.csv", &csv(STAFF)).await;
    domain::imports::set_plan(&app.edge.services, "Harbour Works", false).await.expect("the organisation is there");
    assert_eq!(owner.upload("d.csv", &csv(STAFF)).await.status, 429);
    app.edge.services.clock.advance(model::moment::DAY);
    let next = app.signed_in("ada@example.com").await;
    assert_eq!(next.ask("imports/quota", json!({})).await["mine"], 0, "tomorrow");
    app.sound().await;
}

#[tokio::test]
async fn a_cancelled_import_keeps_no_bytes_and_no_rows() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let id = owner.upload("a.csv", &csv(STAFF)).await.json()["id"].clone();
    owner.ask("imports/cancel", json!({ "id": id })).await;
    app.work().await;
    assert_eq!(owner.import(&id).await["state"], "cancelled");
    let import = app.checked(&owner, STAFF, json!({})).await;
    owner.ask("imports/draft", json!({ "id": import["id"] })).await;
    owner.ask("imports/cancel", json!({ "id": import["id"] })).await;
    app.work().await;
    let import = owner.import(&import["id"]).await;
    assert_eq!((&import["state"], &import["change_set"]), (&json!("checked"), &json!(null)), "back where it was");
    assert_eq!(app.count("select count(*) from change_sets").await, 0);
    assert_eq!(owner.ask("imports/cancel", json!({ "id": import["id"] })).await["state"], "cancelled");
    for table in ["import_files", "import_rows"] {
        assert_eq!(app.count(&format!("select count(*) from {table}")).await, 0, "{table}");
    }
    assert_eq!(
        owner.call("imports/check", json!({ "id": import["id"] })).await.refusal(),
        (409, "wrong_state".to_owned())
    );
    assert_eq!(
        owner.ask("imports/list", json!({ "page": {} })).await["items"].as_array().unwrap().len(),
        2,
        "the history stays"
    );
}

#[tokio::test]
async fn two_imports_at_once_share_what_they_make_and_bring_nobody_twice() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let one: &[&[&str]] =
        &[&["Name", "E-mail", "Department"], &["Ann", "ann@example.com", "New/A"], &["Ben", "ben@example.com", "New"]];
    let two: &[&[&str]] =
        &[&["Name", "E-mail", "Department"], &["Ann", "ann@example.com", "new/B"], &["Cid", "cid@example.com", "New"]];
    let create = json!({ "create_departments": true });
    let (first, second) = (app.checked(&owner, one, create.clone()).await, app.checked(&owner, two, create).await);
    let (first, second) = (app.draft_file(&owner, &first).await, app.draft_file(&owner, &second).await);
    owner.ask("changes/apply", json!({ "id": first["id"], "word": "" })).await;
    owner.ask("changes/apply", json!({ "id": second["id"], "word": "" })).await;
    let services = app.edge.services.clone();
    let other = async move { while domain::worker::one(&services, "other").await.expect("the queue") {} };
    tokio::join!(app.work(), other);
    let mut names: Vec<String> =
        owner.tree().await.iter().map(|row| row["name"].as_str().unwrap().to_lowercase()).collect();
    names.sort();
    assert_eq!(names, ["a", "b", "harbour works", "new"]);
    assert_eq!(app.count("select count(*) from members where email_key = 'ann@example.com'").await, 1);
    assert_eq!(app.count("select count(*) from members where status = 'invited'").await, 3);
    app.sound().await;
}

#[tokio::test]
async fn a_month_later_the_rows_are_gone_and_the_history_is_there() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.checked(&owner, STAFF, json!({})).await;
    app.edge.services.clock.advance(31 * model::moment::DAY);
    app.sweep().await;
    assert_eq!(app.count("select count(*) from import_rows").await, 0);
    assert_eq!(app.count("select count(*) from imports").await, 1);
}
