//! The tabs of the member table and its filters.

use crate::common::{Client, TestApp, find};
use model::permission::Role;
use serde_json::{Value, json};

async fn counts(client: &Client, query: Value) -> Vec<(String, i64)> {
    let counts = client.ask("members/counts", json!({ "query": query })).await;
    let pair = |pair: &Value| (pair[0].as_str().expect("text").to_owned(), pair[1].as_i64().expect("a number"));
    counts.as_array().expect("a list").iter().map(pair).filter(|(_, count)| *count > 0).collect()
}

fn pairs(wanted: &[(&str, i64)]) -> Vec<(String, i64)> {
    wanted.iter().map(|(status, count)| ((*status).to_owned(), *count)).collect()
}

#[tokio::test]
async fn each_tab_counts_what_its_list_shows() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut people = Vec::new();
    for number in 0..5 {
        people.push(app.person(&owner, &format!("Li {number}"), &format!("li{number}@example.com"), "").await);
    }
    owner.step(&people[0]["id"], "suspend").await;
    owner.step(&people[1]["id"], "terminate").await;
    app.applicant(&owner).await;
    let refused = app.applicant(&owner).await;
    let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
    let join = find(&joins["items"], "email", &refused.email);
    owner.ask("joins/decide", json!({ "ids": [join["id"]], "decision": { "refuse": { "reason": "" } } })).await;

    let all = [("active", 4), ("pending", 1), ("rejected", 1), ("suspended", 1), ("terminated", 1)];
    assert_eq!(counts(&owner, json!({})).await, pairs(&all));
    assert_eq!(counts(&owner, json!({ "statuses": ["active"] })).await, pairs(&all), "a tab does not empty the others");
    for (status, count) in all {
        let page = owner.page(json!({ "statuses": [status], "page": { "count": true } })).await;
        assert_eq!(page["total"], count, "{status}");
        assert!(page["items"].as_array().unwrap().iter().all(|row| row["status"] == status), "{status}: {page}");
    }
    let both = owner.page(json!({ "statuses": ["suspended", "terminated"], "page": { "count": true } })).await;
    assert_eq!(both["total"], 2);
    let found = json!({ "search": "Li " });
    assert_eq!(counts(&owner, found).await, pairs(&[("active", 3), ("suspended", 1), ("terminated", 1)]));
    let seen: Value = owner.ask("organisation/overview", json!({})).await;
    assert_eq!(seen["waiting"], 1);
}

#[tokio::test]
async fn filters_narrow_the_list_together() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let north = owner.add(&sales, "North").await;
    for (name, mail, department, position, location) in [
        ("Ann", "ann@example.com", &sales, "Captain", "Pier 4"),
        ("Ben", "ben@example.com", &north, "Captain", "Pier 5"),
        ("Cem", "cem@example.com", &north, "Deck hand", "Pier 4"),
    ] {
        let row = app.person(&owner, name, mail, "").await;
        let edit = json!({ "id": row["id"], "revision": row["revision"], "departments": [department["id"]],
                           "position": position, "location": location });
        owner.ask("members/edit", json!({ "edit": edit })).await;
    }
    for (query, wanted) in [
        (json!({ "department": sales["id"] }), &["Ann"][..]),
        (json!({ "department": sales["id"], "below": true }), &["Ann", "Ben", "Cem"]),
        (json!({ "department": root["id"] }), &["Ada Owner"]),
        (json!({ "department": root["id"], "below": true }), &["Ada Owner", "Ann", "Ben", "Cem"]),
        (json!({ "position": "Captain" }), &["Ann", "Ben"]),
        (json!({ "location": "Pier 4" }), &["Ann", "Cem"]),
        (json!({ "position": "Captain", "location": "Pier 4" }), &["Ann"]),
        (json!({ "position": "Cap" }), &[]),
        (json!({ "role": "super_admin" }), &["Ada Owner"]),
        (json!({ "source": "wecom" }), &[]),
        (json!({ "source": "manual", "search": "en" }), &[]),
        (json!({ "department": north["id"], "location": "Pier 4", "search": "cem" }), &["Cem"]),
    ] {
        assert_eq!(owner.names(query.clone()).await, wanted, "{query}");
    }
    let facets = owner.ask("members/facets", json!({})).await;
    assert_eq!(facets["positions"], json!(["Captain", "Deck hand"]), "the commonest first");
    assert_eq!(facets["locations"], json!(["Pier 4", "Pier 5"]));
    let row = find(&owner.page(json!({})).await["items"], "name", "Ben");
    assert_eq!(row["departments"], json!([{ "department_id": north["id"], "name": "North", "main": true }]));
}

#[tokio::test]
async fn a_department_admin_sees_and_counts_his_own_people_only() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let (sales, crew) = (owner.add(&root, "Sales").await, owner.add(&root, "Crew").await);
    let head = app.head_of(&owner, &[&sales]).await;
    for (name, mail, department) in [("Ann", "ann@example.com", &sales), ("Ben", "ben@example.com", &crew)] {
        let row = app.person(&owner, name, mail, "").await;
        let edit = json!({ "id": row["id"], "revision": row["revision"], "departments": [department["id"]],
                           "position": name });
        owner.ask("members/edit", json!({ "edit": edit })).await;
    }
    assert_eq!(head.names(json!({})).await, ["Ann"]);
    assert_eq!(head.names(json!({ "search": "ben" })).await, Vec::<String>::new());
    // Nor may a slip of the finger tell who else is here.
    assert_eq!(head.ask("members/suggest", json!({ "query": { "search": "bem.example" } })).await, json!([]));
    assert_eq!(counts(&head, json!({})).await, pairs(&[("active", 1)]));
    assert_eq!(head.ask("members/facets", json!({})).await["positions"], json!(["Ann"]));
    let foreign = head.call("members/list", json!({ "query": { "department": crew["id"] } })).await;
    assert_eq!(foreign.refusal(), (404, "not_found".into()));
    let ben = owner.page(json!({ "search": "ben" })).await["items"][0].clone();
    assert_eq!(head.call("members/get", json!({ "id": ben["id"] })).await.refusal(), (404, "not_found".into()));
    assert_eq!(
        head.call("members/list", json!({ "query": { "department": root["id"], "below": true } })).await.status,
        404
    );
}

#[tokio::test]
async fn whoever_has_no_rights_gets_no_data_with_the_page_either() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Wanda Secret", "wanda@example.com", "").await;
    for role in [Role::Member, Role::Agent] {
        let client = app.member(&owner, role).await;
        assert_eq!(client.call("members/list", json!({ "query": {} })).await.refusal(), (403, "forbidden".into()));
        assert_eq!(client.call("members/counts", json!({ "query": {} })).await.refusal(), (403, "forbidden".into()));
        for path in ["/", "/members", "/chart", "/activity", "/customers"] {
            let page = client.get(path).await.text();
            assert!(!page.contains("Wanda") && !page.contains("Harbour") && !page.contains("Ada"), "{path}: {page}");
        }
        let overview = client.ask("organisation/overview", json!({})).await;
        assert_eq!((&overview["members"], &overview["departments"]), (&json!([]), &json!(0)), "{overview}");
        let rights =
            if role == Role::Member { json!(["invitations.send", "mapping.map"]) } else { json!(["mapping.map"]) };
        assert_eq!(client.me().await["permissions"], rights);
    }
}
