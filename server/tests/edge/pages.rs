//! The pages without script.

use crate::common::{Client, TestApp};
use domain::setup;
use model::permission::Role;
use reqwest::Method;
use serde_json::json;

/// What fits into the first flight of a TCP connection.
const FIRST_FLIGHT: usize = 14 * 1024;

async fn compressed(client: &Client, path: &str, language: &str) -> (u16, usize) {
    let request = client.request(Method::GET, path).header("accept", "text/html").header("accept-language", language);
    let answer = client.send(request.header("accept-encoding", "gzip")).await;
    assert_eq!(answer.header("content-encoding"), "gzip", "{path}");
    (answer.status.as_u16(), answer.body.len())
}

#[tokio::test]
async fn every_page_arrives_in_one_flight_in_every_language() {
    let app = TestApp::start().await;
    let token = setup::pending(&app.edge.services).await.unwrap().unwrap();
    for language in ["en", "zh-CN", "pt-BR"] {
        let (status, size) = compressed(&app.nobody(), &format!("/setup/{token}"), language).await;
        assert!(status == 200 && size <= FIRST_FLIGHT, "set-up: {status} with {size} bytes");
    }
    let owner = app.owner().await;
    let waiting = app.applicant(&owner).await;
    let door = owner.ask("invitations/door", json!({})).await;
    let join = format!("/join/{}", door["number"].as_str().unwrap());
    let nobody = app.nobody();
    for language in ["en", "zh-CN", "pt-BR"] {
        for (client, path, wanted) in [
            (&nobody, "/sign-in", 200),
            (&nobody, "/join", 200),
            (&nobody, join.as_str(), 200),
            (&waiting, join.as_str(), 200),
            (&nobody, "/join/NOSUCHTOKEN", 404),
            (&nobody, "/nothing", 404),
            (&waiting, "/waiting", 200),
        ] {
            let (status, size) = compressed(client, path, language).await;
            assert_eq!(status, wanted, "{path}");
            assert!(size <= FIRST_FLIGHT, "{path} has {size} bytes");
        }
    }
}

#[tokio::test]
async fn pages_hold_no_script_and_the_policy_knows_their_style() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, Role::Member).await;
    for (client, path) in [(&app.nobody(), "/sign-in"), (&app.nobody(), "/join"), (&member, "/waiting")] {
        let page = client.get(path).await;
        let text = page.text();
        assert!(!text.contains("<script") && !text.contains(" style="), "{path}");
        let style = text.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).unwrap().0;
        assert_eq!(style, app::pages::STYLE, "what the digest in the policy was made of");
    }
}

#[tokio::test]
async fn the_language_is_the_one_clicked_then_the_browsers() {
    let app = TestApp::start().await;
    let client = app.nobody();
    let asked = client.request(Method::GET, "/sign-in").header("accept-language", "pt;q=0.9, de");
    assert!(client.send(asked).await.text().contains("<html lang=\"pt-BR\""));
    let clicked = client.get("/sign-in?next=%2Fmembers&lang=zh-CN").await;
    assert!(clicked.text().contains("<html lang=\"zh-CN\""));
    assert!(clicked.text().contains("?next=%2Fmembers&amp;lang=en"), "the links keep where one was going");
    assert_eq!(client.cookie("lang").as_deref(), Some("zh-CN"));
    assert!(client.get("/join").await.text().contains("<html lang=\"zh-CN\""), "and it stays");
}

#[tokio::test]
async fn the_shell_is_for_those_who_are_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    assert_eq!(app.nobody().get("/").await.location(), "/sign-in");
    assert_eq!(app.applicant(&owner).await.get("/").await.location(), "/waiting");
    let shell = owner.get("/members").await;
    assert_eq!(shell.header("cache-control"), "no-store");
    if let Some(entry) = muster::site::entry() {
        assert_eq!(shell.status, 200);
        let text = shell.text();
        assert!(text.contains("id=\"skeleton\"") && text.contains(&entry.js) && text.contains(&entry.wasm));
        assert!(text.contains(app::pages::SHELL_STYLE));
    } else {
        assert_eq!(shell.status, 503, "a server without the browser's part says so");
    }
}
