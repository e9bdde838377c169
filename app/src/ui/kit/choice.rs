//! One of several: select, radio, and the two-valued checkbox and switch.

use super::field::{Around, described_by, fault_of, framed, fresh_id};
use leptos::prelude::*;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Choice {
    /// Its value.
    pub id: String,
    /// Its name.
    pub label: String,
    /// A second line.
    pub detail: String,
    /// Why it cannot be chosen.
    pub disabled: Option<String>,
}

impl Choice {
    /// A choice with a name.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), ..Self::default() }
    }
    /// With a second line.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
    /// Shown, but not to be chosen.
    #[must_use]
    pub fn disabled(mut self, reason: impl Into<String>) -> Self {
        self.disabled = Some(reason.into());
        self
    }
}

/// A drop-down for up to a dozen values.
/// `<Select name="role" label=w.role value=role options=roles/>`
#[component]
pub fn Select(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the field.
    #[prop(into)]
    label: TextProp,
    /// The chosen id.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the chosen id; `value` is set by itself where it is an `RwSignal` passed to `bind`.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// A signal to set.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// What there is; a first one with an empty id stands for *any* or *none*.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// Below the field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Label only for screen readers: for filters.
    #[prop(optional)]
    bare: bool,
    /// Why it cannot be edited here.
    #[prop(optional_no_strip, into)]
    locked: Option<String>,
) -> impl IntoView {
    let id = fresh_id();
    let error = fault_of(name);
    let choose = move |id: String| {
        if let Some(bind) = bind {
            bind.set(id.clone());
        }
        if let Some(on_change) = on_change {
            on_change.run(id);
        }
    };
    let field = view! {
        <select
            id=id.clone()
            name=name
            disabled=locked.is_some()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described_by(&id, hint.is_some())
            on:change:target=move |event| choose(event.target().value())
        >
            {move || {
                options.get().into_iter().map(|option| {
                    let chosen = option.id.clone();
                    view! {
                        <option
                            value=option.id
                            disabled=option.disabled.is_some()
                            prop:selected=move || value.with(|value| *value == chosen)
                        >
                            {option.label}
                        </option>
                    }
                }).collect_view()
            }}
        </select>
    };
    framed(Around { id, label, bare, required: false, hint, locked, error }, field.into_any())
}

/// A few values, all in sight, with their second lines.
/// `<RadioGroup name="scope" label=w.scope value=scope options=vec![…]/>`
#[component]
pub fn RadioGroup(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the group.
    #[prop(into)]
    label: TextProp,
    /// The chosen id.
    value: RwSignal<String>,
    /// What there is.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
) -> impl IntoView {
    let error = fault_of(name);
    let group = StoredValue::new(fresh_id());
    let one = move |option: Choice| {
        let (chosen, picked) = (option.id.clone(), option.id.clone());
        view! {
            <label class="radio">
                <input
                    type="radio"
                    name=group.get_value()
                    value=option.id
                    disabled=option.disabled.is_some()
                    prop:checked=move || value.with(|value| *value == chosen)
                    on:change=move |_| value.set(picked.clone())
                />
                <span>
                    {option.label}
                    <small>{option.disabled.unwrap_or(option.detail)}</small>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="field radios" class:invalid=move || error.with(Option::is_some)>
            <legend>{move || label.get()}</legend>
            // By what each is: one that is still there keeps its place and the focus when the list is another.
            <For each=move || options.get() key=Choice::clone children=one/>
            <p class="error" role="alert">{move || error.get()}</p>
        </fieldset>
    }
}

/// Ticked or not. `<Checkbox label=w.below checked=below on_change=move |on| …/>`
#[component]
pub fn Checkbox(
    /// Beside the box.
    #[prop(into)]
    label: TextProp,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Neither ticked nor not: some of several.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// Called with the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Not possible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Label only for screen readers.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                disabled=disabled
                prop:checked=checked
                prop:indeterminate=mixed
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span class:unseen=bare>{move || label.get()}</span>
        </label>
    }
}

/// On or off, in force at once. `<Switch label=w.door_open checked=open on_change=move |on| set.go(on)/>`
#[component]
pub fn Switch(
    /// Beside the switch.
    #[prop(into)]
    label: TextProp,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the new state; `checked` shows it when the change is made.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Not possible now, or under way.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=move || if checked.get() { "true" } else { "false" }
            disabled=disabled
            on:click=move |_| on_change.run(!checked.get_untracked())
        >
            <span class="track" aria-hidden="true"></span>
            <span>{move || label.get()}</span>
        </button>
    }
}
