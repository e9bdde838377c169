use connectors::ccc::{Ccc, CccError, Clock, Decision, StaffFilter, fake::FakeOptions};

use super::{START, World, http};

/// A client whose clock is this many seconds off.
fn off(world: &World, seconds: i64) -> Ccc {
    Ccc::new(world.running.config(), http(), Clock::new(move || START + seconds))
}

#[tokio::test]
async fn a_clock_that_is_minutes_off_is_put_right_by_the_platforms_date() {
    let world = World::start().await;
    for seconds in [-86_400, -400, 400, 31_536_000] {
        let client = off(&world, seconds);
        let before = world.calls("DescribeStaffInfoList");
        assert_eq!(client.staff(&StaffFilter::default()).await.unwrap().len(), 80, "{seconds}");
        assert_eq!(world.calls("DescribeStaffInfoList"), before + 2, "once refused, once repeated");
        client.staff(&StaffFilter::default()).await.unwrap();
        assert_eq!(world.calls("DescribeStaffInfoList"), before + 3, "and remembered");
    }
    assert_eq!(world.running.fake.refusals("AuthFailure.SignatureExpire"), 4);
}

#[tokio::test]
async fn a_clock_within_five_minutes_is_good_enough() {
    let world = World::start().await;
    off(&world, -290).staff(&StaffFilter::default()).await.unwrap();
    off(&world, 290).staff(&StaffFilter::default()).await.unwrap();
    assert_eq!(world.calls("DescribeStaffInfoList"), 2);
}

#[tokio::test]
async fn a_platform_that_does_not_tell_the_time_leaves_it_to_people() {
    let world = World::with(FakeOptions { tells_date: false, ..FakeOptions::default() }).await;
    let error = off(&world, 4_000).staff(&StaffFilter::default()).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("AuthFailure.SignatureExpire"), Decision::SetClock));
    assert_eq!(world.calls("DescribeStaffInfoList"), 1);
}

#[tokio::test]
async fn a_refusal_that_stays_is_no_loop() {
    let world = World::start().await;
    let kind = connectors::ccc::fake::FaultKind::Code("AuthFailure.SignatureExpire".to_owned());
    world.fail("DescribeStaffInfoList", 100, kind);
    let error = world.client.staff(&StaffFilter::default()).await.unwrap_err();
    assert!(matches!(error, CccError::Api(_)), "{error}");
    assert_eq!(world.calls("DescribeStaffInfoList"), 2);
}

#[tokio::test]
async fn wrong_keys_are_tried_once() {
    let world = World::start().await;
    for (id, key, code) in [
        ("", "fake-ccc-secret-key", "AuthFailure.SecretIdNotFound"),
        ("FAKEAKIDcontactcentre", "wrong", "AuthFailure.SignatureFailure"),
    ] {
        let mut config = world.running.config();
        (config.secret_id, config.secret_key) = (id.to_owned(), key.into());
        let before = world.calls("DescribeStaffInfoList");
        let error = super::client(&world.running, config).staff(&StaffFilter::default()).await.unwrap_err();
        assert_eq!((error.code(), error.decision()), (Some(code), Decision::Credentials));
        assert_eq!(world.calls("DescribeStaffInfoList"), before + 1);
    }
}

#[tokio::test]
async fn errors_do_not_print_secrets() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.base_url.set_port(Some(1)).unwrap();
    let client = super::client(&world.running, config.clone());
    let error = client.staff(&StaffFilter::default()).await.unwrap_err();
    let printed = format!("{error} {error:?} {config:?} {client:?}");
    assert!(!printed.contains("fake-ccc-secret-key"), "{printed}");
}
