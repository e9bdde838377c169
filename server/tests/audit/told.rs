//! What is told of which change.

use crate::common::platform::{Platform, typed};
use crate::common::{Client, PASSWORD, TestApp, find};
use serde_json::{Value, json};

/// Somebody who looks at what was told since the last look.
struct Reader<'a> {
    owner: &'a Client,
    seen: i64,
}

impl<'a> Reader<'a> {
    async fn new(owner: &'a Client) -> Self {
        let mut reader = Self { owner, seen: 0 };
        reader.news().await;
        reader
    }

    /// The new entries, oldest first.
    async fn news(&mut self) -> Vec<Value> {
        let mut entries = self.owner.activity(json!({ "page": { "limit": 500 } })).await;
        entries.retain(|entry| entry["seq"].as_i64().expect("a number") > self.seen);
        entries.reverse();
        self.seen += entries.len() as i64;
        assert!(entries.last().is_none_or(|last| last["seq"] == self.seen), "numbers have no gaps");
        entries
    }

    /// Exactly this was told: verb, subject and name of each entry.
    async fn told(&mut self, wanted: &[&str]) -> Vec<Value> {
        let entries = self.news().await;
        let text = |entry: &Value, name: &str| entry[name].as_str().expect("text").to_owned();
        let lines: Vec<_> = entries
            .iter()
            .map(|entry| format!("{} {} {}", text(entry, "verb"), text(entry, "subject"), text(entry, "subject_name")))
            .collect();
        assert_eq!(lines, wanted);
        for entry in &entries {
            assert_eq!(entry["address"], "127.0.0.1", "{entry}");
        }
        entries
    }
}

fn fields(entry: &Value, name: &str) -> Value {
    let text = entry[name].as_str().expect("text");
    if text.is_empty() { Value::Null } else { serde_json::from_str(text).expect("JSON") }
}

#[tokio::test]
async fn changes_of_the_tree_and_of_the_organisation_are_told() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut reader = Reader::new(&owner).await;
    let root = owner.root().await;
    let (sales, crew) = (owner.add(&root, "Sales").await, owner.add(&root, "Crew").await);
    let told = reader.told(&["create department Sales", "create department Crew"]).await;
    assert_eq!((&told[0]["actor"], &told[0]["origin"]), (&json!("Ada Owner"), &json!("console")));
    assert_eq!(
        (fields(&told[0], "before"), fields(&told[0], "after")),
        (Value::Null, json!({ "name": "Sales", "parent": "Harbour Works" }))
    );

    let rename = json!({ "id": sales["id"], "name": "Trade", "revision": sales["revision"] });
    let trade = owner.ask("departments/rename", rename.clone()).await;
    owner.put(&trade, &crew, None).await;
    let me = owner.me().await;
    let now = owner.department(&trade["id"]).await;
    let heads = json!({ "id": now["id"], "heads": [me["member"]], "revision": now["revision"] });
    let headed = owner.ask("departments/set_heads", heads).await;
    owner.ask("departments/delete", json!({ "id": headed["id"], "revision": headed["revision"] })).await;
    let told = reader
        .told(&[
            "update department Trade",
            "move department Trade",
            "update department Trade",
            "delete department Trade",
        ])
        .await;
    assert_eq!(
        (fields(&told[0], "before"), fields(&told[0], "after")),
        (json!({ "name": "Sales" }), json!({ "name": "Trade" }))
    );
    assert_eq!(
        (&fields(&told[1], "before")["parent"], &fields(&told[1], "after")["parent"]),
        (&json!("Harbour Works"), &json!("Crew"))
    );
    assert_eq!(
        (fields(&told[2], "before"), fields(&told[2], "after")),
        (json!({ "heads": [] }), json!({ "heads": ["Ada Owner"] }))
    );
    assert_eq!((fields(&told[3], "before"), fields(&told[3], "after")), (json!({ "name": "Trade" }), Value::Null));

    // What is refused and what changes nothing is not told.
    assert_eq!(owner.call("departments/rename", rename).await.status, 404);
    let same = json!({ "id": crew["id"], "name": "Crew", "revision": crew["revision"] });
    owner.ask("departments/rename", same).await;
    owner.ask("invitations/set_door_open", json!({ "open": true })).await;
    reader.told(&[]).await;

    let renamed = json!({ "name": "Harbour & Co", "revision": me["organisation"]["revision"] });
    owner.ask("organisation/rename_organisation", renamed).await;
    owner.ask("invitations/reset_door", json!({})).await;
    owner.ask("invitations/set_door_open", json!({ "open": false })).await;
    reader.told(&["update organisation Harbour & Co", "reset organisation ", "pause organisation "]).await;
}

