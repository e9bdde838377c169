use std::net::IpAddr;

use connectors::wecom::{Decision, fake::FakeOptions};
use serde_json::{Value, json};

use super::World;

/// One request that is wrong in every way, repaired step by step: each repair uncovers the next gate.
#[tokio::test]
async fn gates_stand_in_the_platforms_order() {
    let elsewhere: IpAddr = "203.0.113.9".parse().unwrap();
    let strict = World::with(FakeOptions { trusted_ips: vec![elsewhere], ..Default::default() }).await;
    let code = |answer: &(u16, Value)| answer.1["errcode"].as_i64();

    let answer = strict.raw("user/nonsense", &[], None).await;
    assert_eq!(answer, (404, Value::Null), "an unknown path comes before the missing token");
    let missing = strict.raw("user/get", &[("userid", "ghost")], None).await;
    assert_eq!(code(&missing), Some(41001));
    let in_body = strict.raw("user/list_id", &[], Some(json!({"access_token": "x"}))).await;
    assert_eq!(code(&in_body), Some(41001), "a token in the body does not count");
    let wrong = strict.raw("user/get", &[("access_token", "nonsense")], None).await;
    assert_eq!(code(&wrong), Some(40014), "a bad token comes before the address");

    let token = strict.token("fake-contact-secret").await;
    let untrusted = strict.raw("user/get", &[("access_token", &token), ("userid", "ghost")], None).await;
    assert_eq!(code(&untrusted), Some(60020), "the address comes before rights and parameters");
    let text = untrusted.1["errmsg"].as_str().unwrap();
    assert!(text.contains("hint: [") && text.contains("from ip: 127.0.0.1") && text.contains("more info at"));
    strict.running.fake.advance(8_000);
    let expired = strict.raw("user/get", &[("access_token", &token)], None).await;
    assert_eq!(code(&expired), Some(42001), "an expired token comes before the address");

    let open = World::start().await;
    let details = open.contact("user/get", &[("userid", "ghost")], None).await;
    assert_eq!(details["errcode"], 48009, "rights come before parameters");
    let write = open.app("user/create", &[], Some(json!({}))).await;
    assert_eq!(write["errcode"], 48002);
    let customers = open.contact("externalcontact/list", &[], None).await;
    assert_eq!(customers["errcode"], 48002);
    let ghost = open.app("user/get", &[("userid", "ghost")], None).await;
    assert_eq!(ghost["errcode"], 60111);

    let narrow = World::with(FakeOptions { visible_departments: vec![3], ..Default::default() }).await;
    let out_of_scope = narrow.app("user/list", &[("department_id", "2")], None).await;
    assert_eq!(out_of_scope["errcode"], 60011);
    let seen = narrow.app("department/simplelist", &[], None).await;
    let all = narrow.contact("department/simplelist", &[], None).await;
    let count = |answer: &Value| answer["department_id"].as_array().unwrap().len();
    assert!(count(&seen) > 1 && count(&seen) < count(&all));
}

#[tokio::test]
async fn an_untrusted_address_is_named_by_the_error() {
    let elsewhere: IpAddr = "203.0.113.9".parse().unwrap();
    let world = World::with(FakeOptions { trusted_ips: vec![elsewhere], ..Default::default() }).await;
    let error = world.client.follow_users().await.unwrap_err();
    assert_eq!(error.code(), Some(60020));
    assert_eq!(error.found_ip(), Some("127.0.0.1"));
    assert_eq!(error.decision(), Decision::Stop);
    assert_eq!(world.calls("gettoken"), 1, "fetching a token does not look at the address");
}

#[tokio::test]
async fn repeated_wrong_secrets_block_even_the_right_one() {
    let world = World::with(FakeOptions { wrong_secrets: 3, ..Default::default() }).await;
    let corp_id = FakeOptions::default().corp_id;
    let ask = async |secret: &str| {
        let (_, answer) = world.raw("gettoken", &[("corpid", &corp_id), ("corpsecret", secret)], None).await;
        answer["errcode"].as_i64().unwrap()
    };
    for _ in 0..3 {
        assert_eq!(ask("wrong").await, 40001);
    }
    assert_eq!(ask("fake-app-secret").await, 45009);
    world.running.fake.advance(3_600);
    assert_eq!(ask("fake-app-secret").await, 0);
}
