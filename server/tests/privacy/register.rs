//! The register: due days, states, and where the person is.

use super::asked;
use crate::common::TestApp;
use crate::customers::{Shop, deletion};
use model::moment::DAY;
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn a_request_is_due_when_its_law_says_and_late_ones_come_first() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let now = app.edge.services.clock.now().0;
    let late = asked(&owner, json!({ "name": "Zoe", "law": "lgpd", "received_at": now - 20 * DAY })).await;
    let fresh = asked(&owner, json!({ "name": "Yan", "law": "gdpr" })).await;
    let set = asked(&owner, json!({ "name": "Xia", "law": "pipl", "due_at": now + 2 * DAY })).await;
    let days = |request: &Value| (request["due_at"].as_i64().unwrap() - request["received_at"].as_i64().unwrap()) / DAY;
    assert_eq!((days(&late), &late["overdue"]), (15, &json!(true)));
    assert!((28..=31).contains(&days(&fresh)) && fresh["overdue"] == false, "{fresh}");
    assert_eq!(set["due_at"], now + 2 * DAY, "a day of one's own counts");
    let names = |page: &Value| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().into()).collect()
    };
    let page = owner.ask("privacy/list", json!({ "query": { "page": { "count": true } } })).await;
    assert_eq!((names(&page), &page["total"]), (vec!["Zoe".into(), "Xia".into(), "Yan".into()], &json!(3)));
    let first = owner.ask("privacy/list", json!({ "query": { "page": { "limit": 2 } } })).await;
    let query = json!({ "query": { "page": { "limit": 2, "cursor": first["next_cursor"] } } });
    assert_eq!(names(&owner.ask("privacy/list", query).await), ["Yan"]);
    let overdue = owner.ask("privacy/list", json!({ "query": { "overdue": true } })).await;
    assert_eq!(names(&overdue), ["Zoe"]);
    let counts = owner.ask("privacy/counts", json!({})).await;
    assert_eq!(counts, json!({ "open": 3, "overdue": 1, "answered": 0, "refused": 0, "withdrawn": 0 }));
}

#[tokio::test]
async fn a_request_is_closed_with_who_and_why_and_may_be_opened_again() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let request = asked(&owner, json!({ "member": ann["id"], "kind": "rectification", "note": "My job title" })).await;
    assert_eq!(request["name"], "Ann Able", "the name of the record");
    let save = json!({
        "id": request["id"], "revision": request["revision"], "kind": "rectification", "law": "lgpd", "channel": "phone",
        "member": ann["id"], "note": "My job title",
    });
    let request = owner.ask("privacy/save", json!({ "save": save })).await;
    assert_eq!(
        (&request["law"], &request["channel"], &request["revision"]),
        (&json!("lgpd"), &json!("phone"), &json!(2))
    );
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "position": "Captain" });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let detail = owner.ask("privacy/get", json!({ "id": request["id"] })).await;
    assert_eq!(detail["since"][0]["verb"], "update", "the proof that it was put right: {detail}");
    assert_eq!(detail["standing"]["place"], "here");
    let close = |revision: &Value, state: &str, reason: &str| json!({ "close": { "id": request["id"], "revision": revision, "state": state, "reason": reason } });
    let empty = owner.call("privacy/close", close(&request["revision"], "refused", "")).await;
    assert_eq!((empty.status.as_u16(), empty.faults()), (422, vec!["reason missing".to_owned()]));
    let closed = owner.ask("privacy/close", close(&request["revision"], "answered", "Corrected")).await;
    assert_eq!((&closed["closed_by"], &closed["reason"]), (&json!("Ada Owner"), &json!("Corrected")));
    let again = owner.call("privacy/close", close(&closed["revision"], "answered", "")).await;
    assert_eq!(again.refusal(), (409, "wrong_state".into()));
    let stale = owner.call("privacy/close", close(&request["revision"], "open", "")).await;
    assert_eq!(stale.refusal(), (409, "stale".into()));
    let open = owner.ask("privacy/close", close(&closed["revision"], "open", "")).await;
    assert_eq!((&open["state"], &open["closed_at"], &open["reason"]), (&json!("open"), &Value::Null, &json!("")));
    let told = owner.activity(json!({ "subject": "privacy_request" })).await;
    assert_eq!(told.len(), 4);
    assert!(told.iter().all(|entry| !entry.to_string().contains("Ann") && !entry.to_string().contains("title")));
    app.sound().await;
}

