//! One role after the other, each with what it may do: the matrix of a phone.

use super::column::Column;
use super::delete::Deleting;
use super::group::groups;
use super::matrix::buttons;
use crate::ui::param::Param;
use crate::ui::w;
use leptos::prelude::*;

/// The list of roles; each opens by itself.
#[component]
pub fn Sheets(columns: Memo<Vec<Column>>, open: Param, deleting: Deleting) -> impl IntoView {
    let sheets = move || columns.get().into_iter().map(|column| sheet(&column, open, deleting)).collect_view();
    view! { <div class="stack roles-narrow">{sheets}</div> }
}

fn sheet(column: &Column, open: Param, deleting: Deleting) -> impl IntoView + use<> {
    let rights = groups().into_iter().filter_map(|group| {
        let may: Vec<_> = group.permissions.into_iter().filter(|right| column.rights.allows(*right)).collect();
        let lines = may.iter().map(|right| view! { <li>{w().common.permission(*right)}</li> }).collect_view();
        (!may.is_empty()).then(|| view! { <h3>{group.title}</h3><ul>{lines}</ul> })
    });
    view! {
        <details class="card">
            <summary class="line apart"><strong>{column.name.clone()}</strong></summary>
            <div class="stack tight">
                <p class="line apart">{column.held()} {buttons(column, open, deleting)}</p>
                {rights.collect_view()}
                <p class="soft">{column.reach()}</p>
            </div>
        </details>
    }
}
