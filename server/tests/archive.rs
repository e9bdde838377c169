//! The message archive: what is taken down, who reads it, and what is left of it.

mod erasure;
mod files;
mod openings;
mod scripts;
mod search;
mod successors;
mod wecom;

use crate::common::platform::Platform;
use crate::common::{Client, TestApp};
use connectors::wecom::fake::FakeOptions;
use serde_json::{Value, json};
use std::fmt::Write as _;
use tempfile::TempDir;

/// The moment of message 0; message n is n minutes later.
pub const BEGIN: i64 = 1_790_000_000_000;

/// When message `n` was sent.
pub const fn at(n: i64) -> i64 {
    BEGIN + n * 60_000
}

/// An office whose contacts, customers and seats were synchronised, and a folder of messages beside it.
pub struct Office {
    pub app: TestApp,
    pub owner: Client,
    pub wecom: Value,
    pub files: TempDir,
    pub archive: Value,
    _platform: Platform,
    /// Somebody with a seat, by his id on the platform and here.
    pub user: String,
    pub member: Value,
    pub seat: Value,
    /// Two customers of his, by their ids on the platform and here.
    pub customers: [(String, Value); 2],
}

impl Office {
    pub async fn open() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let options = FakeOptions {
            members: 60,
            departments: 12,
            customers: 200,
            archive_seats: 8,
            archive_messages: 0,
            ..FakeOptions::default()
        };
        let platform = Platform::with(options).await;
        let mut save = platform.settings();
        save["settings"]["archive_secret"] = json!(platform.options.archive_secret);
        let wecom = owner.ask("connections/save", json!({ "save": save })).await;
        app.bring_contacts(&owner, &wecom).await;
        for kind in ["sync_customers", "sync_seats"] {
            let run = app.sync(&owner, &wecom, kind).await;
            app.apply(&owner, &run["change_set"]).await;
        }
        let files = tempfile::tempdir().expect("a folder");
        let save = json!({
            "kind": "archive_file", "name": "Files", "settings": { "path": files.path().to_str().expect("a name") },
        });
        let archive = owner.ask("connections/save", json!({ "save": save })).await;
        let mut conn = app.edge.services.store.read().await.expect("a reader");
        let rows: Vec<(String, String, String, String, String)> = sqlx::query_as(
            "select l.external_id, s.member_id, s.id, c.external_id, c.customer_id from seats s \
             join member_links l on l.member_id = s.member_id join relations r on r.member_id = s.member_id \
             join customer_links c on c.customer_id = r.customer_id where s.kind = 'service' and r.state = 'live' \
             and not exists (select 1 from relations o where o.customer_id = r.customer_id and o.id <> r.id) \
             order by s.id, c.external_id",
        )
        .fetch_all(&mut *conn)
        .await
        .expect("rows");
        drop(conn);
        let pair = rows.windows(2).find(|two| two[0].2 == two[1].2).expect("somebody with two customers of his own");
        let (user, member, seat, ..) = pair[0].clone();
        let customer = |row: &(String, String, String, String, String)| (row.3.clone(), json!(row.4));
        let customers = [customer(&pair[0]), customer(&pair[1])];
        let (member, seat) = (json!(member), json!(seat));
        Self { app, owner, wecom, files, archive, _platform: platform, user, member, seat, customers }
    }

    /// Message `n`, which a member and a customer write to each other.
    pub fn said(&self, n: i64, by_customer: bool, text: &str) -> Value {
        let (user, customer) = (&self.user, &self.customers[0].0);
        let (from, to) = if by_customer { (customer, user) } else { (user, customer) };
        message(n, from, &[to], "", text)
    }

    /// Adds lines to the files.
    pub fn write(&self, lines: &[Value]) {
        let path = self.files.path().join("messages.jsonl");
        let mut all = std::fs::read_to_string(&path).unwrap_or_default();
        for line in lines {
            writeln!(all, "{line}").expect("text");
        }
        std::fs::write(path, all).expect("a file");
    }

    /// Takes down what is new; the run as it ended.
    pub async fn pull(&self) -> Value {
        let run = self.app.sync(&self.owner, &self.archive, "sync_archive").await;
        assert_eq!(run["state"], "done", "{run}");
        run
    }

    /// Writes and takes down.
    pub async fn take(&self, lines: &[Value]) -> Value {
        self.write(lines);
        self.pull().await
    }

    /// The conversation with a customer, as somebody sees it.
    pub async fn conversation(&self, client: &Client, customer: usize) -> Value {
        let query = json!({ "customer": self.customers[customer].1 });
        let page = client.ask("conversations/list", json!({ "query": query })).await;
        assert_eq!(page["items"].as_array().map(Vec::len), Some(1), "{page}");
        page["items"][0].clone()
    }

    /// Opens it and reads the texts.
    pub async fn read(&self, client: &Client, conversation: &Value) -> Vec<String> {
        let open = json!({ "id": conversation["id"], "reason": "Dispute over an invoice" });
        client.ask("conversations/open", json!({ "open": open })).await;
        let query = json!({ "conversation": conversation["id"] });
        texts(&client.ask("conversations/messages", json!({ "query": query })).await)
    }

    /// A member who can sign in, known on the platform as `userid`.
    pub async fn colleague(&self, userid: &str) -> (Client, Value) {
        let client = self.app.member(&self.owner, model::permission::Role::Member).await;
        let id = client.me().await["member"].clone();
        self.app
            .tamper(&format!(
                "insert into member_links (connection_id, external_key, external_id, organisation_id, member_id, digest) \
                 select {}, '{userid}', '{userid}', organisation_id, id, '' from members where id = {}",
                quoted(&self.wecom["id"]),
                quoted(&id)
            ))
            .await;
        (client, id)
    }

    /// Has a seat inherited; the successor's.
    pub async fn inherit(&self, seat: &Value, to: &Value, range: Value) -> Value {
        let inherit = json!({ "id": seat, "to": to, "range": range });
        self.owner.ask("seats/inherit", json!({ "inherit": inherit })).await["seat"].clone()
    }
}

/// An id for SQL.
pub fn quoted(id: &Value) -> String {
    format!("'{}'", id.as_str().expect("an id"))
}

/// A message with the platform's field names.
pub fn message(n: i64, from: &str, to: &[&str], room: &str, text: &str) -> Value {
    json!({
        "seq": n, "msgid": format!("m{n}_external"), "action": "send", "from": from, "tolist": to, "roomid": room,
        "msgtime": at(n), "msgtype": "text", "text": { "content": text },
    })
}

/// The texts of messages.
pub fn texts(part: &Value) -> Vec<String> {
    let items = part["items"].as_array().unwrap_or_else(|| panic!("messages: {part}"));
    items.iter().map(|one| one["text"].as_str().expect("a text").to_owned()).collect()
}