#[tokio::test]
async fn who_may_answer_requests_and_about_whom() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let request = asked(&owner, json!({ "name": "Zoe" })).await;
    for (role, allowed) in [(Role::AccountAdmin, true), (Role::Auditor, false), (Role::Member, false)] {
        let client = app.member(&owner, role).await;
        let answer = client.call("privacy/list", json!({ "query": {} })).await;
        assert_eq!(answer.status == 200, allowed, "{role}: {}", answer.text());
    }
    let theirs = stranger.call("privacy/get", json!({ "id": request["id"] })).await;
    assert_eq!(theirs.refusal(), (404, "not_found".into()));
    let me = stranger.me().await["member"].clone();
    let save = json!({ "save": { "kind": "access", "law": "gdpr", "channel": "email", "member": me } });
    let foreign = owner.call("privacy/save", save).await;
    assert_eq!(foreign.faults(), ["member unknown"], "nobody of another organisation");
}

#[tokio::test]
async fn an_erasure_is_followed_to_the_certificate_and_then_nobody_can_tell_who_asked() {
    let mut shop = Shop::open().await;
    let rows = shop.rows().await;
    let gone = &rows[0];
    let request = asked(
        &shop.owner,
        json!({ "customer": gone["id"], "kind": "erasure", "note": "Calls herself Peony of Pier 9" }),
    )
    .await;
    let standing = |detail: Value| detail["standing"].clone();
    let id = json!({ "id": request["id"] });
    assert_eq!(standing(shop.owner.ask("privacy/get", id.clone()).await)["place"], "here");
    shop.owner.ask("customers/delete", deletion(&[&gone["id"]])).await;
    let in_bin = standing(shop.owner.ask("privacy/get", id.clone()).await);
    assert_eq!(in_bin["place"], "bin");
    assert!(in_bin["erase_at"].as_i64().unwrap() > shop.app.edge.services.clock.now().0);
    shop.later(31).await;
    shop.app.sweep().await;
    let detail = shop.owner.ask("privacy/get", id).await;
    assert_eq!(detail["standing"]["place"], "erased");
    let certificate = detail["standing"]["certificate"].as_str().unwrap().to_owned();
    let now = &detail["request"];
    assert_eq!((&now["name"], &now["note"], &now["erased"]), (&json!(""), &json!(""), &json!(true)));
    let close =
        json!({ "id": request["id"], "revision": now["revision"], "state": "answered", "reason": "Peony is gone" });
    let closed = shop.owner.ask("privacy/close", json!({ "close": close })).await;
    assert_eq!(
        (&closed["state"], &closed["reason"]),
        (&json!("answered"), &json!("")),
        "nothing is written down again"
    );
    assert_eq!(shop.app.count("select count(*) from privacy_requests where note like '%Peony%'").await, 0);

    let page = shop.owner.get(&format!("/certificates/{certificate}")).await;
    let text = page.text();
    assert_eq!(page.status, 200, "{text}");
    let told = shop.owner.activity(json!({ "verb": "erase" })).await;
    assert!(text.contains(told[0]["hash"].as_str().unwrap()), "it can be compared with the chain");
    assert!(!text.contains(gone["name"].as_str().unwrap()) && !text.contains("<script"), "{text}");
    let list = shop.owner.ask("customers/certificates", json!({ "page": {} })).await;
    assert_eq!(list["items"][0]["entry"], json!([told[0]["seq"], told[0]["hash"]]));
    let auditor = shop.app.member(&shop.owner, Role::Auditor).await;
    assert_eq!(auditor.get(&format!("/certificates/{certificate}")).await.status, 403);
    shop.app.sound().await;
}
