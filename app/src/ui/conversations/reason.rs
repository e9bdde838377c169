//! Saying why a conversation is read.

use super::words;
use crate::api::conversations;
use crate::ui::deed::deed;
use crate::ui::kit::{Form, FormActions, TextField};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::conversation::{OpenConversation, Opening};
use model::{ConversationId, limits};

/// The question in the place of the messages.
#[component]
pub fn ReasonForm(
    /// Which conversation.
    id: Memo<ConversationId>,
    /// Set to the opening.
    opening: Loader<Option<Opening>>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let open = deed(conversations::open, move |opened: Opening| {
        opening.set(Some(opened));
        touch(&["openings"]);
    });
    let submit = move || {
        let wish = OpenConversation { id: id.get_untracked(), reason: reason.get_untracked() };
        match wish.check() {
            Ok(wish) => open.go(wish),
            Err(problem) => open.set_problem(Some(problem)),
        }
    };
    view! {
        <section class="card stack conversation-reason">
            <h2>{words().why}</h2>
            <p class="soft">{words().why_text}</p>
            <Form on_submit=submit problem=open.problem()>
                <TextField
                    name="reason"
                    label=words().reason
                    value=reason
                    placeholder=words().reason_example
                    max=limits::NOTE
                    required=true
                />
                <FormActions label=words().open busy=open.busy()/>
            </Form>
        </section>
    }
}
