//! The department tree with its search box.

use super::department_add::Adding;
use super::department_delete::{DeleteDepartment, Deleting};
use super::department_heads::{Heading, HeadsDialog};
use super::department_menu::{Verbs, menu};
use super::department_move::{MoveDialog, Moving, drop_at};
use super::department_rename::rename;
use super::place::Place;
use super::words;
use crate::ui::kit::tree::NodeMenu;
use crate::ui::kit::{SearchBox, Tree, TreeMove, TreeNode};
use crate::ui::load::Loaded;
use crate::ui::{format, labels, may, w};
use leptos::prelude::*;
use model::department::Department;
use model::member::Source;
use model::permission::Permission;
use std::sync::Arc;

/// The tree; `on_chosen` is told when a department was chosen, so that a sheet can close.
#[component]
pub fn TreePanel(place: Place, adding: Adding, #[prop(into)] on_chosen: Callback<()>) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let renaming = RwSignal::new(None::<String>);
    let verbs = Verbs { adding, heading: Heading::new(), moving: Moving::new(), deleting: Deleting::new(), renaming };
    let nodes = Signal::derive(move || {
        let below = place.is_below();
        place
            .tree
            .with(|tree| tree.iter().map(|department| node(department, below)).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let selected = Signal::derive(move || place.chosen());
    let choose = move |id: String| {
        place.department.set(&id);
        on_chosen.run(());
    };
    let nothing = move || {
        let wanted = search.get().trim().to_lowercase();
        let found = nodes.with(|nodes| nodes.iter().any(|node| node.label.to_lowercase().contains(&wanted)));
        (!found).then(|| view! { <p class="faint members-tree-none" role="status">{words().no_departments_found}</p> })
    };
    let tree = move || {
        let label = w().common.departments;
        if may(Permission::DepartmentsWrite) {
            let menu: NodeMenu = Arc::new(move |node: &TreeNode| menu(place, verbs, &node.id));
            view! {
                <Tree
                    name="departments"
                    label
                    nodes
                    selected
                    on_select=choose
                    on_rename=move |(id, name): (String, String)| rename(place, &id, name)
                    on_move=move |to: TreeMove| drop_at(place, to)
                    menu
                    search
                    renaming
                />
            }
            .into_any()
        } else {
            view! { <Tree name="departments" label nodes selected on_select=choose search/> }.into_any()
        }
    };
    view! {
        <SearchBox label=words().search_departments value=search on_search=move |text: String| search.set(text) minor=true/>
        <Loaded from=place.tree let:_tree>
            {tree()}
            {nothing}
        </Loaded>
        <HeadsDialog heading=verbs.heading/>
        <MoveDialog place moving=verbs.moving/>
        <DeleteDepartment place deleting=verbs.deleting/>
    }
}

fn node(department: &Department, below: bool) -> TreeNode {
    let count = if below { department.member_count_total } else { department.member_count };
    TreeNode {
        id: department.id.0.clone(),
        parent: department.parent_id.as_ref().map(|parent| parent.0.clone()),
        label: department.name.clone(),
        note: format::number(count),
        locked: locked(department),
    }
}

/// Why a department can neither be renamed, moved nor deleted here, if it cannot.
pub fn locked(department: &Department) -> Option<String> {
    let reason = match (department.source, &department.parent_id) {
        (_, None) => words().root_locked,
        (Source::WeCom | Source::Scim, _) => labels().lock_upstream,
        (Source::Manual, _) => return None,
    };
    Some(reason.to_owned())
}
