//! Another address for one who was invited.

use super::super::words;
use super::desk::Desk;
use crate::api::invitations;
use crate::ui::deed::deed;
use crate::ui::kit::{Dialog, Form, FormActions, TextField, toast};
use crate::ui::live::touch;
use crate::words::fill;
use leptos::prelude::*;
use model::limits;
use model::member::MemberRow;

/// The dialog.
#[component]
pub fn ReaddressDialog(desk: Desk) -> impl IntoView {
    let open = Signal::derive(move || desk.readdressing.with(Option::is_some));
    let title = move || {
        let name = desk.readdressing.with(|row| row.as_ref().map(|row| row.name.clone())).unwrap_or_default();
        fill(words().change_title, &[("name", &name)])
    };
    view! {
        <Dialog open on_close=move || desk.readdressing.set(None) title>
            {move || desk.readdressing.get().map(|member| view! { <Inside desk member/> })}
        </Dialog>
    }
}

#[component]
fn Inside(desk: Desk, member: MemberRow) -> impl IntoView {
    let address = RwSignal::new(member.email.clone().or_else(|| member.phone.clone()).unwrap_or_default());
    let change = deed(
        move |to: String| {
            let (id, revision) = (member.id.clone(), member.revision);
            async move { invitations::readdress(id, revision, to.clone()).await.map(|()| to) }
        },
        move |to: String| {
            desk.readdressing.set(None);
            toast::done(fill(words().changed, &[("address", &to)]));
            touch(&["members", "invitations"]);
        },
    );
    view! {
        <Form on_submit=move || change.go(address.get_untracked()) problem=change.problem()>
            <TextField
                name="address"
                label=words().address
                value=address
                hint=words().change_text
                max=limits::EMAIL
                required=true
                autofocus=true
            />
            <FormActions
                label=words().change_address
                busy=change.busy()
                on_cancel=move || desk.readdressing.set(None)
            />
        </Form>
    }
}
