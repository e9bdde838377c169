//! What a person says counts.

use super::{ANA, BO, Desk};
use model::permission::Role;
use serde_json::{Value, json};

const ACCOUNTS: [[&str; 4]; 4] = [
    ["7", "Lima Ana (desk)", "desk@example.com", ""],
    ["8", "王芳", "wang@example.com", ""],
    ["9", "Somebody", "", "+49 30 1234567"],
    ["10off", "Gone Home", "home@example.com", ""],
];

#[tokio::test]
async fn an_account_is_found_by_any_part_of_its_name_its_sound_and_its_address_and_says_whose_it_is() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    desk.map(&desk.people[0], json!("7")).await;
    let found = async |search: &str| {
        let query = json!({ "connection": desk.connection["id"], "search": search });
        let page = desk.owner.ask("mappings/accounts", json!({ "query": query })).await;
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["external_id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("lima an").await, ["7"]);
    assert_eq!(found("王").await, ["8"]);
    assert_eq!(found("wangf").await, ["8"]);
    assert_eq!(found("wf").await, ["8"]);
    assert_eq!(found("WANG@").await, ["8"]);
    assert_eq!(found("100%").await, [""; 0]);
    assert_eq!(found("").await.len(), 4);
    let query = json!({ "connection": desk.connection["id"], "search": "desk" });
    let page = desk.owner.ask("mappings/accounts", json!({ "query": query })).await;
    assert_eq!(page["items"][0]["taken_by"], json!([desk.people[0], "Ana Lima"]));
}

#[tokio::test]
async fn an_account_belongs_to_one_member_and_one_that_is_switched_off_to_nobody() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    desk.map(&desk.people[0], json!("7")).await;
    let other = desk.get(&desk.people[1]).await;
    let answer = desk.owner.call("mappings/map", desk.wanted(&other, json!("7"))).await;
    assert_eq!((answer.code(), answer.param("name")), ("taken".to_owned(), "Ana Lima".to_owned()));
    let off = desk.owner.call("mappings/map", desk.wanted(&other, json!("10off"))).await;
    assert_eq!(off.faults(), ["external_id wrong"]);
    let unknown = desk.owner.call("mappings/map", desk.wanted(&other, json!("404"))).await;
    assert_eq!(unknown.faults(), ["external_id unknown"]);
    assert_eq!(desk.app.count("select count(*) from mappings where external_id is not null").await, 1);
    desk.app.sound().await;
}

#[tokio::test]
async fn what_is_given_changed_and_taken_away_stands_in_the_history_and_is_not_given_back_by_itself() {
    let desk = Desk::open(&[["1", "Ana", ANA, ""], ["2", "Ana too", "ana2@example.com", ""]]).await;
    desk.run_and_apply().await;
    let ana = &desk.people[0];
    assert_eq!(desk.stands(ana).await, ("mapped".to_owned(), Value::Null, json!("1")));
    desk.map(ana, json!("2")).await;
    let now = desk.map(ana, Value::Null).await;
    assert_eq!((&now["status"], &now["reason"]), (&json!("unmapped"), &json!("refused")));
    let verbs: Vec<&str> =
        now["history"].as_array().unwrap().iter().map(|entry| entry["verb"].as_str().unwrap()).collect();
    assert_eq!(verbs, ["delete", "update", "create"]);
    desk.run().await;
    let (status, reason, _) = desk.stands(ana).await;
    assert_eq!((status.as_str(), reason), ("needs_choice", json!("refused")), "it is offered, not given");
    desk.map(ana, json!("1")).await;
    assert_eq!(desk.stands(ana).await.2, json!("1"), "a person may");
}

#[tokio::test]
async fn who_is_ignored_is_passed_by_until_somebody_takes_it_back() {
    let desk = Desk::open(&[["1", "Bo", BO, ""]]).await;
    let bo = &desk.people[1];
    desk.ignore(bo, true).await;
    desk.run().await;
    assert_eq!(desk.stands(bo).await.0, "ignored");
    desk.ignore(bo, false).await;
    desk.run_and_apply().await;
    assert_eq!(desk.stands(bo).await.0, "mapped");
}

#[tokio::test]
async fn what_was_read_before_somebody_changed_it_is_stale() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    let read = desk.get(&desk.people[0]).await;
    desk.map(&desk.people[0], json!("7")).await;
    assert_eq!(desk.owner.call("mappings/map", desk.wanted(&read, json!("8"))).await.code(), "stale");
}

#[tokio::test]
async fn members_have_the_right_to_be_mapped_and_map_nobody() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    let read = desk.get(&desk.people[0]).await;
    for role in [Role::Member, Role::Agent, Role::Auditor] {
        let client = desk.app.member(&desk.owner, role).await;
        assert_eq!(client.call("mappings/map", desk.wanted(&read, json!("8"))).await.code(), "forbidden", "{role}");
        let start = json!({ "connection": desk.connection["id"], "kind": "sync_mappings" });
        assert_eq!(client.call("runs/start_sync", start).await.code(), "forbidden", "{role}");
    }
    assert_eq!(desk.stands(&desk.people[0]).await.2, Value::Null);
}

#[tokio::test]
async fn strangers_find_nothing() {
    let desk = Desk::open(&ACCOUNTS).await;
    desk.run().await;
    let stranger = desk.app.stranger().await;
    let asked = json!({ "connection": desk.connection["id"], "member": desk.people[0] });
    assert_eq!(stranger.call("mappings/get", asked).await.code(), "not_found");
    let query = json!({ "query": { "connection": desk.connection["id"] } });
    assert_eq!(stranger.call("mappings/accounts", query.clone()).await.code(), "not_found");
    assert_eq!(stranger.call("mappings/list", query).await.code(), "not_found");
}
