//! The form of a connection.

use super::stale::StaleNote;
use super::values::{Values, field};
use super::{names, words};
use crate::api::connections;
use crate::ui::deed::deed;
use crate::ui::kit::{CopyButton, Form, FormActions, Section, TextField, TextKind, toast};
use crate::ui::load::Loader;
use crate::ui::{dom, may, route, w};
use leptos::prelude::*;
use model::change::BRAKE_PERCENT;
use model::connection::{Connection, ConnectionKind, SaveConnection};
use model::permission::Permission;
use model::setting::Setting;
use model::{Code, limits};

/// What is typed.
#[derive(Clone, Copy)]
pub struct Typed {
    pub kind: ConnectionKind,
    pub name: RwSignal<String>,
    pub brake: RwSignal<String>,
    pub values: Values,
}

impl Typed {
    fn of(kind: ConnectionKind, connection: Option<&Connection>) -> Self {
        let brake = connection.map_or(BRAKE_PERCENT, |c| c.brake_percent);
        Self {
            kind,
            name: RwSignal::new(connection.map_or_else(|| names().kind(kind).to_owned(), |c| c.name.clone())),
            brake: RwSignal::new(brake.to_string()),
            values: Values::of(kind, connection),
        }
    }
    /// Takes over what is stored.
    pub fn take(self, stored: &Connection) {
        self.name.set(stored.name.clone());
        self.brake.set(stored.brake_percent.to_string());
        self.values.take(stored);
    }
    fn request(self) -> SaveConnection {
        SaveConnection {
            id: None,
            revision: 0,
            kind: self.kind,
            name: self.name.get_untracked(),
            settings: self.values.given(),
            forget: self.values.forgotten(),
            // What is no number is out of range, and said so beside the field.
            brake_percent: self.brake.get_untracked().trim().parse().unwrap_or(-1),
        }
    }
}

/// The form.
#[component]
pub fn ConnectionForm(
    /// Which platform.
    kind: ConnectionKind,
    /// The connection; none for a new one.
    found: Signal<Option<Connection>>,
    /// Where the saved state goes.
    loader: Loader<Option<Connection>>,
) -> impl IntoView {
    let first = found.get_untracked();
    let typed = Typed::of(kind, first.as_ref());
    let seen = StoredValue::new(first.as_ref().map_or(0, |c| c.revision));
    let is_new = first.is_none();
    let save = deed(connections::save, move |saved: Connection| {
        seen.try_set_value(saved.revision);
        typed.values.empty_secrets();
        toast::done(w().common.saved);
        if is_new {
            route::replace(&route::connection(&saved.id));
        } else {
            loader.set(Some(saved));
        }
    });
    let stale = Memo::new(move |_| save.problem().with(|p| p.as_ref().is_some_and(|p| p.code == Code::Stale)));
    Effect::new(move |_| {
        if stale.get() {
            loader.reload();
        }
    });
    let submit = move || {
        let stored = found.get_untracked();
        // After "somebody changed this" the other's values were shown: saving again means over them.
        let revision = stored.as_ref().filter(|_| stale.get_untracked()).map_or(seen.get_value(), |c| c.revision);
        let request = SaveConnection { id: stored.map(|c| c.id), revision, ..typed.request() };
        match request.check(is_new) {
            Ok(request) => save.go(request),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let locked = (!may(Permission::ConnectionsWrite)).then(|| w().common.lock_permission.to_owned());
    let allowed = locked.is_none();
    view! {
        <Form on_submit=submit problem=save.problem()>
            <Show when=move || stale.get()>
                <StaleNote found typed taken=move || {
                    seen.set_value(found.with_untracked(|c| c.as_ref().map_or(0, |c| c.revision)));
                    save.set_problem(None);
                }/>
            </Show>
            <TextField name="name" label=words().connection_name value=typed.name max=limits::NAME required=true locked=locked.clone()/>
            <Fields typed found locked=locked.clone()/>
            {kind.synchronises().then(|| view! {
                <CallbackUrl found/>
                <TextField
                    name="brake_percent"
                    label=words().brake
                    hint=words().brake_hint
                    kind=TextKind::Number
                    value=typed.brake
                    max=3
                    required=true
                    locked
                />
            })}
            {allowed.then(|| view! { <div class="bottom-action"><FormActions label=w().common.save busy=save.busy()/></div> })}
        </Form>
    }
}

const fn is_callback(setting: Setting) -> bool {
    matches!(setting, Setting::CallbackToken | Setting::CallbackKey)
}

/// The fields of the settings: what can be read, the credentials, and what callbacks are checked with.
#[component]
fn Fields(
    typed: Typed,
    found: Signal<Option<Connection>>,
    #[prop(optional_no_strip, into)] locked: Option<String>,
) -> impl IntoView {
    let draw = |entries: Vec<super::values::Entry>| {
        let fields: Vec<AnyView> = entries.into_iter().map(|entry| field(entry, found, locked.clone())).collect();
        (!fields.is_empty()).then(|| view! { <div class="columns-2 connection-fields">{fields}</div> })
    };
    let values = typed.values;
    let plain = draw(values.entries(|rule| !rule.form.is_secret()));
    let secret = draw(values.entries(|rule| rule.form.is_secret() && !is_callback(rule.setting)));
    let callback = draw(values.entries(|rule| is_callback(rule.setting)));
    view! {
        {plain}
        {secret.map(|fields| view! {
            <Section title=words().secrets description=words().secrets_text>{fields}</Section>
        })}
        {callback.map(|fields| view! {
            <Section title=words().callback description=words().callback_text>{fields}</Section>
        })}
    }
}

/// The address that WeCom's console asks for.
#[component]
fn CallbackUrl(
    /// The connection; none for a new one.
    found: Signal<Option<Connection>>,
) -> impl IntoView {
    let url = Memo::new(move |_| {
        found
            .with(|found| found.as_ref().map(|c| c.callback_url.clone()))
            .map(|url| if url.starts_with('/') { [dom::origin(), url].concat() } else { url })
    });
    view! {
        <Section title=words().callback_url description=words().callback_hint>
            {move || match url.get() {
                Some(url) => {
                    let text = url.clone();
                    view! { <div class="line"><code class="copied-text">{url}</code><CopyButton text=Signal::stored(text)/></div> }.into_any()
                }
                None => view! { <p class="faint">{words().callback_after_saving}</p> }.into_any(),
            }}
        </Section>
    }
}
