//! A worker that is killed in the middle of what it does, over and over.

use super::Shop;
use crate::common::Killed;
use connectors::wecom::fake::Action;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
/// At so many points.
const KILLS: u64 = 200;

#[tokio::test]
async fn killed_at_two_hundred_points_it_loses_nothing_and_asks_the_platform_for_nothing_twice() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (one, other) = (&people[people.len() - 1].0, &people[people.len() - 2].0);
    let services = &shop.app.edge.services;
    let (mut dice, mut kills, mut handed) = (StdRng::seed_from_u64(5), 0_u64, 0);
    for (leaver, held) in &people[..people.len() - 2] {
        if kills >= KILLS {
            break;
        }
        let plan = shop.evenly(&shop.draft(leaver).await, &[one, other]).await;
        shop.act(Action::Leave { userid: shop.userid(leaver).await });
        let apply = serde_json::json!({ "id": plan["id"], "revision": plan["revision"] });
        shop.owner.ask("handovers/apply", apply).await;
        // Each time a little later, until it comes to its end: no point between two waits is left out for long.
        let (mut in_a_row, mut quiet) = (0_u64, 0);
        while quiet < 4 {
            let polls = in_a_row + dice.random_range(1..4);
            match Killed::after(polls, domain::worker::one(services, "test"))
                .await
                .map(|worked| worked.expect("the queue can be read"))
            {
                None => {
                    (kills, in_a_row) = (kills + 1, in_a_row + 1);
                    // The lease of a worker that is no more runs out.
                    shop.pass(61).await;
                }
                Some(true) => in_a_row = 0,
                Some(false) => {
                    in_a_row = 0;
                    quiet += 1;
                    shop.pass(86_400).await;
                }
            }
        }
        handed += held;
        let after = shop.get(&plan).await;
        assert_eq!(after["state"], "done", "after {kills} kills: {after}");
        assert_eq!(shop.count(&plan, "customer", "done").await, *held, "after {kills} kills: {after}");
        assert_eq!(shop.looks_after(leaver).await, 0);
        assert_eq!(shop.status(leaver).await, "terminated");
        assert_eq!(shop.platform.running.fake.accepted() as i64, handed, "after {kills} kills");
    }
    assert!(kills >= KILLS, "only {kills} kills: there is too little to do");
    shop.app.sound().await;
}
