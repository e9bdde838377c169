//! Choosing one or several of many by typing, after the ARIA combobox pattern.

use super::choice::Choice;
use super::field::{Around, described_by, fault_of, framed, fresh_id};
use super::popover::{place, raise};
use super::{Icon, Spinner, icon};
use crate::api::Answer;
use crate::ui::{count, dom, speech::w};
use crate::words::fill;
use leptos::html;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// What a search for choices answers.
pub type Found = Pin<Box<dyn Future<Output = Answer<Vec<Choice>>>>>;
/// Finds choices for what was typed; an empty text asks for the first ones.
pub type Finder = Arc<dyn Fn(String) -> Found + Send + Sync>;

/// One of many. Screens mostly use [`super::MemberPicker`] and [`super::DepartmentPicker`].
///
/// `<Combobox name="manager" label=w.manager value=manager find=Arc::new(|text| Box::pin(search(text)))/>`
#[component]
pub fn Combobox(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the field.
    #[prop(into)]
    label: TextProp,
    /// The chosen one.
    value: RwSignal<Option<Choice>>,
    /// Finds choices.
    find: Finder,
    /// Below the field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Shown while empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Why it cannot be edited here.
    #[prop(optional_no_strip, into)]
    locked: Option<String>,
    /// Label only for screen readers: for filters.
    #[prop(optional)]
    bare: bool,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let (chosen, change) = single(value);
    combo(Combo { name, label, chosen, change, several: false, find, hint, placeholder, locked, bare, required })
}

/// One choice seen as a list of at most one.
pub(super) fn single(value: RwSignal<Option<Choice>>) -> (Signal<Vec<Choice>>, Callback<Vec<Choice>>) {
    let chosen = Signal::derive(move || value.get().into_iter().collect::<Vec<_>>());
    let change = Callback::new(move |choices: Vec<Choice>| value.set(choices.into_iter().next_back()));
    (chosen, change)
}

/// Several of many, the first one first. As [`Combobox`], with a list.
#[component]
pub fn MultiCombobox(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the field.
    #[prop(into)]
    label: TextProp,
    /// The chosen ones.
    value: RwSignal<Vec<Choice>>,
    /// Finds choices.
    find: Finder,
    /// Below the field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Why it cannot be edited here.
    #[prop(optional_no_strip, into)]
    locked: Option<String>,
    /// Shown while empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Label only for screen readers: for filters.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let change = Callback::new(move |choices| value.set(choices));
    let chosen = value.into();
    combo(Combo { name, label, chosen, change, several: true, find, hint, placeholder, locked, bare, required: false })
}

/// A combobox before it is drawn.
pub(super) struct Combo {
    pub name: &'static str,
    pub label: TextProp,
    pub chosen: Signal<Vec<Choice>>,
    pub change: Callback<Vec<Choice>>,
    pub several: bool,
    pub find: Finder,
    pub hint: Option<TextProp>,
    pub placeholder: Option<String>,
    pub locked: Option<String>,
    pub bare: bool,
    pub required: bool,
}

/// The list under the field while it is open.
#[derive(Clone, Copy)]
struct List {
    open: RwSignal<bool>,
    found: RwSignal<Option<Vec<Choice>>>,
    at: RwSignal<usize>,
    turn: StoredValue<u32>,
    find: StoredValue<Finder>,
}

impl List {
    fn ask(self, text: String) {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        let answer = self.find.with_value(|find| find(text));
        leptos::task::spawn_local(async move {
            let answer = answer.await;
            if self.turn.try_get_value() == Some(turn) {
                self.at.set(0);
                self.found.set(Some(answer.unwrap_or_default()));
            }
        });
    }
    fn show(self) {
        if !self.open.get_untracked() {
            self.open.set(true);
            self.ask(String::new());
        }
    }
    fn step(self, by: isize) {
        let count = self.found.with_untracked(|found| found.as_ref().map_or(0, Vec::len));
        if count > 0 {
            self.at.update(|at| *at = at.saturating_add_signed(by).min(count - 1));
        }
    }
    fn highlighted(self) -> Option<Choice> {
        self.found.with_untracked(|found| found.as_ref()?.get(self.at.get_untracked()).cloned())
    }
}

