//! Mappings come in a file, and go home in one.

use super::{ANA, BO, CY, Desk};
use crate::common::{file, find};
use crate::imports::common::{csv, xlsx};
use model::permission::Role;
use serde_json::{Value, json};

const ACCOUNTS: [[&str; 4]; 5] = [
    ["1", "Ana L.", "ana@other.example", ""],
    ["2", "Bo F.", "bo@other.example", ""],
    ["3", "Twin", "twin@other.example", ""],
    ["4", "Twin", "twin@other.example", ""],
    ["5off", "Gone Home", "home@other.example", ""],
];

impl Desk {
    /// Uploads, reads and checks.
    async fn checked(&self, rows: &[&[&str]], changes: Value) -> Value {
        let import = self.app.read_mappings(&self.owner, "mappings.csv", &csv(rows)).await;
        assert_eq!(import["state"], "mapping", "{import}");
        let import = self.app.check_file(&self.owner, &import, changes).await;
        assert_eq!(import["state"], "checked", "{import}");
        import
    }

    /// Proposes and carries out; the change set.
    async fn bring(&self, rows: &[&[&str]], changes: Value) -> Value {
        let import = self.checked(rows, changes).await;
        let set = self.app.draft_file(&self.owner, &import).await;
        self.app.apply(&self.owner, &set["id"]).await
    }

    async fn rows(&self, set: &Value) -> Value {
        self.owner.ask("changes/rows", json!({ "query": { "set": set["id"] } })).await["items"].clone()
    }
}

#[tokio::test]
async fn a_file_maps_by_address_id_and_number_and_the_import_is_put_back() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    let cy = desk.owner.row(&desk.people[2]).await;
    let edit = json!({ "id": cy["id"], "revision": cy["revision"], "work_number": "E-77" });
    desk.owner.ask("members/edit", json!({ "edit": edit })).await;
    let ana = desk.people[0].as_str().expect("an id");
    let rows: &[&[&str]] = &[
        &["Member ID", "E-mail", "Work number", "Connection", "Account ID", "Account e-mail"],
        &[ana, "", "", "telephony", "1", ""],
        &["", "BO.fox@example.com", "", "", "", "Bo@Other.example"],
        &["", "", "E-77", "", "4", ""],
    ];
    let done = desk.bring(rows, json!({})).await;
    assert_eq!(done["outcomes"], json!([["applied", 3]]), "{done}");
    for (person, account) in desk.people.iter().zip(["1", "2", "4"]) {
        let mapping = desk.get(person).await;
        assert_eq!(
            (&mapping["account"]["external_id"], &mapping["by_hand"]),
            (&json!(account), &json!(true)),
            "{mapping}"
        );
    }
    assert_eq!(desk.get(&desk.people[0]).await["history"][0]["verb"], "create");
    let back = desk.app.undo(&desk.owner, &done).await;
    assert_eq!(back["outcomes"], json!([["undone", 3]]), "{back}");
    assert_eq!(desk.stands(&desk.people[0]).await.2, Value::Null);
    desk.app.sound().await;
}

