//! Change sets, from the proposal to the undo, as a script meets them.

use super::{Script, errors, text};
use crate::common::platform::Platform;
use crate::common::{Client, TestApp};
use crate::customers::{Shop, bin::here_again, deletion};
use connectors::wecom::fake::Action;
use serde_json::{Value, json};

struct Office {
    app: TestApp,
    owner: Client,
    platform: Platform,
    script: Script,
    connection: String,
}

impl Office {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let platform = Platform::of(60, 12, 0).await;
        let connection = text(&platform.connect(&owner).await["id"]).to_owned();
        let script = app.script(&owner, &["connections.write"]).await;
        Self { app, owner, platform, script, connection }
    }

    /// Synchronises contacts; the change set.
    async fn propose(&self) -> Value {
        let path = format!("/connections/{}/sync", self.connection);
        let begun = self.script.post(&path, json!({ "kind": "contacts", "mode": "preview" })).await;
        assert_eq!(begun.status, 202, "{}", begun.text());
        self.app.work().await;
        let run = self.script.get(&format!("/runs/{}", text(&begun.json()["run"]))).await.json();
        assert_eq!(run["state"], "waiting_review", "{run}");
        self.script.get(&format!("/change-sets/{}", text(&run["change_set"]))).await.json()
    }

    async fn rows(&self, set: &Value, query: &str) -> Vec<Value> {
        self.script.items(&format!("/change-sets/{}/rows?limit=500&{query}", text(&set["id"]))).await
    }

    async fn verb(&self, set: &Value, verb: &str, body: Value) -> crate::common::Answer {
        self.script.post(&format!("/change-sets/{}/{verb}", text(&set["id"])), body).await
    }

    async fn decide(&self, set: &Value, tag: &str, rows: Value) -> crate::common::Answer {
        let path = format!("/change-sets/{}/rows", text(&set["id"]));
        self.script.patch(&path, tag, json!({ "rows": rows })).await
    }
}

