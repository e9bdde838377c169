//! Deleting a department: only an empty one goes; for others the dialog says what is inside and leads there.

use super::place::{NOT_BELOW, Place};
use super::words;
use crate::api::departments;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Button, ButtonKind, Confirm, Dialog, toast};
use crate::ui::live::touch;
use crate::ui::param::set_params;
use crate::ui::{count, w};
use crate::words::fill;
use leptos::prelude::*;
use model::Code;
use model::department::Department;

/// Which department is being asked about.
#[derive(Clone, Copy)]
pub struct Deleting {
    open: RwSignal<bool>,
    what: RwSignal<Option<Department>>,
    /// Members and departments inside, where it is known that it is not empty.
    full: RwSignal<Option<(i64, i64)>>,
    full_open: RwSignal<bool>,
}

impl Deleting {
    /// Nothing is being asked.
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            what: RwSignal::new(None),
            full: RwSignal::new(None),
            full_open: RwSignal::new(false),
        }
    }
    /// Asks; where the tree knows that something is inside, it explains that at once.
    pub fn ask(&self, department: Department, children: i64) {
        let inside = (department.member_count, children);
        self.what.set(Some(department));
        self.full.set(Some(inside));
        let is_full = inside != (0, 0);
        self.open.set(!is_full);
        self.full_open.set(is_full);
    }
}

/// The question, and the explanation when the department is not empty.
#[component]
pub fn DeleteDepartment(place: Place, deleting: Deleting) -> impl IntoView {
    let Deleting { open, what, full, full_open } = deleting;
    let name = move || what.get().map(|department| department.name).unwrap_or_default();
    let go = deed(
        |department: Department| departments::delete(department.id, department.revision),
        move |()| {
            open.try_set(false);
            let Some(Some(gone)) = what.try_get_untracked() else { return };
            toast::done(fill(words().deleted, &[("name", &gone.name)]));
            if untrack(|| place.department.get()) == gone.id.0 {
                place.department.set(gone.parent_id.as_ref().map_or("", |parent| parent.as_str()));
            }
            touch(&["departments"]);
        },
    );
    Effect::new(move |_| {
        if open.get() {
            go.set_problem(None);
        }
    });
    Effect::new(move |_| {
        let problem = go.problem().get().filter(|problem| problem.code == Code::DepartmentNotEmpty);
        if let Some(problem) = problem {
            let number = |name| problem.param(name).and_then(|n| n.parse().ok()).unwrap_or(0);
            full.set(Some((number("members"), number("departments"))));
            open.set(false);
            full_open.set(true);
        }
    });
    let confirm = move |()| {
        if let Some(department) = what.get_untracked() {
            go.go(department);
        }
    };
    view! {
        <Confirm
            open
            title=move || fill(words().delete_title, &[("name", &name())])
            counts=words().delete_counts
            consequence=words().delete_consequence
            way_back=words().delete_way_back
            confirm=words().delete_confirm
            busy=go.busy()
            problem=go.problem()
            on_confirm=confirm
        />
        <Dialog
            open=full_open
            on_close=move || full_open.set(false)
            title=move || fill(words().full_title, &[("name", &name())])
        >
            <Inside deleting/>
        </Dialog>
    }
}

/// What is inside, and the way to it.
#[component]
fn Inside(deleting: Deleting) -> impl IntoView {
    let Deleting { what, full, full_open, .. } = deleting;
    let (members, departments) = full.get_untracked().unwrap_or_default();
    let show = move || {
        full_open.set(false);
        if let Some(department) = what.get_untracked() {
            set_params(&[("department", department.id.as_str()), ("below", NOT_BELOW), ("status", "")]);
        }
    };
    view! {
        <Banner kind=BannerKind::Warning>
            {(members > 0).then(|| view! { <p>{count(&words().full_members, members)}</p> })}
            {(departments > 0).then(|| view! { <p>{count(&words().full_departments, departments)}</p> })}
        </Banner>
        <p>{words().full_text}</p>
        <div class="form-actions">
            <Button on_click=move || full_open.set(false)>{w().common.close}</Button>
            {(members > 0).then(|| view! {
                <Button kind=ButtonKind::Primary on_click=show>{words().full_show}</Button>
            })}
        </div>
    }
}
