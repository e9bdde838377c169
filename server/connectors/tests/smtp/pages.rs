use connectors::{
    http::{Answer, Http, HttpSettings},
    smtp::Letter,
};
use reqwest::Method;
use serde_json::Value;

use super::{World, letter};

impl World {
    async fn page(&self, method: Method, path: &str) -> Answer {
        let http = Http::new(HttpSettings { allow_private: true, ..HttpSettings::default() }).unwrap();
        http.send(http.request(method, self.running.page_url().join(path).unwrap())).await.unwrap()
    }

    async fn text(&self, path: &str) -> String {
        String::from_utf8(self.page(Method::GET, path).await.body.to_vec()).unwrap()
    }

    async fn json(&self) -> Value {
        serde_json::from_str(&self.text("/letters").await).unwrap()
    }
}

#[tokio::test]
async fn a_person_finds_and_reads_a_letter() {
    let world = World::start().await;
    assert!(world.text("/").await.contains("Nothing yet"));
    world.send_to("first@example.test").await.unwrap();
    world.send_to("second@example.test").await.unwrap();
    let list = world.text("/").await;
    assert!(list.find("second@example.test") < list.find("first@example.test"), "newest first");
    assert!(list.contains("<a href=\"/letters/2\">Your account</a>"));
    let page = world.text("/letters/2").await;
    assert!(page.contains("second@example.test") && page.contains("srcdoc=\"&lt;p&gt;Welcome.&lt;/p&gt;"));
    assert_eq!(world.page(Method::GET, "/letters/7").await.status, 404);
}

#[tokio::test]
async fn programs_read_letters_as_json() {
    let world = World::start().await;
    world.send_to("first@example.test").await.unwrap();
    world.send_to("cut@example.test").await.unwrap_err();
    world.send_to("cut@example.test").await.unwrap();
    let letters = world.json().await;
    assert_eq!(letters.as_array().map(Vec::len), Some(2));
    assert_eq!(letters[0]["to"][0], "cut@example.test");
    assert_eq!(letters[0]["times_seen"], 2);
    assert_eq!(letters[1]["message_id"], "m-1.first@console.example.test");
    assert_eq!(letters[1]["subject"], "Your account");
    assert!(letters[1]["at"].as_i64() > Some(1_700_000_000));
    assert_eq!(world.page(Method::DELETE, "/letters").await.status, 204);
    assert_eq!(world.json().await.as_array().map(Vec::len), Some(0));
    assert_eq!(world.running.fake.received(), 3, "the count stays");
}

#[tokio::test]
async fn a_letter_cannot_run_anything_on_the_page() {
    let world = World::start().await;
    let evil = "</pre></iframe>\"><script>alert(1)</script>";
    let sent = Letter {
        subject: evil.to_owned(),
        from_name: Some(evil.to_owned()),
        text: evil.to_owned(),
        html: evil.to_owned(),
        ..letter("a@example.test")
    };
    world.smtp.send(&sent).await.unwrap();
    for path in ["/", "/letters/1"] {
        assert!(!world.text(path).await.contains("<script"), "{path}");
    }
}
