//! Changing many members alike: proposed, reviewed, carried out, put back.

use crate::common::platform::Platform;
use crate::common::{Branches, Client, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

/// Asks for an edit and lets it be looked at; the change set.
async fn draft(app: &TestApp, client: &Client, edit: Value) -> Value {
    let run = client.ask("members/bulk_edit", json!({ "edit": edit })).await;
    app.work().await;
    let run = client.ask("runs/get", json!({ "id": run["id"] })).await;
    assert_eq!(run["state"], "waiting_review", "{run}");
    client.ask("changes/get", json!({ "id": run["change_set"] })).await
}

async fn rows(client: &Client, set: &Value) -> Vec<Value> {
    client.ask("changes/rows", json!({ "query": { "set": set["id"] } })).await["items"]
        .as_array()
        .expect("rows")
        .clone()
}

async fn undo(app: &TestApp, client: &Client, set: &Value) -> Value {
    client.ask("changes/undo", json!({ "id": set["id"] })).await;
    app.work().await;
    client.ask("changes/get", json!({ "id": set["id"] })).await
}

#[tokio::test]
async fn everybody_who_matches_moves_after_a_preview_and_an_undo_leaves_all_as_it_was() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (sales, north) = (owner.add(&owner.root().await, "Sales").await, owner.add(&owner.root().await, "North").await);
    let mut people = Vec::new();
    for name in ["Ann", "Ben", "Cid"] {
        people.push(app.person(&owner, name, &format!("{name}@example.com"), "").await["id"].clone());
    }
    // Ben is there already, Cid sits in both.
    let edit = |id: &Value, revision: i64, departments: Value| {
        let edit = json!({ "id": id, "revision": revision, "departments": departments, "position": "Pilot" });
        owner.ask("members/edit", json!({ "edit": edit }))
    };
    let revision = owner.row(&people[1]).await["revision"].as_i64().unwrap();
    edit(&people[1], revision, json!([sales["id"]])).await;
    edit(&people[2], revision, json!([north["id"], sales["id"]])).await;
    let before: Vec<Value> = futures::future::join_all(people.iter().map(|id| owner.row(id))).await;

    let wanted = json!({ "ids": people, "department": sales["id"], "position": "Pilot", "location": "Dock 3" });
    let set = draft(&app, &owner, wanted).await;
    assert_eq!((&set["kind"], &set["counts"]["change"], &set["accepted"]), (&json!("edit"), &json!(3), &json!(3)));
    let ben = rows(&owner, &set).await.into_iter().find(|row| row["name"] == "Ben").unwrap();
    assert_eq!(ben["fields"], json!([{ "field": "location", "before": "", "after": "Dock 3" }]), "only what differs");
    assert_eq!(owner.row(&people[0]).await["position"], "", "nothing before it is reviewed");

    let done = app.apply(&owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 3]]));
    for id in &people {
        let row = owner.row(id).await;
        assert_eq!((&row["position"], &row["location"]), (&json!("Pilot"), &json!("Dock 3")));
        assert_eq!(row["departments"][0]["name"], "Sales");
    }
    let again = draft(&app, &owner, json!({ "ids": people, "position": "Pilot" })).await;
    assert_eq!((&again["counts"]["unchanged"], &again["accepted"]), (&json!(3), &json!(0)));

    let back = undo(&app, &owner, &set).await;
    assert_eq!((&back["state"], &back["outcomes"]), (&json!("undone"), &json!([["undone", 3]])));
    for was in before {
        let mut now = owner.row(&was["id"]).await;
        now["revision"] = was["revision"].clone();
        assert_eq!(now, was, "as it was");
    }
    let told = owner.activity(json!({ "subject": "member" })).await;
    assert_eq!((&told[0]["verb"], &told[3]["verb"]), (&json!("undo"), &json!("update")));
}

#[tokio::test]
async fn what_somebody_edited_since_is_left_alone_both_ways() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (ann, ben) =
        (app.person(&owner, "Ann", "ann@example.com", "").await, app.person(&owner, "Ben", "b@example.com", "").await);
    let touch = async |id: &Value, location: &str| {
        let revision = owner.row(id).await["revision"].clone();
        owner.ask("members/edit", json!({ "edit": { "id": id, "revision": revision, "location": location } })).await;
    };
    let set = draft(&app, &owner, json!({ "ids": [ann["id"], ben["id"]], "position": "Pilot" })).await;
    touch(&ann["id"], "Quay").await;
    let done = app.apply(&owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 1], ["failed", 1]]));
    let failed = rows(&owner, &set).await.into_iter().find(|row| row["state"] == "failed").unwrap();
    assert_eq!((&failed["name"], &failed["problem"]["code"]), (&json!("Ann"), &json!("stale")));
    touch(&ben["id"], "Quay").await;
    let back = undo(&app, &owner, &set).await;
    assert!(back["outcomes"].as_array().unwrap().contains(&json!(["kept", 1])), "{back}");
    assert_eq!(owner.row(&ben["id"]).await["position"], "Pilot", "kept, because somebody edited it since");
}

