//! Members as a file: what is in it, and who may have it.

use crate::common::file::{self, csv, workbook};
use crate::common::{Answer, Client, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

async fn export(client: &Client, request: Value) -> Answer {
    file::export(client, "members", request).await
}

const COLUMNS: [&str; 4] = ["name", "email", "phone", "departments"];

#[tokio::test]
async fn both_kinds_of_file_hold_what_the_list_shows_and_run_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let north = owner.add(&sales, "North").await;
    for (name, email, phone) in [
        ("=HYPERLINK(\"http://evil.test\")", "hyper@example.com", ""),
        ("-Minus, \"quoted\"", "minus@example.com", "+8613800138000"),
        ("王芳", "wang@example.com", "+5511987654321"),
    ] {
        let row = app.person(&owner, name, email, phone).await;
        let edit = json!({ "id": row["id"], "revision": row["revision"], "departments": [north["id"], sales["id"]] });
        owner.ask("members/edit", json!({ "edit": edit })).await;
    }
    let request = |format: &str| json!({ "query": { "search": "example", "department": north["id"] }, "format": format, "columns": COLUMNS });
    let file = export(&owner, request("csv")).await;
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"members-20"), "{:?}", file.headers);
    assert_eq!(
        csv(&file),
        [
            ["Name", "E-mail", "Phone", "Departments"],
            ["'=HYPERLINK(\"http://evil.test\")", "hyper@example.com", "", "Sales/North; Sales"],
            ["'-Minus, \"quoted\"", "minus@example.com", "+8613800138000", "Sales/North; Sales"],
            ["王芳", "wang@example.com", "+5511987654321", "Sales/North; Sales"],
        ]
    );
    let book = workbook(&export(&owner, request("xlsx")).await);
    let plain: Vec<Vec<String>> = csv(&file)
        .into_iter()
        .map(|row| row.iter().map(|cell| domain::sheet::csv::original(cell).to_owned()).collect())
        .collect();
    assert_eq!(book, plain, "the same, and no cell needs an apostrophe");
}

#[tokio::test]
async fn every_column_is_there_in_the_readers_language() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    owner.ask("organisation/set_language", json!({ "language": "zh-CN" })).await;
    let book = workbook(&export(&owner, json!({ "query": {}, "format": "xlsx" })).await);
    assert_eq!(book[0].len(), 12, "{book:?}");
    assert_eq!((book[0][0].as_str(), book[0][7].as_str()), ("姓名", "角色"), "{book:?}");
    let created = owner.page(json!({})).await["items"][0]["created_at"].as_i64().expect("a moment");
    assert_eq!(
        book[1][10],
        domain::sheet::csv::utc(model::Moment(created)),
        "a date that spreadsheets count with: {book:?}"
    );
}

#[tokio::test]
async fn a_long_list_is_whole_and_in_order() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = crate::common::platform::Platform::of(1_203, 9, 0).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let request =
        |format: &str| json!({ "query": { "source": "wecom" }, "format": format, "columns": ["name", "work_number"] });
    let rows = csv(&export(&owner, request("csv")).await);
    assert_eq!(rows.len(), 1 + 1_203);
    assert_eq!(workbook(&export(&owner, request("xlsx")).await).len(), rows.len());
    let mut cursor = Value::Null;
    let mut listed = Vec::new();
    loop {
        let page = owner.page(json!({ "source": "wecom", "page": { "limit": 500, "cursor": cursor } })).await;
        listed.extend(page["items"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    let names: Vec<String> = rows[1..].iter().map(|row| row[0].clone()).collect();
    assert_eq!(names, listed);
}

#[tokio::test]
async fn the_chosen_ones_are_exported_and_the_activity_tells_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann", "ann@example.com", "").await;
    app.person(&owner, "Ben", "ben@example.com", "").await;
    let request = json!({ "query": {}, "ids": [ann["id"]], "format": "csv", "columns": ["name"] });
    assert_eq!(csv(&export(&owner, request).await), [["Name"], ["Ann"]]);
    let told = &owner.activity(json!({})).await[0];
    assert_eq!((&told["verb"], &told["subject_name"]), (&json!("export"), &json!("Harbour Works")), "{told}");
    assert_eq!(told["after"], r#"{"amount":1,"columns":["name"],"filters":["ids"],"kind":"csv"}"#);
}

#[tokio::test]
async fn nobody_takes_home_what_he_does_not_see() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let inside = app.person(&owner, "Inside", "inside@example.com", "").await;
    let outside = app.person(&owner, "Outside", "outside@example.com", "").await;
    let edit = json!({ "id": inside["id"], "revision": inside["revision"], "departments": [sales["id"]] });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let north = owner.add(&sales, "North").await;
    let deep = app.person(&owner, "Deep", "deep@example.com", "").await;
    let edit = json!({ "id": deep["id"], "revision": deep["revision"], "departments": [north["id"], sales["id"]] });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let of_north = app.head_of(&owner, &[&north]).await;
    let places = json!({ "query": { "search": "deep@" }, "format": "csv", "columns": ["departments"] });
    assert_eq!(csv(&export(&of_north, places.clone()).await)[1], ["North; Sales"], "nothing above what is his");
    assert_eq!(csv(&export(&owner, places).await)[1], ["Sales/North; Sales"]);
    let head = app.head_of(&owner, &[&sales]).await;
    let all = json!({ "query": {}, "format": "csv", "columns": ["name"] });
    let seen = csv(&export(&head, all.clone()).await);
    assert!(seen.contains(&vec!["Inside".to_owned()]) && !seen.contains(&vec!["Outside".to_owned()]), "{seen:?}");
    let his = json!({ "query": {}, "ids": [outside["id"]], "format": "csv", "columns": ["name"] });
    assert_eq!(csv(&export(&head, his).await), [["Name"]]);

    let member = app.member(&owner, Role::Member).await;
    assert_eq!(export(&member, all.clone()).await.status, 403);
    assert_eq!(export(&app.nobody(), all.clone()).await.status, 401);
    let stranger = app.stranger().await;
    assert_eq!(csv(&export(&stranger, all.clone()).await).len(), 2, "only themselves");
    assert_eq!(owner.post("/export/members", &[("request", "{")]).await.status, 400);
    let many: Vec<String> = (0..1_001).map(|n| n.to_string()).collect();
    let many = json!({ "query": {}, "ids": many, "format": "csv" });
    assert_eq!(export(&owner, many).await.status, 422);
    assert_eq!(owner.get("/export/members").await.status, 405, "a link from another site takes nothing home");
}
