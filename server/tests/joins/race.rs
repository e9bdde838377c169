//! Many at once. With PostgreSQL they really are.

use super::{ask, join, link, uses};
use crate::common::{PASSWORD, TestApp};
use futures::future::join_all;
use model::permission::Role;
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixty_four_at_once_on_the_last_use_one_gets_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (link, path) = link(&owner, json!({ "max_uses": 1 })).await;
    let tries = (0..64).map(|number| {
        let (client, path) = (app.nobody(), path.clone());
        tokio::spawn(async move {
            let email = format!("racer{number}@example.com");
            (ask(&client, &path, "Racer", &email).await, email)
        })
    });
    let answers: Vec<_> = join_all(tries).await.into_iter().map(|done| done.expect("no panic")).collect();
    let winners: Vec<_> = answers.iter().filter(|(answer, _)| answer.status == 303).collect();
    assert_eq!(winners.len(), 1);
    for (answer, email) in answers.iter().filter(|(answer, _)| answer.status != 303) {
        // The sixty-first from one address in a minute is told to wait.
        let told = match answer.status.as_u16() {
            410 => "This invitation is used up",
            429 => "Too many tries.",
            other => panic!("{email}: {other} {}", answer.text()),
        };
        assert!(answer.text().contains(told), "{}", answer.text());
    }
    assert!(answers.iter().filter(|(answer, _)| answer.status == 410).count() >= 59);
    assert_eq!(uses(&owner, &link).await, 1);
    assert_eq!(app.count("select count(*) from joins").await, 1);
    assert_eq!(app.count("select count(*) from accounts").await, 2, "who did not get in left nothing behind");
    assert_eq!(app.count("select count(*) from search_entries").await, 2);
    assert_eq!(join(&owner, &winners[0].1).await["state"], "waiting");
    app.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_person_in_many_windows_is_one_member_and_one_use() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (link, path) = link(&owner, json!({ "max_uses": 16 })).await;
    let known = app.stranger().await.email;
    for (way, email) in [("new", "ann@example.com"), ("known", known.as_str())] {
        let tries = (0..16).map(|_| {
            let (client, path, email) = (app.nobody(), path.clone(), email.to_owned());
            tokio::spawn(async move {
                let fields = [("way", way), ("name", "Ann"), ("email", &email), ("password", PASSWORD)];
                client.post(&path, &fields).await
            })
        });
        for answer in join_all(tries).await {
            let answer = answer.expect("no panic");
            assert_eq!((answer.status.as_u16(), answer.location()), (303, "/waiting"), "{way}: {}", answer.text());
        }
        let mine = format!("select count(*) from members where email = '{email}' and status = 'pending'");
        assert_eq!(app.count(&mine).await, 1);
    }
    assert_eq!(uses(&owner, &link).await, 2);
    assert_eq!(app.count("select count(*) from joins").await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_admins_at_once_one_decides_and_the_others_hear_who() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let ann = app.applicant(&owner).await;
    let asked = join(&owner, &ann.email).await;
    let decisions = (0..12).map(|number| {
        let client = if number % 2 == 0 { &owner } else { &admin };
        let decision = match number % 3 {
            0 => super::approve(),
            1 => json!({ "refuse": { "reason": "No" } }),
            _ => json!({ "block": { "reason": "No" } }),
        };
        let arguments = json!({ "ids": [asked["id"]], "decision": decision });
        async move { (client.ask("joins/decide", arguments).await, decision) }
    });
    let outcomes = join_all(decisions).await;
    let done: Vec<_> = outcomes.iter().filter(|(outcome, _)| outcome[0]["problem"].is_null()).collect();
    assert_eq!(done.len(), 1, "{outcomes:?}");
    let now = join(&owner, &ann.email).await;
    let state = match &done[0].1 {
        decision if decision.get("approve").is_some() => "approved",
        decision if decision.get("refuse").is_some() => "refused",
        _ => "blocked",
    };
    assert_eq!((&now["state"], &now["id"]), (&json!(state), &asked["id"]));
    for (outcome, _) in outcomes.iter().filter(|(outcome, _)| !outcome[0]["problem"].is_null()) {
        let problem = &outcome[0]["problem"];
        assert_eq!(problem["code"], "wrong_state");
        assert_eq!(problem["params"], json!([["state", state], ["by", now["decided_by"]]]));
    }
    let told = owner.activity(json!({ "subject_id": asked["member_id"] })).await;
    assert_eq!(told.len(), 2, "asked once, decided once: {told:?}");
}
