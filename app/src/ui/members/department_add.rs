//! Adding a department.

use super::place::Place;
use super::words;
use crate::api::departments;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, DepartmentPicker, Dialog, Form, FormActions, TextField, toast};
use crate::ui::live::touch;
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::department::{Department, NewDepartment};
use model::problem::Fault;
use model::{DepartmentId, Problem, limits};

/// Whether the dialog is open, and below what.
#[derive(Clone, Copy)]
pub struct Adding {
    open: RwSignal<bool>,
    parent: RwSignal<Option<Choice>>,
    name: RwSignal<String>,
}

impl Adding {
    /// Closed.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), parent: RwSignal::new(None), name: RwSignal::new(String::new()) }
    }
    /// Opens the dialog.
    pub fn ask(&self, parent: Option<Department>) {
        self.parent.set(parent.map(|parent| Choice::new(parent.id.0, parent.name)));
        self.name.set(String::new());
        self.open.set(true);
    }
}

/// The dialog. The page has it once.
#[component]
pub fn AddDepartment(place: Place, adding: Adding) -> impl IntoView {
    let Adding { open, parent, name } = adding;
    let add = deed(departments::add, move |department: Department| {
        open.try_set(false);
        toast::done(fill(words().department_added, &[("name", &department.name)]));
        place.tree.reload();
        touch(&["departments"]);
    });
    let submit = move || {
        let Some(parent) = parent.get_untracked() else {
            return add.set_problem(Some(Problem::field("parent_id", Fault::Missing)));
        };
        add.go(NewDepartment { parent_id: DepartmentId(parent.id), name: name.get_untracked() });
    };
    Effect::new(move |_| {
        if open.get() {
            add.set_problem(None);
        }
    });
    view! {
        <Dialog open on_close=move || open.set(false) title=words().add_department>
            <Form on_submit=submit problem=add.problem()>
                <TextField
                    name="name"
                    label=words().department_name
                    value=name
                    max=limits::NAME
                    required=true
                    autofocus=true
                />
                <DepartmentPicker name="parent_id" label=words().parent value=parent/>
                <FormActions label=w().common.add busy=add.busy() on_cancel=move || open.set(false)/>
            </Form>
        </Dialog>
    }
}
