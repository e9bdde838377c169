//! Putting an agent into a skill group, moving him from one to another, taking him out.

use super::find;
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, agents, organisation};
use model::agent_edit::Placing;
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::problem::{Fault, Field};
use model::skill_group::PlaceAgent;
use model::{Code, Problem};
use serde_json::json;

/// Moves an agent. To a group that he is in already, his priority there changes.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AgentsWrite`], [`Code::NotFound`] for an agent or a group that is not here, [`Code::Invalid`],
/// [`Code::WrongState`] for one in the recycle bin.
pub async fn place_agent(services: &Services, viewer: &Viewer, place: &PlaceAgent) -> Result<()> {
    viewer.require_everywhere(Permission::AgentsWrite)?;
    if !(1..=5).contains(&place.priority) {
        let field = Field { field: "priority".to_owned(), fault: Fault::OutOfRange, limit: Some(5) };
        return Err(Problem::fields(vec![field]).into());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let agent = agents::rows::find(&mut tx, &viewer.organisation, &place.agent).await?.ok_or(Code::NotFound)?;
    if agent.is_gone() {
        return Err(Problem::new(Code::WrongState).with("state", "deleted").into());
    }
    let (mut before, mut after) = (json!({}), json!({}));
    if let Some(from) = place.from.as_ref().filter(|from| Some(*from) != place.to.as_ref()) {
        let group = find(&mut tx, viewer, from).await?;
        sqlx::query("delete from agent_groups where group_id = $1 and agent_id = $2")
            .bind(from)
            .bind(&agent.id)
            .execute(&mut *tx)
            .await?;
        before["skill_groups"] = json!([group.name]);
    }
    if let Some(to) = &place.to {
        let group = find(&mut tx, viewer, to).await?;
        let placing = Placing { group: to.clone(), priority: place.priority };
        agents::place(&mut tx, (&viewer.organisation, &agent.id), &placing).await?;
        after["skill_groups"] = json!([group.name]);
        after["priority"] = json!(place.priority);
    }
    agents::rows::count_change(&mut tx, &agent).await?;
    let record = Record::new(Verb::Update, Subject::Agent, &agent.id, &agent.name).fields(before, after);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "agents");
    tx.commit().await
}
