//! Taking down what WeCom archives, through the library that stands in for the vendor's.

use crate::common::platform::Platform;
use crate::common::{Client, TestApp};
use connectors::wecom::fake::{Action, FakeOptions};
use model::moment::DAY;
use serde_json::{Value, json};

struct Corp {
    app: TestApp,
    owner: Client,
    platform: Platform,
    connection: Value,
}

impl Corp {
    async fn open(app: TestApp, messages: u32, keys: usize) -> Self {
        let owner = app.owner().await;
        let options = FakeOptions {
            members: 60,
            departments: 12,
            customers: 100,
            archive_seats: 8,
            archive_messages: messages,
            ..FakeOptions::default()
        };
        let platform = Platform::with(options).await;
        let mut corp = Self { app, owner, platform, connection: Value::Null };
        corp.save(keys).await;
        corp
    }

    /// Saves the connection with at most so many of the private keys that the platform has public ones of now.
    async fn save(&mut self, keys: usize) {
        let mut save = self.platform.settings();
        save["settings"]["archive_secret"] = json!(self.platform.options.archive_secret);
        save["settings"]["archive_proxy"] = json!(format!("http://{}", self.platform.running.address));
        let pem: Vec<String> =
            self.platform.running.fake.archive_keys().into_iter().map(|(_, pem)| pem.to_string()).collect();
        save["settings"]["archive_keys"] = json!(pem[..keys.min(pem.len())].join("\n"));
        if self.connection["id"].is_string() {
            save["id"] = self.connection["id"].clone();
            save["revision"] = self.connection["revision"].clone();
        }
        self.connection = self.owner.ask("connections/save", json!({ "save": save })).await;
    }

    async fn pull(&self) -> Value {
        self.app.sync(&self.owner, &self.connection, "sync_archive").await
    }

    /// What the home page tells; null for nothing.
    async fn at_home(&self) -> Value {
        self.owner.ask("organisation/overview", json!({})).await["archives"][0].clone()
    }

    async fn source(&self) -> Value {
        self.owner.ask("conversations/sources", json!({})).await[0].clone()
    }

    fn act(&self, action: Action) -> Value {
        self.platform.running.fake.act(action).expect("it is done")
    }
}

#[tokio::test]
async fn messages_files_and_consents_come_down() {
    let corp = Corp::open(TestApp::start().await, 120, 2).await;
    corp.app.bring_contacts(&corp.owner, &corp.connection).await;
    for kind in ["sync_customers", "sync_seats"] {
        let run = corp.app.sync(&corp.owner, &corp.connection, kind).await;
        corp.app.apply(&corp.owner, &run["change_set"]).await;
    }
    let run = corp.pull().await;
    assert_eq!(run["state"], "done", "{run}");
    assert_eq!(run["counts"]["blocked"], 0, "{run}");
    let added = run["counts"]["add"].as_i64().unwrap();
    assert!(added > 50, "{run}");
    let source = corp.source().await;
    assert_eq!((&source["unread"], &source["pending_media"], &source["library"]), (&json!(0), &json!(0), &json!(true)));
    assert_eq!((&source["key_versions"], &source["secret"]), (&json!([1, 2]), &json!(true)));
    assert_eq!(source["consents"][0][0], "agreed", "{source}");
    assert!(corp.app.count("select count(*) from archive_media where state = 'held'").await > 0);
    assert_eq!(corp.app.count("select count(*) from conversation_members where member_id is null").await, 0);
    assert!(corp.app.count("select count(*) from archive_consents where consent = 'agreed'").await > 0);
    let again = corp.pull().await;
    assert_eq!(again["counts"]["add"], 0, "{again}");

    // A file is fetched by whoever opened its conversation.
    let mut conn = corp.app.edge.services.store.read().await.unwrap();
    let (conversation, number, hash): (String, i64, String) = sqlx::query_as(
        "select s.conversation_id, f.number, f.sha256 from archive_media f join archive_messages m on m.number = f.number \
         join conversation_strands s on s.id = m.strand_id where f.state = 'held' order by f.number limit 1",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    drop(conn);
    let path = format!("/archive/{conversation}/{number}/0");
    assert_eq!(corp.owner.get(&path).await.status, 409);
    let open = json!({ "open": { "id": conversation, "reason": "Look at the picture" } });
    corp.owner.ask("conversations/open", open).await;
    let file = corp.owner.get(&path).await;
    assert_eq!((file.status.as_u16(), sha256(&file.body)), (200, hash));
    assert_eq!(corp.app.stranger().await.get(&path).await.status, 404);
    corp.app.sound().await;
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(bytes))
}

