//! Steps in a member's life: each asks first, with what the member holds, what follows and the way back.

use super::words;
use crate::api::members;
use crate::ui::deed::deed;
use crate::ui::kit::{Confirm, toast};
use crate::ui::live::touch;
use crate::ui::load::load_one;
use crate::ui::{count, w};
use crate::words::fill;
use leptos::prelude::*;
use model::member::{MemberDetail, MemberRow, Status, Step};

/// The step that is being asked about.
#[derive(Clone, Copy)]
pub struct Asked {
    open: RwSignal<bool>,
    what: RwSignal<Option<(MemberRow, Step)>>,
}

impl Asked {
    /// Nothing is being asked.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), what: RwSignal::new(None) }
    }
    /// Asks.
    pub fn ask(&self, row: MemberRow, step: Step) {
        self.what.set(Some((row, step)));
        self.open.set(true);
    }
}

/// The steps that a status allows.
pub const fn steps_of(status: Status) -> &'static [Step] {
    match status {
        Status::Active => &[Step::Suspend, Step::Terminate],
        Status::Suspended => &[Step::Resume, Step::Terminate],
        Status::Invited => &[Step::Terminate],
        Status::Terminated => &[Step::Restore],
        Status::Pending | Status::Rejected => &[],
    }
}

/// What one step says: question, consequence, way back, button, and what was done.
struct Said {
    title: &'static str,
    consequence: &'static str,
    way_back: &'static str,
    confirm: &'static str,
    done: &'static str,
}

fn said(step: Step) -> Said {
    let words = words();
    let (title, consequence, way_back, confirm, done) = match step {
        Step::Suspend => {
            (words.suspend_title, words.suspend_consequence, words.suspend_back, words.suspend_confirm, words.suspended)
        }
        Step::Resume => {
            (words.resume_title, words.resume_consequence, words.resume_back, words.resume_confirm, words.resumed)
        }
        Step::Terminate => (
            words.terminate_title,
            words.terminate_consequence,
            words.terminate_back,
            words.terminate_confirm,
            words.terminated,
        ),
        Step::Restore => {
            (words.restore_title, words.restore_consequence, words.restore_back, words.restore_confirm, words.restored)
        }
    };
    Said { title, consequence, way_back, confirm, done }
}

/// The dialog. The page has it once.
#[component]
pub fn StepConfirm(asked: Asked) -> impl IntoView {
    let open = asked.open;
    // What the member holds is asked for when the question opens; the revision with it is the newest.
    let held = load_one(
        move || (asked.what.with(|what| what.as_ref().map(|(row, _)| row.id.clone())), open.get()),
        move |id| async move {
            match id {
                Some(id) => members::get(id).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let take = deed(
        move |(row, step): (MemberRow, Step)| {
            let fresh = held.with(|held| held.as_ref().map(|held| held.row.revision)).flatten();
            members::take_step(row.id, fresh.unwrap_or(row.revision), step)
        },
        move |detail: MemberDetail| {
            open.try_set(false);
            if let Some(Some((_, step))) = asked.what.try_get_untracked() {
                toast::done(fill(said(step).done, &[("name", &detail.row.name)]));
            }
            touch(&["members", "departments"]);
        },
    );
    let confirm = move |(row, step): (MemberRow, Step)| {
        let Said { title, consequence, way_back, confirm, .. } = said(step);
        let title = fill(title, &[("name", &row.name)]);
        let name = row.name.clone();
        let counts = move || {
            let held = held.get().flatten();
            [count(&words().members, 1), name.clone()]
                .into_iter()
                .chain(holds(held.as_ref()))
                .collect::<Vec<_>>()
                .join(" · ")
        };
        let harmless = matches!(step, Step::Resume | Step::Restore);
        view! {
            <Confirm
                open
                title
                counts
                consequence
                way_back
                confirm
                harmless
                busy=take.busy()
                problem=take.problem()
                on_confirm=move |()| take.go((row.clone(), step))
            />
        }
    };
    Effect::new(move |_| {
        if open.get() {
            take.set_problem(None);
        }
    });
    move || asked.what.get().map(confirm)
}

/// What a member holds, for a sentence: customers and departments he heads.
fn holds(held: Option<&MemberDetail>) -> Vec<String> {
    let Some(held) = held else { return Vec::new() };
    let mut parts = vec![w().common.held_role(held.row.role, held.row.own_role.as_ref()).to_owned()];
    if held.customers > 0 {
        parts.push(count(&words().holds_customers, held.customers));
    }
    if !held.heads.is_empty() {
        parts.push(count(&words().holds_heads, held.heads.len() as i64));
    }
    parts
}
