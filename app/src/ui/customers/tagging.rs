//! Putting tags on chosen customers and taking them off: those named at once, all that match after a review.

use super::deletion::Whom;
use super::edit_words as words;
use super::put_back::put_back;
use super::tag_finder::own_tag_finder;
use super::upkeep::{Part, part};
use crate::api::customers;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, Dialog, Form, FormActions, LinkButton, MultiCombobox, toast};
use crate::ui::live::touch;
use crate::ui::looking::Looking;
use crate::ui::{count, may, route};
use leptos::prelude::*;
use model::customer::CustomerQuery;
use model::customer::Outcomes;
use model::permission::Permission;
use model::run::Run;
use model::tag::Tagging;
use model::{RunId, TagId};

/// The dialog.
#[component]
pub fn TagDialog(
    /// Who is meant, while it is open.
    whom: RwSignal<Option<Whom>>,
    /// Called once tags were changed.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let open = Signal::derive(move || whom.with(Option::is_some));
    view! {
        <Dialog open on_close=move || whom.set(None) title=words().tag_title>
            {move || whom.get().map(|meant| part(Part::Tagging(meant, whom, on_done)))}
        </Dialog>
    }
}

/// What it holds.
#[component]
pub fn TagForm(meant: Whom, whom: RwSignal<Option<Whom>>, on_done: Callback<()>) -> impl IntoView {
    let close = move || {
        whom.try_set(None);
    };
    let (add, remove) = (RwSignal::new(Vec::<Choice>::new()), RwSignal::new(Vec::<Choice>::new()));
    let run = RwSignal::new(None::<RunId>);
    let many = meant.is_many();
    let meant = StoredValue::new(meant);
    let tag = deed(customers::tag, move |done: Outcomes| {
        touch(&["customers", "changes"]);
        let changed = done.outcomes.iter().filter(|one| one.problem.is_none()).count() as i64;
        match done.set {
            Some(set) => toast::undo(count(&words().tagged_n, changed), move || put_back(set.clone())),
            None => toast::done(words().tags_same),
        }
        on_done.run(());
        close();
    });
    let look_first = deed(customers::tag_many, move |begun: Run| run.set(Some(begun.id)));
    let ids = |choices: RwSignal<Vec<Choice>>| {
        choices.with_untracked(|choices| choices.iter().map(|choice| TagId(choice.id.clone())).collect::<Vec<_>>())
    };
    let submit = move || {
        let (these, query) = match meant.get_value() {
            Whom::These(these) => (these, CustomerQuery::default()),
            Whom::All(query, _) => (Vec::new(), query),
        };
        match (Tagging { ids: these, query, add: ids(add), remove: ids(remove) }.check(), many) {
            (Ok(tagging), false) => tag.go(tagging),
            (Ok(tagging), true) => look_first.go(tagging),
            (Err(problem), _) => tag.set_problem(Some(problem)),
        }
    };
    let found = move || {
        on_done.run(());
        close();
    };
    let problem = Signal::derive(move || tag.problem().get().or_else(|| look_first.problem().get()));
    let busy = Signal::derive(move || tag.busy().get() || look_first.busy().get() || run.with(Option::is_some));
    let label = move || if many { words().look_first.to_owned() } else { words().tag_title.to_owned() };
    view! {
        <Form on_submit=submit problem>
            <MultiCombobox name="add" label=words().tags_add value=add find=own_tag_finder()/>
            <MultiCombobox name="remove" label=words().tags_remove value=remove find=own_tag_finder()/>
            {may(Permission::CustomersWrite).then(|| view! {
                <div class="line"><LinkButton href=route::TAGS>{words().manage_tags}</LinkButton></div>
            })}
            <Looking run said=words().looking_tags on_found=found/>
            <FormActions label busy on_cancel=close/>
        </Form>
    }
}