#[tokio::test]
async fn suspending_many_ends_their_sessions_and_names_whom_it_cannot() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.member(&owner, Role::Member).await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let set = draft(&app, &admin, json!({ "query": { "statuses": ["active"] }, "step": "suspend" })).await;
    assert_eq!((&set["counts"]["change"], &set["counts"]["blocked"]), (&json!(2), &json!(1)), "{set}");
    let blocked = rows(&admin, &set).await.into_iter().find(|row| row["verdict"] == "blocked").unwrap();
    assert_eq!((&blocked["reason"], &blocked["accepted"]), (&json!("role_above"), &json!(false)));
    let tick = json!({ "tick": { "set": set["id"], "rows": [blocked["id"]], "accepted": true } });
    assert_eq!(admin.ask("changes/tick", tick).await["accepted"], 2, "what cannot be done cannot be ticked");
    owner.ask("changes/apply", json!({ "id": set["id"], "word": "" })).await;
    app.work().await;
    assert_eq!(ann.call("organisation/me", json!({})).await.status, 401, "signed out at once");
    assert_eq!(owner.me().await["role"], "super_admin", "the owner stays");
    let alone = draft(&app, &owner, json!({ "query": { "statuses": ["active"] }, "step": "terminate" })).await;
    owner.ask("changes/apply", json!({ "id": alone["id"], "word": "" })).await;
    app.work().await;
    let failed = rows(&owner, &alone).await[0].clone();
    assert_eq!(failed["problem"]["code"], "last_super_admin", "{failed}");
}

#[tokio::test]
async fn what_the_platform_owns_is_left_out_and_said() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(6, 3, 0).await;
    let connection = platform.connect(&owner).await;
    let run = app.sync(&owner, &connection, "sync_contacts").await;
    app.apply(&owner, &run["change_set"]).await;
    let query = json!({ "source": "wecom" });
    let set = draft(&app, &owner, json!({ "query": query, "position": "Pilot" })).await;
    let reasons: Vec<Value> = rows(&owner, &set).await.iter().map(|row| row["reason"].clone()).collect();
    assert!(!reasons.is_empty() && reasons.iter().all(|reason| reason == "owned_there"), "{reasons:?}");
    let set = draft(&app, &owner, json!({ "query": query, "position": "Pilot", "location": "Dock" })).await;
    let fields = rows(&owner, &set).await[0]["fields"].clone();
    assert_eq!((fields.as_array().unwrap().len(), &fields[0]["field"]), (1, &json!("location")), "what can be is done");
}

#[tokio::test]
async fn a_department_admin_edits_his_own_people_and_sees_only_his_own_sets() {
    let Branches { app, owner, sales, crew, head: admin, .. } = Branches::grow().await;
    for (name, department) in [("Ann", &sales), ("Ben", &crew)] {
        let row = app.person(&owner, name, &format!("{name}@example.com"), "").await;
        let edit = json!({ "id": row["id"], "revision": row["revision"], "departments": [department["id"]] });
        owner.ask("members/edit", json!({ "edit": edit })).await;
    }
    let admin = &admin;
    let set = draft(&app, admin, json!({ "position": "Pilot" })).await;
    let names: Vec<Value> = rows(admin, &set).await.iter().map(|row| row["name"].clone()).collect();
    assert_eq!(names, ["Ann"]);
    let theirs = draft(&app, &owner, json!({ "position": "Captain" })).await;
    assert_eq!(admin.call("changes/get", json!({ "id": theirs["id"] })).await.status, 404);
    let listed = admin.ask("changes/list", json!({ "page": {} })).await["items"].clone();
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["id"]), (1, &set["id"]));
    assert_eq!(admin.call("runs/list", json!({ "query": {} })).await.json()["items"].as_array().unwrap().len(), 1);
    let outside = admin.call("members/bulk_edit", json!({ "edit": { "department": owner.root().await["id"] } })).await;
    assert_eq!(outside.faults(), ["department unknown"]);
    let nothing = admin.call("members/bulk_edit", json!({ "edit": {} })).await;
    assert_eq!(nothing.faults(), ["edit missing"]);
}
