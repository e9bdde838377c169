//! Departments with their children: more than one root for somebody who sees only parts.

use model::department::Department;
use std::collections::{BTreeSet, HashMap};

/// The departments, by index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forest {
    pub departments: Vec<Department>,
    pub roots: Vec<usize>,
    children: Vec<Vec<usize>>,
    parents: Vec<Option<usize>>,
    by_id: HashMap<String, usize>,
}

impl Forest {
    /// Plants what the server answered; siblings stay in their order.
    pub fn plant(departments: Vec<Department>) -> Self {
        let by_id: HashMap<String, usize> =
            departments.iter().enumerate().map(|(at, department)| (department.id.0.clone(), at)).collect();
        let parent = |department: &Department| by_id.get(department.parent_id.as_ref()?.as_str()).copied();
        let parents: Vec<Option<usize>> = departments.iter().map(parent).collect();
        let mut children = vec![Vec::new(); departments.len()];
        let mut roots = Vec::new();
        for (at, parent) in parents.iter().enumerate() {
            match parent {
                Some(parent) => children[*parent].push(at),
                None => roots.push(at),
            }
        }
        Self { departments, roots, children, parents, by_id }
    }
    /// The index of an id.
    pub fn at(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }
    /// The department of an id.
    pub fn find(&self, id: &str) -> Option<&Department> {
        self.departments.get(self.at(id)?)
    }
    /// The id of an index.
    pub fn id(&self, at: usize) -> String {
        self.departments.get(at).map(|department| department.id.0.clone()).unwrap_or_default()
    }
    /// The departments right below one.
    pub fn below(&self, at: usize) -> &[usize] {
        self.children.get(at).map_or(&[], Vec::as_slice)
    }
    /// The department above one.
    pub fn above(&self, at: usize) -> Option<usize> {
        self.parents.get(at).copied().flatten()
    }
    /// One department with all above it, the lowest first.
    pub fn upwards(&self, at: usize) -> Vec<usize> {
        std::iter::successors(Some(at), |at| self.above(*at)).collect()
    }
    /// What is open at the start: two levels, as long as that many cards may be drawn.
    pub fn opened(&self, limit: usize) -> BTreeSet<String> {
        let mut open = BTreeSet::new();
        let mut drawn = self.roots.len();
        let mut level = self.roots.clone();
        for _ in 0..2 {
            let mut next = Vec::new();
            for at in level {
                let below = self.below(at);
                if !below.is_empty() && drawn + below.len() <= limit {
                    drawn += below.len();
                    open.insert(self.id(at));
                    next.extend(below);
                }
            }
            level = next;
        }
        open
    }
    /// Departments whose name holds the words, in the order of the tree.
    pub fn search(&self, words: &str, most: usize) -> Vec<String> {
        let wanted = words.trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let fits = |department: &&Department| department.name.to_lowercase().contains(&wanted);
        self.departments.iter().filter(fits).take(most).map(|department| department.id.0.clone()).collect()
    }
}
