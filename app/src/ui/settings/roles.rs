//! Which role may do what: read-only, straight from the rules that the server enforces.

use super::words;
use crate::ui::kit::{Icon, Section, icon};
use crate::ui::w;
use leptos::prelude::*;
use model::permission::{Permission, Role};

/// The table of rights and roles.
#[component]
pub fn Roles() -> impl IntoView {
    let c = w().common;
    let head = |role: &Role| view! { <th scope="col">{c.role_name(*role)}</th> };
    let line = |permission: &Permission| {
        let permission = *permission;
        view! {
            <tr>
                <th scope="row">{c.permission(permission)}</th>
                {Role::ALL.iter().map(|role| cell(*role, permission)).collect_view()}
            </tr>
        }
    };
    view! {
        <Section title=words().roles description=words().roles_text>
            <div class="matrix-scroll" tabindex="0" role="region" aria-label=words().roles>
                <table class="matrix">
                    <thead>
                        <tr>
                            <th scope="col">{words().right}</th>
                            {Role::ALL.iter().map(head).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{Permission::ALL.iter().map(line).collect_view()}</tbody>
                </table>
            </div>
        </Section>
    }
}

fn cell(role: Role, permission: Permission) -> AnyView {
    let c = w().common;
    if role.allows(permission) {
        view! { <td>{icon(Icon::Check)}<span class="unseen">{c.yes}</span></td> }.into_any()
    } else {
        view! { <td><span class="faint" aria-hidden="true">"–"</span><span class="unseen">{c.no}</span></td> }
            .into_any()
    }
}
