//! The stream of hints, and what platforms send.

use crate::common::TestApp;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;

async fn line(stream: &mut reqwest::Response) -> Option<String> {
    let chunk = timeout(Duration::from_secs(5), stream.chunk()).await.expect("something within 5 s");
    chunk.ok().flatten().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn a_change_is_hinted_to_open_consoles_of_the_same_organisation() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let mut ours = owner.request(Method::GET, "/events").send().await.unwrap();
    assert_eq!(ours.headers()["content-type"], "text/event-stream");
    let mut theirs = stranger.request(Method::GET, "/events").send().await.unwrap();
    owner.ask("invitations/create", json!({ "new": {} })).await;
    let hint = line(&mut ours).await.expect("a hint");
    assert!(hint.starts_with("event: hint\ndata: ") && hint.ends_with("\n\n") && !hint.contains('{'), "{hint}");
    let heard = timeout(Duration::from_millis(300), theirs.chunk()).await;
    assert!(heard.is_err(), "another organisation hears nothing");

    app.edge.stopping.cancel();
    while line(&mut ours).await.is_some() {}
}

#[tokio::test]
async fn a_session_may_not_open_streams_without_end() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    assert_eq!(app.nobody().get("/events").await.status, 401);
    let mut open = Vec::new();
    let refused = loop {
        let stream = owner.request(Method::GET, "/events").send().await.unwrap();
        if stream.status() != 200 || open.len() > 50 {
            break stream.status();
        }
        open.push(stream);
    };
    assert_eq!((refused.as_u16(), open.len()), (429, 12));
    drop(open);
    // A place comes back when the server sees that the browser is gone.
    for _ in 0..50 {
        if owner.request(Method::GET, "/events").send().await.unwrap().status() == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no place came back");
}

#[tokio::test]
async fn a_code_is_drawn_for_those_who_may_invite() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let invitation = owner.ask("invitations/create", json!({ "new": {} })).await;
    let id = invitation["id"].as_str().unwrap();
    for (path, kind, begin) in [
        (format!("/invitations/{id}/qr.svg"), "image/svg+xml", &b"<svg"[..]),
        (format!("/invitations/{id}/qr.png"), "image/png", b"\x89PNG"),
        ("/door/qr.svg".to_owned(), "image/svg+xml", b"<svg"),
        ("/door/qr.png".to_owned(), "image/png", b"\x89PNG"),
    ] {
        let code = owner.get(&path).await;
        assert_eq!((code.status.as_u16(), code.header("content-type")), (200, kind), "{path}");
        assert!(code.body.starts_with(begin), "{path}");
        assert!(code.header("content-disposition").contains("filename="), "{path}");
        assert_eq!(app.nobody().get(&path).await.status, 401, "{path}");
        assert_ne!(app.applicant(&owner).await.get(&path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_callback_for_nobody_is_refused_without_an_origin_being_asked_for() {
    let app = TestApp::start().await;
    let platform = app.nobody();
    for path in ["/callbacks/wecom/none", "/callbacks/other/none"] {
        let event = platform.request(Method::POST, path).query(&[("msg_signature", "x")]).body("<xml/>");
        assert_eq!(platform.send(event).await.status, 404, "{path}");
    }
}
