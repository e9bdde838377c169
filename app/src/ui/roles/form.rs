//! Making and changing a role.

use super::column::own_rights;
use super::page::NEW;
use super::ticks::Ticks;
use super::words;
use crate::api::roles;
use crate::ui::deed::deed;
use crate::ui::kit::{
    Banner, BannerKind, Checkbox, Choice, EmptyFirst, Form, FormActions, Icon, Select, TextField, toast,
};
use crate::ui::live::touch;
use crate::ui::param::Param;
use crate::ui::{count, w};
use crate::words::fill;
use leptos::prelude::*;
use model::limits;
use model::permission::{Permission, Rights, Role};
use model::role::{OwnRole, Roles, SaveRole};

/// The form in the drawer; drawn once for the role that the URL names, whatever is changed elsewhere meanwhile.
#[component]
pub fn RoleForm(roles: Signal<Roles>, open: Param) -> impl IntoView {
    let id = untrack(move || open.get());
    let all = roles.get_untracked();
    let role = all.own.iter().find(|role| role.id.0 == id).cloned();
    match role {
        None if id != NEW => {
            view! { <EmptyFirst icon=Icon::Warning title=w().shell.not_found_title text=w().shell.not_found_text/> }
                .into_any()
        }
        Some(role) if !own_rights().may_give(&role.rights) => {
            view! { <Banner kind=BannerKind::Warning>{words().above}</Banner> }.into_any()
        }
        role => view! { <Fields role all open/> }.into_any(),
    }
}

#[component]
fn Fields(role: Option<OwnRole>, all: Roles, open: Param) -> impl IntoView {
    let is_new = role.is_none();
    let holders = role.as_ref().map_or(0, |role| role.holders);
    let known = role.as_ref().map(|role| (role.id.clone(), role.revision));
    let (name, rights) = role.map_or_else(Default::default, |role| (role.name, role.rights));
    let name = RwSignal::new(name);
    let scoped = RwSignal::new(rights.scoped);
    let ticked = RwSignal::new(rights.permissions);
    let save = deed(roles::save, move |saved: OwnRole| {
        let sentence = if is_new { words().made } else { words().saved };
        toast::done(fill(sentence, &[("name", &saved.name)]));
        touch(&["roles", "members"]);
        open.push("");
    });
    let submit = move || {
        let (id, revision) = known.clone().map_or((None, 0), |(id, revision)| (Some(id), revision));
        let (name, permissions) = (name.get_untracked(), ticked.get_untracked());
        match (SaveRole { id, revision, name, permissions, scoped: scoped.get_untracked() }).check() {
            Ok(sound) => save.go(sound),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let narrow = move |on: bool| {
        scoped.set(on);
        if on {
            ticked.update(|ticked| ticked.retain(|permission| permission.fits_departments()));
        }
    };
    let none_ticked = move || {
        let missing = save.problem().with(|problem| {
            problem.as_ref().is_some_and(|problem| problem.fields.iter().any(|field| field.field == "permissions"))
        });
        (missing && ticked.with(Vec::is_empty))
            .then(|| view! { <p class="error" role="alert">{words().none_ticked}</p> })
    };
    view! {
        <Form on_submit=submit problem=save.problem()>
            {(holders > 0).then(|| view! {
                <Banner kind=BannerKind::Info>{count(&words().holds_for, holders)}</Banner>
            })}
            <TextField name="name" label=words().name value=name max=limits::NAME hint=words().name_hint required=true/>
            {is_new.then(|| view! { <CopyFrom all ticked scoped/> })}
            <div>
                <Checkbox label=words().scoped checked=scoped on_change=narrow/>
                <p class="hint">{words().scoped_hint}</p>
            </div>
            <Ticks ticked scoped=scoped.read_only()/>
            {none_ticked}
            <FormActions label=w().common.save busy=save.busy() on_cancel=move || open.push("")/>
        </Form>
    }
}

/// Takes over the rights of a role, as far as one has them oneself.
#[component]
fn CopyFrom(all: Roles, ticked: RwSignal<Vec<Permission>>, scoped: RwSignal<bool>) -> impl IntoView {
    let from = RwSignal::new(String::new());
    let built_in = Role::ALL.iter().map(|role| Choice::new(role.word(), w().common.role_name(*role)));
    let theirs = all.own.iter().map(|role| Choice::new(role.id.0.clone(), role.name.clone()));
    let none = Choice::new("", words().copy_none);
    let options: Vec<Choice> = std::iter::once(none).chain(built_in).chain(theirs).collect();
    let copy = move |key: String| {
        let own = all.own.iter().find(|role| role.id.0 == key).map(|role| role.rights.clone());
        let Some(rights) = own.or_else(|| Role::from_word(&key).map(Role::rights)) else { return };
        let mine = own_rights();
        let permissions: Vec<Permission> =
            rights.permissions.iter().copied().filter(|permission| mine.allows(*permission)).collect();
        scoped.set(rights.scoped);
        ticked.set(Rights::new(&permissions, rights.scoped).permissions);
    };
    view! { <Select name="from" label=words().copy_from value=from bind=from on_change=copy options=Signal::stored(options)/> }
}
