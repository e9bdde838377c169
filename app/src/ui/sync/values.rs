//! The settings of a connection while they are typed: a field for each rule of its kind.

use super::{names, words};
use crate::ui::kit::{Checkbox, Choice, Select, TextArea, TextField, TextKind};
use leptos::prelude::*;
use model::connection::{Connection, ConnectionKind};
use model::limits;
use model::setting::{Form, Rule, Setting};
use std::collections::BTreeMap;

/// One setting in the form.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Of which platform.
    kind: ConnectionKind,
    /// What it takes.
    pub rule: &'static Rule,
    /// What is typed.
    pub value: RwSignal<String>,
    /// Whether the stored credential is to go.
    forget: RwSignal<bool>,
}

/// All settings of a kind.
#[derive(Clone, Copy)]
pub struct Values {
    entries: StoredValue<Vec<Entry>>,
}

impl Values {
    /// What is stored, or the defaults of the kind.
    pub fn of(kind: ConnectionKind, connection: Option<&Connection>) -> Self {
        let entry = |rule: &'static Rule| {
            let text = connection.map_or(rule.default, |c| c.setting(rule.setting)).to_owned();
            Entry { kind, rule, value: RwSignal::new(text), forget: RwSignal::new(false) }
        };
        Self { entries: StoredValue::new(kind.settings().iter().map(entry).collect()) }
    }

    /// The entries of those settings that a test passes.
    pub fn entries(self, wanted: impl Fn(&Rule) -> bool) -> Vec<Entry> {
        self.entries.with_value(|all| all.iter().filter(|entry| wanted(entry.rule)).copied().collect())
    }

    /// Takes over what is stored.
    pub fn take(self, stored: &Connection) {
        for entry in self.entries(|rule| !rule.form.is_secret()) {
            entry.value.set(stored.setting(entry.rule.setting).to_owned());
        }
    }

    /// What was typed; of the credentials only new ones.
    pub fn given(self) -> BTreeMap<Setting, String> {
        let typed = self.entries(|_| true).into_iter().map(|entry| (entry.rule, entry.value.get_untracked()));
        typed
            .filter(|(rule, text)| !rule.form.is_secret() || !text.trim().is_empty())
            .map(|(rule, text)| (rule.setting, text))
            .collect()
    }

    /// Credentials that are no longer to be kept. Who types a new one wants that.
    pub fn forgotten(self) -> Vec<Setting> {
        let gone = |entry: &Entry| entry.forget.get_untracked() && entry.value.with_untracked(|v| v.trim().is_empty());
        self.entries(|_| true).into_iter().filter(gone).map(|entry| entry.rule.setting).collect()
    }

    /// Empties the fields of credentials: what was saved is not kept in the page.
    pub fn empty_secrets(self) {
        for entry in self.entries(|rule| rule.form.is_secret()) {
            entry.value.try_set(String::new());
            entry.forget.try_set(false);
        }
    }
}

/// The field of a setting.
pub fn field(entry: Entry, found: Signal<Option<Connection>>, locked: Option<String>) -> AnyView {
    let Entry { kind: platform, rule, value, .. } = entry;
    let (name, label, hint) =
        (rule.setting.word(), names().setting(rule.setting), names().hint(platform, rule.setting).unwrap_or_default());
    let required = rule.needed;
    let line = |kind: TextKind, max: usize| {
        view! { <TextField name label hint=hint.to_owned() kind value max required locked=locked.clone()/> }.into_any()
    };
    match rule.form {
        Form::Line(max) => line(TextKind::Text, max),
        Form::Address => line(TextKind::Url, limits::URL),
        Form::Digits => line(TextKind::Number, 18),
        Form::Lines(max) => view! { <TextArea name label value hint=hint.to_owned() max required/> }.into_any(),
        Form::Choice(choices) => {
            let options: Vec<Choice> =
                choices.iter().map(|word| Choice::new(*word, names().choice(rule.setting, word))).collect();
            view! { <Select name label value bind=value options=Signal::stored(options) hint=hint.to_owned() locked/> }
                .into_any()
        }
        Form::Secret | Form::SecretLines => secret(entry, found, locked),
    }
}

/// A credential: shown as set or not, never filled.
fn secret(entry: Entry, found: Signal<Option<Connection>>, locked: Option<String>) -> AnyView {
    let Entry { kind, rule, value, forget } = entry;
    let allowed = locked.is_none();
    let is_set = Memo::new(move |_| found.with(|c| c.as_ref().is_some_and(|c| c.secrets.contains(&rule.setting))));
    let hint = move || {
        let state = if is_set.get() { words().secret_set } else { words().secret_not_set };
        [state, names().hint(kind, rule.setting).unwrap_or_default()].join(" ")
    };
    let required = rule.needed && found.with_untracked(Option::is_none);
    let forgettable = move || allowed && !rule.needed && is_set.get() && value.with(|value| value.trim().is_empty());
    let (name, label) = (rule.setting.word(), names().setting(rule.setting));
    let field = if rule.form == Form::SecretLines {
        view! { <TextArea name label value hint rows=2 max=limits::TEMPLATE required/> }.into_any()
    } else {
        view! {
            <TextField
                name
                label
                kind=TextKind::Password
                autocomplete="new-password"
                value
                hint
                max=limits::SECRET
                required
                locked
            />
        }
        .into_any()
    };
    view! {
        <div class="stack tight">
            {field}
            <Show when=forgettable>
                <Checkbox label=words().secret_forget checked=forget on_change=move |on| forget.set(on)/>
            </Show>
        </div>
    }
    .into_any()
}
