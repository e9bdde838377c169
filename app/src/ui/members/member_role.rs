//! Changing a member's role, with the departments that the holder of one with a reach looks after.

use super::words;
use crate::api::members;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Choice, DepartmentsPicker, Form, FormActions, Section, Select, toast};
use crate::ui::live::touch;
use crate::ui::load::{Loaded, Loader};
use crate::ui::role_field::{choices, rights_of};
use crate::ui::route::ROLES;
use crate::ui::{labels, may, me, w};
use crate::words::fill;
use leptos::prelude::*;
use model::member::{ChangeRole, MemberDetail, MemberRow};
use model::permission::{Permission, Rights};
use model::role::{RoleKey, Roles};
use model::{Code, DepartmentId};

/// The role: a form for whoever may give roles, a line for everybody else.
#[component]
pub fn RoleSection(member: Loader<MemberDetail>, detail: Signal<MemberDetail>, roles: Loader<Roles>) -> impl IntoView {
    let body = if may(Permission::RolesWrite) {
        view! {
            <Loaded from=roles let:known>
                <RoleForm member detail roles=known/>
            </Loaded>
            <p class="soft"><a href=ROLES>{words().role_matrix}</a></p>
        }
        .into_any()
    } else {
        view! { <p>{move || detail.with(|detail| name_of(&detail.row))}</p> }.into_any()
    };
    view! { <Section title=words().role_section>{body}</Section> }
}

fn name_of(row: &MemberRow) -> String {
    w().common.held_role(row.role, row.own_role.as_ref()).to_owned()
}

fn key_of(detail: &MemberDetail) -> String {
    RoleKey::of(detail.row.role, detail.row.own_role.as_ref()).into()
}

fn scope_of(detail: &MemberDetail) -> Vec<Choice> {
    detail.scope.iter().map(|(id, name)| Choice::new(id.0.clone(), name.clone())).collect()
}

#[component]
fn RoleForm(member: Loader<MemberDetail>, detail: Signal<MemberDetail>, roles: Signal<Roles>) -> impl IntoView {
    let first = detail.get_untracked();
    let role = RwSignal::new(key_of(&first));
    let scope = RwSignal::new(scope_of(&first));
    let held = roles.with_untracked(|roles| rights_of(&key_of(&first), roles));
    let locked = (!untrack(own_rights).may_give(&held)).then(|| labels().role_above.to_owned());
    let is_locked = locked.is_some();
    let options = Signal::derive(move || roles.with(choices));
    let scoped = Memo::new(move |_| role.with(|key| roles.with(|roles| rights_of(key, roles).scoped)));
    let save = deed(
        |change: ChangeRole| members::change_role(change),
        move |detail: MemberDetail| {
            toast::done(fill(words().role_saved, &[("name", &detail.row.name), ("role", &name_of(&detail.row))]));
            member.set(detail);
            touch(&["members", "roles"]);
        },
    );
    // What the server has now replaces what was there, unless it is being changed here.
    Effect::new(move |old: Option<(String, Vec<Choice>)>| {
        let (is, looked_after) = detail.with(|detail| (key_of(detail), scope_of(detail)));
        if let Some((was, before)) = old {
            if role.with_untracked(|key| *key == was) {
                role.set(is.clone());
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
            role.with(|key| *key != key_of(detail))
                || scoped.get() && scope.with(|scope| ids(scope) != ids(&scope_of(detail)))
        })
    };
    let submit = move || {
        let (id, revision) = detail.with_untracked(|detail| (detail.row.id.clone(), detail.row.revision));
        let Some(role) = role.with_untracked(|key| RoleKey::parse(key)) else { return };
        let scope = if scoped.get_untracked() { scope.get_untracked() } else { Vec::new() };
        let scope = scope.into_iter().map(|choice| DepartmentId(choice.id)).collect();
        save.go(ChangeRole { id, revision, role, scope });
    };
    let reset = move || {
        let (is, looked_after) = detail.with_untracked(|detail| (key_of(detail), scope_of(detail)));
        role.set(is);
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
                options
                locked
            />
            <Show when=move || scoped.get() && !is_locked>
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

fn own_rights() -> Rights {
    let me = me();
    Rights { permissions: me.permissions, scoped: me.scoped }
}
