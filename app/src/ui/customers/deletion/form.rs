//! Why, on what basis, and the button.

use super::impact::{ImpactList, look};
use super::outcome::left;
use super::{Deleting, Whom, words};
use crate::api::customers;
use crate::ui::deed::deed;
use crate::ui::kit::{
    Banner, BannerKind, Button, ButtonKind, Choice, Form, FormActions, LinkButton, Select, TextArea, TextField,
    TextKind, toast,
};
use crate::ui::live::touch;
use crate::ui::load::load;
use crate::ui::looking::Looking;
use crate::ui::{count, format, route, w};
use crate::words::fill;
use leptos::prelude::*;
use model::customer::{CustomerQuery, Outcomes};
use model::deletion::{BIN_DAYS, Deletion, ImpactOutcome, LegalBasis};
use model::run::Run;
use model::{Code, RunId, limits};

/// From so many on the number is typed before the button works.
const TYPED_FROM: i64 = 20;

/// The form; replaced by what became of it where something is left to say.
#[component]
pub fn DeleteForm(deleting: Deleting, whom: Whom) -> impl IntoView {
    let told = RwSignal::new(None::<Outcomes>);
    let whom = StoredValue::new(whom);
    view! {
        {move || match told.get() {
            Some(deleted) => view! { <Told deleting deleted/> }.into_any(),
            None => view! { <Question deleting whom told/> }.into_any(),
        }}
    }
}

#[component]
fn Question(deleting: Deleting, whom: StoredValue<Whom>, told: RwSignal<Option<Outcomes>>) -> impl IntoView {
    let many = whom.with_value(Whom::is_many);
    let amount = whom.with_value(Whom::count);
    let [reason, basis_note, typed] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let basis = RwSignal::new(deleting.basis.get_untracked().word().to_owned());
    let rules = load(|| (), |()| customers::rules());
    let run = RwSignal::new(None::<RunId>);
    let delete = deed(customers::delete, move |deleted: Outcomes| {
        touch(&["customers", "bin", "changes"]);
        let gone = deleted.outcomes.iter().filter(|one| one.problem.is_none()).count() as i64;
        if gone > 0 {
            deleting.done.run(());
            toast::done(count(&words().deleted_n, gone));
        }
        if gone == deleted.outcomes.len() as i64 {
            deleting.close();
        } else {
            told.set(Some(deleted));
        }
    });
    let look_first = deed(customers::delete_many, move |begun: Run| run.set(Some(begun.id)));
    let submit = move || {
        let (ids, query) = match whom.get_value() {
            Whom::These(ids) => (ids, CustomerQuery::default()),
            Whom::All(query, _) => (Vec::new(), query),
        };
        let basis = LegalBasis::from_word(&basis.get_untracked()).unwrap_or(LegalBasis::Other);
        let (reason, basis_note) = (reason.get_untracked(), basis_note.get_untracked());
        match (Deletion { ids, query, reason, basis, basis_note }.check(), many) {
            (Ok(deletion), false) => delete.go(deletion),
            (Ok(deletion), true) => look_first.go(deletion),
            (Err(problem), _) => delete.set_problem(Some(problem)),
        }
    };
    let found = move || {
        deleting.done.run(());
        deleting.close();
    };
    let problem = Signal::derive(move || delete.problem().get().or_else(|| look_first.problem().get()));
    let busy = Signal::derive(move || delete.busy().get() || look_first.busy().get() || run.with(Option::is_some));
    let bases: Vec<Choice> =
        LegalBasis::ALL.iter().map(|basis| Choice::new(basis.word(), words().legal_basis(*basis))).collect();
    let other = Signal::derive(move || basis.with(|basis| basis == LegalBasis::Other.word()));
    let days = move || rules.with(|rules| rules.bin_days).unwrap_or(BIN_DAYS);
    let text = move || fill(words().delete_text, &[("days", &format::number(days()))]);
    let counted = !many && amount > TYPED_FROM;
    let wanted = StoredValue::new(amount.to_string());
    let impact = match whom.get_value() {
        Whom::These(ids) if !many => Some(look(ids)),
        _ => None,
    };
    let hanging = impact.map(|found| view! { <ImpactList found/> });
    // Where something keeps all of them there is nothing to press.
    let none_free = move || {
        impact.is_some_and(|found| {
            found.with(|lines| lines.iter().all(|line| line.outcome == ImpactOutcome::Blocks)).unwrap_or_default()
        })
    };
    let disabled =
        Signal::derive(move || none_free() || counted && typed.with(|typed| wanted.with_value(|n| typed.trim() != n)));
    let label = move || if many { words().look.to_owned() } else { count(&words().delete_n, amount) };
    view! {
        <Form on_submit=submit problem>
            <p>{text}</p>
            {hanging}
            {many.then(|| view! { <p class="soft">{words().look_text}</p> })}
            <TextArea name="reason" label=words().reason value=reason hint=words().reason_hint max=limits::NOTE required=true/>
            <Select name="basis" label=words().basis value=basis bind=basis options=Signal::stored(bases)/>
            <Show when=move || other.get()>
                <TextField name="basis_note" label=words().basis_note value=basis_note max=limits::NOTE required=true/>
            </Show>
            {counted.then(|| {
                let label = fill(words().type_count, &[("n", &wanted.get_value())]);
                view! { <TextField name="count" label=label value=typed kind=TextKind::Number max=6/> }
            })}
            <Looking run said=words().looking on_found=found/>
            <FormActions label busy disabled danger=true on_cancel=move || deleting.close()/>
        </Form>
    }
}

#[component]
fn Told(deleting: Deleting, deleted: Outcomes) -> impl IntoView {
    let waits = deleted
        .outcomes
        .iter()
        .any(|one| one.problem.as_ref().is_some_and(|problem| problem.code == Code::SecondPerson));
    let href = deleted.set.as_ref().map(route::change_set);
    let said = if waits {
        Some(view! { <Banner kind=BannerKind::Info>{words().second_asked}</Banner> }.into_any())
    } else {
        left(&deleted.outcomes)
    };
    view! {
        {said}
        <div class="form-actions">
            <Button on_click=move || deleting.close()>{w().common.close}</Button>
            {href.map(|href| view! { <LinkButton kind=ButtonKind::Primary href>{words().show_set}</LinkButton> })}
        </div>
    }
}
