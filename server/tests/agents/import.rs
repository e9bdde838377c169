//! Agents come in a file, each gets a letter, and all of it is put back.

mod killed;
mod people;
mod same;
mod wrong;

use super::Floor;
use crate::common::file;
use crate::imports::common::csv;
use serde_json::{Value, json};

const HEADER: &[&str] = &["Name", "Nickname", "Agent number", "E-mail", "Role", "Skill groups"];

impl Floor {
    /// Uploads, reads and checks; the first row has the headings.
    async fn checked(&self, rows: &[&[&str]], changes: Value) -> Value {
        let import = self.app.read_agents(&self.owner, "agents.csv", &csv(rows)).await;
        assert_eq!(import["state"], "mapping", "{import}");
        let import = self.app.check_file(&self.owner, &import, changes).await;
        assert_eq!(import["state"], "checked", "{import}");
        import
    }

    /// Proposes; the change set.
    async fn proposed(&self, rows: &[&[&str]], changes: Value) -> Value {
        let import = self.checked(rows, changes).await;
        self.app.draft_file(&self.owner, &import).await
    }

    /// Proposes and carries out; the change set.
    async fn bring(&self, rows: &[&[&str]], changes: Value) -> Value {
        let set = self.proposed(rows, changes).await;
        self.app.apply(&self.owner, &set["id"]).await
    }

    /// The rows of a change set.
    async fn rows(&self, set: &Value) -> Value {
        self.owner.ask("changes/rows", json!({ "query": { "set": set["id"] } })).await["items"].clone()
    }

    /// The agents who are there, or those in the recycle bin.
    async fn agents(&self, bin: bool) -> Vec<Value> {
        let page = self.owner.ask("agents/list", json!({ "query": { "bin": bin } })).await;
        page["items"].as_array().expect("agents").clone()
    }

    /// The agent with a number.
    async fn numbered(&self, number: &str) -> Value {
        let all = self.agents(false).await;
        let found = all.iter().find(|agent| agent["number"] == number);
        found.unwrap_or_else(|| panic!("no {number} in {all:?}")).clone()
    }

    /// Makes a skill group.
    async fn group(&self, name: &str) -> Value {
        let save = json!({ "name": name, "kind": "phone", "ringing": "in_order", "concurrency": 1 });
        self.owner.ask("skill_groups/save", json!({ "save": save })).await["group"].clone()
    }
}

/// The names of an agent's skill groups.
fn groups(agent: &Value) -> Vec<&str> {
    agent["groups"].as_array().expect("groups").iter().map(|group| group["name"].as_str().expect("a name")).collect()
}

