//! Whether a member may sign in, and the steps that change it.

use super::drawer::tone;
use super::step::{Asked, steps_of};
use super::words;
use crate::ui::kit::{Badge, Button, ButtonKind, Icon, LinkButton, Section};
use crate::ui::route::Page;
use crate::ui::{may, w};
use leptos::prelude::*;
use model::member::{MemberDetail, MemberRow, Status, Step};
use model::permission::Permission;

/// Status and steps.
#[component]
pub fn Access(asked: Asked, detail: Signal<MemberDetail>) -> impl IntoView {
    view! {
        <Section title=words().access>
            {move || body(asked, &detail.get().row)}
        </Section>
    }
}

fn body(asked: Asked, row: &MemberRow) -> AnyView {
    let status = row.status;
    let waits = matches!(status, Status::Pending | Status::Rejected) && may(Permission::JoinsRead);
    let steps = if may(Permission::MembersWrite) { steps_of(status) } else { &[] };
    let buttons = steps.iter().map(|step| button(asked, row.clone(), *step)).collect_view();
    view! {
        <p class="line">
            <Badge tone=tone(status)>{w().common.member_status(status)}</Badge>
            <span class="soft">{meaning(status)}</span>
        </p>
        <div class="line">
            {buttons}
            {waits.then(|| view! {
                <LinkButton href=Page::Joining.path().to_owned() icon=Icon::Door>{words().see_request}</LinkButton>
            })}
        </div>
    }
    .into_any()
}

fn button(asked: Asked, row: MemberRow, step: Step) -> AnyView {
    let (label, glyph, kind) = match step {
        Step::Suspend => (w().common.suspend, Icon::Pause, ButtonKind::Secondary),
        Step::Resume => (w().common.resume, Icon::Play, ButtonKind::Secondary),
        Step::Terminate => (w().common.terminate, Icon::SignOut, ButtonKind::Danger),
        Step::Restore => (w().common.restore, Icon::Undo, ButtonKind::Secondary),
    };
    view! { <Button kind icon=glyph on_click=move || asked.ask(row.clone(), step)>{label}</Button> }.into_any()
}

fn meaning(status: Status) -> &'static str {
    let words = words();
    match status {
        Status::Active => words.access_active,
        Status::Invited => words.access_invited,
        Status::Pending => words.access_pending,
        Status::Rejected => words.access_rejected,
        Status::Suspended => words.access_suspended,
        Status::Terminated => words.access_terminated,
    }
}
