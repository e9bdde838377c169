//! What the home page tells of user mapping.

use super::{ANA, BO, CY, Desk};
use serde_json::{Value, json};

const NOBODYS: [[&str; 4]; 3] = [
    ["1", "Ana Lima", "ana@other.example", ""],
    ["2", "One", "one@other.example", ""],
    ["3", "Two", "two@other.example", ""],
];

impl Desk {
    async fn home(&self) -> Value {
        self.owner.ask("organisation/overview", json!({})).await
    }

    /// Lets an hour pass, with what its schedule begins.
    async fn hour(&self) {
        self.app.edge.services.clock.advance(3_600_000);
        domain::worker::start_due(&self.app.edge.services).await.expect("looked at");
        self.app.work().await;
    }
}

#[tokio::test]
async fn who_waits_for_a_person_stands_on_the_home_page_until_somebody_decided() {
    let desk = Desk::open(&NOBODYS).await;
    assert_eq!(desk.home().await["mappings"], json!([]));
    desk.run().await;
    let told = desk.home().await["mappings"][0].clone();
    assert_eq!(told[1], "Telephony", "{told}");
    assert_eq!((&told[2], &told[3]), (&json!(1), &json!(0)), "one has her name; the others are tried again");
    desk.run().await;
    let told = desk.home().await["mappings"][0].clone();
    // Bo, Cy and the owner were tried twice.
    assert_eq!((&told[2], &told[3]), (&json!(1), &json!(3)), "{told}");
    desk.map(&desk.people[0], json!("1")).await;
    desk.ignore(&desk.people[1], true).await;
    let told = desk.home().await["mappings"][0].clone();
    assert_eq!((&told[2], &told[3]), (&json!(0), &json!(2)), "{told}");
    let stranger = desk.app.stranger().await;
    assert_eq!(stranger.ask("organisation/overview", json!({})).await["mappings"], json!([]));
}

#[tokio::test]
async fn who_may_not_see_mappings_is_told_nothing_of_them() {
    let desk = Desk::open(&NOBODYS).await;
    desk.run().await;
    let member = desk.app.member(&desk.owner, model::permission::Role::Member).await;
    assert_eq!(member.ask("organisation/overview", json!({})).await["mappings"], json!([]));
}

#[tokio::test]
async fn a_run_by_schedule_that_failed_or_that_the_brake_holds_stands_on_the_home_page() {
    // The brake looks at twenty or more.
    let many: Vec<String> = (10..30).map(|n| format!("person{n}@example.com")).collect();
    let mut accounts = vec![["1", "Ana", ANA, ""], ["2", "Bo", BO, ""], ["3", "Cy", CY, ""]];
    accounts.extend(many.iter().map(|email| [&email[6..8], "Person", email.as_str(), ""]));
    let desk = Desk::open(&accounts).await;
    for email in &many {
        desk.app.person(&desk.owner, "Person", email, "").await;
    }
    desk.run_and_apply().await;
    let schedule = json!({
        "connection": desk.connection["id"], "kind": "sync_mappings", "cron": "0 * * * *", "zone": "UTC", "enabled": true,
    });
    desk.owner.ask("connections/save_schedule", json!({ "save": schedule })).await;
    // All but one leave at once.
    desk.write(&[["1", "Ana", ANA, ""]]);
    desk.hour().await;
    let told = desk.home().await["attention"].clone();
    let run = told.as_array().unwrap().iter().find(|run| run["kind"] == "sync_mappings").cloned().unwrap_or_default();
    assert_eq!(
        (&run["state"], &run["automatic"], &run["counts"]["leave"]),
        (&json!("waiting_review"), &json!(true), &json!(22))
    );
    assert_eq!(run["counts"]["conflict"], 0, "so that it is the brake");
    std::fs::remove_file(desk.files.path().join("accounts.csv")).expect("a file");
    desk.hour().await;
    let told = desk.home().await["attention"].clone();
    let run = told.as_array().unwrap().iter().find(|run| run["kind"] == "sync_mappings").cloned().unwrap_or_default();
    assert_eq!(run["state"], "failed", "{told}");
    assert!(run["problem"]["code"].is_string(), "{run}");
}
