//! Members.

use super::{errors, text};
use crate::common::{TestApp, find};
use serde_json::{Value, json};

#[tokio::test]
async fn a_member_is_told_with_every_field_of_the_contract() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.read"]).await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let answer = script.get(&format!("/members/{}", text(&ann["id"]))).await;
    let root = owner.root().await["id"].clone();
    let shown = answer.json();
    assert_eq!(answer.header("etag"), format!("\"{}\"", shown["revision"]));
    let created = text(&shown["created_at"]).to_owned();
    assert!(created.contains('T') && created.ends_with('Z'), "{created}");
    assert_eq!(
        shown,
        json!({ "id": ann["id"], "status": "active", "name": "Ann Able", "email": "ann@example.com", "phone": null, "own_role": null,
            "department_ids": [root], "main_department_id": root, "position": "", "location": "", "work_number": "",
            "manager_id": null, "role": "member", "source": "manual", "revision": ann["revision"], "created_at": created })
    );
}

#[tokio::test]
async fn an_edit_changes_what_admins_own_and_nothing_else() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.write"]).await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let ada = owner.me().await["member"].clone();
    let path = format!("/members/{}", text(&ann["id"]));
    let tag = script.get(&path).await.header("etag").to_owned();
    let change = json!({ "department_ids": [sales["id"]], "position": "Pilot", "location": "Quay 3", "work_number": "7",
        "manager_id": ada });
    let changed = script.patch(&path, &tag, change).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let row = owner.row(&ann["id"]).await;
    assert_eq!(
        (&row["position"], &row["location"], &row["work_number"]),
        (&json!("Pilot"), &json!("Quay 3"), &json!("7"))
    );
    assert_eq!(changed.json()["manager_id"], ada);
    assert_eq!(changed.json()["department_ids"], json!([sales["id"]]));

    let tag = changed.header("etag").to_owned();
    let personal = script.patch(&path, &tag, json!({ "email": "eve@example.com" })).await;
    assert_eq!(personal.refusal(), (409, "owned_by_person".to_owned()));
    let nowhere = script.patch(&path, &tag, json!({ "department_ids": ["nowhere"] })).await;
    assert_eq!(errors(&nowhere), ["department_ids unknown"]);
    let alone = script.patch(&path, &tag, json!({ "manager_id": null })).await;
    assert_eq!((alone.json()["manager_id"].clone(), alone.json()["position"].clone()), (json!(null), json!("Pilot")));
    assert_eq!(script.patch(&path, &tag, json!({ "position": "X" })).await.refusal(), (409, "stale".to_owned()));
}

#[tokio::test]
async fn filters_find_whom_they_say() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.read"]).await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let north = owner.add(&sales, "North").await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let fang = app.person(&owner, "王芳", "wf@example.com", "").await;
    let place = json!({ "id": fang["id"], "revision": fang["revision"], "departments": [north["id"]] });
    owner.ask("members/edit", json!({ "edit": place })).await;
    owner.step(&ann["id"], "suspend").await;
    let names = async |query: String| {
        let items = script.items(&format!("/members?{query}")).await;
        items.iter().map(|item| text(&item["name"]).to_owned()).collect::<Vec<_>>()
    };
    let sales = text(&sales["id"]);
    assert_eq!(names("status=suspended".into()).await, ["Ann Able"]);
    assert_eq!(names("status=suspended,active".into()).await.len(), 3);
    assert_eq!(names(format!("department_id={sales}")).await, Vec::<String>::new());
    assert_eq!(names(format!("department_id={sales}&include_sub=true")).await, ["王芳"]);
    assert_eq!(names("q=wangf".into()).await, ["王芳"]);
    assert_eq!(names("role=super_admin".into()).await, ["Ada Owner"]);
    assert_eq!(names("source=wecom".into()).await, Vec::<String>::new());
}

#[tokio::test]
async fn somebody_is_invited_once_and_then_it_says_what_is_in_the_way() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.write"]).await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let new = json!({ "email": "li.lei@example.com", "name": "Li Lei", "department_ids": [sales["id"]], "position": "Pilot" });
    let made = script.post("/members", new.clone()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let member = made.json();
    assert_eq!((&member["status"], &member["department_ids"]), (&json!("invited"), &json!([sales["id"]])));
    assert_eq!(made.location(), format!("/api/v1/members/{}", text(&member["id"])));
    assert_eq!(app.count("select count(*) from invitations where kind = 'email' and state = 'active'").await, 1);
    assert_eq!(app.count("select count(*) from outbox").await, 1);

    let again = script.post("/members", new).await;
    assert_eq!(again.refusal(), (409, "invited".to_owned()));
    assert_eq!(again.json()["member_id"], member["id"]);
    let ada = script.post("/members", json!({ "email": "ada@example.com" })).await;
    assert_eq!(ada.refusal(), (409, "member".to_owned()));
    for (body, wanted) in [
        (json!({}), "email missing"),
        (json!({ "email": "nonsense" }), "email malformed"),
        (json!({ "phone": "a@example.com" }), "phone malformed"),
        (json!({ "email": "a@example.com", "phone": "+8613800138000" }), "phone malformed"),
    ] {
        assert_eq!(errors(&script.post("/members", body).await), [wanted]);
    }
    assert_eq!(app.count("select count(*) from members").await, 2);
}

