//! Rows repaired and left out, and what that does to others.

use crate::common::TestApp;
use serde_json::json;

const STAFF: &[&[&str]] =
    &[&["Name", "E-mail"], &["Ann", "ann@example.com"], &["Ben", "ANN@example.com"], &["Cid", "cid"]];

#[tokio::test]
async fn a_repaired_row_is_judged_anew_and_so_are_those_it_clashed_with() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let import = app.checked(&owner, STAFF, json!({ "mode": "all_or_nothing" })).await;
    let id = import["id"].clone();
    assert_eq!(owner.findings(&id).await, ["3 error email repeated_email", "4 error email malformed_email"]);
    let refused = owner.call("imports/draft", json!({ "id": id })).await;
    assert_eq!(
        (refused.refusal(), refused.param("rows"), refused.param("first")),
        ((409, "rows_wrong".into()), "2".into(), "3".into())
    );
    // The first of the two changes, so the second is fine.
    let repair =
        |number: i64, text: &str| json!({ "repair": { "import": id, "number": number, "column": 1, "text": text } });
    let row = owner.ask("imports/repair", repair(2, "anna@example.com")).await;
    assert_eq!((&row["level"], &row["repaired"]), (&json!("fine"), &json!(true)));
    assert_eq!(owner.findings(&id).await, ["4 error email malformed_email"]);
    // And clashes with another when it is typed so.
    owner.ask("imports/repair", repair(4, "Anna@example.com")).await;
    assert_eq!(owner.findings(&id).await, ["4 error email repeated_email"]);
    let counts = owner.import(&id).await["counts"].clone();
    assert_eq!(
        (&counts["error"], &counts["fine"], &counts["codes"]),
        (&json!(1), &json!(2), &json!([["repeated_email", 1]]))
    );
    // Left out, the first makes room for the last.
    let skip = |skipped: bool| json!({ "rows": { "import": id, "numbers": [2], "skipped": skipped } });
    let import = owner.ask("imports/skip", skip(true)).await;
    assert_eq!((&import["counts"]["skipped"], &import["counts"]["error"]), (&json!(1), &json!(0)));
    let set = app.draft_file(&owner, &import).await;
    assert_eq!(set["counts"]["add"], 2);
    assert_eq!(owner.call("imports/skip", skip(false)).await.refusal(), (409, "wrong_state".to_owned()));
    owner.ask("changes/discard", json!({ "id": set["id"] })).await;
    assert_eq!(owner.import(&id).await["state"], "checked", "a discarded proposal leads back");
    let import = owner.ask("imports/skip", skip(false)).await;
    assert_eq!(import["counts"]["error"], 1);
    let searched = owner.import_rows(&id, json!({ "search": "anna@EXAMPLE", "code": "repeated_email" })).await;
    assert_eq!((searched.len(), &searched[0]["number"]), (1, &json!(4)));
}

#[tokio::test]
async fn another_delimiter_reads_the_file_anew_and_presets_keep_a_mapping() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let import = app.read_file(&owner, "odd.csv", b"Name|E-mail;x\nAnn|ann@example.com;y\n").await;
    let mut options = import["options"].clone();
    options["read"]["delimiter"] = json!("semicolon");
    let save = json!({ "id": import["id"], "revision": import["revision"], "options": options });
    assert_eq!(owner.ask("imports/save", save.clone()).await["state"], "reading");
    app.work().await;
    let detail = owner.ask("imports/get", json!({ "id": import["id"] })).await;
    assert_eq!(
        (&detail["import"]["state"], &detail["columns"][0]["header"]),
        (&json!("mapping"), &json!("Name|E-mail"))
    );
    assert_eq!(owner.call("imports/save", save).await.refusal(), (409, "stale".to_owned()));
    options["read"]["delimiter"] = json!("nonsense");
    let revision = &detail["import"]["revision"];
    let wrong =
        owner.call("imports/save", json!({ "id": import["id"], "revision": revision, "options": options })).await;
    assert_eq!(wrong.faults(), ["delimiter unknown"]);
    let preset = json!({ "preset": { "kind": "members", "name": "HR", "mapping": [["Staff", "name"]] } });
    assert_eq!(owner.ask("imports/save_preset", preset).await.as_array().unwrap().len(), 1);
    assert_eq!(
        owner.ask("imports/presets", json!({ "kind": "members" })).await[0]["mapping"],
        json!([["Staff", "name"]])
    );
    let none = owner.ask("imports/delete_preset", json!({ "kind": "members", "name": "HR" })).await;
    assert_eq!(none, json!([]));
}

#[tokio::test]
async fn a_cell_that_changed_meanwhile_is_not_overwritten_unseen() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let import = app.checked(&owner, STAFF, json!({})).await;
    let repair = |was: &str, text: &str| json!({ "repair": { "import": import["id"], "number": 4, "column": 1, "text": text, "was": was } });
    owner.ask("imports/repair", repair("cid", "cid@example.com")).await;
    assert_eq!(owner.call("imports/repair", repair("cid", "other@example.com")).await.refusal(), (409, "stale".into()));
    let now = owner.import_rows(&import["id"], json!({ "search": "cid@example.com" })).await;
    assert_eq!((now.len(), &now[0]["number"]), (1, &json!(4)), "the first stays");
}

#[tokio::test]
async fn what_is_done_with_checked_rows_is_chosen_without_another_check() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let import = app.checked(&owner, STAFF, json!({})).await;
    let save = async |import: &serde_json::Value, name: &str, value: serde_json::Value| {
        let mut options = import["options"].clone();
        options[name] = value;
        let save = json!({ "id": import["id"], "revision": import["revision"], "options": options });
        owner.ask("imports/save", save).await
    };
    let import = save(&import, "mode", json!("all_or_nothing")).await;
    assert_eq!((&import["state"], &import["counts"]["error"]), (&json!("checked"), &json!(2)));
    let import = save(&import, "send_invitations", json!(true)).await;
    assert_eq!(import["state"], "checked");
    let import = save(&import, "duplicates", json!("overwrite")).await;
    assert_eq!(import["state"], "mapping", "what rows mean has to be looked at again");
}
