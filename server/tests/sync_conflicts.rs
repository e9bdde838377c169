//! Somebody there has the address of somebody here who is not linked: a person decides.

use crate::common::platform::{Platform, outcome};
use crate::common::{Client, TestApp, find};
use connectors::wecom::fake::FakeOptions;
use serde_json::{Value, json};

/// An organisation with a member of its own whose address somebody there has too.
struct Clash {
    app: TestApp,
    owner: Client,
    platform: Platform,
    connection: Value,
    /// The member here.
    ours: Value,
    /// Their name there.
    theirs: String,
}

async fn clash() -> Clash {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let options = FakeOptions {
        members: 12,
        departments: 3,
        customers: 0,
        contact_reads_details: true,
        ..FakeOptions::default()
    };
    let platform = Platform::with(options).await;
    let connection = platform.connect(&owner).await;
    let run = app.sync(&owner, &connection, "sync_contacts").await;
    let new = rows(&owner, &run["change_set"], "add").await;
    let with_email =
        new.iter().find(|row| row["fields"].as_array().expect("fields").iter().any(|field| field["field"] == "email"));
    let there = with_email.expect("somebody there has an address").clone();
    owner.ask("changes/discard", json!({ "id": run["change_set"] })).await;
    let email = find(&there["fields"], "field", "email")["after"].as_str().expect("a text").to_owned();
    let ours = app.person(&owner, "Lou Local", &email, "").await;
    Clash { app, owner, platform, connection, ours, theirs: there["name"].as_str().expect("a text").to_owned() }
}

async fn rows(owner: &Client, set: &Value, verdict: &str) -> Vec<Value> {
    let query = json!({ "query": { "set": set, "verdict": verdict, "page": { "limit": 500 } } });
    owner.ask("changes/rows", query).await["items"].as_array().expect("rows").clone()
}

impl Clash {
    async fn sync(&self) -> Value {
        self.app.sync(&self.owner, &self.connection, "sync_contacts").await
    }

    /// Decides the only conflict of a run and applies everything; the set as it ended.
    async fn decide(&self, run: &Value, resolution: &str) -> Value {
        let conflicts = rows(&self.owner, &run["change_set"], "conflict").await;
        assert_eq!(conflicts.len(), 1, "{run}");
        let decision = json!({ "set": run["change_set"], "row": conflicts[0]["id"], "resolution": resolution });
        self.owner.ask("changes/resolve", decision).await;
        self.app.apply(&self.owner, &run["change_set"]).await
    }
}

#[tokio::test]
async fn a_conflict_shows_the_two_beside_each_other_and_is_not_carried_out_undecided() {
    let clash = clash().await;
    let run = clash.sync().await;
    assert_eq!((&run["counts"]["add"], &run["counts"]["conflict"]), (&json!(13), &json!(1)), "{run}");
    let row = rows(&clash.owner, &run["change_set"], "conflict").await[0].clone();
    assert_eq!((&row["reason"], &row["accepted"]), (&json!("same_email"), &json!(false)));
    let field = |name: &str| find(&row["fields"], "field", name);
    assert_eq!((&field("name")["before"], &field("name")["after"]), (&json!("Lou Local"), &json!(clash.theirs)));
    assert_eq!(field("email")["before"], field("email")["after"], "what they have in common is shown too");
    assert_eq!(field("departments")["before"], "Harbour Works");

    let set = clash.app.apply(&clash.owner, &run["change_set"]).await;
    assert_eq!((outcome(&set, "applied"), outcome(&set, "skipped")), (13 + 2, 1), "{set}");
    assert_eq!(clash.owner.row(&clash.ours["id"]).await["source"], "manual");
    let again = clash.sync().await;
    assert_eq!(again["counts"]["conflict"], 1, "nobody decided it: it is asked again");
}

#[tokio::test]
async fn keeping_ours_is_remembered_until_it_is_undone() {
    let clash = clash().await;
    let run = clash.sync().await;
    let set = clash.decide(&run, "keep_ours").await;
    assert_eq!(clash.owner.row(&clash.ours["id"]).await["name"], "Lou Local");

    let again = clash.sync().await;
    assert_eq!(again["state"], "done", "nothing to ask: {again}");
    assert_eq!((&again["counts"]["conflict"], &again["counts"]["unchanged"]), (&json!(0), &json!(14)), "{again}");

    clash.owner.ask("changes/undo", json!({ "id": set["id"] })).await;
    clash.app.work().await;
    let after = clash.sync().await;
    assert_eq!(after["counts"]["conflict"], 1, "the decision went with its set: {after}");
    clash.app.sound().await;
}

#[tokio::test]
async fn taking_theirs_links_the_member_here_and_its_account_stays() {
    let clash = clash().await;
    let run = clash.sync().await;
    let before = clash.app.count("select count(*) from members").await;
    let set = clash.decide(&run, "take_theirs").await;
    assert_eq!(outcome(&set, "failed"), 0, "{set}");
    assert_eq!(clash.app.count("select count(*) from members").await, before + 11, "twelve there, one of them ours");
    let row = clash.owner.row(&clash.ours["id"]).await;
    assert_eq!(
        (&row["name"], &row["source"]),
        (&json!("Lou Local"), &json!("wecom")),
        "whose account it is keeps the name"
    );
    clash.app.signed_in(row["email"].as_str().unwrap()).await;
    assert_eq!(clash.sync().await["state"], "done");
    let _ = &clash.platform;
}

#[tokio::test]
async fn heads_are_shown_by_name() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(40, 6, 0).await;
    let connection = platform.connect(&owner).await;
    let run = app.sync(&owner, &connection, "sync_contacts").await;
    let heads: Vec<Value> = rows(&owner, &run["change_set"], "change").await;
    let heads: Vec<&Value> = heads.iter().filter_map(|row| row["fields"].as_array()?.first()).collect();
    assert!(!heads.is_empty(), "departments have heads");
    let people = rows(&owner, &run["change_set"], "add").await;
    let names: Vec<&str> = people.iter().filter_map(|row| row["name"].as_str()).collect();
    for field in heads {
        assert_eq!(field["field"], "heads");
        for head in field["after"].as_str().unwrap().split(", ") {
            assert!(names.contains(&head), "{head} is an id, not a name");
        }
    }
}
