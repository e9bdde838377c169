use std::{collections::HashSet, pin::pin};

use connectors::{
    ringcentral::{
        Decision, RingCentralError,
        fake::{Action, FakeOptions, FaultKind},
        types::{AccountType, DirectoryEntry, EntryStatus, ExtensionId},
    },
    wecom::{self, WeCom},
};
use futures::{StreamExt, TryStreamExt};
use serde_json::json;

use super::{ENTRIES, TOKEN, World, http};

/// 2 500 people, two of them twice, and three queues: three pages.
fn large() -> FakeOptions {
    FakeOptions { accounts: 2_500, ..Default::default() }
}

async fn everybody(world: &World) -> Vec<DirectoryEntry> {
    let pages: Vec<_> = world.client.directory_pages().try_collect().await.unwrap();
    pages.into_iter().flat_map(|page| page.rows).collect()
}

#[tokio::test]
async fn every_extension_of_the_account_is_listed_once_and_nobody_elses() {
    let world = World::with(large()).await;
    let all = everybody(&world).await;
    let ids: HashSet<_> = all.iter().map(|entry| &entry.id).collect();
    assert_eq!((all.len(), ids.len(), world.calls(ENTRIES)), (2_505, 2_505, 3));
    assert!(all.iter().all(|entry| !entry.email.ends_with("@example.org")), "people of a federated account");
    let queues = all.iter().filter(|entry| entry.kind == AccountType::Department).count();
    assert_eq!(queues, 3);
}

#[tokio::test]
async fn two_extensions_may_share_an_address() {
    let world = World::with(FakeOptions { duplicates: 100, no_mail_percent: 0, ..Default::default() }).await;
    let all = everybody(&world).await;
    let shared = all.iter().filter(|entry| entry.email == all[7].email).collect::<Vec<_>>();
    assert_eq!(shared.len(), 2);
    assert_ne!(shared[0].id, shared[1].id);
    let found = world.client.extensions_with_email(&all[7].email).await.unwrap();
    assert_eq!(found.rows.len(), 2);
    assert_eq!(found.rows.iter().filter(|extension| extension.contact.email_as_login_name).count(), 1);
}

#[tokio::test]
async fn addresses_keep_their_capitals_and_some_people_have_none() {
    let world = World::with(FakeOptions { capitals_percent: 100, no_mail_percent: 30, ..Default::default() }).await;
    let all = everybody(&world).await;
    let (with, without): (Vec<_>, Vec<_>) =
        all.iter().filter(|entry| entry.kind == AccountType::User).partition(|entry| !entry.email.is_empty());
    assert!(with.iter().all(|entry| entry.email.starts_with(|letter: char| letter.is_ascii_uppercase())));
    assert!(with.iter().all(|entry| entry.email.ends_with("@example.com")));
    assert!((50..150).contains(&without.len()), "{}", without.len());
}

#[tokio::test]
async fn only_enabled_people_are_active() {
    let options = FakeOptions { disabled_percent: 20, not_activated_percent: 20, ..Default::default() };
    let all = everybody(&World::with(options).await).await;
    let with = |status: EntryStatus| all.iter().filter(|entry| entry.status == status).count();
    assert!(with(EntryStatus::Disabled) > 20 && with(EntryStatus::NotActivated) > 20);
    let active = all.iter().filter(|entry| entry.is_active_user()).count();
    assert_eq!(active, with(EntryStatus::Enabled) - 3, "a queue is enabled and nobody");
}

#[tokio::test]
async fn the_people_are_those_of_the_made_up_wecom() {
    let options = FakeOptions {
        seed: 7,
        accounts: 40,
        duplicates: 0,
        mail_domain: "example.test".to_owned(),
        capitals_percent: 0,
        no_mail_percent: 0,
        ..Default::default()
    };
    let world = World::with(options).await;
    let options = wecom::fake::FakeOptions {
        seed: 7,
        members: 40,
        departments: 5,
        customers: 10,
        contact_reads_details: true,
        ..Default::default()
    };
    let other = wecom::fake::start(options).await.unwrap();
    let client = WeCom::new(other.config(), http());
    let mut theirs = HashSet::new();
    for row in client.member_ids(None, 1_000).await.unwrap().rows {
        theirs.insert(client.member(&row.userid).await.unwrap().email);
    }
    let ours: HashSet<_> = world.running.fake.people().into_iter().map(|(_, email)| email).collect();
    assert_eq!((ours.len(), ours), (40, theirs));
}

