//! From a judged row about a member to a row of a change set.

use super::super::judge::Judged;
use super::kind::{Change, Invitation, NewPerson, Payload};
use super::{Found, Here, Place, Rules};
use crate::Result;
use crate::change::draft::Draft;
use crate::sync::field;
use model::DepartmentId;
use model::audit::Subject;
use model::change::{Reason, Verdict};
use model::import::Duplicates;
use model::member::MemberField;

/// Departments come before members, the higher ones first.
const MEMBERS: i64 = 100;

impl Rules<'_> {
    /// The row of the change set without what it would do.
    pub fn blank(&self, judged: &Judged, found: &Found) -> Draft {
        let person = &found.person;
        Draft {
            // A manager who comes with the file is added before those he manages.
            rank: MEMBERS + person.below,
            subject: Subject::Member,
            subject_id: found.here.as_ref().map(|here| here.id.0.clone()),
            name: person.name.clone(),
            detail: person.email.clone().or_else(|| person.phone.clone()).unwrap_or_default(),
            ..super::super::propose::wrong(judged)
        }
    }

    /// What a row would do; nothing where everything is as the file says.
    pub fn propose(&self, judged: &Judged, found: &Found, blank: Draft) -> Result<Option<Draft>> {
        match &found.here {
            None if !self.base.options.add_new => Ok(None),
            None => self.add(found, blank).map(Some),
            Some(here) => self.change(judged, found, here, blank),
        }
    }

    /// The row that makes a department.
    pub fn make(&self, judged: &Judged, path: &str) -> Result<Draft> {
        // Parts of a path that is to be made have no slash.
        let names: Vec<String> = path.split('/').map(str::to_owned).collect();
        let name = names.last().cloned().unwrap_or_default();
        Ok(Draft {
            rank: names.len() as i64,
            subject: Subject::Department,
            fields: field("name", "", &name).into_iter().collect(),
            name,
            detail: path.to_owned(),
            verdict: Verdict::Add,
            reason: Reason::NewInFile,
            payload: serde_json::to_value(Payload::Department { path: names })?,
            ..super::super::propose::wrong(judged)
        })
    }

    fn add(&self, found: &Found, blank: Draft) -> Result<Draft> {
        let person = &found.person;
        let departments = self.shown(&person.departments);
        let values = [
            ("name", person.name.as_str()),
            ("email", person.email.as_deref().unwrap_or_default()),
            ("phone", person.phone.as_deref().unwrap_or_default()),
            ("departments", &departments),
            ("position", &person.position),
            ("location", &person.location),
            ("work_number", &person.work_number),
            ("manager", &person.manager_shown),
        ];
        let options = &self.base.options;
        let invitation = options.send_invitations.then_some(Invitation { language: options.language });
        let payload = Payload::Add(Box::new(NewPerson { person: person.clone(), invitation }));
        Ok(Draft {
            verdict: Verdict::Add,
            reason: Reason::NewInFile,
            fields: values.iter().filter_map(|(name, value)| field(name, "", value)).collect(),
            payload: serde_json::to_value(payload)?,
            ..blank
        })
    }

    fn change(&self, judged: &Judged, found: &Found, here: &Here, blank: Draft) -> Result<Option<Draft>> {
        let policy = self.base.options.duplicates;
        if policy == Duplicates::Skip {
            return Ok(None);
        }
        let mut change = Change { revision: here.revision, ..Change::default() };
        let mut fields = Vec::new();
        let mut locked = false;
        for (of, was, is, to) in [
            (MemberField::Position, &here.position, &found.person.position, &mut change.position),
            (MemberField::Location, &here.location, &found.person.location, &mut change.location),
            (MemberField::WorkNumber, &here.work_number, &found.person.work_number, &mut change.work_number),
        ] {
            let wanted = !is.is_empty() && is != was && (policy != Duplicates::FillEmpty || was.is_empty());
            if wanted && of.lock(here.source).is_some() {
                locked = true;
            } else if wanted {
                fields.extend(field(of.word(), was, is));
                *to = Some(is.clone());
            }
        }
        if let Some(places) = self.moved(found, here, policy) {
            if MemberField::Departments.lock(here.source).is_some() {
                locked = true;
            } else {
                fields.extend(field("departments", &self.shown(&self.present(here)), &self.shown(&places)));
                change.departments = Some(places);
            }
        }
        let person = &found.person;
        let other = person.manager_key.is_some() || (person.manager.is_some() && person.manager != here.manager);
        if other
            && (policy != Duplicates::FillEmpty || here.manager.is_none())
            && MemberField::Manager.lock(here.source).is_none()
        {
            fields.extend(field("manager", &here.manager_name, &person.manager_shown));
            change.manager.clone_from(&person.manager);
            change.manager_key.clone_from(&person.manager_key);
        }
        let (verdict, reason) = match (fields.is_empty(), locked) {
            (true, false) => return Ok(None),
            (true, true) => (Verdict::Blocked, Reason::OwnedThere),
            _ if policy != Duplicates::Ask => (Verdict::Change, Reason::FieldsDiffer),
            _ if judged.issues.iter().any(|issue| issue.code == model::import::IssueCode::SamePhoneHere) => {
                (Verdict::Conflict, Reason::SamePhone)
            }
            _ => (Verdict::Conflict, Reason::SameEmail),
        };
        let payload = serde_json::to_value(Payload::Change(change))?;
        Ok(Some(Draft { name: here.name.clone(), verdict, reason, fields, payload, ..blank }))
    }

    /// The departments that a member here would be in; nothing where they stay.
    fn moved(&self, found: &Found, here: &Here, policy: Duplicates) -> Option<Vec<Place>> {
        let mut wanted = found.person.departments.clone();
        if wanted.is_empty() {
            return None;
        }
        let tree = &self.tree;
        // Whoever was never placed stands at the top: that is as good as empty.
        let unplaced = here.places.iter().all(|(id, _)| id == tree.root());
        if policy == Duplicates::FillEmpty && !unplaced {
            return None;
        }
        // A scoped admin takes nobody out of departments that are not his.
        for (id, path) in &here.places {
            let is_named = wanted.iter().any(|place| place.id.as_ref() == Some(id));
            if !self.base.viewer.sees_path(path) && !is_named {
                wanted.push(Place { id: Some(id.clone()), path: tree.names(id) });
            }
        }
        let mut now: Vec<&DepartmentId> = here.places.iter().map(|(id, _)| id).collect();
        let mut then: Vec<&DepartmentId> = wanted.iter().filter_map(|place| place.id.as_ref()).collect();
        let main = wanted.first().and_then(|place| place.id.as_ref());
        now.sort_unstable();
        then.sort_unstable();
        let same = now == then && then.len() == wanted.len() && main == here.main.as_ref();
        (!same).then_some(wanted)
    }

    /// The departments of a member, the main one first.
    fn present(&self, here: &Here) -> Vec<Place> {
        let mut ids: Vec<&DepartmentId> = here.places.iter().map(|(id, _)| id).collect();
        ids.sort_by_key(|id| here.main.as_ref() != Some(*id));
        ids.into_iter().map(|id| Place { id: Some(id.clone()), path: self.tree.names(id) }).collect()
    }

    fn shown(&self, places: &[Place]) -> String {
        places.iter().map(|place| self.tree.shown(place)).collect::<Vec<_>>().join("; ")
    }
}
