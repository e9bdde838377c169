//! People who are here already: skipped, filled, overwritten, asked about.

use super::common::csv;
use crate::common::{TestApp, file};
use serde_json::{Value, json};

async fn rows(client: &crate::common::Client, set: &Value) -> Vec<Value> {
    client.ask("changes/rows", json!({ "query": { "set": set["id"] } })).await["items"]
        .as_array()
        .expect("rows")
        .clone()
}

#[tokio::test]
async fn an_exported_list_changes_nothing_when_it_comes_back() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let north = owner.add(&sales, "North").await;
    for (name, email, phone, places) in [
        ("=HYPERLINK(\"x\")", "hyper@example.com", "", vec![&north, &sales]),
        ("-Minus, \"q\"", "minus@example.com", "+8613800138000", vec![&sales]),
        ("王芳", "", "+5511987654321", vec![&north]),
    ] {
        let row = app.person(&owner, name, email, phone).await;
        let ids: Vec<&Value> = places.iter().map(|place| &place["id"]).collect();
        let edit = json!({ "id": row["id"], "revision": row["revision"], "departments": ids, "position": "=1+1", "work_number": format!("W-{name}") });
        owner.ask("members/edit", json!({ "edit": edit })).await;
    }
    for language in ["en", "zh-CN", "pt-BR"] {
        owner.ask("organisation/set_language", json!({ "language": language })).await;
        for format in ["csv", "xlsx"] {
            let export = file::export(&owner, "members", json!({ "query": {}, "format": format })).await;
            let import = app.read_file(&owner, &format!("members.{format}"), &export.body).await;
            let import = app.check_file(&owner, &import, json!({ "duplicates": "overwrite" })).await;
            assert_eq!(import["counts"]["error"], 0, "{:?}", owner.findings(&import["id"]).await);
            let set = app.draft_file(&owner, &import).await;
            assert_eq!(
                (&set["counts"]["unchanged"], &set["accepted"]),
                (&json!(4), &json!(0)),
                "{language} {format}: {:?}",
                rows(&owner, &set).await
            );
        }
    }
}

#[tokio::test]
async fn a_policy_says_what_becomes_of_people_who_are_here() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let ann = app.person(&owner, "Ann", "ann@example.com", "").await;
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "position": "Pilot" });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let before = app.dump().await;
    let rows_of: &[&[&str]] = &[
        &["Name", "E-mail", "Department", "Position", "Location"],
        &["Anna", "ANN@example.com", "Sales", "Captain", "Quay"],
    ];
    let fields = async |policy: &str| {
        let import = app.checked(&owner, rows_of, json!({ "duplicates": policy })).await;
        let set = app.draft_file(&owner, &import).await;
        let rows = rows(&owner, &set).await;
        let names = |row: &Value| {
            row["fields"]
                .as_array()
                .unwrap()
                .iter()
                .map(|field| field["field"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let first = rows.first().map(|row| (row["verdict"].as_str().unwrap().to_owned(), names(row)));
        (set, first)
    };
    assert_eq!(fields("skip").await.1, None);
    let (_, filled) = fields("fill_empty").await;
    assert_eq!(
        filled,
        Some(("change".into(), vec!["location".into(), "departments".into()])),
        "the position is not empty"
    );
    let (asked, found) = fields("ask").await;
    assert_eq!(found.as_ref().map(|found| found.0.as_str()), Some("conflict"));
    assert_eq!(asked["accepted"], 0, "a person decides first");
    let row = rows(&owner, &asked).await[0].clone();
    owner.ask("changes/resolve", json!({ "set": asked["id"], "row": row["id"], "resolution": "take_theirs" })).await;
    let done = app.apply(&owner, &asked["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 1]]), "{done}");
    let now = owner.row(&ann["id"]).await;
    assert_eq!(
        (&now["name"], &now["position"], &now["location"], &now["departments"][0]["department_id"]),
        (&json!("Ann"), &json!("Captain"), &json!("Quay"), &sales["id"]),
        "the name is the person's"
    );
    let back = app.undo(&owner, &asked).await;
    assert_eq!(back["outcomes"], json!([["undone", 1]]), "{back}");
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn the_same_file_twice_adds_nobody_twice() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let staff: &[&[&str]] = &[&["Name", "E-mail"], &["Ann", "ann@example.com"], &["Ben", "ben@example.com"]];
    let first = app.checked(&owner, staff, json!({})).await;
    let set = app.draft_file(&owner, &first).await;
    // A second one is drafted before the first is carried out.
    let second = app.checked(&owner, staff, json!({})).await;
    assert_eq!(second["same_as"], first["id"], "it is told");
    let late = app.draft_file(&owner, &second).await;
    assert_eq!(late["counts"]["add"], 2);
    assert_eq!(app.apply(&owner, &set["id"]).await["outcomes"], json!([["applied", 2]]));
    let done = app.apply(&owner, &late["id"]).await;
    assert_eq!(done["outcomes"], json!([["failed", 2]]), "{done}");
    let failed = rows(&owner, &late).await[0].clone();
    assert_eq!((&failed["problem"]["code"], &failed["problem"]["params"][0][1]), (&json!("taken"), &json!("email")));
    let book = file::workbook(&owner.get(&format!("/import/{}/rejected", second["id"].as_str().unwrap())).await);
    assert_eq!(book.len(), 3, "{book:?}");
    assert!(book[1][2].starts_with("Not imported: This value is in use already"), "{book:?}");
    let third = app.read_file(&owner, "staff.csv", &csv(staff)).await;
    let third = app.check_file(&owner, &third, json!({})).await;
    let third = app.draft_file(&owner, &third).await;
    assert_eq!((&third["counts"]["unchanged"], &third["accepted"]), (&json!(2), &json!(0)));
}

#[tokio::test]
async fn a_conflict_of_a_file_has_two_ways_out() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Ann", "ann@example.com", "").await;
    let staff: &[&[&str]] = &[&["Name", "E-mail", "Position"], &["Ann", "ann@example.com", "Pilot"]];
    let import = app.checked(&owner, staff, json!({ "duplicates": "ask" })).await;
    let set = app.draft_file(&owner, &import).await;
    let row = rows(&owner, &set).await[0].clone();
    let resolve = |way: &str| json!({ "set": set["id"], "row": row["id"], "resolution": way });
    assert_eq!(owner.call("changes/resolve", resolve("add_new")).await.faults(), ["resolution unknown"]);
    assert_eq!(owner.ask("changes/resolve", resolve("keep_ours")).await["accepted"], false);
    assert_eq!(owner.ask("changes/resolve", resolve("take_theirs")).await["accepted"], true);
}
