use std::collections::{HashMap, HashSet};

use connectors::wecom::{
    Decision, WeComError,
    fake::{Action, FakeOptions},
    types::{Cursor, UserId},
};
use serde_json::{Value, json};

use super::World;

async fn all_pairs(world: &World, members: &[UserId]) -> Vec<(UserId, String)> {
    let mut pairs = Vec::new();
    for chunk in members.chunks(100) {
        let mut cursor: Option<Cursor> = None;
        loop {
            let page = world.client.customers_of(chunk, cursor.as_ref()).await.unwrap();
            assert!(page.rows.len() <= 100 && page.unlicensed.is_empty());
            pairs.extend(page.rows.into_iter().map(|row| (row.follow.follow.userid, row.customer.external_userid)));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
    }
    pairs
}

#[tokio::test]
async fn every_customer_is_listed_and_some_by_several_members() {
    let world = World::start().await;
    let members = world.client.follow_users().await.unwrap();
    let pairs = all_pairs(&world, &members).await;
    let mut followers = HashMap::<_, HashSet<_>>::new();
    for (member, customer) in &pairs {
        assert!(followers.entry(customer.clone()).or_default().insert(member.clone()), "{member} twice");
    }
    assert_eq!(followers.len(), 2_000);
    assert!(followers.values().any(|members| members.len() == 2));
    assert!(followers.values().any(|members| members.len() == 3));
}

#[tokio::test]
async fn the_three_readings_agree() {
    let world = World::start().await;
    let members = world.client.follow_users().await.unwrap();
    let pairs = all_pairs(&world, &members).await;
    let by_member: HashSet<_> = pairs.iter().cloned().collect();
    for member in members.iter().take(60) {
        let listed: HashSet<_> = world.client.customer_ids_of(member).await.unwrap().into_iter().collect();
        let batch: HashSet<_> =
            pairs.iter().filter(|(follower, _)| follower == member).map(|(_, customer)| customer.clone()).collect();
        assert_eq!(listed, batch, "{member}");
    }
    for (_, customer) in pairs.iter().step_by(50) {
        let detail = world.client.customer(customer).await.unwrap();
        let told: HashSet<_> =
            detail.followers.iter().map(|follower| (follower.follow.userid.clone(), customer.clone())).collect();
        let batch: HashSet<_> = by_member.iter().filter(|(_, id)| id == customer).cloned().collect();
        assert_eq!(told, batch, "{customer}");
    }
}

#[tokio::test]
async fn a_member_without_customers_has_an_empty_list() {
    let world = World::start().await;
    let members = world.client.follow_users().await.unwrap();
    let mut empty = 0;
    for member in &members {
        empty += usize::from(world.client.customer_ids_of(member).await.unwrap().is_empty());
    }
    assert!(empty > 0);
    let unknown = world.client.customer_ids_of(&"ghost".into()).await.unwrap_err();
    assert_eq!(unknown.code(), Some(60111), "an unknown member is an error and not an empty list");
}

#[tokio::test]
async fn page_sizes_are_cut_and_default_to_fifty() {
    let world = World::start().await;
    let members = world.client.follow_users().await.unwrap();
    let page = async |body: Value| {
        let answer = world.app("externalcontact/batch/get_by_user", &[], Some(body)).await;
        answer["external_contact_list"].as_array().unwrap().len()
    };
    assert_eq!(page(json!({"userid_list": members[..100]})).await, 50);
    assert_eq!(page(json!({"userid_list": members[..100], "limit": 5_000})).await, 100);
    let many: Vec<_> = members.iter().cycle().take(101).collect();
    let answer = world.app("externalcontact/batch/get_by_user", &[], Some(json!({"userid_list": many}))).await;
    assert_eq!(answer["errcode"], 40032);
    let error = world.client.customers_of(&[], None).await.unwrap_err();
    assert!(matches!(error, WeComError::Misuse { .. }));
}

#[tokio::test]
async fn a_cursor_belongs_to_its_list_of_members() {
    let world = World::start().await;
    let members = world.client.follow_users().await.unwrap();
    let page = world.client.customers_of(&members[..100], None).await.unwrap();
    let error = world.client.customers_of(&members[..99], page.next.as_ref()).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some(50100), Decision::RestartListing));
}

#[tokio::test]
async fn members_without_a_seat_are_named() {
    let world = World::with(FakeOptions { unlicensed_percent: 20, ..Default::default() }).await;
    let members = world.client.follow_users().await.unwrap();
    let page = world.client.customers_of(&members[..100], None).await.unwrap();
    assert!(!page.unlicensed.is_empty() && page.unlicensed.len() < 100);
    let error = world.client.customers_of(&page.unlicensed[..1], None).await.unwrap_err();
    assert_eq!(error.code(), Some(701_008));
}

