//! Users: what is sent comes back, and what becomes of it in the member.

use super::{USER, WORK, at, is, refusal, text};
use crate::common::TestApp;
use reqwest::Method;
use serde_json::{Value, json};

fn ana() -> Value {
    json!({
        "schemas": [USER, WORK], "userName": "Ana.Lima@Example.com", "externalId": "00u1",
        "name": { "givenName": "Ana", "familyName": "Lima", "formatted": "Ana Lima" }, "displayName": "Ana Lima", "title": "Agent",
        "active": true, "emails": [{ "value": "Ana.Lima@Example.com", "type": "work", "primary": true }],
        "phoneNumbers": [{ "value": "+55 11 99999-0000", "type": "mobile" }], "password": "secret", "groups": [], "roles": [],
        WORK: { "employeeNumber": "A017", "department": "Support", "costCenter": "not kept" },
    })
}

#[tokio::test]
async fn a_user_is_a_member_and_comes_back_as_it_was_sent() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let support = owner.add(&owner.root().await, "Support").await;
    let provider = app.provider(&owner, json!({})).await;
    let made = provider.post("/Users", ana()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(made.header("content-type"), "application/scim+json");
    let user = made.json();
    assert_eq!(made.location(), text(&user["meta"]["location"]));
    assert!(made.location().ends_with(&format!("/scim/v2{}", at("Users", &user))), "{}", made.location());
    assert_eq!(made.header("etag"), text(&user["meta"]["version"]));
    let mut wanted = ana();
    for gone in ["password", "groups", "roles"] {
        wanted.as_object_mut().unwrap().remove(gone);
    }
    wanted[WORK].as_object_mut().unwrap().remove("costCenter");
    wanted["id"] = user["id"].clone();
    wanted["meta"] = user["meta"].clone();
    assert_eq!(user, wanted);
    assert_eq!(provider.get(&at("Users", &user)).await.json(), user);

    let row = owner.row(&user["id"]).await;
    assert_eq!((&row["name"], &row["email"]), (&json!("Ana Lima"), &json!("Ana.Lima@Example.com")));
    assert_eq!((&row["phone"], &row["position"]), (&json!("+5511999990000"), &json!("Agent")));
    assert_eq!(
        (&row["work_number"], &row["status"], &row["source"]),
        (&json!("A017"), &json!("active"), &json!("scim"))
    );
    assert_eq!(row["departments"][0]["department_id"], support["id"]);
    let told = owner.activity(json!({ "subject": "member" })).await;
    assert_eq!((&told[0]["actor"], &told[0]["origin"]), (&json!("SCIM Entra ID"), &json!("scim")));
    assert_eq!(told[0]["verb"], "create");
    let edit = json!({ "id": user["id"], "revision": row["revision"], "position": "Boss" });
    assert_eq!(owner.call("members/edit", json!({ "edit": edit })).await.refusal(), (409, "owned_upstream".to_owned()));
}

#[tokio::test]
async fn a_name_is_one_users_whatever_its_case_until_he_is_deleted() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let first = provider.named("ana").await;
    assert_eq!(refusal(&provider.post("/Users", json!({ "userName": "ANA" })).await), is(409, "uniqueness"));
    let bob = provider.named("bob").await;
    let renamed =
        provider.patch(&at("Users", &bob), json!([{ "op": "replace", "path": "userName", "value": "Ana" }])).await;
    assert_eq!(refusal(&renamed), is(409, "uniqueness"));
    assert_eq!(provider.delete(&at("Users", &first)).await.status, 204);
    assert_eq!(provider.get(&at("Users", &first)).await.status, 404);
    assert_eq!(provider.found("userName eq \"ana\"").await, Vec::<String>::new());
    assert_eq!(owner.row(&first["id"]).await["status"], "suspended");
    assert_eq!(owner.row(&first["id"]).await["source"], "manual");
    let again = provider.named("Ana").await;
    assert_eq!(again["id"], first["id"], "he is the same again");
    assert_eq!((&again["active"], &owner.row(&first["id"]).await["status"]), (&json!(true), &json!("active")));
}

#[tokio::test]
async fn put_empties_what_it_leaves_out_but_lets_nobody_go() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let user = provider.user(ana()).await;
    let path = at("Users", &user);
    let replaced = provider.put(&path, json!({ "schemas": [USER], "userName": "ana", "displayName": "Ana" })).await;
    assert_eq!(replaced.status, 200, "{}", replaced.text());
    let now = replaced.json();
    assert_eq!((&now["displayName"], &now["active"], &now["schemas"]), (&json!("Ana"), &json!(true), &json!([USER])));
    for gone in ["externalId", "name", "title", "emails", "phoneNumbers", WORK] {
        assert!(now.get(gone).is_none(), "{gone}");
    }
    let row = owner.row(&user["id"]).await;
    assert_eq!((&row["name"], &row["email"], &row["position"]), (&json!("Ana"), &json!(null), &json!("")));
    let tag = replaced.header("etag").to_owned();
    let same = provider.put(&path, json!({ "userName": "ana", "displayName": "Ana", "active": true })).await;
    assert_eq!(same.header("etag"), tag, "what stays the same is no change");
    let missing = provider.put(&path, json!({ "displayName": "Ana" })).await;
    assert_eq!(refusal(&missing), is(400, "invalidValue"));
}

