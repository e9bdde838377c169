//! Hand-overs: everything that a leaver holds goes to others, here at once and on the platform when it says so.

mod accounts;
mod agents;
mod bad;
mod crash;
mod groups;
mod here;
mod leavers;
mod licences;
mod mails;
mod platform;
mod told;
mod unassigned;

use crate::common::platform::Platform;
use crate::common::{Client, TestApp};
use connectors::wecom::fake::{Action, FakeOptions};
use serde_json::{Value, json};

/// An organisation with contacts and customers of a platform.
struct Shop {
    app: TestApp,
    owner: Client,
    platform: Platform,
    connection: Value,
}

impl Shop {
    async fn open() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let options = FakeOptions { members: 40, departments: 8, customers: 300, ..FakeOptions::default() };
        let platform = Platform::with(options).await;
        let connection = platform.connect(&owner).await;
        app.bring_contacts(&owner, &connection).await;
        let run = app.sync(&owner, &connection, "sync_customers").await;
        app.apply(&owner, &run["change_set"]).await;
        Self { app, owner, platform, connection }
    }

    /// Members with customers, those with the most first: id and how many.
    async fn salespeople(&self) -> Vec<(Value, i64)> {
        let mut conn = self.app.edge.services.store.read().await.expect("a reader");
        let found: Vec<(String, i64)> = sqlx::query_as(
            "select r.member_id, count(*) from relations r join members m on m.id = r.member_id where r.state = 'live' \
             and m.status = 'active' group by r.member_id \
             order by count(*) desc, r.member_id",
        )
        .fetch_all(&mut *conn)
        .await
        .expect("relations");
        found.into_iter().map(|(id, count)| (json!(id), count)).collect()
    }

    async fn draft(&self, leaver: &Value) -> Value {
        self.owner.ask("handovers/draft", json!({ "new": { "kind": "leaving", "leavers": [leaver] } })).await
    }

    /// What the home page tells of one; null for nothing.
    async fn at_home(&self, plan: &Value) -> Value {
        let home = self.owner.ask("organisation/overview", json!({})).await;
        let all = home["handovers"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|one| one[0] == plan["id"]).unwrap_or_default()
    }

    /// A rule for one kind.
    async fn rule(&self, plan: &Value, rule: Value) -> Value {
        let save = json!({ "id": plan["id"], "revision": plan["revision"], "rules": [rule] });
        self.owner.ask("handovers/save", json!({ "save": save })).await
    }

    /// All customers evenly to these.
    async fn evenly(&self, plan: &Value, to: &[&Value]) -> Value {
        self.rule(plan, json!({ "kind": "customer", "split": "evenly", "to": to })).await
    }

    async fn apply(&self, plan: &Value) -> Value {
        let done = json!({ "id": plan["id"], "revision": plan["revision"] });
        let applied = self.owner.ask("handovers/apply", done).await;
        self.app.work().await;
        applied
    }

    async fn get(&self, plan: &Value) -> Value {
        self.owner.ask("handovers/get", json!({ "id": plan["id"] })).await
    }

    async fn items(&self, plan: &Value, query: Value) -> Vec<Value> {
        let mut query = query;
        query["handover"] = plan["id"].clone();
        query["page"] = json!({ "limit": 500 });
        self.owner.ask("handovers/items", json!({ "query": query })).await["items"].as_array().expect("items").clone()
    }

    /// How many items of a kind are in a state.
    async fn count(&self, plan: &Value, kind: &str, state: &str) -> i64 {
        let plan = self.get(plan).await;
        let counts = plan["counts"].as_array().expect("counts").clone();
        let of = counts.iter().find(|count| count[0] == kind && count[1] == state);
        of.map_or(0, |count| count[2].as_i64().expect("a number"))
    }

    /// The id on the platform of a member.
    async fn userid(&self, member: &Value) -> String {
        let id = member.as_str().expect("an id");
        let mut conn = self.app.edge.services.store.read().await.expect("a reader");
        let found = sqlx::query_scalar("select external_id from member_links where member_id = $1").bind(id);
        found.fetch_one(&mut *conn).await.expect("he is known there")
    }

    /// Lets days pass and works off what is due then.
    async fn days(&self, days: i64) {
        self.pass(days * 86_400).await;
        self.app.work().await;
    }

    /// Lets seconds pass, here and there; whoever is signed in stays so.
    async fn pass(&self, seconds: i64) {
        let on = seconds * 1_000;
        let sessions = format!(
            "update sessions set created_at = created_at + {on}, seen_at = seen_at + {on}, expires_at = expires_at + {on}"
        );
        self.app.tamper(&sessions).await;
        self.platform.running.fake.advance(seconds);
        self.app.edge.services.clock.advance(on);
    }

    fn act(&self, action: Action) {
        self.platform.running.fake.act(action).expect("it happens there");
    }

    async fn looks_after(&self, member: &Value) -> i64 {
        let sql = format!(
            "select count(*) from relations where state = 'live' and member_id = '{}'",
            member.as_str().unwrap_or_default()
        );
        self.app.count(&sql).await
    }

    /// The id on the platform of a customer.
    async fn external(&self, customer: &Value) -> String {
        let id = customer.as_str().expect("an id");
        let mut conn = self.app.edge.services.store.read().await.expect("a reader");
        let found = sqlx::query_scalar("select external_id from customer_links where customer_id = $1").bind(id);
        found.fetch_one(&mut *conn).await.expect("known there")
    }

    /// A customer whom nobody but this member looks after.
    async fn customer_of_one(&self, member: &Value) -> Value {
        let mut conn = self.app.edge.services.store.read().await.expect("a reader");
        let found: String = sqlx::query_scalar(
            "select r.customer_id from relations r where r.member_id = $1 and r.state = 'live' and not exists (select 1 \
             from relations o where o.customer_id = r.customer_id and o.member_id <> $1) order by r.id limit 1",
        )
        .bind(member.as_str().expect("an id"))
        .fetch_one(&mut *conn)
        .await
        .expect("one of his own");
        json!(found)
    }

    /// An on-job transfer of one customer, ready to go.
    async fn on_job(&self, from: &Value, customer: &Value, to: &Value) -> Value {
        let new = json!({ "kind": "on_job", "leavers": [from], "customers": [customer] });
        let plan = self.owner.ask("handovers/draft", json!({ "new": new })).await;
        self.evenly(&plan, &[to]).await
    }

    async fn status(&self, member: &Value) -> Value {
        self.owner.row(member).await["status"].clone()
    }
}
