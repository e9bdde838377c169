//! What is being typed about a member, kept apart from what the server says: when somebody else changes the member
//! meanwhile, fields that were not touched follow, and what was typed stays.

use super::words;
use crate::ui::kit::Choice;
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::member::{EditMember, MemberDetail, MemberField};
use model::{DepartmentId, MemberId};

/// The fields of the form.
#[derive(Clone, Copy)]
pub struct Draft {
    pub departments: RwSignal<Vec<Choice>>,
    pub position: RwSignal<String>,
    pub location: RwSignal<String>,
    pub work_number: RwSignal<String>,
    pub manager: RwSignal<Option<Choice>>,
    /// Fields that somebody else changed while the form was open, as sentences.
    pub news: RwSignal<Vec<String>>,
    base: StoredValue<MemberDetail>,
}

fn departments(detail: &MemberDetail) -> Vec<Choice> {
    detail.row.departments.iter().map(|place| Choice::new(place.department_id.0.clone(), place.name.clone())).collect()
}

fn manager(detail: &MemberDetail) -> Option<Choice> {
    detail.manager.as_ref().map(|(id, name)| Choice::new(id.0.clone(), name.clone()))
}

fn ids(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.id.as_str()).collect()
}

impl Draft {
    /// The fields as the server has them.
    pub fn new(detail: MemberDetail) -> Self {
        Self {
            departments: RwSignal::new(departments(&detail)),
            position: RwSignal::new(detail.row.position.clone()),
            location: RwSignal::new(detail.row.location.clone()),
            work_number: RwSignal::new(detail.row.work_number.clone()),
            manager: RwSignal::new(manager(&detail)),
            news: RwSignal::new(Vec::new()),
            base: StoredValue::new(detail),
        }
    }

    /// Takes over what the server has now; what was typed stays. Says which fields are new.
    pub fn follow(&self, fresh: &MemberDetail) {
        let old = self.base.get_value();
        if old.row.revision == fresh.row.revision {
            return;
        }
        let (row, was) = (&fresh.row, &old.row);
        let mut news = Vec::new();
        let mut say = |field: MemberField, value: &str| {
            let value = if value.is_empty() { w().common.not_set } else { value };
            news.push(fill(words().changed_field, &[("field", w().common.member_field(field)), ("value", value)]));
        };
        for (field, signal, was, is) in [
            (MemberField::Position, self.position, &was.position, &row.position),
            (MemberField::Location, self.location, &was.location, &row.location),
            (MemberField::WorkNumber, self.work_number, &was.work_number, &row.work_number),
        ] {
            if was != is {
                say(field, is);
            }
            if signal.with_untracked(|typed| typed == was) {
                signal.set(is.clone());
            }
        }
        let (was, is) = (departments(&old), departments(fresh));
        if ids(&was) != ids(&is) {
            say(MemberField::Departments, &is.iter().map(|d| d.label.as_str()).collect::<Vec<_>>().join(", "));
        }
        if self.departments.with_untracked(|typed| ids(typed) == ids(&was)) {
            self.departments.set(is);
        }
        let (was, is) = (manager(&old), manager(fresh));
        let id = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.id.clone());
        if id(&was) != id(&is) {
            say(MemberField::Manager, is.as_ref().map_or("", |manager| &manager.label));
        }
        if self.manager.with_untracked(|typed| id(typed) == id(&was)) {
            self.manager.set(is);
        }
        self.news.set(news);
        self.base.set_value(fresh.clone());
    }

    /// What to send: the fields that differ from what the server has; `None` if none does.
    pub fn edit(&self) -> Option<EditMember> {
        let base = self.base.get_value();
        let text = |signal: RwSignal<String>, was: &str| {
            let typed = signal.get_untracked().trim().to_owned();
            (typed != was).then_some(typed)
        };
        let chosen = self.departments.get_untracked();
        let moved = ids(&chosen) != ids(&departments(&base));
        let boss = self.manager.get_untracked().map(|choice| choice.id).unwrap_or_default();
        let was = base.manager.as_ref().map(|(id, _)| id.0.clone()).unwrap_or_default();
        let edit = EditMember {
            id: base.row.id.clone(),
            revision: base.row.revision,
            departments: moved.then(|| chosen.into_iter().map(|choice| DepartmentId(choice.id)).collect()),
            position: text(self.position, &base.row.position),
            location: text(self.location, &base.row.location),
            work_number: text(self.work_number, &base.row.work_number),
            manager: (boss != was).then_some(MemberId(boss)),
        };
        let touched = edit.departments.is_some()
            || edit.position.is_some()
            || edit.location.is_some()
            || edit.work_number.is_some()
            || edit.manager.is_some();
        touched.then_some(edit)
    }
}