#[tokio::test]
async fn what_cannot_be_mapped_says_why_and_the_rest_goes_in() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    desk.map(&desk.people[2], json!("3")).await;
    let left = desk.app.person(&desk.owner, "Lee Gone", "lee@example.com", "").await["id"].clone();
    desk.owner.step(&left, "terminate").await;
    let rows: &[&[&str]] = &[
        &["E-mail", "Connection", "Account ID", "Account e-mail"],
        &["", "Telephony", "1", ""],
        &["nobody@example.com", "Telephony", "1", ""],
        &["lee@example.com", "Telephony", "1", ""],
        &[ANA, "Switchboard", "1", ""],
        &[ANA, "Telephony", "404", ""],
        &[ANA, "Telephony", "", "twin@other.example"],
        &[ANA, "Telephony", "5off", ""],
        &[ANA, "Telephony", "3", ""],
        &[ANA, "Telephony", "", ""],
        &[ANA, "Telephony", "1", ""],
        &[ANA, "Telephony", "2", ""],
        &[BO, "Telephony", "1", ""],
        &[CY, "Telephony", "3", ""],
    ];
    let import = desk.checked(rows, json!({})).await;
    let found = desk.owner.findings(&import["id"]).await;
    for expected in [
        "2 error - member_needed",
        "3 error email member_unknown",
        "4 error - member_not_active",
        "5 error connection connection_unknown",
        "6 error external_id account_unknown",
        "7 error external_email account_ambiguous",
        "8 error external_id account_off",
        "9 error external_id account_taken",
        "10 info - no_account",
        "12 error - repeated_member",
        "13 error - repeated_account",
        "14 info - same_account_here",
    ] {
        assert!(
            found.contains(&expected.to_owned())
                || found.contains(&expected.replace(" - member_not", " email member_not")),
            "{expected}: {found:#?}"
        );
    }
    let set = desk.app.draft_file(&desk.owner, &import).await;
    assert_eq!((&set["counts"]["add"], &set["counts"]["blocked"]), (&json!(1), &json!(10)), "{set}");
    desk.app.apply(&desk.owner, &set["id"]).await;
    assert_eq!(desk.stands(&desk.people[0]).await.2, json!("1"));
    let rejected = desk.owner.get(&format!("/import/{}/rejected", import["id"].as_str().expect("an id"))).await;
    assert_eq!((rejected.status.as_u16(), &rejected.body[..2]), (200, &b"PK"[..]));
}

#[tokio::test]
async fn who_has_an_account_keeps_it_gets_the_files_or_is_asked_about() {
    let rows: &[&[&str]] = &[&["E-mail", "Account ID"], &[ANA, "2"], &[BO, "4"]];
    let before = async || {
        let desk = Desk::open(&ACCOUNTS).await;
        desk.run().await;
        desk.map(&desk.people[0], json!("1")).await;
        desk.ignore(&desk.people[1], true).await;
        desk
    };
    let desk = before().await;
    let import = desk.checked(rows, json!({ "duplicates": "skip" })).await;
    let set = desk.app.draft_file(&desk.owner, &import).await;
    assert_eq!((&set["counts"]["unchanged"], &set["counts"]["change"]), (&json!(2), &json!(0)), "{set}");

    let desk = before().await;
    let done = desk.bring(rows, json!({ "duplicates": "overwrite" })).await;
    assert_eq!(done["outcomes"], json!([["applied", 2]]), "{done}");
    assert_eq!(desk.stands(&desk.people[0]).await.2, json!("2"));
    assert_eq!(desk.stands(&desk.people[1]).await.2, json!("4"));
    desk.app.undo(&desk.owner, &done).await;
    assert_eq!(desk.stands(&desk.people[0]).await.2, json!("1"), "as before");
    assert_eq!(desk.stands(&desk.people[1]).await.0, "ignored");
    desk.app.sound().await;

    let desk = before().await;
    let import = desk.checked(rows, json!({ "duplicates": "ask" })).await;
    let set = desk.app.draft_file(&desk.owner, &import).await;
    assert_eq!(set["counts"]["conflict"], 2, "{set}");
    let ana = find(&desk.rows(&set).await, "name", "Ana Lima");
    let take = json!({ "set": set["id"], "row": ana["id"], "resolution": "take_theirs" });
    desk.owner.ask("changes/resolve", take).await;
    desk.app.apply(&desk.owner, &set["id"]).await;
    assert_eq!(desk.stands(&desk.people[0]).await.2, json!("2"));
    assert_eq!(desk.stands(&desk.people[1]).await.0, "ignored", "nobody said so");
}

#[tokio::test]
async fn what_goes_home_comes_in_elsewhere_as_it_was() {
    let here = Desk::open(&ACCOUNTS).await;
    here.run().await;
    here.map(&here.people[0], json!("2")).await;
    here.map(&here.people[1], json!("3")).await;
    for format in ["csv", "xlsx"] {
        for language in ["en", "zh-CN", "pt-BR"] {
            let wanted = json!({ "connection": here.connection["id"], "format": format });
            here.owner.ask("organisation/set_language", json!({ "language": language })).await;
            let sent = file::export(&here.owner, "mappings", wanted).await.body.to_vec();
            let there = Desk::open(&ACCOUNTS).await;
            there.run().await;
            let import = there.app.read_mappings(&there.owner, &format!("mappings.{format}"), &sent).await;
            let import = there.app.check_file(&there.owner, &import, json!({})).await;
            assert_eq!(import["counts"]["error"], 0, "{language} {:?}", there.owner.findings(&import["id"]).await);
            let set = there.app.draft_file(&there.owner, &import).await;
            assert_eq!(set["counts"]["add"], 2, "{language}, {format}: {set}");
            there.app.apply(&there.owner, &set["id"]).await;
            assert_eq!(there.stands(&there.people[0]).await.2, json!("2"));
            assert_eq!(there.stands(&there.people[1]).await.2, json!("3"));
        }
    }
    let told = here.owner.activity(json!({ "subject": "mapping", "verb": "export" })).await;
    assert_eq!(told.len(), 6, "each file is told of");
}

