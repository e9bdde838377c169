//! Editing one member.

use crate::common::{Branches, TestApp, find};
use futures::future::join_all;
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn an_edit_changes_what_it_names_and_leaves_the_rest() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let crew = owner.add(&owner.root().await, "Crew").await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let boss = owner.me().await["member"].clone();
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "departments": [crew["id"], sales["id"]],
                       "position": " Captain ", "location": "Pier 4", "work_number": "007", "manager": boss });
    let edited = owner.ask("members/edit", json!({ "edit": edit })).await;
    let row = &edited["row"];
    assert_eq!(
        (&row["position"], &row["location"], &row["work_number"]),
        (&json!("Captain"), &json!("Pier 4"), &json!("007"))
    );
    let places: Vec<_> =
        row["departments"].as_array().unwrap().iter().map(|place| (&place["name"], &place["main"])).collect();
    assert_eq!(places, [(&json!("Crew"), &json!(true)), (&json!("Sales"), &json!(false))]);
    assert_eq!(edited["manager"], json!([boss, "Ada Owner"]));

    let edit = json!({ "id": ann["id"], "revision": row["revision"], "location": "", "manager": "" });
    let edited = owner.ask("members/edit", json!({ "edit": edit })).await;
    let row = &edited["row"];
    assert_eq!((&row["position"], &row["location"], &edited["manager"]), (&json!("Captain"), &json!(""), &Value::Null));
    assert_eq!(row["departments"].as_array().unwrap().len(), 2);
    let told = &edited["history"][0];
    assert_eq!(
        (told["before"].as_str(), told["after"].as_str()),
        (Some(r#"{"location":"Pier 4","manager":"Ada Owner"}"#), Some(r#"{"location":"","manager":null}"#),)
    );
}

#[tokio::test]
async fn every_field_has_a_limit_and_says_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let theirs = stranger.root().await["id"].clone();
    let many: Vec<_> = (0..101).map(|number| number.to_string()).collect();
    for (fields, faults) in [
        (json!({ "position": "船".repeat(129) }), &["position too_long 128"][..]),
        (
            json!({ "location": "x".repeat(129), "work_number": "x".repeat(65) }),
            &["location too_long 128", "work_number too_long 64"],
        ),
        (json!({ "position": "Cap\u{7}tain" }), &["position bad_character"]),
        (json!({ "departments": [] }), &["departments missing"]),
        (json!({ "departments": many }), &["departments out_of_range 100"]),
        (json!({ "departments": ["none"] }), &["departments unknown"]),
        (json!({ "departments": [theirs] }), &["departments unknown"]),
        (json!({ "manager": "none" }), &["manager unknown"]),
        (json!({ "manager": stranger.me().await["member"] }), &["manager unknown"]),
        (json!({ "manager": ann["id"] }), &["manager malformed"]),
    ] {
        let mut edit = fields.clone();
        edit["id"] = ann["id"].clone();
        edit["revision"] = ann["revision"].clone();
        let refused = owner.call("members/edit", json!({ "edit": edit })).await;
        assert_eq!(
            (refused.refusal(), refused.faults()),
            ((422, "invalid".into()), faults.iter().map(|f| (*f).to_owned()).collect()),
            "{fields}"
        );
    }
    assert_eq!(owner.row(&ann["id"]).await, ann, "nothing was written, not even half");
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "position": "船".repeat(128) });
    owner.ask("members/edit", json!({ "edit": edit })).await;
}

#[tokio::test]
async fn nobody_manages_himself_over_any_number_of_steps() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut people = Vec::new();
    for name in ["Ann", "Ben", "Cem"] {
        people.push(app.person(&owner, name, &format!("{name}@example.com"), "").await);
    }
    let manage = async |member: &Value, manager: &Value| {
        let revision = owner.row(&member["id"]).await["revision"].clone();
        let edit = json!({ "id": member["id"], "revision": revision, "manager": manager["id"] });
        owner.call("members/edit", json!({ "edit": edit })).await
    };
    assert_eq!(manage(&people[0], &people[1]).await.status, 200);
    assert_eq!(manage(&people[1], &people[2]).await.status, 200);
    assert_eq!(manage(&people[2], &people[0]).await.faults(), ["manager malformed"]);
}

