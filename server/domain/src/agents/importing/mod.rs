//! Agents out of a file: skill groups made, agents added and changed, and all of it put back.

mod add;
mod change;
mod group;
mod passwords;
mod remove;

use super::rows;
use crate::change::{Applied, Context, Inverted, Kind, Prepared, Row, kept};
use crate::{Conn, Result, sessions};
use futures::future::BoxFuture;
use group::Groups;
use model::agent_edit::AddAgent;
use model::permission::Permission;
use model::{AgentId, Code, SkillGroupId};
use serde::{Deserialize, Serialize};

/// What a row carries. Passwords stand in none: they are made when the row is carried out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Payload {
    /// A skill group, by its name.
    Group(String),
    /// A new agent.
    Add(Box<NewAgent>),
    /// One who is here.
    Change(Box<Change>),
}

/// A skill group by what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GroupName {
    /// Its id; nothing for one that is to be made first.
    pub id: Option<SkillGroupId>,
    /// The name.
    pub name: String,
}

/// A new agent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct NewAgent {
    /// Everything but the skill groups: those that are to be made have no id yet.
    pub agent: AddAgent,
    /// The skill groups.
    pub groups: Vec<GroupName>,
    /// Whether he gets a password: a member with an account has one of his own.
    pub password: bool,
}

/// What is to become of one who is here. `None` leaves a field as it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Change {
    /// The revision that was looked at: what was edited since is left alone.
    pub revision: i64,
    /// Another name.
    pub name: Option<String>,
    /// Another nickname.
    pub nickname: Option<String>,
    /// All skill groups from now on.
    pub groups: Option<Vec<GroupName>>,
}

/// So many passwords are hashed before a block: a second of both hashers' time, and what these rows write afterwards keeps others
/// waiting for some tens of milliseconds.
const AT_ONCE: i64 = 50;

/// The kind of change.
pub(crate) struct Importing;

impl Kind for Importing {
    fn prepared_at_once(&self) -> Option<i64> {
        Some(AT_ONCE)
    }

    fn prepare<'a>(&'a self, context: &'a Context, rows: &'a [Row]) -> BoxFuture<'a, Result<Prepared>> {
        Box::pin(passwords::prepare(context, rows))
    }

    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(async move {
            context.viewer()?.require_everywhere(Permission::AgentsWrite)?;
            let mut groups = Groups::load(conn, &context.organisation).await?;
            let mut done = Vec::with_capacity(rows.len());
            for row in rows {
                done.push(match serde_json::from_str(&row.payload)? {
                    Payload::Group(name) => group::apply(conn, context, &name, &mut groups).await?,
                    Payload::Add(new) => add::apply(conn, context, row, (*new, &groups)).await?,
                    Payload::Change(wanted) => change::apply(conn, context, row, (*wanted, &groups)).await?,
                });
            }
            Ok(done)
        })
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(async move {
            context.viewer()?.require_everywhere(Permission::AgentsWrite)?;
            match serde_json::from_str(&row.payload)? {
                Payload::Group(_) => group::invert(conn, context, row).await,
                Payload::Add(_) => remove::invert(conn, context, row).await,
                Payload::Change(_) => change::invert(conn, context, row).await,
            }
        })
    }

    fn topics(&self) -> &'static [&'static str] {
        // Put back, they end sessions.
        &["agents", "members", "imports", sessions::TOPIC]
    }
}

/// The agent that a row was about, if nobody changed him since; else why he is left alone.
async fn untouched(conn: &mut Conn, context: &Context, row: &Row) -> Result<std::result::Result<rows::Row, Inverted>> {
    let id = AgentId(row.subject_id.clone().unwrap_or_default());
    let Some(agent) = rows::find(conn, &context.organisation, &id).await? else { return Ok(Err(kept("deleted"))) };
    if agent.is_gone() {
        return Ok(Err(kept("deleted")));
    }
    if Some(agent.revision) != row.revision_after {
        return Ok(Err(kept("edited")));
    }
    super::require_no_more_rights(conn, context.viewer()?, &agent).await?;
    Ok(Ok(agent))
}

/// The agent whom a row is about, as he was looked at.
async fn as_seen(conn: &mut Conn, context: &Context, row: &Row, revision: i64) -> Result<rows::Row> {
    let id = AgentId(row.subject_id.clone().unwrap_or_default());
    let agent = rows::find(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
    if agent.revision != revision || agent.is_gone() {
        return Err(super::add::stale());
    }
    super::require_no_more_rights(conn, context.viewer()?, &agent).await?;
    Ok(agent)
}
