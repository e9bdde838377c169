//! What people are asked for.

use super::{ask, door, invited, link, newest, outcome, saved};
use crate::common::{Client, PASSWORD, TestApp, find};
use serde_json::{Value, json};

fn details() -> Value {
    json!([
        { "kind": "question", "label": "Shirt <size>", "required": true },
        { "kind": "name", "required": true },
        { "kind": "phone", "required": false },
        { "kind": "email", "required": true },
        { "kind": "department", "required": false },
        { "kind": "work_number", "required": true },
    ])
}

async fn asks(owner: &Client) {
    saved(owner, |rules| rules["details"] = details()).await;
}

/// Where each of these texts stands in a page, which is in this order.
fn in_order(page: &str, texts: &[&str]) {
    let mut from = 0;
    for text in texts {
        let at = page[from..].find(text).unwrap_or_else(|| panic!("{text} after {from}: {page}"));
        from += at + text.len();
    }
}

#[tokio::test]
async fn the_page_asks_for_exactly_that_in_this_order_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    owner.add(&root, "Crew").await;
    let north = owner.add(&sales, "North").await["id"].as_str().unwrap().to_owned();
    let north = north[north.len() - 6..].to_owned();
    let path = link(&owner).await;
    let before = app.nobody().get(&path).await.text();
    in_order(&before, &["name=\"name\"", "name=\"email\"", "name=\"phone\"", "name=\"password\""]);
    assert!(!before.contains("work_number") && !before.contains("<select"), "{before}");
    asks(&owner).await;
    let page = app.nobody().get(&path).await.text();
    in_order(
        &page,
        &[
            "Shirt &lt;size&gt;",
            "name=\"name\"",
            "name=\"phone\"",
            "type=\"tel\"",
            "name=\"email\"",
            "<select",
            "Sales",
            "\u{2003}North",
            "Crew",
            "name=\"work_number\"",
            "name=\"password\"",
            "I have an account",
            "Shirt &lt;size&gt;",
            "<select",
            "name=\"work_number\"",
        ],
    );
    assert!(!page.contains("Harbour Works</option>"), "the top is no wish");
    assert!(page.contains(&format!("<option value=\"{north}\"")), "enough of the id to tell it: {page}");

    let answer = ask(&app, &path, "", &[("department", &north), ("question:Shirt <size>", " ")]).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert_eq!(page.matches("Fill this in.").count(), 3, "size, e-mail, work number, all at once: {page}");
    assert!(page.contains("value=\"Ann\""), "{page}");
    let chosen = page.split("<option").find(|option| option.contains("North")).unwrap();
    assert!(chosen.contains("selected"), "{chosen}");
    let long = "x".repeat(501);
    let fields = [("work_number", "7"), ("question:Shirt <size>", long.as_str())];
    let answer = ask(&app, &path, "ann@example.test", &fields).await.text();
    assert!(answer.contains("Use at most 500 characters.") && answer.contains(&long), "{answer}");
    assert_eq!(app.count("select count(*) from accounts").await, 1);
}

#[tokio::test]
async fn answers_reach_the_approver_and_wish_and_number_the_member() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let crew = owner.add(&owner.root().await, "Crew").await;
    asks(&owner).await;
    let told = |wish: &str| {
        [
            ("work_number", " W-7 ".to_owned()),
            ("department", wish.to_owned()),
            ("question:Shirt <size>", " L ".to_owned()),
        ]
    };
    for (email, decision, place) in [
        ("ann@example.test", json!({ "department": null, "position": null }), "Sales"),
        ("ben@example.test", json!({ "department": crew["id"], "position": null }), "Crew"),
    ] {
        let told = told(sales["id"].as_str().unwrap());
        let more: Vec<(&str, &str)> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(outcome(&ask(&app, &door(&owner).await, email, &more).await), "waits");
        let join = newest(&owner).await;
        assert_eq!(join["answers"], json!([["Shirt <size>", "L"]]));
        assert_eq!((&join["work_number"], &join["wish"]), (&json!("W-7"), &json!([sales["id"], "Sales"])));
        let waits = owner.row(&join["member_id"]).await;
        assert_eq!((&waits["work_number"], &waits["departments"]), (&json!(""), &json!([])), "not before the approval");
        let decided =
            owner.ask("joins/decide", json!({ "ids": [join["id"]], "decision": { "approve": decision } })).await;
        assert!(decided[0]["problem"].is_null(), "{decided}");
        let row = owner.row(&join["member_id"]).await;
        assert_eq!((&row["work_number"], &row["departments"][0]["name"]), (&json!("W-7"), &json!(place)));
    }
    assert_eq!(owner.names(json!({ "search": "w-7" })).await.len(), 2, "found by it");
    let unknown = [("work_number", "7"), ("department", "none"), ("question:Shirt <size>", "L")];
    let refused = ask(&app, &door(&owner).await, "c@example.test", &unknown).await;
    assert!(refused.text().contains("There is no such department."), "{}", refused.text());
    let by_name = [("work_number", "7"), ("department", "crew"), ("question:Shirt <size>", "L")];
    assert_eq!(outcome(&ask(&app, &door(&owner).await, "c@example.test", &by_name).await), "waits");
    assert_eq!(newest(&owner).await["wish"][1], "Crew", "a name is as good");
    let now = owner.department(&crew["id"]).await;
    let gone = newest(&owner).await;
    owner
        .ask(
            "joins/decide",
            json!({ "ids": [gone["id"]], "decision": { "approve": { "department": sales["id"], "position": null } } }),
        )
        .await;
    let ben = find(&owner.page(json!({})).await["items"], "email", "ben@example.test");
    owner
        .ask(
            "members/edit",
            json!({ "edit": { "id": ben["id"], "revision": ben["revision"], "departments": [sales["id"]] } }),
        )
        .await;
    let deleted = owner.call("departments/delete", json!({ "id": crew["id"], "revision": now["revision"] })).await;
    assert_eq!(deleted.status, 200, "a wish keeps no department: {}", deleted.text());
}