#[tokio::test]
async fn tags_are_ids_in_one_reading_and_whole_in_the_other() {
    let world = World::start().await;
    let groups = world.client.customer_tag_groups().await.unwrap();
    let known: HashSet<_> = groups.iter().flat_map(|group| &group.tags).map(|tag| tag.id.clone()).collect();
    let members = world.client.follow_users().await.unwrap();
    let rows = world.client.customers_of(&members[..100], None).await.unwrap().rows;
    let row = rows.iter().find(|row| !row.follow.tag_ids.is_empty()).unwrap();
    assert!(row.follow.tag_ids.iter().all(|id| known.contains(id)));
    let detail = world.client.customer(&row.customer.external_userid).await.unwrap();
    let follower = detail.followers.iter().find(|follower| follower.follow.userid == row.follow.follow.userid).unwrap();
    let whole: Vec<_> = follower.tags.iter().map(|tag| tag.tag_id.clone()).collect();
    assert_eq!(whole, row.follow.tag_ids);
    assert!(follower.tags.iter().all(|tag| !tag.group_name.is_empty() && !tag.tag_name.is_empty()));
}

#[tokio::test]
async fn a_relation_ends_when_the_member_ends_it_and_not_when_the_customer_does() {
    let world = World::start().await;
    let members = world.client.follow_users().await.unwrap();
    let mut with = None;
    for member in &members {
        let customers = world.client.customer_ids_of(member).await.unwrap();
        if customers.len() > 3 {
            with = Some((member.clone(), customers));
            break;
        }
    }
    let (member, customers) = with.unwrap();
    let act = |action| world.running.fake.act(action).unwrap();
    let userid = member.to_string();
    act(Action::CustomerDropsMember { userid: userid.clone(), external_userid: customers[0].clone() });
    assert_eq!(world.client.customer_ids_of(&member).await.unwrap(), customers);
    act(Action::CustomerRemove { userid: userid.clone(), external_userid: customers[0].clone() });
    assert_eq!(world.client.customer_ids_of(&member).await.unwrap(), customers[1..]);
    let added = act(Action::CustomerAdd { userid, external_userid: None, state: None });
    let listed = world.client.customer_ids_of(&member).await.unwrap();
    assert_eq!(listed.last().unwrap(), added["external_userid"].as_str().unwrap());
}

#[tokio::test]
async fn remarks_and_tags_of_a_relation_can_be_written() {
    let world = World::start().await;
    let member = world.client.follow_users().await.unwrap();
    let row = world.client.customers_of(&member[..100], None).await.unwrap().rows.remove(0);
    let (userid, external) = (row.follow.follow.userid.clone(), row.customer.external_userid.clone());
    let relation = |more: Value| {
        let mut body = json!({"userid": userid, "external_userid": external});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Some(body)
    };
    let code = async |path: &str, body| world.app(path, &[], body).await["errcode"].as_i64().unwrap();
    let remark = "externalcontact/remark";
    assert_eq!(code(remark, relation(json!({}))).await, 40058);
    assert_eq!(code(remark, relation(json!({"remark": "长".repeat(21)}))).await, 40058);
    assert_eq!(code(remark, relation(json!({"remark": "林总", "remark_mobiles": [""]}))).await, 0);
    let mark = "externalcontact/mark_tag";
    assert_eq!(code(mark, relation(json!({"add_tag": ["etNobody"]}))).await, 40068);
    let tag = world.client.customer_tag_groups().await.unwrap()[0].tags[0].id.clone();
    assert_eq!(code(mark, relation(json!({"add_tag": [tag.clone()], "remove_tag": []}))).await, 0);
    let detail = world.client.customer(&external).await.unwrap();
    let follower = detail.followers.into_iter().find(|follower| follower.follow.userid == userid).unwrap();
    assert_eq!((follower.follow.remark.as_str(), follower.follow.remark_mobiles.len()), ("林总", 0));
    assert!(follower.tags.iter().any(|found| found.tag_id == tag));
}

#[tokio::test]
async fn tag_groups_grow_change_and_vanish_with_their_last_tag() {
    let world = World::start().await;
    let call = async |path: &str, body: Value| world.app(&format!("externalcontact/{path}"), &[], Some(body)).await;
    let body = json!({"group_name": "意向", "tag": [{"name": "高"}, {"name": "低"}, {"name": "高"}]});
    let made = call("add_corp_tag", body).await;
    let tags = made["tag_group"]["tag"].as_array().unwrap().clone();
    assert_eq!(tags.len(), 2, "a name given twice is one tag");
    let group = made["tag_group"]["group_id"].clone();
    assert_eq!(call("add_corp_tag", json!({"group_id": group, "tag": [{"name": "高"}]})).await["errcode"], 40071);
    assert_eq!(call("edit_corp_tag", json!({"id": tags[0]["id"], "name": "低"})).await["errcode"], 40071);
    assert_eq!(call("edit_corp_tag", json!({"id": tags[0]["id"], "name": "中"})).await["errcode"], 0);
    assert_eq!(call("del_corp_tag", json!({"tag_id": [tags[0]["id"], tags[1]["id"]]})).await["errcode"], 0);
    let left = call("get_corp_tag_list", json!({"group_id": [group]})).await;
    assert_eq!(left["tag_group"].as_array().unwrap().len(), 0);
}
