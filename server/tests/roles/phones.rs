//! Phone numbers, for who may see them and who may not.

use crate::common::file::{csv, export};
use crate::common::platform::Platform;
use crate::common::post::gateways;
use crate::common::{Client, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

const NUMBER: &str = "+8613812345678";
const MASKED: &str = "+86 138****5678";
const RIGHTS: &[&str] =
    &["members.write", "members.export", "joins.write", "audit.read", "invitations.write", "customers.read"];

async fn found(client: &Client, search: &str) -> usize {
    client.names(json!({ "search": search, "statuses": [] })).await.len()
}

fn leaks(answer: &Value) -> bool {
    let text = answer.to_string();
    text.contains("12345678") || text.contains("38123")
}

#[tokio::test]
async fn without_the_right_every_list_shows_numbers_with_their_middle_hidden() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mia = app.person(&owner, "Mia Bloom", "mia@example.com", NUMBER).await;
    let (ben, _) = app.holder(&owner, "Clerk", RIGHTS).await;
    assert_eq!(
        (&owner.row(&mia["id"]).await["phone"], &ben.row(&mia["id"]).await["phone"]),
        (&json!(NUMBER), &json!(MASKED))
    );
    let listed = ben.page(json!({ "search": "Mia" })).await;
    assert_eq!(listed["items"][0]["phone"], MASKED);
    let joins = ben.ask("joins/list", json!({ "query": {} })).await;
    assert!(joins.to_string().contains(MASKED) && !leaks(&joins), "{joins}");

    let request = json!({ "query": { "search": "Mia" }, "format": "csv", "columns": ["name", "phone"] });
    let file = csv(&export(&ben, "members", request.clone()).await);
    assert_eq!(file[1], ["Mia Bloom".to_owned(), format!("'{MASKED}")], "and no formula either");
    assert_eq!(csv(&export(&owner, "members", request).await)[1], ["Mia Bloom", NUMBER]);

    let auditor = app.member(&owner, Role::Auditor).await;
    assert_eq!(auditor.row(&mia["id"]).await["phone"], MASKED);
    let admin = app.member(&owner, Role::AccountAdmin).await;
    assert_eq!(admin.row(&mia["id"]).await["phone"], NUMBER);
    for script in [(&["members.read"][..], MASKED), (&["members.read", "members.phones"], NUMBER)] {
        let answer = app.script(&owner, script.0).await.get("/members?q=Mia").await.json();
        assert_eq!(answer["items"][0]["phone"], script.1);
    }
}

/// Must not be weakened: whoever may guess digit by digit knows the number after eleven tries.
#[tokio::test]
async fn whoever_may_not_see_numbers_finds_nobody_by_them() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mia = app.person(&owner, "Mia Bloom", "mia4711@example.com", NUMBER).await;
    let edit = json!({ "id": mia["id"], "revision": mia["revision"], "work_number": "9001" });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let (ben, _) = app.holder(&owner, "Clerk", RIGHTS).await;
    for part in [NUMBER, "138", "13812345678", "5678", "+861", "345", "Mia 138"] {
        assert_eq!((found(&owner, part).await, found(&ben, part).await), (1, 0), "{part}");
    }
    for part in ["Mia", "4711", "9001", "Mia 900"] {
        assert_eq!(found(&ben, part).await, found(&owner, part).await, "{part}");
        assert_eq!(found(&ben, part).await, 1, "{part}");
    }
    let queue = |search: &str| json!({ "query": { "search": search } });
    assert_eq!(ben.ask("joins/list", queue("138")).await["items"], json!([]));
    assert_eq!(ben.ask("joins/list", queue("Mia")).await["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_activity_and_invitations_by_phone_keep_the_number_to_themselves() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let _gateway = gateways(&owner, "sms_twilio").await;
    let invite = json!({ "people": [{ "address": NUMBER }], "language": "en" });
    let told = owner.ask("invitations/invite", json!({ "invite": invite })).await;
    assert_eq!(told[0]["verdict"], "fine", "{told}");
    let (ben, _) = app.holder(&owner, "Clerk", RIGHTS).await;
    let rows = ben.page(json!({ "statuses": ["invited"] })).await["items"].clone();
    assert_eq!((&rows[0]["name"], &rows[0]["phone"]), (&json!(MASKED), &json!(MASKED)), "he goes by his number");
    let invitation = ben.ask("invitations/personal", json!({ "ids": [rows[0]["id"]] })).await;
    assert_eq!(invitation[0]["address"], MASKED);
    assert!(!leaks(&invitation), "{invitation}");
    let activity = json!(ben.activity(json!({})).await);
    assert!(activity.to_string().contains(MASKED) && !leaks(&activity), "{activity}");
    assert!(json!(owner.activity(json!({})).await).to_string().contains(NUMBER));
    let detail = ben.ask("members/get", json!({ "id": rows[0]["id"] })).await;
    assert!(!leaks(&detail), "{detail}");
    assert_eq!(found(&ben, "138").await, 0, "not by his name of digits either");
}

#[tokio::test]
async fn ones_own_number_is_ones_own() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Mia Bloom", "mia@example.com", NUMBER).await;
    let mia = app.signed_in("mia@example.com").await;
    assert_eq!(mia.ask("profile/get", json!({})).await["phone"], NUMBER);
}

#[tokio::test]
async fn numbers_that_a_sync_brings_are_hidden_in_its_review_and_on_customers() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(20, 4, 60).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    let (ben, _) = app.holder(&owner, "Clerk", &["sync.run", "customers.read"]).await;
    let phones = async |client: &Client| -> Vec<String> {
        let rows = client
            .ask("changes/rows", json!({ "query": { "set": run["change_set"], "page": { "limit": 100 } } }))
            .await;
        let fields = rows["items"].as_array().unwrap().iter().flat_map(|row| row["fields"].as_array().unwrap().clone());
        fields
            .filter(|field| field["field"] == "phones")
            .map(|field| field["after"].as_str().unwrap().to_owned())
            .collect()
    };
    let (all, hidden) = (phones(&owner).await, phones(&ben).await);
    assert!(!all.is_empty() && all.iter().all(|phone| !phone.contains('*')), "{all:?}");
    assert!(all.len() == hidden.len() && hidden.iter().all(|phone| phone.contains("****")), "{hidden:?}");

    app.apply(&owner, &run["change_set"]).await;
    let listed = owner.ask("customers/list", json!({ "query": { "page": { "limit": 100 } } })).await;
    let mut seen = 0;
    for row in listed["items"].as_array().unwrap() {
        let of =
            async |client: &Client| client.ask("customers/get", json!({ "id": row["id"] })).await["relations"].clone();
        let (whole, hidden) = (of(&owner).await, of(&ben).await);
        for (whole, hidden) in whole.as_array().unwrap().iter().zip(hidden.as_array().unwrap()) {
            let texts = |relation: &Value| relation["phones"].as_array().unwrap().clone();
            seen += texts(whole).len();
            assert!(texts(hidden).iter().all(|phone| phone.as_str().unwrap().contains("****")), "{hidden}");
            let number = texts(whole).first().map(|phone| phone.as_str().unwrap().to_owned());
            if let Some(number) = number {
                let search = async |client: &Client| {
                    let query = json!({ "query": { "search": number } });
                    client.ask("customers/list", query).await["items"].as_array().unwrap().len()
                };
                assert!(search(&owner).await > 0 && search(&ben).await == 0, "{number}");
            }
        }
    }
    assert!(seen > 0, "the fake notes phone numbers");
}
