//! Before something is taken away: counts first, consequence second, way back third.

use super::Dialog;
use super::form::{Form, FormActions};
use super::text_field::TextField;
use crate::ui::speech::w;
use crate::words::fill;
use leptos::prelude::*;
use model::Problem;

/// Asks before something that cannot be undone by a toast.
///
/// ```ignore
/// <Confirm open=asking title=w.disable_title counts=move || count(&w.members, n) consequence=w.disable_consequence
///     way_back=w.disable_way_back confirm=move || count(&w.disable_n, n) on_confirm=move || disable.go(()) busy=disable.busy()/>
/// ```
#[component]
pub fn Confirm(
    /// Whether it is open; closed by itself when left.
    open: RwSignal<bool>,
    /// Its heading: a question.
    #[prop(into)]
    title: TextProp,
    /// First: how many of what.
    #[prop(optional, into)]
    counts: Option<TextProp>,
    /// Second: what follows from it.
    #[prop(into)]
    consequence: TextProp,
    /// Third: how to come back from it, or that there is no way back.
    #[prop(optional, into)]
    way_back: Option<TextProp>,
    /// The button: verb and number again.
    #[prop(into)]
    confirm: TextProp,
    /// Not a danger: the button is not red.
    #[prop(optional)]
    harmless: bool,
    /// A word to type before the button works.
    #[prop(optional_no_strip, into)]
    word: Option<String>,
    /// Under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it failed.
    #[prop(optional, into)]
    problem: Signal<Option<Problem>>,
    /// What to do; close by setting `open` when it is done.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    let text = StoredValue::new((counts, consequence, way_back, confirm, word));
    let line = |class: &'static str, text: Option<TextProp>| {
        text.map(|text| view! { <p class=class>{move || text.get()}</p> })
    };
    let body = move || {
        let (counts, consequence, way_back, confirm, word) = text.get_value();
        let typed = RwSignal::new(String::new());
        let wanted = word.clone();
        let missing =
            Signal::derive(move || wanted.as_ref().is_some_and(|word| typed.with(|typed| typed.trim() != word)));
        let close = move || open.set(false);
        view! {
            <Form
                on_submit=move || {
                    if !missing.get_untracked() {
                        on_confirm.run(());
                    }
                }
                problem
            >
                {line("confirm-counts", counts)}
                {line("confirm-consequence", Some(consequence))}
                {line("confirm-way-back", way_back)}
                {word.map(|word| view! {
                    <TextField name="word" label=fill(w().kit.type_word, &[("word", &word)]) value=typed/>
                })}
                <FormActions label=confirm busy danger=!harmless disabled=missing on_cancel=close/>
            </Form>
        }
    };
    view! {
        <Dialog open on_close=move || open.set(false) title>
            {body()}
        </Dialog>
    }
}
