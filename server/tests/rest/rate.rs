//! How many requests a key may send.

use crate::common::TestApp;
use serde_json::json;

#[tokio::test]
async fn beyond_its_rate_a_key_waits_and_other_keys_do_not() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let slow = json!({ "name": "Slow", "scopes": ["members.read"], "rate_per_minute": 3 });
    let slow = app.script_with(&owner, slow).await;
    let other = app.script(&owner, &["members.read"]).await;
    for (left, until) in [(2, 20), (1, 40), (0, 60)] {
        let answer = slow.get("/members").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-policy"), "\"key\";q=3;w=60");
        let told = answer.header("ratelimit");
        let seconds = told.strip_prefix(&format!("\"key\";r={left};t=")).unwrap_or_else(|| panic!("{told}"));
        let seconds: i64 = seconds.parse().unwrap();
        // The requests themselves take time on a busy machine.
        assert!((until - 10..=until).contains(&seconds), "{told}");
    }
    let refused = slow.get("/members").await;
    assert_eq!(refused.refusal(), (429, "too_many".to_owned()));
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert!(refused.header("ratelimit").starts_with("\"key\";r=0;t="), "{}", refused.header("ratelimit"));
    let seconds: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=20).contains(&seconds), "{seconds}");
    assert_eq!(other.get("/members").await.status, 200);
    app.edge.services.clock.advance(seconds * 1_000);
    assert_eq!(slow.get("/members").await.status, 200, "after the wait that was named");
    assert_eq!(slow.get("/members").await.status, 429);
}
