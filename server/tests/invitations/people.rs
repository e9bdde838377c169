//! Inviting single people by e-mail and by text message.

use crate::common::post::{Post, gateways, link};
use crate::common::{Client, PASSWORD, TestApp, find};
use model::moment::{DAY, MINUTE};
use model::permission::Role;
use serde_json::{Value, json};

async fn inactivated(client: &Client) -> Value {
    client.ask("members/list", json!({ "query": { "statuses": ["invited"] } })).await["items"].clone()
}

async fn accept(client: &Client, path: &str, name: &str) -> String {
    let fields = [("way", "new"), ("name", name), ("email", "typed@elsewhere.test"), ("password", PASSWORD)];
    let answer = client.post(path, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().to_owned()
}

#[tokio::test]
async fn whoever_an_admin_invites_by_mail_is_in_as_soon_as_he_signs_up() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let invite = json!({
        "people": [{ "address": "Lin Fang <lin.fang@example.test>" }], "department": sales["id"], "position": "Pilot",
        "language": "zh-CN"
    });
    let told = owner.ask("invitations/invite", json!({ "invite": invite })).await;
    assert_eq!(told[0]["verdict"], "fine");
    app.work().await;
    let row = inactivated(&owner).await[0].clone();
    assert_eq!((&row["name"], &row["email"]), (&json!("lin.fang"), &json!("lin.fang@example.test")));

    let letter = post.letter("lin.fang@example.test");
    assert_eq!(letter.subject, "Ada Owner 邀请您加入 Harbour Works");
    let path = link(&letter.text);
    assert!(letter.html.contains(&path), "{}", letter.html);
    let invitation = owner.invitation(&row["id"]).await;
    assert_eq!((&invitation["delivery"]["state"], &invitation["times"]), (&json!("sent"), &json!(1)));
    assert!(invitation["url"].as_str().unwrap().ends_with(&path));
    assert_eq!(app.count("select count(*) from outbox where values_sealed <> ''").await, 0, "nothing secret is kept");

    let lin = app.nobody();
    let page = lin.get(&path).await.text();
    for wanted in
        ["value=\"lin.fang@example.test\"", "readonly", "Sales", "Pilot", "You are in as soon as you send this."]
    {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert_eq!(accept(&lin, &path, "Lin Fang").await, "/");
    let me = lin.me().await;
    assert_eq!((&me["name"], &me["organisation"]["name"]), (&json!("Lin Fang"), &json!("Harbour Works")));
    let row = owner.row(&row["id"]).await;
    assert_eq!(
        (&row["status"], &row["name"], &row["position"]),
        (&json!("active"), &json!("Lin Fang"), &json!("Pilot"))
    );
    assert_eq!(row["departments"][0]["name"], "Sales");
    assert_eq!(row["email"], "lin.fang@example.test", "the address is the one that was invited, whatever was typed");
    assert_eq!(app.count("select count(*) from members").await, 2, "nobody twice");
    let rule = owner.ask("joins/list", json!({ "query": {} })).await["items"][0]["rule"].clone();
    assert_eq!(rule, "invited_by_admin");
    assert_eq!(app.nobody().get(&path).await.status, 410, "used up");
    assert_eq!(
        owner.ask("members/list", json!({ "query": { "search": "linfang" } })).await["items"][0]["id"],
        row["id"]
    );
}

#[tokio::test]
async fn whoever_a_member_invites_waits_while_inviting_verification_is_on_and_walks_in_when_it_is_off() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let member = app.member(&owner, Role::Member).await;
    for (verification, address, place) in
        [(true, "first@example.test", "/waiting"), (false, "second@example.test", "/")]
    {
        app.tamper(&format!(
            "update organisations set inviting_verification = {verification} where name = 'Harbour Works'"
        ))
        .await;
        let told = member.invite(&[address]).await;
        assert_eq!((&told[0]["verdict"], &told[0]["name"]), (&json!("fine"), &json!("")));
        app.work().await;
        assert_eq!(accept(&app.nobody(), &link(&post.letter(address).text), "Somebody").await, place);
    }
    let joins = owner.ask("joins/list", json!({ "query": {} })).await["items"].clone();
    assert_eq!(find(&joins, "email", "first@example.test")["rule"], "inviter_not_admin");
    assert_eq!(find(&joins, "email", "second@example.test")["rule"], "verification_off");
}