#[tokio::test]
async fn a_change_is_made_from_the_revision_that_it_names() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let path = at("Users", &provider.named("ana").await);
    let tag = provider.get(&path).await.header("etag").to_owned();
    let with = |method: Method, name: &str, tag: &str| provider.request(method, &path).header(name, tag);
    let known = provider.send(with(Method::GET, "if-none-match", &tag)).await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    let body = json!({ "Operations": [{ "op": "replace", "path": "title", "value": "Pilot" }] });
    let changed = provider.send(with(Method::PATCH, "if-match", &tag).json(&body)).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert_ne!(changed.header("etag"), tag);
    assert_eq!(provider.send(with(Method::GET, "if-none-match", &tag)).await.status, 200);
    for method in [Method::PATCH, Method::PUT, Method::DELETE] {
        let refused = provider.send(with(method, "if-match", &tag).json(&body)).await;
        assert_eq!(refusal(&refused), is(412, ""));
    }
    let now = changed.header("etag").to_owned();
    assert_eq!(provider.send(with(Method::DELETE, "if-match", &now)).await.status, 204);
}

#[tokio::test]
async fn whoever_is_suspended_in_the_console_is_not_active_there() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let user = provider.named("ana").await;
    let path = at("Users", &user);
    let tag = provider.get(&path).await.header("etag").to_owned();
    assert_eq!(owner.step(&user["id"], "suspend").await.status, 200);
    let now = provider.get(&path).await;
    assert_eq!(now.json()["active"], false);
    assert_ne!(now.header("etag"), tag, "and the revision tells it");
    assert_eq!(owner.step(&user["id"], "terminate").await.status, 200);
    let back = provider.patch(&path, json!([{ "op": "replace", "path": "active", "value": true }])).await;
    assert_eq!(refusal(&back), is(409, ""), "who left is let in by people");
}

#[tokio::test]
async fn a_manager_is_another_user_and_nobody_manages_himself() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let (ana, bob) = (provider.named("ana").await, provider.named("bob").await);
    let set = |of: &Value, manager: Value| {
        (at("Users", of), json!([{ "op": "add", "path": format!("{WORK}:manager"), "value": manager }]))
    };
    let (path, operations) = set(&ana, bob["id"].clone());
    let changed = provider.patch(&path, operations).await;
    let manager = changed.json()[WORK]["manager"].clone();
    assert_eq!((&manager["value"], &manager["$ref"]), (&bob["id"], &bob["meta"]["location"]), "{}", changed.text());
    assert_eq!(owner.row(&ana["id"]).await["manager_id"], bob["id"]);
    let (path, operations) = set(&bob, json!({ "value": ana["id"] }));
    assert_eq!(refusal(&provider.patch(&path, operations).await), is(400, "invalidValue"));
    let ada = owner.me().await["member"].clone();
    let (path, operations) = set(&bob, ada);
    assert_eq!(refusal(&provider.patch(&path, operations).await), is(400, "invalidValue"), "she is no user there");
    let gone = provider.patch(&at("Users", &ana), json!([{ "op": "remove", "path": format!("{WORK}:manager") }])).await;
    assert!(gone.json().get(WORK).is_none());
    assert_eq!(owner.row(&ana["id"]).await["manager_id"], Value::Null);
}

#[tokio::test]
async fn a_chinese_name_is_written_as_it_is() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let name = json!({ "givenName": "芳", "familyName": "王", "formatted": "芳 王" });
    let user = provider.user(json!({ "userName": "wf", "name": name })).await;
    assert_eq!(owner.row(&user["id"]).await["name"], "王芳");
    assert_eq!(user["name"], name, "and there it stays as it was sent");
    assert_eq!(owner.names(json!({ "search": "wangfang" })).await, ["王芳"]);
}

#[tokio::test]
async fn only_what_is_wanted_is_sent() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let user = provider.user(ana()).await;
    let only = provider.get(&format!("{}?attributes=userName,emails.value", at("Users", &user))).await.json();
    let mut keys: Vec<&String> = only.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["emails", "id", "schemas", "userName"]);
    assert_eq!(only["emails"], json!([{ "value": "Ana.Lima@Example.com" }]));
    let without = provider.get("/Users?excludedAttributes=emails,groups").await.json();
    assert!(without["Resources"][0].get("emails").is_none() && without["Resources"][0]["title"] == "Agent");
    let search = json!({ "filter": "title eq \"agent\"", "attributes": ["title"], "startIndex": 1, "count": 10 });
    for path in ["/Users/.search", "/.search"] {
        let found = provider.post(path, search.clone()).await.json();
        assert_eq!((&found["totalResults"], &found["Resources"][0]["title"]), (&json!(1), &json!("Agent")), "{path}");
        assert!(found["Resources"][0].get("userName").is_none());
    }
    assert_eq!(provider.post("/Groups/.search", json!({})).await.json()["totalResults"], 0);
}
