//! The examples of the reference, run as they stand: only host, ids and revisions are filled in.

use super::{Script, text};
use crate::customers::{Shop, deletion};
use muster::rest::openapi::{DOCUMENT, SAMPLES};
use muster::rest::sample::HOST;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::Command;

/// An office in which every example finds something of its own.
struct World {
    shop: Shop,
    script: Script,
    customers: Vec<Value>,
    count: usize,
    files: tempfile::TempDir,
}

impl World {
    async fn open() -> Self {
        let shop = Shop::open().await;
        let script = shop.app.script(&shop.owner, &["all", "keys.write", "organisation.write", "backups.manage"]).await;
        let customers = shop.rows().await;
        let files = tempfile::tempdir().expect("a folder");
        std::fs::write(files.path().join("members.csv"), "Name,E-mail\nAnn,ann.sample@example.com\n").expect("a file");
        Self { shop, script, customers, count: 0, files }
    }

    /// A number that no other thing here has.
    fn next(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    async fn ask(&self, function: &str, arguments: Value) -> Value {
        self.shop.owner.ask(function, arguments).await
    }

    /// A platform whose accounts are mapped.
    async fn directory(&self) -> String {
        let known = self.ask("connections/list", json!({})).await;
        let found = known.as_array().expect("a list").iter().find(|one| one["kind"] == "directory_file");
        if let Some(found) = found {
            return text(&found["id"]).to_owned();
        }
        let save = json!({ "kind": "directory_file", "name": "Accounts", "settings": { "path": "/tmp/accounts.csv" } });
        text(&self.ask("connections/save", json!({ "save": save })).await["id"]).to_owned()
    }

    /// An account there that is nobody's.
    async fn account(&self, number: usize) -> String {
        let id = format!("sample-account-{number}");
        let account = format!(
            "insert into outside_accounts (connection_id, external_id, organisation_id, name, name_key, initials_key, turned_key, email, email_key, \
             email_fold, phone, phone_key, number, detail, active, gone, seen_run) select id, '{id}', organisation_id, 'Mo', 'mo', 'm', '', \
             '', '', '', '', '', '', '', true, false, '' from connections where id = '{}'",
            self.directory().await
        );
        self.shop.app.tamper(&account).await;
        id
    }

    /// An agent in the state that the operation ends.
    async fn agent(&mut self, operation: &str, number: usize) -> String {
        let email = format!("sample-agent{number}@example.com");
        let add = json!({ "name": "Ag Agent", "number": format!("S{number}"), "email": email });
        let id = self.ask("agents/add", json!({ "add": add })).await["row"]["id"].clone();
        if operation == "resumeAgentOnline" {
            let force = json!({ "ids": [id], "reason": "Sample", "length": "until_resumed", "work": "finish" });
            self.ask("agents/force_offline", json!({ "force": force })).await;
        }
        if operation == "restoreAgent" {
            self.ask("agents/steps", json!({ "ids": [id], "step": "delete" })).await;
        }
        text(&id).to_owned()
    }

    /// A hand-over, carried out where the operation is about such.
    async fn handover(&mut self, operation: &str, number: usize) -> String {
        let address = format!("leaver{number}@example.com");
        let leaver = self.shop.app.person(&self.shop.owner, "Lee Leaver", &address, "").await["id"].clone();
        let new = json!({ "new": { "kind": "leaving", "leavers": [leaver] } });
        let plan = self.ask("handovers/draft", new).await;
        let id = text(&plan["id"]).to_owned();
        if ["undoHandover", "retryHandover"].contains(&operation) {
            self.ask("handovers/apply", json!({ "id": id, "revision": plan["revision"] })).await;
        }
        if operation == "retryHandover" {
            let failed = format!(
                "insert into handover_items (id, organisation_id, handover_id, leaver_id, kind, subject_id, connection_id, \
                 external_id, to_id, state) select 'item-{number}', organisation_id, '{id}', '{}', 'customer', 'none', \
                 connection_id, '', member_id, 'failed' from member_links order by external_key limit 1",
                text(&leaver)
            );
            self.shop.app.tamper(&failed).await;
        }
        id
    }

    /// Something that an operation can be tried on.
    async fn make(&mut self, token: &str, operation: &str) -> String {
        let number = self.next();
        let made = match token {
            "DEPARTMENT_ID" => {
                self.shop.owner.add(&self.shop.owner.root().await, &format!("Sample {number}")).await["id"].clone()
            }
            "MEMBER_ID" | "LEAVER_ID" => {
                let address = format!("sample{number}@example.com");
                let member = self.shop.app.person(&self.shop.owner, "Ann Able", &address, "").await["id"].clone();
                match operation {
                    "resumeMember" => drop(self.shop.owner.step(&member, "suspend").await),
                    "restoreMember" => drop(self.shop.owner.step(&member, "terminate").await),
                    _ => {}
                }
                member
            }
            "INVITATION_ID" => return self.invitation(operation, number).await,
            "JOIN_ID" => {
                let somebody = self.shop.app.applicant(&self.shop.owner).await;
                let joins = self.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
                let join = crate::common::find(&joins["items"], "email", &somebody.email)["id"].clone();
                if operation == "reexamineJoin" {
                    let refuse = json!({ "ids": [join], "decision": { "refuse": { "reason": "" } } });
                    self.ask("joins/decide", refuse).await;
                }
                join
            }
            "ERASURE_ID" => {
                let organisation = self.shop.owner.me().await["organisation"]["id"].clone();
                let erased = format!(
                    "insert into erasures (id, organisation_id, customer_id, basis, deleted_by, deleted_at, erased_by, erased_at, \
                     counts, copies_gone) values ('sample-erasure', '{}', 'nobody', 'other', 'Ada', 1, '', 1, '{{}}', true)",
                    text(&organisation)
                );
                self.shop.app.tamper(&erased).await;
                json!("sample-erasure")
            }
            "CUSTOMER_ID" | "KEPT_ID" => {
                let customer = self.customers.pop().expect("two hundred are enough")["id"].clone();
                if operation == "restoreCustomers" {
                    self.ask("customers/delete", deletion(&[&customer])).await;
                }
                customer
            }
            "IMPORT_ID" => return self.import(operation, number).await,
            "EXPORT_ID" => {
                let begun = self.script.post("/exports", json!({ "kind": "members", "format": "csv" })).await.json();
                self.shop.app.work().await;
                begun["id"].clone()
            }
            "RUN_ID" => self.script.items("/runs?limit=1").await[0]["id"].clone(),
            "CONNECTION_ID" => {
                let own = ["removeConnection", "changeConnection"].contains(&operation);
                if own { self.connection().await } else { self.script.items("/connections").await[0]["id"].clone() }
            }
            "CHANGE_SET_ID" => return self.change_set(operation, number).await,
            "KEY_ID" => {
                let new = json!({ "new": { "name": "Sample", "scopes": ["audit.read"] } });
                self.ask("api_keys/create", new).await["key"]["id"].clone()
            }
            "WEBHOOK_ID" => {
                let new = json!({ "new": { "url": "http://127.0.0.1:9/", "events": ["role.*"], "enabled": true } });
                self.ask("webhooks/create", new).await["webhook"]["id"].clone()
            }
            #[cfg(not(feature = "postgres"))]
            "BACKUP_ID" => self.shop.app.back_up(&self.shop.owner).await["id"].clone(),
            "DIRECTORY_ID" => json!(self.directory().await),
            "EXTERNAL_ID" => json!(self.account(number).await),
            "MAPPING_ID" => {
                let address = format!("mapped{number}@example.com");
                let member = self.shop.app.person(&self.shop.owner, "Mo Mapped", &address, "").await["id"].clone();
                if operation == "unmapMember" {
                    let (connection, account) = (self.directory().await, self.account(number).await);
                    let map = json!({ "connection": connection, "member": member, "external_id": account });
                    self.ask("mappings/map", json!({ "map": map })).await;
                }
                member
            }
            "AGENT_ID" => return self.agent(operation, number).await,
            "SKILL_GROUP_ID" => {
                let name = format!("Sample {number}");
                let save = json!({ "name": name, "kind": "phone", "ringing": "in_order", "concurrency": 1 });
                self.ask("skill_groups/save", json!({ "save": save })).await["group"]["id"].clone()
            }
            "SEAT_ID" => {
                let id = format!("sample-seat-{number}");
                let seat = format!(
                    "insert into seats (id, organisation_id, connection_id, kind, member_id, since, listed, revision, created_at) \
                     select '{id}', organisation_id, connection_id, 'service', member_id, 1, true, 1, 1 from member_links \
                     where member_id not in (select member_id from seats) order by external_key limit 1",
                );
                self.shop.app.tamper(&seat).await;
                json!(id)
            }
            "HANDOVER_ID" => return self.handover(operation, number).await,
            "CONVERSATION_ID" => {
                let id = format!("sample-conversation-{number}");
                let conversation = format!(
                    "insert into conversations (id, organisation_id, kind, external_id, last_at, created_at) \
                     select '{id}', organisation_id, 'customer', 'wm{number}', 1, 1 from member_links limit 1",
                );
                self.shop.app.tamper(&conversation).await;
                let strand = format!(
                    "insert into conversation_strands (id, conversation_id, user_key, messages, first_at, last_at) \
                     values ({number}, '{id}', 'ann', 1, 1, 1)",
                );
                self.shop.app.tamper(&strand).await;
                json!(id)
            }
            "SUCCESSOR_ID" => {
                let mut conn = self.shop.app.edge.services.store.read().await.expect("a reader");
                let sql = "select member_id from member_links order by external_key desc limit 1";
                let last: String = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.expect("somebody");
                json!(last)
            }
            "TAG_ID" => {
                self.ask("customers/save_tag", json!({ "save": { "name": format!("Tag {number}") } })).await["id"]
                    .clone()
            }
            other => panic!("{operation}: nothing is known of {other}"),
        };
        text(&made).to_owned()
    }

    async fn invitation(&self, operation: &str, number: usize) -> String {
        if operation == "resendInvitation" {
            let new = json!({ "kind": "email", "email": format!("letter{number}@example.com") });
            let made = self.script.post("/invitations", new).await.json();
            self.shop.app.edge.services.clock.advance(6 * 60_000);
            return text(&made["id"]).to_owned();
        }
        let made = self.script.post("/invitations", json!({ "kind": "link" })).await.json();
        let id = text(&made["id"]).to_owned();
        if operation == "resumeInvitation" {
            self.script.post(&format!("/invitations/{id}/pause"), json!({})).await;
        }
        id
    }

    async fn connection(&self) -> Value {
        let new = json!({
            "kind": "sms_http", "name": "SMS",
            "settings": { "url": "http://127.0.0.1:9/", "method": "POST", "content_type": "text/plain", "body": "{text}" },
        });
        self.ask("connections/save", json!({ "save": new })).await["id"].clone()
    }

    async fn import(&self, operation: &str, number: usize) -> String {
        let file = format!("Name,E-mail\nBo,bo{number}@example.com\n");
        let import = self.shop.owner.upload("staff.csv", file.as_bytes()).await.json();
        self.shop.app.work().await;
        self.ask("imports/check", json!({ "id": import["id"] })).await;
        self.shop.app.work().await;
        let path = format!("/imports/{}", text(&import["id"]));
        if operation == "undoImport" {
            for _ in 0..2 {
                self.script.post(&format!("{path}/apply"), json!({})).await;
                self.shop.app.work().await;
            }
        }
        text(&import["id"]).to_owned()
    }

    async fn change_set(&self, operation: &str, number: usize) -> String {
        let edit = json!({ "edit": { "query": {}, "position": format!("Pilot {number}") } });
        self.ask("members/bulk_edit", edit).await;
        self.shop.app.work().await;
        let set = self.script.items("/change-sets?kind=edit&state=draft&limit=1").await[0]["id"].clone();
        if ["undoChangeSet", "retryChangeSet"].contains(&operation) {
            self.shop.app.apply(&self.shop.owner, &set).await;
        }
        let set = text(&set).to_owned();
        if operation == "retryChangeSet" {
            for table in ["change_tallies", "change_rows"] {
                let failed =
                    format!("update {table} set state = 'failed' where set_id = '{set}' and state = 'applied'");
                self.shop.app.tamper(&failed).await;
            }
        }
        set
    }

    /// The example with everything filled in.
    async fn filled(&mut self, operation: &str, sample: &str) -> String {
        let mut line = sample.replace(HOST, self.shop.app.edge.public.origin());
        let is_part = |c: char| c.is_ascii_uppercase() || c == '_';
        let tokens: BTreeSet<String> =
            sample.split(|c| !is_part(c)).filter(|part| part.ends_with("_ID")).map(str::to_owned).collect();
        for token in tokens.iter().filter(|token| !["ROW_ID", "DELIVERY_ID"].contains(&token.as_str())) {
            let id = self.make(token, operation).await;
            if tokens.contains("ROW_ID") {
                let rows = self.script.items(&format!("/change-sets/{id}/rows?limit=1")).await;
                line = line.replace("ROW_ID", text(&rows[0]["id"]));
            }
            if tokens.contains("DELIVERY_ID") {
                let delivery = self.ask("webhooks/test", json!({ "id": id })).await;
                line = line.replace("DELIVERY_ID", text(&delivery["id"]));
            }
            line = line.replace(token.as_str(), &id);
        }
        if line.contains("If-Match") {
            let path = line.split("/api/v1").nth(1).and_then(|rest| rest.split(['\'', '?']).next()).expect("a path");
            let known = self.script.get(path.trim_end_matches("/rows")).await;
            line = line.replace("If-Match: \"1\"", &format!("If-Match: {}", known.header("etag")));
        }
        line
    }

    /// Runs it; the status and what came back.
    async fn run(&self, line: String) -> (String, String) {
        let (folder, key) = (self.files.path().to_owned(), self.script.token.clone());
        let run = move || {
            let script = format!("{line} \\\n  -sS -o answer -w '%{{http_code}}'");
            let out = Command::new("sh").arg("-c").arg(script).current_dir(&folder).env("MUSTER_KEY", key).output();
            let out = out.expect("curl runs: .ci/setup installs it");
            let status = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
            let answer = std::fs::read(folder.join("answer")).unwrap_or_default();
            (status, String::from_utf8_lossy(&answer).chars().take(600).collect())
        };
        tokio::task::spawn_blocking(run).await.expect("it ends")
    }
}

#[tokio::test]
async fn every_example_in_curl_does_what_the_reference_says() {
    let mut world = World::open().await;
    let mut wrong = Vec::new();
    for (path, operations) in DOCUMENT["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            let name = text(&operation["operationId"]);
            // PostgreSQL has dumps of its own; the answers to these say so.
            if cfg!(feature = "postgres") && path.contains("/backups") {
                continue;
            }
            let sample = text(&operation[SAMPLES][0]["source"]);
            let line = world.filled(name, sample).await;
            let (status, answer) = world.run(line.clone()).await;
            let documented = operation["responses"].as_object().expect("responses").keys();
            if !documented.filter(|one| one.starts_with('2')).any(|one| *one == status) {
                wrong.push(format!("{method} {path}: {status} {answer}\n{line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
