//! Taking down messages that another program wrote into files.

use super::{Office, at, message, texts};
use serde_json::{Value, json};

#[tokio::test]
async fn the_same_files_read_twice_give_every_message_once() {
    let office = Office::open().await;
    let lines = [office.said(1, true, "Is it sent?"), office.said(2, false, "It is."), office.said(3, true, "Thanks")];
    let run = office.take(&lines).await;
    assert_eq!((&run["counts"]["add"], &run["done"]), (&json!(3), &json!(3)), "{run}");
    assert_eq!(office.pull().await["counts"]["add"], 0);
    office.app.tamper("update archive_sources set seq = 0").await;
    let run = office.pull().await;
    assert_eq!((&run["counts"]["add"], &run["counts"]["unchanged"]), (&json!(0), &json!(3)), "{run}");
    assert_eq!(office.app.count("select count(*) from archive_messages").await, 3);
    let conversation = office.conversation(&office.owner, 0).await;
    assert_eq!((&conversation["messages"], &conversation["last_at"]), (&json!(3), &json!(at(3))));
    assert_eq!(conversation["members"][0]["member_id"], office.member);
    assert_eq!(office.read(&office.owner, &conversation).await, ["Is it sent?", "It is.", "Thanks"]);
    office.app.sound().await;
}

#[tokio::test]
async fn what_nobody_knows_yet_and_changes_of_corporation_are_taken_down_too() {
    let office = Office::open().await;
    let mut strange = office.said(1, true, "");
    strange["msgtype"] = json!("hologram");
    strange["hologram"] = json!({ "title": "A ship", "depth": 3 });
    let switch = json!({ "seq": 2, "msgid": "s1", "action": "switch", "time": at(2), "user": office.user });
    let run = office.take(&[strange, switch]).await;
    assert_eq!(run["counts"]["add"], 2, "{run}");
    let conversation = office.conversation(&office.owner, 0).await;
    assert_eq!(office.read(&office.owner, &conversation).await, ["A ship"]);
    assert_eq!(office.app.count("select count(*) from archive_switches").await, 1);
}

#[tokio::test]
async fn a_message_that_was_taken_back_is_marked_and_stays_legible() {
    let office = Office::open().await;
    let mut recall = office.said(2, true, "");
    recall["action"] = json!("recall");
    recall["msgtype"] = json!("revoke");
    recall["revoke"] = json!({ "pre_msgid": "m1_external" });
    office.take(&[office.said(1, true, "My card is 4111")]).await;
    let run = office.take(&[recall]).await;
    assert_eq!(run["counts"]["change"], 1, "{run}");
    let conversation = office.conversation(&office.owner, 0).await;
    office.read(&office.owner, &conversation).await;
    let query = json!({ "conversation": conversation["id"] });
    let part = office.owner.ask("conversations/messages", json!({ "query": query })).await;
    assert_eq!(
        (&part["items"][0]["recalled_at"], &part["items"][0]["text"]),
        (&json!(at(2)), &json!("My card is 4111"))
    );
    assert_eq!(part["items"][1]["kind"], "revoke");
}

