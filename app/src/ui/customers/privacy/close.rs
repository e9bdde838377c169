//! Saying how a request ended.

use super::words;
use crate::api::privacy;
use crate::ui::deed::{deed, deed_in_place};
use crate::ui::kit::{Button, Choice, Dialog, Form, FormActions, RadioGroup, TextArea, toast};
use crate::ui::live::touch;
use crate::ui::w;
use leptos::prelude::*;
use model::limits;
use model::privacy::{CloseRequest, PrivacyRequest, RequestState};

/// The buttons at the foot of a request.
#[component]
pub fn CloseButtons(request: PrivacyRequest) -> impl IntoView {
    let asking = RwSignal::new(false);
    let reopen = deed_in_place(privacy::close, |_: PrivacyRequest| {
        toast::done(words().reopened);
        touch(&["privacy"]);
    });
    let open = request.state == RequestState::Open;
    let request = StoredValue::new(request);
    let again = move || {
        let (id, revision) = request.with_value(|one| (one.id.clone(), one.revision));
        reopen.go(CloseRequest { id, revision, state: RequestState::Open, reason: String::new() });
    };
    view! {
        <div class="line">
            {if open {
                view! { <Button on_click=move || asking.set(true)>{words().close_it}</Button> }.into_any()
            } else {
                view! { <Button busy=reopen.busy() on_click=again>{words().reopen}</Button> }.into_any()
            }}
        </div>
        <Dialog open=asking on_close=move || asking.set(false) title=words().close_title>
            <CloseForm asking request=request.get_value()/>
        </Dialog>
    }
}

#[component]
fn CloseForm(asking: RwSignal<bool>, request: PrivacyRequest) -> impl IntoView {
    let state = RwSignal::new(RequestState::Answered.word().to_owned());
    let reason = RwSignal::new(String::new());
    let close = deed(privacy::close, move |_: PrivacyRequest| {
        toast::done(words().closed);
        touch(&["privacy"]);
        asking.try_set(false);
    });
    let (id, revision) = (request.id, request.revision);
    let submit = move || {
        let Some(state) = RequestState::from_word(&state.get_untracked()) else { return };
        close.go(CloseRequest { id: id.clone(), revision, state, reason: reason.get_untracked() });
    };
    let states = vec![
        Choice::new(RequestState::Answered.word(), words().answer),
        Choice::new(RequestState::Refused.word(), words().refuse),
        Choice::new(RequestState::Withdrawn.word(), words().withdraw),
    ];
    view! {
        <Form on_submit=submit problem=close.problem()>
            <RadioGroup name="state" label=words().state value=state options=Signal::stored(states)/>
            <TextArea
                name="reason"
                label=words().reason
                value=reason
                hint=words().close_reason_hint
                max=limits::NOTE
            />
            <FormActions label=w().common.save busy=close.busy() on_cancel=move || asking.set(false)/>
        </Form>
    }
}
