use connectors::sms::{SmsConfig, Text};
use reqwest::Method;
use serde_json::Value;

use super::{client, http, now, started, text};

#[tokio::test]
async fn a_person_and_a_program_read_the_messages() {
    let running = started().await;
    let sms = client(SmsConfig::Generic(running.generic()));
    let read = async |method: Method, path: &str| {
        let http = http(true);
        let answer = http.send(http.request(method, running.url(path))).await.unwrap();
        (answer.status, String::from_utf8(answer.body.to_vec()).unwrap())
    };
    assert!(read(Method::GET, "").await.1.contains("Nothing yet"));
    let evil = Text { text: "<script>alert(1)</script>".to_owned(), ..text("+8613800000100") };
    sms.send(&evil, &now()).await.unwrap();
    sms.send(&text("+8613800000101"), &now()).await.unwrap();
    let page = read(Method::GET, "").await.1;
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
    assert!(page.find("0101") < page.find("0100"), "newest first");
    let messages: Value = serde_json::from_str(&read(Method::GET, "messages").await.1).unwrap();
    assert_eq!(messages[0]["to"], "+8613800000101");
    assert_eq!((&messages[1]["platform"], &messages[1]["times_seen"]), (&"generic".into(), &1.into()));
    assert_eq!(read(Method::DELETE, "messages").await.0, 204);
    assert_eq!(read(Method::GET, "messages").await.1, "[]");
}
