//! The filters, all of them in the URL.

use super::words;
use crate::ui::kit::{Choice, SearchBox, Select, Toolbar};
use crate::ui::param::{Param, param, set_params};
use crate::ui::{labels, w};
use js_sys::Date;
use leptos::prelude::*;
use model::Moment;
use model::audit::{EntryQuery, Origin, Subject, Verb};
use model::page::PageRequest;

/// The filters.
#[derive(Clone, Copy)]
pub struct Filters {
    /// A name begins with this.
    pub actor: Param,
    /// A part of a name.
    pub name: Param,
    /// A kind of thing.
    pub subject: Param,
    /// One thing, by its id.
    pub thing: Param,
    /// What was done.
    pub verb: Param,
    /// Through which door.
    pub origin: Param,
    /// The first day.
    pub from: Param,
    /// The last day.
    pub until: Param,
}

/// Their parameters.
pub const NAMES: [&str; 8] = ["actor", "name", "subject", "thing", "verb", "origin", "from", "until"];

impl Filters {
    /// As the URL says.
    pub fn of_url() -> Self {
        let [actor, name, subject, thing, verb, origin, from, until] = NAMES.map(param);
        Self { actor, name, subject, thing, verb, origin, from, until }
    }
    /// What to ask for.
    pub fn query(&self, page: PageRequest) -> EntryQuery {
        EntryQuery {
            subject: Subject::from_word(&self.subject.get()),
            subject_id: self.thing.some(),
            verb: Verb::from_word(&self.verb.get()),
            origin: Origin::from_word(&self.origin.get()),
            actor: self.actor.get(),
            name: self.name.get(),
            from: midnight(&self.from.get(), 0),
            until: midnight(&self.until.get(), 1),
            page,
        }
    }
    /// Whether any is in force.
    pub fn any(&self) -> bool {
        [self.actor, self.name, self.subject, self.thing, self.verb, self.origin, self.from, self.until]
            .iter()
            .any(|filter| filter.some().is_some())
    }
    /// Takes all away.
    pub fn clear(&self) {
        set_params(&NAMES.map(|name| (name, "")));
    }
}

/// The beginning of a day in the reader's own zone, some days later; a day is not always 24 hours long.
fn midnight(day: &str, later: u32) -> Option<Moment> {
    let date = Date::new(&[day, "T00:00:00"].concat().into());
    date.set_date(date.get_date() + later);
    let at = date.get_time();
    at.is_finite().then_some(Moment(at as i64))
}

/// The bar over the stream.
#[component]
pub fn FilterBar(
    /// The filters.
    filters: Filters,
) -> impl IntoView {
    let c = w().common;
    let any = |name: &str| Choice::new("", [name, ": ", c.any].concat());
    let mut subjects = vec![any(words().subject)];
    subjects.extend(Subject::ALL.iter().map(|one| Choice::new(one.word(), labels().subject(*one))));
    let mut verbs = vec![any(words().verb)];
    verbs.extend(Verb::ALL.iter().map(|one| Choice::new(one.word(), labels().verb(*one))));
    let mut origins = vec![any(words().origin)];
    origins.extend(Origin::ALL.iter().map(|one| Choice::new(one.word(), labels().origin(*one))));
    let choose = |filter: Param| move |value: String| filter.set(&value);
    view! {
        <div class="activity-filters">
            <Toolbar>
                <SearchBox minor=true label=words().search_name value=filters.name.signal() on_search=choose(filters.name)/>
                <SearchBox label=words().search_actor value=filters.actor.signal() on_search=choose(filters.actor)/>
                <Select
                    name="subject"
                    label=words().subject
                    bare=true
                    value=filters.subject.signal()
                    options=Signal::stored(subjects)
                    // The id belongs to a thing of another kind.
                    on_change=move |value: String| set_params(&[("subject", &value), ("thing", "")])
                />
                <Select
                    name="verb"
                    label=words().verb
                    bare=true
                    value=filters.verb.signal()
                    options=Signal::stored(verbs)
                    on_change=choose(filters.verb)
                />
                <Select
                    name="origin"
                    label=words().origin
                    bare=true
                    value=filters.origin.signal()
                    options=Signal::stored(origins)
                    on_change=choose(filters.origin)
                />
                <Day label=words().from filter=filters.from/>
                <Day label=words().until filter=filters.until/>
            </Toolbar>
        </div>
    }
}

/// A day that a parameter holds.
#[component]
pub fn Day(
    /// Which end of the time.
    label: &'static str,
    /// The parameter.
    filter: Param,
) -> impl IntoView {
    view! {
        <label class="date-filter">
            <span>{label}</span>
            <input
                type="date"
                prop:value=filter.signal()
                on:change:target=move |event| filter.set(&event.target().value())
            />
        </label>
    }
}
