//! What any other program would be answered.

use std::time::{Duration, Instant};

use connectors::{http::Http, tc3::Call};
use reqwest::Method;
use serde_json::{Value, json};

use super::{World, http};

/// A call as the vendor's libraries make it: they sign two headers.
async fn raw(world: &World, http: &Http, action: &str, version: &str, body: &Value) -> (u16, Value) {
    let (url, payload) = (world.running.url(), body.to_string().into_bytes());
    let host = world.running.address.to_string();
    let config = world.running.config();
    let timestamp = world.running.fake.now();
    let content_type = "application/json";
    let call = Call { service: "ccc", host: &host, content_type, action: None, payload: &payload, timestamp };
    let request = http
        .request(Method::POST, url)
        .header("authorization", call.authorization(&config.secret_id, &config.secret_key))
        .header("content-type", content_type)
        .header("x-tc-action", action)
        .header("x-tc-version", version)
        .header("x-tc-timestamp", timestamp)
        .body(payload.clone());
    let answer = http.send(request).await.unwrap();
    let answered: Value = serde_json::from_slice(&answer.body).unwrap();
    (answer.status, answered["Response"].clone())
}

async fn code(world: &World, http: &Http, action: &str, body: Value) -> String {
    let (status, answer) = raw(world, http, action, "2020-02-10", &body).await;
    assert!(status == 200 && answer["RequestId"].is_string(), "{answer}");
    answer["Error"]["Code"].as_str().unwrap_or_default().to_owned()
}

const APP: i64 = 1_400_000_001;

#[tokio::test]
async fn everything_is_200_and_named_in_the_answer() {
    let (world, http) = (World::start().await, http());
    let (status, answer) = raw(
        &world,
        &http,
        "DescribeStaffInfoList",
        "2020-02-10",
        &json!({
            "SdkAppId": APP, "PageSize": 2, "PageNumber": 39,
        }),
    )
    .await;
    assert_eq!((status, &answer["TotalCount"]), (200, &json!(80)));
    assert_eq!(answer["StaffList"].as_array().unwrap().len(), 2, "pages are counted from 0");
    let (status, answer) = raw(&world, &http, "DescribeStaffInfoList", "2019-01-01", &json!({"SdkAppId": APP})).await;
    assert_eq!((status, &answer["Error"]["Code"]), (200, &json!("NoSuchVersion")));
    assert_eq!(code(&world, &http, "CreateSkillGroup", json!({"SdkAppId": APP})).await, "InvalidAction");
}

#[tokio::test]
async fn parameters_are_checked_as_strictly_as_the_platform_does() {
    let (world, http) = (World::start().await, http());
    let list = |size: i64, page: i64| json!({"SdkAppId": APP, "PageSize": size, "PageNumber": page});
    for (action, body, expected) in [
        ("DescribeStaffInfoList", json!({"PageSize": 1, "PageNumber": 0}), "MissingParameter"),
        ("DescribeStaffInfoList", json!({"SdkAppId": 7}), "InvalidParameterValue.InstanceNotExist"),
        ("DescribeStaffInfoList", json!({"SdkAppId": APP, "PageNumber": 0}), "MissingParameter"),
        ("DescribeStaffInfoList", list(10_000, 0), "InvalidParameter"),
        ("DescribeSkillGroupInfoList", list(101, 0), "InvalidParameter"),
        ("DescribeSkillGroupInfoList", list(1, -1), "InvalidParameter"),
        ("DescribeSkillGroupInfoList", list(100, 0), ""),
        (
            "CreateStaff",
            json!({"SdkAppId": APP, "Staffs": vec![json!({"Mail": "x@example.com"}); 11]}),
            "InvalidParameter",
        ),
        ("CreateStaff", json!({"SdkAppId": APP, "Staffs": []}), "MissingParameter"),
        ("DeleteStaff", json!({"SdkAppId": APP, "StaffList": vec!["x@example.com"; 201]}), "InvalidParameter"),
        ("DeleteStaff", json!({"SdkAppId": APP, "StaffList": [7]}), "InvalidParameter"),
        ("UpdateCCCSkillGroup", json!({"SdkAppId": APP, "SkillGroupId": 21}), "UnknownParameter"),
        ("UpdateCCCSkillGroup", json!({"SdkAppId": APP, "SkillGroupID": 21}), ""),
        ("DeleteCCCSkillGroup", json!({"SdkAppId": APP, "SkillGroupID": 21}), "UnknownParameter"),
        (
            "ModifyStaff",
            json!({"SdkAppId": APP, "Email": "nobody@example.com"}),
            "InvalidParameterValue.AccountNotExist",
        ),
        ("ModifyStaff", json!({"SdkAppId": "1400000001", "Email": "x"}), "InvalidParameter"),
        ("ForceMemberOffline", json!({"SdkAppId": APP, "UserId": "nobody"}), "InvalidParameterValue.AccountNotExist"),
        ("BindStaffSkillGroupList", json!({"SdkAppId": APP, "StaffEmail": "nobody"}), "InvalidParameter"),
        ("ForceMemberOffline", json!([]), "InvalidParameter"),
    ] {
        assert_eq!(code(&world, &http, action, body.clone()).await, expected, "{action} {body}");
    }
}

