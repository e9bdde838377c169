use connectors::{
    delivery::{Decision, Reason},
    smtp::{SmtpConfig, fake::FakeOptions},
};

use super::{World, client, letter};

async fn locked() -> World {
    let options =
        FakeOptions { username: "console".to_owned(), password: "s3cret 密码".into(), ..Default::default() };
    World::with(options).await
}

#[tokio::test]
async fn the_right_password_opens() {
    let world = locked().await;
    world.smtp.test().await.unwrap();
    assert_eq!(world.running.fake.received(), 0, "a test sends nothing");
    world.send_to("a@example.test").await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_stops_the_channel() {
    let world = locked().await;
    let smtp = client(SmtpConfig { password: "guess".into(), ..world.running.config() });
    for error in [smtp.test().await.unwrap_err(), smtp.send(&letter("a@example.test")).await.unwrap_err()] {
        assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::WrongCredentials));
        assert!(error.detail.starts_with("535") && !error.detail.contains("guess"), "{}", error.detail);
    }
}

#[tokio::test]
async fn a_server_that_wants_a_password_stops_a_channel_without_one() {
    let world = locked().await;
    let smtp = client(SmtpConfig { username: String::new(), ..world.running.config() });
    let error = smtp.send(&letter("a@example.test")).await.unwrap_err();
    assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::SignInRequired));
}

#[tokio::test]
async fn a_server_without_a_user_name_believes_everybody() {
    let world = World::start().await;
    let smtp = client(SmtpConfig { username: "me".to_owned(), password: "x".into(), ..world.running.config() });
    smtp.test().await.unwrap();
}
