//! Skill groups.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::SkillGroupId;
use model::skill_group::{PlaceAgent, SaveSkillGroup, SkillGroup, SkillGroupDetail};

/// All skill groups, by name.
///
/// # Errors
/// What the use case refuses; see `domain::skill_groups::list`.
#[server(name = ListSkillGroups, prefix = "/fn", endpoint = "skill_groups/list", input = Json, output = Json)]
pub async fn list() -> Answer<Vec<SkillGroup>> {
    let caller = super::caller()?;
    Ok(domain::skill_groups::list(&caller.services, &caller.viewer).await?)
}

/// One skill group with its agents.
///
/// # Errors
/// What the use case refuses; see `domain::skill_groups::get`.
#[server(name = GetSkillGroup, prefix = "/fn", endpoint = "skill_groups/get", input = Json, output = Json)]
pub async fn get(id: SkillGroupId) -> Answer<SkillGroupDetail> {
    let caller = super::caller()?;
    Ok(domain::skill_groups::get(&caller.services, &caller.viewer, &id).await?)
}

/// Makes or changes a skill group.
///
/// # Errors
/// What the use case refuses; see `domain::skill_groups::save`.
#[server(name = SaveSkillGroupFn, prefix = "/fn", endpoint = "skill_groups/save", input = Json, output = Json)]
pub async fn save(save: SaveSkillGroup) -> Answer<SkillGroupDetail> {
    let caller = super::caller()?;
    Ok(domain::skill_groups::save(&caller.services, &caller.viewer, save).await?)
}

/// Deletes a skill group that nobody is in.
///
/// # Errors
/// What the use case refuses; see `domain::skill_groups::delete`.
#[server(name = DeleteSkillGroup, prefix = "/fn", endpoint = "skill_groups/delete", input = Json, output = Json)]
pub async fn delete(id: SkillGroupId, revision: i64) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::skill_groups::delete(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Puts an agent into a group, moves him from one to another, takes him out.
///
/// # Errors
/// What the use case refuses; see `domain::skill_groups::place_agent`.
#[server(name = PlaceAgentFn, prefix = "/fn", endpoint = "skill_groups/place", input = Json, output = Json)]
pub async fn place_agent(place: PlaceAgent) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::skill_groups::place_agent(&caller.services, &caller.viewer, &place).await?)
}
