//! Who reads what a predecessor wrote, and how far.

use super::{Office, at, message, quoted};
use model::permission::Role;
use serde_json::{Value, json};

async fn search(client: &crate::common::Client, words: &str) -> Value {
    client.ask("conversations/list", json!({ "query": { "search": words } })).await["items"].clone()
}

#[tokio::test]
async fn a_successor_reads_from_the_granted_moment_on_and_finds_nothing_older() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "Old secret"), office.said(5, false, "New promise")]).await;
    let (next, id) = office.colleague("next").await;
    assert_eq!(next.call("conversations/list", json!({ "query": {} })).await.status, 403, "not yet");
    assert_eq!(next.me().await["inherits"], false);
    office.inherit(&office.seat, &id, json!({ "from": at(5) })).await;
    assert_eq!(next.me().await["inherits"], true);
    let conversation = office.conversation(&next, 0).await;
    assert_eq!(
        (&conversation["messages"], &conversation["first_at"], &conversation["summary"]),
        (&json!(1), &json!(at(5)), &json!(false))
    );
    assert_eq!(search(&next, "secret").await, json!([]));
    assert_eq!(search(&next, "promise").await[0]["found"], 1);
    assert_eq!(office.read(&next, &conversation).await, ["New promise"]);
    let openings = office.owner.ask("conversations/openings", json!({ "query": {} })).await;
    assert_eq!(openings["items"][0]["range"], json!({ "from": at(5) }));

    // What the successor writes with the customer goes on in the same conversation.
    let customer = office.customers[0].0.clone();
    office.take(&[message(9, &customer, &["next"], "", "Hello, successor")]).await;
    let both = office.conversation(&next, 0).await;
    assert_eq!((&both["id"], &both["messages"]), (&conversation["id"], &json!(2)));
    assert_eq!(office.read(&next, &both).await, ["New promise", "Hello, successor"]);
    let whole = office.conversation(&office.owner, 0).await;
    assert_eq!(office.read(&office.owner, &whole).await, ["Old secret", "New promise", "Hello, successor"]);
    let query = json!({ "conversation": whole["id"] });
    let part = office.owner.ask("conversations/messages", json!({ "query": query })).await;
    let holders: Vec<&Value> =
        part["items"].as_array().unwrap().iter().map(|one| &one["holder"]["member_id"]).collect();
    assert_eq!(holders, [&office.member, &office.member, &id], "whom he wrote with is told with each message");
}

#[tokio::test]
async fn a_summary_says_with_whom_how_often_and_when_and_shows_no_text() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "Old secret"), office.said(5, false, "New promise")]).await;
    let (next, id) = office.colleague("next").await;
    office.inherit(&office.seat, &id, json!("summary")).await;
    let conversation = office.conversation(&next, 0).await;
    assert_eq!(
        (&conversation["messages"], &conversation["last_at"], &conversation["summary"]),
        (&json!(2), &json!(at(5)), &json!(true))
    );
    assert_eq!(search(&next, "secret").await, json!([]));
    let open = json!({ "open": { "id": conversation["id"], "reason": "Curious" } });
    assert_eq!(next.call("conversations/open", open).await.refusal(), (403, "forbidden".to_owned()));
    let query = json!({ "query": { "conversation": conversation["id"] } });
    assert_eq!(next.call("conversations/messages", query).await.refusal(), (409, "not_opened".to_owned()));
    assert_eq!(office.app.count("select count(*) from archive_openings").await, 0);
}

#[tokio::test]
async fn a_chain_of_seats_grants_what_every_link_granted_and_undoing_takes_it_back() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "Oldest"), office.said(5, true, "Middle")]).await;
    let (second, second_id) = office.colleague("second").await;
    let (third, third_id) = office.colleague("third").await;
    let inherit = json!({ "id": office.seat, "to": second_id, "range": { "from": at(5) } });
    let first = office.owner.ask("seats/inherit", json!({ "inherit": inherit })).await;
    let inherit = json!({ "id": first["seat"]["id"], "to": third_id, "range": "everything" });
    let last = office.owner.ask("seats/inherit", json!({ "inherit": inherit })).await;
    let conversation = office.conversation(&third, 0).await;
    assert_eq!(office.read(&third, &conversation).await, ["Middle"]);
    assert_eq!(second.call("conversations/list", json!({ "query": {} })).await.status, 403, "it went on");
    office.owner.ask("changes/undo", json!({ "id": last["set"] })).await;
    office.app.work().await;
    let query = json!({ "query": { "conversation": conversation["id"] } });
    assert_eq!(third.call("conversations/messages", query).await.status, 403, "an opening is no right");
    assert_eq!(office.conversation(&second, 0).await["messages"], 1);
}

