//! What is being typed about a customer.

use crate::ui::kit::Choice;
use leptos::prelude::*;
use model::customer::{CustomerDetail, RelationState, Tag};
use model::customer_edit::{AddCustomer, EditCustomer};
use model::{MemberId, TagId};

/// The fields.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub company: RwSignal<String>,
    pub position: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub email: RwSignal<String>,
    pub note: RwSignal<String>,
    pub owners: RwSignal<Vec<Choice>>,
    pub tags: RwSignal<Vec<Choice>>,
}

/// A tag as a choice, with its group as the second line.
pub fn tag_choice(tag: Tag) -> Choice {
    Choice::new(tag.id.0, tag.name).detail(tag.group)
}

fn owners(detail: &CustomerDetail) -> Vec<Choice> {
    let live = detail.relations.iter().filter(|relation| relation.state != RelationState::Ended);
    live.map(|relation| Choice::new(relation.owner.member_id.0.clone(), relation.owner.name.clone())).collect()
}

fn ids(choices: &[Choice]) -> Vec<String> {
    choices.iter().map(|choice| choice.id.clone()).collect()
}

impl Draft {
    /// With nothing in it, or with what is known.
    pub fn new(detail: Option<&CustomerDetail>) -> Self {
        let text =
            |of: fn(&CustomerDetail) -> &String| RwSignal::new(detail.map(|d| of(d).clone()).unwrap_or_default());
        Self {
            name: text(|d| &d.row.name),
            company: text(|d| &d.row.company),
            position: text(|d| &d.position),
            phone: text(|d| &d.row.phone),
            email: text(|d| &d.row.email),
            note: text(|d| &d.note),
            owners: RwSignal::new(detail.map(owners).unwrap_or_default()),
            tags: RwSignal::new(
                detail.map(|d| d.own_tags.iter().cloned().map(tag_choice).collect()).unwrap_or_default(),
            ),
        }
    }

    /// Somebody to be added.
    pub fn add(&self, even_if_here: bool) -> AddCustomer {
        AddCustomer {
            name: self.name.get_untracked(),
            company: self.company.get_untracked(),
            position: self.position.get_untracked(),
            phone: self.phone.get_untracked(),
            email: self.email.get_untracked(),
            note: self.note.get_untracked(),
            owners: self.owners.with_untracked(|choices| ids(choices)).into_iter().map(MemberId).collect(),
            tags: self.tags.with_untracked(|choices| ids(choices)).into_iter().map(TagId).collect(),
            even_if_here,
        }
    }

    /// What differs from what is known; nothing if nothing does.
    pub fn edit(&self, detail: &CustomerDetail) -> Option<EditCustomer> {
        let text = |typed: RwSignal<String>, known: &str| {
            typed.with_untracked(|typed| (typed.trim() != known).then(|| typed.clone()))
        };
        let list = |chosen: RwSignal<Vec<Choice>>, known: Vec<Choice>| {
            let (mut chosen, mut known) = (chosen.with_untracked(|choices| ids(choices)), ids(&known));
            let given = chosen.clone();
            chosen.sort_unstable();
            known.sort_unstable();
            (chosen != known).then_some(given)
        };
        let known_tags = detail.own_tags.iter().cloned().map(tag_choice).collect();
        let edit = EditCustomer {
            name: text(self.name, &detail.row.name),
            company: text(self.company, &detail.row.company),
            position: text(self.position, &detail.position),
            phone: text(self.phone, &detail.row.phone),
            email: text(self.email, &detail.row.email),
            note: text(self.note, &detail.note),
            owners: list(self.owners, owners(detail)).map(|ids| ids.into_iter().map(MemberId).collect()),
            tags: list(self.tags, known_tags).map(|ids| ids.into_iter().map(TagId).collect()),
            ..EditCustomer::of(detail.row.id.clone(), detail.row.revision)
        };
        (edit != EditCustomer::of(detail.row.id.clone(), detail.row.revision)).then_some(edit)
    }
}
