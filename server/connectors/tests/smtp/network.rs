use connectors::{
    delivery::{Decision, Reason},
    smtp::{Security, Smtp, SmtpConfig},
};
use tokio::{io::AsyncWriteExt as _, net::TcpListener};

use super::{World, client, letter};

#[tokio::test]
async fn a_private_address_is_refused() {
    let world = World::start().await;
    for host in ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254"] {
        let smtp = Smtp::new(SmtpConfig { host: host.to_owned(), ..world.running.config() }, false).unwrap();
        for error in [smtp.send(&letter("a@example.test")).await.unwrap_err(), smtp.test().await.unwrap_err()] {
            assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::PrivateAddress), "{host}");
        }
    }
    assert_eq!(world.running.fake.received(), 0);
}

#[tokio::test]
async fn a_password_does_not_leave_this_machine_without_tls() {
    let world = World::start().await;
    let config = SmtpConfig {
        host: "192.0.2.1".to_owned(),
        username: "console".to_owned(),
        password: "s3cret".into(),
        ..world.running.config()
    };
    let error = client(config).test().await.unwrap_err();
    assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::NotTls));
}

#[tokio::test]
async fn a_server_without_tls_gets_no_letter_from_who_asks_for_it() {
    let world = World::start().await;
    let upgraded = client(SmtpConfig { security: Security::StartTls, ..world.running.config() });
    let error = upgraded.send(&letter("a@example.test")).await.unwrap_err();
    assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::NotTls));
    let wrapped = client(SmtpConfig { security: Security::Tls, ..world.running.config() });
    let error = wrapped.send(&letter("a@example.test")).await.unwrap_err();
    assert_eq!((error.decision, error.reason), (Decision::Retry, Reason::NotTls), "{}", error.detail);
    assert_eq!(world.running.fake.received(), 0);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let world = World::start().await;
    let closed = client(SmtpConfig { port: 1, ..world.running.config() });
    let unknown = client(SmtpConfig { host: "mail.nowhere.invalid".to_owned(), ..world.running.config() });
    for error in [closed.test().await.unwrap_err(), unknown.test().await.unwrap_err()] {
        assert_eq!((error.decision, error.reason), (Decision::Retry, Reason::Unreachable), "{}", error.detail);
    }
}

#[tokio::test]
async fn something_that_is_no_mail_server_is_told_so() {
    let world = World::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            drop(stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").await);
        }
    });
    let error = client(SmtpConfig { port, ..world.running.config() }).test().await.unwrap_err();
    assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::NotThePlatform), "{}", error.detail);
}
