//! PATCH in the dialects that are spoken.

use super::super::schema::ENTERPRISE;
use super::*;

fn ana() -> Value {
    json!({
        "userName": "ana@example.com", "active": true, "name": { "givenName": "Ana", "familyName": "Lima" },
        "emails": [{ "value": "ana@example.com", "type": "work", "primary": true }, { "value": "a@home.example", "type": "home" }],
    })
}

fn user(operations: Value) -> Value {
    patched(Type::User, &ana(), &json!({ "Operations": operations })).unwrap()
}

fn team(operations: Value) -> Vec<String> {
    let group = json!({ "displayName": "Team", "members": [{ "value": "a" }, { "value": "b" }, { "value": "c" }] });
    let group = patched(Type::Group, &group, &json!({ "operations": operations })).unwrap();
    group["members"].as_array().into_iter().flatten().map(|one| one["value"].as_str().unwrap().to_owned()).collect()
}

fn refused(operations: Value) -> (u16, Kind) {
    match patched(Type::User, &ana(), &json!({ "Operations": operations })) {
        Err(Refusal::Scim { status, kind: Some(kind), .. }) => (status, kind),
        other => panic!("{other:?}"),
    }
}

#[test]
fn entra_sends_an_operation_an_attribute_with_booleans_as_texts() {
    let changed = user(json!([
        { "op": "Replace", "path": "active", "value": "False" },
        { "op": "Add", "path": "emails[type eq \"work\"].value", "value": "lima@example.com" },
        { "op": "Replace", "path": "name.familyName", "value": "Lima Dias" },
        { "op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+5511999990000" },
        { "op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Ops" },
        { "op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "boss" },
        { "op": "Add", "path": "addresses[type eq \"work\"].formatted", "value": "not kept here" },
        { "op": "Add", "path": "nickName", "value": "not kept either" },
    ]));
    assert_eq!(
        changed,
        json!({
            "userName": "ana@example.com", "active": false, "name": { "givenName": "Ana", "familyName": "Lima Dias" },
            "emails": [{ "value": "lima@example.com", "type": "work", "primary": true }, { "value": "a@home.example", "type": "home" }],
            "phoneNumbers": [{ "type": "mobile", "value": "+5511999990000" }],
            ENTERPRISE: { "department": "Ops", "manager": { "value": "boss" } },
        })
    );
}

#[test]
fn without_a_path_the_keys_of_the_value_are_paths() {
    let changed = user(json!([{ "op": "replace", "value": {
        "id": "x", "schemas": [], "meta": {}, "groups": [],
        "active": false, "name.givenName": "Anna", "emails[type eq \"home\"].value": "anna@home.example",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "Ops",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "employeeNumber": "7" },
    } }]));
    assert_eq!((&changed["active"], &changed["name"]["givenName"]), (&json!(false), &json!("Anna")));
    assert_eq!(changed["name"]["familyName"], "Lima");
    assert_eq!(changed["emails"][1]["value"], "anna@home.example");
    assert_eq!(changed[ENTERPRISE], json!({ "department": "Ops", "employeeNumber": "7" }));
}

#[test]
fn members_come_and_go_one_by_one_and_many() {
    assert_eq!(
        team(json!([{ "op": "Remove", "path": "members", "value": [{ "$ref": null, "value": "b" }] }])),
        ["a", "c"]
    );
    assert_eq!(team(json!([{ "op": "remove", "path": "members[value eq \"b\"]" }])), ["a", "c"]);
    assert_eq!(team(json!([{ "op": "remove", "path": "members[value eq \"a\" or value eq \"c\"]" }])), ["b"]);
    assert_eq!(team(json!([{ "op": "remove", "path": "members", "value": { "value": "x" } }])), ["a", "b", "c"]);
    assert_eq!(team(json!([{ "op": "remove", "path": "members" }])), Vec::<String>::new());
    let added =
        json!([{ "op": "Add", "path": "members", "value": [{ "value": "d", "display": "D" }, { "value": "a" }] }]);
    assert_eq!(team(added), ["a", "b", "c", "d"]);
    assert_eq!(team(json!([{ "op": "add", "value": { "members": [{ "value": "e" }] } }])), ["a", "b", "c", "e"]);
    assert_eq!(team(json!([{ "op": "replace", "path": "members", "value": [{ "value": "z" }] }])), ["z"]);
    assert_eq!(team(json!([{ "op": "replace", "value": { "id": "g", "displayName": "L2" } }])), ["a", "b", "c"]);
}

