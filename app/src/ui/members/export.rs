//! Taking the members of the list home in a file.

use super::place::Place;
use super::words;
use crate::ui::kit::{Checkbox, Choice, Dialog, Form, FormActions, RadioGroup, Selection, toast};
use crate::ui::{count, dom, w};
use leptos::prelude::*;
use model::MemberId;
use model::export::{ExportFormat, ExportMembers, MemberColumn};

/// The question before a file is made, and whose members it is about.
#[derive(Clone, Copy)]
pub struct Exporting {
    open: RwSignal<bool>,
    selection: Selection,
    /// How many match the list's filters.
    matching: RwSignal<Option<i64>>,
}

impl Exporting {
    /// Closed.
    pub fn new(selection: Selection, matching: RwSignal<Option<i64>>) -> Self {
        Self { open: RwSignal::new(false), selection, matching }
    }
    /// Asks: the chosen members, or all that match when none are chosen.
    pub fn ask(&self) {
        self.open.set(true);
    }
    fn amount(&self) -> i64 {
        let matching = self.matching.get();
        if self.selection.is_empty() { matching.unwrap_or_default() } else { self.selection.count(matching) }
    }
    fn ids(&self) -> Vec<MemberId> {
        let chosen = if self.selection.is_everything() { Vec::new() } else { self.selection.ids() };
        chosen.into_iter().map(MemberId).collect()
    }
}

/// The dialog.
#[component]
pub fn ExportDialog(place: Place, exporting: Exporting) -> impl IntoView {
    let title = move || count(&words().export_title, exporting.amount());
    view! {
        <Dialog open=exporting.open on_close=move || exporting.open.set(false) title>
            <ExportForm place exporting/>
        </Dialog>
    }
}

#[component]
fn ExportForm(place: Place, exporting: Exporting) -> impl IntoView {
    let format = RwSignal::new(ExportFormat::Xlsx.word().to_owned());
    let columns = RwSignal::new(MemberColumn::ALL.to_vec());
    let formats = vec![
        Choice::new(ExportFormat::Xlsx.word(), words().export_xlsx).detail(words().export_xlsx_text),
        Choice::new(ExportFormat::Csv.word(), words().export_csv).detail(words().export_csv_text),
    ];
    let submit = move || {
        let Some(format) = ExportFormat::from_word(&format.get_untracked()) else { return };
        let request =
            untrack(|| ExportMembers { query: place.query(), ids: exporting.ids(), format, columns: columns.get() });
        if let Ok(request) = serde_json::to_string(&request) {
            dom::post("/export/members", "request", &request);
            toast::done(words().export_started);
            exporting.open.set(false);
        }
    };
    let boxes = MemberColumn::ALL.iter().map(move |column| {
        let column = *column;
        let checked = Signal::derive(move || columns.with(|columns| columns.contains(&column)));
        let turn = move |on: bool| {
            columns.update(|columns| {
                columns.retain(|known| *known != column);
                if on {
                    columns.push(column);
                    columns.sort();
                }
            });
        };
        view! { <Checkbox label=w().common.member_column(column) checked on_change=turn/> }
    });
    view! {
        <Form on_submit=submit>
            <RadioGroup name="format" label=words().export_format value=format options=formats/>
            <fieldset class="field">
                <legend>{words().export_columns}</legend>
                <div class="columns-2">{boxes.collect_view()}</div>
            </fieldset>
            <FormActions
                label=words().export_now
                disabled=Signal::derive(move || columns.with(Vec::is_empty))
                on_cancel=move || exporting.open.set(false)
            />
        </Form>
    }
}
