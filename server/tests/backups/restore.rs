//! Restoring one.

use crate::common::{Answer, Client, TestApp};
use crate::customers::Shop;
use reqwest::Method;
use serde_json::{Value, json};

impl TestApp {
    /// The restore that is prepared or was the last.
    async fn restoring(&self, owner: &Client) -> Value {
        owner.ask("backups/list", json!({})).await["restore"].clone()
    }

    /// Chooses a backup of the list; what would change.
    async fn prepared(&self, owner: &Client, backup: &Value) -> Value {
        owner.ask("restores/begin", json!({ "backup": backup["id"], "passphrase": "" })).await;
        self.work().await;
        self.restoring(owner).await
    }
}

/// A browser of the same person at the server that came back.
fn again(app: &TestApp, client: &Client) -> Client {
    let again = app.nobody();
    again.set_cookie("muster", &client.cookie("muster").expect("signed in"));
    again
}

async fn upload(client: &Client, passphrase: &str, bytes: &[u8]) -> Answer {
    let part =
        |name: &str, file: &str| format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
    let mut body = part("passphrase", "").into_bytes();
    body.extend_from_slice(passphrase.as_bytes());
    body.extend_from_slice(b"\r\n");
    body.extend_from_slice(part("file", "; filename=\"all.backup\"").as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let request = client.request(Method::POST, "/backups/upload").header("origin", client.origin());
    client.send(request.header("content-type", "multipart/form-data; boundary=edge").body(body)).await
}

fn kind<'a>(organisation: &'a Value, kind: &str) -> &'a Value {
    let kinds = organisation["kinds"].as_array().expect("kinds");
    kinds.iter().find(|one| one["kind"] == kind).expect("it is counted")
}

#[tokio::test]
async fn a_restore_shows_what_would_change_and_then_changes_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let backup = app.back_up(&owner).await;
    app.person(&owner, "Ben Baker", "ben@example.com", "").await;
    let ready = app.prepared(&owner, &backup).await;
    assert_eq!(ready["state"], "ready", "{ready}");
    let organisation = &ready["difference"]["organisations"][0];
    let members = kind(organisation, "members");
    assert_eq!(members, &json!({ "kind": "members", "now": 3, "then": 2, "lost": 1, "back": 0 }));
    assert!(kind(organisation, "activity")["lost"].as_i64().unwrap() > 0);
    assert!(ready["difference"]["key_fits"].as_bool().unwrap());

    let wrong = owner.call("restores/confirm", json!({ "id": ready["id"], "word": "restore" })).await;
    assert_eq!(wrong.faults(), ["word wrong"]);
    owner.ask("restores/confirm", json!({ "id": ready["id"], "word": "RESTORE" })).await;
    app.work().await;
    assert!(app.data().join("restore.json").exists(), "the marker waits for the data to be opened anew");
    let app = app.reopened().await;
    let owner = again(&app, &owner);
    assert_eq!(owner.names(json!({})).await, ["Ada Owner", "Ann Able"], "the session outlived it, Ben did not");
    assert!(!app.data().join("restore.json").exists());
    let page = owner.ask("backups/list", json!({})).await;
    let restore = &page["restore"];
    assert_eq!((&restore["state"], &restore["confirmed_by"]), (&json!("done"), &json!("Ada Owner")), "{restore}");
    let copy = crate::common::find(&page["items"], "id", restore["copy"].as_str().unwrap());
    assert_eq!((&copy["reason"], &copy["state"]), (&json!("restore"), &json!("verified")));
    let told = owner.activity(json!({ "subject": "backup", "verb": "restore" })).await;
    assert_eq!(told[0]["actor"], "Ada Owner");
    app.sound().await;

    // And back to what was there before.
    let ready = app.prepared(&owner, &copy).await;
    owner.ask("restores/confirm", json!({ "id": ready["id"], "word": "RESTORE" })).await;
    app.work().await;
    let app = app.reopened().await;
    let owner = again(&app, &owner);
    assert_eq!(owner.names(json!({})).await, ["Ada Owner", "Ann Able", "Ben Baker"]);
    app.sound().await;
}

