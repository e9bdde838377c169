//! One line of text.

use super::field::{Around, described_by, fault_of, framed, fresh_id};
use super::{Icon, icon};
use crate::ui::speech::w;
use leptos::prelude::*;

/// What a text field is for: decides the keyboard of a phone and what the browser fills in.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum TextKind {
    #[default]
    Text,
    Email,
    Phone,
    Url,
    Number,
    Password,
    Date,
    /// `datetime-local`.
    DateTime,
}

impl TextKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Number => "text",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Url => "url",
            Self::Password => "password",
            Self::Date => "date",
            Self::DateTime => "datetime-local",
        }
    }
    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("numeric"),
            _ => None,
        }
    }
}

/// A line of text. In a [`super::Form`] it finds its error by `name`.
/// `<TextField name="position" label=w.position value=position max=limits::POSITION/>`
#[component]
pub fn TextField(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the field.
    #[prop(into)]
    label: TextProp,
    /// The text.
    value: RwSignal<String>,
    /// What it is for.
    #[prop(optional)]
    kind: TextKind,
    /// Below the field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Shown while empty: an example, never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// A token of HTML `autocomplete`; `off` unless told otherwise.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The most characters.
    #[prop(optional)]
    max: Option<usize>,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
    /// Label only for screen readers.
    #[prop(optional)]
    bare: bool,
    /// Focused when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Why it cannot be edited here; shows a padlock.
    #[prop(optional_no_strip, into)]
    locked: Option<String>,
) -> impl IntoView {
    let id = fresh_id();
    let error = fault_of(name);
    let shown = RwSignal::new(false);
    let input_type = move || if shown.get() { "text" } else { kind.input_type() };
    let field = view! {
        <span class="input">
            <input
                id=id.clone()
                name=name
                type=input_type
                inputmode=kind.input_mode()
                placeholder=placeholder
                autocomplete=autocomplete.unwrap_or("off")
                maxlength=max.map(|max| max.to_string())
                required=required
                readonly=locked.is_some()
                autofocus=autofocus
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described_by(&id, hint.is_some())
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
            {(kind == TextKind::Password).then(|| {
                let label = move || if shown.get() { w().kit.hide_password } else { w().kit.show_password };
                view! {
                    <button
                        type="button"
                        class="inside"
                        aria-label=label
                        title=label
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {move || icon(if shown.get() { Icon::EyeOff } else { Icon::Eye })}
                    </button>
                }
            })}
        </span>
    };
    framed(Around { id, label, bare, required, hint, locked, error }, field.into_any())
}

/// Several lines of text. `<TextArea name="reason" label=w.reason value=reason max=limits::NOTE/>`
#[component]
pub fn TextArea(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the field.
    #[prop(into)]
    label: TextProp,
    /// The text.
    value: RwSignal<String>,
    /// Lines shown.
    #[prop(default = 3)]
    rows: u32,
    /// Below the field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Shown while empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// The most characters; the rest is counted near the end.
    #[prop(optional)]
    max: Option<usize>,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
    /// Label only for screen readers.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let id = fresh_id();
    let error = fault_of(name);
    let left = move || {
        let left = max? as i64 - value.with(|text| text.chars().count()) as i64;
        (left <= 50).then(|| crate::ui::count(&w().kit.more_characters, left.max(0)))
    };
    let field = view! {
        <textarea
            id=id.clone()
            name=name
            rows=rows
            placeholder=placeholder
            maxlength=max.map(|max| max.to_string())
            required=required
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described_by(&id, hint.is_some())
            prop:value=value
            on:input:target=move |event| value.set(event.target().value())
        ></textarea>
        <p class="hint" aria-live="polite">{left}</p>
    };
    framed(Around { id, label, bare, required, hint, locked: None, error }, field.into_any())
}
