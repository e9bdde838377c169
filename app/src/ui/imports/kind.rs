//! What a file becomes: the choice on the way in, and what differs on the pages.

use super::words;
use crate::ui::kit::{Breadcrumb, Choice, RadioGroup};
use crate::ui::param::{Param, param};
use crate::ui::route::{self, Page};
use crate::ui::{language, may, w};
use crate::words::imports::title;
use crate::words::presence::PresenceWords;
use leptos::prelude::*;
use model::import::ImportKind;

/// The kind that the address names, or the first that the viewer may import.
pub fn wanted() -> Memo<ImportKind> {
    let named = param("kind");
    Memo::new(move |_| {
        let named = ImportKind::from_word(&named.get()).filter(|kind| may_import(*kind));
        named.or_else(|| possible().next()).unwrap_or(ImportKind::Members)
    })
}

fn possible() -> impl Iterator<Item = ImportKind> {
    ImportKind::ALL.iter().copied().filter(|kind| may_import(*kind))
}

fn may_import(kind: ImportKind) -> bool {
    kind.rights().iter().all(|right| may(*right))
}

/// What the pages of a kind are called.
pub fn titled(kind: ImportKind) -> &'static str {
    title(language(), kind)
}

/// The list to which the rows of a file go.
fn list(kind: ImportKind) -> (String, Option<String>) {
    match kind {
        ImportKind::Members => (w().shell.members.to_owned(), Some(Page::Members.path().to_owned())),
        ImportKind::Customers => (w().shell.customers.to_owned(), Some(Page::Customers.path().to_owned())),
        ImportKind::Mappings => {
            let name = PresenceWords::get(language()).mappings;
            (name.to_owned(), Some(Page::Presence.path().to_owned()))
        }
        ImportKind::Agents => (w().shell.agents.to_owned(), Some(Page::Agents.path().to_owned())),
    }
}

/// Where the pages of a kind stand: the list, the way in, and what else there is.
#[component]
pub fn Above(
    /// The kind.
    #[prop(into)]
    kind: Signal<ImportKind>,
    /// The import, on its own page.
    #[prop(optional, into)]
    import: Option<Signal<String>>,
) -> impl IntoView {
    let path = move || {
        let kind = kind.get();
        let start = import.map(|_| route::imports(kind));
        let mut path = vec![list(kind), (titled(kind).to_owned(), start)];
        path.extend(import.map(|import| (import.get(), None)));
        path
    };
    view! { <Breadcrumb path=Signal::derive(path)/> }
}

/// The choice, where there is one.
#[component]
pub fn KindChoice(
    /// The present kind.
    kind: Memo<ImportKind>,
) -> impl IntoView {
    let named: Param = param("kind");
    let value = RwSignal::new(kind.get_untracked().word().to_owned());
    Effect::new(move |_| value.set(kind.get().word().to_owned()));
    Effect::new(move |before: Option<()>| {
        let chosen = value.get();
        if before.is_some() && chosen != kind.get_untracked().word() {
            named.set(&chosen);
        }
    });
    let choices: Vec<Choice> = possible()
        .map(|kind| {
            let (name, _) = list(kind);
            Choice::new(kind.word(), name)
        })
        .collect();
    (choices.len() > 1).then(|| view! { <RadioGroup name="kind" label=words().what value options=choices/> })
}
