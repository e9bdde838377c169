//! Adding one agent of a file.

use super::passwords::Passwords;
use super::{Groups, NewAgent};
use crate::agents::add;
use crate::audit::{self, Actor, Record};
use crate::change::{Applied, Context, Row};
use crate::{Conn, Error, Result};
use model::agent_edit::{PRIORITY, Placing};
use model::member::Status;
use serde::{Deserialize, Serialize};

/// What putting it back needs.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Before {
    /// How a member stood who was here without an account; nothing of somebody new, and of one who had an account.
    pub was: Option<Status>,
    /// Whether the member was here before.
    pub member: bool,
}

/// Adds him as somebody does by hand, and mails the password that was got ready.
pub(super) async fn apply(
    conn: &mut Conn,
    context: &Context,
    row: &Row,
    (new, groups): (NewAgent, &Groups),
) -> Result<Applied> {
    let (viewer, now) = (context.viewer()?, context.clock.now());
    let place = |group| Placing { group, priority: PRIORITY };
    let mut agent = new.agent;
    agent.groups = groups.ids(&new.groups)?.into_iter().map(place).collect();
    let agent = agent.check()?;
    let issued = context.prepared.get::<Passwords>()?.of(row);
    let written = add::write(conn, &context.services, viewer, (&agent, issued), now).await?;
    let mut told: Vec<Record> = written.told.into_iter().map(|record| record.of_set(&context.set)).collect();
    // The agent's own is told by the row.
    let record = told.pop().ok_or_else(|| Error::Broken("an agent who is not told of".to_owned()))?;
    audit::record_beside(conn, &context.ids, &context.organisation, (&Actor::from(viewer), now), &told).await?;
    let before = Before { was: written.was, member: agent.member.is_some() };
    Ok(Applied { subject_id: written.id.0, revision: 1, restore: serde_json::to_value(before)?, record: Some(record) })
}
