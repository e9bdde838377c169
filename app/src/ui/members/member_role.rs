//! Changing a member's role, with the departments that a Department Admin looks after.

use super::words;
use crate::api::members;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Choice, DepartmentsPicker, Form, FormActions, Section, Select, toast};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use crate::ui::{may, me, w};
use crate::words::fill;
use leptos::prelude::*;
use model::member::{ChangeRole, MemberDetail};
use model::permission::{Permission, Role};
use model::{Code, DepartmentId};

/// The role: a form for whoever may give roles, a line for everybody else.
#[component]
pub fn RoleSection(member: Loader<MemberDetail>, detail: Signal<MemberDetail>) -> impl IntoView {
    let body = if may(Permission::RolesWrite) {
        view! { <RoleForm member detail/> }.into_any()
    } else {
        view! { <p>{move || w().common.role_name(detail.with(|detail| detail.row.role))}</p> }.into_any()
    };
    view! { <Section title=words().role_section>{body}</Section> }
}

fn scope_of(detail: &MemberDetail) -> Vec<Choice> {
    detail.scope.iter().map(|(id, name)| Choice::new(id.0.clone(), name.clone())).collect()
}

#[component]
fn RoleForm(member: Loader<MemberDetail>, detail: Signal<MemberDetail>) -> impl IntoView {
    let first = detail.get_untracked();
    let own = me().role;
    let role = RwSignal::new(first.row.role.word().to_owned());
    let scope = RwSignal::new(scope_of(&first));
    let locked = (!own.may_grant(first.row.role)).then(|| words().role_above.to_owned());
    let is_locked = locked.is_some();
    let options: Vec<Choice> = Role::ALL.iter().map(|role| choice(own, *role)).collect();
    let chosen = Memo::new(move |_| role.with(|word| Role::from_word(word)).unwrap_or(Role::Member));
    let save = deed(
        |change: ChangeRole| members::change_role(change),
        move |detail: MemberDetail| {
            let role = w().common.role_name(detail.row.role);
            toast::done(fill(words().role_saved, &[("name", &detail.row.name), ("role", role)]));
            member.set(detail);
            touch(&["members"]);
        },
    );
    // What the server has now replaces what was there, unless it is being changed here.
    Effect::new(move |old: Option<(Role, Vec<Choice>)>| {
        let (is, looked_after) = detail.with(|detail| (detail.row.role, scope_of(detail)));
        if let Some((was, before)) = old {
            if role.with_untracked(|word| *word == was.word()) {
                role.set(is.word().to_owned());
            }
            if scope.with_untracked(|scope| *scope == before) {
                scope.set(looked_after.clone());
            }
        }
        (is, looked_after)
    });
    let stale = Memo::new(move |_| {
        save.problem().with(|problem| problem.as_ref().is_some_and(|problem| problem.code == Code::Stale))
    });
    Effect::new(move |_| {
        if stale.get() {
            member.reload();
        }
    });
    let problem = Signal::derive(move || save.problem().get().filter(|problem| problem.code != Code::Stale));
    let differs = move || {
        detail.with(|detail| {
            detail.row.role != chosen.get()
                || chosen.get().is_scoped() && scope.with(|scope| ids(scope) != ids(&scope_of(detail)))
        })
    };
    let submit = move || {
        let (id, revision) = detail.with_untracked(|detail| (detail.row.id.clone(), detail.row.revision));
        let role = chosen.get_untracked();
        let scope = if role.is_scoped() { scope.get_untracked() } else { Vec::new() };
        let scope = scope.into_iter().map(|choice| DepartmentId(choice.id)).collect();
        save.go(ChangeRole { id, revision, role, scope });
    };
    let reset = move || {
        let (is, looked_after) = detail.with_untracked(|detail| (detail.row.role, scope_of(detail)));
        role.set(is.word().to_owned());
        scope.set(looked_after);
        save.set_problem(None);
    };
    view! {
        <Show when=move || stale.get()>
            <Banner kind=BannerKind::Warning>{words().changed_meanwhile}</Banner>
        </Show>
        <Form on_submit=submit problem>
            <Select
                name="role"
                label=w().common.role
                value=role
                bind=role
                options=Signal::stored(options)
                locked
            />
            <Show when=move || chosen.get().is_scoped() && !is_locked>
                <DepartmentsPicker name="scope" label=words().scope value=scope hint=words().scope_hint/>
            </Show>
            <Show when=differs>
                <FormActions label=words().role_save busy=save.busy() on_cancel=reset/>
            </Show>
        </Form>
    }
}

fn ids(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.id.as_str()).collect()
}

fn choice(own: Role, role: Role) -> Choice {
    let choice = Choice::new(role.word(), w().common.role_name(role));
    if own.may_grant(role) { choice } else { choice.disabled(words().role_above) }
}
