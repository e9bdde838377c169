use std::{collections::HashSet, time::Duration};

use connectors::{
    archive::{
        After, Archive, Body, Reason, Why,
        wecom::{Settings, WeComArchive},
    },
    wecom::fake::{Action, FakeOptions, FaultKind},
};
use rustix::process::{Pid, Signal, kill_process};

use super::world::{START, World, all, program, settings, texts};

fn send(process: u32, signal: Signal) {
    let process = Pid::from_raw(i32::try_from(process).unwrap()).unwrap();
    kill_process(process, signal).unwrap();
}

#[tokio::test]
async fn what_was_written_is_pulled_through_the_shared_library_and_decrypted() {
    let world = World::start().await;
    let archive = world.archive();
    let found = all(&archive, 30).await;
    // Five of the seven days of the history, with the keys of two versions.
    assert!((95..=105).contains(&found.len()), "{}", found.len());
    assert!(found.windows(2).all(|two| two[0].seq < two[1].seq));
    let names: HashSet<_> = found.iter().map(|message| message.msgid.clone()).collect();
    assert_eq!(names.len(), found.len());
    assert!(found.iter().any(|message| matches!(message.body, Body::Text { .. }) && message.external()));
}

#[tokio::test]
async fn the_history_has_every_language_and_many_kinds() {
    let world = World::with(FakeOptions { archive_messages: 1_000, ..FakeOptions::default() }).await;
    let found = all(&world.archive(), 1_000).await;
    let text: String = found.iter().map(|message| message.searchable() + "\n").collect();
    for words in ["报价单", "the factory", "a fábrica"] {
        assert!(text.contains(words), "{words}");
    }
    let kinds: HashSet<_> = found.iter().map(|message| message.kind.as_str()).collect();
    for kind in ["text", "image", "file", "voice", "link", "revoke", "switch", "mixed", "chatrecord"] {
        assert!(kinds.contains(kind), "{kind}");
    }
    assert!(found.iter().any(|message| message.room.is_some()));
}

#[tokio::test]
async fn the_same_seed_writes_the_same_messages() {
    let (one, other) = (World::start().await, World::start().await);
    assert_eq!(all(&one.archive(), 200).await, all(&other.archive(), 200).await);
}

#[tokio::test]
async fn people_who_talk_anyway_go_on_when_told_to() {
    let world = World::start().await;
    let archive = world.archive();
    let before = all(&archive, 200).await;
    world.running.fake.advance(3_600);
    world.act(Action::Chatter { messages: 25 });
    let page = archive.pull(After::seq(before.last().unwrap().seq), 100).await.unwrap();
    assert_eq!(page.messages.len(), 25);
    assert!(page.messages.iter().all(|row| row.as_ref().unwrap().sent_at >= (START + 3_600) * 1_000));
}

#[tokio::test]
async fn a_page_after_the_last_number_is_empty_and_says_so() {
    let world = World::silent().await;
    let archive = world.archive();
    assert!(archive.pull(After::default(), 10).await.unwrap().caught_up);
    let pair = world.pair().await;
    let (first, _) = world.write(&pair, "一");
    let (last, _) = world.write(&pair, "二");
    let page = archive.pull(After::default(), 10).await.unwrap();
    assert_eq!((texts(&page), page.caught_up), (vec!["一".to_owned(), "二".to_owned()], false));
    assert_eq!(texts(&archive.pull(After::seq(first), 10).await.unwrap()), ["二"]);
    let page = archive.pull(After::seq(last), 10).await.unwrap();
    assert!(page.messages.is_empty() && page.caught_up);
    assert_eq!(archive.pull(After::default(), 1).await.unwrap().messages.len(), 1, "asking again is allowed");
}

#[tokio::test]
async fn a_killed_child_is_started_again_and_nothing_is_lost() {
    let world = World::start().await;
    let archive = world.archive();
    let first = archive.pull(After::default(), 10).await.unwrap();
    let process = archive.process().await.unwrap();
    send(process, Signal::KILL);
    let second = archive.pull(After::seq(first.last_seq().unwrap()), 10).await.unwrap();
    assert_ne!(archive.process().await, Some(process));
    let whole = world.archive().pull(After::default(), 20).await.unwrap();
    let joined: Vec<_> = first.messages.into_iter().chain(second.messages).collect();
    assert_eq!(joined, whole.messages);
}

