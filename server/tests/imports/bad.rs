//! Bad files and bad cells: words that name row, column and fix; nothing is written.

use super::common::{csv, form, xlsx};
use crate::common::{Client, TestApp};
use app::words::Language;
use app::words::imports::{say_file, say_issue};
use model::Problem;
use model::import::RowIssue;
use serde_json::{Value, json};

/// What a person reads about a file that cannot be read.
async fn refused(app: &TestApp, client: &Client, name: &str, bytes: &[u8]) -> String {
    let import = app.read_file(client, name, bytes).await;
    assert_eq!(import["state"], "failed", "{import}");
    assert!(client.import_rows(&import["id"], json!({})).await.is_empty(), "nothing half read");
    let problem: Problem = serde_json::from_value(import["problem"].clone()).expect("a problem");
    let said = say_file(Language::En, &problem);
    assert!(!said.contains('{'), "{said}");
    said
}

/// Twelve megabytes of the same letter, packed to some thousands of bytes. No two texts are the same: a workbook holds those once.
fn bomb() -> Vec<u8> {
    let texts: Vec<String> = (0..400).map(|at| format!("{at}{}", "x".repeat(30_000))).collect();
    let rows: Vec<[&str; 1]> = texts.iter().map(|text| [text.as_str()]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
    xlsx(&rows)
}

#[tokio::test]
async fn files_that_cannot_be_read_say_why() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let before = app.dump().await;
    let said =
        refused(&app, &owner, "staff.xls", b"<html><body><table><tr><td>Name</td></tr></table></body></html>").await;
    assert!(said.starts_with("The file is a web page"), "{said}");
    let mut protected = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    protected.resize(1024, 0);
    let mut entry: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry.resize(128, 0);
    protected.extend(entry);
    assert!(refused(&app, &owner, "staff.xlsx", &protected).await.contains("password"));
    let wide: Vec<String> = (0..201).map(|at| at.to_string()).collect();
    let wide: Vec<&str> = wide.iter().map(String::as_str).collect();
    assert_eq!(
        refused(&app, &owner, "wide.csv", &csv(&[&["Name"], &wide])).await,
        "Row 2 has more than 200 columns. Remove those that are not needed."
    );
    let said = refused(&app, &owner, "cut.csv", b"Name,E-mail\nAnn,\"ann@example.com\nBen,ben@example.com\n").await;
    assert!(said.contains("line 2"), "{said}");
    let whole = xlsx(&[&["Name", "E-mail"], &["Ann", "ann@example.com"]]);
    let said = refused(&app, &owner, "cut.xlsx", &whole[..whole.len() / 2]).await;
    assert!(said.contains("damaged"), "{said}");
    let said = refused(&app, &owner, "bomb.xlsx", &bomb()).await;
    assert!(said.starts_with("The file unpacks to more than 200 times"), "{said}");
    let late = [b"Name,E-mail\n".to_vec(), vec![b'\n'; 10_000_000], b"Ann,ann@example.com\n".to_vec()].concat();
    let import = app.read_file(&owner, "late.csv", &late).await;
    assert_eq!((&import["state"], &import["summary"]["rows"]), (&json!("mapping"), &json!(2)), "they cost nothing");
    assert!(refused(&app, &owner, "packed.csv", b"\x1f\x8b\x08\x00\x00\x00\x00\x00").await.contains("not a table"));
    let empty = owner.upload("empty.csv", b"").await;
    assert_eq!((empty.refusal(), empty.param("error")), ((422, "file".into()), "empty".into()));
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut body = form("file", "staff.csv", &csv(&[&["Name"], &["Ann"]]));
    body.truncate(body.len() - 20);
    assert_eq!(owner.send_form(body).await.refusal(), (400, "malformed".to_owned()));
    assert_eq!(owner.send_form(b"nothing".to_vec()).await.refusal(), (400, "malformed".to_owned()));
    let large = vec![b'a'; 50_000_001];
    assert_eq!(owner.upload("large.csv", &large).await.refusal(), (413, "too_large".to_owned()));
    for _ in 0..50 {
        if app.count("select count(*) from imports").await == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(app.count("select count(*) from imports").await, 0);
    assert_eq!(app.count("select count(*) from import_files").await, 0);
    assert_eq!(owner.ask("imports/quota", json!({})).await["mine"], 0, "and costs nothing");
}

#[tokio::test]
async fn bad_cells_are_named_with_row_and_column() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let long = "x".repeat(300);
    let deep = vec!["A"; 16].join("/");
    let rows: &[&[&str]] = &[
        &["Name", "E-mail", "Phone", "Departments", "Position"],
        &["", "a@example.com", "", "", ""],
        &[&long, "b@example.com", "", "", ""],
        &["Ann\u{202e}xe", "c@example.com", "", "", ""],
        &["محمد علي", "d@example.com", "", "", "👩🏽‍🚀 pilot"],
        &["Nobody", "", "", "", ""],
        &["Ed", "e@b", "12345", "", ""],
        &["Fay", "", "1.38E+10", "", ""],
        &["One", "", "13800138000", "", ""],
        &["Two", "", "+86 138 0013 8000", "", ""],
        &["Three", "", "0086-138-0013-8000", "", ""],
        &["Gil", "g@example.com", "", &deep, ""],
        &["Hal", "h@example.com", "", "A//B; a:b", ""],
        &["Ida", "i@example.com", "", "A/B/A", "2026-03-01"],
        &["Ada", "ADA@example.com", "", "", ""],
    ];
    let import = app.checked(&owner, rows, json!({ "create_departments": true })).await;
    assert_eq!(
        owner.findings(&import["id"]).await,
        [
            "2 error name missing",
            "3 error name too_long",
            "4 error name bad_character",
            "6 error - no_address",
            "7 error email malformed_email",
            "7 error phone malformed_phone",
            "8 error phone rounded_number",
            "10 error phone repeated_phone",
            "11 error phone repeated_phone",
            "12 error departments department_too_deep",
            "13 error departments department_bad_name",
            "13 error departments department_bad_name",
            "14 warning position date_as_number",
            "14 info departments department_created",
            "15 info email same_email_here",
            "15 warning name other_name_here",
        ]
    );
    let rows = owner.import_rows(&import["id"], json!({ "level": "error", "page": { "count": true } })).await;
    assert_eq!(rows.len(), 10);
    let mut said = Vec::new();
    for row in owner.import_rows(&import["id"], json!({})).await {
        for issue in row["issues"].as_array().unwrap() {
            let issue: RowIssue = serde_json::from_value(issue.clone()).unwrap();
            for language in Language::ALL {
                assert!(!say_issue(*language, &issue).contains('{'), "{issue:?}");
            }
            said.push(say_issue(Language::En, &issue));
        }
    }
    assert!(said.contains(&"Phone: Row 9 has the same phone number. Skip one of them.".to_owned()), "{said:#?}");
    assert!(said.iter().any(|text| text.starts_with("Name: At most 64 characters")), "{said:#?}");
    // A path that comes back to its own name is three departments one below the other, never a circle.
    let set = app.draft_file(&owner, &import).await;
    app.apply(&owner, &set["id"]).await;
    let names: Vec<Value> = owner.tree().await.iter().map(|row| row["name"].clone()).collect();
    assert_eq!(names, ["Harbour Works", "A", "B", "A"]);
    app.sound().await;
}