#[tokio::test]
async fn a_failure_half_way_ends_the_listing_and_is_no_end_of_it() {
    let world = World::with(large()).await;
    let mut pages = pin!(world.client.directory_pages());
    assert_eq!(pages.next().await.unwrap().unwrap().rows.len(), 1_000);
    world.fail(ENTRIES, 5, FaultKind::Code("CMN-201".to_owned()));
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some("CMN-201"));
    assert!(matches!(error.decision(), Decision::Retry { .. }));
    assert_eq!(world.calls(ENTRIES), 6, "five tries of the second page");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_token_that_ends_half_way_is_replaced_without_the_listing_noticing() {
    let world = World::with(large()).await;
    let mut pages = pin!(world.client.directory_pages());
    let mut rows = pages.next().await.unwrap().unwrap().rows.len();
    world.fail("", 1, FaultKind::KillTokens);
    while let Some(page) = pages.next().await {
        rows += page.unwrap().rows.len();
    }
    assert_eq!((rows, world.calls(TOKEN)), (2_505, 2));
}

#[tokio::test]
async fn a_directory_that_shrinks_while_it_is_read_is_read_again_instead_of_losing_somebody() {
    let world = World::with(large()).await;
    let mut pages = pin!(world.client.directory_pages());
    pages.next().await.unwrap().unwrap();
    world.act(Action::AccountRemove { extension: world.person(3).to_string() });
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(&error, RingCentralError::HalfJson { detail, .. } if detail.contains("2505 to 2504")), "{error}");
    assert_eq!(everybody(&world).await.len(), 2_504);
}

#[tokio::test]
async fn somebody_who_comes_while_it_is_read_is_listed() {
    let world = World::with(large()).await;
    let mut pages = pin!(world.client.directory_pages());
    pages.next().await.unwrap().unwrap();
    let added = world.act(Action::AccountAdd {
        first_name: "Nora".to_owned(),
        last_name: "Brandt".to_owned(),
        email: "nora.brandt@example.com".to_owned(),
    });
    let mut found = false;
    while let Some(page) = pages.next().await {
        found |= page.unwrap().rows.iter().any(|entry| entry.id.as_str() == added["id"]);
    }
    assert!(found);
}

#[tokio::test]
async fn a_search_finds_parts_of_names_numbers_and_addresses() {
    let world = World::start().await;
    let wanted = everybody(&world).await.into_iter().find(|entry| entry.is_active_user() && !entry.email.is_empty());
    let wanted = wanted.unwrap();
    for text in [wanted.last_name.to_uppercase(), wanted.email.clone(), wanted.extension_number.clone()] {
        let found = world.client.search(&text).await.unwrap();
        assert!(found.rows.iter().any(|entry| entry.id == wanted.id), "{text}");
    }
    assert!(world.client.search("guest0@example.org").await.unwrap().rows.is_empty());
    assert!(matches!(world.client.search("  ").await, Err(RingCentralError::Misuse { .. })));
}

#[tokio::test]
async fn an_extension_that_went_is_gone() {
    let world = World::start().await;
    let id = world.person(5);
    let extension = world.client.extension(&id).await.unwrap();
    assert_eq!((&extension.id, extension.kind), (&id, AccountType::User));
    world.act(Action::AccountRemove { extension: id.to_string() });
    let error = world.client.extension(&id).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("CMN-102"), Decision::Gone));
    let error = world.client.extension(&ExtensionId::new("nobody/here")).await.unwrap_err();
    assert_eq!(error.decision(), Decision::Gone);
}

#[tokio::test]
async fn an_application_without_the_permission_is_told_its_name() {
    let permissions = vec!["ReadPresence".to_owned()];
    let world = World::with(FakeOptions { permissions, ..Default::default() }).await;
    let error = world.client.directory_entries(1).await.unwrap_err();
    assert_eq!(error.decision(), Decision::Permission { name: Some("ReadAccounts".to_owned()) });
}

#[tokio::test]
async fn the_listing_of_extensions_has_numbers_for_ids_and_links_to_its_pages() {
    let world = World::start().await;
    let page = world.get("v1.0/account/~/extension?page=2&perPage=100&status=Enabled&status=Disabled").await;
    assert_eq!(page.status, 200);
    assert!(page.json["records"][0]["id"].is_i64());
    let previous = page.json["navigation"]["previousPage"]["uri"].as_str().unwrap();
    assert!(previous.ends_with("/extension?page=1&perPage=100"), "{previous}");
    assert!(page.json["navigation"]["nextPage"]["uri"].is_string());
    let entries = world.get("v1.0/account/300100000/directory/entries?perPage=1").await;
    assert!(entries.json["records"][0]["id"].is_string() && entries.json["navigation"].is_null());
    assert_eq!(entries.json["paging"]["totalElements"], 307, "with two people of a federated account");
    let refused = world.get("v1.0/account/~/directory/entries?perPage=5000").await;
    assert_eq!((refused.status, &refused.json["parameterName"]), (400, &json!("perPage")));
}

#[test]
fn an_entry_of_which_little_is_told_is_still_an_entry_and_nobody_active() {
    let entry: DirectoryEntry = serde_json::from_value(json!({"id": 300_100_101, "email": null})).unwrap();
    assert_eq!((entry.id.as_str(), entry.email.as_str(), entry.is_active_user()), ("300100101", "", false));
}
