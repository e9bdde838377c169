//! What pages are made of: header, sections, tabs, two panes.

use crate::ui::{dom, format, session};
use leptos::html;
use leptos::prelude::*;

/// The top of a page; also names the window. `<PageHeader title=w.members description=w.intro><Button …/></PageHeader>`
#[component]
pub fn PageHeader(
    /// The page's name.
    #[prop(into)]
    title: TextProp,
    /// One line under it.
    #[prop(optional, into)]
    description: Option<TextProp>,
    /// A breadcrumb above it.
    #[prop(optional, into)]
    above: Option<ViewFn>,
    /// Buttons; the most important one last.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = title.clone();
    Effect::new(move |_| {
        let organisation = session::me().organisation.name;
        document().set_title(&[&name.get(), organisation.as_str(), "Muster"].join(" · "));
    });
    view! {
        <header class="page-header">
            {above.map(|above| above.run())}
            <div class="page-title">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
            </div>
            {description.map(|text| view! { <p class="page-description">{move || text.get()}</p> })}
        </header>
    }
}

/// A part of a page under a heading. `<Section title=w.rules><…/></Section>`
#[component]
pub fn Section(
    /// Its heading.
    #[prop(into)]
    title: TextProp,
    /// One line under it.
    #[prop(optional, into)]
    description: Option<TextProp>,
    /// Buttons beside the heading.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section">
            <div class="section-title">
                <h2>{move || title.get()}</h2>
                {actions.map(|actions| view! { <div class="page-actions">{actions.run()}</div> })}
            </div>
            {description.map(|text| view! { <p class="page-description">{move || text.get()}</p> })}
            {children()}
        </section>
    }
}

/// A box with a border around things that belong together.
#[component]
pub fn Card(
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! { <div class="card">{children()}</div> }
}

/// A list of names and values, for details. `<Facts><Fact name=w.email>{email}</Fact></Facts>`
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One name with its value.
#[component]
pub fn Fact(
    /// The name.
    #[prop(into)]
    name: TextProp,
    /// Why it cannot be edited here; shows a padlock.
    #[prop(optional_no_strip, into)]
    locked: Option<String>,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{move || name.get()} {locked.map(|reason| view! { <super::Padlock reason/> })}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its id: the value of the parameter.
    pub id: String,
    /// Its name.
    pub label: String,
    /// How many are behind it.
    pub count: Option<i64>,
}

impl Tab {
    /// A tab.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), count: None }
    }
    /// With a count.
    #[must_use]
    pub const fn count(mut self, count: Option<i64>) -> Self {
        self.count = count;
        self
    }
}

/// Tabs with counts; the URL knows which. Arrow keys walk.
/// `<Tabs label=w.status tabs=tabs current=tab.signal() on_change=move |id: String| tab.set(&id)/>`
#[component]
pub fn Tabs(
    /// What they choose.
    #[prop(into)]
    label: String,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The id of the present one; an unknown one means the first.
    #[prop(into)]
    current: Signal<String>,
    /// Called with the id.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let chosen = Memo::new(move |_| {
        let (tabs, current) = (tabs.get(), current.get());
        let known = tabs.iter().any(|tab| tab.id == current);
        if known { current } else { tabs.into_iter().next().map(|tab| tab.id).unwrap_or_default() }
    });
    let walk = move |event: leptos::ev::KeyboardEvent| {
        let ids: Vec<String> = tabs.with_untracked(|tabs| tabs.iter().map(|tab| tab.id.clone()).collect());
        let at = chosen.with_untracked(|chosen| ids.iter().position(|id| id == chosen)).unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % ids.len().max(1),
            "ArrowLeft" => (at + ids.len().max(1) - 1) % ids.len().max(1),
            "Home" => 0,
            "End" => ids.len().saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        if let Some(id) = ids.get(next) {
            on_change.run(id.clone());
        }
        if let Some(list) = list.get_untracked()
            && let Some(tab) = dom::within(&list, "[role=tab]").get(next)
        {
            dom::focus(tab);
        }
    };
    let one = move |tab: Tab| {
        let id = StoredValue::new(tab.id);
        let is_current = move || chosen.with(|chosen| id.with_value(|id| id == chosen));
        view! {
            <button
                type="button"
                role="tab"
                aria-selected=move || if is_current() { "true" } else { "false" }
                tabindex=move || if is_current() { "0" } else { "-1" }
                on:click=move |_| on_change.run(id.get_value())
            >
                {tab.label}
                {tab.count.map(|count| view! { <span class="tab-count">{format::number(count)}</span> })}
            </button>
        }
    };
    view! {
        <div node_ref=list class="tabs" role="tablist" aria-label=label on:keydown=walk>
            <For each=move || tabs.get() key=|tab| (tab.id.clone(), tab.count) let:tab>
                {one(tab)}
            </For>
        </div>
    }
}
