//! Rights beside roles; on a phone the style puts [`super::sheets`] in its place.

use super::column::{Column, own_rights};
use super::delete::Deleting;
use super::group::{Group, groups};
use super::words;
use crate::ui::kit::{Icon, IconButton, icon};
use crate::ui::param::Param;
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::permission::Permission;

/// The table.
#[component]
pub fn Matrix(columns: Memo<Vec<Column>>, open: Param, deleting: Deleting) -> impl IntoView {
    let head = move || columns.get().into_iter().map(|column| head(&column, open, deleting)).collect_view();
    let body = move || {
        let columns = columns.get();
        groups().into_iter().map(|group| lines(group, &columns)).collect_view()
    };
    let reach = move || columns.get().into_iter().map(|column| view! { <td>{column.reach()}</td> }).collect_view();
    view! {
        <div class="matrix-scroll roles-wide" tabindex="0" role="region" aria-label=words().matrix>
            <table class="matrix">
                <thead>
                    <tr>
                        <th scope="col">{words().right}</th>
                        {head}
                    </tr>
                </thead>
                {body}
                <tbody>
                    <tr>
                        <th scope="row">{words().reach}</th>
                        {reach}
                    </tr>
                </tbody>
            </table>
        </div>
    }
}

fn head(column: &Column, open: Param, deleting: Deleting) -> impl IntoView + use<> {
    view! {
        <th scope="col">
            <div class="roles-head">
                <span>{column.name.clone()}</span>
                {column.held()}
                {buttons(column, open, deleting)}
            </div>
        </th>
    }
}

/// Changing and deleting, of a role whose rights one has oneself.
pub fn buttons(column: &Column, open: Param, deleting: Deleting) -> Option<AnyView> {
    let role = column.own.clone().filter(|role| own_rights().may_give(&role.rights))?;
    let id = role.id.0.clone();
    let name = [("name", role.name.as_str())];
    let (edit, delete) = (fill(words().edit, &name), fill(words().delete, &name));
    Some(
        view! {
            <span class="line roles-buttons">
                <IconButton icon=Icon::Edit label=edit on_click=move || open.push(&id)/>
                <IconButton icon=Icon::Trash label=delete on_click=move || deleting.ask(role.clone())/>
            </span>
        }
        .into_any(),
    )
}

fn lines(group: Group, columns: &[Column]) -> impl IntoView + use<> {
    let across = (columns.len() + 1).to_string();
    let line = |permission: Permission| {
        let cells = columns.iter().map(|column| cell(column.rights.allows(permission))).collect_view();
        view! {
            <tr>
                <th scope="row">{w().common.permission(permission)}</th>
                {cells}
            </tr>
        }
    };
    let lines = group.permissions.iter().copied().map(line).collect_view();
    view! {
        <tbody>
            <tr class="roles-group"><th scope="rowgroup" colspan=across>{group.title}</th></tr>
            {lines}
        </tbody>
    }
}

fn cell(allowed: bool) -> AnyView {
    let c = w().common;
    if allowed {
        view! { <td>{icon(Icon::Check)}<span class="unseen">{c.yes}</span></td> }.into_any()
    } else {
        view! { <td><span class="faint" aria-hidden="true">"–"</span><span class="unseen">{c.no}</span></td> }
            .into_any()
    }
}
