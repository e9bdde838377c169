//! Entries that are put back, one by one.

use crate::common::{Client, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

impl Client {
    /// Number of the newest entry with this verb.
    async fn newest(&self, verb: &str) -> Value {
        let entries = self.activity(json!({ "verb": verb })).await;
        entries.first().expect("an entry")["seq"].clone()
    }

    async fn way(&self, seq: &Value) -> Value {
        self.ask("audit/look", json!({ "seq": seq })).await
    }

    async fn put_back(&self, verb: &str) {
        let seq = self.newest(verb).await;
        assert_eq!(self.way(&seq).await["way"], "here", "{verb}");
        self.ask("audit/revert", json!({ "seq": seq })).await;
    }
}

#[tokio::test]
async fn an_edit_of_a_member_is_put_back_field_by_field() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let ben = app.person(&owner, "Ben Boss", "ben@example.com", "").await;
    let edit = json!({
        "id": ann["id"], "revision": ann["revision"], "departments": [sales["id"]], "position": "Captain",
        "work_number": "7", "manager": ben["id"],
    });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    owner.put_back("update").await;
    let now = owner.row(&ann["id"]).await;
    for field in ["departments", "position", "work_number", "manager"] {
        assert_eq!(now[field], ann[field], "{field}");
    }
    let told = owner.activity(json!({ "subject_id": ann["id"], "verb": "update" })).await;
    assert_eq!(told.len(), 2, "putting back is a change like any other");
    assert!(told[0]["before"].as_str().unwrap().contains("Captain"));
    owner.put_back("update").await;
    assert_eq!(owner.row(&ann["id"]).await["position"], "Captain", "and can be put back itself");
    app.sound().await;
}

#[tokio::test]
async fn what_changed_since_is_named_with_who_changed_it_and_stays() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let edit = |revision: &Value, fields: Value| {
        let mut edit = json!({ "id": ann["id"], "revision": revision });
        edit.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        json!({ "edit": edit })
    };
    let first = edit(&ann["revision"], json!({ "position": "Captain", "location": "Bremen" }));
    let changed = owner.ask("members/edit", first).await;
    let seq = owner.newest("update").await;
    let second = edit(&changed["row"]["revision"], json!({ "location": "Kiel" }));
    admin.ask("members/edit", second).await;
    let way = owner.way(&seq).await;
    assert_eq!((&way["way"], &way["fields"]), (&json!("changed_since"), &json!(["location"])));
    assert_eq!(way["since"]["actor"], admin.me().await["name"]);
    let refused = owner.call("audit/revert", json!({ "seq": seq })).await;
    assert_eq!(refused.refusal(), (409, "wrong_state".into()));
    assert_eq!((refused.param("state"), refused.param("fields")), ("changed_since".into(), "location".into()));
    assert_eq!(owner.row(&ann["id"]).await["position"], "Captain");
    // Another field does not stand in the way.
    let row = owner.row(&ann["id"]).await;
    let third = edit(&row["revision"], json!({ "work_number": "9" }));
    admin.ask("members/edit", third).await;
    owner.put_back("update").await;
    let last = owner.activity(json!({ "verb": "update" })).await[2]["seq"].clone();
    owner.ask("audit/revert", json!({ "seq": last })).await;
    let now = owner.row(&ann["id"]).await;
    assert_eq!((&now["location"], &now["position"]), (&json!("Bremen"), &json!("Captain")));
}

