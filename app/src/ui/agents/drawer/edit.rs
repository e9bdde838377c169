//! Editing: name, nickname, skill groups, shifts. The rest changes by replacing.

use super::super::columns::role;
use super::super::groups_field::{GroupsDraft, GroupsField};
use super::super::place::{Place, REPLACE, open_agent};
use super::super::week_field::WeekField;
use super::super::week_read::WeekDraft;
use super::super::words;
use crate::api::agents;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Button, Form, FormActions, Icon, TextField, toast};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use crate::ui::param::set_params;
use crate::ui::w;
use leptos::prelude::*;
use model::agent::{AgentDetail, AgentGroup, Week};
use model::agent_edit::EditAgent;
use model::{Code, limits};

/// The form. What others change meanwhile is left alone: only fields that were changed here are sent.
#[component]
pub fn EditForm(place: Place, agent: Loader<AgentDetail>, detail: Signal<AgentDetail>) -> impl IntoView {
    let first = detail.get_untracked();
    let base = StoredValue::new(first.clone());
    let name = RwSignal::new(first.row.name.clone());
    let nickname = RwSignal::new(first.row.nickname.clone());
    let groups = GroupsDraft::of(&first.row.groups);
    let shifts = WeekDraft::of(&first.shifts);
    let close = move || set_params(&[("dialog", "")]);
    let save = deed(agents::edit, move |saved: AgentDetail| {
        if agent.with_untracked(|_| ()).is_some() {
            agent.set(saved);
            close();
        }
        touch(&["agents", "members"]);
        toast::done(w().common.saved);
    });
    // Somebody was faster: his revision is fetched, and a second press saves what is typed here.
    let is_stale = Memo::new(move |_| {
        save.problem().with(|problem| problem.as_ref().is_some_and(|problem| problem.code == Code::Stale))
    });
    Effect::new(move |_| {
        if is_stale.get() {
            agent.reload();
        }
    });
    let problem = Signal::derive(move || save.problem().get().filter(|problem| problem.code != Code::Stale));
    let submit = move || {
        let base = base.get_value();
        let stale = is_stale.get_untracked();
        let now = detail.with_untracked(|detail| detail.row.revision);
        let revision = if stale { now } else { base.row.revision };
        let text = |typed: RwSignal<String>, was: &str| {
            let typed = typed.get_untracked().trim().to_owned();
            (typed != was).then_some(typed)
        };
        let week = shifts.week();
        let edit = EditAgent {
            name: text(name, &base.row.name),
            nickname: text(nickname, &base.row.nickname),
            groups: (groups.sorted() != sorted(&base.row.groups)).then(|| groups.placings()),
            shifts: (!is_same(&week, &base.shifts)).then_some(week),
            ..EditAgent::of(base.row.id.clone(), revision)
        };
        if edit.name.is_none() && edit.nickname.is_none() && edit.groups.is_none() && edit.shifts.is_none() {
            toast::done(words().nothing_changed);
            return close();
        }
        match edit.check() {
            Ok(edit) => save.go(edit),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let locked = |text: &str| (RwSignal::new(text.to_owned()), Some(words().locked.to_owned()));
    let (number, number_lock) = locked(&first.row.number);
    let (email, email_lock) = locked(&first.row.email);
    let (role, role_lock) = locked(&role(&first.row));
    let id = first.row.id.clone();
    view! {
        <Show when=move || is_stale.get()>
            <Banner kind=BannerKind::Warning>{words().changed_meanwhile}</Banner>
        </Show>
        <Form on_submit=submit problem>
            <TextField name="name" label=w().common.name value=name max=limits::NAME required=true autofocus=true/>
            <TextField name="nickname" label=words().nickname hint=words().nickname_hint value=nickname max=limits::NAME/>
            <TextField name="number" label=words().number value=number locked=number_lock/>
            <TextField name="email" label=w().common.email value=email locked=email_lock/>
            <TextField name="role" label=w().common.role value=role locked=role_lock/>
            <div class="line">
                <Button small=true icon=Icon::Switch on_click=move || open_agent(&id, REPLACE)>
                    {words().replace_agent}
                </Button>
            </div>
            <GroupsField place draft=groups/>
            <WeekField name="shifts" label=words().shifts hint=words().shifts_hint draft=shifts problem/>
            <FormActions label=w().common.save busy=save.busy() on_cancel=close/>
        </Form>
    }
}

fn sorted(groups: &[AgentGroup]) -> Vec<(String, i64)> {
    let mut all: Vec<(String, i64)> = groups.iter().map(|group| (group.id.0.clone(), group.priority)).collect();
    all.sort();
    all
}

/// The order in which lines were typed means nothing.
fn is_same(typed: &Week, stored: &Week) -> bool {
    let mut spans = typed.spans.clone();
    spans.sort_unstable();
    spans == stored.spans && typed.zone == stored.zone
}
