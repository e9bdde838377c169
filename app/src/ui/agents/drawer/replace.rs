//! Replacing an agent: the way to another number, address or role.

use super::super::check::{beside, checking, warning};
use super::super::place::{Place, open_agent};
use super::super::role_choice::RoleChoice;
use super::super::words;
use crate::api::agents;
use crate::ui::deed::deed;
use crate::ui::kit::{Dialog, Form, FormActions, TextField, TextKind, toast};
use crate::ui::live::touch;
use crate::ui::param::set_params;
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::agent::AgentDetail;
use model::agent_edit::{NUMBER, ReplaceAgent};
use model::limits;
use model::role::RoleKey;

/// The dialog over the drawer.
#[component]
pub fn ReplaceDialog(
    place: Place,
    /// Whose place another takes.
    detail: Signal<AgentDetail>,
    /// Whether the URL says so.
    open: Signal<bool>,
) -> impl IntoView {
    let title = move || detail.with(|detail| fill(words().replace_title, &[("name", &detail.row.name)]));
    view! {
        <Dialog open on_close=move || place.dialog.push("") title>
            <Fields place detail/>
        </Dialog>
    }
}

#[component]
fn Fields(place: Place, detail: Signal<AgentDetail>) -> impl IntoView {
    let row = detail.with_untracked(|detail| detail.row.clone());
    let name = RwSignal::new(row.name.clone());
    let nickname = RwSignal::new(row.nickname.clone());
    let number = RwSignal::new(row.number.clone());
    let email = RwSignal::new(row.email.clone());
    let role = RwSignal::new(String::from(row.role.clone()));
    let another = {
        let was = row.email.clone();
        Memo::new(move |_| email.with(|email| !email.trim().eq_ignore_ascii_case(&was)))
    };
    let save = deed(agents::replace, move |taken: AgentDetail| {
        touch(&["agents", "members"]);
        toast::done(fill(words().replaced, &[("name", &taken.row.name), ("number", &taken.row.number)]));
        set_params(&[("dialog", ""), ("agent", taken.row.id.as_str())]);
    });
    // His own are free for whoever takes his place.
    let own_number = row.number.clone();
    let typed_number = move || number.with(|text| if *text == own_number { String::new() } else { text.clone() });
    let typed_email = move || if another.get() { email.get() } else { String::new() };
    let known = checking(typed_number, typed_email);
    let number_of = move || {
        let name = known.with(|known| known.number_of.clone()).flatten()?;
        Some(fill(words().number_taken, &[("name", &name)]))
    };
    let email_of = move || {
        let name = known.with(|known| known.email_of.clone().or_else(|| known.member.clone().map(|(_, name)| name)));
        Some(fill(words().email_taken, &[("name", &name.flatten()?)]))
    };
    let id = row.id.clone();
    let submit = move || {
        let replace = ReplaceAgent {
            id: id.clone(),
            revision: detail.with_untracked(|detail| detail.row.revision),
            name: name.get_untracked(),
            nickname: nickname.get_untracked(),
            number: number.get_untracked(),
            email: email.get_untracked(),
            role: role.with_untracked(|key| RoleKey::parse(key)).unwrap_or_else(|| row.role.clone()),
        };
        match replace.check() {
            Ok(replace) => save.go(replace),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let cancel = {
        let id = detail.with_untracked(|detail| detail.row.id.clone());
        move || open_agent(&id, "")
    };
    let follows = move || if another.get() { words().replace_another } else { words().replace_same };
    view! {
        <Form on_submit=submit problem=beside(save.problem())>
            <p>{words().replace_text}</p>
            <TextField name="number" label=words().number value=number max=NUMBER required=true autofocus=true/>
            {warning(number_of)}
            <TextField name="email" label=w().common.email kind=TextKind::Email value=email max=limits::EMAIL required=true/>
            {warning(email_of)}
            <p class="soft" aria-live="polite">{follows}</p>
            <RoleChoice place value=role/>
            <TextField name="name" label=w().common.name value=name max=limits::NAME required=true/>
            <TextField name="nickname" label=words().nickname value=nickname max=limits::NAME/>
            <FormActions label=words().replace_agent busy=save.busy() danger=true on_cancel=cancel/>
        </Form>
    }
}
