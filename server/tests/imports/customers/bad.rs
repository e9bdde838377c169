//! What the check finds in rows about customers, and how a repair is judged.

use super::super::common::csv;
use super::bring;
use crate::common::TestApp;
use serde_json::json;

#[tokio::test]
async fn every_fault_of_a_row_is_told_where_it_is() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Benjamin", "ben@example.com", "").await;
    app.person(&owner, "Twin", "one@example.com", "").await;
    app.person(&owner, "Twin", "two@example.com", "").await;
    owner.ask("customers/save_tag", json!({ "save": { "group": "A", "name": "Same" } })).await;
    owner.ask("customers/save_tag", json!({ "save": { "group": "B", "name": "Same" } })).await;
    let first: &[&[&str]] =
        &[&["Name", "Phone", "E-mail"], &["One", "+8613800000001", ""], &["Two", "", "two@customer.example"]];
    bring(&app, &owner, first, json!({})).await;
    let long = "x".repeat(31);
    let file: &[&[&str]] = &[
        &["Name", "Company", "Phone", "E-mail", "Owner", "Tags", "Added"],
        &["", "", "", "", "", "", ""],
        &["B", "", "12", "x", "", "", ""],
        &["C", "", "+8613800000001", "two@customer.example", "", "", ""],
        &["D", "", "", "", "Benjamim", "", ""],
        &["E", "", "", "", "Nobody Ever", "", ""],
        &["F", "", "", "", "Twin", "", ""],
        &["G", "", "", "", "", "Same", ""],
        &["H", "", "", "", "", "Level/New", ""],
        &["I", "", "", "", "", &long, ""],
        &["J", "", "", "", "", "", "3/4/2026"],
        &["K", "", "", "", "", "", "2999-01-01"],
        &["L", "Quay", "", "l@example.com", "", "", ""],
        &["L", "Quay", "", "l@example.com", "", "", ""],
    ];
    let import = app.checked_customers(&owner, file, json!({})).await;
    assert_eq!(
        owner.findings(&import["id"]).await,
        [
            "3 error phone malformed_phone",
            "3 error email malformed_email",
            "4 error - two_customers_here",
            "5 error owners owner_near",
            "6 error owners owner_unknown",
            "7 error owners owner_ambiguous",
            "8 error tags tag_ambiguous",
            "9 error tags tag_unknown",
            "10 error tags tag_bad_name",
            "11 error added malformed_date",
            "12 error added future_date",
            "14 error email repeated_email",
            "14 warning name repeated_name",
        ]
    );
    let rows = owner.import_rows(&import["id"], json!({ "code": "owner_near" })).await;
    assert_eq!(rows[0]["issues"][0]["params"], json!([["text", "Benjamim"], ["near", "Benjamin"]]));
}

#[tokio::test]
async fn a_repair_is_judged_as_the_check_does_and_frees_the_row_that_came_second() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let file: &[&[&str]] = &[
        &["Name", "Company", "Phone"],
        &["Ann", "Quay", "+8613800000001"],
        &["Ben", "Quay", "+8613800000001"],
        &["Ben", "Quay", ""],
    ];
    let import = app.read_customers(&owner, "c.csv", &csv(file)).await;
    let import = app.check_file(&owner, &import, json!({ "match_names": true })).await;
    assert_eq!(owner.findings(&import["id"]).await, ["3 error phone repeated_phone", "4 error name repeated_name"]);
    let repair = |number: i64, column: i64, text: &str| json!({ "repair": { "import": import["id"], "number": number, "column": column, "text": text } });
    owner.ask("imports/repair", repair(2, 2, "+8613800000002")).await;
    assert_eq!(owner.findings(&import["id"]).await, ["4 error name repeated_name"]);
    owner.ask("imports/repair", repair(4, 0, "Cid")).await;
    assert!(owner.findings(&import["id"]).await.is_empty());
    let counts = owner.import(&import["id"]).await["counts"].clone();
    assert_eq!((&counts["fine"], &counts["error"], &counts["rows"]), (&json!(3), &json!(0), &json!(3)), "{counts}");
}
