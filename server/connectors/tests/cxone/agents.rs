use std::collections::HashSet;

use connectors::cxone::{
    AgentFilter, CXoneError, Decision,
    fake::{Action, FakeOptions, FaultKind},
    types::{AgentId, Cursor, PollTime},
};

use super::World;

#[tokio::test]
async fn every_agent_comes_once_over_all_pages() {
    let world = World::with(FakeOptions { agents: 1_234, ..FakeOptions::default() }).await;
    let agents = world.all_agents(100).await.unwrap();
    let ids: HashSet<_> = agents.iter().map(|agent| agent.agent_id).collect();
    assert_eq!((agents.len(), ids.len(), world.calls("agents")), (1_234, 1_234, 13));
    let agent = &agents[0];
    assert!(!agent.user_id.is_empty() && !agent.team_uuid.is_empty(), "the listing's own spelling: {agent:?}");
    assert!(agent.email_address.ends_with("@example.com") && !agent.display_name().is_empty());
    assert_eq!(world.client.agent(agent.agent_id).await.unwrap(), *agent);
}

#[tokio::test]
async fn pages_shorter_than_asked_for_are_no_end() {
    let world = World::with(FakeOptions { agents: 25, page: 10, ..FakeOptions::default() }).await;
    let page = world.client.agents(&AgentFilter::default(), None, 1_000).await.unwrap();
    assert_eq!((page.rows.len(), page.next, page.total), (10, Some(Cursor(10)), 25));
    let page = world.client.agents(&AgentFilter::default(), Some(Cursor(20)), 1_000).await.unwrap();
    assert_eq!((page.rows.len(), page.next), (5, None));
    let page = world.client.agents(&AgentFilter::default(), Some(Cursor(99)), 10).await.unwrap();
    assert_eq!((page.rows.len(), page.next), (0, None));
}

#[tokio::test]
async fn a_listing_that_fails_half_way_goes_on_from_its_cursor() {
    let world = World::with(FakeOptions { agents: 50, ..FakeOptions::default() }).await;
    let first = world.client.agents(&AgentFilter::default(), None, 20).await.unwrap();
    world.fail("agents", 4, FaultKind::HttpHtml);
    let error = world.client.agents(&AgentFilter::default(), first.next, 20).await.unwrap_err();
    assert!(matches!(error.decision(), Decision::Retry { .. }), "{error}");
    let second = world.client.agents(&AgentFilter::default(), first.next, 20).await.unwrap();
    let third = world.client.agents(&AgentFilter::default(), second.next, 20).await.unwrap();
    let ids: HashSet<_> =
        [&first, &second, &third].into_iter().flat_map(|page| &page.rows).map(|agent| agent.agent_id).collect();
    assert_eq!((ids.len(), third.next), (50, None));
}

#[tokio::test]
async fn a_token_that_ends_between_pages_loses_nothing() {
    let world = World::with(FakeOptions { agents: 50, ..FakeOptions::default() }).await;
    world.fail_after("agents", 1, 1, FaultKind::KillTokens);
    assert_eq!(world.all_agents(20).await.unwrap().len(), 50);
    assert_eq!(world.calls("auth/token"), 2);
}

#[tokio::test]
async fn only_those_who_changed_are_told_since_a_time_of_the_platforms_clock() {
    let world = World::start().await;
    let all = world.client.agents(&AgentFilter::default(), None, 100).await.unwrap();
    let since = AgentFilter { updated_since: all.polled.clone(), ..AgentFilter::default() };
    assert!(world.client.agents(&since, None, 100).await.unwrap().rows.is_empty());
    let agent = all.rows[7].agent_id;
    world.act(Action::Change {
        agent: agent.0,
        first_name: Some("Renamed".to_owned()),
        last_name: None,
        email: None,
        team: None,
    });
    let added = world.act(Action::Add {
        first_name: "New".to_owned(),
        last_name: "Person".to_owned(),
        email: "new.person@example.com".to_owned(),
        team: None,
    });
    let changed = world.client.agents(&since, None, 100).await.unwrap().rows;
    let ids: Vec<_> = changed.iter().map(|agent| agent.agent_id).collect();
    assert_eq!(ids, [agent, AgentId(added["agentId"].as_i64().unwrap())]);
    assert_eq!(changed[0].first_name, "Renamed");
}

#[tokio::test]
async fn agents_are_made_inactive_and_never_disappear() {
    let world = World::start().await;
    let agent = world.agent().await;
    let before = world.all_agents(100).await.unwrap().len();
    world.act(Action::Activate { agent: agent.0, active: false });
    let agents = world.all_agents(100).await.unwrap();
    assert_eq!(agents.len(), before);
    assert!(!agents.iter().find(|row| row.agent_id == agent).unwrap().is_active);
    let active = AgentFilter { active: Some(true), ..AgentFilter::default() };
    assert!(world.client.agents(&active, None, 1_000).await.unwrap().rows.iter().all(|row| row.agent_id != agent));
}

#[tokio::test]
async fn agents_are_found_by_a_piece_of_a_name() {
    let world = World::start().await;
    let somebody = world.client.agents(&AgentFilter::default(), Some(Cursor(5)), 1).await.unwrap().rows.remove(0);
    let search = AgentFilter { search: Some(somebody.email_address.to_uppercase()), ..AgentFilter::default() };
    assert_eq!(world.client.agents(&search, None, 10).await.unwrap().rows, [somebody]);
}

#[tokio::test]
async fn whoever_is_not_there_is_gone() {
    let world = World::start().await;
    let error = world.client.agent(AgentId(7)).await.unwrap_err();
    assert_eq!((error.status(), error.decision()), (Some(404), Decision::Gone));
}

#[tokio::test]
async fn a_time_that_is_none_is_refused_and_shown() {
    let world = World::start().await;
    let since = AgentFilter { updated_since: Some(PollTime("yesterday".to_owned())), ..AgentFilter::default() };
    let error = world.client.agents(&since, None, 10).await.unwrap_err();
    assert_eq!((error.status(), error.decision()), (Some(400), Decision::Skip));
    assert!(error.to_string().contains("ISO 8601"), "{error}");
}

#[tokio::test]
async fn a_missing_permission_stops_that_job_only() {
    let world = World::with(FakeOptions { forbidden: vec!["agents".to_owned()], ..FakeOptions::default() }).await;
    let error = world.client.agents(&AgentFilter::default(), None, 1).await.unwrap_err();
    assert_eq!((error.status(), error.decision()), (Some(403), Decision::Permission));
    assert_eq!(world.calls("agents"), 1, "not tried again");
    world.client.agent_states(None).await.unwrap();
}

#[tokio::test]
async fn a_version_the_platform_does_not_have_stops() {
    let world = World::with(FakeOptions { versions: (23, 28), ..FakeOptions::default() }).await;
    let error = world.client.agents(&AgentFilter::default(), None, 1).await.unwrap_err();
    assert!(matches!(&error, CXoneError::Api(refusal) if refusal.message == "no such version"), "{error}");
    assert_eq!(error.decision(), Decision::Stop);
    let mut config = world.running.config();
    config.version = 23;
    super::client(config).agents(&AgentFilter::default(), None, 1).await.unwrap();
}
