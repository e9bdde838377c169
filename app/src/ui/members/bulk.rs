//! Changing many members alike: what is to change, then the review of what would.

use super::member_holds::can_hand_over;
use super::place::Place;
use super::words;
use crate::api::members;
use crate::ui::deed::deed;
use crate::ui::handovers::{Left, Start, StartDialog};
use crate::ui::kit::{
    Button, Choice, DepartmentPicker, Dialog, Form, FormActions, Icon, Menu, MenuItem, Select, Selection, TextField,
    icon,
};
use crate::ui::looking::Looking;
use crate::ui::{count, may, w};
use leptos::prelude::*;
use model::handover::MOST_LEAVERS;
use model::member::{BulkEdit, MemberQuery, Status, Step};
use model::permission::Permission;
use model::run::Run;
use model::{DepartmentId, MemberId, RunId, limits};

/// What is being asked about.
#[derive(Clone, Copy)]
pub struct Bulk {
    open: RwSignal<bool>,
    /// A step, or the three fields.
    step: RwSignal<Option<Step>>,
    selection: Selection,
    matching: Signal<Option<i64>>,
}

impl Bulk {
    /// Nothing is being asked.
    pub fn new(selection: Selection, matching: Signal<Option<i64>>) -> Self {
        Self { open: RwSignal::new(false), step: RwSignal::new(None), selection, matching }
    }
    fn ask(self, step: Option<Step>) {
        self.step.set(step);
        self.open.set(true);
    }
}

/// The buttons in the bar of chosen rows.
#[component]
pub fn BulkButtons(place: Place, bulk: Bulk) -> impl IntoView {
    let steps = move || {
        let steps: &[Step] = match untrack(|| place.present_status()) {
            Status::Active => &[Step::Suspend, Step::Terminate],
            Status::Suspended => &[Step::Resume, Step::Terminate],
            Status::Terminated => &[Step::Restore],
            Status::Invited | Status::Pending | Status::Rejected => &[],
        };
        steps
            .iter()
            .map(|step| {
                let step = *step;
                let item = MenuItem::new(named(step), move || bulk.ask(Some(step)));
                if step == Step::Terminate { item.danger() } else { item }
            })
            .collect::<Vec<_>>()
    };
    let any =
        Memo::new(move |_| !matches!(place.present_status(), Status::Invited | Status::Pending | Status::Rejected));
    let starting = RwSignal::new(None::<Start>);
    let begin = move || {
        let leavers: Vec<MemberId> = untrack(|| bulk.selection.ids()).into_iter().map(MemberId).collect();
        let called = count(&words().members, leavers.len() as i64);
        starting.set(Some(Start::Leaving { leavers, called, left: Left::default() }));
    };
    // A plan names its leavers, one by one.
    let can_leave = Memo::new(move |_| {
        let few = !bulk.selection.is_everything() && bulk.selection.ids().len() <= MOST_LEAVERS;
        may(Permission::HandoversWrite) && few && can_hand_over(place.present_status())
    });
    view! {
        <Button icon=Icon::Edit on_click=move || bulk.ask(None)>{w().common.edit}</Button>
        <Show when=move || can_leave.get()>
            <Button icon=Icon::Switch on_click=begin>{words().inheritance}</Button>
        </Show>
        <StartDialog starting/>
        <Show when=move || any.get()>
            <Menu
                label=words().bulk_access
                items=steps
                trigger=|| view! { {words().bulk_access} {icon(Icon::Down)} }
                class="button"
            />
        </Show>
    }
}

fn named(step: Step) -> &'static str {
    match step {
        Step::Suspend => w().common.suspend,
        Step::Resume => w().common.resume,
        Step::Terminate => w().common.terminate,
        Step::Restore => w().common.restore,
    }
}