#[tokio::test]
async fn a_department_admin_reads_what_members_in_his_departments_wrote() {
    let office = Office::open().await;
    let (_, colleague) = office.colleague("ann").await;
    let customer = office.customers[0].0.clone();
    office.take(&[office.said(1, true, "To the first"), message(2, &customer, &["ann"], "", "To Ann")]).await;
    let crew = office.owner.add(&office.owner.root().await, "Crew").await;
    office
        .app
        .tamper(&format!(
            "update member_departments set department_id = {} where member_id = {}",
            quoted(&crew["id"]),
            quoted(&colleague)
        ))
        .await;
    let head = office.app.head_of(&office.owner, &[&crew]).await;
    let page = head.ask("conversations/list", json!({ "query": { "page": { "count": true } } })).await;
    assert_eq!((&page["total"], &page["items"][0]["messages"]), (&json!(1), &json!(1)), "{page}");
    assert_eq!(page["items"][0]["members"].as_array().unwrap().len(), 1);
    assert_eq!(office.read(&head, &page["items"][0]).await, ["To Ann"]);
    assert_eq!(search(&head, "first").await, json!([]));
}

#[tokio::test]
async fn strangers_find_nothing() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "Ours")]).await;
    let conversation = office.conversation(&office.owner, 0).await;
    let stranger = office.app.stranger().await;
    assert_eq!(stranger.ask("conversations/list", json!({ "query": {} })).await["items"], json!([]));
    assert_eq!(search(&stranger, "Ours").await, json!([]));
    for (name, arguments) in [
        ("conversations/get", json!({ "id": conversation["id"] })),
        ("conversations/open", json!({ "open": { "id": conversation["id"], "reason": "Curious" } })),
        ("conversations/messages", json!({ "query": { "conversation": conversation["id"] } })),
        ("conversations/custody", json!({ "customer": office.customers[0].1 })),
    ] {
        assert_eq!(stranger.call(name, arguments).await.refusal(), (404, "not_found".to_owned()), "{name}");
    }
    let auditor = office.app.member(&office.owner, Role::Auditor).await;
    assert_eq!(auditor.call("conversations/list", json!({ "query": {} })).await.refusal().0, 403);
}

#[tokio::test]
async fn the_chain_of_custody_names_every_hand_a_customer_went_through() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "Hello")]).await;
    let (_, id) = office.colleague("next").await;
    let seat = office.inherit(&office.seat, &id, json!("summary")).await;
    office.app.tamper(&format!(
        "insert into relations (id, organisation_id, connection_id, customer_id, member_id, remark, description, company, phones, \
         add_way, channel, since, state, digest, customer_key, owner_key, revision, created_at) \
         select 'handed-over', organisation_id, connection_id, customer_id, {}, '', '', '', '[]', 0, '', {}, 'live', '', '', '', 1, 1 \
         from relations where customer_id = {}",
        quoted(&id),
        4_000_000_000_000_i64,
        quoted(&office.customers[0].1),
    )).await;
    let chain = office.owner.ask("conversations/custody", json!({ "customer": office.customers[0].1 })).await;
    let told: Vec<_> = chain.as_array().unwrap().iter().map(|one| (&one["member_id"], &one["messages"])).collect();
    assert_eq!(told, [(&office.member, &json!(1)), (&id, &json!(0))]);
    assert!(chain[0]["seat_until"].is_i64(), "{chain}");
    let last = &chain[1];
    assert_eq!((&last["seat"], &last["range"], &last["seat_until"]), (&seat["id"], &json!("summary"), &Value::Null));
    assert_eq!(last["inherited_from"]["member_id"], office.member);
}
