//! Which nodes are visible, and where a node may go: the logic of the tree without any view.

use std::collections::{BTreeSet, HashMap};

/// A node.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TreeNode {
    /// Its id.
    pub id: String,
    /// The node above.
    pub parent: Option<String>,
    /// Its name.
    pub label: String,
    /// A short text at the right: a count.
    pub note: String,
    /// Why it can neither be renamed nor moved, if it cannot.
    pub locked: Option<String>,
}

/// A wish to move a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeMove {
    /// Which.
    pub id: String,
    /// Below which.
    pub parent: String,
    /// Before which sibling; `None` puts it last.
    pub before: Option<String>,
}

/// A visible node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub node: TreeNode,
    /// From 1.
    pub level: usize,
    /// `None` without children.
    pub open: Option<bool>,
    /// Place among its siblings, from 1.
    pub place: usize,
    /// How many siblings, with itself.
    pub siblings: usize,
}

/// The nodes with their children.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sapling {
    nodes: HashMap<String, TreeNode>,
    children: HashMap<String, Vec<String>>,
    roots: Vec<String>,
}

/// Ways in which Alt with an arrow moves a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudge {
    Up,
    Down,
    /// Below the sibling before it.
    In,
    /// Beside its parent.
    Out,
}

impl Sapling {
    pub fn plant(nodes: Vec<TreeNode>) -> Self {
        let mut tree = Self::default();
        let known: BTreeSet<String> = nodes.iter().map(|node| node.id.clone()).collect();
        for node in nodes {
            match node.parent.as_ref().filter(|parent| known.contains(*parent)) {
                Some(parent) => tree.children.entry(parent.clone()).or_default().push(node.id.clone()),
                None => tree.roots.push(node.id.clone()),
            }
            tree.nodes.insert(node.id.clone(), node);
        }
        tree
    }

    fn below(&self, id: &str) -> &[String] {
        self.children.get(id).map_or(&[], Vec::as_slice)
    }

    /// The visible rows, from the top. While searching, folded nodes open where something was found below.
    pub fn visible(&self, closed: &BTreeSet<String>, search: &str) -> Vec<Row> {
        let wanted = search.trim().to_lowercase();
        let kept = (!wanted.is_empty()).then(|| self.kept(&wanted));
        let mut rows = Vec::with_capacity(self.nodes.len());
        self.walk(&self.roots, 1, closed, kept.as_ref(), &mut rows);
        rows
    }

    fn walk(
        &self,
        ids: &[String],
        level: usize,
        closed: &BTreeSet<String>,
        kept: Option<&BTreeSet<&str>>,
        rows: &mut Vec<Row>,
    ) {
        let shown = |id: &&String| kept.is_none_or(|kept| kept.contains(id.as_str()));
        let siblings = ids.iter().filter(shown).count();
        for (at, id) in ids.iter().filter(shown).enumerate() {
            let children = self.below(id);
            let has_shown = children.iter().any(|child| shown(&child));
            let open = has_shown.then(|| kept.is_some() || !closed.contains(id));
            rows.push(Row { node: self.nodes[id].clone(), level, open, place: at + 1, siblings });
            if open == Some(true) {
                self.walk(children, level + 1, closed, kept, rows);
            }
        }
    }

    fn kept(&self, wanted: &str) -> BTreeSet<&str> {
        let mut kept = BTreeSet::new();
        for node in self.nodes.values().filter(|node| node.label.to_lowercase().contains(wanted)) {
            let mut next = Some(node.id.as_str());
            while let Some(id) = next.filter(|id| !kept.contains(id)) {
                let Some(node) = self.nodes.get(id) else { break };
                kept.insert(node.id.as_str());
                next = node.parent.as_deref();
            }
        }
        kept
    }

    fn parent(&self, id: &str) -> Option<&str> {
        self.nodes.get(id)?.parent.as_deref().filter(|parent| self.nodes.contains_key(*parent))
    }

    /// Whether `id` is `above` or somewhere below it.
    pub fn is_below(&self, id: &str, above: &str) -> bool {
        let mut next = Some(id);
        while let Some(id) = next {
            if id == above {
                return true;
            }
            next = self.parent(id);
        }
        false
    }

