use std::os::unix::fs::PermissionsExt;

use connectors::{
    archive::{After, Archive, ArchiveError, Decision, Reason, wecom::WeComArchive},
    wecom::fake::{FakeOptions, FaultKind},
};

use super::world::{World, program, settings, texts};

async fn error(archive: &WeComArchive) -> ArchiveError {
    archive.pull(After::default(), 10).await.unwrap_err()
}

#[tokio::test]
async fn a_missing_library_is_told_plainly() {
    let world = World::silent().await;
    let mut config = world.config();
    config.library = "/nowhere/libWeWorkFinanceSdk_C.so".into();
    let error = error(&world.archive_with(config)).await;
    assert_eq!((error.reason, error.decision), (Reason::LibraryMissing, Decision::Stop));
    assert!(error.detail.contains("/nowhere/libWeWorkFinanceSdk_C.so"));
}

#[tokio::test]
async fn a_library_that_does_not_load_is_told_with_the_systems_words() {
    let world = World::silent().await;
    let folder = tempfile::tempdir().unwrap();
    let mut config = world.config();
    config.library = folder.path().join("libWeWorkFinanceSdk_C.so");
    std::fs::write(&config.library, "MZ: for another system").unwrap();
    let error = error(&world.archive_with(config)).await;
    assert_eq!((error.reason, error.decision), (Reason::LibraryNotLoadable, Decision::Stop));
    assert!(error.detail.contains("invalid ELF header") || error.detail.contains("too short"), "{error}");
}

#[tokio::test]
async fn another_library_is_told_apart_from_the_right_one() {
    let world = World::silent().await;
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let other =
        maps.lines().find_map(|line| line.split(' ').next_back().filter(|path| path.contains("libc.so"))).unwrap();
    let mut config = world.config();
    config.library = other.into();
    let error = error(&world.archive_with(config)).await;
    assert_eq!(error.reason, Reason::NotThisLibrary);
    assert!(error.detail.contains("NewSdk"), "{error}");
}

#[tokio::test]
async fn a_missing_reader_is_told_and_not_tried_again_and_again() {
    let world = World::silent().await;
    let mut program = program();
    program.path = "/nowhere/archive-reader".into();
    let found = error(&WeComArchive::new(program.clone(), world.config(), settings())).await;
    assert_eq!((found.reason, found.decision), (Reason::NoReader, Decision::Stop));
    assert!(found.detail.contains("/nowhere/archive-reader"));
    // A program that is another one says nothing that could be understood.
    let folder = tempfile::tempdir().unwrap();
    program.path = folder.path().join("other");
    std::fs::write(&program.path, "#!/bin/sh\necho hello\n").unwrap();
    std::fs::set_permissions(&program.path, std::fs::Permissions::from_mode(0o755)).unwrap();
    let found = error(&WeComArchive::new(program, world.config(), settings())).await;
    assert_eq!(found.reason, Reason::ReaderDied);
}

#[tokio::test]
async fn passing_trouble_is_passed_over() {
    for kind in [FaultKind::HttpHtml, FaultKind::Empty, FaultKind::Cut, FaultKind::HalfJson, FaultKind::KillTokens] {
        let world = World::silent().await;
        let pair = world.pair().await;
        world.write(&pair, "到了");
        world.fail("message/getchatdata", 1, kind.clone());
        let page = world.archive().pull(After::default(), 10).await.unwrap();
        assert_eq!(texts(&page), ["到了"], "{kind:?}");
    }
}

#[tokio::test]
async fn trouble_that_stays_is_told_as_what_it_is() {
    let world = World::silent().await;
    let cases = [
        (FaultKind::Cut, Reason::Unreachable, Decision::Retry),
        (FaultKind::HttpHtml, Reason::BadAnswer, Decision::Retry),
        (FaultKind::Rate, Reason::Busy, Decision::Retry),
        (FaultKind::Errcode(301_053), Reason::NotOpened, Decision::Stop),
        (FaultKind::Errcode(301_052), Reason::Expired, Decision::Stop),
        (FaultKind::Errcode(301_042), Reason::AddressNotTrusted, Decision::Stop),
        (FaultKind::Errcode(301_111), Reason::LibraryTooOld, Decision::Stop),
        (FaultKind::Errcode(12_345), Reason::Refused, Decision::Stop),
    ];
    let archive = world.archive();
    for (kind, reason, decision) in cases {
        let times = if decision == Decision::Retry && reason != Reason::Busy { 3 } else { 1 };
        world.fail("message/getchatdata", times, kind.clone());
        let error = error(&archive).await;
        assert_eq!((error.reason, error.decision), (reason, decision), "{kind:?}: {error}");
    }
    assert!(archive.pull(After::default(), 10).await.unwrap().caught_up);
}

#[tokio::test]
async fn wrong_secrets_and_untrusted_addresses_are_told_apart() {
    let world = World::silent().await;
    let mut config = world.config();
    config.secret = "wrong".into();
    assert_eq!(error(&world.archive_with(config)).await.reason, Reason::WrongCredentials);
    let strict =
        World::with(FakeOptions { trusted_ips: vec!["203.0.113.1".parse().unwrap()], ..FakeOptions::default() }).await;
    assert_eq!(error(&strict.archive()).await.reason, Reason::AddressNotTrusted);
    let mut config = world.config();
    config.proxy = None;
    assert_eq!(error(&world.archive_with(config)).await.reason, Reason::Unreachable, "there is no platform here");
}

#[tokio::test]
async fn a_page_that_is_too_large_is_asked_for_in_smaller_ones() {
    let world = World::start().await;
    world.fail("message/getchatdata", 2, FaultKind::Errcode(301_058));
    let page = world.archive().pull(After::default(), 80).await.unwrap();
    assert_eq!((page.messages.len(), page.caught_up), (20, false));
}
