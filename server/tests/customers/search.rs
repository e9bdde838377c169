//! Finding customers.

use crate::common::TestApp;
use crate::common::platform::Platform;
use domain::keys::name_keys;
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn a_mistyped_name_is_answered_with_those_that_are_here() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(20, 4, 90).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    app.apply(&owner, &run["change_set"]).await;
    let page = owner.ask("customers/list", json!({ "query": { "page": { "limit": 500 } } })).await;
    let names = page["items"].as_array().unwrap().iter().filter_map(|row| row["name"].as_str());
    let words = names.map(|name| name_keys(name).full).filter(|word| word.len() > 7);
    let word = words.min().unwrap();
    // A letter of the middle is another.
    let mistyped = [&word[..3], "q", &word[4..]].concat();
    let search = json!({ "query": { "search": mistyped } });
    assert_eq!(owner.ask("customers/list", search.clone()).await["items"], json!([]));
    let meant = owner.ask("customers/suggest", search.clone()).await;
    let meant: Vec<&str> = meant.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(meant.contains(&word.as_str()), "{word}: {meant:?}");
    for other in meant {
        let found = owner.ask("customers/list", json!({ "query": { "search": other } })).await;
        assert_ne!(found["items"], json!([]), "{other}");
    }
    let ann = app.member(&owner, Role::Member).await;
    assert_eq!(ann.call("customers/suggest", search).await.refusal(), (403, "forbidden".to_owned()));
}
