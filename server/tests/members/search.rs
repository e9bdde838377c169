//! Finding members.

use crate::common::TestApp;
use domain::keys::{NameKeys, name_keys};
use domain::members::rows::{NewMember, insert_all};
use model::member::{Source, Status};
use model::permission::Role;
use model::{DepartmentId, OrganisationId};
use serde_json::{Value, json};

#[tokio::test]
async fn a_member_is_found_by_any_part_of_name_pinyin_address_and_number() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for (name, mail, phone, work_number) in [
        ("王芳", "wf.office@example.com", "13900001234", "HW-0042"),
        ("欧阳若水", "ruoshui@example.com", "", "HW-0043"),
        ("Zoë Fox-Lund", "", "+49 151 2345678", "77"),
    ] {
        let row = app.person(&owner, name, mail, phone).await;
        let edit = json!({ "id": row["id"], "revision": row["revision"], "work_number": work_number });
        owner.ask("members/edit", json!({ "edit": edit })).await;
    }
    for (search, wanted) in [
        ("王芳", &["王芳"][..]),
        ("芳", &["王芳"]),
        ("若水", &["欧阳若水"]),
        ("阳若水", &["欧阳若水"]),
        ("wangfang", &["王芳"]),
        ("gfan", &["王芳"]),
        ("WF", &["王芳"]),
        ("o", &["欧阳若水"]),
        ("oyrs", &["欧阳若水"]),
        ("zoe fox", &["Zoë Fox-Lund"]),
        ("fox zoë", &["Zoë Fox-Lund"]),
        ("zfl", &["Zoë Fox-Lund"]),
        ("wf.office@EXAMPLE", &["王芳"]),
        ("139 0000", &["王芳"]),
        ("+49151", &["Zoë Fox-Lund"]),
        ("hw-0043", &["欧阳若水"]),
        ("0042", &["王芳"]),
        ("HW", &["欧阳若水", "王芳"]),
        ("77", &["Zoë Fox-Lund"]),
        ("芳 wang", &["王芳"]),
        ("王 水", &[]),
        ("%", &[]),
        ("w%g", &[]),
        ("___", &[]),
        ("\"王芳\" OR", &[]),
        ("nobody at all", &[]),
    ] {
        assert_eq!(owner.names(json!({ "search": search })).await, wanted, "{search}");
    }
}

#[tokio::test]
async fn whose_name_begins_with_the_word_comes_first_and_nobody_comes_twice() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for (name, mail) in [
        ("Dan Grant", "dan@example.com"),
        ("王芳", "wf@example.com"),
        ("Anders Berg", "anders@example.com"),
        ("Roland Wu", "roland@example.com"),
        ("Anna Cole", "cole@example.com"),
        ("Bea Cole", "bea.and@example.com"),
    ] {
        app.person(&owner, name, mail, "").await;
    }
    for (search, wanted) in [
        ("an", &["Anders Berg", "Anna Cole"][..]),
        ("and", &["Anders Berg", "Bea Cole", "Roland Wu"]),
        ("wang", &["王芳"]),
        ("ang", &["Dan Grant", "王芳"]),
        ("cole", &["Anna Cole", "Bea Cole"]),
        ("example", &["Ada Owner", "Anders Berg", "Anna Cole", "Bea Cole", "Dan Grant", "Roland Wu", "王芳"]),
    ] {
        for limit in 1..=3 {
            let (mut names, mut cursor) = (Vec::new(), Value::Null);
            loop {
                let query =
                    json!({ "search": search, "statuses": ["active"], "page": { "limit": limit, "cursor": cursor } });
                let page = owner.page(query).await;
                names.extend(
                    page["items"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()),
                );
                cursor = page["next_cursor"].clone();
                if cursor.is_null() {
                    break;
                }
            }
            assert_eq!(names, wanted, "{search}, {limit} at a time");
        }
    }
    let page = json!({ "search": "and", "page": { "limit": 1 } });
    let cursor = owner.page(page).await["next_cursor"].clone();
    let other = json!({ "query": { "search": "", "page": { "limit": 1, "cursor": cursor } } });
    assert_eq!(owner.call("members/list", other).await.status, 200, "a cursor of another search does no harm");
}

