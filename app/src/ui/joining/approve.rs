//! Approving: into which department, as what.

use super::decide::{Asking, Desk};
use super::words;
use crate::ui::kit::{Choice, DepartmentPicker, Dialog, Form, FormActions, RadioGroup, TextField};
use crate::ui::{count, w};
use crate::words::fill;
use leptos::prelude::*;
use model::join::{Decision, Match};
use model::permission::Role;
use model::{DepartmentId, JoinId, MemberId, limits};

const AS_ASKED: &str = "asked";
const ONE: &str = "one";
const NEW: &str = "new";

/// The question before one or several are let in.
#[component]
pub fn ApproveDialog(
    /// The desk it belongs to.
    desk: Desk,
) -> impl IntoView {
    let open = Signal::derive(move || desk.asking.with(|asking| matches!(asking, Some(Asking::Approve(_)))));
    let title = move || {
        desk.asking.track();
        match desk.people().as_slice() {
            [] => String::new(),
            [one] => fill(words().approve_title, &[("name", &one.name)]),
            several => count(&words().approve_n, several.len() as i64),
        }
    };
    view! {
        <Dialog open on_close=move || desk.close() title>
            <ApproveForm desk/>
        </Dialog>
    }
}

#[component]
fn ApproveForm(desk: Desk) -> impl IntoView {
    let people = desk.people();
    let several = people.len() as i64;
    let single = several == 1;
    let first = people.first().cloned().filter(|_| single);
    let ids = StoredValue::new(people.iter().map(|join| join.id.clone()).collect::<Vec<JoinId>>());
    let preset = first.as_ref().and_then(|join| join.department.clone().or_else(|| join.wish.clone()));
    let department = RwSignal::new(preset.map(|(id, name)| Choice::new(id.0, name)));
    let matches = first.as_ref().map(|join| join.matches.clone()).unwrap_or_default();
    let same = RwSignal::new(likely(&matches));
    let is_new = Signal::derive(move || same.with(|same| same == NEW));
    let position = RwSignal::new(first.map(|join| join.position).unwrap_or_default());
    let way = RwSignal::new(AS_ASKED.to_owned());
    let one = Signal::derive(move || single || way.with(|way| way == ONE));
    let missing = Signal::derive(move || !single && one.get() && department.with(Option::is_none));
    let submit = move || {
        if missing.get_untracked() {
            return;
        }
        let chosen = department.get_untracked().filter(|_| one.get_untracked());
        let decision = Decision::Approve {
            department: chosen.map(|choice| DepartmentId::from(choice.id)),
            position: single.then(|| position.get_untracked()),
            same_as: Some(same.get_untracked()).filter(|same| same != NEW).map(MemberId::from),
        };
        desk.decide.go((ids.get_value(), decision));
    };
    let label = move || if single { w().common.approve.to_owned() } else { count(&words().approve_n, several) };
    let ways = vec![
        Choice::new(AS_ASKED, words().as_asked).detail(words().as_asked_text),
        Choice::new(ONE, words().one_department),
    ];
    view! {
        <Form on_submit=submit problem=desk.decide.problem()>
            {(!matches.is_empty()).then(|| view! {
                <RadioGroup name="same_as" label=words().who_is_it value=same options=people_here(&matches)/>
            })}
            {(!single).then(|| view! { <RadioGroup name="way" label=words().where_to value=way options=ways/> })}
            <Show when=move || one.get() && is_new.get()>
                <DepartmentPicker name="department" label=w().common.department value=department hint=words().department_hint/>
            </Show>
            <Show when=move || single && is_new.get()>
                <TextField name="position" label=w().common.position value=position max=limits::POSITION/>
            </Show>
            <FormActions label busy=desk.decide.busy() disabled=missing on_cancel=move || desk.close()/>
        </Form>
    }
}

/// Whom to propose: one member with the same e-mail address or phone number; of people with the same name nobody.
fn likely(matches: &[Match]) -> String {
    match matches {
        [one, rest @ ..] if one.same_address && !rest.iter().any(|other| other.same_address) => one.id.0.clone(),
        _ => NEW.to_owned(),
    }
}

fn people_here(matches: &[Match]) -> Vec<Choice> {
    let here = |one: &Match| {
        let why = if one.same_address { words().same_address } else { words().same_name };
        let is_plain = one.role == Role::Member && one.own_role.is_none();
        let role = (!is_plain).then(|| w().common.held_role(one.role, one.own_role.as_ref()));
        let detail = one.department.as_deref().into_iter().chain(role).chain([why]).collect::<Vec<_>>().join(" · ");
        Choice::new(one.id.0.clone(), fill(words().same_as, &[("name", &one.name)])).detail(detail)
    };
    let new = Choice::new(NEW, words().new_member).detail(words().new_member_text);
    matches.iter().map(here).chain([new]).collect()
}
