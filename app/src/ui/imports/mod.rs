//! Imports: a file becomes members or customers, in four steps whose state lies on the server.
//!
//! * [`start`]: the way in, for one [`kind`]: a [`file`] (which [`send`] sends) or pasted rows; and the [`history`].
//! * [`page`]: one import at the step where it stands, told by [`steps`]; [`under_way`] while the server works.
//! * [`columns`]: how the file is read ([`reading`]), which row holds the [`headings`], what columns mean ([`mapping`],
//!   [`presets`]) and what is to be done ([`choices`]), all of it a [`draft`] until it is saved.
//! * [`check`]: every row, with its findings, in a [`grid`] that repairs; then what is to become of the faulty ones ([`mode`]).
//! * [`end`]: the changes are reviewed, carried out and put back by the spine's own page; here are the ways there.

mod check;
mod choices;
mod columns;
mod draft;
mod end;
mod file;
mod give_up;
mod grid;
mod grid_cell;
mod grid_row;
mod headings;
mod history;
mod kind;
mod mapping;
mod mode;
mod page;
mod presets;
mod reading;
mod send;
mod start;
mod steps;
mod under_way;

use super::shell::guard_by;
use super::speech::language;
use crate::words::fill;
use crate::words::imports::{ImportsWords, say_file};
use leptos::prelude::*;
use leptos_router::LazyRoute;
use leptos_router::hooks::use_params_map;
use model::import::{Import, ImportKind, ImportState};
use model::{Code, Problem};

fn words() -> &'static ImportsWords {
    ImportsWords::get(language())
}

/// Why something failed: why a file cannot be read, and where an import has got to meanwhile, in our own words.
fn said(problem: &Problem) -> String {
    let state = problem.param("state").and_then(ImportState::from_word).filter(|_| problem.code == Code::WrongState);
    match state {
        Some(state) => fill(words().wrong_state, &[("state", words().state(state))]),
        None => say_file(language(), problem),
    }
}

/// The name of the file, or that there was none.
fn named(import: &Import) -> String {
    if import.file_name.is_empty() { words().pasted.to_owned() } else { import.file_name.clone() }
}

/// The file with the rows that were not imported.
fn rejected(import: &Import) -> String {
    format!("/import/{}/rejected", import.id)
}

/// The module, loaded when one of its pages is first visited.
#[lazy]
fn imports_part() -> AnyView {
    guard_by(
        |may| ImportKind::ALL.iter().any(|kind| kind.rights().iter().all(|right| may(*right))),
        || {
            let params = use_params_map();
            let one = Memo::new(move |_| params.with(|params| params.get("id")).is_some_and(|id| !id.is_empty()));
            let page = move || match one.get() {
                true => view! { <page::ImportPage/> }.into_any(),
                false => view! { <start::ImportsPage/> }.into_any(),
            };
            page.into_any()
        },
    )
}

/// One import; without an id, the way to a new one and the earlier ones.
pub struct ImportsRoute;

impl LazyRoute for ImportsRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        imports_part().await
    }
}