#[tokio::test]
async fn the_invitation_is_for_its_address_and_for_nobody_else() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let otto = app.stranger().await;
    let post = Post::connect(&owner).await;
    owner.invite(&["lin@example.test"]).await;
    app.work().await;
    let path = link(&post.letter("lin@example.test").text);
    let refused = otto.post(&path, &[("way", "signed-in")]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("This invitation was sent to l…n@example.test."), "{}", refused.text());
    assert_eq!(app.count("select count(*) from members where account_id is null").await, 1, "nothing was taken");

    owner.invite(&["Otto@Example.net"]).await;
    app.work().await;
    let path = link(&post.letter("tto@").text);
    let page = app.nobody().get(&path).await.text();
    assert!(!page.contains("name=\"name\""), "no second account is offered: {page}");
    let known = [("way", "known"), ("email", "otto@example.net"), ("password", PASSWORD)];
    assert_eq!(app.nobody().post(&path, &known).await.location(), "/");
    assert_eq!(otto.me().await["organisations"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn sending_again_has_a_clock_and_the_same_link() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let id = owner.invite(&["lin@example.test"]).await[0]["member"].clone();
    app.work().await;
    let first = link(&post.letter("lin@").text);
    let again = || owner.call("invitations/resend", json!({ "ids": [id] }));
    let early = again().await.json();
    assert_eq!(early[0]["problem"]["code"], "cooling_down", "{early}");
    app.later(5 * MINUTE).await;
    assert_eq!(again().await.json()[0]["problem"], Value::Null);
    app.work().await;
    assert_eq!((post.count("lin@"), link(&post.letter("lin@").text)), (2, first.clone()));
    assert_eq!(owner.invitation(&id).await["times"], 2);
    app.later(6 * DAY).await;
    assert_eq!(app.nobody().get(&first).await.status, 200, "seven days from the second message");
    app.later(DAY).await;
    assert_eq!(app.nobody().get(&first).await.status, 410);
    let owner = app.signed_in(&owner.email).await;
    assert_eq!(owner.invitation(&id).await["state"], "expired");
}

#[tokio::test]
async fn another_address_ends_the_link_in_the_old_mailbox() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let id = owner.invite(&["lin@example.test"]).await[0]["member"].clone();
    app.work().await;
    let old = link(&post.letter("lin@").text);
    let to = |address: &str, revision: i64| {
        owner.call("invitations/readdress", json!({ "id": id, "revision": revision, "address": address }))
    };
    assert_eq!(to("nonsense", 1).await.faults(), ["address malformed"]);
    assert_eq!(to("ada@example.com", 1).await.faults(), ["address taken"]);
    assert_eq!(to("fang@example.test", 7).await.code(), "stale");
    assert_eq!(to("fang@example.test", 1).await.status, 200);
    app.work().await;
    assert_eq!(app.nobody().get(&old).await.status, 410);
    assert_eq!(accept(&app.nobody(), &link(&post.letter("fang@").text), "Lin").await, "/");
    assert_eq!(owner.row(&id).await["email"], "fang@example.test");
}

#[tokio::test]
async fn taking_an_invitation_back_leaves_nobody_behind() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let id = owner.invite(&["lin@example.test", "fang@example.test"]).await[0]["member"].clone();
    let url = owner.invitation(&id).await["url"].as_str().unwrap().to_owned();
    let done = owner.ask("invitations/cancel", json!({ "ids": [id] })).await;
    assert_eq!(done[0]["problem"], Value::Null);
    let left = inactivated(&owner).await;
    assert_eq!((left.as_array().unwrap().len(), &left[0]["email"]), (1, &json!("fang@example.test")));
    assert_eq!(app.nobody().get(&link(&url)).await.status, 410);
    let post = Post::connect(&owner).await;
    app.work().await;
    assert_eq!((post.count("lin@"), post.count("fang@")), (0, 1), "what was not sent yet is not sent");
    assert_eq!(owner.invite(&["lin@example.test"]).await[0]["verdict"], "fine", "and may be invited again");
    let told = owner.activity(json!({ "subject": "member" })).await;
    assert_eq!((&told[1]["verb"], &told[1]["subject_name"]), (&json!("cancel"), &json!("lin")), "{told:?}");
}

#[tokio::test]
async fn a_phone_number_gets_a_text_message_through_whatever_gateway_is_connected() {
    for kind in ["sms_tencent", "sms_aliyun", "sms_twilio", "sms_http"] {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let sms = gateways(&owner, kind).await;
        let connection = owner.ask("connections/list", json!({})).await[0].clone();
        owner.ask("connections/test", json!({ "id": connection["id"] })).await;
        app.work().await;
        let tested = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
        assert_eq!(tested["state"], "good", "{kind}: {}", tested["steps"]);
        let told = owner.invite(&["138 0013 8000", "+86 139 0013 0001"]).await;
        app.work().await;
        let messages = sms.fake.messages();
        assert_eq!(messages.len(), 1, "{kind}: {messages:?}");
        let text = serde_json::to_string(&messages[0]).unwrap();
        assert!(text.contains("13800138000") && text.contains("/join/"), "{kind}: {text}");
        let path = link(&text.replace(['"', '\\', '}'], " "));
        assert_eq!(accept(&app.nobody(), &path, "Wang Fang").await, "/", "{kind}");
        assert_eq!(owner.row(&told[0]["member"]).await["phone"], "+8613800138000");
        let bad = owner.invitation(&told[1]["member"]).await["delivery"].clone();
        assert_eq!(bad["state"], "refused", "{kind}: {bad}");
    }
}
