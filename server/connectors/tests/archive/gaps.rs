use std::time::Duration;

use connectors::archive::{After, Archive, Gap};

use super::world::{World, texts};

const DAY: i64 = 86_400;

fn after(seq: u64, days: u64) -> After {
    After { seq, age: Some(Duration::from_secs(days * 86_400)) }
}

#[tokio::test]
async fn what_the_platform_forgot_is_reported_as_a_gap() {
    let world = World::silent().await;
    let pair = world.pair().await;
    let archive = world.archive();
    let (seen, _) = world.write(&pair, "看到了");
    world.write(&pair, "没看到");
    world.running.fake.advance(6 * DAY);
    let page = archive.pull(after(seen, 6), 10).await.unwrap();
    assert!(page.messages.is_empty() && page.caught_up);
    assert_eq!(page.gap, Some(Gap { after_seq: seen, first_seq: None }));
    let (first, _) = world.write(&pair, "新的");
    let page = archive.pull(after(seen, 6), 10).await.unwrap();
    assert_eq!(texts(&page), ["新的"]);
    assert_eq!(page.gap, Some(Gap { after_seq: seen, first_seq: Some(first) }));
}

#[tokio::test]
async fn numbers_that_jump_are_no_gap_for_whoever_was_there() {
    let world = World::start().await;
    let archive = world.archive();
    let mut last = After::default();
    let mut jumped = false;
    loop {
        let page = archive.pull(last, 10).await.unwrap();
        assert_eq!(page.gap, None);
        let Some(seq) = page.last_seq() else { break };
        jumped |= page.messages.windows(2).any(|two| two[1].as_ref().unwrap().seq > two[0].as_ref().unwrap().seq + 1);
        last = after(seq, 0);
    }
    assert!(jumped, "the fake leaves numbers out");
}

#[tokio::test]
async fn messages_of_the_fifth_day_are_there_and_of_the_sixth_are_not() {
    let world = World::silent().await;
    let pair = world.pair().await;
    let archive = world.archive();
    world.write(&pair, "五天");
    world.running.fake.advance(5 * DAY - 60);
    assert_eq!(texts(&archive.pull(After::default(), 10).await.unwrap()), ["五天"]);
    world.running.fake.advance(120);
    assert!(archive.pull(After::default(), 10).await.unwrap().messages.is_empty());
}