#[tokio::test]
async fn who_was_erased_since_is_in_no_page_of_the_restored_database() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let gone = rows[0].clone();
    let whole = shop.whole(&gone["id"]).await;
    let backup = shop.app.back_up(&shop.owner).await;
    let wish = json!({ "ids": [gone["id"]], "reason": "Asked us to", "basis": "gdpr_17_1_b" });
    shop.owner.ask("customers/delete", json!({ "deletion": wish })).await;
    shop.app.edge.services.clock.advance(40 * model::moment::DAY);
    shop.app.sweep().await;
    let owner = shop.app.signed_in("ada@example.com").await;
    assert_eq!(shop.app.count("select count(*) from erasures").await, 1);
    let ready = shop.app.prepared(&owner, &backup).await;
    assert_eq!(ready["state"], "ready", "{ready}");
    owner.ask("restores/confirm", json!({ "id": ready["id"], "word": "RESTORE" })).await;
    shop.app.work().await;
    let app = shop.app.reopened().await;
    let id = gone["id"].as_str().unwrap();
    assert_eq!(app.count(&format!("select count(*) from customers where id = '{id}'")).await, 0);
    assert_eq!(app.count("select count(*) from customers").await, 199);
    assert_eq!(app.count("select count(*) from erasures").await, 1);
    app.sound().await;
    app.edge.services.store.close().await;
    // The one text that nobody shares with him.
    let name = whole["external_id"].as_str().unwrap();
    let bytes = std::fs::read(app.data().join("muster.db")).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!holds(name), "{name} is in the file: {whole}");
}

#[tokio::test]
async fn a_file_that_is_no_whole_backup_of_ours_changes_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let backup = app.back_up(&owner).await;
    let whole = std::fs::read(TestApp::file_of(&backup)).unwrap();
    let mut tampered = whole.clone();
    let middle = tampered.len() / 2;
    tampered[middle] ^= 1;
    let save =
        json!({ "settings": super::settings(&owner, json!({})).await, "passphrase": "a passphrase of several words" });
    owner.ask("backups/save", json!({ "settings": save })).await;
    let sealed = std::fs::read(TestApp::file_of(&app.back_up(&owner).await)).unwrap();
    let cases: [(&str, &[u8], &str, &str); 6] = [
        ("", &whole[..whole.len() / 2], "damaged", "truncated"),
        ("", &tampered, "damaged", "one byte"),
        ("", b"this is a letter", "not_a_backup", "a letter"),
        ("", b"SQLite format 3\0 and then nothing", "damaged", "only the beginning"),
        ("", &sealed, "passphrase_missing", "no passphrase"),
        ("not the right words", &sealed, "passphrase_wrong", "another passphrase"),
    ];
    for (passphrase, bytes, fault, what) in cases {
        let taken = upload(&owner, passphrase, bytes).await;
        assert_eq!(taken.status, 200, "{what}: {}", taken.text());
        app.work().await;
        let failed = app.restoring(&owner).await;
        assert_eq!(failed["state"], "failed", "{what}: {failed}");
        assert!(failed["problem"]["params"].to_string().contains(fault), "{what}: {failed}");
    }
    app.sweep().await;
    assert_eq!(std::fs::read_dir(app.data().join("staging")).unwrap().count(), 0, "nothing is left lying");
    let taken = upload(&owner, "a passphrase of several words", &sealed).await;
    assert_eq!(taken.status, 200);
    app.work().await;
    assert_eq!(app.restoring(&owner).await["state"], "ready");
    std::fs::write(TestApp::file_of(&backup), &tampered).unwrap();
    let changed = app.prepared(&owner, &backup).await;
    assert!(changed["problem"]["params"].to_string().contains("changed"), "{changed}");
    assert_eq!(app.count("select count(*) from organisations").await, 1);
}

