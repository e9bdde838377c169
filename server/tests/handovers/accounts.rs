//! Accounts on platforms go with whoever leaves: free for a successor, or the successor's at once.

use crate::common::{Client, TestApp};
use serde_json::{Value, json};

/// A telephony platform whose accounts stand in a file: Ana leaves, Bo follows, and somebody else is there too.
struct Desk {
    app: TestApp,
    owner: Client,
    connection: Value,
    ana: Value,
    bo: Value,
    _files: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let files = tempfile::tempdir().expect("a folder");
        let path = files.path().join("accounts.csv");
        std::fs::write(&path, "id,name,email\n1,Ana,ana.lima@example.com\n2,Spare,spare@example.com\n")
            .expect("a file");
        let ana = app.person(&owner, "Ana Lima", "ana.lima@example.com", "").await["id"].clone();
        let bo = app.person(&owner, "Bo Fox", "bo.fox@example.com", "").await["id"].clone();
        let settings = json!({ "path": path.to_str().expect("a name") });
        let save = json!({ "kind": "directory_file", "name": "Telephony", "settings": settings });
        let connection = owner.ask("connections/save", json!({ "save": save })).await;
        let run = app.sync(&owner, &connection, "sync_mappings").await;
        app.apply(&owner, &run["change_set"]).await;
        Self { app, owner, connection, ana, bo, _files: files }
    }

    async fn get(&self, member: &Value) -> Value {
        self.owner.ask("mappings/get", json!({ "connection": self.connection["id"], "member": member })).await
    }

    /// The status of a member, and the account.
    async fn stands(&self, member: &Value) -> (Value, Value) {
        let mapping = self.get(member).await;
        (mapping["status"].clone(), mapping["account"]["external_id"].clone())
    }

    async fn map(&self, member: &Value, external: Value) {
        let map = json!({
            "connection": self.connection["id"], "member": member, "external_id": external,
            "revision": self.get(member).await["revision"],
        });
        self.owner.ask("mappings/map", json!({ "map": map })).await;
    }

    /// A plan for Ana; with a successor, her account goes to Bo.
    async fn plan(&self, succeeds: bool) -> Value {
        let new = json!({ "kind": "leaving", "leavers": [self.ana] });
        let plan = self.owner.ask("handovers/draft", json!({ "new": new })).await;
        if !succeeds {
            return plan;
        }
        let rule = json!({ "kind": "mapping", "split": "evenly", "to": [self.bo] });
        let save = json!({ "id": plan["id"], "revision": plan["revision"], "rules": [rule] });
        self.owner.ask("handovers/save", json!({ "save": save })).await
    }

    async fn item(&self, plan: &Value) -> Value {
        let query = json!({ "handover": plan["id"], "kind": "mapping" });
        self.owner.ask("handovers/items", json!({ "query": query })).await["items"][0].clone()
    }

    async fn apply(&self, plan: &Value) -> Value {
        let done = json!({ "id": plan["id"], "revision": plan["revision"] });
        self.owner.ask("handovers/apply", done).await
    }

    async fn preview(&self, plan: &Value) -> Value {
        self.owner.ask("handovers/undo_preview", json!({ "id": plan["id"] })).await
    }

    async fn undo(&self, plan: &Value) {
        self.owner.ask("handovers/undo", json!({ "id": plan["id"] })).await;
        self.app.work().await;
    }
}

#[tokio::test]
async fn an_account_of_whoever_leaves_is_free_for_a_successor_and_comes_back_with_the_plan() {
    let desk = Desk::open().await;
    let plan = desk.plan(false).await;
    let item = desk.item(&plan).await;
    assert_eq!((&item["name"], &item["handing"]), (&json!("Telephony"), &json!("here")), "{item}");
    let plan = desk.apply(&plan).await;
    assert_eq!(plan["state"], "done", "{plan}");
    assert_eq!(desk.stands(&desk.ana).await, (json!("unmapped"), Value::Null));
    assert_eq!(desk.item(&plan).await["state"], "done");
    // What was planned is what Auto Sync would have proposed: it finds nothing more to do.
    let run = desk.app.sync(&desk.owner, &desk.connection, "sync_mappings").await;
    assert_eq!((&run["counts"]["leave"], &run["counts"]["add"]), (&json!(0), &json!(0)), "{run}");
    assert_eq!(
        (desk.preview(&plan).await["back"].clone(), desk.preview(&plan).await["taken"].clone()),
        (json!(2), json!(0))
    );
    desk.undo(&plan).await;
    assert_eq!(desk.stands(&desk.ana).await, (json!("mapped"), json!("1")));
    assert_eq!(desk.get(&desk.ana).await["by_hand"], false, "as it was");
    assert_eq!(desk.item(&plan).await["state"], "undone");
    desk.app.sound().await;
}