#[tokio::test]
async fn name_mail_and_phone_belong_to_the_person() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "+4915112345678").await;
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "name": "Eve", "email": "eve@example.com",
                       "phone": "+491700000000", "status": "terminated", "role": "super_admin" });
    let edited = owner.ask("members/edit", json!({ "edit": edit })).await;
    for field in ["name", "email", "phone", "status", "role"] {
        assert_eq!(edited["row"][field], ann[field], "{field}");
    }
    assert_eq!(edited["locks"], json!([["name", "person"], ["email", "person"], ["phone", "person"]]));
}

#[tokio::test]
async fn the_second_of_two_editors_is_told_who_changed_what() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let edit = |fields: Value| {
        let mut edit = fields;
        edit["id"] = ann["id"].clone();
        edit["revision"] = ann["revision"].clone();
        json!({ "edit": edit })
    };
    owner.ask("members/edit", edit(json!({ "position": "Captain", "location": "Pier 4" }))).await;
    let refused = admin.call("members/edit", edit(json!({ "position": "Cook" }))).await;
    assert_eq!(refused.refusal(), (409, "stale".into()));
    let told = (refused.param("name"), refused.param("by"), refused.param("fields"));
    assert_eq!(told, ("Ann Able".into(), "Ada Owner".into(), "location position".into()));
    for (function, arguments) in [
        ("members/take_step", json!({ "id": ann["id"], "revision": ann["revision"], "step": "suspend" })),
        (
            "members/change_role",
            json!({ "change": { "id": ann["id"], "revision": ann["revision"], "role": "auditor" } }),
        ),
    ] {
        assert_eq!(admin.call(function, arguments).await.refusal(), (409, "stale".into()), "{function}");
    }
    let row = owner.row(&ann["id"]).await;
    assert_eq!(
        (&row["position"], &row["status"], &row["role"]),
        (&json!("Captain"), &json!("active"), &json!("member"))
    );
}

#[tokio::test]
async fn of_many_edits_at_once_one_is_written() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let edits = (0..8).map(|number| {
        let edit = json!({ "id": ann["id"], "revision": ann["revision"], "position": format!("Post {number}") });
        owner.call("members/edit", json!({ "edit": edit }))
    });
    let answers = join_all(edits).await;
    let written: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(written.len(), 1, "{answers:?}");
    assert_eq!(owner.row(&ann["id"]).await["position"], written[0].json()["row"]["position"]);
    let told = owner.activity(json!({ "subject_id": ann["id"], "verb": "update" })).await;
    assert_eq!(told.len(), 1, "and told once");
}

#[tokio::test]
async fn an_unknown_member_and_another_organisations_look_the_same() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    for id in [&ann["id"], &json!("none"), &json!(""), &json!("'; drop table members; --")] {
        for (function, arguments) in [
            ("members/get", json!({ "id": id })),
            ("members/edit", json!({ "edit": { "id": id, "revision": ann["revision"], "position": "Spy" } })),
            ("members/take_step", json!({ "id": id, "revision": ann["revision"], "step": "terminate" })),
            ("members/change_role", json!({ "change": { "id": id, "revision": ann["revision"], "role": "member" } })),
        ] {
            assert_eq!(
                stranger.call(function, arguments).await.refusal(),
                (404, "not_found".into()),
                "{function} {id}"
            );
        }
    }
    assert_eq!(owner.row(&ann["id"]).await, ann);
    for arguments in [json!({}), json!({ "id": 7 }), json!({ "id": ["a"] }), json!([])] {
        assert_eq!(
            owner.call("members/get", arguments.clone()).await.refusal(),
            (400, "malformed".into()),
            "{arguments}"
        );
    }
}

#[tokio::test]
async fn a_department_admin_moves_people_within_his_departments_only() {
    let Branches { app, owner, root, sales, north, crew, head } = Branches::grow().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "departments": [sales["id"], crew["id"]] });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let ann = find(&head.page(json!({})).await["items"], "name", "Ann Able");
    let put = |departments: Value| {
        let edit = json!({ "id": ann["id"], "revision": ann["revision"], "departments": departments });
        json!({ "edit": edit })
    };
    assert_eq!(
        head.call("members/edit", put(json!([sales["id"], root["id"]]))).await.refusal(),
        (422, "invalid".into())
    );
    assert_eq!(head.call("members/edit", put(json!([sales["id"]]))).await.refusal(), (403, "forbidden".into()));
    let moved = head.ask("members/edit", put(json!([north["id"], crew["id"]]))).await;
    assert_eq!(moved["row"]["departments"][0]["name"], "North");
    assert_eq!(moved["history"], json!([]), "the activity is not for him");
}
