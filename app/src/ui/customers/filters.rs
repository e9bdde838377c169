//! The filters of the customer table: words, owner, department of the owner, tags; the others are in [`super::more_filters`].

use super::bound::{bound, bound_many};
use super::more_filters::MoreFilters;
use super::{days, edit_words, words};
use crate::api::{Answer, customers, departments, members};
use crate::ui::kit::{
    Chip, Choice, DepartmentPicker, FilterChips, MemberPicker, MultiCombobox, SearchBox, Toolbar, department_choices,
};
use crate::ui::load::load;
use crate::ui::param::{Param, param, set_params};
use crate::ui::{format, labels, may, w};
use leptos::prelude::*;
use model::customer::{CustomerQuery, CustomerSort, CustomerState};
use model::member::Source;
use model::page::PageRequest;
use model::permission::Permission;
use model::{DepartmentId, MemberId, TagId};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

type Found = Pin<Box<dyn Future<Output = Answer<Vec<Choice>>>>>;

/// What is in force; the URL holds it.
#[derive(Clone, Copy)]
pub struct Filters {
    /// The search.
    pub search: Param,
    owner: Param,
    department: Param,
    /// Ids with commas between.
    tags: Param,
    pub(super) source: Param,
    pub(super) from: Param,
    pub(super) until: Param,
    pub(super) contact_from: Param,
    pub(super) contact_until: Param,
    pub(super) state: Param,
    /// The order.
    pub sort: Param,
}

const ALL: [&str; 10] =
    ["search", "owner", "department", "tags", "source", "from", "until", "contact_from", "contact_until", "state"];

impl Filters {
    /// Those of this page.
    pub fn new() -> Self {
        Self {
            search: param("search"),
            owner: param("owner"),
            department: param("department"),
            tags: param("tags"),
            source: param("source"),
            from: param("from"),
            until: param("until"),
            contact_from: param("contact_from"),
            contact_until: param("contact_until"),
            state: param("state"),
            sort: param("sort"),
        }
    }
    /// What to send.
    pub fn query(self, page: PageRequest) -> CustomerQuery {
        CustomerQuery {
            search: self.search.get(),
            owner: self.owner.some().map(MemberId),
            department: self.department.some().map(DepartmentId),
            tags: self.tags.get().split(',').filter(|id| !id.is_empty()).map(|id| TagId(id.to_owned())).collect(),
            source: Source::from_word(&self.source.get()),
            contacted_from: self.contact_from.some().as_deref().and_then(days::begins),
            contacted_until: self.contact_until.some().as_deref().and_then(days::ends),
            state: CustomerState::from_word(&self.state.get()).unwrap_or_default(),
            added_from: self.from.some().as_deref().and_then(days::begins),
            added_until: self.until.some().as_deref().and_then(days::ends),
            sort: CustomerSort::from_word(&self.sort.get()),
            page,
        }
    }
    /// Whether any is in force.
    pub fn any(self) -> bool {
        let all = [self.search, self.owner, self.department, self.tags, self.source, self.state];
        let days = [self.from, self.until, self.contact_from, self.contact_until];
        all.iter().chain(&days).any(|filter| filter.some().is_some())
    }
    /// Takes all away.
    pub fn clear() {
        set_params(&ALL.map(|name| (name, "")));
    }
}

