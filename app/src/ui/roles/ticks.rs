//! The rights of a role to be ticked: each brings those it needs, and takes those along that need it.

use super::column::own_rights;
use super::group::groups;
use super::words;
use crate::ui::kit::Checkbox;
use crate::ui::w;
use leptos::prelude::*;
use model::permission::{Permission, Rights};

/// All rights, by what they are about.
#[component]
pub fn Ticks(ticked: RwSignal<Vec<Permission>>, scoped: ReadSignal<bool>) -> impl IntoView {
    let mine = own_rights();
    let lacks = Permission::ALL.iter().any(|permission| !mine.allows(*permission));
    let groups = groups().into_iter().map(|group| {
        let boxes = group.permissions.into_iter().map(|permission| {
            let lacking = !mine.allows(permission);
            let disabled = Signal::derive(move || lacking || scoped.get() && !permission.fits_departments());
            let checked = Signal::derive(move || ticked.with(|ticked| ticked.contains(&permission)));
            let change = move |on: bool| ticked.update(|ticked| *ticked = changed(ticked, permission, on));
            view! { <Checkbox label=w().common.permission(permission) checked disabled on_change=change/> }
        });
        let boxes = boxes.collect_view();
        view! {
            <fieldset class="field roles-ticks">
                <legend>{group.title}</legend>
                {boxes}
            </fieldset>
        }
    });
    let groups = groups.collect_view();
    view! {
        <p class="hint">
            {words().brings}
            {lacks.then(|| [" ", words().lacking].concat())}
        </p>
        <div class="roles-groups">{groups}</div>
    }
}

fn changed(ticked: &[Permission], permission: Permission, on: bool) -> Vec<Permission> {
    if on {
        let all: Vec<Permission> = ticked.iter().copied().chain([permission]).collect();
        return Rights::new(&all, false).permissions;
    }
    let needs_it = |other: &Permission| Rights::new(&[*other], false).allows(permission);
    ticked.iter().copied().filter(|other| !needs_it(other)).collect()
}