#[tokio::test]
async fn a_row_whose_key_is_missing_is_kept_and_read_once_the_key_is_there() {
    let mut corp = Corp::open(TestApp::start().await, 0, 3).await;
    let pair = pair(&corp).await;
    corp.act(Action::ArchiveKeyRotate {});
    say(&corp, &pair, "Sealed with the newest key");
    let run = corp.pull().await;
    assert_eq!(
        (&run["state"], &run["counts"]["blocked"], &run["counts"]["add"]),
        (&json!("done"), &json!(1), &json!(0))
    );
    assert_eq!(corp.source().await["unread"], 1);
    assert_eq!(corp.at_home().await[2], 1, "the home page says so");
    let again = corp.pull().await;
    assert_eq!(again["counts"]["blocked"], 0, "it is kept once: {again}");
    corp.save(3).await;
    let run = corp.pull().await;
    assert_eq!(run["counts"]["add"], 1, "{run}");
    assert_eq!(corp.source().await["unread"], 0);
    assert!(corp.at_home().await.is_null());
    let page = corp.owner.ask("conversations/list", json!({ "query": { "search": "newest key" } })).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_gap_is_told_when_nobody_read_for_longer_than_the_platform_keeps() {
    let mut corp = Corp::open(TestApp::start().await, 0, 3).await;
    let pair = pair(&corp).await;
    say(&corp, &pair, "Before");
    assert_eq!(corp.pull().await["counts"]["conflict"], 0);
    say(&corp, &pair, "Lost");
    corp.platform.running.fake.advance(6 * 86_400);
    corp.app.edge.services.clock.advance(6 * DAY);
    corp.owner = corp.app.signed_in("ada@example.com").await;
    say(&corp, &pair, "After");
    let run = corp.pull().await;
    assert_eq!((&run["counts"]["conflict"], &run["counts"]["add"]), (&json!(1), &json!(1)), "{run}");
    let gap = corp.source().await["gaps"][0].clone();
    assert!(gap["first_seq"].as_i64().unwrap() > gap["after_seq"].as_i64().unwrap() + 1, "{gap}");
    assert_eq!(corp.pull().await["counts"]["conflict"], 0, "once");
    assert_eq!(corp.at_home().await[4], gap["found_at"]);
    corp.app.edge.services.clock.advance(8 * DAY);
    corp.owner = corp.app.signed_in("ada@example.com").await;
    assert!(corp.at_home().await.is_null(), "nobody can close it, and everybody knows");
}

#[tokio::test]
async fn without_the_library_the_run_says_so() {
    let corp = Corp::open(TestApp::without_library().await, 20, 2).await;
    let run = corp.pull().await;
    assert_eq!((&run["state"], &run["problem"]["code"]), (&json!("failed"), &json!("archive_library")), "{run}");
    assert_eq!(corp.source().await["library"], false);
}

#[tokio::test]
async fn what_is_no_private_key_is_refused_at_once() {
    let corp = Corp::open(TestApp::start().await, 0, 1).await;
    let mut save = corp.platform.settings();
    save["settings"]["archive_keys"] = json!("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");
    let answer = corp.owner.call("connections/save", json!({ "save": save })).await;
    assert_eq!(answer.faults(), ["archive_keys malformed"]);
}

/// A member with a seat and a customer who agreed.
async fn pair(corp: &Corp) -> (String, String) {
    use connectors::http::{Http, HttpSettings};
    use connectors::wecom::WeCom;
    let http =
        Http::new(HttpSettings { allow_private: true, ..HttpSettings::default() }).expect("the platform answers");
    let client = WeCom::new(corp.platform.running.config(), http);
    for member in client.archived_members(None).await.expect("the platform answers") {
        for customer in client.customer_ids_of(&member).await.expect("the platform answers") {
            let answer =
                client.agreements(&[(member.clone(), customer.clone())]).await.expect("the platform answers").remove(0);
            if answer.consent == connectors::wecom::types::Consent::Agreed {
                return (member.to_string(), customer);
            }
        }
    }
    panic!("nobody agreed");
}

fn say(corp: &Corp, (member, customer): &(String, String), text: &str) {
    let said = corp.act(Action::MessageSend {
        from: customer.clone(),
        to: vec![member.clone()],
        room: None,
        text: Some(text.to_owned()),
        body: None,
    });
    assert_eq!(said["recorded"], true, "{said}");
}
