//! The whole path: upload, read, map, check, draft, carry out, put back.

use super::super::common::{csv, xlsx};
use super::{customer, names, rows};
use crate::common::{TestApp, file};
use serde_json::{Value, json};

const FILE: &[&[&str]] = &[
    &["Customer", "Company", "Job title", "Mobile", "E-Mail", "Remarks", "Owner", "Tags", "Added"],
    &[
        "林华",
        "Harbour Works",
        "Buyer",
        "138 0000 0001",
        "lin@example.com",
        "met at the fair",
        "ben@example.com; Cid",
        "Level/Gold; Fair",
        "2025-03-31",
    ],
    &["Mia", "", "", "", "mia@example.com", "", "W-7", "level/gold", ""],
    &["Ned", "", "", "12", "", "", "", "", ""],
];

#[tokio::test]
async fn a_file_becomes_customers_and_tags_and_an_undo_leaves_nothing() {
    for (name, bytes) in [("customers.csv", csv(FILE)), ("customers.xlsx", xlsx(FILE))] {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        app.person(&owner, "Ben", "ben@example.com", "").await;
        let cid = app.person(&owner, "Cid", "cid@example.com", "").await;
        let edit = json!({ "id": cid["id"], "revision": cid["revision"], "work_number": "W-7" });
        owner.ask("members/edit", json!({ "edit": edit })).await;
        let before = app.dump().await;
        let import = app.read_customers(&owner, name, &bytes).await;
        assert_eq!((&import["kind"], &import["state"]), (&json!("customers"), &json!("mapping")), "{import}");
        let fields = ["name", "company", "position", "phone", "email", "note", "owners", "tags", "added"];
        let mapping: Vec<Value> = (0..).zip(fields).map(|(at, field)| json!([at, field])).collect();
        assert_eq!(import["options"]["mapping"], json!(mapping));
        let import = app.check_file(&owner, &import, json!({ "create_tags": true })).await;
        let counts = &import["counts"];
        assert_eq!((&counts["rows"], &counts["error"]), (&json!(3), &json!(1)), "{counts}");
        assert_eq!(counts["makes"], json!([["Fair", 1], ["Level/Gold", 2]]), "{counts}");
        assert_eq!(app.dump().await, before, "nothing before it is carried out");

        let set = app.draft_file(&owner, &import).await;
        assert_eq!(
            (&set["kind"], &set["counts"]["add"], &set["counts"]["blocked"]),
            (&json!("customer_import"), &json!(4), &json!(1))
        );
        let proposed = rows(&owner, &set).await;
        assert_eq!(proposed.iter().filter(|row| row["subject"] == "tag").count(), 2);
        let done = app.apply(&owner, &set["id"]).await;
        assert_eq!(done["outcomes"], json!([["applied", 4], ["skipped", 1]]), "{done}");

        let lin = customer(&owner, "林华").await;
        assert_eq!(names(&lin["row"]["owners"]), ["Ben", "Cid"]);
        assert_eq!(names(&lin["own_tags"]), ["Fair", "Gold"]);
        assert_eq!(
            (&lin["row"]["phone"], &lin["note"], &lin["position"]),
            (&json!("+8613800000001"), &json!("met at the fair"), &json!("Buyer"))
        );
        assert_eq!(
            (&lin["row"]["added_at"], &lin["row"]["contacted_at"]),
            (&json!(1_743_379_200_000_i64), &json!(1_743_379_200_000_i64))
        );
        assert_eq!((&lin["row"]["source"], &lin["row"]["kind"]), (&json!("manual"), &json!("manual")));
        let mia = customer(&owner, "Mia").await;
        assert_eq!((names(&mia["row"]["owners"]), names(&mia["own_tags"])), (vec!["Cid"], vec!["Gold"]));
        let found = owner.ask("customers/list", json!({ "query": { "search": "linhua" } })).await;
        assert_eq!(names(&found["items"]), ["林华"], "found by pinyin");
        assert_eq!(app.count("select count(*) from audit where subject = 'customer' and verb = 'create'").await, 2);

        let path = format!("/import/{}/rejected", import["id"].as_str().unwrap());
        let book = file::workbook(&owner.get(&path).await);
        assert_eq!((book.len(), book[1][0].as_str()), (2, "Ned"), "{book:?}");

        let back = app.undo(&owner, &set).await;
        assert_eq!(back["outcomes"], json!([["skipped", 1], ["undone", 4]]), "{back}");
        assert_eq!(app.dump().await, before);
        app.sound().await;
    }
}

#[tokio::test]
async fn the_template_is_known_again_and_its_examples_stay_out() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for language in ["en", "zh-CN", "pt-BR"] {
        owner.ask("organisation/set_language", json!({ "language": language })).await;
        for format in ["xlsx", "csv"] {
            let answer = owner.get(&format!("/import/template/customers?format={format}")).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            let import = app.read_customers(&owner, &format!("t.{format}"), &answer.body).await;
            assert_eq!(import["options"]["header_row"], 2, "{language} {format}: {import}");
            assert_eq!(import["options"]["mapping"].as_array().unwrap().len(), 9, "{language} {format}: {import}");
            let import = app.check_file(&owner, &import, json!({})).await;
            assert_eq!((&import["counts"]["skipped"], &import["counts"]["rows"]), (&json!(2), &json!(2)), "{import}");
        }
    }
    assert_eq!(owner.get("/import/template/offices").await.status, 404);
}

#[tokio::test]
async fn a_file_of_one_kind_has_no_fields_of_the_other() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let import = app.read_customers(&owner, "customers.csv", &csv(FILE)).await;
    let mut options = import["options"].clone();
    options["mapping"] = json!([[0, "name"], [1, "departments"]]);
    let save = json!({ "id": import["id"], "revision": import["revision"], "options": options });
    assert_eq!(owner.call("imports/save", save).await.faults(), ["mapping unknown"]);
    let preset = json!({ "kind": "customers", "name": "A", "mapping": [["A", "manager"]] });
    assert_eq!(owner.call("imports/save_preset", json!({ "preset": preset })).await.faults(), ["mapping unknown"]);
    let kinds = |kind: &str| owner.ask("imports/list", json!({ "kind": kind, "page": {} }));
    assert_eq!(kinds("customers").await["items"].as_array().unwrap().len(), 1);
    assert_eq!(kinds("members").await["items"].as_array().unwrap().len(), 0);
}