pub(super) fn combo(combo: Combo) -> AnyView {
    let Combo { name, label, chosen, change, several, find, hint, placeholder, locked, bare, required } = combo;
    let id = fresh_id();
    let list_id = StoredValue::new([id.as_str(), "-list"].concat());
    let error = fault_of(name);
    let list = List {
        open: RwSignal::new(false),
        found: RwSignal::new(None),
        at: RwSignal::new(0),
        turn: StoredValue::new(0),
        find: StoredValue::new(find),
    };
    let typed = RwSignal::new(String::new());
    let field = NodeRef::<html::Input>::new();
    let close = move || {
        list.open.set(false);
        typed.set(String::new());
    };
    let pick = move |choice: Choice| {
        if choice.disabled.is_none() {
            let mut choices = if several { chosen.get_untracked() } else { Vec::new() };
            choices.retain(|known| known.id != choice.id);
            choices.push(choice);
            change.run(choices);
            close();
        }
    };
    let drop_one = move |id: &str| {
        let mut choices = chosen.get_untracked();
        choices.retain(|known| known.id != id);
        change.run(choices);
    };
    let readonly = locked.is_some();
    let shown = move || {
        if list.open.get() || several {
            typed.get()
        } else {
            chosen.with(|chosen| chosen.first().map(|choice| choice.label.clone()).unwrap_or_default())
        }
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            let open = list.open.get_untracked();
            list.show();
            if open {
                list.step(if event.key() == "ArrowDown" { 1 } else { -1 });
            }
        }
        "Enter" if list.open.get_untracked() => {
            event.prevent_default();
            if let Some(choice) = list.highlighted() {
                pick(choice);
            }
        }
        "Escape" if list.open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
        "Backspace" if several && typed.with_untracked(String::is_empty) => {
            let last = chosen.with_untracked(|chosen| chosen.last().map(|choice| choice.id.clone()));
            if let Some(last) = last {
                drop_one(&last);
            }
        }
        "Backspace" | "Delete" if !list.open.get_untracked() => change.run(Vec::new()),
        _ => {}
    };
    let chips = several.then(|| {
        let chip = move |choice: Choice| {
            let id = choice.id.clone();
            let label = fill(w().kit.remove_one, &[("name", &choice.label)]);
            view! {
                <button
                    type="button"
                    class="chip"
                    disabled=readonly
                    aria-label=label
                    title=choice.detail
                    on:click=move |_| drop_one(&id)
                >
                    {choice.label} {icon(Icon::Close)}
                </button>
            }
        };
        view! { <For each=move || chosen.get() key=|choice| choice.id.clone() children=chip/> }
    });
    let body = view! {
        <span class="combobox input" class:several=several>
            {chips}
            <input
                node_ref=field
                id=id.clone()
                name=name
                type="text"
                role="combobox"
                autocomplete="off"
                readonly=readonly
                required=required
                placeholder=placeholder.unwrap_or_else(|| w().kit.pick_hint.to_owned())
                aria-autocomplete="list"
                aria-expanded=move || if list.open.get() { "true" } else { "false" }
                aria-controls=list_id.get_value()
                aria-activedescendant=move || list.open.get().then(|| option_id(list_id, list.at.get()))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described_by(&id, hint.is_some())
                prop:value=shown
                on:click=move |_| if !readonly { list.show() }
                on:input:target=move |event| {
                    let text = event.target().value();
                    typed.set(text.clone());
                    list.open.set(true);
                    list.ask(text);
                }
                on:blur=move |_| close()
                on:keydown=move |event| if !readonly { pressed(event) }
            />
            <Show when=move || !several && !readonly && !chosen.with(Vec::is_empty)>
                <button
                    type="button"
                    class="inside"
                    aria-label=w().common.clear
                    title=w().common.clear
                    on:click=move |_| change.run(Vec::new())
                >
                    {icon(Icon::Close)}
                </button>
            </Show>
            <Show when=move || list.open.get()>{options(list, list_id, field, pick)}</Show>
        </span>
    };
    framed(Around { id, label, bare, required, hint, locked, error }, body.into_any())
}

fn option_id(list: StoredValue<String>, at: usize) -> String {
    list.with_value(|list| [list.as_str(), &at.to_string()].concat())
}

fn options(
    list: List,
    list_id: StoredValue<String>,
    field: NodeRef<html::Input>,
    pick: impl Fn(Choice) + Copy + Send + Sync + 'static,
) -> AnyView {
    let panel = NodeRef::<html::Div>::new();
    panel.on_load(move |panel| {
        dom::soon(move || {
            let panel: web_sys::HtmlElement = panel.unchecked_into();
            if panel.is_connected() {
                raise(&panel);
                if let Some(field) = field.get_untracked() {
                    let width = field.get_bounding_client_rect().width().max(240.0);
                    let _ = panel.style().set_property("width", &super::popover::pixels(width));
                    place(&panel, &field.unchecked_into());
                }
            }
        });
    });
    Effect::new(move |_| {
        let id = option_id(list_id, list.at.get());
        if list.found.with(Option::is_some) {
            dom::soon(move || {
                if let Some(option) = dom::by_id(&id) {
                    dom::reveal(&option);
                }
            });
        }
    });
    let one = move |(at, choice): (usize, Choice)| {
        let whole = choice.clone();
        let blocked = choice.disabled.is_some();
        view! {
            <div
                id=option_id(list_id, at)
                class="option"
                role="option"
                aria-selected=move || if list.at.get() == at { "true" } else { "false" }
                aria-disabled=blocked.then_some("true")
                // Pressing must not take the focus from the field, or the list would close before the press counts.
                on:pointerdown=|event| event.prevent_default()
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| pick(whole.clone())
            >
                {choice.label}
                <small>{choice.disabled.unwrap_or(choice.detail)}</small>
            </div>
        }
    };
    view! {
        <div node_ref=panel id=list_id.get_value() class="popover options" role="listbox" popover="manual">
            {move || match list.found.get() {
                None => view! { <div class="option" role="option" aria-disabled="true"><Spinner/></div> }.into_any(),
                Some(found) if found.is_empty() => {
                    view! { <div class="option" role="option" aria-disabled="true">{w().kit.pick_none}</div> }.into_any()
                }
                Some(found) => found.into_iter().enumerate().map(one).collect_view().into_any(),
            }}
        </div>
        <span class="unseen" role="status">
            {move || list.found.with(|found| found.as_ref().map(|found| count(&w().kit.pick_found, found.len() as i64)))}
        </span>
    }
    .into_any()
}