#[tokio::test]
async fn each_kind_of_change_goes_back_through_its_own_use_case() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let (sales, crew) = (owner.add(&root, "Sales").await, owner.add(&root, "Crew").await);
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;

    for (step, before) in [("suspend", "active"), ("terminate", "active")] {
        owner.step(&ann["id"], step).await;
        owner.put_back(step).await;
        assert_eq!(owner.row(&ann["id"]).await["status"], before);
    }
    let revision = owner.row(&ann["id"]).await["revision"].clone();
    let change = json!({ "id": ann["id"], "revision": revision, "role": "department_admin", "scope": [sales["id"]] });
    owner.ask("members/change_role", json!({ "change": change })).await;
    owner.put_back("change_role").await;
    assert_eq!(owner.row(&ann["id"]).await["role"], "member");
    owner.put_back("change_role").await;
    let back = owner.ask("members/get", json!({ "id": ann["id"] })).await;
    assert_eq!(back["row"]["role"], "department_admin");

    owner.ask("departments/rename", json!({ "id": sales["id"], "name": "Trade", "revision": sales["revision"] })).await;
    owner.put_back("update").await;
    assert_eq!(owner.department(&sales["id"]).await["name"], "Sales");
    let now = owner.department(&sales["id"]).await;
    owner.put(&now, &crew, None).await;
    owner.put_back("move").await;
    assert_eq!(owner.department(&sales["id"]).await["parent_id"], root["id"]);
    let now = owner.department(&sales["id"]).await;
    let heads = json!({ "id": sales["id"], "heads": [ann["id"]], "revision": now["revision"] });
    owner.ask("departments/set_heads", heads).await;
    owner.put_back("update").await;
    assert_eq!(owner.department(&sales["id"]).await["heads"], json!([]));

    let role = json!({ "name": "Doorkeeper", "permissions": ["joins.read"] });
    let made = owner.ask("roles/save", json!({ "save": role })).await;
    let wider = json!({
        "id": made["id"], "revision": made["revision"], "name": "Porter", "permissions": ["joins.read", "members.read"],
    });
    owner.ask("roles/save", json!({ "save": wider })).await;
    owner.put_back("update").await;
    let roles = owner.ask("roles/list", json!({})).await;
    assert_eq!((&roles["own"][0]["name"], &roles["own"][0]["rights"]), (&json!("Doorkeeper"), &made["rights"]));

    let me = owner.me().await;
    let renamed = json!({ "name": "Harbour & Co", "revision": me["organisation"]["revision"] });
    owner.ask("organisation/rename_organisation", renamed).await;
    owner.put_back("update").await;
    assert_eq!(owner.me().await["organisation"]["name"], "Harbour Works");
    let rules = owner.ask("join_rules/get", json!({})).await;
    let mut closed = rules.clone();
    closed["closed"] = json!([{ "channel": "link", "inviter": "member" }]);
    owner.ask("join_rules/save", json!({ "rules": closed, "reevaluate": false })).await;
    owner.put_back("update").await;
    assert_eq!(owner.ask("join_rules/get", json!({})).await["closed"], rules["closed"]);
    owner.ask("customers/save_rules", json!({ "rules": { "bin_days": 10, "keep_days": 5 } })).await;
    owner.put_back("update").await;
    let rules = owner.ask("customers/rules", json!({})).await;
    assert_eq!((&rules["bin_days"], &rules["keep_days"]), (&json!(30), &Value::Null));
    let door = owner.ask("invitations/door", json!({})).await["open"].as_bool().unwrap();
    owner.ask("invitations/set_door_open", json!({ "open": !door })).await;
    owner.put_back(if door { "pause" } else { "resume" }).await;
    assert_eq!(owner.ask("invitations/door", json!({})).await["open"], door);
    let link = owner.ask("invitations/create", json!({ "new": { "note": "Fair" } })).await;
    owner.ask("invitations/pause", json!({ "id": link["id"], "revision": link["revision"] })).await;
    owner.put_back("pause").await;
    let links = owner.ask("invitations/list", json!({ "ended": false })).await;
    assert_eq!(links[0]["state"], "active");
    app.sound().await;
}

#[tokio::test]
async fn what_is_put_back_elsewhere_or_nowhere_says_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let seq = owner.newest("create").await;
    assert_eq!(owner.way(&seq).await["way"], "own_page", "a department is deleted on its page");
    let rename = json!({ "id": sales["id"], "name": "Trade", "revision": sales["revision"] });
    let trade = owner.ask("departments/rename", rename).await;
    let seq = owner.newest("update").await;
    owner.ask("departments/delete", json!({ "id": sales["id"], "revision": trade["revision"] })).await;
    assert_eq!(owner.way(&seq).await["way"], "gone");
    assert_eq!(owner.way(&owner.newest("delete").await).await["way"], "nowhere");
    app.signed_in("ann@example.com").await;
    assert_eq!(owner.way(&owner.newest("sign_in").await).await["way"], "nowhere");

    let edit = json!({ "filter": {}, "ids": [ann["id"]], "position": "Captain" });
    owner.ask("members/bulk_edit", json!({ "edit": edit })).await;
    app.work().await;
    let sets = owner.ask("changes/list", json!({ "page": {} })).await;
    let set = sets["items"][0]["id"].clone();
    owner.ask("changes/apply", json!({ "id": set, "word": "" })).await;
    app.work().await;
    let entries = owner.activity(json!({ "subject_id": ann["id"], "verb": "update" })).await;
    let way = owner.way(&entries[0]["seq"]).await;
    assert_eq!((&way["way"], &way["set"]), (&json!("change_set"), &set), "a row of a set goes back with it");
    let applied = owner.newest("apply").await;
    assert_eq!(owner.way(&applied).await["set"], set);
}

#[tokio::test]
async fn putting_back_takes_the_right_to_change_and_not_only_to_read() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "position": "Captain" });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let seq = owner.newest("update").await;
    let auditor = app.member(&owner, Role::Auditor).await;
    let way = auditor.way(&seq).await;
    assert_eq!((&way["way"], &way["lacks"]), (&json!("here"), &json!("members.write")));
    assert_eq!(auditor.call("audit/revert", json!({ "seq": seq })).await.status, 403);
    let (ben, _) = app.holder(&owner, "Reads and renames", &["audit.read", "organisation.write"]).await;
    let refused = ben.call("audit/revert", json!({ "seq": seq })).await;
    assert_eq!((refused.status.as_u16(), refused.param("permission")), (403, "members.write".into()));
    let stranger = app.stranger().await;
    assert_eq!(stranger.call("audit/look", json!({ "seq": 99 })).await.status, 404);
    assert_eq!(owner.row(&ann["id"]).await["position"], "Captain");
}
