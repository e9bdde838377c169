//! Confirming many at once: the score, then the review of what is proposed.

use super::words;
use crate::api::mappings;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Dialog, Form, FormActions, TextField, TextKind};
use crate::ui::live::touch;
use crate::ui::route;
use leptos::prelude::*;
use model::mapping::{ConfirmMappings, SURE};
use model::problem::Fault;
use model::{ChangeSetId, ConnectionId, Problem};

/// The dialog.
#[component]
pub fn ConfirmDialog(
    /// The tenant.
    connection: ConnectionId,
    /// Whether it is open.
    confirming: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=confirming on_close=move || confirming.set(false) title=words().confirm_all>
            <Score connection=connection.clone() confirming/>
        </Dialog>
    }
}

#[component]
fn Score(connection: ConnectionId, confirming: RwSignal<bool>) -> impl IntoView {
    let score = RwSignal::new(SURE.to_string());
    let nobody = RwSignal::new(false);
    let propose = deed(mappings::confirm, move |set: Option<ChangeSetId>| match set {
        Some(set) => {
            touch(&["changes"]);
            confirming.try_set(false);
            route::go(&route::change_set(&set));
        }
        None => {
            nobody.try_set(true);
        }
    });
    let submit = move || {
        nobody.set(false);
        match score.with_untracked(|score| score.trim().parse()) {
            Ok(score @ 1..=100) => propose.go(ConfirmMappings { connection: connection.clone(), score }),
            _ => propose.set_problem(Some(Problem::field("score", Fault::OutOfRange))),
        }
    };
    view! {
        <Form on_submit=submit problem=propose.problem()>
            <p>{words().confirm_all_text}</p>
            <TextField name="score" label=words().at_least value=score kind=TextKind::Number max=3 required=true/>
            <Show when=move || nobody.get()>
                <Banner kind=BannerKind::Info>{words().nobody_reaches}</Banner>
            </Show>
            <FormActions label=words().preview busy=propose.busy() on_cancel=move || confirming.set(false)/>
        </Form>
    }
}
