use connectors::cxone::{
    CXoneError, Decision,
    fake::{Action, FakeOptions, FaultKind},
    types::{AgentId, NewState, OutStateId, StateKind},
};

use super::World;

const ON_CALL: OutStateId = OutStateId(14);

#[tokio::test]
async fn the_first_poll_tells_everybody_and_later_ones_what_changed() {
    let world = World::with(FakeOptions { agents: 700, inactive_percent: 0, ..FakeOptions::default() }).await;
    let all = world.client.agent_states(None).await.unwrap();
    assert_eq!((all.states.len(), world.calls("agents/states")), (700, 7));
    assert!(all.states.is_sorted_by_key(|state| state.agent_id));
    assert!(world.client.agent_states(all.polled.as_ref()).await.unwrap().states.is_empty());
    let agent = world.agent().await;
    let changed = world.client.agent_states(all.polled.as_ref()).await.unwrap();
    assert_eq!(changed.states.iter().map(|state| state.agent_id).collect::<Vec<_>>(), [agent]);
    assert_eq!(changed.states[0].kind(), StateKind::Unavailable, "sessions begin so");
    world.running.fake.advance(1);
    let quiet = world.client.agent_states(None).await.unwrap().polled;
    assert!(world.client.agent_states(quiet.as_ref()).await.unwrap().states.is_empty());
}

#[tokio::test]
async fn a_poll_that_fails_half_way_is_asked_again_and_loses_nothing() {
    let world = World::with(FakeOptions { agents: 300, inactive_percent: 0, ..FakeOptions::default() }).await;
    let before = world.client.agent_states(None).await.unwrap().polled;
    for agent in 1001..1301 {
        world.act(Action::LogIn { agent });
    }
    world.fail_after("agents/states", 1, 4, FaultKind::HttpHtml);
    world.client.agent_states(before.as_ref()).await.unwrap_err();
    assert_eq!(world.client.agent_states(before.as_ref()).await.unwrap().states.len(), 300);
}

/// Must hold: what changes while later pages are read would otherwise be between two polls.
#[tokio::test]
async fn the_next_poll_begins_where_the_first_page_was_made() {
    let world = World::with(FakeOptions { agents: 300, inactive_percent: 0, ..FakeOptions::default() }).await;
    world.fail_after("agents/states", 2, 1, FaultKind::SlowMs(300));
    let polling = tokio::spawn({
        let client = world.client.clone();
        async move { client.agent_states(None).await }
    });
    while world.calls("agents/states") < 3 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    // He stood on the first page, which is read already.
    world.act(Action::LogIn { agent: 1001 });
    let polled = polling.await.unwrap().unwrap().polled;
    let changed = world.client.agent_states(polled.as_ref()).await.unwrap();
    assert!(changed.states.iter().any(|state| state.agent_id == AgentId(1001)));
}

#[tokio::test]
async fn a_state_is_set_with_a_code_of_the_team() {
    let world = World::start().await;
    let agent = world.agent().await;
    world.client.set_state(agent, NewState::Available).await.unwrap();
    assert_eq!(world.state_of(agent).await.kind(), StateKind::Available);
    world.client.set_state(agent, NewState::Unavailable(ON_CALL)).await.unwrap();
    let state = world.state_of(agent).await;
    assert_eq!(
        (state.kind(), state.out_state_id, state.out_state_description.as_str()),
        (StateKind::Unavailable, ON_CALL, "On Call")
    );
    let error = world.client.set_state(agent, NewState::Unavailable(OutStateId(99))).await.unwrap_err();
    assert_eq!((error.status(), error.decision()), (Some(400), Decision::Skip));
    let error = world.client.set_state(AgentId(7), NewState::Available).await.unwrap_err();
    assert_eq!(error.decision(), Decision::Gone);
}

#[tokio::test]
async fn a_state_set_in_a_contact_is_taken_when_the_contact_ends() {
    let world = World::start().await;
    let agent = world.agent().await;
    world.act(Action::ContactBegin { agent: agent.0, outbound: false });
    world.client.set_state(agent, NewState::Unavailable(ON_CALL)).await.unwrap();
    let state = world.state_of(agent).await;
    assert_eq!(
        (state.kind(), state.open_contacts, state.media_type_name.as_str()),
        (StateKind::InboundContact, 1, "Call")
    );
    assert!(state.kind().is_contact() && state.last_poll_time.is_some());
    world.act(Action::ContactEnd { agent: agent.0, after_work: true });
    let state = world.state_of(agent).await;
    assert_eq!((state.kind(), state.out_state_id, state.is_acw), (StateKind::Unavailable, ON_CALL, false));
}

#[tokio::test]
async fn work_after_a_contact_is_told_in_both_spellings() {
    let world = World::start().await;
    let agent = world.agent().await;
    world.act(Action::ContactBegin { agent: agent.0, outbound: true });
    let listed = world.client.agent_states(None).await.unwrap();
    let state = listed.states.iter().find(|state| state.agent_id == agent).unwrap();
    assert_eq!((state.kind(), state.is_outbound), (StateKind::OutboundContact, true));
    world.act(Action::ContactEnd { agent: agent.0, after_work: true });
    let listed = world.client.agent_states(listed.polled.as_ref()).await.unwrap();
    let state = listed.states.iter().find(|state| state.agent_id == agent).unwrap();
    let single = world.state_of(agent).await;
    assert_eq!((state.is_acw, single.is_acw, single.kind()), (true, true, StateKind::Unavailable));
}

#[tokio::test]
async fn whoever_is_logged_out_has_no_state_to_set() {
    let world = World::start().await;
    let agent = world.agent().await;
    world.client.logout(agent).await.unwrap();
    assert_eq!(world.state_of(agent).await.kind(), StateKind::LoggedOut);
    let error = world.client.set_state(agent, NewState::Available).await.unwrap_err();
    assert_eq!((error.status(), error.decision()), (Some(409), Decision::Skip));
}

#[tokio::test]
async fn a_write_that_may_have_happened_is_not_repeated() {
    let world = World::start().await;
    let agent = world.agent().await;
    for kind in [FaultKind::Cut, FaultKind::HttpHtml, FaultKind::Bare(500)] {
        let before = world.calls("agents/{id}/state");
        world.fail("agents/{id}/state", 1, kind.clone());
        let error = world.client.set_state(agent, NewState::Available).await.unwrap_err();
        assert!(error.may_have_happened(), "{error}");
        assert_eq!(world.calls("agents/{id}/state"), before + 1, "{kind:?}");
    }
}

#[tokio::test]
async fn a_write_that_was_refused_for_the_moment_is_repeated() {
    let world = World::start().await;
    let agent = world.agent().await;
    for kind in [FaultKind::TooMany(None), FaultKind::Unavailable(Some("1".to_owned())), FaultKind::Status(401)] {
        let before = world.calls("agents/{id}/state");
        world.fail("agents/{id}/state", 1, kind.clone());
        world.client.set_state(agent, NewState::Available).await.unwrap();
        assert_eq!(world.calls("agents/{id}/state"), before + 2, "{kind:?}");
    }
}

#[tokio::test]
async fn an_answer_in_words_is_no_success() {
    let world = World::start().await;
    let agent = world.agent().await;
    world.fail("agents/states", 4, FaultKind::Empty);
    let error = world.client.agent_states(None).await.unwrap_err();
    assert!(matches!(error, CXoneError::NotJson { status: 200, .. }), "{error}");
    world.fail("agents/{id}/logout", 1, FaultKind::Empty);
    world.client.logout(agent).await.unwrap();
}
