//! What somebody decided about one member is put back from the activity.

use super::{ANA, Desk};
use serde_json::{Value, json};

impl Desk {
    /// The number of the newest entry about mappings.
    async fn newest(&self) -> Value {
        self.owner.activity(json!({ "subject": "mapping" })).await[0]["seq"].clone()
    }

    async fn put_back(&self) {
        let seq = self.newest().await;
        let way = self.owner.ask("audit/look", json!({ "seq": seq })).await;
        assert_eq!((&way["way"], &way["lacks"]), (&json!("here"), &Value::Null), "{way}");
        self.owner.ask("audit/revert", json!({ "seq": seq })).await;
    }
}

const ACCOUNTS: [[&str; 4]; 2] = [["1", "One", "one@example.com", ""], ["2", "Two", "two@example.com", ""]];

#[tokio::test]
async fn an_account_that_was_given_changed_or_taken_away_is_put_back_and_so_is_that() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    let ana = &desk.people[0];
    desk.map(ana, json!("1")).await;
    desk.put_back().await;
    assert_eq!(desk.stands(ana).await.2, Value::Null, "given");
    desk.put_back().await;
    assert_eq!(desk.stands(ana).await.2, json!("1"), "and given again");
    desk.map(ana, json!("2")).await;
    desk.put_back().await;
    assert_eq!(desk.stands(ana).await.2, json!("1"), "changed");
    desk.map(ana, Value::Null).await;
    desk.put_back().await;
    assert_eq!(desk.stands(ana).await.2, json!("1"), "taken away");
    desk.app.sound().await;
}

#[tokio::test]
async fn who_was_ignored_is_sought_again() {
    let desk = Desk::open(&[["1", "Ana", ANA, ""]]).await;
    let ana = &desk.people[0];
    desk.ignore(ana, true).await;
    desk.put_back().await;
    assert_eq!(desk.stands(ana).await.0, "unmapped");
    desk.put_back().await;
    assert_eq!(desk.stands(ana).await.0, "ignored");
}

#[tokio::test]
async fn what_somebody_changed_since_stays_and_an_account_that_is_anothers_is_refused() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    let [ana, bo, _] = &desk.people;
    desk.map(ana, json!("1")).await;
    let given = desk.newest().await;
    desk.map(ana, json!("2")).await;
    let way = desk.owner.ask("audit/look", json!({ "seq": given })).await;
    assert_eq!((&way["way"], &way["fields"]), (&json!("changed_since"), &json!(["external_id"])));
    let changed = desk.newest().await;
    desk.map(bo, json!("1")).await;
    let refused = desk.owner.call("audit/revert", json!({ "seq": changed })).await;
    assert_eq!((refused.code(), refused.param("name")), ("taken".to_owned(), "Bo Fox".to_owned()));
    assert_eq!(desk.stands(ana).await.2, json!("2"));
}

#[tokio::test]
async fn what_auto_sync_gave_is_put_back_with_its_run() {
    let desk = Desk::open(&[["1", "Ana", ANA, ""]]).await;
    desk.run_and_apply().await;
    let seq = desk.owner.activity(json!({ "subject": "mapping", "verb": "create" })).await[0]["seq"].clone();
    assert_eq!(desk.owner.ask("audit/look", json!({ "seq": seq })).await["way"], "change_set");
}
