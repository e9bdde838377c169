//! Ways in, one by one.

use super::{ask, close, door, invited, link, newest, outcome, saved};
use crate::common::{Branches, TestApp};
use model::permission::Role;
use serde_json::json;

#[tokio::test]
async fn a_closed_way_is_closed_to_links_that_exist_already_and_says_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (link_path, door_path) = (link(&owner).await, door(&owner).await);
    assert_eq!(outcome(&ask(&app, &link_path, "before@example.test", &[]).await), "waits");
    saved(&owner, |rules| rules["closed"] = close(&[("link", "admin"), ("door", "nobody")])).await;
    for (path, email) in [(&link_path, "ann@example.test"), (&door_path, "ben@example.test")] {
        let page = app.nobody().get(path).await;
        assert_eq!(page.status, 410);
        assert!(page.text().contains("This organisation takes nobody this way"), "{}", page.text());
        assert_eq!(outcome(&ask(&app, path, email, &[]).await), "refused");
    }
    let typed = app.nobody().get(&door_path.replace("/join/", "/join?door=")).await;
    assert_eq!(typed.status, 410, "typed by hand as well");
    assert_eq!(app.count("select count(*) from accounts").await, 2, "nobody left anything behind");
    let made = owner.call("invitations/create", json!({ "new": {} })).await;
    assert_eq!((made.refusal(), made.param("channel")), ((410, "channel_closed".into()), "link".into()));

    let again = ask(&app, &link_path, "before@example.test", &[]).await;
    assert_eq!(again.location(), "/waiting", "whoever asked before sees how his request stands");
    saved(&owner, |rules| rules["closed"] = json!([])).await;
    assert_eq!(outcome(&ask(&app, &link_path, "ann@example.test", &[]).await), "waits");
}

#[tokio::test]
async fn nobody_is_invited_by_a_way_that_is_closed_to_his_role() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, Role::Member).await;
    let early = invited(&member, &owner, "early@example.test").await;
    saved(&owner, |rules| rules["closed"] = close(&[("email", "member")])).await;
    let invite =
        json!({ "people": [{ "address": "a@example.test" }, { "address": "+8613900000001" }], "language": "en" });
    for function in ["invitations/invite", "invitations/examine"] {
        let refused = member.call(function, json!({ "invite": invite })).await;
        assert_eq!((refused.refusal(), refused.param("channel")), ((410, "channel_closed".into()), "email".into()));
    }
    assert_eq!(app.count("select count(*) from members where status = 'invited'").await, 1, "none of the two");
    assert_eq!(outcome(&ask(&app, &early, "", &[]).await), "refused", "what was sent before is closed too");
    assert_eq!(member.invite(&["+8613900000001"]).await[0]["verdict"], "fine");
    let by_owner = invited(&owner, &owner, "b@example.test").await;
    assert_eq!(outcome(&ask(&app, &by_owner, "", &[]).await), "joins", "an admin's invitation is never closed");
}

#[tokio::test]
async fn a_department_admin_is_no_account_admin() {
    let Branches { app, owner, sales, head, .. } = Branches::grow().await;
    let invite = |address: &str| json!({ "invite": { "people": [{ "address": address }], "department": sales["id"], "language": "en" } });
    for (change, wanted) in [(json!([]), "waits"), (close(&[("email", "member")]), "waits")] {
        saved(&owner, |rules| rules["closed"] = change).await;
        let address = format!("{}@example.test", app.count("select count(*) from members").await);
        let told = head.ask("invitations/invite", invite(&address)).await;
        let url = owner.invitation(&told[0]["member"]).await["url"].clone();
        assert_eq!(outcome(&ask(&app, &super::path(&url), "", &[]).await), wanted);
        assert_eq!(newest(&owner).await["rule"], "inviter_not_admin");
    }
    saved(&owner, |rules| rules["closed"] = close(&[("email", "other_admin")])).await;
    assert_eq!(head.call("invitations/invite", invite("late@example.test")).await.status, 410);
}

#[tokio::test]
async fn with_verification_off_whoever_a_member_invites_by_mail_walks_in_and_links_wait_as_ever() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, Role::Member).await;
    let before = invited(&member, &owner, "before@example.test").await;
    assert_eq!(outcome(&ask(&app, &before, "", &[]).await), "waits");
    saved(&owner, |rules| rules["verification"] = json!(false)).await;
    let after = invited(&member, &owner, "after@example.test").await;
    let page = app.nobody().get(&after).await.text();
    assert!(page.contains("You are in as soon as you send this."), "{page}");
    assert_eq!(outcome(&ask(&app, &after, "", &[]).await), "joins");
    assert_eq!(newest(&owner).await["rule"], "verification_off");
    assert_eq!(outcome(&ask(&app, &link(&owner).await, "c@example.test", &[]).await), "waits");
    assert_eq!(outcome(&ask(&app, &door(&owner).await, "d@example.test", &[]).await), "waits");
}

#[tokio::test]
async fn whoever_took_back_his_request_and_is_let_in_by_the_rules_now_is_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let client = app.nobody();
    let fields =
        [("way", "new"), ("name", "Ann"), ("email", "ann@example.test"), ("password", crate::common::PASSWORD)];
    assert_eq!(client.post(&door(&owner).await, &fields).await.location(), "/waiting");
    let id = newest(&owner).await["id"].as_str().unwrap().to_owned();
    assert_eq!(client.post("/waiting/withdraw", &[("join", &id)]).await.status, 303);
    let told = owner
        .ask(
            "invitations/invite",
            json!({ "invite": {
        "people": [{ "address": "other@example.test" }], "language": "en" } }),
        )
        .await;
    assert_eq!(told[0]["verdict"], "fine");
    app.tamper("update invitations set address = 'ann@example.test'").await;
    let url = owner.invitation(&told[0]["member"]).await["url"].clone();
    assert_eq!(client.post(&super::path(&url), &[("way", "signed-in")]).await.location(), "/");
    let row = owner.row(&newest(&owner).await["member_id"]).await;
    assert_eq!(row["status"], "active", "not one who waits for nobody's decision");
}
