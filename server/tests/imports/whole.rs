//! The whole path: upload, read, map, check, draft, carry out, put back.

use super::common::{csv, xlsx};
use crate::common::post::Post;
use crate::common::{TestApp, file};
use serde_json::{Value, json};

const STAFF: &[&[&str]] = &[
    &["Full name", "E-Mail", "Mobile", "Department", "Job title", "Employee ID", "Manager (e-mail)"],
    &["王芳", "wang@example.com", "138 0013 8000", "Sales/North", "Lead", "E-1", "ada@example.com"],
    &["Ben", "", "+44 20 7946 0000", "sales; Crew", "", "E-2", ""],
    &["Cid", "cid@example.com", "", "", "", "", ""],
    &["Dee", "no address", "", "Sales", "", "", ""],
];

#[tokio::test]
async fn a_file_becomes_members_and_departments_and_an_undo_leaves_nothing() {
    for (name, bytes) in [("staff.csv", csv(STAFF)), ("staff.xlsx", xlsx(STAFF))] {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        owner.add(&owner.root().await, "Sales").await;
        let before = app.dump().await;
        let import = app.read_file(&owner, name, &bytes).await;
        assert_eq!(
            (&import["state"], &import["file_name"], &import["summary"]["rows"]),
            (&json!("mapping"), &json!(name), &json!(5))
        );
        let options = &import["options"];
        assert_eq!(options["header_row"], 1);
        assert_eq!(
            options["mapping"],
            json!([
                [0, "name"],
                [1, "email"],
                [2, "phone"],
                [3, "departments"],
                [4, "position"],
                [5, "work_number"],
                [6, "manager"]
            ])
        );
        let import = app.check_file(&owner, &import, json!({ "create_departments": true })).await;
        assert_eq!(import["state"], "checked", "{import}");
        let counts = &import["counts"];
        assert_eq!((&counts["rows"], &counts["error"]), (&json!(4), &json!(1)), "{counts}");
        assert_eq!(counts["makes"], json!([["Crew", 1], ["Sales/North", 1]]));
        assert_eq!(
            owner.findings(&import["id"]).await,
            [
                "2 info departments department_created",
                "3 info departments department_created",
                "5 error email malformed_email"
            ]
        );
        assert_eq!(app.dump().await, before, "nothing before it is carried out");

        let set = app.draft_file(&owner, &import).await;
        assert_eq!(
            (&set["kind"], &set["counts"]["add"], &set["counts"]["blocked"]),
            (&json!("import"), &json!(5), &json!(1)),
            "{set}"
        );
        let done = app.apply(&owner, &set["id"]).await;
        assert_eq!(done["outcomes"], json!([["applied", 5], ["skipped", 1]]), "{done}");
        assert_eq!(owner.import(&import["id"]).await["state"], "applied");
        let page = owner.page(json!({ "statuses": ["invited"] })).await;
        let wang = crate::common::find(&page["items"], "name", "王芳");
        assert_eq!(
            (&wang["phone"], &wang["departments"][0]["name"], &wang["position"]),
            (&json!("+8613800138000"), &json!("North"), &json!("Lead"))
        );
        let detail = owner.ask("members/get", json!({ "id": wang["id"] })).await;
        assert_eq!(detail["manager"][1], "Ada Owner");
        let ben = crate::common::find(&page["items"], "name", "Ben");
        assert_eq!((&ben["departments"][0]["name"], &ben["departments"][1]["name"]), (&json!("Sales"), &json!("Crew")));
        assert_eq!(owner.names(json!({ "search": "wangfang" })).await, ["王芳"], "found by pinyin");

        let book = file::workbook(&owner.get(&format!("/import/{}/rejected", import["id"].as_str().unwrap())).await);
        assert_eq!((book.len(), book[0][0].as_str(), book[1][0].as_str()), (2, "Full name", "Dee"), "{book:?}");
        assert_eq!((book[1][7].as_str(), book[1][8].as_str()), ("E-mail: This is no e-mail address.", "5"));

        let back = app.undo(&owner, &set).await;
        assert_eq!(back["outcomes"], json!([["skipped", 1], ["undone", 5]]), "{back}");
        assert_eq!(app.dump().await, before, "as it was");
        assert_eq!(owner.import(&import["id"]).await["state"], "undone");
        app.sound().await;
        let told: Vec<Value> = owner.activity(json!({ "subject": "import" })).await;
        assert_eq!((told.len(), &told[0]["subject_name"]), (1, &json!(name)), "{told:?}");
    }
}

