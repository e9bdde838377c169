//! Whose leaving is prepared.

use super::{Left, begin, go_on};
use crate::ui::count;
use crate::ui::deed::deed;
use crate::ui::handovers::words;
use crate::ui::kit::{Choice, Form, FormActions, MultiCombobox, member_finder};
use crate::words::fill;
use leptos::prelude::*;
use model::MemberId;
use model::handover::{HandoverKind, NewHandover};
use model::member::Status;

/// Those of whom something can be handed over: who left earlier may have left customers behind.
pub(in crate::ui::handovers) const CAN_LEAVE: &[Status] = &[Status::Active, Status::Suspended, Status::Terminated];

/// What the dialog holds.
#[component]
pub fn LeavingForm(
    /// Who leaves; nobody has it asked.
    leavers: Vec<MemberId>,
    /// The name, or how many.
    called: String,
    /// Only these of what was left.
    left: Left,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let start = deed(begin, move |id| {
        close.run(());
        go_on(&id);
    });
    let asks = leavers.is_empty();
    let whose = match (asks, (left.customers.len() + left.groups.len()) as i64) {
        (true, _) => words().leaving_text.to_owned(),
        (false, 0) => fill(words().leaving_text_of, &[("name", &called)]),
        (false, few) => fill(&count(&words().left_by, few), &[("name", &called)]),
    };
    let submit = move || {
        let leavers = match asks {
            true => chosen.with_untracked(|chosen| chosen.iter().map(|one| MemberId(one.id.clone())).collect()),
            false => leavers.clone(),
        };
        let Left { customers, groups } = left.clone();
        match (NewHandover { kind: HandoverKind::Leaving, leavers, at: None, customers, groups }).check() {
            Ok(new) => start.go(new),
            Err(problem) => start.set_problem(Some(problem)),
        }
    };
    view! {
        <Form on_submit=submit problem=start.problem()>
            <p>{whose}</p>
            {asks.then(|| view! {
                <MultiCombobox name="leavers" label=words().who_leaves value=chosen find=member_finder(CAN_LEAVE)/>
            })}
            <p class="soft">{words().nothing_yet}</p>
            <FormActions label=words().prepare busy=start.busy() on_cancel=move || close.run(())/>
        </Form>
    }
}
