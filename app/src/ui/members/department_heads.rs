//! Setting who heads a department.

use super::words;
use crate::api::departments;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, Dialog, Form, FormActions, MembersPicker, toast};
use crate::ui::live::touch;
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::MemberId;
use model::department::Department;

/// Which department the dialog is about.
#[derive(Clone, Copy)]
pub struct Heading {
    open: RwSignal<bool>,
    what: RwSignal<Option<Department>>,
    heads: RwSignal<Vec<Choice>>,
}

impl Heading {
    /// Closed.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), what: RwSignal::new(None), heads: RwSignal::new(Vec::new()) }
    }
    /// Opens the dialog.
    pub fn ask(&self, department: Department) {
        let choice = |head: &model::department::Head| Choice::new(head.member_id.0.clone(), head.name.clone());
        self.heads.set(department.heads.iter().map(choice).collect());
        self.what.set(Some(department));
        self.open.set(true);
    }
}

/// The dialog.
#[component]
pub fn HeadsDialog(heading: Heading) -> impl IntoView {
    let Heading { open, what, heads } = heading;
    let save = deed(
        |(department, heads): (Department, Vec<MemberId>)| {
            departments::set_heads(department.id, heads, department.revision)
        },
        move |department: Department| {
            open.try_set(false);
            toast::done(fill(words().heads_saved, &[("name", &department.name)]));
            touch(&["departments", "members"]);
        },
    );
    let submit = move || {
        if let Some(department) = what.get_untracked() {
            save.go((department, heads.get_untracked().into_iter().map(|head| MemberId(head.id)).collect()));
        }
    };
    Effect::new(move |_| {
        if open.get() {
            save.set_problem(None);
        }
    });
    let title = move || fill(words().heads_of, &[("name", &what.get().map(|d| d.name).unwrap_or_default())]);
    view! {
        <Dialog open on_close=move || open.set(false) title>
            <Form on_submit=submit problem=save.problem()>
                <MembersPicker name="heads" label=words().heads value=heads/>
                <FormActions label=w().common.save busy=save.busy() on_cancel=move || open.set(false)/>
            </Form>
        </Dialog>
    }
}
