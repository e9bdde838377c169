//! The tree of departments. Small enough to be kept whole: 30 000 is the platform's own limit.

use std::collections::{BTreeMap, BTreeSet};

use super::{mix, names, pick};

pub(crate) const ROOT: u32 = 1;
/// Deeper is refused by the platform; generated trees stay well above.
const GENERATED_DEPTH: usize = 9;

#[derive(Debug, Clone)]
pub(crate) struct Department {
    pub(crate) name: String,
    pub(crate) name_en: String,
    pub(crate) parent: u32,
    pub(crate) order: u32,
    /// Its share of the members, beside the others.
    pub(crate) weight: u32,
}

pub(crate) struct Departments {
    nodes: BTreeMap<u32, Department>,
    children: BTreeMap<u32, BTreeSet<u32>>,
}

impl Departments {
    /// A trading company's tree, level by level, until there are `count`; beyond the written names, one department in
    /// eight goes below the one before it and makes a deep branch.
    pub(crate) fn generate(seed: u64, count: u32, company: &str) -> Self {
        let mut tree = Self { nodes: BTreeMap::new(), children: BTreeMap::new() };
        tree.put(
            ROOT,
            Department { name: company.to_owned(), name_en: String::new(), parent: 0, order: 100_000_000, weight: 1 },
        );
        let count = count.clamp(1, 30_000);
        for (parent, name, name_en, weight) in planned() {
            if tree.len() >= count {
                return tree;
            }
            let Some(parent) = parent.map_or(Some(ROOT), |name| tree.named(name)) else { continue };
            tree.grow(parent, name.to_owned(), name_en, weight);
        }
        while tree.len() < count {
            let number = mix(seed, 1, u64::from(tree.len()));
            let last = tree.next_id() - 1;
            let parent = if number.is_multiple_of(8) && tree.line(last).count() < GENERATED_DEPTH {
                last
            } else {
                2 + u32::try_from((number >> 8) % u64::from(last.max(2) - 1)).unwrap_or(0)
            };
            let parent = if tree.line(parent).count() < GENERATED_DEPTH { parent } else { ROOT };
            let word = pick(&names::MORE, number >> 40);
            let free = (1..).map(|n| if n == 1 { word.to_owned() } else { format!("{word}{n}") });
            let name = free.take(40_000).find(|name| tree.sibling(parent, name).is_none());
            tree.grow(parent, name.unwrap_or_else(|| format!("{word}-{last}")), "", 4);
        }
        tree
    }

    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn get(&self, id: u32) -> Option<&Department> {
        self.nodes.get(&id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &Department)> {
        self.nodes.iter().map(|(id, department)| (*id, department))
    }

    pub(crate) fn children(&self, id: u32) -> impl Iterator<Item = u32> {
        self.children.get(&id).into_iter().flatten().copied()
    }

    /// A department and all below it, parents first.
    pub(crate) fn below(&self, id: u32) -> Vec<u32> {
        let mut found = vec![id];
        let mut at = 0;
        while at < found.len() {
            found.extend(self.children(found[at]));
            at += 1;
        }
        found
    }

    /// A department and its parents up to the root.
    pub(crate) fn line(&self, id: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(self.nodes.contains_key(&id).then_some(id), |id| {
            self.nodes.get(id).map(|department| department.parent).filter(|parent| *parent != 0)
        })
        .take(64)
    }

    /// The number of departments from the deepest one below `id` up to `id`.
    pub(crate) fn height(&self, id: u32) -> usize {
        1 + self.children(id).map(|child| self.height(child)).max().unwrap_or(0)
    }

    pub(crate) fn sibling(&self, parent: u32, name: &str) -> Option<u32> {
        self.children(parent).find(|id| self.nodes.get(id).is_some_and(|department| department.name == name))
    }

    pub(crate) fn next_id(&self) -> u32 {
        self.nodes.last_key_value().map_or(ROOT, |(id, _)| id + 1)
    }

    pub(crate) fn put(&mut self, id: u32, department: Department) {
        let parent = department.parent;
        if let Some(old) = self.nodes.insert(id, department)
            && let Some(children) = self.children.get_mut(&old.parent)
        {
            children.remove(&id);
        }
        self.children.entry(parent).or_default().insert(id);
    }

    pub(crate) fn remove(&mut self, id: u32) {
        if let Some(old) = self.nodes.remove(&id)
            && let Some(children) = self.children.get_mut(&old.parent)
        {
            children.remove(&id);
        }
    }

    fn named(&self, name: &str) -> Option<u32> {
        self.nodes.iter().find(|(_, department)| department.name == name).map(|(id, _)| *id)
    }

    fn grow(&mut self, parent: u32, name: String, name_en: &str, weight: u32) {
        let id = self.next_id();
        let order = 100_000 - id.min(90_000);
        self.put(id, Department { name, name_en: name_en.to_owned(), parent, order, weight });
    }
}

/// The written tree, level by level: parent's name (none is the root), name, English name, weight.
fn planned() -> impl Iterator<Item = (Option<&'static str>, &'static str, &'static str, u32)> {
    let first = names::TREE.iter().map(|(name, name_en, weight, _)| (None, *name, *name_en, *weight));
    let second = names::TREE
        .iter()
        .flat_map(|(top, _, _, below)| below.iter().map(|(name, weight, _)| (Some(*top), *name, "", *weight)));
    let third = names::TREE
        .iter()
        .flat_map(|(_, _, _, below)| below.iter())
        .flat_map(|(above, _, below)| below.iter().map(|name| (Some(*above), *name, "", 9)));
    first.chain(second).chain(third)
}
