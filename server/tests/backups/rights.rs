//! Who may.

use crate::common::TestApp;
use model::permission::Role;
use serde_json::json;

#[tokio::test]
async fn only_whoever_runs_the_installation_sees_backups() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (stranger, admin) = (app.stranger().await, app.member(&owner, Role::AccountAdmin).await);
    assert_eq!(owner.me().await["runs_installation"], true);
    assert_eq!(owner.call("backups/list", json!({})).await.status, 200);
    for other in [&stranger, &admin] {
        assert_eq!(other.me().await["runs_installation"], false);
        for (name, arguments) in [
            ("backups/list", json!({})),
            ("backups/begin", json!({})),
            ("backups/test", json!({})),
            ("backups/remove", json!({ "id": "none" })),
            ("restores/begin", json!({ "backup": "none", "passphrase": "" })),
            ("restores/confirm", json!({ "id": "none", "word": "RESTORE" })),
        ] {
            let refused = other.call(name, arguments).await;
            assert_eq!(refused.refusal(), (403, "forbidden".to_owned()), "{name}");
        }
        let file = other.post("/backups/none/file", &[("confirm", "everything")]).await;
        assert_eq!(file.status, 403);
    }
    let key = json!({ "new": { "name": "Nightly", "scopes": ["backups.manage"] } });
    assert_eq!(stranger.call("api_keys/create", key.clone()).await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(admin.call("api_keys/create", key.clone()).await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(owner.call("api_keys/create", key).await.status, 200);
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn on_postgresql_the_page_tells_its_own_tools_without_a_password() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let page = owner.ask("backups/list", json!({})).await;
    let dump = page["own_dumps"]["dump"].as_str().unwrap();
    assert!(dump.starts_with("pg_dump --format=custom") && !dump.contains(":secret@"), "{dump}");
    assert!(page["own_dumps"]["restore"].as_str().unwrap().starts_with("pg_restore "));
    let refused = owner.call("backups/begin", json!({})).await;
    assert_eq!((refused.refusal(), refused.param("error")), ((422, "backup".to_owned()), "own_dumps".to_owned()));
}
