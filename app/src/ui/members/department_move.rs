//! Moving a department: by drag, by Alt with an arrow, or by a dialog; each with a way back.

use super::place::Place;
use super::words;
use crate::api::departments;
use crate::ui::deed::{deed, deed_in_place};
use crate::ui::kit::{Choice, DepartmentPicker, Dialog, Form, FormActions, TreeMove, toast};
use crate::ui::live::touch;
use crate::words::fill;
use leptos::prelude::*;
use model::department::{Department, MoveDepartment};
use model::problem::Fault;
use model::{DepartmentId, Problem};

/// Moves at once, as a drop or a key asked for.
pub fn drop_at(place: Place, to: TreeMove) {
    let Some(old) = place.find_now(&to.id) else { return };
    let parent = place.find_now(&to.parent).map(|parent| parent.name).unwrap_or_default();
    let before = to.before.map(DepartmentId);
    let wish =
        MoveDepartment { id: old.id.clone(), parent_id: DepartmentId(to.parent), before, revision: old.revision };
    if let Some(back) = untrack(|| way_back(place, &old)) {
        deed_in_place(departments::move_to, move |new| moved(&back, &new, &parent)).go(wish);
    }
}

/// One place up or down among its siblings, where there is such a place: fingers can neither drag a row nor press Alt.
pub fn step(place: Place, id: &str, up: bool) -> Option<TreeMove> {
    let parent = place.find_now(id)?.parent_id?;
    let siblings = untrack(|| {
        place.tree.with(|tree| {
            let siblings = tree.iter().filter(|other| other.parent_id.as_ref() == Some(&parent));
            siblings.map(|sibling| sibling.id.0.clone()).collect::<Vec<_>>()
        })
    })?;
    let at = siblings.iter().position(|sibling| sibling == id)?;
    let before = if up {
        Some(siblings.get(at.checked_sub(1)?)?.clone())
    } else {
        siblings.get(at + 1)?;
        siblings.get(at + 2).cloned()
    };
    Some(TreeMove { id: id.to_owned(), parent: parent.0, before })
}

/// Where a department is now, as a wish to come back to it.
fn way_back(place: Place, old: &Department) -> Option<MoveDepartment> {
    let parent_id = old.parent_id.clone()?;
    let next = place.tree.with(|tree| {
        let mut siblings = tree.iter().filter(|other| other.parent_id.as_ref() == Some(&parent_id));
        siblings.find(|sibling| sibling.id == old.id);
        siblings.next().map(|next| next.id.clone())
    });
    Some(MoveDepartment { id: old.id.clone(), parent_id, before: next.flatten(), revision: old.revision })
}

/// Says what happened and offers the way back.
fn moved(back: &MoveDepartment, new: &Department, parent: &str) {
    let stays = new.parent_id.as_ref() == Some(&back.parent_id);
    let sentence = if stays { words().reordered } else { words().moved };
    let said = fill(sentence, &[("name", &new.name), ("parent", parent)]);
    let back = MoveDepartment { revision: new.revision, ..back.clone() };
    touch(&["departments", "members"]);
    // Made when it is pressed: the page may be gone by then.
    toast::undo(said, move || {
        deed_in_place(departments::move_to, |_| touch(&["departments", "members"])).go(back.clone());
    });
}

/// Which department the dialog is about.
#[derive(Clone, Copy)]
pub struct Moving {
    open: RwSignal<bool>,
    what: RwSignal<Option<Department>>,
    parent: RwSignal<Option<Choice>>,
}

impl Moving {
    /// Closed.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), what: RwSignal::new(None), parent: RwSignal::new(None) }
    }
    /// Opens the dialog.
    pub fn ask(&self, department: Department) {
        self.what.set(Some(department));
        self.parent.set(None);
        self.open.set(true);
    }
}

/// The dialog.
#[component]
pub fn MoveDialog(place: Place, moving: Moving) -> impl IntoView {
    let Moving { open, what, parent } = moving;
    let go = deed(
        |(wish, back, parent): (MoveDepartment, MoveDepartment, String)| async move {
            departments::move_to(wish).await.map(|new| (back, new, parent))
        },
        move |(back, new, parent): (MoveDepartment, Department, String)| {
            open.try_set(false);
            moved(&back, &new, &parent);
        },
    );
    let submit = move || {
        let Some(parent) = parent.get_untracked() else {
            return go.set_problem(Some(Problem::field("parent_id", Fault::Missing)));
        };
        // The newest revision: the dialog may have been open for long.
        let old = what.get_untracked().map(|old| place.find_now(old.id.as_str()).unwrap_or(old));
        let Some(old) = old else { return };
        if let Some(back) = untrack(|| way_back(place, &old)) {
            let parent_id = DepartmentId(parent.id);
            let wish = MoveDepartment { id: old.id, parent_id, before: None, revision: old.revision };
            go.go((wish, back, parent.label));
        }
    };
    Effect::new(move |_| {
        if open.get() {
            go.set_problem(None);
        }
    });
    let title = move || fill(words().move_title, &[("name", &what.get().map(|old| old.name).unwrap_or_default())]);
    view! {
        <Dialog open on_close=move || open.set(false) title>
            <Form on_submit=submit problem=go.problem()>
                <DepartmentPicker name="parent_id" label=words().parent value=parent hint=words().move_hint/>
                <FormActions label=words().move_now busy=go.busy() on_cancel=move || open.set(false)/>
            </Form>
        </Dialog>
    }
}
