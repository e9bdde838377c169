//! Changing the rules: who may, what is taken, and two at once.

use super::{cell, close, save, saved, with};
use crate::common::{Branches, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn the_rules_begin_as_the_product_has_them_and_are_changed_by_the_super_admin() {
    let Branches { app, owner, head, .. } = Branches::grow().await;
    let rules = owner.ask("join_rules/get", json!({})).await;
    assert_eq!((&rules["verification"], &rules["closed"], &rules["revision"]), (&json!(true), &json!([]), &json!(0)));
    let kinds: Vec<_> = rules["details"].as_array().unwrap().iter().map(|one| one["kind"].clone()).collect();
    assert_eq!(kinds, ["name", "email", "phone"]);
    let auditor = app.member(&owner, Role::Auditor).await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    for client in [&head, &auditor, &admin] {
        assert_eq!(client.ask("join_rules/get", json!({})).await, rules, "whoever sees who waits sees why");
        for function in ["join_rules/save", "join_rules/touched"] {
            let refused = client.call(function, json!({ "rules": rules, "reevaluate": false })).await;
            assert_eq!(
                (refused.refusal(), refused.param("permission")),
                ((403, "forbidden".into()), "organisation.write".into())
            );
        }
    }
    let changed = saved(&owner, |rules| rules["closed"] = close(&[("door", "nobody"), ("link", "member")])).await;
    assert_eq!(changed["revision"], 1);
    assert_eq!(changed["closed"], json!([cell("link", "member"), cell("door", "nobody")]), "in order");
    assert_eq!(owner.ask("join_rules/get", json!({})).await, changed);
    let told = owner.activity(json!({ "subject": "organisation" })).await[0].clone();
    let after: Value = serde_json::from_str(told["after"].as_str().unwrap()).unwrap();
    assert_eq!(after, json!({ "closed_ways": ["link member", "door nobody"] }), "what changed and nothing else");
    app.sound().await;
}

#[tokio::test]
async fn of_two_who_edit_the_second_is_told_who_was_first() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mine = with(&owner, |rules| rules["verification"] = json!(false)).await;
    saved(&owner, |rules| rules["closed"] = close(&[("door", "nobody")])).await;
    let refused = owner.call("join_rules/save", json!({ "rules": mine, "reevaluate": true })).await;
    assert_eq!((refused.refusal(), refused.param("by")), ((409, "stale".into()), "Ada Owner".into()));
    assert_eq!(refused.param("fields"), "closed_ways");
    assert_eq!(owner.ask("join_rules/get", json!({})).await["verification"], true);
}

#[tokio::test]
async fn what_makes_no_sense_is_not_taken() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let name = json!({ "kind": "name", "required": true });
    let email = json!({ "kind": "email", "required": false });
    let question = |label: &str| json!({ "kind": "question", "label": label, "required": false });
    let many: Vec<Value> = (0..11).map(|n| question(&n.to_string())).chain([name.clone(), email.clone()]).collect();
    for (key, value, fault) in [
        ("closed", close(&[("email", "admin")]), "closed unknown"),
        ("closed", close(&[("door", "member")]), "closed unknown"),
        ("closed", close(&[("link", "nobody")]), "closed unknown"),
        ("details", json!([name]), "details missing"),
        ("details", json!([email]), "details missing"),
        ("details", json!([name, name, email]), "details taken"),
        ("details", json!([name, email, question("")]), "label missing"),
        ("details", json!([name, email, question(&"x".repeat(81))]), "label too_long 80"),
        ("details", json!([name, email, question("A"), question("a ")]), "label taken"),
        ("details", json!(many), "details out_of_range 10"),
    ] {
        let refused = save(&owner, |rules| rules[key] = value).await;
        assert_eq!((refused.refusal(), refused.faults()), ((422, "invalid".into()), vec![fault.to_owned()]));
    }
    assert_eq!(save(&owner, |rules| rules["closed"] = json!([{ "channel": "fax" }])).await.status, 400);
    assert_eq!(owner.ask("join_rules/get", json!({})).await["revision"], 0);
}