#[test]
fn one_address_at_most_is_preferred() {
    let changed =
        user(json!([{ "op": "add", "path": "emails", "value": [{ "value": "n@example.com", "primary": "True" }] }]));
    let preferred: Vec<&Value> = changed["emails"].as_array().unwrap().iter().map(|one| &one["primary"]).collect();
    assert_eq!(preferred, [&json!(false), &Value::Null, &json!(true)]);
    let changed = user(json!([{ "op": "replace", "path": "emails[type eq \"home\"].primary", "value": true }]));
    assert_eq!((&changed["emails"][0]["primary"], &changed["emails"][1]["primary"]), (&json!(false), &json!(true)));
}

#[test]
fn what_is_emptied_is_gone() {
    assert!(user(json!([{ "op": "remove", "path": "name" }])).get("name").is_none());
    assert_eq!(user(json!([{ "op": "remove", "path": "name.familyName" }]))["name"], json!({ "givenName": "Ana" }));
    assert!(user(json!([{ "op": "replace", "path": "emails", "value": [] }])).get("emails").is_none());
    let left = user(json!([{ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "" }]));
    assert_eq!(left["emails"], json!([{ "value": "a@home.example", "type": "home" }]));
    let boss = json!([
        { "op": "add", "path": format!("{ENTERPRISE}:manager"), "value": { "value": "b", "$ref": "https://x/b" } },
        { "op": "replace", "path": format!("{ENTERPRISE}:manager.value"), "value": "c" },
    ]);
    assert_eq!(user(boss)[ENTERPRISE], json!({ "manager": { "value": "c" } }));
    let gone = json!([
        { "op": "add", "path": format!("{ENTERPRISE}:manager"), "value": { "value": "b" } },
        { "op": "remove", "path": format!("{ENTERPRISE}:manager") },
    ]);
    assert!(user(gone).get(ENTERPRISE).is_none());
}

#[test]
fn what_cannot_be_done_says_so() {
    for (operation, kind) in [
        (json!({ "op": "remove" }), Kind::NoTarget),
        (json!({ "op": "move", "path": "title" }), Kind::InvalidSyntax),
        (json!({ "path": "title", "value": "x" }), Kind::InvalidSyntax),
        (json!({ "op": "add", "value": "x" }), Kind::InvalidSyntax),
        (json!({ "op": "add", "path": "emails[", "value": "x" }), Kind::InvalidPath),
        (json!({ "op": "replace", "path": "title[value eq \"x\"]", "value": "x" }), Kind::InvalidPath),
        (json!({ "op": "replace", "path": "id", "value": "x" }), Kind::Mutability),
        (json!({ "op": "replace", "path": "meta.created", "value": "x" }), Kind::Mutability),
        (json!({ "op": "replace", "path": "active", "value": "perhaps" }), Kind::InvalidValue),
        (
            json!({ "op": "replace", "path": "emails[type ne \"work\" and type ne \"home\"].value", "value": "x" }),
            Kind::NoTarget,
        ),
    ] {
        assert_eq!(refused(json!([operation])), (400, kind), "{operation}");
    }
    assert!(patched(Type::User, &ana(), &json!({})).is_err());
    assert!(patched(Type::User, &ana(), &json!({ "Operations": vec![json!({ "op": "add" }); 1_001] })).is_err());
}
