//! Keeping so many, and making them by a schedule.

use super::settings;
use crate::common::TestApp;
use model::moment::HOUR;
use serde_json::json;

#[tokio::test]
async fn each_sort_is_kept_by_its_own_count() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let change = json!({ "every": "hours", "hours": 1, "keep": 2, "keep_by_hand": 1 });
    owner.ask("backups/save", json!({ "settings": { "settings": settings(&owner, change).await } })).await;
    for _ in 0..3 {
        app.edge.services.clock.advance(HOUR + 1);
        domain::worker::start_due(&app.edge.services).await.unwrap();
        app.work().await;
    }
    for _ in 0..2 {
        app.edge.services.clock.advance(1_000);
        app.back_up(&owner).await;
    }
    let items = owner.ask("backups/list", json!({})).await["items"].clone();
    let of = |reason: &str, state: &str| {
        items.as_array().unwrap().iter().filter(|one| one["reason"] == reason && one["state"] == state).count()
    };
    assert_eq!((of("schedule", "verified"), of("schedule", "gone")), (2, 1), "{items}");
    assert_eq!((of("by_hand", "verified"), of("by_hand", "gone")), (1, 1), "{items}");
    let files = std::fs::read_dir(app.data().join("backups")).unwrap().count();
    assert_eq!(files, 3);
    assert_eq!(items[0]["state"], "verified", "the newest stay");
}
