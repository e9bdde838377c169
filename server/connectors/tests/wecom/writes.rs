use serde_json::{Value, json};

use super::World;

async fn code(world: &World, path: &str, body: Value) -> i64 {
    world.contact(path, &[], Some(body)).await["errcode"].as_i64().unwrap()
}

fn person(userid: &str, more: Value) -> Value {
    let mut body = json!({"userid": userid, "name": "测试", "mobile": "13712345678", "department": [2]});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn members_are_checked_before_they_are_made() {
    let world = World::start().await;
    let create = "user/create";
    assert_eq!(code(&world, create, json!({})).await, 40003);
    assert_eq!(code(&world, create, person("-starts.badly", json!({}))).await, 40003);
    assert_eq!(code(&world, create, person("a b", json!({}))).await, 40003);
    assert_eq!(code(&world, create, person("ok", json!({"name": ""}))).await, 60112);
    assert_eq!(code(&world, create, person("ok", json!({"mobile": "", "email": ""}))).await, 60129);
    assert_eq!(code(&world, create, person("ok", json!({"mobile": "12"}))).await, 60103);
    assert_eq!(code(&world, create, person("ok", json!({"mobile": "13900000007"}))).await, 60104);
    assert_eq!(code(&world, create, person("ok", json!({"email": "nonsense"}))).await, 60105);
    assert_eq!(code(&world, create, person("ok", json!({"is_leader_in_dept": [1, 0]}))).await, 60132);
    assert_eq!(code(&world, create, person("Ok.Then", json!({}))).await, 0);
    assert_eq!(code(&world, create, person("oK.tHEN", json!({"mobile": "13712345679"}))).await, 60102);
    assert_eq!(code(&world, create, person("another", json!({}))).await, 60104);
}

#[tokio::test]
async fn unknown_departments_are_made_and_reported() {
    let world = World::start().await;
    let answer = world.contact("user/create", &[], Some(person("fresh", json!({"department": [2, 777]})))).await;
    assert_eq!(answer["errmsg"], "created");
    assert_eq!(answer["created_department_list"]["department_info"][0]["id"], 777);
    let nowhere = person("nowhere", json!({"department": [0], "mobile": "13712345670"}));
    assert_eq!(code(&world, "user/create", nowhere).await, 0);
    let member = world.client.member(&"nowhere".into()).await.unwrap();
    let department = world.client.department(member.department[0]).await.unwrap();
    assert_eq!(department.name, "其他（待设置部门）");
}

#[tokio::test]
async fn an_active_members_mobile_stays_without_a_word() {
    let world = World::start().await;
    let rows = world.client.member_ids(None, 20).await.unwrap().rows;
    let mut active = None;
    for row in rows {
        let member = world.client.member(&row.userid).await.unwrap();
        if member.status == 1 {
            active = Some(member.userid);
            break;
        }
    }
    let userid = active.unwrap();
    let body = json!({"userid": userid, "mobile": "13755555555", "position": "顾问"});
    assert_eq!(code(&world, "user/update", body).await, 0);
    let other = person("someone", json!({"mobile": "13755555555"}));
    assert_eq!(code(&world, "user/create", other).await, 0, "the number was never taken");
    assert_eq!(world.client.member(&userid).await.unwrap().position, "顾问");
}

#[tokio::test]
async fn a_batch_of_deletions_is_all_or_none() {
    let world = World::start().await;
    let rows = world.client.member_ids(None, 10).await.unwrap().rows;
    let (second, third) = (rows[4].userid.clone(), rows[8].userid.clone());
    let delete = "user/batchdelete";
    assert_eq!(code(&world, delete, json!({"useridlist": [second, "ghost"]})).await, 40031);
    world.client.member(&second).await.unwrap();
    let many: Vec<_> = (0..201).map(|number| format!("m{number}")).collect();
    assert_eq!(code(&world, delete, json!({"useridlist": many})).await, 40032);
    assert_eq!(code(&world, delete, json!({"useridlist": [rows[0].userid]})).await, 301_005);
    assert_eq!(code(&world, delete, json!({"useridlist": [second, third]})).await, 0);
    assert_eq!(world.client.member(&third).await.unwrap_err().code(), Some(60111));
}

#[tokio::test]
async fn the_tree_of_departments_keeps_its_rules() {
    let world = World::start().await;
    let create = "department/create";
    let made =
        world.contact(create, &[], Some(json!({"name": "新部", "parentid": 1, "order": 4_294_967_295_u32}))).await;
    assert_eq!(made["errmsg"], "created");
    let id = made["id"].as_u64().unwrap();
    assert_eq!(code(&world, create, json!({"name": "新部", "parentid": 1})).await, 60008);
    assert_eq!(code(&world, create, json!({"name": "别部", "parentid": 1, "id": id})).await, 60008);
    assert_eq!(code(&world, create, json!({"name": "别:部", "parentid": 1})).await, 60009);
    assert_eq!(code(&world, create, json!({"name": "长".repeat(65), "parentid": 1})).await, 60001);
    assert_eq!(code(&world, create, json!({"name": "别部", "parentid": 99_999})).await, 60004);
    let child = world.contact(create, &[], Some(json!({"name": "子部", "parentid": id}))).await["id"].clone();
    assert_eq!(code(&world, "department/update", json!({"id": id, "parentid": child})).await, 60010);
    assert_eq!(code(&world, "department/update", json!({"id": id, "parentid": id})).await, 60010);
    assert_eq!(code(&world, "department/update", json!({"id": 88_888, "name": "x"})).await, 60003);
    let delete =
        async |id: String| world.contact("department/delete", &[("id", &id)], None).await["errcode"].as_i64().unwrap();
    assert_eq!(delete("1".to_owned()).await, 60007);
    assert_eq!(delete(id.to_string()).await, 60006);
    assert_eq!(delete("77777".to_owned()).await, 60003);
    let full = person("inside", json!({"department": [child]}));
    assert_eq!(code(&world, "user/create", full).await, 0);
    assert_eq!(delete(child.to_string()).await, 60005);
    assert_eq!(world.contact("user/delete", &[("userid", "Inside")], None).await["errmsg"], "deleted");
    assert_eq!(delete(child.to_string()).await, 0);
    let seen = world.client.department(u32::try_from(id).unwrap()).await.unwrap();
    assert_eq!(seen.order, 4_294_967_295);
}

#[tokio::test]
async fn departments_go_fifteen_deep_and_no_deeper() {
    let world = World::start().await;
    let mut parent = json!(1);
    for depth in 2..=15 {
        let made = world.contact("department/create", &[], Some(json!({"name": "深", "parentid": parent}))).await;
        assert_eq!(made["errcode"], 0, "{depth}");
        parent = made["id"].clone();
    }
    assert_eq!(code(&world, "department/create", json!({"name": "深", "parentid": parent})).await, 81002);
}

#[tokio::test]
async fn the_join_code_lasts_seven_days() {
    let world = World::start().await;
    let answer = world.contact("corp/get_join_qrcode", &[("size_type", "2")], None).await;
    let ends = world.running.fake.now() + 7 * 86_400;
    assert!(answer["join_qrcode"].as_str().unwrap().ends_with(&format!("expires={ends}")));
    let answer = world.app("corp/get_join_qrcode", &[], None).await;
    assert_eq!(answer["errcode"], 48002);
}
