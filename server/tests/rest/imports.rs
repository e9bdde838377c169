//! `/imports`

use super::{Script, text};
use crate::common::TestApp;
use crate::imports::common::csv;
use serde_json::{Value, json};

const PEOPLE: &[&[&str]] = &[
    &["Who", "Mail", "Unit"],
    &["Ann Able", "ann@example.com", "Docks"],
    &["Ben Bold", "no address", "Docks"],
    &["Cem Calm", "cem@example.com", "Docks"],
];

/// The import after the work that was asked for; it has to stand like this.
async fn until(app: &TestApp, script: &Script, path: &str, state: &str) -> (Value, String) {
    app.work().await;
    let answer = script.get(path).await;
    assert_eq!(answer.json()["state"], state, "{}", answer.text());
    (answer.json(), answer.header("etag").to_owned())
}

#[tokio::test]
async fn a_script_uploads_a_file_says_what_it_means_repairs_a_row_applies_it_and_puts_it_back() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.import"]).await;
    let made = script.upload("/imports", "staff.csv", &csv(PEOPLE)).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let path = made.header("location").strip_prefix("/api/v1").expect("below the root").to_owned();
    let (import, tag) = until(&app, &script, &path, "mapping").await;
    assert_eq!(import["columns"][1]["header"], "Mail");
    assert_eq!(import["columns"][1]["guess"], "email");

    let mapping = json!([{ "column": 0, "field": "name" }, { "column": 1, "field": "email" }, { "column": 2, "field": "departments" }]);
    let meant = json!({ "mapping": mapping, "create_departments": true, "mode": "all_or_nothing" });
    let stale = script.patch(&path, "\"9999\"", meant.clone()).await;
    assert_eq!(stale.refusal(), (409, "stale".to_owned()));
    assert_eq!(script.patch(&path, &tag, meant).await.status, 200);
    let (checked, tag) = until(&app, &script, &path, "checked").await;
    assert_eq!((&checked["rows"]["total"], &checked["rows"]["error"]), (&json!(3), &json!(1)), "{checked}");

    let refused = script.post(&format!("{path}/apply"), json!({})).await;
    assert_eq!(refused.refusal(), (409, "rows_wrong".to_owned()), "{}", refused.text());
    let rejected = script.get(&format!("{path}/rejected.xlsx")).await;
    assert_eq!((rejected.status.as_u16(), &rejected.body[..2]), (200, &b"PK"[..]));
    let mended = json!({ "repairs": [{ "row": 3, "column": 1, "text": "ben@example.com" }], "skip": [4] });
    let mended = script.patch(&path, &tag, mended).await;
    assert_eq!(mended.status, 200, "{}", mended.text());
    assert_eq!((&mended.json()["rows"]["error"], &mended.json()["rows"]["skipped"]), (&json!(0), &json!(1)));

    let begun = script.post(&format!("{path}/apply"), json!({})).await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    assert!(!text(&begun.json()["run"]).is_empty());
    until(&app, &script, &path, "drafted").await;
    assert_eq!(app.count("select count(*) from members").await, 1, "proposed, not done");
    assert_eq!(script.post(&format!("{path}/apply"), json!({})).await.status, 202);
    until(&app, &script, &path, "applied").await;
    assert_eq!(
        owner.names(json!({ "search": "example.com", "statuses": ["invited"] })).await,
        ["Ann Able", "Ben Bold"]
    );
    assert_eq!(app.count("select count(*) from departments where name = 'Docks'").await, 1);

    assert_eq!(script.post(&format!("{path}/undo"), json!({})).await.status, 202);
    until(&app, &script, &path, "undone").await;
    assert_eq!(app.count("select count(*) from members").await, 1);
    assert_eq!(app.count("select count(*) from departments where name = 'Docks'").await, 0);
}

#[tokio::test]
async fn what_is_no_file_is_refused_and_what_is_given_up_stays_given_up() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.import"]).await;
    assert_eq!(script.post("/imports", json!({})).await.refusal(), (415, "unsupported_type".to_owned()));
    let page = script.upload("/imports", "staff.xls", b"<html><table><tr><td>1</td></tr></table></html>").await;
    let path = page.header("location").strip_prefix("/api/v1").expect("below the root").to_owned();
    let (failed, _) = until(&app, &script, &path, "failed").await;
    assert!(text(&failed["problem"]["detail"]).contains("web page"), "{failed}");

    let made = script.upload("/imports", "staff.csv", &csv(PEOPLE)).await;
    let path = made.header("location").strip_prefix("/api/v1").expect("below the root").to_owned();
    until(&app, &script, &path, "mapping").await;
    let given_up = script.post(&format!("{path}/cancel"), json!({})).await;
    assert_eq!((given_up.status.as_u16(), given_up.json()["state"].clone()), (200, json!("cancelled")));
    let again = script.post(&format!("{path}/apply"), json!({})).await;
    assert_eq!(again.refusal(), (409, "wrong_state".to_owned()));
    let listed = script.get("/imports").await.json();
    let states: Vec<&str> = listed["items"].as_array().expect("a list").iter().map(|one| text(&one["state"])).collect();
    assert_eq!(states, ["cancelled", "failed"]);
    let template = script.get("/imports/templates/members.xlsx").await;
    assert_eq!((template.status.as_u16(), &template.body[..2]), (200, &b"PK"[..]));
}

#[tokio::test]
async fn a_script_brings_customers_and_says_so_before_the_file_or_behind_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["customers.write"]).await;
    let file = csv(&[&["Customer", "Mobile", "Tags"], &["Lin Hua", "+8613800000001", "Level/Gold"]]);
    // Without a word these are members, whom this key may not bring.
    assert_eq!(script.upload("/imports", "c.csv", &file).await.refusal(), (403, "forbidden".to_owned()));
    for first in [true, false] {
        let made = script.upload_as("customers", "/imports", ("c.csv", &file), first).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(made.json()["kind"], "customers");
    }
    let unknown = script.upload_as("offices", "/imports", ("c.csv", &file), false).await;
    assert_eq!(
        (unknown.status.as_u16(), &unknown.json()["errors"][0]["field"]),
        (422, &json!("kind")),
        "{}",
        unknown.text()
    );
    app.sweep().await;
    let made = script.upload_as("customers", "/imports", ("c.csv", &file), false).await;
    let path = made.header("location").strip_prefix("/api/v1").expect("below the root").to_owned();
    let (import, tag) = until(&app, &script, &path, "mapping").await;
    assert_eq!(import["columns"][2]["guess"], "tags");
    assert_eq!(script.patch(&path, &tag, json!({ "create_tags": true, "match_names": true })).await.status, 200);
    until(&app, &script, &path, "checked").await;
    assert_eq!(script.post(&format!("{path}/apply"), json!({})).await.status, 202);
    until(&app, &script, &path, "drafted").await;
    assert_eq!(script.post(&format!("{path}/apply"), json!({})).await.status, 202);
    until(&app, &script, &path, "applied").await;
    assert_eq!(app.count("select count(*) from customers where phone = '+8613800000001'").await, 1);
    assert_eq!(script.post(&format!("{path}/undo"), json!({})).await.status, 202);
    until(&app, &script, &path, "undone").await;
    assert_eq!(app.count("select count(*) from customers").await, 0);
    let template = script.get("/imports/templates/customers.xlsx").await;
    assert_eq!((template.status.as_u16(), &template.body[..2]), (200, &b"PK"[..]));
}
