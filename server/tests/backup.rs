//! `muster backup` beside a running server, and `muster restore` of what it wrote.

use crate::common::TestApp;
#[cfg(not(feature = "postgres"))]
use sqlx::Connection as _;
use std::path::Path;
use std::process::{Command, Output};

fn muster(command: &str, data: &Path, file: &Path) -> Output {
    let mut muster = Command::new(env!("CARGO_BIN_EXE_muster"));
    muster.arg(command).arg("--data").arg(data).arg(file).output().expect("muster runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[cfg(not(feature = "postgres"))]
#[tokio::test]
async fn a_backup_of_a_running_server_brings_everything_back_in_another_folder() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let folder = tempfile::tempdir().expect("a folder");
    let (file, restored) = (folder.path().join("all.backup"), folder.path().join("restored"));

    let written = muster("backup", app.data(), &file);
    assert!(written.status.success(), "{}", said(&written));
    let again = muster("backup", app.data(), &file);
    assert!(!again.status.success() && said(&again).contains("never overwritten"), "{}", said(&again));
    let busy = muster("restore", app.data(), &file);
    assert!(!busy.status.success() && said(&busy).contains("stop it first"), "{}", said(&busy));
    assert_eq!(owner.names(serde_json::json!({})).await.len(), 2, "the server never noticed");

    let back = muster("restore", &restored, &file);
    assert!(back.status.success(), "{}", said(&back));
    std::fs::copy(app.data().join("key"), restored.join("key")).expect("the key is kept elsewhere");
    let options = domain::Options {
        data: restored,
        database_url: None,
        public_url: "http://127.0.0.1:3000".to_owned(),
        allow_private_addresses: true,
        reader: None,
        archive_library: None,
        archive_files: None,
        key: None,
    };
    let services = domain::Services::open(options).await.expect("the restored data opens");
    let report = domain::check::all(&services).await.expect("the check runs");
    assert!(report.sound, "{:#?}", report.lines);
    let mut conn = services.store.read().await.expect("a reader");
    let names: Vec<String> =
        sqlx::query_scalar("select name from members order by name").fetch_all(&mut *conn).await.expect("members");
    assert_eq!(names, ["Ada Owner", "Ann Able"]);
    drop(conn);

    services.store.close().await;
    let database = folder.path().join("restored/muster.db");
    let mut conn = sqlx::SqliteConnection::connect(database.to_str().expect("a plain name")).await.expect("it opens");
    let statistics: i64 = sqlx::query_scalar("select count(*) from sqlite_master where name = 'sqlite_stat1'")
        .fetch_one(&mut conn)
        .await
        .expect("a count");
    assert_eq!(statistics, 0, "statistics of a small installation would mislead the plans of a large one");
}

#[cfg(not(feature = "postgres"))]
#[tokio::test]
async fn nothing_is_written_without_a_database_and_nothing_restored_from_another_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("all.backup");
    let nothing = muster("backup", folder.path(), &file);
    assert!(!nothing.status.success() && said(&nothing).contains("muster.db"), "{}", said(&nothing));
    assert!(!file.exists());
    std::fs::write(&file, "this is a letter, not a backup").expect("a file");
    let letter = muster("restore", folder.path(), &file);
    assert!(!letter.status.success() && said(&letter).contains("all.backup"), "{}", said(&letter));
    assert!(!folder.path().join("muster.db").exists());
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn on_postgresql_its_own_tools_are_named() {
    let app = TestApp::start().await;
    let file = app.data().join("all.backup");
    for (command, tool) in [("backup", "pg_dump"), ("restore", "pg_restore")] {
        let refused = muster(command, app.data(), &file);
        assert!(!refused.status.success() && said(&refused).contains(tool), "{}", said(&refused));
    }
}
