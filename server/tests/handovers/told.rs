//! What the platform says by itself is taken down before anybody asks.

use super::Shop;
use crate::common::TestApp;
use crate::common::platform::Platform;
use connectors::wecom::fake::{Action, FakeOptions, HandoverAction};
use serde_json::json;
use std::time::Duration;

impl Shop {
    /// One whose platform knows where to tell what happens.
    async fn told() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let options = FakeOptions { members: 40, departments: 8, customers: 300, ..FakeOptions::default() };
        let connection = Platform::with(options.clone()).await.connect(&owner).await;
        // The address of the callback is known only now: the platform that knows it takes the place of the first.
        let callback_url = connection["callback_url"].as_str().map(ToOwned::to_owned);
        let platform = Platform::with(FakeOptions { callback_url, ..options }).await;
        let mut save = platform.settings();
        save["id"] = connection["id"].clone();
        save["revision"] = connection["revision"].clone();
        let connection = owner.ask("connections/save", json!({ "save": save })).await;
        app.bring_contacts(&owner, &connection).await;
        let run = app.sync(&owner, &connection, "sync_customers").await;
        app.apply(&owner, &run["change_set"]).await;
        Self { app, owner, platform, connection }
    }

    /// Waits until so many events came in that were not worked off, and works them off; the clock here goes on by the seconds for which
    /// they are gathered, too few for anybody to ask by himself.
    async fn hears(&self, events: i64) {
        let mut waited = 0;
        while self.app.count("select count(*) from callbacks where body <> ''").await < events {
            assert!(waited < 100, "the events arrive");
            waited += 1;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.app.later(11_000).await;
    }
}

#[tokio::test]
async fn a_refusal_a_full_successor_and_a_takeover_are_known_as_soon_as_they_happen() {
    let shop = Shop::told().await;
    let people = shop.salespeople().await;
    let (leaver, one) = (&people[0].0, &people[1].0);
    let plan = shop.evenly(&shop.draft(leaver).await, &[one]).await;
    shop.act(Action::Leave { userid: shop.userid(leaver).await });
    shop.hears(1).await;
    let plan = shop.apply(&shop.get(&plan).await).await;
    let items = shop.items(&plan, json!({ "kind": "customer", "state": "waiting" })).await;
    assert!(items.len() > 3);
    let mut external = Vec::new();
    for item in &items[..3] {
        external.push(shop.external(&item["subject"]).await);
    }
    let results = "externalcontact/resigned/transfer_result";
    let asked = shop.platform.running.fake.calls(results);

    shop.act(HandoverAction::TransferRefuse { external_userid: external[0].clone() }.into());
    shop.hears(1).await;
    assert_eq!(shop.count(&plan, "customer", "refused").await, 1, "{}", shop.get(&plan).await);
    shop.act(HandoverAction::ContactsFull { userid: shop.userid(one).await, full: true }.into());
    shop.act(HandoverAction::TransferAccept { external_userid: external[1].clone() }.into());
    shop.hears(1).await;
    assert_eq!(shop.count(&plan, "customer", "full").await, 1, "{}", shop.get(&plan).await);
    assert_eq!(shop.platform.running.fake.calls(results), asked, "nobody had to ask");

    shop.act(HandoverAction::ContactsFull { userid: shop.userid(one).await, full: false }.into());
    shop.act(HandoverAction::TransferAccept { external_userid: external[2].clone() }.into());
    shop.hears(1).await;
    assert_eq!(shop.count(&plan, "customer", "done").await, 1, "{}", shop.get(&plan).await);
}

#[tokio::test]
async fn a_group_that_is_new_changes_hands_or_is_dissolved_is_so_here() {
    let shop = Shop::told().await;
    let people = shop.salespeople().await;
    let (one, other) = (&people[0].0, &people[1].0);
    let of = |member: &serde_json::Value| {
        format!(
            "select count(*) from customer_groups where name = 'Spring' and state = 'live' and owner_id = '{}'",
            member.as_str().unwrap()
        )
    };
    let made = shop
        .platform
        .running
        .fake
        .act(HandoverAction::GroupCreate { userid: shop.userid(one).await, name: "Spring".to_owned() });
    let chat_id = made.expect("made")["chat_id"].as_str().unwrap().to_owned();
    shop.hears(1).await;
    assert_eq!(shop.app.count(&of(one)).await, 1);
    shop.act(HandoverAction::GroupOwner { chat_id: chat_id.clone(), userid: shop.userid(other).await }.into());
    shop.hears(1).await;
    assert_eq!((shop.app.count(&of(one)).await, shop.app.count(&of(other)).await), (0, 1));
    shop.act(HandoverAction::GroupDismiss { chat_id }.into());
    shop.hears(1).await;
    assert_eq!(shop.app.count(&of(other)).await, 0);
}
