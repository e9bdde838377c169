//! A worker that is killed while it adds agents makes nobody twice.

use super::HEADER;
use crate::agents::Floor;
use crate::common::Killed;
use serde_json::json;

#[tokio::test]
async fn killed_at_any_point_it_makes_nobody_twice_and_each_has_one_letter_that_counts() {
    let floor = Floor::open().await;
    let people: Vec<[String; 6]> = (1..=3)
        .map(|n| {
            [
                format!("Agent {n}"),
                String::new(),
                n.to_string(),
                format!("agent{n}@example.com"),
                String::new(),
                "Sales".into(),
            ]
        })
        .collect();
    let people: Vec<Vec<&str>> = people.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = std::iter::once(HEADER).chain(people.iter().map(Vec::as_slice)).collect();
    let set = floor.proposed(&rows, json!({ "create_groups": true })).await;
    floor.owner.ask("changes/apply", json!({ "id": set["id"], "word": "" })).await;
    let services = &floor.app.edge.services;
    let (mut kills, mut quiet) = (0_u64, 0);
    while quiet < 2 {
        match Killed::after(3 + kills * 3, domain::worker::one(services, "test")).await {
            None => kills += 1,
            Some(worked) => quiet += u64::from(!worked.expect("the queue can be read")),
        }
        // The lease of a worker that is no more runs out.
        services.clock.advance(61_000);
    }
    assert!(kills > 10, "only {kills} kills");
    let owner = floor.app.signed_in(&floor.owner.email).await;
    let done = owner.ask("changes/get", json!({ "id": set["id"] })).await;
    assert_eq!(done["outcomes"], json!([["applied", 4]]), "after {kills} kills: {done}");
    for (table, amount) in [("agents", 3), ("members", 4), ("accounts", 4), ("skill_groups", 1), ("outbox", 3)] {
        assert_eq!(floor.app.count(&format!("select count(*) from {table}")).await, amount, "{table}");
    }
    services.clock.advance(3 * 60_000);
    floor.app.work().await;
    for number in ["1", "2", "3"] {
        floor.enter(number).await;
    }
    floor.app.sound().await;
}
