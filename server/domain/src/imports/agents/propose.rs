//! From a judged row about an agent to a row of a change set.

use super::super::judge::Judged;
use super::super::propose::wrong;
use super::{Found, Here, Rules};
use crate::Result;
use crate::agents::{Change, GroupName, Imported, NewAgent};
use crate::change::draft::Draft;
use crate::keys::fold;
use crate::sync::field;
use model::agent_edit::AddAgent;
use model::audit::Subject;
use model::change::{Reason, Verdict};
use model::import::Duplicates;
use std::collections::BTreeSet;

/// Skill groups come before the agents who are in them.
const GROUPS: i64 = 1;
const AGENTS: i64 = 2;

impl Rules<'_> {
    /// The row of the change set without what it would do.
    pub fn blank(&self, judged: &Judged, found: &Found) -> Draft {
        let details = [&found.email, &found.number];
        Draft {
            rank: AGENTS,
            subject: Subject::Agent,
            subject_id: found.here.as_ref().map(|here| here.id.0.clone()),
            name: found.member.as_ref().map_or_else(|| found.name.clone(), |person| person.name.clone()),
            detail: details.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default(),
            ..wrong(judged)
        }
    }

    /// What a row would do; nothing where everything is as the file says.
    pub fn propose(&self, found: &Found, blank: Draft) -> Result<Option<Draft>> {
        match &found.here {
            None if !self.base.options.add_new => Ok(None),
            None => self.add(found, blank).map(Some),
            Some(here) => self.change(found, here, blank),
        }
    }

    /// The row that makes a skill group.
    pub fn make(&self, judged: &Judged, name: &str) -> Result<Draft> {
        Ok(Draft {
            rank: GROUPS,
            subject: Subject::SkillGroup,
            fields: field("name", "", name).into_iter().collect(),
            name: name.to_owned(),
            verdict: Verdict::Add,
            reason: Reason::NewInFile,
            payload: serde_json::to_value(Imported::Group(name.to_owned()))?,
            ..wrong(judged)
        })
    }

    fn add(&self, found: &Found, blank: Draft) -> Result<Draft> {
        let member = found.member.as_ref();
        let (role, shown_role) = found.given();
        let shown_role = if member.is_some() { String::new() } else { shown_role };
        let groups = shown(found.groups.iter().map(|group| group.name.as_str()));
        let values = [
            ("name", blank.name.as_str()),
            ("nickname", &found.nickname),
            ("number", &found.number),
            ("email", &found.email),
            ("role", &shown_role),
            ("skill_groups", &groups),
        ];
        let fields = values.iter().filter_map(|(name, value)| field(name, "", value)).collect();
        let agent = AddAgent {
            member: member.map(|person| person.id.clone()),
            name: blank.name.clone(),
            nickname: found.nickname.clone(),
            number: found.number.clone(),
            email: found.email.clone(),
            role,
            groups: Vec::new(),
        };
        let password = member.is_none_or(|person| person.account_id.is_none());
        let new = NewAgent { agent, groups: found.groups.clone(), password };
        Ok(Draft {
            verdict: Verdict::Add,
            reason: Reason::NewInFile,
            fields,
            payload: serde_json::to_value(Imported::Add(Box::new(new)))?,
            ..blank
        })
    }

    fn change(&self, found: &Found, here: &Here, blank: Draft) -> Result<Option<Draft>> {
        let policy = self.base.options.duplicates;
        if policy == Duplicates::Skip {
            return Ok(None);
        }
        let mut change = Change { revision: here.revision, name: None, nickname: None, groups: None };
        let mut fields = Vec::new();
        for (of, was, is, to) in [
            ("name", &here.name, &found.name, &mut change.name),
            ("nickname", &here.nickname, &found.nickname, &mut change.nickname),
        ] {
            if !is.is_empty() && is != was && (policy != Duplicates::FillEmpty || was.is_empty()) {
                fields.extend(field(of, was, is));
                *to = Some(is.clone());
            }
        }
        if differ(here, &found.groups) {
            let was = shown(here.groups.iter().map(|group| group.name.as_str()));
            let is = shown(found.groups.iter().map(|group| group.name.as_str()));
            fields.extend(field("skill_groups", &was, &is));
            change.groups = Some(found.groups.clone());
        }
        if fields.is_empty() {
            return Ok(None);
        }
        let verdict = if policy == Duplicates::Ask { Verdict::Conflict } else { Verdict::Change };
        let payload = serde_json::to_value(Imported::Change(Box::new(change)))?;
        let name = here.name.clone();
        Ok(Some(Draft { name, verdict, reason: Reason::FieldsDiffer, fields, payload, ..blank }))
    }
}

/// Whether the file puts an agent into other groups than those that he is in; saying nothing, it does not.
fn differ(here: &Here, wanted: &[GroupName]) -> bool {
    let was: BTreeSet<String> = here.groups.iter().map(|group| fold(&group.name)).collect();
    let is: BTreeSet<String> = wanted.iter().map(|group| fold(&group.name)).collect();
    !is.is_empty() && was != is
}

fn shown<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.join("; ")
}
