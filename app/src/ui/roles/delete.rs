//! Deleting a role: only one that nobody holds goes; for others the dialog says how many hold it and leads to them.

use super::words;
use crate::api::roles;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Button, ButtonKind, Confirm, Dialog, LinkButton, toast};
use crate::ui::live::touch;
use crate::ui::route::holders;
use crate::ui::{count, w};
use crate::words::fill;
use leptos::prelude::*;
use model::Code;
use model::role::OwnRole;

/// Which role is being asked about.
#[derive(Clone, Copy)]
pub struct Deleting {
    open: RwSignal<bool>,
    held: RwSignal<bool>,
    what: RwSignal<Option<OwnRole>>,
}

impl Deleting {
    /// Nothing is being asked.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), held: RwSignal::new(false), what: RwSignal::new(None) }
    }
    /// Asks; where it is known that somebody holds the role, it explains that at once.
    pub fn ask(&self, role: OwnRole) {
        let is_held = role.holders > 0;
        self.what.set(Some(role));
        self.open.set(!is_held);
        self.held.set(is_held);
    }
}

/// The question, and the explanation when somebody holds the role.
#[component]
pub fn DeleteRole(deleting: Deleting) -> impl IntoView {
    let Deleting { open, held, what } = deleting;
    let name = move || what.get().map(|role| role.name).unwrap_or_default();
    let go = deed(
        |role: OwnRole| roles::delete(role.id, role.revision),
        move |()| {
            open.try_set(false);
            let Some(Some(gone)) = what.try_get_untracked() else { return };
            toast::done(fill(words().deleted, &[("name", &gone.name)]));
            touch(&["roles"]);
        },
    );
    Effect::new(move |_| {
        if open.get() {
            go.set_problem(None);
        }
    });
    // Somebody was given the role meanwhile.
    Effect::new(move |_| {
        let problem = go.problem().get().filter(|problem| problem.code == Code::RoleHeld);
        if let Some(problem) = problem {
            let holders = problem.param("count").and_then(|n| n.parse().ok()).unwrap_or(0);
            what.update(|role| {
                if let Some(role) = role {
                    role.holders = holders;
                }
            });
            open.set(false);
            held.set(true);
            touch(&["roles"]);
        }
    });
    let confirm = move |()| {
        if let Some(role) = what.get_untracked() {
            go.go(role);
        }
    };
    view! {
        <Confirm
            open
            title=move || fill(words().delete_title, &[("name", &name())])
            consequence=words().delete_consequence
            confirm=words().delete_confirm
            busy=go.busy()
            problem=go.problem()
            on_confirm=confirm
        />
        <Dialog open=held on_close=move || held.set(false) title=move || fill(words().held_title, &[("name", &name())])>
            {move || what.get().map(|role| explained(&role, held))}
        </Dialog>
    }
}

fn explained(role: &OwnRole, held: RwSignal<bool>) -> impl IntoView + use<> {
    let (href, said) = (holders(role.id.as_str()), count(&words().held, role.holders));
    view! {
        <Banner kind=BannerKind::Warning>{said}</Banner>
        <p>{words().held_text}</p>
        <div class="form-actions">
            <Button on_click=move || held.set(false)>{w().common.close}</Button>
            <LinkButton kind=ButtonKind::Primary href>{words().held_show}</LinkButton>
        </div>
    }
}
