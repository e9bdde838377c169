//! Agents out of a file, with the skill groups that they need.

mod cells;
mod groups;
mod here;
mod match_up;
mod propose;
mod roles;

use super::judge::{Base, Judged, Key, Seen};
use super::rows::FileRow;
use crate::agents::GroupName;
use crate::{Conn, Result};
use groups::Groups;
use here::{Here, Known, Person};
use model::import::{Duplicates, ImportField, IssueCode, Level};
use model::permission::{Permission, Role};
use model::role::RoleKey;
use roles::Roles;

/// What was found out about a row about an agent.
#[derive(Debug, Default)]
pub(super) struct Found {
    name: String,
    nickname: String,
    number: String,
    email: String,
    /// The role as the file says it; empty for that of agents.
    role: String,
    /// Skill groups as the file says them.
    texts: Vec<String>,
    /// The same, once they were found.
    groups: Vec<GroupName>,
    /// The role of somebody new, and how it is shown; nothing for that of agents.
    given: Option<(RoleKey, String)>,
    /// The agent here that the row is about.
    here: Option<Here>,
    /// The member here who becomes an agent.
    member: Option<Person>,
}

impl Found {
    /// The role of somebody new, and how it is shown.
    fn given(&self) -> (RoleKey, String) {
        let agent = || (RoleKey::BuiltIn(Role::Agent), Role::Agent.word().to_owned());
        self.given.clone().unwrap_or_else(agent)
    }
}

/// What rows about agents are judged by.
pub(super) struct Rules<'a> {
    pub base: Base<'a>,
    groups: Groups,
    roles: Roles,
}

impl<'a> Rules<'a> {
    /// Reads what all rows share.
    ///
    /// # Errors
    /// [`model::Code::Forbidden`] without [`Permission::AgentsWrite`] over the whole organisation.
    pub async fn load(conn: &mut Conn, base: Base<'a>) -> Result<Self> {
        base.viewer.require_everywhere(Permission::AgentsWrite)?;
        let groups = match base.options.column(ImportField::SkillGroups) {
            Some(_) => Groups::load(conn, base.viewer).await?,
            None => Groups::default(),
        };
        let roles = match base.options.column(ImportField::Role) {
            Some(_) => Roles::load(conn, base.viewer).await?,
            None => Roles::default(),
        };
        Ok(Self { base, groups, roles })
    }

    /// Judges rows in their order.
    pub async fn judge(&self, conn: &mut Conn, seen: &mut Seen, rows: &[FileRow]) -> Result<Vec<Judged<Found>>> {
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            all.push(self.read(row)?);
        }
        let known = Known::look(conn, self.base.viewer, all.iter().filter(|row| !row.skipped)).await?;
        let keys = [
            (Key::Email, Some(ImportField::Email), IssueCode::RepeatedEmail, Level::Error),
            (Key::Other, Some(ImportField::AgentNumber), IssueCode::RepeatedNumber, Level::Error),
            // Nothing else is compared.
            (Key::Phone, None, IssueCode::RepeatedPhone, Level::Error),
        ];
        for judged in all.iter_mut().filter(|judged| !judged.skipped) {
            self.base.repeated(judged, seen, keys);
            self.match_up(judged, &known);
            // Nobody is placed who is not to be added, or to stay as he is.
            let stays = match judged.of.here {
                Some(_) => self.base.options.duplicates == Duplicates::Skip,
                None => !self.base.options.add_new,
            };
            if !stays {
                self.place(judged);
            }
        }
        Ok(all)
    }

    fn say(
        &self,
        judged: &mut Judged<Found>,
        (level, code): (Level, IssueCode),
        field: Option<ImportField>,
        params: &[(&str, &str)],
    ) {
        judged.issues.push(self.base.issue(level, field, code, params));
    }
}
