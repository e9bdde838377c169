use connectors::cxone::{
    CXoneError, Decision,
    fake::{Action, FakeOptions, FaultKind},
    types::{Correlation, CorrelationSearch, CorrelationStatus, StatePair},
};

use super::World;

fn correlation(id: &str, domain: &str, entity: &str) -> Correlation {
    Correlation {
        correlation_id: id.to_owned(),
        entity: "USER".to_owned(),
        domain: domain.to_owned(),
        entity_id: entity.to_owned(),
        entity_name: "Somebody".to_owned(),
        ..Correlation::default()
    }
}

#[tokio::test]
async fn two_entities_with_one_correlation_are_one_person() {
    let world = World::start().await;
    world.client.create_correlation(&correlation("c1", "CXONE", "1001")).await.unwrap();
    world.client.create_correlation(&correlation("c1", "PARTNER", "e/7 ü")).await.unwrap();
    world.client.create_correlation(&correlation("c2", "CXONE", "1002")).await.unwrap();
    let search = CorrelationSearch { correlation_id: Some("c1".to_owned()), ..CorrelationSearch::default() };
    let found = world.client.correlations(&search).await.unwrap();
    assert_eq!(found.iter().map(|row| row.entity_id.as_str()).collect::<Vec<_>>(), ["1001", "e/7 ü"]);
    let ended = Correlation { status: CorrelationStatus::Inactive, ..found[1].clone() };
    world.client.update_correlation(&ended).await.unwrap();
    let search = CorrelationSearch { status: Some(CorrelationStatus::Inactive), ..CorrelationSearch::default() };
    let found = world.client.correlations(&search).await.unwrap();
    assert_eq!((found.len(), found[0].entity_id.as_str(), found[0].version), (1, "e/7 ü", 2));
}

#[tokio::test]
async fn all_pages_of_a_search_are_read() {
    let world = World::with(FakeOptions { page: 10, ..FakeOptions::default() }).await;
    for number in 0..35 {
        let id = number.to_string();
        world.client.create_correlation(&correlation(&id, "CXONE", &id)).await.unwrap();
    }
    assert_eq!(world.client.correlations(&CorrelationSearch::default()).await.unwrap().len(), 35);
    assert_eq!(world.calls("correlations/search"), 4);
    let nobody = CorrelationSearch { domain: Some("NOWHERE".to_owned()), ..CorrelationSearch::default() };
    assert!(world.client.correlations(&nobody).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_refusal_of_userhub_is_shown_in_its_own_words() {
    let world = World::start().await;
    world.client.create_correlation(&correlation("c1", "CXONE", "1001")).await.unwrap();
    let error = world.client.create_correlation(&correlation("c2", "CXONE", "1001")).await.unwrap_err();
    assert_eq!(error.decision(), Decision::Skip);
    let CXoneError::Api(refusal) = error else { panic!("{error}") };
    assert_eq!((refusal.code.as_str(), refusal.message.as_str()), ("1409", "the entity has a correlation already"));
    let error = world.client.update_correlation(&correlation("..", "CXONE", "1001")).await.unwrap_err();
    assert!(matches!(error, CXoneError::Misuse { .. }), "{error}");
}

#[tokio::test]
async fn a_token_that_ended_is_replaced_at_userhub_too() {
    let world = World::start().await;
    world.client.correlations(&CorrelationSearch::default()).await.unwrap();
    world.fail("", 1, FaultKind::KillTokens);
    world.client.correlations(&CorrelationSearch::default()).await.unwrap();
    assert_eq!(world.calls("auth/token"), 2);
}

#[tokio::test]
async fn a_presence_rule_is_read_where_somebody_made_one() {
    let world = World::start().await;
    assert_eq!(world.client.presence_rule("partner", "7").await.unwrap(), None);
    let pair = |own: &str, other: &str| (own.to_owned(), other.to_owned());
    world.act(Action::Rule {
        partner: "partner".to_owned(),
        id: "7".to_owned(),
        publisher: vec![pair("Working", "On Call")],
        subscriber: vec![pair("On Call", "On Call"), pair("DND", "DND")],
    });
    let rule = world.client.presence_rule("partner", "7").await.unwrap().unwrap();
    let working = StatePair { agent_state: "Working".to_owned(), partner_state: "On Call".to_owned() };
    assert_eq!((rule.publisher_state_map, rule.subscriber_state_map.len()), (vec![working], 2));
}
