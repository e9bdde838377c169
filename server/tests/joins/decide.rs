//! Letting in and turning away.

use super::{approve, ask, decide, join, link};
use crate::common::{Branches, PASSWORD, TestApp};
use serde_json::{Value, json};

#[tokio::test]
async fn whoever_is_let_in_stands_where_the_link_or_the_admin_put_him_and_signs_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let (sales, crew) = (owner.add(&root, "Sales").await, owner.add(&root, "Crew").await);
    let (_, preset) = link(&owner, json!({ "department": sales["id"], "position": "Captain" })).await;
    let (_, plain) = link(&owner, json!({})).await;
    for (email, path, decision, department, position) in [
        ("ann@example.com", &preset, approve(), "Sales", "Captain"),
        (
            "ben@example.com",
            &preset,
            json!({ "approve": { "department": crew["id"], "position": " Cook " } }),
            "Crew",
            "Cook",
        ),
        ("cem@example.com", &preset, json!({ "approve": { "department": null, "position": "" } }), "Sales", ""),
        ("dora@example.com", &plain, approve(), "Harbour Works", ""),
    ] {
        let phone = app.nobody();
        ask(&phone, path, "Somebody", email).await;
        let asked = join(&owner, email).await;
        assert_eq!(
            (&asked["rule"], &asked["inviter"]),
            (&json!("public_channel"), &json!("Ada Owner")),
            "says why it waits"
        );
        assert!(decide(&owner, &asked, decision).await.is_null());
        let row = owner.row(&asked["member_id"]).await;
        assert_eq!((&row["status"], &row["position"]), (&json!("active"), &json!(position)), "{email}");
        let places = row["departments"].as_array().unwrap();
        assert_eq!(
            (places.len(), &places[0]["name"], &places[0]["main"]),
            (1, &json!(department), &json!(true)),
            "{email}"
        );

        assert_eq!(phone.get("/waiting").await.status, 200);
        assert!(phone.get("/waiting").await.text().contains("Approved. You are in."), "{email}");
        let signed_in = app.nobody().post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!((signed_in.status.as_u16(), signed_in.location()), (303, "/"), "{email}");
    }
    let decided = join(&owner, "ben@example.com").await;
    assert_eq!((&decided["state"], &decided["decided_by"]), (&json!("approved"), &json!("Ada Owner")));
    app.sound().await;
}

#[tokio::test]
async fn a_bulk_decision_has_an_outcome_for_each() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let mut ids: Vec<Value> = Vec::new();
    for _ in 0..3 {
        let client = app.applicant(&owner).await;
        ids.push(join(&owner, &client.email).await["id"].clone());
    }
    let theirs = app.applicant(&stranger).await;
    let foreign = join(&stranger, &theirs.email).await["id"].clone();
    owner.ask("joins/decide", json!({ "ids": [ids[1]], "decision": { "refuse": { "reason": "No" } } })).await;
    let all = json!([ids[0], ids[1], foreign, "none", ids[2], ids[0]]);
    let outcomes = owner.ask("joins/decide", json!({ "ids": all, "decision": approve() })).await;
    let codes: Vec<_> =
        outcomes.as_array().unwrap().iter().map(|one| one["problem"]["code"].as_str().unwrap_or("")).collect();
    assert_eq!(codes, ["", "wrong_state", "not_found", "not_found", "", "wrong_state"]);
    assert_eq!(outcomes[0]["name"], "Person 0");
    assert_eq!((&outcomes[2]["name"], &outcomes[2]["id"]), (&json!(""), &foreign), "no name of another organisation's");
    assert_eq!(app.count("select count(*) from members where status = 'active'").await, 4);
    assert_eq!(join(&stranger, &theirs.email).await["state"], "waiting");
}

#[tokio::test]
async fn the_decision_itself_has_limits() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let ann = app.applicant(&owner).await;
    let asked = join(&owner, &ann.email).await;
    let theirs = stranger.root().await["id"].clone();
    let many: Vec<_> = (0..1001).map(|number| number.to_string()).collect();
    for (ids, decision, fault) in [
        (json!([asked["id"]]), json!({ "refuse": { "reason": "x".repeat(501) } }), "reason too_long 500"),
        (json!([asked["id"]]), json!({ "block": { "reason": "\u{1b}[31m" } }), "reason bad_character"),
        (
            json!([asked["id"]]),
            json!({ "approve": { "department": null, "position": "x".repeat(129) } }),
            "position too_long 128",
        ),
        (json!([asked["id"]]), json!({ "approve": { "department": "none", "position": null } }), "department unknown"),
        (json!([asked["id"]]), json!({ "approve": { "department": theirs, "position": null } }), "department unknown"),
        (json!([]), approve(), "ids out_of_range 1000"),
        (json!(many), approve(), "ids out_of_range 1000"),
    ] {
        let refused = owner.call("joins/decide", json!({ "ids": ids, "decision": decision })).await;
        assert_eq!((refused.refusal(), refused.faults()), ((422, "invalid".into()), vec![fault.to_owned()]));
    }
    for decision in [json!("promote"), json!({ "refuse": {} }), json!(null)] {
        let refused = owner.call("joins/decide", json!({ "ids": [asked["id"]], "decision": decision })).await;
        assert_eq!(refused.refusal(), (400, "malformed".into()), "{decision}");
    }
    assert_eq!(join(&owner, &ann.email).await, asked);
}

#[tokio::test]
async fn a_department_admin_decides_about_his_departments_only() {
    let Branches { app, owner, north, crew, head, .. } = Branches::grow().await;
    let (_, into_sales) = link(&owner, json!({ "department": north["id"] })).await;
    let (_, into_crew) = link(&owner, json!({ "department": crew["id"] })).await;
    ask(&app.nobody(), &into_sales, "Ann", "ann@example.com").await;
    ask(&app.nobody(), &into_crew, "Ben", "ben@example.com").await;
    let by_door = app.applicant(&owner).await;
    let seen = head.ask("joins/list", json!({ "query": { "page": { "count": true } } })).await;
    assert_eq!((&seen["total"], &seen["items"][0]["name"]), (&json!(1), &json!("Ann")), "{seen}");
    for email in ["ben@example.com", by_door.email.as_str()] {
        assert_eq!(decide(&head, &join(&owner, email).await, approve()).await["code"], "not_found");
    }
    let ann = join(&head, "ann@example.com").await;
    let into_crew =
        json!({ "ids": [ann["id"]], "decision": { "approve": { "department": crew["id"], "position": null } } });
    assert_eq!(head.call("joins/decide", into_crew).await.faults(), ["department unknown"]);
    assert!(decide(&head, &ann, approve()).await.is_null());
    assert_eq!(head.names(json!({})).await, ["Ann"]);
}
