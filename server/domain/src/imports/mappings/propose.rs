//! From a judged row about a mapping to a row of a change set.

use super::super::judge::Judged;
use super::super::propose::wrong;
use super::{Found, Rules};
use crate::Result;
use crate::change::draft::Draft;
use crate::mappings::{Carried, Deed};
use crate::sync::field;
use model::audit::Subject;
use model::change::{Reason, Verdict};
use model::import::Duplicates;
use model::mapping::MappingStatus;

impl Rules<'_> {
    /// The row of the change set without what it would do.
    pub fn blank(&self, judged: &Judged, found: &Found) -> Draft {
        let said = &found.said;
        let shown = [&said.email, &said.work_number, &said.member_id].into_iter().find(|text| !text.is_empty());
        let name = found.member.as_ref().map(|member| &member.name).or(shown);
        Draft {
            rank: 1,
            subject: Subject::Mapping,
            name: name.cloned().unwrap_or_default(),
            detail: found.connection.as_ref().map_or_else(|| said.connection.clone(), |place| place.name.clone()),
            ..wrong(judged)
        }
    }

    /// What a row would do; nothing where everything is as the file says, or is to stay.
    pub fn propose(&self, found: &Found, blank: Draft) -> Result<Option<Draft>> {
        let (Some(place), Some(member), Some(account)) = (&found.connection, &found.member, &found.account) else {
            return Ok(None);
        };
        let policy = self.base.options.duplicates;
        let stands = found.stands.as_ref();
        let (decided, was) = match stands.map(|stands| stands.status) {
            Some(MappingStatus::Mapped) => {
                let was = stands.and_then(|stands| stands.external_id.clone().zip(stands.account.clone()));
                if was.as_ref().is_some_and(|(id, _)| *id == account.external_id) {
                    return Ok(None);
                }
                (true, was)
            }
            Some(MappingStatus::Ignored) => (true, None),
            _ => (false, None),
        };
        if decided && matches!(policy, Duplicates::Skip | Duplicates::FillEmpty) {
            return Ok(None);
        }
        if !decided && !self.base.options.add_new {
            return Ok(None);
        }
        let (member, by) = (member.id.clone(), self.base.viewer.name.clone());
        let before = was.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
        let (verdict, reason) = match (decided, policy) {
            (false, _) => (Verdict::Add, Reason::NewInFile),
            (true, Duplicates::Ask) => (Verdict::Conflict, Reason::FieldsDiffer),
            (true, _) => (Verdict::Change, Reason::FieldsDiffer),
        };
        let name = account.name.clone();
        let deed = match decided {
            false => Deed::Link { member, account: name.clone(), by: Some(by) },
            true => Deed::Change { member, account: name.clone(), was, by },
        };
        let external_id = Some(account.external_id.clone());
        let carried = Carried { connection: Some(place.id.clone()), external_id, deed };
        Ok(Some(Draft {
            verdict,
            reason,
            fields: field("account", &before, &name).into_iter().collect(),
            payload: serde_json::to_value(carried)?,
            ..blank
        }))
    }
}