#[tokio::test]
async fn groups_and_members_have_conversations_of_their_own() {
    let office = Office::open().await;
    let (user, customer) = (office.user.clone(), office.customers[0].0.clone());
    office
        .take(&[
            office.said(1, true, "Alone"),
            message(2, &customer, &[&user, "boss"], "wrROOM1", "In the group"),
            message(3, "boss", &[&customer, &user], "wrROOM1", "Welcome"),
            message(4, "boss", &[&user], "", "Between us"),
            message(5, &user, &["boss"], "", "And back"),
        ])
        .await;
    let page = office.owner.ask("conversations/list", json!({ "query": {} })).await;
    let shown: Vec<(&Value, &Value)> =
        page["items"].as_array().unwrap().iter().map(|one| (&one["kind"], &one["messages"])).collect();
    let two = json!(2);
    assert_eq!(shown, [(&json!("members"), &two), (&json!("group"), &two), (&json!("customer"), &json!(1))]);
    assert_eq!(page["items"][1]["name"], "wrROOM1");
    let names: Vec<_> = page["items"][0]["members"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert!(names.contains(&&json!("boss")), "whom nobody knows goes by his id: {names:?}");
}

#[tokio::test]
async fn one_reads_on_in_both_directions() {
    let office = Office::open().await;
    let lines: Vec<Value> = (1..=9).map(|n| office.said(n, n % 2 == 0, &format!("Message {n}"))).collect();
    office.take(&lines).await;
    let conversation = office.conversation(&office.owner, 0).await;
    office.read(&office.owner, &conversation).await;
    let ask = |more: Value| {
        let mut query = json!({ "conversation": conversation["id"], "limit": 4 });
        query.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        office.owner.ask("conversations/messages", json!({ "query": query }))
    };
    let newest = ask(json!({})).await;
    assert_eq!(texts(&newest), ["Message 6", "Message 7", "Message 8", "Message 9"]);
    let older = ask(json!({ "before": newest["before"] })).await;
    assert_eq!(texts(&older), ["Message 2", "Message 3", "Message 4", "Message 5"]);
    let oldest = ask(json!({ "before": older["before"] })).await;
    assert_eq!((texts(&oldest), &oldest["before"]), (vec!["Message 1".to_owned()], &Value::Null));
    let back = ask(json!({ "after": oldest["after"] })).await;
    assert_eq!(texts(&back), texts(&older));
    office.take(&[office.said(10, true, "Message 10")]).await;
    assert_eq!(texts(&ask(json!({ "after": newest["after"] })).await), ["Message 10"]);
}

#[tokio::test]
async fn one_reads_on_from_a_message_that_a_search_found() {
    let office = Office::open().await;
    let lines: Vec<Value> = (1..=6).map(|n| office.said(n, n % 2 == 0, &format!("Message {n}"))).collect();
    office.take(&lines).await;
    let conversation = office.conversation(&office.owner, 0).await;
    office.read(&office.owner, &conversation).await;
    let ask = |more: Value| {
        let mut query = json!({ "conversation": conversation["id"], "limit": 2 });
        query.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        office.owner.call("conversations/messages", json!({ "query": query }))
    };
    let found = ask(json!({ "search": "message 3" })).await.json();
    let id = &found["items"][0]["id"];
    let there = ask(json!({ "from": id })).await.json();
    assert_eq!(texts(&there), ["Message 3", "Message 4"]);
    assert_eq!(texts(&ask(json!({ "before": there["before"] })).await.json()), ["Message 1", "Message 2"]);
    assert_eq!(texts(&ask(json!({ "after": there["after"] })).await.json()), ["Message 5", "Message 6"]);
    assert_eq!(ask(json!({ "from": id, "after": there["after"] })).await.code(), "malformed");
    for unknown in ["0", "none"] {
        assert_eq!(ask(json!({ "from": unknown })).await.status, 404);
    }
}

#[tokio::test]
async fn a_line_that_cannot_be_read_stops_the_run_and_loses_nothing() {
    let office = Office::open().await;
    office.write(&[office.said(1, true, "Good")]);
    let path = office.files.path().join("messages.jsonl");
    let text = std::fs::read_to_string(&path).unwrap() + "not a message\n";
    std::fs::write(&path, &text).unwrap();
    let run = office.app.sync(&office.owner, &office.archive, "sync_archive").await;
    assert_eq!((&run["state"], &run["problem"]["code"]), (&json!("failed"), &json!("platform")), "{run}");
    assert!(run["problem"].to_string().contains("messages.jsonl line 2"), "{run}");
    assert_eq!(office.app.count("select count(*) from archive_messages").await, 1);
    std::fs::write(&path, text.replace("not a message\n", "")).unwrap();
    assert_eq!(office.take(&[office.said(2, true, "Better")]).await["counts"]["add"], 1);
}

#[tokio::test]
async fn the_same_folder_is_connected_once() {
    let office = Office::open().await;
    let path = office.files.path().to_str().unwrap().to_owned();
    for again in [path.clone(), format!("{path}/."), format!("{path}/")] {
        let save = json!({ "kind": "archive_file", "name": "Again", "settings": { "path": again } });
        assert_eq!(office.owner.call("connections/save", json!({ "save": save })).await.faults(), ["path taken"]);
    }
    let same = json!({ "id": office.archive["id"], "revision": office.archive["revision"], "kind": "archive_file",
        "name": "Renamed", "settings": { "path": path } });
    office.owner.ask("connections/save", json!({ "save": same })).await;
}

#[tokio::test]
async fn only_the_first_organisation_reads_from_anywhere_and_nobody_from_the_data() {
    let office = Office::open().await;
    office.take(&[office.said(1, true, "Ours")]).await;
    let path = office.files.path().to_str().unwrap().to_owned();
    let stranger = office.app.stranger().await;
    let save =
        |path: &str| json!({ "save": { "kind": "archive_file", "name": "Files", "settings": { "path": path } } });
    let theirs = stranger.ask("connections/save", save(&path)).await;
    let run = office.app.sync(&stranger, &theirs, "sync_archive").await;
    assert!(run["problem"].to_string().contains("--archive-files"), "{run}");
    let data = office.owner.ask("connections/save", save(office.app.data().to_str().unwrap())).await;
    let run = office.app.sync(&office.owner, &data, "sync_archive").await;
    assert!(run["problem"].to_string().contains("--archive-files"), "{run}");
    let relative = office.owner.call("connections/save", save("messages")).await;
    assert_eq!(relative.faults(), ["path malformed"]);
}