#[tokio::test]
async fn those_who_come_new_are_invited_and_an_undo_takes_the_invitation_back() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let rows: &[&[&str]] = &[&["Name", "E-mail"], &["Ann", "ann@example.com"], &["Ben", "ben@example.com"]];
    let import = app.checked(&owner, rows, json!({ "send_invitations": true, "language": "pt-BR" })).await;
    let set = app.draft_file(&owner, &import).await;
    app.apply(&owner, &set["id"]).await;
    assert_eq!((post.count("ann@example.com"), post.count("ben@example.com")), (1, 1));
    let page = owner.page(json!({ "statuses": ["invited"] })).await;
    let ann = crate::common::find(&page["items"], "name", "Ann");
    let invitation = owner.invitation(&ann["id"]).await;
    assert_eq!((&invitation["member"], &invitation["state"]), (&ann["id"], &json!("active")), "{invitation}");
    let letter = post.letter("ann@example.com");
    let path = crate::common::post::link(&letter.text);
    assert_eq!(app.nobody().get(&path).await.status, 200);
    let back = app.undo(&owner, &set).await;
    assert_eq!(back["outcomes"], json!([["undone", 2]]), "{back}");
    assert_ne!(app.nobody().get(&path).await.status, 200, "the link is dead");
    app.sound().await;
}

#[tokio::test]
async fn whoever_was_touched_since_stays_and_so_does_his_department() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let rows: &[&[&str]] =
        &[&["Name", "E-mail", "Department"], &["Ann", "ann@example.com", "New"], &["Ben", "ben@example.com", "New"]];
    let import = app.checked(&owner, rows, json!({ "create_departments": true })).await;
    let set = app.draft_file(&owner, &import).await;
    app.apply(&owner, &set["id"]).await;
    let page = owner.page(json!({ "statuses": ["invited"] })).await;
    let ann = crate::common::find(&page["items"], "name", "Ann");
    owner
        .ask("members/edit", json!({ "edit": { "id": ann["id"], "revision": ann["revision"], "location": "Quay" } }))
        .await;
    let back = app.undo(&owner, &set).await;
    assert_eq!(back["outcomes"], json!([["undone", 1], ["kept", 2]]), "{back}");
    assert_eq!(owner.row(&ann["id"]).await["departments"][0]["name"], "New");
}

#[tokio::test]
async fn what_is_pasted_is_a_file_too_and_the_template_brings_nobody_by_accident() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let body = super::common::form("pasted", "", "Name\tE-mail\r\nAnn\tann@example.com".as_bytes());
    let answer = owner.send_form(body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    app.work().await;
    let import = owner.import(&answer.json()["id"]).await;
    assert_eq!(
        (&import["summary"]["delimiter"], &import["options"]["mapping"]),
        (&json!("tab"), &json!([[0, "name"], [1, "email"]]))
    );
    for (language, name) in [("en", "Name"), ("zh-CN", "姓名"), ("pt-BR", "Nome")] {
        owner.ask("organisation/set_language", json!({ "language": language })).await;
        let template = owner.get("/import/template/members").await;
        let book = file::workbook(&template);
        assert!(book[0][0].starts_with("Muster members 1"), "{book:?}");
        assert_eq!((book[1][0].as_str(), book.len()), (name, 4));
        let import = app.read_file(&owner, "template.xlsx", &template.body).await;
        assert_eq!(
            (&import["options"]["header_row"], import["options"]["mapping"].as_array().unwrap().len()),
            (&json!(2), 8),
            "{import}"
        );
        let import = app.check_file(&owner, &import, json!({})).await;
        assert_eq!((&import["counts"]["rows"], &import["counts"]["skipped"]), (&json!(2), &json!(2)), "{import}");
        let set = app.draft_file(&owner, &import).await;
        assert_eq!((&set["accepted"], &set["counts"]["unchanged"]), (&json!(0), &json!(0)));
    }
}
