//! Customer groups: read with the customers, handed over by the platform's own calls.

use super::Shop;
use connectors::wecom::fake::{Action, HandoverAction};
use serde_json::{Value, json};

impl Shop {
    /// Groups of this member's, made there and read here.
    async fn with_groups(&self, owner: &Value, amount: usize) {
        let userid = self.userid(owner).await;
        for number in 0..amount {
            let name = format!("Autumn offers {number}");
            self.act(HandoverAction::GroupCreate { userid: userid.clone(), name }.into());
        }
        self.read_groups().await;
    }

    async fn read_groups(&self) {
        let run = self.app.sync(&self.owner, &self.connection, "sync_customers").await;
        assert_eq!(run["problem"], Value::Null, "{run}");
    }

    /// Groups here of a member's that are not gone: id and id there.
    async fn groups_of(&self, owner: &Value) -> Vec<(String, String)> {
        let mut conn = self.app.edge.services.store.read().await.expect("a reader");
        sqlx::query_as(
            "select id, external_id from customer_groups where owner_id = $1 and state <> 'gone' order by id",
        )
        .bind(owner.as_str())
        .fetch_all(&mut *conn)
        .await
        .expect("groups")
    }

    async fn to(&self, plan: &Value, kind: &str, to: &Value) -> Value {
        self.rule(plan, json!({ "kind": kind, "split": "evenly", "to": [to] })).await
    }
}

#[tokio::test]
async fn groups_come_with_the_customers_who_are_in_them_and_go_when_they_are_dissolved() {
    let shop = Shop::open().await;
    let groups =
        shop.app.count("select count(*) from customer_groups where state = 'live' and owner_id is not null").await;
    assert!(groups > 0);
    let mut conn = shop.app.edge.services.store.read().await.expect("a reader");
    let (customer, name): (String, String) = sqlx::query_as(
        "select l.customer_id, g.name from customer_group_members x join customer_groups g on g.id = x.group_id \
         join customer_links l on l.external_id = x.external_id order by x.external_id limit 1",
    )
    .fetch_one(&mut *conn)
    .await
    .expect("somebody in a group");
    drop(conn);
    let detail = shop.owner.ask("customers/get", json!({ "id": customer })).await;
    let found = detail["groups"].as_array().unwrap().iter().find(|group| group["name"] == name).expect("his group");
    assert!(found["owner"] != "" && found["people"].as_i64().unwrap() > 1, "{found}");
    let owner = json!(found["owner_id"]);
    let (_, chat) = shop.groups_of(&owner).await.remove(0);
    let before = shop.groups_of(&owner).await.len();
    shop.act(HandoverAction::GroupDismiss { chat_id: chat }.into());
    shop.read_groups().await;
    assert_eq!(shop.groups_of(&owner).await.len(), before - 1);
    shop.app.sound().await;
}

#[tokio::test]
async fn a_leavers_groups_go_over_when_the_group_itself_says_so() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, one) = (&people[0].0, &people[1].0);
    shop.with_groups(leaver, 3).await;
    let held = shop.groups_of(leaver).await;
    let plan = shop.draft(leaver).await;
    assert_eq!(shop.count(&plan, "group", "planned").await, held.len() as i64);
    let item = shop.items(&plan, json!({ "kind": "group" })).await.remove(0);
    assert!(item["name"] != "" && item["handing"] == "platform_for_good", "{item}");
    let plan = shop.to(&shop.evenly(&plan, &[one]).await, "group", one).await;
    shop.act(Action::Leave { userid: shop.userid(leaver).await });
    // One of them is full: somebody has to confirm it there.
    shop.act(HandoverAction::GroupFull { chat_id: held[0].1.clone(), full: true }.into());
    shop.apply(&plan).await;
    assert_eq!(shop.count(&plan, "group", "waiting").await, held.len() as i64 - 1, "{}", shop.get(&plan).await);
    let failed = shop.items(&plan, json!({ "kind": "group", "state": "failed" })).await;
    assert_eq!((&failed[0]["reason"], &failed[0]["code"]), (&json!("confirm_there"), &json!(90503)));
    let left = shop.owner.ask("handovers/unassigned", json!({ "query": { "kind": "group" } })).await;
    assert_eq!(left["items"].as_array().unwrap().len(), held.len(), "{left}");
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.count(&plan, "group", "done").await, held.len() as i64 - 1, "{}", shop.get(&plan).await);
    assert_eq!(shop.groups_of(leaver).await.len(), 1);
    let told = shop.owner.activity(json!({ "subject": "customer_group" })).await;
    assert_eq!(told.len(), held.len() - 1);
    shop.app.sound().await;
}

