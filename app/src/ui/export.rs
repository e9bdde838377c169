//! Taking a list home in a file: the same dialog for every list.

use super::kit::{Button, Checkbox, Choice, Dialog, Form, FormActions, Icon, RadioGroup, Selection, toast};
use super::speech::language;
use super::{count, dom};
use crate::words::Plural;
use crate::words::export::ExportWords;
use leptos::prelude::*;
use model::export::ExportFormat;
use std::sync::Arc;

fn words() -> &'static ExportWords {
    ExportWords::get(language())
}

/// The question before a file is made, and whose rows it is about.
#[derive(Clone, Copy)]
pub struct Exporting {
    open: RwSignal<bool>,
    selection: Selection,
    /// How many match the list's filters.
    matching: Signal<Option<i64>>,
}

impl Exporting {
    /// Closed.
    pub fn new(selection: Selection, matching: Signal<Option<i64>>) -> Self {
        Self { open: RwSignal::new(false), selection, matching }
    }
    /// How many rows; of long lists that is known only some time after the rows are there.
    fn amount(&self) -> Option<i64> {
        let matching = self.matching.get();
        if self.selection.is_empty() { matching } else { Some(self.selection.count(matching)) }
    }
}

/// The button beside the filters: all that match.
#[component]
pub fn ExportAll(exporting: Exporting) -> impl IntoView {
    let ask = move || {
        exporting.selection.clear();
        exporting.open.set(true);
    };
    view! { <Button icon=Icon::Download on_click=ask>{words().export}</Button> }
}

/// The button in the bar of chosen rows.
#[component]
pub fn ExportChosen(exporting: Exporting) -> impl IntoView {
    view! { <Button icon=Icon::Download on_click=move || exporting.open.set(true)>{words().export}</Button> }
}

/// What is asked for: the kind of file, the columns by their words, and the ids, none for all that match.
pub struct Wanted {
    pub format: ExportFormat,
    pub columns: Vec<&'static str>,
    pub ids: Vec<String>,
}

/// Makes the request of what is asked for, as JSON.
pub type Request = Arc<dyn Fn(Wanted) -> Option<String> + Send + Sync>;

/// The dialog.
#[component]
pub fn ExportDialog(
    exporting: Exporting,
    /// Says how many rows of what.
    title: &'static Plural,
    /// The columns there are: their words and titles.
    columns: Vec<(&'static str, &'static str)>,
    /// Where the request goes.
    to: &'static str,
    /// Makes the request.
    request: Request,
    /// Whether JSON is offered, too: for lists that machines read.
    #[prop(optional)]
    json: bool,
) -> impl IntoView {
    let columns = StoredValue::new(columns);
    let request = StoredValue::new(request);
    view! {
        <Dialog
            open=exporting.open
            on_close=move || exporting.open.set(false)
            title=move || exporting.amount().map_or_else(|| words().export.to_owned(), |n| count(title, n))
        >
            <ExportForm exporting columns=columns.get_value() to request=request.get_value() json/>
        </Dialog>
    }
}

#[component]
fn ExportForm(
    exporting: Exporting,
    columns: Vec<(&'static str, &'static str)>,
    to: &'static str,
    request: Request,
    json: bool,
) -> impl IntoView {
    let format = RwSignal::new(ExportFormat::Xlsx.word().to_owned());
    let chosen = RwSignal::new(columns.iter().map(|(word, _)| (*word, true)).collect::<Vec<_>>());
    let mut formats = vec![
        Choice::new(ExportFormat::Xlsx.word(), words().xlsx).detail(words().xlsx_text),
        Choice::new(ExportFormat::Csv.word(), words().csv).detail(words().csv_text),
    ];
    if json {
        formats.push(Choice::new(ExportFormat::Json.word(), words().json).detail(words().json_text));
    }
    let submit = move || {
        let Some(format) = ExportFormat::from_word(&format.get_untracked()) else { return };
        let columns = chosen.with_untracked(|all| all.iter().filter(|(_, on)| *on).map(|(word, _)| *word).collect());
        let selection = exporting.selection;
        let ids = untrack(|| if selection.is_everything() { Vec::new() } else { selection.ids() });
        if let Some(request) = request(Wanted { format, columns, ids }) {
            dom::post(to, "request", &request);
            toast::done(words().started);
            exporting.open.set(false);
        }
    };
    let boxes = columns.into_iter().enumerate().map(move |(at, (_, title))| {
        let checked = Signal::derive(move || chosen.with(|all| all[at].1));
        view! { <Checkbox label=title checked on_change=move |on| chosen.update(|all| all[at].1 = on)/> }
    });
    view! {
        <Form on_submit=submit>
            <RadioGroup name="format" label=words().format value=format options=formats/>
            <fieldset class="field">
                <legend>{words().columns}</legend>
                <div class="checks">{boxes.collect_view()}</div>
            </fieldset>
            <FormActions
                label=words().now
                disabled=Signal::derive(move || chosen.with(|all| all.iter().all(|(_, on)| !on)))
                on_cancel=move || exporting.open.set(false)
            />
        </Form>
    }
}