#[tokio::test]
async fn a_newer_backup_and_one_with_a_trigger_of_its_own_are_refused() {
    use sqlx::Connection as _;
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let folder = tempfile::tempdir().unwrap();
    for (statement, fault) in [
        (
            "update _sqlx_migrations set version = 9999 where version = (select max(version) from _sqlx_migrations)",
            "newer",
        ),
        ("create trigger mine after insert on audit begin delete from audit; end", "not_a_backup"),
        ("update audit set actor = 'Nobody' where seq = 1", "chain_broken"),
    ] {
        let file = folder.path().join(fault);
        domain::backup::write(app.data(), &file).await.unwrap();
        let mut conn = sqlx::SqliteConnection::connect(file.to_str().unwrap()).await.unwrap();
        sqlx::query(statement).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
        assert_eq!(upload(&owner, "", &std::fs::read(&file).unwrap()).await.status, 200);
        app.work().await;
        let failed = app.restoring(&owner).await;
        assert!(failed["problem"]["params"].to_string().contains(fault), "{fault}: {failed}");
    }
}

#[tokio::test]
async fn a_backup_of_the_version_before_is_brought_up_to_date() {
    use sqlx::ConnectOptions as _;
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("before.db");
    let migrations = sqlx::migrate::Migrator::new(std::path::Path::new("domain/migrations")).await.unwrap();
    let mut versions: Vec<i64> = migrations.iter().map(|migration| migration.version).collect();
    versions.sort_unstable();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let mut conn = options.connect().await.unwrap();
    migrations.run_to(versions[versions.len() - 2], &mut conn).await.unwrap();
    sqlx::Connection::close(conn).await.unwrap();
    assert_eq!(upload(&owner, "", &std::fs::read(&file).unwrap()).await.status, 200);
    app.work().await;
    let ready = app.restoring(&owner).await;
    assert_eq!((&ready["state"], &ready["difference"]["migrated"]), (&json!("ready"), &json!(true)), "{ready}");
    let members = kind(&ready["difference"]["organisations"][0], "members");
    assert_eq!(members, &json!({ "kind": "members", "now": 1, "then": 0, "lost": 1, "back": 0 }));
}

#[tokio::test]
async fn what_waited_then_is_held_until_somebody_says() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = crate::common::platform::Platform::of(20, 3, 0).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let schedule = json!({
        "connection": connection["id"], "kind": "sync_contacts", "cron": "0 3 * * *", "zone": "UTC", "enabled": true,
    });
    owner.ask("connections/save_schedule", json!({ "save": schedule })).await;
    let backup = owner.ask("backups/begin", json!({})).await;
    app.work().await;
    // A run that is under way when the next one is made.
    let run = owner.ask("runs/start_sync", json!({ "connection": connection["id"], "kind": "sync_contacts" })).await;
    let file = app.data().join("all.backup");
    domain::backup::write(app.data(), &file).await.unwrap();
    app.work().await;
    assert!(backup["id"].is_string());
    assert_eq!(upload(&owner, "", &std::fs::read(&file).unwrap()).await.status, 200);
    app.work().await;
    let ready = app.restoring(&owner).await;
    owner.ask("restores/confirm", json!({ "id": ready["id"], "word": "RESTORE" })).await;
    app.work().await;
    let app = app.reopened().await;
    let owner = again(&app, &owner);
    app.work().await;
    let still = owner.ask("runs/get", json!({ "id": run["run"]["id"] })).await;
    assert_eq!(still["state"], "queued", "nothing goes on by itself");
    let held = owner.ask("backups/list", json!({})).await["held"].clone();
    let kinds: Vec<&str> = held.as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"schedule") && kinds.contains(&"job"), "{held}");
    assert_eq!(app.count("select count(*) from schedules where enabled").await, 0);
    let ids: Vec<&Value> = held.as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let left = owner.ask("restores/settle", json!({ "settle": { "ids": ids, "release": true } })).await;
    assert_eq!(left, json!([]));
    app.work().await;
    let done = owner.ask("runs/get", json!({ "id": run["run"]["id"] })).await;
    assert_eq!(done["state"], "done", "{done}");
    assert_eq!(app.count("select count(*) from schedules where enabled").await, 1);
}
