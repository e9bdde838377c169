//! The organisation, to choose in which department the successor is looked for.

use super::words;
use crate::api::departments;
use crate::ui::format;
use crate::ui::kit::{SearchBox, Tree, TreeNode};
use crate::ui::load::{Loaded, Loader, load};
use leptos::prelude::*;
use model::DepartmentId;
use model::department::Department;

/// The tree, and what is chosen in it.
#[derive(Clone, Copy)]
pub struct Place {
    /// The chosen department; `None` for everybody.
    pub department: RwSignal<Option<DepartmentId>>,
    tree: Loader<Vec<Department>>,
}

impl Place {
    /// Everybody is chosen.
    pub fn new() -> Self {
        Self { department: RwSignal::new(None), tree: load(|| (), |()| departments::tree()) }
    }
    /// The name of the chosen department.
    pub fn name(self) -> Option<String> {
        let id = self.department.get()?;
        self.tree.with(|tree| tree.iter().find(|one| one.id == id).map(|one| one.name.clone())).flatten()
    }
    /// The root stands for the organisation: everybody.
    fn top(self) -> Option<String> {
        self.tree.with(|tree| tree.iter().find(|one| one.parent_id.is_none()).map(|one| one.id.0.clone())).flatten()
    }
}

/// The tree with its search box.
#[component]
pub fn PlaceTree(
    /// What is chosen.
    place: Place,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let nodes =
        Signal::derive(move || place.tree.with(|tree| tree.iter().map(node).collect::<Vec<_>>()).unwrap_or_default());
    let selected = Signal::derive(move || place.department.get().map(|id| id.0).or_else(|| place.top()));
    let choose = move |id: String| {
        let everybody = untrack(|| place.top()).is_some_and(|top| top == id);
        place.department.set((!everybody).then_some(DepartmentId(id)));
    };
    let nothing = move || {
        let wanted = search.get().trim().to_lowercase();
        let found = nodes.with(|nodes| nodes.iter().any(|node| node.label.to_lowercase().contains(&wanted)));
        (!found).then(|| view! { <p class="faint" role="status">{words().no_departments}</p> })
    };
    view! {
        <div class="seat-tree">
            <SearchBox
                label=words().search_departments
                value=search
                on_search=move |text: String| search.set(text)
                minor=true
            />
            <Loaded from=place.tree let:_tree>
                <Tree name="seat-departments" label=words().departments nodes selected on_select=choose search/>
                {nothing}
            </Loaded>
        </div>
    }
}

fn node(department: &Department) -> TreeNode {
    TreeNode {
        id: department.id.0.clone(),
        parent: department.parent_id.as_ref().map(|parent| parent.0.clone()),
        label: department.name.clone(),
        note: format::number(department.member_count),
        locked: None,
    }
}
