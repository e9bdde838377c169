//! Deleting roles.

use super::{changed, give, made};
use crate::common::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_role_that_somebody_holds_stays_and_one_who_left_comes_back_with_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (ben, role) = app.holder(&owner, "Doorkeeper", &["joins.read"]).await;
    let id = ben.me().await["member"].clone();
    let delete = json!({ "id": role["id"], "revision": role["revision"] });
    for step in ["", "terminate"] {
        if !step.is_empty() {
            assert_eq!(owner.step(&id, step).await.status, 200);
        }
        let refused = owner.call("roles/delete", delete.clone()).await;
        assert_eq!((refused.refusal(), refused.param("count")), ((409, "role_held".into()), "1".into()), "{step}");
    }
    assert_eq!(owner.step(&id, "restore").await.json()["row"]["own_role"]["name"], "Doorkeeper");

    assert_eq!(give(&owner, &id, &json!("member"), &[]).await.status, 200);
    let late = json!({ "id": role["id"], "revision": 7 });
    assert_eq!(owner.call("roles/delete", late).await.refusal(), (409, "stale".into()));
    owner.ask("roles/delete", delete.clone()).await;
    assert_eq!(owner.call("roles/delete", delete).await.refusal(), (404, "not_found".into()));
    assert_eq!(give(&owner, &id, &role["id"], &[]).await.faults(), ["role unknown"]);
    let told = &owner.activity(json!({ "subject": "role" })).await[0];
    assert_eq!((&told["verb"], &told["subject_name"]), (&json!("delete"), &json!("Doorkeeper")));
    assert_eq!(app.count("select count(*) from roles").await, 0);
}

/// The schema says it too, whatever a use case forgets.
#[tokio::test]
async fn the_database_holds_no_member_with_a_second_role() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let role = made(&owner, "Doorkeeper", &["joins.read"]).await;
    let mut tx = app.edge.services.store.write().await.expect("a transaction");
    let both = sqlx::query::<domain::Db>("update members set own_role_id = $1 where role = 'super_admin'");
    let refused = both.bind(role["id"].as_str().unwrap()).execute(&mut *tx).await;
    assert!(refused.is_err_and(|error| error.as_database_error().is_some_and(|error| error.is_check_violation())));
    drop(tx);
    assert_eq!(changed(&owner, &role, json!({ "name": "Porter" })).await.status, 200);
}
