//! The role of an agent who is added, or takes another's place.

use super::place::Place;
use crate::ui::kit::{Choice, Select};
use crate::ui::role_field::choices;
use crate::ui::{lacks, may, me, w};
use leptos::prelude::*;
use model::permission::{Permission, Role};
use model::role::Roles;

/// The field. That of agents asks for no right of its own, any other only whoever may give roles.
#[component]
pub fn RoleChoice(
    place: Place,
    /// The word or the id of a role.
    value: RwSignal<String>,
) -> impl IntoView {
    let gives = may(Permission::RolesWrite) && !untrack(me).scoped;
    let locked = (!gives).then(|| lacks(Permission::RolesWrite));
    let options = Signal::derive(move || {
        let all = place.roles.with(choices).unwrap_or_else(|| choices(&Roles::default()));
        let open = |one: Choice| if one.id == Role::Agent.word() { Choice { disabled: None, ..one } } else { one };
        all.into_iter().map(open).collect::<Vec<_>>()
    });
    view! { <Select name="role" label=w().common.role value bind=value options locked/> }
}
