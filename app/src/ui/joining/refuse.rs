//! Refusing and blocking, each with a reason.

use super::decide::{Asking, Desk};
use super::words;
use crate::ui::kit::{Dialog, Form, FormActions, TextArea};
use crate::ui::{count, w};
use crate::words::fill;
use leptos::prelude::*;
use model::join::Decision;
use model::{JoinId, limits};

/// The question before one or several are refused or blocked.
#[component]
pub fn RefuseDialog(
    /// The desk it belongs to.
    desk: Desk,
) -> impl IntoView {
    let open =
        Signal::derive(move || desk.asking.with(|asking| matches!(asking, Some(Asking::Refuse(_) | Asking::Block(_)))));
    let title = move || {
        let blocks = desk.asking.with(|asking| matches!(asking, Some(Asking::Block(_))));
        let (one_title, several_title) =
            if blocks { (words().block_title, &words().block_n) } else { (words().refuse_title, &words().refuse_n) };
        match desk.people().as_slice() {
            [] => String::new(),
            [one] => fill(one_title, &[("name", &one.name)]),
            several => count(several_title, several.len() as i64),
        }
    };
    view! {
        <Dialog open on_close=move || desk.close() title>
            <RefuseForm desk/>
        </Dialog>
    }
}

#[component]
fn RefuseForm(desk: Desk) -> impl IntoView {
    let blocks = desk.asking.with_untracked(|asking| matches!(asking, Some(Asking::Block(_))));
    let ids: Vec<JoinId> = desk.people().into_iter().map(|join| join.id).collect();
    let several = ids.len() as i64;
    let ids = StoredValue::new(ids);
    let reason = RwSignal::new(String::new());
    let submit = move || {
        let reason = reason.get_untracked();
        let decision = if blocks { Decision::Block { reason } } else { Decision::Refuse { reason } };
        desk.decide.go((ids.get_value(), decision));
    };
    let label = move || match (several, blocks) {
        (1, true) => words().block.to_owned(),
        (1, false) => w().common.refuse.to_owned(),
        (n, true) => count(&words().block_n, n),
        (n, false) => count(&words().refuse_n, n),
    };
    let consequence = if blocks { words().block_consequence } else { words().refuse_consequence };
    view! {
        <Form on_submit=submit problem=desk.decide.problem()>
            <p class="soft">{consequence}</p>
            <TextArea
                name="reason"
                label=w().common.reason
                value=reason
                hint=words().reason_hint
                placeholder=w().common.optional
                max=limits::NOTE
            />
            <FormActions label busy=desk.decide.busy() danger=true on_cancel=move || desk.close()/>
        </Form>
    }
}