#[tokio::test]
async fn templates_have_headings_that_are_understood_and_examples_that_are_left_out() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    for language in ["en", "zh-CN", "pt-BR"] {
        desk.owner.ask("organisation/set_language", json!({ "language": language })).await;
        let template = desk.owner.get("/import/template/mappings").await;
        let import = desk.app.read_mappings(&desk.owner, "template.xlsx", &template.body).await;
        assert_eq!(import["options"]["mapping"].as_array().expect("columns").len(), 7, "{language}: {import}");
        let import = desk.app.check_file(&desk.owner, &import, json!({})).await;
        assert_eq!((&import["counts"]["skipped"], &import["counts"]["error"]), (&json!(2), &json!(0)), "{language}");
    }
}

#[tokio::test]
async fn who_may_not_map_brings_no_file_and_who_sees_no_mappings_takes_none_home() {
    let desk = Desk::open(&ACCOUNTS).await;
    let rows = xlsx(&[&["E-mail", "Account ID"], &[ANA, "1"]]);
    for role in [Role::Member, Role::Auditor] {
        let client = desk.app.member(&desk.owner, role).await;
        let sent = client.upload_mappings("m.xlsx", &rows).await;
        assert_eq!(sent.status, 403, "{role}: {}", sent.text());
        if role == Role::Auditor {
            // He takes home what he sees.
            continue;
        }
        let wanted = json!({ "connection": desk.connection["id"], "format": "csv" });
        let answer = file::export(&client, "mappings", wanted).await;
        assert_eq!(answer.status, 403, "{role}");
    }
}

#[tokio::test]
async fn a_script_brings_mappings_and_takes_them_home() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    let script = desk.app.script(&desk.owner, &["mapping.map", "members.export"]).await;
    let file = csv(&[&["E-mail", "Account ID"], &[ANA, "1"]]);
    let made = script.upload_as("mappings", "/imports", ("m.csv", &file), true).await;
    assert_eq!((made.status.as_u16(), &made.json()["kind"]), (201, &json!("mappings")), "{}", made.text());
    let path = made.header("location").strip_prefix("/api/v1").expect("below the root").to_owned();
    desk.app.work().await;
    let tag = script.get(&path).await.header("etag").to_owned();
    let meant = script.patch(&path, &tag, json!({ "duplicates": "overwrite" })).await;
    assert_eq!(meant.status, 200, "{}", meant.text());
    desk.app.work().await;
    for _ in 0..2 {
        // Proposed, and carried out.
        let begun = script.post(&format!("{path}/apply"), json!({})).await;
        assert_eq!(begun.status, 202, "{}", begun.text());
        desk.app.work().await;
    }
    assert_eq!(desk.stands(&desk.people[0]).await.2, json!("1"));
    let begun = script
        .post("/exports", json!({ "kind": "mappings", "format": "json", "filter": { "status": "mapped" } }))
        .await;
    desk.app.work().await;
    let path = format!("/exports/{}/file", begun.json()["id"].as_str().expect("an id"));
    let rows = script.get(&path).await.json();
    assert_eq!(
        (&rows[0]["email"], &rows[0]["external_id"], &rows[0]["connection"]),
        (&json!(ANA), &json!("1"), &json!("Telephony"))
    );
    assert_eq!(rows.as_array().expect("rows").len(), 1);
    let other = desk.app.script(&desk.owner, &["members.export"]).await;
    let refused = other.post("/exports", json!({ "kind": "mappings", "format": "csv" })).await;
    assert_eq!(refused.refusal(), (403, "forbidden".to_owned()));
}