/// The dialog: what is to change, then a moment of looking, then the review.
#[component]
pub fn BulkDialog(place: Place, bulk: Bulk) -> impl IntoView {
    let title = move || {
        let amount = bulk.selection.count(bulk.matching.get());
        match bulk.step.get() {
            None => count(&words().bulk_title, amount),
            Some(step) => [named(step), &count(&words().members, amount)].join(": "),
        }
    };
    view! {
        <Dialog open=bulk.open on_close=move || bulk.open.set(false) title>
            <BulkForm place bulk/>
        </Dialog>
    }
}

#[component]
fn BulkForm(place: Place, bulk: Bulk) -> impl IntoView {
    let step = untrack(|| bulk.step.get());
    let fields = Fields::new();
    let run = RwSignal::new(None::<RunId>);
    let start = deed(members::bulk_edit, move |begun: Run| run.set(Some(begun.id)));
    let found = move || {
        bulk.open.set(false);
        bulk.selection.clear();
    };
    let submit = move || {
        let everything = untrack(|| bulk.selection.is_everything());
        let ids = if everything { Vec::new() } else { untrack(|| bulk.selection.ids()) };
        let query = MemberQuery { page: model::page::PageRequest::default(), ..untrack(|| place.query()) };
        let ids = ids.into_iter().map(MemberId).collect();
        match fields.edit(BulkEdit { query, ids, step, ..BulkEdit::default() }).check() {
            Ok(edit) => start.go(edit),
            Err(problem) => start.set_problem(Some(problem)),
        }
    };
    view! {
        <Form on_submit=submit problem=start.problem()>
            {step.is_none().then(|| view! { <FieldsForm fields/> })}
            <p class="soft">{words().bulk_preview}</p>
            <Looking run said=words().bulk_looking on_found=found/>
            <FormActions
                label=words().bulk_look
                busy=Signal::derive(move || start.busy().get() || run.with(Option::is_some))
                on_cancel=move || bulk.open.set(false)
            />
        </Form>
    }
}

const KEEP: &str = "keep";
const SET: &str = "set";

/// What each of the three fields is to become; they stay as they are unless somebody says otherwise.
#[derive(Clone, Copy)]
struct Fields {
    department: RwSignal<Option<Choice>>,
    position: Text,
    location: Text,
}

#[derive(Clone, Copy)]
struct Text {
    mode: RwSignal<String>,
    value: RwSignal<String>,
}

impl Text {
    fn new() -> Self {
        Self { mode: RwSignal::new(KEEP.to_owned()), value: RwSignal::new(String::new()) }
    }
    fn wanted(self) -> Option<String> {
        self.mode.with_untracked(|mode| mode == SET).then(|| self.value.get_untracked())
    }
}

impl Fields {
    fn new() -> Self {
        Self { department: RwSignal::new(None), position: Text::new(), location: Text::new() }
    }
    fn edit(self, edit: BulkEdit) -> BulkEdit {
        BulkEdit {
            department: self.department.get_untracked().map(|choice| DepartmentId(choice.id)),
            position: self.position.wanted(),
            location: self.location.wanted(),
            ..edit
        }
    }
}

#[component]
fn FieldsForm(fields: Fields) -> impl IntoView {
    view! {
        <DepartmentPicker
            name="department"
            label=w().common.department
            value=fields.department
            hint=words().bulk_department_hint
        />
        {text("position", w().common.position, fields.position, limits::POSITION)}
        {text("location", w().common.location, fields.location, limits::LOCATION)}
    }
}

fn text(name: &'static str, label: &'static str, field: Text, max: usize) -> impl IntoView {
    let modes = vec![Choice::new(KEEP, words().bulk_keep), Choice::new(SET, words().bulk_set)];
    view! {
        <div class="stack tight">
            <Select name="mode" label value=field.mode bind=field.mode options=Signal::stored(modes)/>
            <Show when=move || field.mode.with(|mode| mode == SET)>
                <TextField name label value=field.value max bare=true placeholder=words().bulk_empty/>
            </Show>
        </div>
    }
}