#[tokio::test]
async fn chosen_groups_go_over_on_the_job_and_come_back_by_another_transfer() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (giver, taker) = (&people[0].0, &people[1].0);
    shop.with_groups(giver, 2).await;
    let (group, _) = shop.groups_of(giver).await.remove(0);
    let before = shop.groups_of(taker).await.len();
    let new = json!({ "kind": "on_job", "leavers": [giver], "groups": [group] });
    let plan = shop.owner.ask("handovers/draft", json!({ "new": new })).await;
    assert_eq!(plan["counts"], json!([["group", "planned", 1]]));
    let plan = shop.to(&plan, "group", taker).await;
    shop.apply(&plan).await;
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.count(&plan, "group", "done").await, 1, "{}", shop.get(&plan).await);
    assert_eq!(shop.groups_of(taker).await.len(), before + 1);
    let preview = shop.owner.ask("handovers/undo_preview", json!({ "id": plan["id"] })).await;
    assert_eq!(preview["by_transfer"], 1);
    let undone = shop.owner.ask("handovers/undo", json!({ "id": plan["id"] })).await;
    let back = shop.owner.ask("handovers/get", json!({ "id": undone["back"] })).await;
    assert_eq!((back["kind"].as_str(), &back["counts"]), (Some("on_job"), &json!([["group", "planned", 1]])));
    shop.apply(&back).await;
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.groups_of(taker).await.len(), before);
    // Twice in 90 days is what the platform takes.
    let new = json!({ "kind": "on_job", "leavers": [giver], "groups": [group] });
    let third = shop.owner.ask("handovers/draft", json!({ "new": new })).await;
    assert_eq!(shop.items(&third, json!({})).await[0]["reason"], "twice_in_90_days");
    shop.app.sound().await;
}

#[tokio::test]
async fn more_than_three_hundred_groups_of_one_owner_take_another_day() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, one) = (&people[0].0, &people[1].0);
    let own = shop.groups_of(leaver).await.len();
    shop.with_groups(leaver, 305 - own).await;
    let plan = shop.to(&shop.draft(leaver).await, "group", one).await;
    let late: Vec<Value> = shop.items(&plan, json!({ "kind": "group" })).await;
    let late = late.iter().filter(|item| item["reason"] == "groups_a_day" && item["eligible_at"].is_number()).count();
    assert_eq!(late, 5, "known before the button");
    shop.act(Action::Leave { userid: shop.userid(leaver).await });
    shop.apply(&plan).await;
    assert_eq!((shop.count(&plan, "group", "waiting").await, shop.count(&plan, "group", "limit").await), (300, 5));
    shop.days(1).await;
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.count(&plan, "group", "done").await, 305, "{}", shop.get(&plan).await);
    assert_eq!(shop.platform.running.fake.calls("externalcontact/groupchat/transfer"), 4);
    shop.app.sound().await;
}

#[tokio::test]
async fn groups_of_which_no_answer_came_are_not_counted_twice() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (leaver, one) = (&people[0].0, &people[1].0);
    shop.with_groups(leaver, 2).await;
    let held = shop.groups_of(leaver).await.len() as i64;
    let plan = shop.to(&shop.draft(leaver).await, "group", one).await;
    shop.act(Action::Leave { userid: shop.userid(leaver).await });
    let path = "externalcontact/groupchat/transfer".to_owned();
    let fault = connectors::wecom::fake::Fault { path, kind: connectors::wecom::fake::FaultKind::HalfJson, times: 1 };
    shop.platform.running.fake.fail(fault);
    shop.apply(&plan).await;
    assert_eq!(shop.count(&plan, "group", "sent").await, held, "{}", shop.get(&plan).await);
    for _ in 0..3 {
        shop.app.later(61_000).await;
    }
    assert_eq!(shop.count(&plan, "group", "waiting").await, held, "{}", shop.get(&plan).await);
    shop.days(1).await;
    shop.days(1).await;
    assert_eq!(shop.count(&plan, "group", "done").await, held, "{}", shop.get(&plan).await);
}

#[tokio::test]
async fn the_groups_of_who_hands_over_are_offered_by_what_is_typed_and_no_others() {
    let shop = Shop::open().await;
    let people = shop.salespeople().await;
    let (giver, other) = (&people[0].0, &people[1].0);
    shop.with_groups(giver, 3).await;
    let offered = async |owner: &Value, search: &str| -> Vec<String> {
        let query = json!({ "owner": owner, "search": search });
        let found = shop.owner.ask("handovers/groups", json!({ "query": query })).await;
        found.as_array().unwrap().iter().map(|group| group["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(offered(giver, "autumn OFFERS 1").await, ["Autumn offers 1"], "letters of both sizes");
    assert_eq!(offered(giver, "Autumn").await.len(), 3);
    assert_eq!(offered(other, "Autumn").await, [""; 0], "those of somebody else are not his");
    let (_, chat) = shop.groups_of(giver).await.pop().unwrap();
    shop.act(HandoverAction::GroupDismiss { chat_id: chat }.into());
    shop.read_groups().await;
    assert_eq!(offered(giver, "").await.len(), shop.groups_of(giver).await.len(), "what is dissolved goes nowhere");
}
