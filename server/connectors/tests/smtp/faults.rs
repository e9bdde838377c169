use std::time::{Duration, Instant};

use connectors::{
    delivery::{Decision, Reason},
    smtp::{Letter, fake::FakeOptions},
};

use super::{World, letter};

#[tokio::test]
async fn each_scripted_refusal_has_its_decision() {
    let world = World::start().await;
    for (to, decision, reason, code) in [
        ("bounce@example.test", Decision::RefuseRecipient, Reason::NoSuchMailbox, "550 5.1.1"),
        ("Bounce7@example.test", Decision::RefuseRecipient, Reason::NoSuchMailbox, "550 5.1.1"),
        ("full@example.test", Decision::Retry, Reason::MailboxFull, "452 4.2.2"),
        ("spam@example.test", Decision::RefuseRecipient, Reason::Rejected, "554 5.7.1"),
        ("busy@example.test", Decision::Retry, Reason::Busy, "421 4.3.2"),
        ("grey@example.test", Decision::Retry, Reason::Greylisted, "451 4.7.1"),
    ] {
        let error = world.send_to(to).await.unwrap_err();
        assert_eq!((error.decision, error.reason), (decision, reason), "{to}");
        assert!(error.detail.starts_with(code), "{to}: {}", error.detail);
    }
    assert_eq!(world.running.fake.letters(), [], "nothing refused is kept");
    world.send_to("bouncer.wang@example.test").await.unwrap();
}

#[tokio::test]
async fn a_greylisted_letter_is_taken_the_second_time() {
    let world = World::start().await;
    world.send_to("grey@example.test").await.unwrap_err();
    world.send_to("grey@example.test").await.unwrap();
    let mail = &world.running.fake.letters()[0];
    assert_eq!((mail.message_id.as_str(), mail.times_seen), ("m-1.grey@console.example.test", 1));
}

#[tokio::test]
async fn a_letter_that_was_cut_after_the_final_dot_keeps_its_message_id() {
    let world = World::start().await;
    let error = world.send_to("cut@example.test").await.unwrap_err();
    assert_eq!((error.decision, error.reason), (Decision::Retry, Reason::Cut));
    let first = world.running.fake.letters();
    world.send_to("cut@example.test").await.unwrap();
    let second = world.running.fake.letters();
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_eq!(first[0].message_id, second[0].message_id);
    assert_eq!((second[0].times_seen, world.running.fake.received()), (2, 2));
    let other = Letter { message_id: "m-2@console.example.test".to_owned(), ..letter("cut@example.test") };
    assert_eq!(world.smtp.send(&other).await.unwrap_err().reason, Reason::Cut, "every new letter is cut once");
}

#[tokio::test]
async fn a_slow_server_is_waited_for() {
    let world = World::start().await;
    let began = Instant::now();
    world.send_to("slow@example.test").await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(3));
}

#[tokio::test]
async fn a_letter_above_the_servers_limit_is_refused_as_too_large() {
    let world = World::with(FakeOptions { size_limit: 4_000, ..Default::default() }).await;
    let large = Letter { text: "word ".repeat(2_000), ..letter("a@example.test") };
    let error = world.smtp.send(&large).await.unwrap_err();
    assert_eq!((error.decision, error.reason), (Decision::RefuseRecipient, Reason::TooLarge));
    world.send_to("a@example.test").await.unwrap();
}