    /// Where a step by keyboard would put a node.
    pub fn nudge(&self, id: &str, nudge: Nudge) -> Option<TreeMove> {
        let parent = self.parent(id)?;
        let siblings = self.below(parent);
        let at = siblings.iter().position(|sibling| sibling == id)?;
        let (parent, before) = match nudge {
            Nudge::Up => (parent, Some(siblings.get(at.checked_sub(1)?)?.clone())),
            Nudge::Down => {
                siblings.get(at + 1)?;
                (parent, siblings.get(at + 2).cloned())
            }
            Nudge::In => (siblings.get(at.checked_sub(1)?)?.as_str(), None),
            Nudge::Out => {
                let above = self.parent(parent)?;
                let uncles = self.below(above);
                let at = uncles.iter().position(|uncle| uncle == parent)?;
                (above, uncles.get(at + 1).cloned())
            }
        };
        Some(TreeMove { id: id.to_owned(), parent: parent.to_owned(), before })
    }

    /// Where a drop would put a node: `part` is how far down the row it is held, from 0 to 1.
    pub fn drop(&self, id: &str, onto: &str, part: f64) -> Option<TreeMove> {
        if self.is_below(onto, id) || self.nodes.get(id)?.locked.is_some() {
            return None;
        }
        let into = || TreeMove { id: id.to_owned(), parent: onto.to_owned(), before: None };
        let Some(parent) = self.parent(onto) else { return Some(into()) };
        let siblings = self.below(parent);
        let at = siblings.iter().position(|sibling| sibling == onto)?;
        let before = match part {
            part if part < 0.25 => Some(onto.to_owned()),
            part if part > 0.75 && self.below(onto).is_empty() => siblings.get(at + 1).cloned(),
            _ => return Some(into()),
        };
        // Before itself, or before what follows it, is where it is already.
        if before.as_deref() == Some(id) {
            return None;
        }
        Some(TreeMove { id: id.to_owned(), parent: parent.to_owned(), before })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Sapling {
        let node = |id: &str, parent: Option<&str>| TreeNode {
            id: id.into(),
            parent: parent.map(str::to_owned),
            label: id.to_uppercase(),
            ..TreeNode::default()
        };
        Sapling::plant(vec![
            node("root", None),
            node("a", Some("root")),
            node("b", Some("root")),
            node("c", Some("root")),
            node("b1", Some("b")),
            node("b2", Some("b")),
        ])
    }

    fn ids(rows: &[Row]) -> Vec<&str> {
        rows.iter().map(|row| row.node.id.as_str()).collect()
    }

    #[test]
    fn what_is_below_a_closed_node_is_not_visible() {
        let closed = BTreeSet::from(["b".to_owned()]);
        assert_eq!(ids(&tree().visible(&closed, "")), ["root", "a", "b", "c"]);
        assert_eq!(ids(&tree().visible(&BTreeSet::new(), "")), ["root", "a", "b", "b1", "b2", "c"]);
    }

    #[test]
    fn a_search_keeps_what_is_above_and_opens_it() {
        let closed = BTreeSet::from(["b".to_owned(), "root".to_owned()]);
        assert_eq!(ids(&tree().visible(&closed, "B2")), ["root", "b", "b2"]);
    }

    #[test]
    fn a_step_by_keyboard_keeps_within_the_tree() {
        let to = |id, nudge| tree().nudge(id, nudge).map(|to| (to.parent, to.before));
        assert_eq!(to("a", Nudge::Up), None);
        assert_eq!(to("a", Nudge::Down), Some(("root".into(), Some("c".into()))));
        assert_eq!(to("b", Nudge::Down), Some(("root".into(), None)));
        assert_eq!(to("c", Nudge::In), Some(("b".into(), None)));
        assert_eq!(to("b1", Nudge::Out), Some(("root".into(), Some("c".into()))));
        assert_eq!(to("a", Nudge::Out), None);
        assert_eq!(to("root", Nudge::Down), None);
    }

    #[test]
    fn nothing_is_dropped_into_itself() {
        assert_eq!(tree().drop("b", "b1", 0.5), None);
        assert_eq!(tree().drop("a", "root", 0.1).map(|to| to.parent), Some("root".into()));
        let to = tree().drop("c", "b1", 0.1).unwrap();
        assert_eq!((to.parent.as_str(), to.before.as_deref()), ("b", Some("b1")));
        let to = tree().drop("c", "b2", 0.9).unwrap();
        assert_eq!((to.parent.as_str(), to.before), ("b", None));
    }
}