#[tokio::test]
async fn a_name_with_the_delimiter_needs_another_delimiter_and_then_is_refused_as_a_name() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let rows: &[&[&str]] = &[&["Name", "E-mail", "Department"], &["Ann", "ann@example.com", "a/b"]];
    let import = app.checked(&owner, rows, json!({ "create_departments": true, "path_delimiter": ">" })).await;
    assert_eq!(owner.findings(&import["id"]).await, ["2 error departments department_bad_name"]);
    let import = app.checked(&owner, rows, json!({ "create_departments": false })).await;
    assert_eq!(owner.findings(&import["id"]).await, ["2 error departments department_unknown"]);
    let none = owner
        .call(
            "imports/save",
            json!({ "id": import["id"], "revision": import["revision"], "options": {
        "header_row": 1, "mapping": [[0, "name"], [0, "email"]], "path_delimiter": "ab", "create_departments": false,
        "duplicates": "skip", "mode": "valid_only", "send_invitations": false, "language": "en"
    } }),
        )
        .await;
    assert_eq!(none.faults(), ["mapping taken", "path_delimiter malformed"]);
}

#[tokio::test]
async fn people_who_left_or_wait_are_not_imported_again() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let gone = app.person(&owner, "Gone", "gone@example.com", "").await;
    owner.step(&gone["id"], "terminate").await;
    let waits = app.applicant(&owner).await;
    app.person(&owner, "Ann", "ann@example.com", "").await;
    app.person(&owner, "Ben", "", "+8613800138000").await;
    let rows: &[&[&str]] = &[
        &["Name", "E-mail", "Phone"],
        &["Gone", "gone@example.com", ""],
        &["Waits", &waits.email, ""],
        &["Both", "ann@example.com", "13800138000"],
    ];
    let import = app.checked(&owner, rows, json!({})).await;
    assert_eq!(
        owner.findings(&import["id"]).await,
        ["2 error email member_left_earlier", "3 error email member_waiting", "4 error - two_members_here"]
    );
}

#[tokio::test]
async fn what_a_workbook_calculates_shows_as_a_date_or_merges_is_said() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, title) in ["Name", "E-mail", "Work number", "Position"].into_iter().zip(0..).map(|(title, at)| (at, title))
    {
        sheet.write_string(0, at, title).unwrap();
    }
    sheet.write_formula(1, 0, Formula::new("=\"A\"&\"nn\"").set_result("Ann")).unwrap();
    sheet.write_string(1, 1, "ann@example.com").unwrap();
    let date = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
    sheet.write_datetime_with_format(1, 2, &date, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    sheet.write_string(2, 0, "Ben").unwrap();
    sheet.write_string(2, 1, "ben@example.com").unwrap();
    sheet.write_formula(2, 3, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.merge_range(3, 0, 4, 0, "Cid", &Format::new()).unwrap();
    sheet.write_string(3, 1, "cid@example.com").unwrap();
    sheet.write_string(4, 1, "dee@example.com").unwrap();
    let import = app.read_file(&owner, "staff.xlsx", &book.save_to_buffer().unwrap()).await;
    assert_eq!((&import["summary"]["merged"], &import["summary"]["formulas"]), (&json!(true), &json!(2)), "{import}");
    let import = app.check_file(&owner, &import, json!({})).await;
    let found = owner.findings(&import["id"]).await;
    for wanted in [
        "2 info name formula",
        "2 warning work_number date_as_number",
        "3 error position cell_error",
        "5 error name missing",
    ] {
        assert!(found.contains(&wanted.to_owned()), "{wanted}: {found:?}");
    }
}