#[tokio::test]
async fn an_account_that_goes_to_a_successor_is_his_until_the_plan_is_put_back() {
    let desk = Desk::open().await;
    let plan = desk.apply(&desk.plan(true).await).await;
    assert_eq!(plan["state"], "done", "{plan}");
    assert_eq!(desk.stands(&desk.ana).await.1, Value::Null);
    let bo = desk.get(&desk.bo).await;
    assert_eq!((&bo["account"]["external_id"], &bo["by_hand"]), (&json!("1"), &json!(true)), "{bo}");
    // By hand: the next run leaves it, though the address is another.
    desk.app.sync(&desk.owner, &desk.connection, "sync_mappings").await;
    assert_eq!(desk.stands(&desk.bo).await, (json!("mapped"), json!("1")));
    desk.undo(&plan).await;
    assert_eq!(desk.stands(&desk.ana).await, (json!("mapped"), json!("1")));
    assert_eq!(desk.stands(&desk.bo).await, (json!("unmapped"), Value::Null));
    desk.app.sound().await;
}

#[tokio::test]
async fn an_account_that_somebody_else_has_by_now_does_not_come_back_and_says_so() {
    let desk = Desk::open().await;
    let plan = desk.apply(&desk.plan(false).await).await;
    desk.map(&desk.bo, json!("1")).await;
    let preview = desk.preview(&plan).await;
    assert_eq!((&preview["back"], &preview["taken"]), (&json!(1), &json!(1)), "{preview}");
    desk.undo(&plan).await;
    assert_eq!(desk.stands(&desk.bo).await, (json!("mapped"), json!("1")));
    assert_eq!(desk.stands(&desk.ana).await.1, Value::Null);
    assert_eq!(desk.owner.row(&desk.ana).await["status"], "active", "the rest comes back");
    let set = desk.owner.ask("handovers/get", json!({ "id": plan["id"] })).await["set"].clone();
    let rows = desk.owner.ask("changes/rows", json!({ "query": { "set": set, "state": "kept" } })).await;
    assert_eq!(rows["items"][0]["problem"]["params"], json!([["state", "taken"]]), "{rows}");
    desk.app.sound().await;
}

#[tokio::test]
async fn a_successor_who_has_an_account_there_gets_no_second_one_and_the_plan_says_so_before() {
    let desk = Desk::open().await;
    desk.map(&desk.bo, json!("2")).await;
    let plan = desk.plan(true).await;
    assert_eq!(desk.item(&plan).await["to_id"], Value::Null, "it is taken away");
    let plan = desk.apply(&plan).await;
    assert_eq!(plan["state"], "done", "{plan}");
    assert_eq!((desk.stands(&desk.bo).await.1, desk.stands(&desk.ana).await.1), (json!("2"), Value::Null));
    desk.app.sound().await;
}

#[tokio::test]
async fn a_successor_who_got_an_account_there_meanwhile_keeps_it_and_the_item_says_why_it_stayed() {
    let desk = Desk::open().await;
    let plan = desk.plan(true).await;
    assert_eq!((&desk.item(&plan).await["to_id"], &desk.item(&plan).await["reason"]), (&desk.bo, &Value::Null));
    desk.map(&desk.bo, json!("2")).await;
    let plan = desk.apply(&plan).await;
    let item = desk.item(&plan).await;
    assert_eq!((&item["state"], &item["reason"]), (&json!("failed"), &json!("successor_has_one")), "{item}");
    assert_eq!((desk.stands(&desk.bo).await.1, desk.stands(&desk.ana).await.1), (json!("2"), json!("1")));
    // What is still hers, Auto Sync proposes to take away, as of everybody who left.
    let run = desk.app.sync(&desk.owner, &desk.connection, "sync_mappings").await;
    assert_eq!(run["counts"]["leave"], 1, "{run}");
    desk.app.sound().await;
}

#[tokio::test]
async fn of_several_successors_whoever_has_no_account_there_takes_it() {
    let desk = Desk::open().await;
    desk.map(&desk.bo, json!("2")).await;
    let cy = desk.app.person(&desk.owner, "Cy Vale", "cy.vale@example.com", "").await["id"].clone();
    let plan = desk.plan(false).await;
    let rule = json!({ "kind": "mapping", "split": "evenly", "to": [desk.bo, cy] });
    let save = json!({ "id": plan["id"], "revision": plan["revision"], "rules": [rule] });
    let plan = desk.owner.ask("handovers/save", json!({ "save": save })).await;
    assert_eq!(desk.item(&plan).await["to_id"], cy);
    desk.apply(&plan).await;
    assert_eq!(desk.stands(&cy).await, (json!("mapped"), json!("1")));
}
