//! Licences of a service provider move only where somebody turned it on.

use super::Shop;
use connectors::wecom::fake::{Action, HandoverAction};
use serde_json::{Value, json};

const CALL: &str = "license/batch_transfer_license";

impl Shop {
    /// Turns moving licences on or off, with the provider's credentials.
    async fn moves_licences(&self, switch: &str) {
        let found = self.owner.ask("connections/get", json!({ "id": self.connection["id"] })).await;
        let mut save = self.platform.settings();
        save["id"] = self.connection["id"].clone();
        save["revision"] = found["revision"].clone();
        save["settings"]["provider_corp_id"] = json!(self.platform.options.provider_corp_id);
        save["settings"]["provider_secret"] = json!(self.platform.options.provider_secret);
        save["settings"]["move_licences"] = json!(switch);
        self.owner.ask("connections/save", json!({ "save": save })).await;
    }

    async fn to_one(&self, plan: &Value, to: &Value) -> Value {
        let plan = self.evenly(plan, &[to]).await;
        self.rule(&plan, json!({ "kind": "licence", "split": "evenly", "to": [to] })).await
    }
}

#[tokio::test]
async fn nothing_is_asked_while_it_is_off() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, one) = (&people[0].0, &people[1].0);
    let plan = shop.draft(leaver).await;
    assert_eq!(shop.count(&plan, "licence", "planned").await, 0);
    shop.apply(&shop.evenly(&plan, &[one]).await).await;
    assert_eq!(shop.platform.running.fake.calls(CALL), 0);
    // Nor where it was turned off after the plan was made.
    shop.moves_licences("on").await;
    let plan = shop.draft(&people[2].0).await;
    assert_eq!(shop.count(&plan, "licence", "planned").await, 1, "{plan}");
    let plan = shop.to_one(&plan, one).await;
    shop.moves_licences("off").await;
    shop.apply(&plan).await;
    assert_eq!(shop.count(&plan, "licence", "failed").await, 1, "{}", shop.get(&plan).await);
    assert_eq!(shop.platform.running.fake.calls(CALL), 0);
}

#[tokio::test]
async fn where_it_is_on_the_licence_moves_with_the_rest_and_a_successor_who_has_one_is_named() {
    let shop = Shop::open().await;
    shop.moves_licences("on").await;
    let people = shop.salespeople().await;
    let (leaver, one, other) = (&people[0].0, &people[1].0, &people[2].0);
    let taker = shop.userid(one).await;
    shop.act(HandoverAction::Seat { userid: taker, days: None }.into());
    let plan = shop.to_one(&shop.draft(leaver).await, one).await;
    shop.act(Action::Leave { userid: shop.userid(leaver).await });
    shop.apply(&plan).await;
    assert_eq!(shop.count(&plan, "licence", "done").await, 1, "{}", shop.get(&plan).await);
    assert_eq!(shop.platform.running.fake.calls(CALL), 1);
    // The successor has one now, and for longer than 20 days.
    let plan = shop.to_one(&shop.draft(other).await, one).await;
    shop.act(Action::Leave { userid: shop.userid(other).await });
    shop.apply(&plan).await;
    let failed = shop.items(&plan, json!({ "kind": "licence" })).await.remove(0);
    assert_eq!((&failed["state"], &failed["reason"]), (&json!("failed"), &json!("successor_has_one")), "{failed}");
    shop.app.sound().await;
}
