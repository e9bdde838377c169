//! Changing an agent who is here, and putting him back.

use super::{Change, Groups, as_seen, untouched};
use crate::agents::{edit, groups};
use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Row};
use crate::{Conn, Result};
use model::agent::AgentGroup;
use model::agent_edit::{EditAgent, PRIORITY, Placing};
use model::audit::Verb;
use serde::{Deserialize, Serialize};

/// What he was before.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    name: String,
    nickname: String,
    /// The skill groups; nothing where they stayed.
    groups: Option<Vec<Placing>>,
}

/// Changes one agent, if nobody did since it was proposed.
pub(super) async fn apply(
    conn: &mut Conn,
    context: &Context,
    row: &Row,
    (wanted, known): (Change, &Groups),
) -> Result<Applied> {
    let agent = as_seen(conn, context, row, wanted.revision).await?;
    let own = groups::of(conn, std::slice::from_ref(&agent.id)).await?.remove(&agent.id).unwrap_or_default();
    let own: Vec<Placing> = own.into_iter().map(placing).collect();
    let mut placings = None;
    if let Some(groups) = &wanted.groups {
        // A group in which he stays keeps its priority.
        let place = |group| {
            let known = own.iter().find(|placing| placing.group == group).cloned();
            known.unwrap_or(Placing { group, priority: PRIORITY })
        };
        placings = Some(known.ids(groups)?.into_iter().map(place).collect());
    }
    let before = Before {
        name: agent.name.clone(),
        nickname: agent.nickname.clone(),
        groups: placings.is_some().then_some(own),
    };
    let edit = EditAgent {
        name: wanted.name,
        nickname: wanted.nickname,
        groups: placings,
        ..EditAgent::of(agent.id.clone(), agent.revision)
    };
    let record = edit::write(conn, &agent, &edit.check()?).await?;
    Ok(Applied {
        subject_id: agent.id.0,
        revision: agent.revision + 1,
        restore: serde_json::to_value(before)?,
        record: Some(record),
    })
}

fn placing(group: AgentGroup) -> Placing {
    Placing { group: group.id, priority: group.priority }
}

/// Puts an agent back as he was, if nobody changed him since and his skill groups are still there.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let agent = match untouched(conn, context, row).await? {
        Ok(agent) => agent,
        Err(kept) => return Ok(kept),
    };
    let edit = EditAgent {
        name: Some(before.name),
        nickname: Some(before.nickname),
        groups: before.groups,
        ..EditAgent::of(agent.id.clone(), agent.revision)
    };
    let record = edit::write(conn, &agent, &edit).await?;
    Ok(Inverted::Undone(Record { verb: Verb::Undo, ..record }))
}