#[tokio::test]
async fn a_library_that_falls_over_takes_only_the_child_with_it() {
    let world = World::silent().await;
    let pair = world.pair().await;
    world.write(&pair, "还在");
    world.fail("message/getchatdata", 2, FaultKind::Errcode(99_999));
    let page = world.archive().pull(After::default(), 10).await.unwrap();
    assert_eq!(texts(&page), ["还在"]);
    world.fail("message/getchatdata", 3, FaultKind::Errcode(99_999));
    let error = world.archive().pull(After::default(), 10).await.unwrap_err();
    assert_eq!(error.reason, Reason::ReaderDied);
    assert!(error.detail.contains("signal 6"), "{error}");
}

#[tokio::test]
async fn a_message_that_the_library_falls_over_keeps_its_row_and_holds_up_none() {
    let world = World::silent().await;
    let pair = world.pair().await;
    for text in ["前", "☠", "后"] {
        world.write(&pair, text);
    }
    let page = world.archive().pull(After::default(), 10).await.unwrap();
    let words: Vec<_> = page.messages.iter().map(|row| row.as_ref().map(|message| message.searchable())).collect();
    assert_eq!((words[0].clone().unwrap(), words[2].clone().unwrap()), ("前".to_owned(), "后".to_owned()));
    let lost = page.messages[1].as_ref().unwrap_err();
    assert_eq!(lost.why, Why::ReaderDied);
    assert!(lost.raw.contains("encrypt_chat_msg"));
}

#[tokio::test]
async fn a_child_that_hangs_is_ended_and_started_again() {
    let world = World::silent().await;
    let pair = world.pair().await;
    world.write(&pair, "等到了");
    let settings = Settings { timeout: Duration::from_secs(1), ..settings() };
    let archive = WeComArchive::new(program(), world.config(), settings);
    archive.pull(After::default(), 10).await.unwrap();
    let process = archive.process().await.unwrap();
    send(process, Signal::STOP);
    assert_eq!(texts(&archive.pull(After::default(), 10).await.unwrap()), ["等到了"]);
    assert_ne!(archive.process().await, Some(process));
}

#[tokio::test]
async fn who_stops_waiting_does_not_leave_his_answer_to_the_next() {
    let world = World::silent().await;
    let pair = world.pair().await;
    world.write(&pair, "慢");
    let archive = world.archive();
    let page = archive.pull(After::default(), 10).await.unwrap();
    world.fail("message/getchatdata", 1, FaultKind::SlowMs(30_000));
    let waiting = tokio::time::timeout(Duration::from_millis(300), archive.pull(After::default(), 10)).await;
    assert!(waiting.is_err());
    let again = archive.pull(After::default(), 10).await.unwrap();
    assert_eq!(again.messages, page.messages);
}

#[tokio::test]
async fn what_is_written_later_is_pulled_with_the_next_key() {
    let world = World::silent().await;
    let pair = world.pair().await;
    world.write(&pair, "旧");
    assert_eq!(world.act(Action::ArchiveKeyRotate {})["version"], 3);
    world.write(&pair, "新");
    let mut config = world.config();
    config.keys = world.keys(&[2, 3]);
    let page = world.archive_with(config).pull(After::default(), 10).await.unwrap();
    assert_eq!(texts(&page), ["旧", "新"]);
}

#[tokio::test]
async fn a_recall_names_the_message_that_was_taken_back() {
    let world = World::silent().await;
    let pair = world.pair().await;
    let (_, msgid) = world.write(&pair, "错了");
    world.act(Action::MessageRecall { msgid: msgid.clone() });
    let page = world.archive().pull(After::default(), 10).await.unwrap();
    assert_eq!(page.messages[1].as_ref().unwrap().body, Body::Recall { of: msgid });
}