#[tokio::test]
async fn whoever_may_everything_invites_on_behalf_of_a_member() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let narrow = app.script(&owner, &["members.write", "invitations.write"]).await;
    let body = json!({ "email": "li@example.com", "invited_by": ann["id"] });
    assert_eq!(narrow.post("/members", body.clone()).await.refusal(), (403, "forbidden".to_owned()));
    let wide = app.script(&owner, &["all"]).await;
    assert_eq!(wide.post("/members", body).await.status, 201);
    let inviter = "select count(*) from invitations i join members m on m.id = i.inviter_id where m.name = 'Ann Able'";
    assert_eq!(app.count(inviter).await, 1);
    let nobody = wide.post("/invitations", json!({ "kind": "link", "invited_by": "nobody" })).await;
    assert_eq!(errors(&nobody), ["invited_by unknown"]);
    let link = wide.post("/invitations", json!({ "kind": "link", "invited_by": ann["id"] })).await;
    assert_eq!(link.status, 201);
    assert_eq!(app.count(inviter).await, 2);
    assert_eq!(app.count("select count(*) from audit where origin = 'api' and actor = 'API key Payroll'").await, 2);
}

#[tokio::test]
async fn a_key_that_may_everything_invites_with_a_role() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let narrow = app.script(&owner, &["members.write", "invitations.write"]).await;
    let wide = app.script(&owner, &["all"]).await;
    let auditor = json!({ "email": "wu@example.com", "role": "auditor" });
    assert_eq!(narrow.post("/members", auditor.clone()).await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(wide.post("/members", auditor).await.json()["role"], "auditor");
    assert_eq!(wide.get("/invitations").await.json()["items"][0]["role"], "auditor");
    let link = json!({ "kind": "link", "role": "auditor" });
    assert_eq!(narrow.post("/invitations", link.clone()).await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(wide.post("/invitations", link).await.json()["role"], "auditor");
    let unknown = wide.post("/invitations", json!({ "kind": "link", "role": "captain" })).await;
    assert_eq!(errors(&unknown), ["role unknown"]);
    let above = json!({ "kind": "link", "role": "super_admin" });
    assert_eq!(wide.post("/invitations", above).await.refusal(), (422, "role_above_own".to_owned()));
}

#[tokio::test]
async fn a_member_goes_through_the_steps_of_a_life() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.write"]).await;
    let client = app.member(&owner, model::permission::Role::Member).await;
    let id = client.me().await["member"].clone();
    let path = format!("/members/{}", text(&id));
    for (step, status) in
        [("suspend", "suspended"), ("resume", "active"), ("terminate", "terminated"), ("restore", "active")]
    {
        let answer = script.post(&format!("{path}/{step}"), json!({})).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["status"].clone()),
            (200, json!(status)),
            "{}",
            answer.text()
        );
        assert_eq!(owner.row(&id).await["status"], status);
    }
    assert_eq!(client.call("organisation/me", json!({})).await.status, 401, "suspending ended the session");
    assert_eq!(script.post(&format!("{path}/restore"), json!({})).await.refusal(), (409, "wrong_state".to_owned()));
    let stale = script.request(reqwest::Method::POST, &format!("{path}/suspend")).header("if-match", "\"1\"");
    assert_eq!(script.send(stale).await.refusal(), (409, "stale".to_owned()));
    let ada = owner.me().await["member"].clone();
    let above = script.post(&format!("/members/{}/suspend", text(&ada)), json!({})).await;
    assert_eq!(above.refusal(), (422, "role_above_own".to_owned()), "a key is an Account Admin at most");
}

#[tokio::test]
async fn many_at_once_each_have_their_own_outcome_and_a_rehearsal_changes_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.write"]).await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let ben = app.person(&owner, "Ben Bold", "ben@example.com", "").await;
    owner.step(&ben["id"], "suspend").await;
    let ada = owner.me().await["member"].clone();
    let ids = json!([ann["id"], ben["id"], ada, "nobody"]);
    let statuses = |answer: &Value| -> Vec<String> {
        let results = answer["results"].as_array().expect("results");
        results.iter().map(|one| format!("{} {}", text(&one["status"]), one["code"].as_str().unwrap_or("-"))).collect()
    };
    let wanted = ["done -", "skipped wrong_state", "failed role_above_own", "failed not_found"];
    let body = json!({ "verb": "suspend", "ids": ids, "dry_run": true });
    let tried = script.post("/members/bulk", body).await.json();
    assert_eq!(statuses(&tried), wanted);
    assert_eq!(owner.row(&ann["id"]).await["status"], "active", "a rehearsal");
    assert_eq!(app.count("select count(*) from audit where origin = 'api'").await, 0);

    let done = script.post("/members/bulk", json!({ "verb": "suspend", "ids": ids })).await.json();
    assert_eq!(statuses(&done), wanted);
    assert_eq!(done["change_set"], json!(null));
    assert_eq!(owner.row(&ann["id"]).await["status"], "suspended");
    let filter = json!({ "verb": "resume", "filter": { "status": "suspended" } });
    let back = script.post("/members/bulk", filter).await.json();
    assert_eq!(statuses(&back), ["done -", "done -"]);
    let all = json!(script.items("/members").await);
    assert_eq!(find(&all, "name", "Ben Bold")["status"], "active");
    let wrong = script.post("/members/bulk", json!({ "verb": "promote", "ids": [] })).await;
    assert_eq!(errors(&wrong), ["verb unknown"]);
}