#[tokio::test]
async fn the_way_of_a_person_from_the_link_to_the_door_is_told() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut reader = Reader::new(&owner).await;
    let mut link = owner.ask("invitations/create", json!({ "new": { "note": "Fair", "max_uses": 9 } })).await;
    let path = format!("/join/{}", link["url"].as_str().unwrap().rsplit_once('/').unwrap().1);
    for verb in ["pause", "resume"] {
        link =
            owner.ask(&format!("invitations/{verb}"), json!({ "id": link["id"], "revision": link["revision"] })).await;
    }
    reader.told(&["create invitation Fair", "pause invitation Fair", "resume invitation Fair"]).await;

    let ann = app.nobody();
    let form = [("way", "new"), ("name", "Ann Able"), ("email", "ann@example.com"), ("password", PASSWORD)];
    assert_eq!(ann.post(&path, &form).await.status, 303);
    let told = reader.told(&["ask member Ann Able"]).await;
    assert_eq!((&told[0]["actor"], &told[0]["origin"]), (&json!("Ann Able"), &json!("join")));
    assert_eq!(fields(&told[0], "after")["inviter"], "Ada Owner");

    let joins = owner.ask("joins/list", json!({ "query": {} })).await;
    let join = find(&joins["items"], "email", "ann@example.com");
    ann.post("/waiting/withdraw", &[("join", join["id"].as_str().unwrap())]).await;
    ann.post(&path, &[("way", "signed-in")]).await;
    reader.told(&["withdraw member Ann Able", "ask member Ann Able"]).await;
    let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
    let ids = json!([joins["items"][0]["id"]]);
    for decision in [
        json!({ "refuse": { "reason": "Who?" } }),
        json!("reexamine"),
        json!({ "block": { "reason": "" } }),
        json!("reexamine"),
        json!({ "approve": { "department": null, "position": "Captain" } }),
    ] {
        owner.ask("joins/decide", json!({ "ids": ids, "decision": decision })).await;
    }
    let told = reader
        .told(&[
            "refuse member Ann Able",
            "reexamine member Ann Able",
            "block member Ann Able",
            "reexamine member Ann Able",
            "approve member Ann Able",
        ])
        .await;
    assert_eq!(fields(&told[0], "after")["reason"], "Who?");
    assert_eq!(fields(&told[4], "after")["position"], "Captain");

    let ann = app.signed_in("ann@example.com").await;
    ann.post("/sign-out", &[]).await;
    owner.ask("invitations/revoke", json!({ "id": link["id"], "revision": link["revision"] })).await;
    let told = reader.told(&["sign_in account Ann Able", "sign_out account Ann Able", "revoke invitation Fair"]).await;
    assert_eq!(told[0]["actor"], "Ann Able");
    app.sound().await;
}

#[tokio::test]
async fn changes_of_a_member_are_told_field_by_field() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let mut reader = Reader::new(&owner).await;
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "position": "Captain", "location": "" });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    for step in ["suspend", "resume", "terminate", "restore"] {
        owner.step(&ann["id"], step).await;
    }
    let revision = owner.row(&ann["id"]).await["revision"].clone();
    let change = json!({ "id": ann["id"], "revision": revision, "role": "auditor" });
    owner.ask("members/change_role", json!({ "change": change })).await;
    let told = reader
        .told(&[
            "update member Ann Able",
            "suspend member Ann Able",
            "resume member Ann Able",
            "terminate member Ann Able",
            "restore member Ann Able",
            "change_role member Ann Able",
        ])
        .await;
    assert_eq!(
        (fields(&told[0], "before"), fields(&told[0], "after")),
        (json!({ "position": "" }), json!({ "position": "Captain" }))
    );
    assert_eq!(
        (fields(&told[3], "before"), fields(&told[3], "after")),
        (json!({ "status": "active" }), json!({ "status": "terminated" }))
    );
    assert_eq!(
        (fields(&told[5], "before"), fields(&told[5], "after")),
        (json!({ "role": "member" }), json!({ "role": "auditor", "scope": [] }))
    );
    let drawer = owner.ask("members/get", json!({ "id": ann["id"] })).await;
    let newest_first: Vec<_> = told.iter().rev().cloned().collect();
    assert_eq!(drawer["history"].as_array().unwrap()[..6], newest_first, "the drawer shows the same");
}

#[tokio::test]
async fn changes_of_a_connection_are_told_without_its_secrets() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut reader = Reader::new(&owner).await;
    let platform = Platform::of(5, 2, 0).await;
    let connection = platform.connect(&owner).await;
    let mut save = platform.settings();
    save["id"] = connection["id"].clone();
    save["revision"] = connection["revision"].clone();
    save["name"] = json!("Head office");
    typed(&mut save, &json!({ "secrets": [["app_secret", platform.options.app_secret]] }));
    let saved = owner.ask("connections/save", json!({ "save": save })).await;
    let schedule = json!({ "connection": connection["id"], "kind": "sync_contacts", "cron": "0 3 * * *",
                           "zone": "UTC", "enabled": true });
    owner.ask("connections/save_schedule", json!({ "save": schedule })).await;
    owner.ask("connections/test", json!({ "id": connection["id"] })).await;
    app.work().await;
    owner.ask("runs/start_sync", json!({ "connection": connection["id"], "kind": "sync_contacts" })).await;
    app.work().await;
    owner.ask("connections/remove", json!({ "id": connection["id"], "revision": saved["revision"] })).await;
    let told = reader
        .told(&[
            "create connection WeCom",
            "update connection Head office",
            "update schedule Head office",
            "test connection Head office",
            "start run Head office",
            "delete connection Head office",
        ])
        .await;
    assert_eq!(fields(&told[1], "after"), json!({ "name": "Head office", "new_secrets": ["app_secret"] }));
}
