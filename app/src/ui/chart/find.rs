//! What a search in the chart means: departments by their names, and those of people by anything that people are found by.

use super::forest::Forest;
use crate::api::members;
use crate::ui::load::load;
use crate::ui::may;
use leptos::prelude::*;
use model::member::{MemberQuery, MemberRow, Status};
use model::page::{Page, PageRequest};
use model::permission::Permission;

/// The most departments that are walked through.
const MOST: usize = 200;
/// The most people whose departments follow them.
const PEOPLE: u32 = 20;

/// A department that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub department: String,
    /// Who was found in it; `None` where the department's own name fits.
    pub person: Option<String>,
}

/// What is found by the words in `search`: departments at once, people when the server has answered.
pub fn found(forest: Memo<Forest>, search: RwSignal<String>) -> Memo<Vec<Found>> {
    let may_read = may(Permission::MembersRead);
    let people = load(
        move || search.get().trim().to_owned(),
        move |search| async move {
            if search.is_empty() || !may_read {
                return Ok(Page::empty());
            }
            let page = PageRequest { limit: PEOPLE, ..PageRequest::default() };
            members::list(MemberQuery { search, statuses: vec![Status::Active], page, ..MemberQuery::default() }).await
        },
    );
    Memo::new(move |_| {
        forest.with(|forest| {
            let own = search.with(|search| forest.search(search, MOST));
            let own = own.into_iter().map(|department| Found { department, person: None });
            let of = |row: &MemberRow| {
                let here = row.departments.iter().map(|place| place.department_id.0.clone());
                let person = row.name.clone();
                here.filter(|id| forest.find(id).is_some())
                    .map(move |department| Found { department, person: Some(person.clone()) })
                    .collect::<Vec<_>>()
            };
            let theirs = people.with(|page| page.items.iter().flat_map(of).collect::<Vec<_>>()).unwrap_or_default();
            own.chain(theirs).collect()
        })
    })
}