#[tokio::test]
async fn a_set_is_reviewed_in_part_carried_out_and_put_back() {
    let office = Office::open().await;
    let set = office.propose().await;
    assert_eq!((&set["kind"], &set["state"]), (&json!("contacts"), &json!("draft")));
    assert_eq!((&set["counts"]["add"], set["accepted"].as_i64() >= Some(71)), (&json!(71), true));
    let ticked = set["accepted"].as_i64().unwrap();
    assert_eq!(set["connection_id"], office.connection.as_str());
    assert_eq!(office.script.items("/change-sets?kind=contacts&state=draft").await, std::slice::from_ref(&set));
    assert_eq!(office.script.items("/change-sets?state=applied").await.len(), 0);
    assert_eq!(office.script.items("/change-sets?kind=import").await.len(), 0, "only kinds in reach");

    let members: Vec<Value> =
        office.rows(&set, "verdict=add").await.into_iter().filter(|row| row["subject"] == "member").collect();
    let row = &members[0];
    assert_eq!(
        (&row["reasons"], &row["outcome"], &row["accepted"]),
        (&json!(["new_there"]), &json!("open"), &json!(true))
    );
    assert!(row["after"].as_object().unwrap().values().any(|value| !text(value).is_empty()), "{row}");
    let tag = format!("\"{}\"", set["revision"]);
    let wanted = json!([
        { "id": row["id"], "accepted": false }, { "id": "none", "accepted": false }, { "id": members[1]["id"] },
    ]);
    let decided = office.decide(&set, &tag, wanted).await;
    assert_eq!(decided.status, 200, "{}", decided.text());
    let results = decided.json();
    let codes: Vec<_> = results["results"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
    assert_eq!(codes, [json!(null), json!("not_found"), json!("invalid")]);
    let stale = office.decide(&set, &tag, json!([{ "id": row["id"], "accepted": true }])).await;
    assert_eq!(stale.refusal(), (409, "stale".to_owned()), "the tag is the old one");
    assert_ne!(decided.header("etag"), tag);

    let begun = office.verb(&set, "apply", json!({})).await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    office.app.work().await;
    let run = office.script.get(&format!("/runs/{}", text(&begun.json()["run"]))).await.json();
    assert_eq!((&run["kind"], &run["state"], &run["done"]), (&json!("apply"), &json!("done"), &json!(ticked - 1)));
    let skipped = office.rows(&set, "outcome=skipped").await;
    assert_eq!(skipped.len(), 1);
    assert_eq!((&skipped[0]["id"], &skipped[0]["accepted"]), (&row["id"], &json!(false)));
    let page =
        office.script.get(&format!("/change-sets/{}/rows?outcome=applied&count=true&limit=1", text(&set["id"]))).await;
    assert_eq!(page.json()["total"], ticked - 1);
    let applied = &page.json()["items"][0];
    assert!(applied["subject_id"].is_string(), "what was made is named: {applied}");
    assert_eq!(office.verb(&set, "retry", json!({})).await.refusal(), (409, "wrong_state".to_owned()));
    assert_eq!(office.verb(&set, "discard", json!({})).await.refusal(), (409, "wrong_state".to_owned()));

    assert_eq!(office.verb(&set, "undo", json!({})).await.status, 202);
    office.app.work().await;
    let now = office.script.get(&format!("/change-sets/{}", text(&set["id"]))).await.json();
    assert_eq!(now["state"], "undone");
    let entry = &office.owner.activity(json!({ "subject": "change_set", "verb": "undo" })).await[0];
    assert_eq!(text(&entry["actor"]), "API key Payroll");
    office.app.sound().await;
}

#[tokio::test]
async fn above_the_brake_a_script_has_to_confirm() {
    let office = Office::open().await;
    let set = office.propose().await;
    assert_eq!(office.verb(&set, "apply", json!({})).await.status, 202);
    office.app.work().await;
    let fake = &office.platform.running.fake;
    let query = json!({ "query": { "page": { "limit": 500 } } });
    let members = office.owner.ask("members/list", query).await["items"].as_array().unwrap().clone();
    for member in members.iter().filter(|row| row["source"] == "wecom").take(10) {
        let detail = office.owner.ask("members/get", json!({ "id": member["id"] })).await;
        fake.act(Action::Leave { userid: text(&detail["external_id"]).to_owned() }).expect("the fake does it");
    }
    let set = office.propose().await;
    assert_eq!(set["brake"]["holds"], true, "{set}");
    for body in [json!({}), json!({ "confirm": "yes" })] {
        let braked = office.verb(&set, "apply", body).await;
        assert_eq!(braked.refusal(), (409, "brake".to_owned()));
        let problem = braked.json();
        let share = problem["share"].as_f64().unwrap();
        assert!((16.0..=17.0).contains(&share), "{problem}");
        assert_eq!(problem["limit"], 5);
    }
    assert_eq!(office.verb(&set, "apply", json!({ "confirm": "APPLY" })).await.status, 202);
    office.app.work().await;
    assert_eq!(office.rows(&set, "outcome=applied&verdict=leave").await.len(), 10);
}

#[tokio::test]
async fn applying_by_itself_stops_at_the_brake_as_a_schedule_does() {
    let office = Office::open().await;
    let path = format!("/connections/{}/sync", office.connection);
    let begun = office.script.post(&path, json!({ "kind": "contacts", "mode": "apply" })).await;
    assert_eq!((begun.status.as_u16(), &begun.json()["already"]), (202, &json!(false)));
    let again = office.script.post(&path, json!({ "kind": "contacts", "mode": "apply" })).await.json();
    assert_eq!((&again["already"], &again["run"]), (&json!(true), &begun.json()["run"]));
    office.app.work().await;
    let sets = office.script.items("/change-sets").await;
    assert_eq!((sets.len(), &sets[0]["state"]), (1, &json!("applied")));
    let entry = &office.owner.activity(json!({ "subject": "change_set", "verb": "apply" })).await[0];
    assert_eq!((text(&entry["actor"]), text(&entry["origin"])), ("API key Payroll", "run"));
    let wrong = office.script.post(&path, json!({ "kind": "faxes" })).await;
    assert_eq!(errors(&wrong), ["kind unknown"]);
    let wrong = office.script.post(&path, json!({ "kind": "contacts", "mode": "guess" })).await;
    assert_eq!(errors(&wrong), ["mode unknown"]);
}

#[tokio::test]
async fn decisions_have_bounds_and_a_draft_can_be_given_up() {
    let office = Office::open().await;
    let set = office.propose().await;
    let tag = format!("\"{}\"", set["revision"]);
    let many: Vec<Value> = (0..1001).map(|n| json!({ "id": n.to_string(), "accepted": true })).collect();
    for rows in [json!(many), json!([])] {
        let answer = office.decide(&set, &tag, rows).await;
        assert_eq!((answer.status.as_u16(), errors(&answer)), (422, vec!["rows out_of_range".to_owned()]));
    }
    let row = office.rows(&set, "").await[0]["id"].clone();
    let twice = json!([{ "id": row, "accepted": false }, { "id": row, "accepted": true }]);
    assert_eq!(office.decide(&set, &tag, twice).await.status, 200);
    let now = office.script.get(&format!("/change-sets/{}", text(&set["id"]))).await.json();
    assert_eq!(now["accepted"], set["accepted"], "of two decisions the later counts, and nothing is counted twice");
    let wrong = office.decide(&set, "\"1\"", json!([{ "id": row, "resolution": "maybe" }])).await;
    assert_eq!(errors(&wrong), ["resolution unknown"]);
    let gone = office.verb(&set, "discard", json!({})).await;
    assert_eq!((gone.status.as_u16(), &gone.json()["state"]), (200, &json!("discarded")));
    assert_eq!(office.verb(&set, "apply", json!({})).await.refusal(), (409, "wrong_state".to_owned()));
    let tag = gone.header("etag").to_owned();
    let late = office.decide(&set, &tag, json!([{ "id": row, "accepted": true }])).await;
    assert_eq!(late.refusal(), (409, "wrong_state".to_owned()));
}

#[tokio::test]
async fn whoever_is_here_again_is_decided_by_the_row() {
    let shop = Shop::open().await;
    let (single, _) = here_again(&shop).await;
    let restored = shop.owner.ask("customers/restore", json!({ "ids": [single["id"]] })).await;
    let script = shop.app.script(&shop.owner, &["customers.delete"]).await;
    let path = format!("/change-sets/{}", text(&restored["set"]));
    let set = script.get(&path).await;
    let rows = script.items(&format!("{path}/rows")).await;
    assert_eq!((&rows[0]["verdict"], &rows[0]["reasons"]), (&json!("conflict"), &json!(["here_again"])));
    assert_eq!(rows[0]["subject_id"], single["id"]);
    let tick = json!({ "rows": [{ "id": rows[0]["id"], "accepted": true }] });
    let ticked = script.patch(&format!("{path}/rows"), set.header("etag"), tick).await;
    assert_eq!(ticked.json()["results"][0]["code"], "wrong_state", "a conflict is not ticked but decided");
    let decide = json!({ "rows": [{ "id": rows[0]["id"], "resolution": "take_theirs" }] });
    let decided = script.patch(&format!("{path}/rows"), ticked.header("etag"), decide).await;
    assert_eq!(decided.json()["results"][0]["status"], "done", "{}", decided.text());
    let rows = script.items(&format!("{path}/rows")).await;
    assert_eq!((&rows[0]["resolution"], &rows[0]["accepted"]), (&json!("take_theirs"), &json!(true)));
}

#[tokio::test]
async fn what_takes_two_people_is_not_carried_out_by_the_key_of_the_first() {
    let shop = Shop::open().await;
    let rules = shop.owner.ask("customers/rules", json!({})).await;
    let mut rules = rules;
    rules["second_above"] = json!(1);
    shop.owner.ask("customers/save_rules", json!({ "rules": rules })).await;
    let rows = shop.rows().await;
    let set = shop.owner.ask("customers/delete", deletion(&[&rows[0]["id"], &rows[1]["id"]])).await["set"].clone();
    let path = format!("/change-sets/{}/apply", text(&set));
    let own = shop.app.script(&shop.owner, &["customers.delete"]).await;
    assert_eq!(own.post(&path, json!({})).await.refusal(), (409, "second_person".to_owned()));
    let admin = shop.app.member(&shop.owner, model::permission::Role::AccountAdmin).await;
    let other = shop.app.script(&admin, &["customers.delete"]).await;
    assert_eq!(other.post(&path, json!({})).await.status, 202);
    let reading = shop.app.script(&shop.owner, &["customers.read"]).await;
    assert_eq!(reading.post(&path, json!({})).await.status, 403);
}
