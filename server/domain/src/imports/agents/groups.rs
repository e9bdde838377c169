//! Skill groups: found by their names, or to be made.

use super::super::judge::Judged;
use super::{Found, Rules};
use crate::agents::GroupName;
use crate::keys::fold;
use crate::{Conn, Result, Viewer, skill_groups};
use model::agent_edit::GROUPS;
use model::import::{Duplicates, ImportField, IssueCode, Level};
use model::limits;
use model::text::line;
use std::collections::HashMap;

/// The organisation's skill groups; capitals tell none apart.
#[derive(Debug, Default)]
pub(super) struct Groups(HashMap<String, GroupName>);

impl Groups {
    /// All of them, in one statement.
    pub async fn load(conn: &mut Conn, viewer: &Viewer) -> Result<Self> {
        let all = skill_groups::names(conn, &viewer.organisation).await?.into_iter();
        Ok(Self(all.map(|(id, name)| (fold(&name), GroupName { id: Some(id), name })).collect()))
    }
}

impl Rules<'_> {
    /// Finds the skill groups of a row, or says what is in the way.
    pub(super) fn place(&self, judged: &mut Judged<Found>) {
        let has_some = judged.of.here.as_ref().is_some_and(|here| !here.groups.is_empty());
        if has_some && self.base.options.duplicates == Duplicates::FillEmpty {
            return;
        }
        for text in std::mem::take(&mut judged.of.texts) {
            let group = match self.groups.0.get(&fold(&text)) {
                Some(known) => Some(known.clone()),
                None => self.make_group(judged, &text),
            };
            let groups = &mut judged.of.groups;
            if let Some(group) = group.filter(|new| groups.iter().all(|known| fold(&known.name) != fold(&new.name))) {
                groups.push(group);
            }
        }
        if judged.of.groups.len() > GROUPS {
            self.say_group(judged, (Level::Error, IssueCode::TooManyGroups), &[("limit", &GROUPS.to_string())]);
        }
    }

    /// A skill group that is not here.
    fn make_group(&self, judged: &mut Judged<Found>, text: &str) -> Option<GroupName> {
        let Ok(name) = line(text, limits::NAME) else {
            let params = [("text", text), ("limit", &limits::NAME.to_string())];
            self.say_group(judged, (Level::Error, IssueCode::GroupBadName), &params);
            return None;
        };
        if !self.base.options.create_groups {
            self.say_group(judged, (Level::Error, IssueCode::GroupUnknown), &[("text", &name)]);
            return None;
        }
        if !judged.makes.iter().any(|made| fold(made) == fold(&name)) {
            self.say_group(judged, (Level::Info, IssueCode::GroupCreated), &[("text", &name)]);
            judged.makes.push(name.clone());
        }
        Some(GroupName { id: None, name })
    }

    fn say_group(&self, judged: &mut Judged<Found>, of: (Level, IssueCode), params: &[(&str, &str)]) {
        self.say(judged, of, Some(ImportField::SkillGroups), params);
    }
}
