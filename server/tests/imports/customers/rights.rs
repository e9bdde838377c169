//! Who imports customers, and whose.

use super::super::common::csv;
use super::bring;
use crate::common::{Branches, TestApp};
use model::permission::Role;
use serde_json::json;

#[tokio::test]
async fn a_department_admin_brings_customers_to_his_own_people_only() {
    let Branches { app, owner, sales, crew, head, .. } = Branches::grow().await;
    for (name, email, place) in [("Sal", "sal@example.com", &sales), ("Cru", "cru@example.com", &crew)] {
        let person = app.person(&owner, name, email, "").await;
        let edit = json!({ "id": person["id"], "revision": person["revision"], "departments": [place["id"]] });
        owner.ask("members/edit", json!({ "edit": edit })).await;
    }
    let theirs: &[&[&str]] = &[&["Name", "E-mail", "Owner"], &["Far", "far@example.com", "Cru"]];
    bring(&app, &owner, theirs, json!({})).await;
    let file: &[&[&str]] = &[
        &["Name", "E-mail", "Owner"],
        &["Ann", "ann@customer.example", "Sal"],
        &["Ben", "ben@customer.example", "Cru"],
        &["Cid", "cid@customer.example", ""],
        &["Far", "far@example.com", "Sal"],
    ];
    let import = app.checked_customers(&head, file, json!({ "duplicates": "overwrite" })).await;
    assert_eq!(
        head.findings(&import["id"]).await,
        ["3 error owners owner_outside_scope", "4 error owners owner_needed", "5 error email customer_outside_scope",]
    );
    let set = app.draft_file(&head, &import).await;
    assert_eq!(app.apply(&head, &set["id"]).await["outcomes"], json!([["applied", 1], ["skipped", 3]]));
    let seen = head.ask("customers/list", json!({ "query": {} })).await;
    assert_eq!(super::names(&seen["items"]), ["Ann"]);
    // Tags are everybody's: whoever has a scope makes none.
    let import = app.read_customers(&head, "c.csv", &csv(file)).await;
    let mut options = import["options"].clone();
    options["create_tags"] = json!(true);
    let save = json!({ "id": import["id"], "revision": import["revision"], "options": options });
    assert_eq!(head.call("imports/save", save).await.refusal(), (403, "forbidden".to_owned()));
    let theirs = app.checked_customers(&owner, theirs, json!({})).await;
    assert_eq!(head.call("imports/get", json!({ "id": theirs["id"] })).await.status, 404);
    let back = app.undo(&head, &set).await;
    assert_eq!(back["outcomes"], json!([["skipped", 3], ["undone", 1]]), "{back}");
    app.sound().await;
}

#[tokio::test]
async fn each_kind_takes_a_right_of_its_own() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let file = csv(&[&["Name", "E-mail"], &["Ann", "ann@example.com"]]);
    let (keeper, _) = app.holder(&owner, "Keeper", &["customers.write"]).await;
    let (staff, _) = app.holder(&owner, "Staff", &["members.import"]).await;
    assert_eq!(keeper.upload("a.csv", &file).await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(staff.upload_customers("a.csv", &file).await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(keeper.get("/import/template/members").await.status, 403);
    assert_eq!(keeper.get("/import/template/customers").await.status, 200);
    let theirs = app.read_customers(&owner, "a.csv", &file).await;
    for (client, status) in [(&keeper, 404), (&staff, 404)] {
        // Whoever may not see phone numbers sees his own only, and nobody those of a kind that is not his.
        assert_eq!(client.call("imports/get", json!({ "id": theirs["id"] })).await.status, status);
    }
    let own = app.read_customers(&keeper, "a.csv", &file).await;
    let own = app.check_file(&keeper, &own, json!({})).await;
    let set = app.draft_file(&keeper, &own).await;
    assert_eq!(app.apply(&keeper, &set["id"]).await["outcomes"], json!([["applied", 1]]));
    let member = app.member(&owner, Role::Member).await;
    assert_eq!(member.upload_customers("a.csv", &file).await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(app.nobody().upload_customers("a.csv", &file).await.status, 401);
}