#[tokio::test]
async fn the_twenty_first_call_in_a_second_is_refused_whoever_makes_it() {
    let (world, http) = (World::start().await, http());
    let body = json!({"SdkAppId": APP});
    let (mut codes, began) = (Vec::new(), Instant::now());
    for _ in 0..24 {
        codes.push(code(&world, &http, "DescribeStaffStatusMetrics", body.clone()).await);
    }
    let refused = codes.iter().filter(|code| *code == "RequestLimitExceeded").count();
    // On a machine so slow that a second passed meanwhile, fewer are.
    let slow = began.elapsed() >= Duration::from_secs(1);
    assert!(slow || refused == 4 && codes[..20].iter().all(String::is_empty), "{codes:?}");
    assert_eq!(
        code(&world, &http, "DescribeSkillGroupInfoList", json!({"SdkAppId": APP, "PageSize": 1, "PageNumber": 0}))
            .await,
        ""
    );
    world.running.fake.advance(1);
    assert_eq!(code(&world, &http, "DescribeStaffStatusMetrics", body).await, "");
}

#[tokio::test]
async fn a_body_that_was_changed_on_its_way_is_refused() {
    let world = World::start().await;
    let (config, timestamp) = (world.running.config(), world.running.fake.now());
    let host = world.running.address.to_string();
    let send = async |signed: &str, sent: &str, action: &str, timestamp: i64| {
        let payload = signed.as_bytes();
        let content_type = "application/json; charset=utf-8";
        let action_signed = Some("ForceMemberOffline");
        let call = Call { service: "ccc", host: &host, content_type, action: action_signed, payload, timestamp };
        let http = http();
        let request = http
            .request(Method::POST, world.running.url())
            .header("authorization", call.authorization(&config.secret_id, &config.secret_key))
            .header("content-type", content_type)
            .header("x-tc-action", action)
            .header("x-tc-version", "2020-02-10")
            .header("x-tc-timestamp", timestamp)
            .body(sent.to_owned());
        let answered: Value = serde_json::from_slice(&http.send(request).await.unwrap().body).unwrap();
        answered["Response"]["Error"]["Code"].as_str().unwrap_or_default().to_owned()
    };
    let mail = world.agent();
    let body = json!({"SdkAppId": APP, "UserId": mail}).to_string();
    let other = json!({"SdkAppId": APP, "UserId": "other@example.com"}).to_string();
    assert_eq!(send(&body, &other, "ForceMemberOffline", timestamp).await, "AuthFailure.SignatureFailure");
    assert_eq!(send(&body, &body, "RestoreMemberOnline", timestamp).await, "AuthFailure.SignatureFailure");
    assert_eq!(send(&body, &body, "ForceMemberOffline", timestamp - 301).await, "AuthFailure.SignatureExpire");
    assert_eq!(send(&body, &body, "ForceMemberOffline", timestamp).await, "");
}
