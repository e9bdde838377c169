//! The credentials: shown as set or not, never filled.

use super::words;
use crate::ui::kit::{Checkbox, Section, TextField, TextKind};
use crate::ui::w;
use leptos::prelude::*;
use model::connection::{Connection, SecretName};
use model::limits;

/// The four that WeCom calls secrets.
const CREDENTIALS: [SecretName; 4] = [SecretName::Contact, SecretName::App, SecretName::Archive, SecretName::Provider];
/// What callbacks are checked with.
const CALLBACK: [SecretName; 2] = [SecretName::CallbackToken, SecretName::CallbackKey];

/// One of them in the form.
#[derive(Clone, Copy)]
struct Entry {
    name: SecretName,
    /// What was typed.
    value: RwSignal<String>,
    /// Whether the stored one is to go.
    forget: RwSignal<bool>,
}

/// What was typed into each field.
#[derive(Clone, Copy)]
pub struct Secrets([Entry; 6]);

impl Secrets {
    /// Nothing typed.
    pub fn empty() -> Self {
        let [a, b, c, d] = CREDENTIALS;
        let [e, f] = CALLBACK;
        let entry = |name| Entry { name, value: RwSignal::new(String::new()), forget: RwSignal::new(false) };
        Self([a, b, c, d, e, f].map(entry))
    }
    /// The new values. An empty field leaves the stored one as it is.
    pub fn given(self) -> Vec<(SecretName, String)> {
        self.0
            .iter()
            .map(|entry| (entry.name, entry.value.get_untracked().trim().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }
    /// Those that are no longer to be kept. Who types a new one wants that.
    pub fn forgotten(self) -> Vec<SecretName> {
        let gone = |entry: &&Entry| entry.forget.get_untracked() && entry.value.with_untracked(|v| v.trim().is_empty());
        self.0.iter().filter(gone).map(|entry| entry.name).collect()
    }
    /// Empties the fields: what was saved is not kept in the page.
    pub fn empty_fields(self) {
        for entry in self.0 {
            entry.value.try_set(String::new());
            entry.forget.try_set(false);
        }
    }
    fn fields(self, of: &'static [SecretName]) -> impl Iterator<Item = Entry> {
        self.0.into_iter().filter(|entry| of.contains(&entry.name))
    }
}

/// The fields of all credentials.
#[component]
pub fn SecretsFields(
    /// What is typed.
    secrets: Secrets,
    /// The connection; none for a new one.
    found: Signal<Option<Connection>>,
    /// Why they cannot be edited.
    #[prop(optional_no_strip, into)]
    locked: Option<String>,
) -> impl IntoView {
    let fields =
        |of: &'static [SecretName]| secrets.fields(of).map(|entry| field(entry, found, locked.clone())).collect_view();
    let (credentials, callback) = (fields(&CREDENTIALS), fields(&CALLBACK));
    view! {
        <Section title=words().secrets description=words().secrets_text>
            <div class="columns-2">{credentials}</div>
        </Section>
        <Section title=words().callback description=words().callback_text>
            <div class="columns-2">{callback}</div>
        </Section>
    }
}

fn field(entry: Entry, found: Signal<Option<Connection>>, locked: Option<String>) -> impl IntoView {
    let Entry { name, value, forget } = entry;
    let allowed = locked.is_none();
    let is_set = Memo::new(move |_| found.with(|c| c.as_ref().is_some_and(|c| c.secrets.contains(&name))));
    let hint = move || {
        let state = if is_set.get() { words().secret_set } else { words().secret_not_set };
        [state, purpose(name)].join(" ")
    };
    let required = found.with_untracked(Option::is_none) && name.is_needed();
    let forgettable =
        move || allowed && !name.is_needed() && is_set.get() && value.with(|value| value.trim().is_empty());
    view! {
        <div class="stack tight">
            <TextField
                name=name.word()
                label=w().common.secret(name)
                kind=TextKind::Password
                autocomplete="new-password"
                value
                hint=hint
                max=limits::SECRET
                required
                locked
            />
            <Show when=forgettable>
                <Checkbox label=words().secret_forget checked=forget on_change=move |on| forget.set(on)/>
            </Show>
        </div>
    }
}

fn purpose(name: SecretName) -> &'static str {
    match name {
        SecretName::Contact => words().for_contact,
        SecretName::App => words().for_app,
        SecretName::Archive => words().for_archive,
        SecretName::Provider => words().for_provider,
        SecretName::CallbackToken => words().for_callback_token,
        SecretName::CallbackKey => words().for_callback_key,
    }
}
