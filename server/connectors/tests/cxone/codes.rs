use connectors::cxone::{
    Decision,
    fake::{Action, FakeOptions},
    types::{OutStateId, TeamId},
};

use super::World;

#[tokio::test]
async fn teams_have_codes_of_their_own() {
    let world = World::with(FakeOptions { teams: 130, ..FakeOptions::default() }).await;
    let teams = world.client.teams().await.unwrap();
    assert_eq!((teams.len(), world.calls("teams")), (130, 2));
    let (one, other) = (teams[0].team_id, teams[1].team_id);
    let codes = world.client.unavailable_codes(one).await.unwrap();
    let on_call = codes.iter().find(|code| code.name == "On Call").unwrap();
    assert_eq!((on_call.id, on_call.is_acw, on_call.agent_timeout_mins), (OutStateId(14), false, 120));
    assert_eq!(codes.iter().filter(|code| code.is_acw).count(), 1);
    world.act(Action::Code { team: one.0, code: 14, name: "On Call".to_owned(), active: false });
    world.act(Action::Code { team: one.0, code: 77, name: "Fire Drill".to_owned(), active: true });
    let has =
        |codes: &[connectors::cxone::types::UnavailableCode], id| codes.iter().any(|code| code.id == OutStateId(id));
    let codes = world.client.unavailable_codes(one).await.unwrap();
    assert!(!has(&codes, 14) && has(&codes, 77));
    let codes = world.client.unavailable_codes(other).await.unwrap();
    assert!(has(&codes, 14) && !has(&codes, 77));
}

#[tokio::test]
async fn a_team_nobody_knows_is_an_error() {
    let world = World::start().await;
    let error = world.client.unavailable_codes(TeamId(7)).await.unwrap_err();
    assert_eq!((error.status(), error.decision()), (Some(404), Decision::Stop));
}
