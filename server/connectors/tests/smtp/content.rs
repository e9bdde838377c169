use connectors::smtp::Letter;
use futures::future::join_all;

use super::{World, letter};

#[tokio::test]
async fn a_letter_arrives_with_all_its_parts() {
    let world = World::start().await;
    let sent = Letter {
        from_name: Some("云帆贸易".to_owned()),
        language: Some("zh-CN".to_owned()),
        ..letter("wang.fang@example.test")
    };
    let receipt = world.smtp.send(&sent).await.unwrap();
    assert!(receipt.provider_id.contains("queued as FAKE1"), "{receipt:?}");
    let mails = world.running.fake.letters();
    let mail = &mails[0];
    assert_eq!(mails.len(), 1);
    assert_eq!(mail.message_id, sent.message_id);
    assert_eq!(mail.header("Message-ID"), Some(format!("<{}>", sent.message_id).as_str()));
    assert_eq!(mail.from, "云帆贸易 <console@example.test>");
    assert_eq!(mail.envelope.from, "console@example.test");
    assert_eq!(mail.to, ["wang.fang@example.test"]);
    assert_eq!(mail.header("Auto-Submitted"), Some("auto-generated"));
    assert_eq!(mail.header("Content-Language"), Some("zh-CN"));
    assert_eq!(mail.header("MIME-Version"), Some("1.0"));
    assert!(mail.header("Date").is_some_and(|date| date.ends_with("+0000")), "{:?}", mail.header("Date"));
    assert!(mail.header("Content-Type").is_some_and(|kind| kind.starts_with("multipart/alternative")));
    assert_eq!((mail.text.trim_end(), mail.html.trim_end()), ("Welcome.", "<p>Welcome.</p>"));
}

#[tokio::test]
async fn words_in_every_script_are_read_back_as_they_were_written() {
    let world = World::start().await;
    let text = format!("您好，王芳：\n.\n..a dot begins this line\nCafé, não, 🎉\n{}\n", "长".repeat(1_500));
    let subject = "重置密码 – Redefinição de senha 🎉 请在二十四小时之内点击下面的链接完成操作，谢谢您的配合与支持";
    let sent = Letter {
        subject: subject.to_owned(),
        text: text.clone(),
        html: format!("<p>{}</p>\n<p>.</p>\n", "ü".repeat(2_000)),
        ..letter("a@example.test")
    };
    world.smtp.send(&sent).await.unwrap();
    let mail = &world.running.fake.letters()[0];
    assert_eq!(mail.subject, subject);
    assert_eq!(mail.text.trim_end(), text.trim_end());
    assert_eq!(mail.html.trim_end(), sent.html.trim_end());
    let longest = mail.raw.split(|byte| *byte == b'\n').map(<[u8]>::len).max();
    assert!(longest <= Some(999), "{longest:?}");
}

#[tokio::test]
async fn line_breaks_in_the_subject_and_names_add_no_header() {
    let world = World::start().await;
    let evil = "hello\r\nBcc: everybody@example.test\r\n\r\nbody\n.\nMAIL FROM:<x@y>";
    let sent = Letter {
        subject: evil.to_owned(),
        from_name: Some(evil.to_owned()),
        language: Some("en\r\nX-Evil: 1".to_owned()),
        ..letter("a@example.test")
    };
    world.smtp.send(&sent).await.unwrap();
    let mail = &world.running.fake.letters()[0];
    assert_eq!(mail.subject, "hello Bcc: everybody@example.test body . MAIL FROM:<x@y>");
    let names: Vec<_> = mail.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert!(!names.iter().any(|name| ["Bcc", "X-Evil", "Content-Language"].contains(name)), "{names:?}");
    assert_eq!(mail.to, ["a@example.test"]);
    assert_eq!(mail.text.trim_end(), "Welcome.");
    assert_eq!(world.running.fake.received(), 1);
}

#[tokio::test]
async fn an_address_or_id_that_could_end_its_line_is_refused_before_anything_is_sent() {
    let world = World::start().await;
    for to in
        ["", "nobody", "a@example.test>\r\nRCPT TO:<b@example.test", "a b@example.test", "a@b@", "a\u{0}@example.test"]
    {
        world.send_to(to).await.unwrap_err();
    }
    for id in ["", "one", "a b@example.test", "a@b>\r\nBcc: c@example.test", "@", "a@长"] {
        let sent = Letter { message_id: id.to_owned(), ..letter("a@example.test") };
        world.smtp.send(&sent).await.unwrap_err();
    }
    assert_eq!(world.running.fake.received(), 0);
}

#[tokio::test]
async fn fifty_letters_at_once_all_arrive() {
    let world = World::start().await;
    let letters: Vec<_> = (0..50).map(|number| letter(&format!("member{number}@example.test"))).collect();
    let outcomes = join_all(letters.iter().map(|letter| world.smtp.send(letter))).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let mut to: Vec<_> = world.running.fake.letters().into_iter().flat_map(|mail| mail.to).collect();
    to.sort_unstable();
    to.dedup();
    assert_eq!(to.len(), 50);
}
