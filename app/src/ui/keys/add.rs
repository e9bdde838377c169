//! Making a key.

use super::words;
use crate::api::api_keys;
use crate::ui::deed::deed;
use crate::ui::kit::{
    Banner, BannerKind, Checkbox, Choice, DepartmentsPicker, Dialog, Form, FormActions, Select, TextArea, TextField,
    TextKind,
};
use crate::ui::live::touch;
use crate::ui::param::Param;
use crate::ui::{dom, session};
use leptos::prelude::*;
use model::DepartmentId;
use model::api_key::{FreshApiKey, NewApiKey, RATE, Scope};
use model::limits;
use model::moment::DAY;

/// How long a key may work, by the id of the choice.
pub(super) const LASTS: [(&str, Option<i64>); 4] =
    [("30d", Some(30 * DAY)), ("90d", Some(90 * DAY)), ("1y", Some(365 * DAY)), ("ever", None)];

/// The dialog; what was made goes into `made`.
#[component]
pub fn AddKey(
    /// The parameter `dialog`.
    dialog: Param,
    /// The key with its text.
    made: RwSignal<Option<FreshApiKey>>,
) -> impl IntoView {
    let open = Signal::derive(move || dialog.get() == "add");
    view! {
        <Dialog open on_close=move || dialog.push("") title=words().add>
            <Inside dialog made/>
        </Dialog>
    }
}

#[component]
fn Inside(dialog: Param, made: RwSignal<Option<FreshApiKey>>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let lasts = RwSignal::new("90d".to_owned());
    let rate = RwSignal::new(RATE.to_string());
    let scopes = RwSignal::new(Vec::<Scope>::new());
    let addresses = RwSignal::new(String::new());
    let departments = RwSignal::new(Vec::<Choice>::new());
    let create = deed(api_keys::create, move |key: FreshApiKey| {
        dialog.push("");
        made.set(Some(key));
        touch(&["api_keys"]);
    });
    let submit = move || {
        let chosen = lasts.get_untracked();
        let lasts = LASTS.iter().find(|(id, _)| *id == chosen).and_then(|(_, lasts)| *lasts);
        let new = NewApiKey {
            name: name.get_untracked(),
            scopes: scopes.get_untracked(),
            expires_at: lasts.map(|lasts| dom::now().plus(lasts)),
            // What is no number is refused by the check, with the bounds.
            rate_per_minute: Some(rate.get_untracked().trim().parse().unwrap_or(0)),
            addresses: lines(&addresses.get_untracked()),
            departments: departments.get_untracked().into_iter().map(|chosen| DepartmentId(chosen.id)).collect(),
        };
        match new.check(dom::now()) {
            Ok(new) => create.go(new),
            Err(problem) => create.set_problem(Some(problem)),
        }
    };
    let lacks_scope = move || {
        let problem = create.problem();
        problem.with(|problem| problem.iter().flat_map(|problem| &problem.fields).any(|fault| fault.field == "scopes"))
    };
    // Nobody hands out what he has not.
    let may_give = |scope: &&Scope| untrack(|| scope.grants().into_iter().all(session::may));
    view! {
        <Form on_submit=submit problem=create.problem()>
            <TextField
                name="name"
                label=words().name
                value=name
                hint=words().name_hint
                max=limits::NAME
                required=true
                autofocus=true
            />
            <fieldset class="scopes">
                <legend>{words().choose_scopes}</legend>
                <p class="hint">{words().choose_scopes_hint}</p>
                {Scope::ALL.iter().filter(may_give).map(|scope| one(*scope, scopes)).collect_view()}
                <Show when=lacks_scope>
                    <Banner kind=BannerKind::Error>{words().no_scope}</Banner>
                </Show>
            </fieldset>
            <Select name="expires_at" label=words().lasts value=lasts bind=lasts options=Signal::stored(choices())/>
            <TextField name="rate_per_minute" label=words().rate value=rate kind=TextKind::Number max=5/>
            <DepartmentsPicker
                name="departments"
                label=words().departments
                value=departments
                hint=words().departments_hint
            />
            <TextArea name="addresses" label=words().addresses value=addresses max=3_000 hint=words().addresses_hint/>
            <FormActions label=words().make busy=create.busy() on_cancel=move || dialog.push("")/>
        </Form>
    }
}

/// The lines of a text that hold something.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.split(['\n', ',']).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

pub(super) fn choices() -> Vec<Choice> {
    let names = [words().thirty_days, words().ninety_days, words().one_year, words().for_ever];
    LASTS.iter().zip(names).map(|((id, _), name)| Choice::new(*id, name)).collect()
}

fn one(scope: Scope, scopes: RwSignal<Vec<Scope>>) -> impl IntoView {
    let change = move |on: bool| {
        scopes.update(|scopes| {
            scopes.retain(|other| *other != scope);
            if on {
                scopes.push(scope);
            }
        });
    };
    // Everything includes each of the others.
    let by_all = move || scope != Scope::All && scopes.with(|scopes| scopes.contains(&Scope::All));
    let checked = Signal::derive(move || by_all() || scopes.with(|scopes| scopes.contains(&scope)));
    view! {
        <Checkbox label=words().scope(scope) checked on_change=change disabled=Signal::derive(by_all)/>
    }
}