#[tokio::test]
async fn a_filled_in_template_adds_agents_mails_each_a_password_and_is_put_back() {
    let floor = Floor::open().await;
    floor.group("Sales").await;
    let template = floor.owner.get("/import/template/agents").await;
    let mut rows = file::workbook(&template);
    let mark = rows[0][0].clone();
    assert!(mark.starts_with("Muster agents 1"), "{mark}");
    for (name, nickname, number, place) in
        [("Ann Lee", "Annie", "1001", "sales; Support"), ("Bo Fox", "", "1002", "Support"), ("Cy Day", "", "1003", "")]
    {
        let email = format!("agent{number}@example.com");
        rows.push([name, nickname, number, &email, "", place].map(str::to_owned).to_vec());
    }
    let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = texts.iter().map(Vec::as_slice).collect();
    let import = floor.checked(&rows, json!({ "create_groups": true })).await;
    assert_eq!(
        (&import["counts"]["error"], &import["counts"]["skipped"], &import["counts"]["makes"]),
        (&json!(0), &json!(2), &json!([["Support", 2]])),
        "the examples are left out: {import}"
    );
    let set = floor.app.draft_file(&floor.owner, &import).await;
    assert_eq!((&set["kind"], &set["counts"]["add"]), (&json!("agent_import"), &json!(4)), "{set}");
    assert!(floor.agents(false).await.is_empty(), "nobody before it was looked at");
    let before = floor.owner.activity(json!({ "subject": "member", "verb": "create" })).await.len();
    let shown = floor.rows(&set).await.to_string();
    assert!(shown.contains("Annie") && shown.contains("Sales; Support"), "{shown}");

    let done = floor.app.apply(&floor.owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 4]]), "{done} {}", floor.rows(&set).await);
    let ann = floor.numbered("1001").await;
    assert_eq!(
        (&ann["name"], &ann["nickname"], &ann["role"], &ann["password"], groups(&ann)),
        (&json!("Ann Lee"), &json!("Annie"), &json!("agent"), &json!("temporary"), vec!["Sales", "Support"])
    );
    let mailed = ["1001", "1002", "1003"].map(|number| floor.mailed(number));
    assert!(mailed[0] != mailed[1] && mailed[1] != mailed[2], "each has his own");
    for password in &mailed {
        for column in ["payload", "restore", "fields"] {
            let held = format!("select count(*) from change_rows where {column} like '%{password}%'");
            assert_eq!(floor.app.count(&held).await, 0, "{column} holds no password");
        }
    }
    let client = floor.enter("1001").await;
    assert_eq!(client.ask("agents/own", json!({})).await["row"]["number"], "1001");
    let history = floor.get(&ann["id"]).await["history"].clone();
    assert_eq!(history[0]["verb"], "create", "{history}");
    let told = floor.owner.activity(json!({ "subject": "member", "verb": "create" })).await;
    assert_eq!(told.len() - before, 3, "the members are told of too");

    let back = floor.app.undo(&floor.owner, &done).await;
    assert_eq!(back["outcomes"], json!([["undone", 4]]), "{back} {}", floor.rows(&set).await);
    assert_eq!((floor.agents(false).await.len(), floor.agents(true).await.len()), (0, 3));
    assert_eq!(client.call("agents/own", json!({})).await.status, 401, "signed out");
    assert_eq!(floor.try_in("1002", &mailed[1]).await.1.status, 401, "with what was mailed nobody signs in");
    assert_eq!(floor.app.count("select count(*) from members where status = 'terminated'").await, 3);
    assert_eq!(floor.app.count("select count(*) from skill_groups").await, 1, "and the group that it made is gone");
    floor.app.sound().await;
}

#[tokio::test]
async fn templates_have_headings_that_are_understood_in_three_languages() {
    let floor = Floor::open().await;
    for language in ["en", "zh-CN", "pt-BR"] {
        floor.owner.ask("organisation/set_language", json!({ "language": language })).await;
        for format in ["xlsx", "csv"] {
            let template = floor.owner.get(&format!("/import/template/agents?format={format}")).await;
            let import = floor.app.read_agents(&floor.owner, &format!("template.{format}"), &template.body).await;
            assert_eq!(import["options"]["mapping"].as_array().expect("columns").len(), 6, "{language}: {import}");
            let import = floor.app.check_file(&floor.owner, &import, json!({})).await;
            assert_eq!(
                (&import["counts"]["skipped"], &import["counts"]["error"]),
                (&json!(2), &json!(0)),
                "{language}"
            );
        }
    }
}

#[tokio::test]
async fn a_letter_that_was_not_sent_yet_is_cancelled_and_an_agent_who_was_changed_stays() {
    let app = crate::common::TestApp::start().await;
    let owner = app.owner().await;
    let import = app
        .read_agents(
            &owner,
            "agents.csv",
            &csv(&[
                &["Name", "Agent number", "E-mail"],
                &["Ann Lee", "1001", "agent1001@example.com"],
                &["Bo Fox", "1002", "agent1002@example.com"],
            ]),
        )
        .await;
    let import = app.check_file(&owner, &import, json!({})).await;
    let set = app.draft_file(&owner, &import).await;
    let done = app.apply(&owner, &set["id"]).await;
    assert_eq!(app.count("select count(*) from outbox where state = 'queued'").await, 2, "nobody takes letters yet");
    let all = owner.ask("agents/list", json!({ "query": {} })).await["items"].clone();
    let edit = json!({ "id": all[1]["id"], "revision": all[1]["revision"], "nickname": "Bobo" });
    owner.ask("agents/edit", json!({ "edit": edit })).await;
    let back = app.undo(&owner, &done).await;
    assert_eq!(back["outcomes"], json!([["undone", 1], ["kept", 1]]), "{back}");
    let post = crate::common::post::Post::connect(&owner).await;
    app.work().await;
    assert_eq!((post.count("agent1001@"), post.count("agent1002@")), (0, 1));
    app.sound().await;
}