/// The bar with the chips under it.
#[component]
pub fn FilterBar(
    /// The filters.
    filters: Filters,
    /// What else stands in the bar.
    children: Children,
) -> impl IntoView {
    let Filters { search, owner, department, tags, source, from, until, contact_from, contact_until, state, .. } =
        filters;
    let named_owner = load(
        move || owner.some(),
        |id| async move {
            match id {
                Some(id) => {
                    let row = members::get(MemberId(id)).await?.row;
                    Ok(Some(Choice::new(row.id.0, row.name)))
                }
                None => Ok(None),
            }
        },
    );
    let named_department = load(
        move || department.some(),
        |id| async move {
            match id {
                Some(id) => {
                    let all = department_choices(&departments::tree().await?);
                    Ok(all.into_iter().find(|choice| choice.id == id))
                }
                None => Ok(None),
            }
        },
    );
    let all_tags = load(|| (), |()| customers::tags());
    let choice = |tag: model::customer::Tag| Choice::new(tag.id.0, tag.name).detail(tag.group);
    let known_tags = Signal::derive(move || all_tags.get().unwrap_or_default().into_iter().map(choice).collect());
    let (owner_choice, department_choice) = (bound(owner, named_owner), bound(department, named_department));
    let tag_choices = bound_many(tags, known_tags);
    let find_tag = Arc::new(move |text: String| -> Found {
        let all: Vec<Choice> = known_tags.get();
        Box::pin(async move {
            let wanted = text.trim().to_lowercase();
            let fits = |tag: &Choice| {
                tag.label.to_lowercase().contains(&wanted) || tag.detail.to_lowercase().contains(&wanted)
            };
            Ok(all.into_iter().filter(fits).take(100).collect())
        })
    });
    let chips = Signal::derive(move || {
        let label = |name: &str, value: String| [name, value.as_str()].join(": ");
        let name = |choice: RwSignal<Option<Choice>>| choice.with(|c| c.as_ref().map(|c| c.label.clone()));
        let day = |param: Param| param.some().and_then(|day| days::begins(&day)).map(format::date);
        let tag_names =
            move || tag_choices.with(|all| all.iter().map(|tag| tag.label.clone()).collect::<Vec<_>>().join(", "));
        let named = |source| labels().record_source(source).to_owned();
        [
            ("owner", owner.some().map(|_| label(words().owner, name(owner_choice).unwrap_or_default()))),
            (
                "department",
                department.some().map(|_| label(edit_words().department, name(department_choice).unwrap_or_default())),
            ),
            ("tags", tags.some().map(|_| label(words().tags, tag_names()))),
            ("source", Source::from_word(&source.get()).map(|known| label(w().common.source, named(known)))),
            ("from", day(from).map(|day| label(words().added_from, day))),
            ("until", day(until).map(|day| label(words().added_until, day))),
            ("contact_from", day(contact_from).map(|day| label(edit_words().contact_from, day))),
            ("contact_until", day(contact_until).map(|day| label(edit_words().contact_until, day))),
            ("state", state.some().map(|_| label(w().common.status, words().state_ended.to_owned()))),
        ]
        .into_iter()
        .filter_map(|(id, label)| Some(Chip { id, label: label? }))
        .collect::<Vec<_>>()
    });
    view! {
        <Toolbar>
            <SearchBox label=words().search value=search.signal() on_search=move |text: String| search.set(&text)/>
            {may(Permission::MembersRead).then(|| view! {
                <MemberPicker name="owner" bare=true label=words().owner placeholder=words().owner value=owner_choice/>
                <DepartmentPicker
                    name="department"
                    bare=true
                    label=edit_words().department
                    placeholder=edit_words().department
                    value=department_choice
                />
            })}
            <MultiCombobox name="tags" bare=true label=words().tags placeholder=words().tags value=tag_choices find=find_tag/>
            <MoreFilters filters/>
            {children()}
        </Toolbar>
        <FilterChips chips on_remove=|id| set_params(&[(id, "")]) on_clear=Filters::clear/>
    }
}

/// A date field that a parameter holds.
pub(super) fn day_field(param: Param) -> RwSignal<String> {
    let value = RwSignal::new(param.signal().get_untracked());
    Effect::new(move |_| {
        let day = param.get();
        if value.with_untracked(|value| *value != day) {
            value.set(day);
        }
    });
    Effect::new(move |first: Option<()>| {
        let day = value.get();
        // Half a date is no date: the browser gives an empty text until it is whole.
        if first.is_some() && untrack(|| param.get()) != day {
            param.set(&day);
        }
    });
    value
}
