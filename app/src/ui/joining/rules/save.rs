//! Saving: who is touched, and whether those whom the new rules let in come in now.

use super::draft::Draft;
use super::words;
use crate::api::join_rules;
use crate::ui::deed::{Deed, deed};
use crate::ui::kit::{Banner, BannerKind, Button, ButtonKind, Choice, Dialog, Form, FormActions, RadioGroup, toast};
use crate::ui::{count, live, say, w};
use leptos::prelude::*;
use model::Problem;
use model::join_rules::{JoinRules, SavedRules, Touched};

const NOW: &str = "now";
const LATER: &str = "later";

/// What is not saved yet, at the bottom.
#[component]
pub fn SaveBar(
    /// The rules.
    draft: Draft,
    /// The rules as the server has them.
    shown: Signal<JoinRules>,
    /// Gets what was saved.
    #[prop(into)]
    on_saved: Callback<JoinRules>,
) -> impl IntoView {
    let asked = RwSignal::new(None::<Touched>);
    let save = deed(
        move |reevaluate: bool| join_rules::save(draft.rules.get_untracked(), reevaluate),
        move |saved: SavedRules| {
            asked.set(None);
            draft.reset(&saved.rules);
            on_saved.run(saved.rules);
            toast::done(match saved.let_in {
                0 => w().common.saved.to_owned(),
                n => count(&words().saved_let_in, n),
            });
            live::touch(&["joins", "members", "organisation"]);
        },
    );
    let look = deed(
        move |()| join_rules::touched(draft.rules.get_untracked()),
        move |touched: Touched| {
            if touched.let_in + touched.closed > 0 {
                save.set_problem(None);
                asked.set(Some(touched));
            } else {
                save.go(false);
            }
        },
    );
    let begin = move || {
        draft.tried.set(true);
        // What is wrong stands beside its question.
        if draft.rules.get_untracked().check().is_ok() {
            look.go(());
        } else {
            look.set_problem(draft.rules.get_untracked().check().err());
        }
    };
    let busy = Signal::derive(move || look.busy().get() || save.busy().get());
    let open = Signal::derive(move || asked.with(Option::is_some));
    view! {
        <Show when=move || draft.is_changed()>
            <div class="rules-save">
                {failed(look.problem())}
                {move || asked.with(Option::is_none).then(|| failed(save.problem()))}
                <div class="line apart">
                    <span class="soft" role="status">{words().unsaved}</span>
                    <span class="line">
                        <Button on_click=move || {
                            look.set_problem(None);
                            save.set_problem(None);
                            // To what is in force, also where somebody else changed it meanwhile.
                            draft.reset(&shown.get_untracked());
                        }>{words().discard}</Button>
                        <Button kind=ButtonKind::Primary busy on_click=begin>{w().common.save}</Button>
                    </span>
                </div>
            </div>
        </Show>
        <Dialog open on_close=move || asked.set(None) title=words().save_title>
            <Question touched=asked.get_untracked().unwrap_or_default() save on_cancel=move || asked.set(None)/>
        </Dialog>
    }
}

fn failed(problem: Signal<Option<Problem>>) -> impl IntoView {
    move || {
        let said = problem.with(|problem| problem.as_ref().map(say))?;
        Some(view! { <Banner kind=BannerKind::Error>{said}</Banner> })
    }
}

#[component]
fn Question(touched: Touched, save: Deed<bool>, #[prop(into)] on_cancel: Callback<()>) -> impl IntoView {
    let way = RwSignal::new(LATER.to_owned());
    let ways = vec![
        Choice::new(LATER, words().keep_waiting).detail(words().keep_waiting_text),
        Choice::new(NOW, count(&words().let_in_n, touched.let_in)).detail(words().let_in_text),
    ];
    let closed = (touched.closed > 0).then(|| view! { <p>{count(&words().closed_n, touched.closed)}</p> });
    view! {
        <Form on_submit=move || save.go(way.with_untracked(|way| way == NOW)) problem=save.problem()>
            <p class="confirm-counts">{count(&words().touched, touched.let_in + touched.closed)}</p>
            {closed}
            {(touched.let_in > 0).then(|| view! {
                <RadioGroup name="reevaluate" label=words().reevaluate value=way options=ways/>
            })}
            <FormActions label=w().common.save busy=save.busy() on_cancel=move || on_cancel.run(())/>
        </Form>
    }
}
