//! What was imported and is put back leaves everything as it was.

use super::common::csv;
use super::round::{Dice, staff};
use crate::common::{Client, TestApp};
use serde_json::{Value, json};

/// Carries an import of the first so many rows out; its change set.
async fn bring(app: &TestApp, owner: &Client, rows: &[Vec<String>], options: Value) -> Value {
    let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let texts: Vec<&[&str]> = texts.iter().map(Vec::as_slice).collect();
    let import = app.read_file(owner, "staff.csv", &csv(&texts)).await;
    let import = app.check_file(owner, &import, options).await;
    let set = app.draft_file(owner, &import).await;
    app.apply(owner, &set["id"]).await
}

#[tokio::test]
async fn an_import_that_is_put_back_leaves_the_database_as_it_was() {
    for seed in 1..4 {
        for duplicates in ["overwrite", "fill_empty"] {
            let app = TestApp::start().await;
            let owner = app.owner().await;
            let mut dice = Dice(seed);
            // Half of those who come later are here already, with other positions, places and departments.
            let here = staff(&mut dice);
            bring(&app, &owner, &here[..=20], json!({ "create_departments": true })).await;
            let before = app.dump().await;
            let options = json!({ "create_departments": true, "duplicates": duplicates, "mode": "valid_only" });
            let set = bring(&app, &owner, &staff(&mut dice), options).await;
            let now = app.dump().await;
            assert!(now.len() > before.len() + 20, "seed {seed}, {duplicates}: {set}");
            app.undo(&owner, &set).await;
            assert_eq!(app.dump().await, before, "seed {seed}, {duplicates}");
        }
    }
}