#[tokio::test]
async fn a_changed_work_number_is_found_and_the_old_one_is_not() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    for (number, found, lost) in [("DOCK-17", "dock-17", "PIER-20"), ("PIER-20", "pier-20", "dock-17")] {
        let revision = owner.row(&ann["id"]).await["revision"].clone();
        let edit = json!({ "id": ann["id"], "revision": revision, "work_number": number });
        owner.ask("members/edit", json!({ "edit": edit })).await;
        assert_eq!(owner.names(json!({ "search": found })).await, ["Ann Able"]);
        assert!(owner.names(json!({ "search": lost })).await.is_empty(), "{lost}");
    }
}

#[tokio::test]
async fn a_search_stays_inside_the_organisation() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    for search in ["Otto", "ot", "otto@example.net"] {
        assert!(owner.names(json!({ "search": search })).await.is_empty(), "{search}");
        assert_eq!(stranger.names(json!({ "search": search })).await, ["Otto Other"], "{search}");
    }
    let long = "x".repeat(20_000);
    assert!(owner.names(json!({ "search": long })).await.is_empty(), "a long search is cut, not refused");
}

#[tokio::test]
async fn a_mistyped_name_is_answered_by_the_names_that_are_near_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for (name, mail) in
        [("王芳", "wf@example.com"), ("Miguel Fernandes", "mf@example.com"), ("Maria Fernanda", "ma@example.com")]
    {
        app.person(&owner, name, mail, "").await;
    }
    for (search, wanted) in [
        ("wangfagn", &["wangfang"][..]),
        ("WANFGANG", &["wangfang"]),
        ("Fernandez", &["fernandes", "fernanda"]),
        ("miguel ferandes", &["miguel fernandes"]),
        ("migeul fernadnes", &["miguel fernandes"]),
        // Nothing to correct: it occurs, it is a number, it is too short, it is too far away.
        ("fernandes maria", &[]),
        ("2000", &[]),
        ("wf1", &[]),
        ("xylophone", &[]),
        ("", &[]),
        ("\"fernandez\" OR", &[]),
        ("%_%_%_%_", &[]),
    ] {
        let found = owner.ask("members/suggest", json!({ "query": { "search": search } })).await;
        assert_eq!(found, json!(wanted), "{search}");
    }
    // What the other filters keep out is not suggested.
    let elsewhere = json!({ "query": { "search": "fernandez", "statuses": ["suspended"] } });
    assert_eq!(owner.ask("members/suggest", elsewhere).await, json!([]));
}

#[tokio::test]
async fn thousands_who_match_are_paged_through_whole() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Harbour Master", "master@example.com", "").await;
    let services = &app.edge.services;
    let organisation = OrganisationId(owner.me().await["organisation"]["id"].as_str().expect("an id").to_owned());
    let root = DepartmentId(owner.root().await["id"].as_str().expect("an id").to_owned());
    let people: Vec<(NewMember, NameKeys)> = (0..5_200)
        .map(|number| NewMember {
            id: services.ids.next(),
            account: None,
            name: format!("Person {number}"),
            email: Some(format!("p{number}@harbour.example.com")),
            phone: None,
            status: Status::Active,
            role: Role::Member,
            own_role: None,
            departments: vec![root.clone()],
            position: String::new(),
            location: String::new(),
            work_number: String::new(),
            manager: None,
            source: Source::Manual,
        })
        .map(|new| (new.clone(), name_keys(&new.name)))
        .collect();
    let mut tx = services.store.write().await.expect("a transaction");
    insert_all(&mut tx, &organisation, &people, services.clock.now()).await.expect("inserted");
    tx.commit().await.expect("committed");
    let (mut names, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let page = json!({ "limit": 500, "cursor": cursor });
        let page = owner.page(json!({ "search": "harbour", "statuses": ["active"], "page": page })).await;
        names.extend(page["items"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(names[0], "Harbour Master", "whose name begins with the word");
    assert_eq!(names.len(), 5_201);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 5_201, "nobody twice");
}
