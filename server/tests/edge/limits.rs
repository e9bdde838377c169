//! Sizes and deadlines.

use crate::common::TestApp;
use muster::http::limits::Limits;
use reqwest::Method;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_body_that_is_too_large_is_named_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let large = owner.call("organisation/set_language", json!({ "language": "x".repeat(2 * 1024 * 1024) })).await;
    assert_eq!((large.status.as_u16(), large.code().as_str()), (413, "too_large"));
    let form = owner.post("/sign-in", &[("email", &"x".repeat(100_000))]).await;
    assert_eq!(form.status, 413);
    assert!(form.text().contains("65536 bytes"), "{}", form.text());
}

#[tokio::test]
async fn a_body_without_a_length_is_counted() {
    let app = TestApp::start().await;
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    let origin = app.edge.public.origin();
    let head = format!("POST /sign-in HTTP/1.1\r\nhost: x\r\norigin: {origin}\r\ntransfer-encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    for _ in 0..5 {
        stream.write_all(chunk.as_bytes()).await.unwrap();
    }
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[tokio::test]
async fn arguments_that_are_no_json_are_named_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for body in ["", "{", "[]", "{\"query\":7}", "null"] {
        let request = owner.request(Method::POST, "/fn/members/list").header("sec-fetch-site", "same-origin");
        let answer = owner.send(request.header("accept", "text/html").header("referer", "/x").body(body)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "malformed"), "{body}");
    }
}

#[tokio::test]
async fn an_unknown_address_is_a_page_for_people_and_json_for_code() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let page = owner.get("/no/such/page").await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("There is nothing here"), "{}", page.text());
    let code = owner.send(owner.request(Method::GET, "/no/such/page")).await;
    assert_eq!((code.status.as_u16(), code.code().as_str()), (404, "not_found"));
    let function = owner.call("no/such/function", json!({})).await;
    assert_eq!((function.status.as_u16(), function.code().as_str()), (404, "not_found"));
}

fn quick() -> Limits {
    Limits { header: Duration::from_millis(400), ..Limits::default() }
}

/// Sends a text and then nothing; how long the server takes to hang up.
async fn patience(app: &TestApp, text: &str) -> Duration {
    let start = Instant::now();
    let mut stream = TcpStream::connect(app.address).await.expect("a connection");
    stream.write_all(text.as_bytes()).await.expect("it takes bytes");
    let mut rest = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
    // A reset is as good an end as a close.
    assert!(read.is_ok(), "still open after 10 s: {text:?}");
    start.elapsed()
}

/// In production the deadline is 10 s. Without it a few hundred idle clients stop the server; axum's own loop has none.
#[tokio::test]
async fn a_client_that_never_ends_its_headers_is_hung_up_on() {
    let app = TestApp::start_with(quick()).await;
    for text in [
        "",
        "P",
        "PRI * HTTP/2.0\r\n",
        "GET / HT",
        "GET / HTTP/1.1\r\nhost: x\r\nx-slow: ",
        // One request answered, then silence.
        "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n",
    ] {
        let took = patience(&app, text).await;
        assert!(took < Duration::from_secs(3), "{text:?} took {took:?}");
    }
}

#[tokio::test]
async fn dripping_a_header_does_not_prolong_it() {
    let app = TestApp::start_with(quick()).await;
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").await.unwrap();
    let start = Instant::now();
    while stream.write_all(b"x-a: b\r\n").await.is_ok() {
        assert!(start.elapsed() < Duration::from_secs(3), "still taking bytes");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn headers_have_a_number_and_a_size() {
    let app = TestApp::start().await;
    for (headers, wanted) in [
        ((0..90).map(|n| format!("x-{n}: 1\r\n")).collect::<String>(), "200"),
        ((0..101).map(|n| format!("x-{n}: 1\r\n")).collect::<String>(), "431"),
        (format!("x-large: {}\r\n", "x".repeat(65 * 1024)), "431"),
    ] {
        let mut stream = TcpStream::connect(app.address).await.unwrap();
        let request = format!("GET /healthz HTTP/1.1\r\nhost: x\r\n{headers}\r\n");
        // The server may answer and close before it has read all.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&answer[9..]), wanted);
    }
}

#[tokio::test]
async fn more_requests_than_places_are_told_to_come_back() {
    let limits = Limits { requests: 0, queue: Duration::from_millis(20), ..Limits::default() };
    let app = TestApp::start_with(limits).await;
    let answer = app.nobody().get("/sign-in").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "1"));
    assert_eq!(app.nobody().get("/healthz").await.status, 200, "whoever watches the server is not turned away");
}
