//! Choosing a role to give: of a member, and of whoever comes by an invitation.

use crate::api::roles;
use crate::ui::kit::{Choice, Select};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{labels, may, me, w};
use leptos::prelude::*;
use model::permission::{Permission, Rights, Role};
use model::role::{RoleKey, Roles};

/// What a role lets its holder do; nothing of one that is gone meanwhile.
pub fn rights_of(key: &str, roles: &Roles) -> Rights {
    match RoleKey::parse(key) {
        Some(RoleKey::BuiltIn(role)) => role.rights(),
        Some(RoleKey::Own(id)) => {
            roles.own.iter().find(|role| role.id == id).map(|role| role.rights.clone()).unwrap_or_default()
        }
        None => Rights::default(),
    }
}

/// Every role, those with more rights than one's own shown with the reason.
pub fn choices(roles: &Roles) -> Vec<Choice> {
    let me = untrack(me);
    let own = Rights { permissions: me.permissions, scoped: me.scoped };
    let choice = |key: &str, name: &str, rights: &Rights| {
        let choice = Choice::new(key, name);
        // That of an ordinary member comes with every invitation.
        let is_plain = key == RoleKey::default().as_str();
        if is_plain || own.may_give(rights) { choice } else { choice.disabled(labels().role_above) }
    };
    let built_in = Role::ALL.iter().map(|role| choice(role.word(), w().common.role_name(*role), &role.rights()));
    let theirs = roles.own.iter().map(|role| choice(role.id.as_str(), &role.name, &role.rights));
    built_in.chain(theirs).collect()
}

/// The value of [`RoleField`] to begin with.
pub fn plain() -> String {
    RoleKey::default().into()
}

/// The role of those who are invited, for whoever may give roles over the whole organisation; nothing for others.
#[component]
pub fn RoleField(
    /// The word or the id of a role.
    value: RwSignal<String>,
) -> impl IntoView {
    if !may(Permission::RolesWrite) || untrack(me).scoped {
        return ().into_any();
    }
    let changed = use_hint(&["roles"]);
    let known = load(move || changed.get(), |_| roles::list());
    let options = Signal::derive(move || known.with(choices).unwrap_or_else(|| choices(&Roles::default())));
    let scoped = move || known.with(|known| value.with(|key| rights_of(key, known).scoped)).unwrap_or_default();
    let hint = move || if scoped() { labels().looks_after_department } else { "" };
    view! { <Select name="role" label=w().common.role value bind=value options hint/> }.into_any()
}