#[tokio::test]
async fn an_invitation_asks_only_for_what_it_does_not_know() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    asks(&owner).await;
    let invite = json!({
        "people": [{ "address": "ann@example.test", "work_number": "W-1" }], "department": sales["id"], "language": "en"
    });
    let told = owner.ask("invitations/invite", json!({ "invite": invite })).await;
    let path = super::path(&owner.invitation(&told[0]["member"]).await["url"]);
    let page = app.nobody().get(&path).await.text();
    assert!(!page.contains("<select") && !page.contains("name=\"work_number\""), "{page}");
    let missing = ask(&app, &path, "", &[]).await;
    assert_eq!((missing.status.as_u16(), missing.text().matches("Fill this in.").count()), (422, 1));
    assert_eq!(outcome(&ask(&app, &path, "", &[("question:Shirt <size>", "M")]).await), "joins");
    assert_eq!(owner.row(&told[0]["member"]).await["work_number"], "W-1");

    let other = invited(&owner, &owner, "+8613900000009").await;
    let page = app.nobody().get(&other).await.text();
    assert!(page.contains("value=\"+8613900000009\""), "{page}");
    let fields = [("question:Shirt <size>", "M"), ("work_number", "W-2"), ("department", "Sales")];
    assert_eq!(outcome(&ask(&app, &other, "ben@example.test", &fields).await), "joins");
    let row = owner.row(&newest(&owner).await["member_id"]).await;
    assert_eq!(
        (&row["work_number"], &row["departments"][0]["name"]),
        (&json!("W-2"), &json!("Sales")),
        "in at once, with it"
    );
}

#[tokio::test]
async fn whoever_has_an_account_is_asked_only_for_the_rest_and_once() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    asks(&owner).await;
    let otto = app.stranger().await;
    let path = door(&owner).await;
    let missing = otto.post(&path, &[("way", "signed-in"), ("work_number", "W-9")]).await;
    assert_eq!(missing.status, 422);
    assert!(missing.text().contains("value=\"W-9\""), "{}", missing.text());
    let known = [("way", "known"), ("email", "otto@example.net"), ("password", PASSWORD), ("work_number", "W-9")];
    assert_eq!(app.nobody().post(&path, &known).await.status, 422, "with the password as well");
    let all = [("way", "signed-in"), ("work_number", "W-9"), ("question:Shirt <size>", "S")];
    assert_eq!(otto.post(&path, &all).await.location(), "/waiting");
    assert_eq!(newest(&owner).await["answers"], json!([["Shirt <size>", "S"]]));
    assert_eq!(otto.post(&path, &[("way", "signed-in")]).await.location(), "/waiting", "who waits is asked no more");
}

#[tokio::test]
async fn an_address_that_is_not_asked_for_is_not_taken() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let only_phone = json!([{ "kind": "name", "required": true }, { "kind": "phone", "required": false }]);
    saved(&owner, |rules| rules["details"] = only_phone).await;
    let path = door(&owner).await;
    let missing = ask(&app, &path, "ann@example.test", &[]).await;
    assert_eq!(missing.status, 422);
    let page = missing.text();
    assert!(page.contains("Fill this in.") && !page.contains("type=\"email\""), "{page}");
    assert_eq!(outcome(&ask(&app, &path, "ann@example.test", &[("phone", "13900000001")]).await), "waits");
    let join = newest(&owner).await;
    assert_eq!((&join["email"], &join["phone"]), (&Value::Null, &json!("+8613900000001")));
}

/// Five hundred departments whose ids and names share as little as real ones do.
async fn many_departments(app: &TestApp, root: &Value) {
    let root = root["id"].as_str().expect("an id");
    let path = format!("/{root}/");
    let mut seed = 1_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut rows = Vec::new();
    for number in 0..500 {
        let id =
            format!("019aab00-1234-7{number:03x}-8{:03x}-{:06x}{:06x}", random(4096), random(1 << 24), random(1 << 24));
        let name: String = (0..5).filter_map(|_| char::from_u32(0x4e00 + random(2000) as u32)).collect();
        rows.push(format!(
            "select '{id}', id, '{root}', '{name}', '{name}', '{path}{id}/', 1, {number}, 'manual', 1, 1 from organisations \
             where name = 'Harbour Works'"
        ));
    }
    for block in rows.chunks(100) {
        let rows = block.join(" union all ");
        app.tamper(&format!(
            "insert into departments (id, organisation_id, parent_id, name, name_key, path, depth, position, source, \
             revision, created_at) {rows}"
        ))
        .await;
    }
}

#[tokio::test]
async fn a_page_with_five_hundred_departments_is_light_and_with_more_they_are_typed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    many_departments(&app, &root).await;
    asks(&owner).await;
    let path = door(&owner).await;
    let request =
        app.nobody().request(reqwest::Method::GET, &path).header("accept-encoding", "br").header("accept", "text/html");
    let answer = app.nobody().send(request).await;
    assert_eq!(answer.header("content-encoding"), "br");
    assert!(answer.body.len() < 14_000, "{} bytes", answer.body.len());
    owner.add(&root, "One more").await;
    let page = app.nobody().get(&path).await.text();
    assert!(!page.contains("<select") && page.contains("Write its name as your organisation does."), "{page}");
}
