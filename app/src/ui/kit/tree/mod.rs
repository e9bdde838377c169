//! A tree, after the ARIA pattern: one tab stop, arrows walk and fold, Home, End and letters jump, F2 renames in place,
//! Alt with arrows or a drag moves. Above 200 visible nodes only those in sight are in the document.

mod drag;
mod keys;
mod node;
mod rows;

pub use rows::{TreeMove, TreeNode};

use super::menu::MenuItem;
use crate::ui::dom;
use leptos::html;
use leptos::prelude::*;
use rows::{Row, Sapling};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The menu of a node, made when it opens.
pub type NodeMenu = Arc<dyn Fn(&TreeNode) -> Vec<MenuItem> + Send + Sync>;

/// Everything that the parts of one tree share.
#[derive(Clone, Copy)]
struct State {
    rows: Memo<Vec<Row>>,
    saplings: Memo<Sapling>,
    closed: RwSignal<BTreeSet<String>>,
    key: StoredValue<String>,
    selected: Signal<Option<String>>,
    /// The one with the tab stop.
    focused: RwSignal<Option<String>>,
    renaming: RwSignal<Option<String>>,
    target: RwSignal<Option<TreeMove>>,
    dragged: RwSignal<Option<String>>,
    on_select: Callback<String>,
    on_rename: Option<Callback<(String, String)>>,
    on_move: Option<Callback<TreeMove>>,
    menu: StoredValue<Option<NodeMenu>>,
    search: Signal<String>,
    holder: NodeRef<html::Div>,
}

impl State {
    fn fold(self, id: &str, closed: bool) {
        self.closed.update(|set| {
            if closed {
                set.insert(id.to_owned());
            } else {
                set.remove(id);
            }
        });
        let text = self.closed.with_untracked(|set| set.iter().cloned().collect::<Vec<_>>().join(","));
        self.key.with_value(|key| dom::remember(key, &text));
    }
    /// Gives a node the tab stop and the focus.
    fn focus(self, id: String) {
        let at = self.rows.with_untracked(|rows| rows.iter().position(|row| row.node.id == id));
        self.focused.set(Some(id.clone()));
        let holder = self.holder;
        dom::soon(move || {
            let Some(holder) = holder.get_untracked() else { return };
            if let Some(at) = at {
                node::scroll_to(&holder, at);
            }
            dom::soon(move || {
                let item = dom::within(&holder, "[role=treeitem]").into_iter();
                if let Some(item) = item.into_iter().find(|i| i.get_attribute("data-id").as_deref() == Some(&id)) {
                    dom::focus(&item);
                }
            });
        });
    }
}

/// A tree.
///
/// ```ignore
/// <Tree name="departments" label=w.departments nodes=nodes selected=selected on_select=move |id: String| department.set(&id)
///     on_rename=move |(id, name)| rename.go((id, name)) on_move=move |to: TreeMove| moved.go(to)
///     menu=Arc::new(move |node: &TreeNode| vec![MenuItem::new(w.rename, …)]) search=search.signal()/>
/// ```
#[component]
pub fn Tree(
    /// Under which the closed nodes are remembered.
    name: &'static str,
    /// What it shows, for screen readers.
    #[prop(into)]
    label: String,
    /// The nodes, siblings in their order; parents anywhere in the list.
    #[prop(into)]
    nodes: Signal<Vec<TreeNode>>,
    /// The chosen node.
    #[prop(into)]
    selected: Signal<Option<String>>,
    /// Called with the id that was chosen.
    #[prop(into)]
    on_select: Callback<String>,
    /// Called with id and new name; without it nothing can be renamed.
    #[prop(optional, into)]
    on_rename: Option<Callback<(String, String)>>,
    /// Called with what goes where; without it nothing can be moved.
    #[prop(optional, into)]
    on_move: Option<Callback<TreeMove>>,
    /// The ⋮ of a node.
    #[prop(optional)]
    menu: Option<NodeMenu>,
    /// Only nodes with these words, and those above them; the words are marked.
    #[prop(optional, into)]
    search: Signal<String>,
    /// Set it to an id to rename that node in place, as a menu does.
    #[prop(optional)]
    renaming: Option<RwSignal<Option<String>>>,
) -> impl IntoView {
    let key = ["tree", name].join(".");
    let closed = dom::recall(&key).unwrap_or_default();
    let closed: BTreeSet<String> = closed.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
    let closed = RwSignal::new(closed);
    let saplings = Memo::new(move |_| Sapling::plant(nodes.get()));
    let rows = Memo::new(move |_| {
        saplings.with(|sapling| search.with(|search| closed.with(|closed| sapling.visible(closed, search))))
    });
    let state = State {
        rows,
        saplings,
        closed,
        key: StoredValue::new(key),
        selected,
        focused: RwSignal::new(None),
        renaming: renaming.unwrap_or_else(|| RwSignal::new(None)),
        target: RwSignal::new(None),
        dragged: RwSignal::new(None),
        on_select,
        on_rename,
        on_move,
        menu: StoredValue::new(menu),
        search,
        holder: NodeRef::new(),
    };
    view! { <node::Nodes state label/> }
}
