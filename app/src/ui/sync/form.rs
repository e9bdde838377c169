//! The form of a connection.

use super::secrets::{Secrets, SecretsFields};
use super::stale::StaleNote;
use super::words;
use crate::api::connections;
use crate::ui::deed::deed;
use crate::ui::kit::{CopyButton, Form, FormActions, Section, TextField, TextKind, toast};
use crate::ui::load::Loader;
use crate::ui::{dom, may, route, w};
use leptos::prelude::*;
use model::change::BRAKE_PERCENT;
use model::connection::{Connection, SaveConnection};
use model::permission::Permission;
use model::{Code, limits};

/// Where WeCom's interface is, unless it is a private installation.
const WECOM: &str = "https://qyapi.weixin.qq.com/cgi-bin";

/// What is typed.
#[derive(Clone, Copy)]
pub struct Typed {
    pub name: RwSignal<String>,
    pub base_url: RwSignal<String>,
    pub corp_id: RwSignal<String>,
    pub agent_id: RwSignal<String>,
    pub brake: RwSignal<String>,
    pub secrets: Secrets,
}

impl Typed {
    fn of(connection: Option<&Connection>) -> Self {
        let text = |of: fn(&Connection) -> String, otherwise: &str| {
            RwSignal::new(connection.map_or_else(|| otherwise.to_owned(), of))
        };
        Self {
            name: text(|c| c.name.clone(), w().common.source_wecom),
            base_url: text(|c| c.base_url.clone(), WECOM),
            corp_id: text(|c| c.corp_id.clone(), ""),
            agent_id: text(|c| c.agent_id.clone(), ""),
            brake: text(|c| c.brake_percent.to_string(), &BRAKE_PERCENT.to_string()),
            secrets: Secrets::empty(),
        }
    }
    /// Takes over what is stored.
    pub fn take(self, stored: &Connection) {
        self.name.set(stored.name.clone());
        self.base_url.set(stored.base_url.clone());
        self.corp_id.set(stored.corp_id.clone());
        self.agent_id.set(stored.agent_id.clone());
        self.brake.set(stored.brake_percent.to_string());
    }
    fn request(self) -> SaveConnection {
        SaveConnection {
            id: None,
            revision: 0,
            name: self.name.get_untracked(),
            base_url: self.base_url.get_untracked(),
            corp_id: self.corp_id.get_untracked(),
            agent_id: self.agent_id.get_untracked(),
            secrets: self.secrets.given(),
            forget: self.secrets.forgotten(),
            // What is no number is out of range, and said so beside the field.
            brake_percent: self.brake.get_untracked().trim().parse().unwrap_or(-1),
        }
    }
}

/// The form.
#[component]
pub fn ConnectionForm(
    /// The connection; none for a new one.
    found: Signal<Option<Connection>>,
    /// Where the saved state goes.
    loader: Loader<Option<Connection>>,
) -> impl IntoView {
    let first = found.get_untracked();
    let typed = Typed::of(first.as_ref());
    let seen = StoredValue::new(first.as_ref().map_or(0, |c| c.revision));
    let is_new = first.is_none();
    let save = deed(connections::save, move |saved: Connection| {
        seen.try_set_value(saved.revision);
        typed.secrets.empty_fields();
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
            <TextField
                name="base_url"
                label=words().base_url
                hint=words().base_url_hint
                kind=TextKind::Url
                value=typed.base_url
                max=limits::URL
                required=true
                locked=locked.clone()
            />
            <div class="columns-2">
                <TextField
                    name="corp_id"
                    label=words().corp_id
                    hint=words().corp_id_hint
                    value=typed.corp_id
                    max=limits::NAME
                    required=true
                    locked=locked.clone()
                />
                <TextField
                    name="agent_id"
                    label=words().agent_id
                    hint=words().agent_id_hint
                    kind=TextKind::Number
                    value=typed.agent_id
                    max=18
                    locked=locked.clone()
                />
            </div>
            <SecretsFields secrets=typed.secrets found locked=locked.clone()/>
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
            {allowed.then(|| view! { <div class="bottom-action"><FormActions label=w().common.save busy=save.busy()/></div> })}
        </Form>
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
