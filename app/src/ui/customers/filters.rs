//! The filters of the customer table: words, owner, tag, when added, whether somebody still is one.

use super::bound::bound;
use super::{days, words};
use crate::api::{Answer, customers, members};
use crate::ui::kit::{
    Chip, Choice, Combobox, FilterChips, MemberPicker, SearchBox, Select, TextField, TextKind, Toolbar,
};
use crate::ui::load::load;
use crate::ui::param::{Param, param, set_params};
use crate::ui::{format, may, w};
use leptos::prelude::*;
use model::customer::{CustomerQuery, CustomerSort, CustomerState};
use model::page::PageRequest;
use model::permission::Permission;
use model::{MemberId, TagId};
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
    tag: Param,
    from: Param,
    until: Param,
    state: Param,
    /// The order.
    pub sort: Param,
}

const ALL: [&str; 6] = ["search", "owner", "tag", "from", "until", "state"];

impl Filters {
    /// Those of this page.
    pub fn new() -> Self {
        Self {
            search: param("search"),
            owner: param("owner"),
            tag: param("tag"),
            from: param("from"),
            until: param("until"),
            state: param("state"),
            sort: param("sort"),
        }
    }
    /// What to send.
    pub fn query(self, page: PageRequest) -> CustomerQuery {
        CustomerQuery {
            search: self.search.get(),
            owner: self.owner.some().map(MemberId),
            tag: self.tag.some().map(TagId),
            state: CustomerState::from_word(&self.state.get()).unwrap_or_default(),
            added_from: self.from.some().as_deref().and_then(days::begins),
            added_until: self.until.some().as_deref().and_then(days::ends),
            sort: CustomerSort::from_word(&self.sort.get()),
            page,
        }
    }
    /// Whether any is in force.
    pub fn any(self) -> bool {
        [self.search, self.owner, self.tag, self.from, self.until, self.state]
            .iter()
            .any(|filter| filter.some().is_some())
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
    let Filters { search, owner, tag, from, until, state, .. } = filters;
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
    let tags = load(|| (), |()| customers::tags());
    let named_tag = load(
        move || (tag.some(), tags.get()),
        |(id, tags)| async move {
            let found = tags.unwrap_or_default().into_iter().find(|tag| Some(&tag.id.0) == id.as_ref());
            Ok(found.map(|tag| Choice::new(tag.id.0, tag.name).detail(tag.group)))
        },
    );
    let (owner_choice, tag_choice) = (bound(owner, named_owner), bound(tag, named_tag));
    let find_tag = Arc::new(move |text: String| -> Found {
        let all = tags.get().unwrap_or_default();
        Box::pin(async move {
            let wanted = text.trim().to_lowercase();
            let fits = |tag: &model::customer::Tag| {
                wanted.is_empty()
                    || tag.name.to_lowercase().contains(&wanted)
                    || tag.group.to_lowercase().contains(&wanted)
            };
            let choice = |tag: model::customer::Tag| Choice::new(tag.id.0, tag.name).detail(tag.group);
            Ok(all.into_iter().filter(fits).take(100).map(choice).collect())
        })
    });
    let (first_day, last_day) = (day_field(from), day_field(until));
    let chips = Signal::derive(move || {
        let label = |name: &str, value: String| [name, value.as_str()].join(": ");
        let name = |choice: RwSignal<Option<Choice>>| choice.with(|c| c.as_ref().map(|c| c.label.clone()));
        let day = |param: Param| param.some().and_then(|day| days::begins(&day)).map(format::date);
        [
            ("owner", owner.some().map(|_| label(words().owner, name(owner_choice).unwrap_or_default()))),
            ("tag", tag.some().map(|_| label(words().tag, name(tag_choice).unwrap_or_default()))),
            ("from", day(from).map(|day| label(words().added_from, day))),
            ("until", day(until).map(|day| label(words().added_until, day))),
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
            })}
            <Combobox name="tag" bare=true label=words().tag placeholder=words().tag value=tag_choice find=find_tag/>
            <div class="line day-range">
                <span class="faint">{words().added}</span>
                <TextField name="from" bare=true kind=TextKind::Date label=words().added_from value=first_day/>
                <span aria-hidden="true">"–"</span>
                <TextField name="until" bare=true kind=TextKind::Date label=words().added_until value=last_day/>
            </div>
            <Select
                name="state"
                bare=true
                label=w().common.status
                value=Signal::derive(move || state.some().unwrap_or_else(|| CustomerState::Live.word().to_owned()))
                on_change=move |word: String| state.set(if word == CustomerState::Live.word() { "" } else { &word })
                options=Signal::stored(vec![
                    Choice::new(CustomerState::Live.word(), words().state_live),
                    Choice::new(CustomerState::Ended.word(), words().state_ended),
                ])
            />
            {children()}
        </Toolbar>
        <FilterChips chips on_remove=|id| set_params(&[(id, "")]) on_clear=Filters::clear/>
    }
}

/// A date field that a parameter holds.
fn day_field(param: Param) -> RwSignal<String> {
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
