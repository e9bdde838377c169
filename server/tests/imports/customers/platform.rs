//! Customers of whom a platform tells: what it owns stays.

use super::rows;
use crate::common::TestApp;
use crate::common::file;
use crate::common::platform::Platform;
use serde_json::json;

#[tokio::test]
async fn what_a_platform_owns_is_not_changed_and_the_check_says_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(10, 3, 12).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    app.apply(&owner, &run["change_set"]).await;
    let page = owner.ask("customers/list", json!({ "query": {} })).await;
    let row = &page["items"][0];
    let detail = owner.ask("customers/get", json!({ "id": row["id"] })).await;
    let edit = json!({ "id": row["id"], "revision": row["revision"], "email": "known@example.com" });
    owner.ask("customers/edit", json!({ "edit": edit })).await;
    let file: &[&[&str]] = &[
        &["Name", "Company", "E-mail", "Note"],
        &["Somebody Else", "Another Company", "known@example.com", "likes tea"],
    ];
    let import = app.checked_customers(&owner, file, json!({ "duplicates": "overwrite" })).await;
    assert_eq!(
        owner.findings(&import["id"]).await,
        ["2 info email same_email_here", "2 warning name other_name_here", "2 info - customer_owned_there"]
    );
    let set = app.draft_file(&owner, &import).await;
    let proposed = rows(&owner, &set).await;
    assert_eq!(proposed[0]["fields"], json!([{ "field": "note", "before": "", "after": "likes tea" }]), "{proposed:?}");
    app.apply(&owner, &set["id"]).await;
    let now = owner.ask("customers/get", json!({ "id": row["id"] })).await;
    assert_eq!((&now["note"], &now["row"]["name"]), (&json!("likes tea"), &detail["row"]["name"]));
    let only: &[&[&str]] = &[&["Name", "E-mail"], &["Somebody Else", "known@example.com"]];
    let import = app.checked_customers(&owner, only, json!({ "duplicates": "overwrite" })).await;
    let set = app.draft_file(&owner, &import).await;
    let proposed = rows(&owner, &set).await;
    assert_eq!((&proposed[0]["verdict"], &proposed[0]["reason"]), (&json!("blocked"), &json!("owned_there")));
}

#[tokio::test]
async fn an_exported_list_of_a_platforms_customers_changes_nothing_when_it_comes_back() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(10, 3, 30).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    app.apply(&owner, &run["change_set"]).await;
    // Without a company nobody tells two of a name apart.
    app.tamper("update customers set company = id").await;
    let before = app.dump().await;
    let sent = file::export(&owner, "customers", json!({ "query": {}, "format": "csv" })).await;
    let import = app.read_customers(&owner, "customers.csv", &sent.body).await;
    let options = json!({ "duplicates": "overwrite", "match_names": true });
    let import = app.check_file(&owner, &import, options).await;
    assert_eq!(import["counts"]["error"], 0, "{:?}", owner.findings(&import["id"]).await);
    let set = app.draft_file(&owner, &import).await;
    assert_eq!(rows(&owner, &set).await.len(), 0, "{set}");
    assert_eq!(app.dump().await, before);
}
