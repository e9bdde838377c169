//! User mapping: accounts of a platform, and whose they are.

mod auto;
mod files;
mod hand;
mod home;
mod platforms;
mod revert;

use crate::common::{Client, TestApp};
use serde_json::{Value, json};

/// An organisation with three members beside the owner, and a platform whose accounts stand in a file.
struct Desk {
    app: TestApp,
    owner: Client,
    files: tempfile::TempDir,
    connection: Value,
    /// Ana Lima, Bo Fox, Cy Vale: their ids.
    people: [Value; 3],
}

const ANA: &str = "ana.lima@example.com";
const BO: &str = "bo.fox@example.com";
const CY: &str = "cy.vale@example.com";

impl Desk {
    /// With these accounts: id, name, e-mail, phone.
    async fn open(accounts: &[[&str; 4]]) -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let mut people = Vec::new();
        for (name, email) in [("Ana Lima", ANA), ("Bo Fox", BO), ("Cy Vale", CY)] {
            people.push(app.person(&owner, name, email, "").await["id"].clone());
        }
        let files = tempfile::tempdir().expect("a folder");
        let path = files.path().join("accounts.csv");
        let save = json!({ "kind": "directory_file", "name": "Telephony", "settings": { "path": path.to_str().expect("a name") } });
        let connection = owner.ask("connections/save", json!({ "save": save })).await;
        let people = people.try_into().expect("three");
        let desk = Self { app, owner, files, connection, people };
        desk.write(accounts);
        desk
    }

    /// Writes the file anew.
    fn write(&self, accounts: &[[&str; 4]]) {
        let mut text = "id,name,email,phone,active\n".to_owned();
        for [id, name, email, phone] in accounts {
            let active = if id.ends_with("off") { "no" } else { "yes" };
            text.push_str(&format!("{id},{name},{email},{phone},{active}\n"));
        }
        std::fs::write(self.files.path().join("accounts.csv"), text).expect("a file");
    }

    /// Runs Auto Sync; the run as it ended.
    async fn run(&self) -> Value {
        self.app.sync(&self.owner, &self.connection, "sync_mappings").await
    }

    /// Runs Auto Sync and carries out what it proposes.
    async fn run_and_apply(&self) -> Value {
        let run = self.run().await;
        assert_eq!(run["state"], "waiting_review", "{run}");
        self.app.apply(&self.owner, &run["change_set"]).await
    }

    async fn get(&self, member: &Value) -> Value {
        let asked = json!({ "connection": self.connection["id"], "member": member });
        self.owner.ask("mappings/get", asked).await
    }

    /// Where a member stands: status, reason, account.
    async fn stands(&self, member: &Value) -> (String, Value, Value) {
        let mapping = self.get(member).await;
        let status = mapping["status"].as_str().expect("a word").to_owned();
        (status, mapping["reason"].clone(), mapping["account"]["external_id"].clone())
    }

    fn wanted(&self, mapping: &Value, external: Value) -> Value {
        json!({ "map": {
            "connection": self.connection["id"], "member": mapping["member_id"], "external_id": external,
            "revision": mapping["revision"],
        } })
    }

    /// Gives an account by hand, or takes it away.
    async fn map(&self, member: &Value, external: Value) -> Value {
        let mapping = self.get(member).await;
        self.owner.ask("mappings/map", self.wanted(&mapping, external)).await
    }

    async fn ignore(&self, member: &Value, ignored: bool) -> Value {
        let mapping = self.get(member).await;
        let ignore = json!({
            "connection": self.connection["id"], "member": member, "ignored": ignored, "revision": mapping["revision"],
        });
        self.owner.ask("mappings/ignore", json!({ "ignore": ignore })).await
    }

    async fn auto(&self, change: Value) {
        let asked = json!({ "connection": self.connection["id"] });
        let mut save = self.owner.ask("mappings/auto_sync", asked).await;
        for (key, value) in change.as_object().expect("fields") {
            save[key] = value.clone();
        }
        self.owner.ask("mappings/save_auto_sync", json!({ "save": save })).await;
    }
}
