//! Rows whose address is a member's make him an agent.

use super::HEADER;
use crate::agents::Floor;
use model::permission::Role;
use serde_json::json;

#[tokio::test]
async fn a_member_with_an_account_keeps_his_password_and_stays_when_it_is_put_back() {
    let floor = Floor::open().await;
    let ann = floor.app.member(&floor.owner, Role::Auditor).await;
    let email = ann.email.to_uppercase();
    let rows: &[&[&str]] = &[HEADER, &["Somebody Else", "Ann", "1001", &email, "Agent", ""]];
    let import = floor.checked(rows, json!({})).await;
    let found = floor.owner.findings(&import["id"]).await;
    let expected = ["2 info email member_becomes_agent", "2 warning name other_name_here", "2 warning role role_stays"];
    assert_eq!(found, expected, "{found:?}");
    let set = floor.app.draft_file(&floor.owner, &import).await;
    let done = floor.app.apply(&floor.owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 1]]), "{done}");
    let agent = floor.numbered("1001").await;
    assert_eq!(
        (&agent["own_account"], &agent["password"], &agent["role"], &agent["member_id"]),
        (&json!(true), &json!("own"), &json!("auditor"), &ann.me().await["member"])
    );
    assert!(floor.post.letter(&ann.email).text.contains("1001"), "he is told");
    assert_eq!(floor.app.count("select count(*) from accounts").await, 2, "no second one");
    let back = floor.app.undo(&floor.owner, &done).await;
    assert_eq!(back["outcomes"], json!([["undone", 1]]), "{back}");
    assert_eq!(ann.call("organisation/me", json!({})).await.status, 200, "a member he stays, still signed in");
    let import = floor.checked(&[HEADER, &["Ann", "", "1002", &email, "", ""]], json!({})).await;
    let found = floor.owner.findings(&import["id"]).await;
    assert_eq!(found, ["2 error email email_in_bin"], "{found:?}");
    floor.app.sound().await;
}

#[tokio::test]
async fn a_member_without_an_account_gets_one_and_is_what_he_was_when_it_is_put_back() {
    let floor = Floor::open().await;
    let member = floor.owner.invite(&["agent1001@example.com"]).await[0]["member"].clone();
    let rows: &[&[&str]] = &[HEADER, &["Lin", "", "1001", "agent1001@example.com", "", ""]];
    let done = floor.bring(rows, json!({})).await;
    assert_eq!(done["outcomes"], json!([["applied", 1]]), "{done} {}", floor.rows(&done).await);
    let status = async || floor.owner.row(&member).await["status"].clone();
    assert_eq!(status().await, "active");
    let password = floor.mailed("1001");
    let client = floor.enter("1001").await;
    let back = floor.app.undo(&floor.owner, &done).await;
    assert_eq!(back["outcomes"], json!([["undone", 1]]), "{back}");
    assert_eq!(status().await, "invited", "as before");
    assert_eq!(client.call("agents/own", json!({})).await.status, 401, "signed out");
    for tried in [password.as_str(), crate::agents::OWN] {
        assert_eq!(floor.try_in("1001", tried).await.1.status, 401, "no password is of use");
    }
    // Out of the bin he is an agent again, and gets another password.
    let agent = floor.agents(true).await[0].clone();
    assert_eq!(floor.step(&agent["id"], "restore").await, json!(null));
    assert_eq!(status().await, "active");
    assert_eq!(floor.step(&agent["id"], "reset_password").await, json!(null));
    floor.app.work().await;
    floor.enter("1001").await;
    floor.app.sound().await;
}

#[tokio::test]
async fn an_address_that_belongs_to_nobody_who_can_become_an_agent_is_an_error() {
    let floor = Floor::open().await;
    let left = floor.app.person(&floor.owner, "Lee Gone", "lee@example.com", "").await["id"].clone();
    floor.owner.step(&left, "terminate").await;
    let rests = floor.app.person(&floor.owner, "Sue Rest", "sue@example.com", "").await["id"].clone();
    floor.owner.step(&rests, "suspend").await;
    floor.app.applicant(&floor.owner).await;
    let waits = "select email from members where status = 'pending'";
    let mut conn = floor.app.edge.services.store.read().await.expect("a connection");
    let waits: String =
        sqlx::query_scalar::<domain::Db, String>(waits).fetch_one(&mut *conn).await.expect("an address");
    drop(conn);
    let stranger = floor.app.stranger().await;
    let rows: &[&[&str]] = &[
        HEADER,
        &["Lee", "", "1001", "lee@example.com", "", ""],
        &["Sue", "", "1002", "sue@example.com", "", ""],
        &["Wait", "", "1003", &waits, "", ""],
        &["Strange", "", "1004", &stranger.email, "", ""],
    ];
    let import = floor.checked(rows, json!({})).await;
    let found = floor.owner.findings(&import["id"]).await;
    let expected = [
        "2 error email member_left_earlier",
        "3 error email member_suspended",
        "4 error email member_waiting",
        "5 error email address_has_account",
    ];
    assert_eq!(found, expected, "{found:?}");
    let only = floor.checked(rows, json!({ "add_new": false, "duplicates": "overwrite" })).await;
    assert_eq!((&only["counts"]["error"], &only["counts"]["info"]), (&json!(0), &json!(4)), "nobody new is wanted");
}
