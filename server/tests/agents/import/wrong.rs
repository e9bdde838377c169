//! Rows that cannot be imported say why, and the others go in; who may not bring agents brings none.

use super::HEADER;
use crate::agents::Floor;
use crate::common::find;
use crate::imports::common::xlsx;
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn numbers_and_addresses_that_somebody_has_are_errors_that_name_him() {
    let floor = Floor::open().await;
    floor.add("1001").await;
    let gone = floor.add("1002").await;
    assert_eq!(floor.step(&gone["id"], "delete").await, Value::Null);
    let rows: &[&[&str]] = &[
        HEADER,
        &["A", "", "1001", "other@example.com", "", ""],
        &["B", "", "2002", "AGENT1001@example.com", "", ""],
        &["C", "", "1002", "c@example.com", "", ""],
        &["D", "", "2004", "Agent1002@example.com", "", ""],
        &["E", "", "1002", "agent1002@example.com", "", ""],
        &["F", "", "A-7", "f@example.com", "", ""],
        &["G", "", "a-7", "g@example.com", "", ""],
        &["H", "", "2009", "F@example.com", "", ""],
        &["I", "", "2010", &floor.owner.email.to_uppercase(), "", ""],
        &["J", "", "no blanks", "", "", ""],
        &["", "", "", "nowhere", "", ""],
        &["K", "", "2013", "k@example.com", "nobody", "Unheard of"],
    ];
    let import = floor.checked(rows, json!({})).await;
    let found = floor.owner.findings(&import["id"]).await;
    for expected in [
        "2 error agent_number number_taken",
        "3 error email email_taken",
        "4 error agent_number number_in_bin",
        "5 error email email_in_bin",
        "6 error - agent_in_bin",
        "8 error agent_number repeated_number",
        "9 error email repeated_email",
        "10 info email member_becomes_agent",
        "11 error agent_number bad_character",
        "11 error email missing",
        "12 error name missing",
        "12 error agent_number missing",
        "12 error email malformed_email",
        "13 error role role_unknown",
        "13 error skill_groups group_unknown",
    ] {
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:#?}");
    }
    let named = floor.owner.import_rows(&import["id"], json!({ "code": "number_in_bin" })).await;
    assert!(named[0]["issues"].to_string().contains("Agent 1002"), "{named:?}");
    let set = floor.app.draft_file(&floor.owner, &import).await;
    assert_eq!((&set["counts"]["add"], &set["counts"]["blocked"]), (&json!(2), &json!(10)), "{set}");
    let done = floor.app.apply(&floor.owner, &set["id"]).await;
    assert_eq!(floor.agents(false).await.len(), 3, "1001, A-7 and the owner: {done}");
    let rejected = floor.owner.get(&format!("/import/{}/rejected", import["id"].as_str().expect("an id"))).await;
    assert_eq!((rejected.status.as_u16(), &rejected.body[..2]), (200, &b"PK"[..]));
    floor.app.sound().await;
}

#[tokio::test]
async fn what_somebody_took_meanwhile_fails_alone() {
    let floor = Floor::open().await;
    let rows: &[&[&str]] = &[
        HEADER,
        &["Ann Lee", "", "1001", "ann@example.com", "", ""],
        &["Bo Fox", "", "1002", "bo@example.com", "", "New"],
    ];
    let set = floor.proposed(rows, json!({ "create_groups": true })).await;
    floor.add("1001").await;
    let shown = floor.rows(&set).await;
    let new = find(&shown, "name", "New");
    floor
        .owner
        .ask("changes/tick", json!({ "tick": { "set": set["id"], "rows": [new["id"]], "accepted": false } }))
        .await;
    let done = floor.app.apply(&floor.owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["failed", 2], ["skipped", 1]]), "{done}");
    let shown = floor.rows(&set).await;
    assert_eq!(find(&shown, "name", "Ann Lee")["problem"]["code"], "taken", "{shown}");
    assert_eq!(find(&shown, "name", "Bo Fox")["problem"]["code"], "invalid", "his group was unticked: {shown}");
    assert_eq!(floor.app.count("select count(*) from accounts").await, 2, "nothing half written");

    floor.group("New").await;
    floor.owner.ask("changes/retry", json!({ "id": set["id"] })).await;
    floor.app.work().await;
    assert_eq!(floor.numbered("1002").await["name"], "Bo Fox", "tried again, with a password of its own");
    assert_eq!(floor.post.count("bo@example.com"), 1);
}

#[tokio::test]
async fn a_role_is_given_by_whoever_may_give_it() {
    let floor = Floor::open().await;
    let rows: &[&[&str]] = &[
        HEADER,
        &["Ann Lee", "", "1001", "agent1001@example.com", "Auditor", ""],
        &["Bo Fox", "", "1002", "agent1002@example.com", "座席", ""],
        &["Cy Day", "", "1003", "agent1003@example.com", "super_admin", ""],
    ];
    let done = floor.bring(rows, json!({})).await;
    assert_eq!(done["outcomes"], json!([["applied", 3]]), "{done}");
    for (number, role) in [("1001", "auditor"), ("1002", "agent"), ("1003", "super_admin")] {
        assert_eq!(floor.numbered(number).await["role"], role);
    }
    let admin = floor.app.member(&floor.owner, Role::AccountAdmin).await;
    let rows: &[&[&str]] = &[
        HEADER,
        &["Di Eve", "", "1004", "di@example.com", "Super Admin", ""],
        &["Cyril", "", "1003", "agent1003@example.com", "", ""],
    ];
    let import = floor.app.read_agents(&admin, "agents.xlsx", &xlsx(rows)).await;
    let import = floor.app.check_file(&admin, &import, json!({ "duplicates": "overwrite" })).await;
    let found = admin.findings(&import["id"]).await;
    assert_eq!(found, ["2 error role role_above", "3 error - more_rights"], "{found:?}");
}

#[tokio::test]
async fn who_may_not_add_agents_brings_no_file_of_them() {
    let floor = Floor::open().await;
    let rows = xlsx(&[HEADER, &["Ann Lee", "", "1001", "ann@example.com", "", ""]]);
    for role in [Role::Member, Role::Auditor, Role::Agent] {
        let client = floor.app.member(&floor.owner, role).await;
        let sent = client.upload_agents("agents.xlsx", &rows).await;
        assert_eq!(sent.status, 403, "{role}: {}", sent.text());
        assert_eq!(client.get("/import/template/agents").await.status, 403, "{role}");
    }
    // Who loses the right carries nothing out any more.
    let admin = floor.app.member(&floor.owner, Role::AccountAdmin).await;
    let import = floor.app.read_agents(&admin, "agents.xlsx", &rows).await;
    let import = floor.app.check_file(&admin, &import, json!({})).await;
    let set = floor.app.draft_file(&admin, &import).await;
    let id = admin.me().await["member"].clone();
    let change = |revision: &Value| json!({ "id": id, "revision": revision, "role": "auditor", "scope": [] });
    admin.ask("changes/apply", json!({ "id": set["id"], "word": "" })).await;
    let member = floor.owner.ask("members/get", json!({ "id": id })).await;
    floor.owner.ask("members/change_role", json!({ "change": change(&member["row"]["revision"]) })).await;
    floor.app.work().await;
    let set = floor.owner.ask("changes/get", json!({ "id": set["id"] })).await;
    assert_eq!(set["outcomes"], json!([["failed", 1]]), "{set}");
    assert_eq!(floor.rows(&set).await[0]["problem"]["code"], "forbidden");
    assert!(floor.agents(false).await.is_empty());
}
