//! Department paths: found, found by their name alone, or to be made.
//!
//! A path is walked down from the top, so whatever a file says, no department can come to lie below itself.

use super::super::judge::{Judged, listed};
use super::{Found, Rules};
use crate::departments::rows::Row;
use crate::keys::fold;
use crate::{Conn, Result, Viewer};
use model::import::{ImportField, IssueCode, Level};
use model::text::department_name;
use model::{DepartmentId, limits};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A department that a row names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::imports) struct Place {
    /// Its id; `None` for one that is to be made first.
    pub id: Option<DepartmentId>,
    /// Its names from below the top down.
    pub path: Vec<String>,
}

/// The departments of an organisation.
pub(in crate::imports) struct Tree {
    nodes: HashMap<DepartmentId, Row>,
    below: HashMap<(DepartmentId, String), DepartmentId>,
    named: HashMap<String, Vec<DepartmentId>>,
    root: DepartmentId,
}

impl Tree {
    /// All of them, in one statement.
    pub async fn load(conn: &mut Conn, viewer: &Viewer) -> Result<Self> {
        let rows: Vec<Row> = sqlx::query_as(
            "select id, parent_id, name, path, depth, position, source, revision from departments where organisation_id = $1",
        )
        .bind(&viewer.organisation)
        .fetch_all(conn)
        .await?;
        let root = rows.iter().find(|row| row.parent_id.is_none()).map(|row| row.id.clone());
        let root = root.ok_or_else(|| crate::Error::Broken("an organisation without a top".to_owned()))?;
        let mut tree = Self { nodes: HashMap::new(), below: HashMap::new(), named: HashMap::new(), root };
        for row in rows {
            if let Some(parent) = &row.parent_id {
                tree.below.insert((parent.clone(), fold(&row.name)), row.id.clone());
                tree.named.entry(fold(&row.name)).or_default().push(row.id.clone());
            }
            tree.nodes.insert(row.id.clone(), row);
        }
        Ok(tree)
    }

    fn step(&self, from: &DepartmentId, name: &str) -> Option<&DepartmentId> {
        self.below.get(&(from.clone(), fold(name)))
    }

    /// How far down a path exists, and the department there.
    fn walk<'a>(&'a self, from: &'a DepartmentId, parts: &[String]) -> (usize, &'a DepartmentId) {
        let mut at = from;
        for (steps, part) in parts.iter().enumerate() {
            match self.step(at, part) {
                Some(next) => at = next,
                None => return (steps, at),
            }
        }
        (parts.len(), at)
    }

    /// Its stored path of ids.
    pub fn path_of(&self, id: &DepartmentId) -> &str {
        self.nodes.get(id).map_or("", |row| row.path.as_str())
    }

    /// Its names from below the top down; the top's own for the top.
    pub fn names(&self, id: &DepartmentId) -> Vec<String> {
        let mut names = Vec::new();
        let mut at = self.nodes.get(id);
        while let Some(row) = at.filter(|row| row.parent_id.is_some()) {
            names.push(row.name.clone());
            at = row.parent_id.as_ref().and_then(|parent| self.nodes.get(parent));
        }
        names.reverse();
        names
    }

    /// The path for people.
    pub fn shown(&self, place: &Place) -> String {
        if !place.path.is_empty() {
            return place.path.join("/");
        }
        self.nodes.get(&self.root).map(|row| row.name.clone()).unwrap_or_default()
    }

    /// The department that stands for the organisation.
    pub fn root(&self) -> &DepartmentId {
        &self.root
    }

    fn place(&self, id: &DepartmentId) -> Place {
        Place { id: Some(id.clone()), path: self.names(id) }
    }
}

/// What became of a path.
enum Reached {
    /// It is this department.
    Here(Place),
    /// It is the only department of this name.
    ByName(Place),
    /// Several have this name.
    Several,
    /// As far as the department, it exists.
    Partly(DepartmentId, Vec<String>),
}

impl Rules<'_> {
    /// Takes a departments cell apart: several paths with semicolons.
    pub(super) fn paths(&self, text: &str, judged: &mut Judged<Found>) {
        let delimiter = self.base.delimiter;
        let paths = listed(text);
        judged.of.paths = paths
            .map(|path| {
                let path = path.trim_matches(|c: char| c == delimiter || c.is_whitespace());
                path.split(delimiter).map(|part| part.trim().to_owned()).collect()
            })
            .collect();
    }

    fn find(&self, parts: &[String]) -> Reached {
        let tree = &self.tree;
        let (steps, at) = tree.walk(&tree.root, parts);
        if steps == parts.len() {
            return Reached::Here(tree.place(at));
        }
        let first = parts.first().map(|part| fold(part)).unwrap_or_default();
        // Paths may begin at the top's own name, or, for a scoped admin, at one of his departments: so our exports write them.
        let tops =
            self.base.viewer.scope.iter().flatten().filter_map(|path| path.trim_end_matches('/').rsplit('/').next());
        let tops = std::iter::once(tree.root.as_str()).chain(tops).map(DepartmentId::from);
        let mut partly = (tree.root.clone(), parts[steps..].to_vec(), at.clone());
        if steps == 0 {
            for top in tops {
                let Some(row) = tree.nodes.get(&top).filter(|row| fold(&row.name) == first) else { continue };
                let (steps, at) = tree.walk(&row.id, &parts[1..]);
                if steps + 1 == parts.len() {
                    return Reached::Here(tree.place(at));
                }
                partly = (row.id.clone(), parts[steps + 1..].to_vec(), at.clone());
            }
        }
        if let [name] = parts {
            let all = tree.named.get(&fold(name)).into_iter().flatten();
            let seen: Vec<&DepartmentId> = all.filter(|id| self.base.viewer.sees_path(tree.path_of(id))).collect();
            match seen.as_slice() {
                [] => {}
                [one] => return Reached::ByName(tree.place(one)),
                _ => return Reached::Several,
            }
        }
        Reached::Partly(partly.2, partly.1)
    }

    /// Finds the departments of a row, or says what is in the way.
    pub(super) fn place(&self, judged: &mut Judged<Found>) {
        let paths = std::mem::take(&mut judged.of.paths);
        if paths.len() > limits::MEMBER_DEPARTMENTS {
            let limit = limits::MEMBER_DEPARTMENTS.to_string();
            self.say(judged, Level::Error, IssueCode::TooManyDepartments, &[("limit", &limit)]);
            return;
        }
        for parts in &paths {
            let shown = parts.join(&self.base.delimiter.to_string());
            if let Some(place) = self.place_one(judged, parts, &shown)
                && !judged.of.person.departments.contains(&place)
            {
                judged.of.person.departments.push(place);
            }
        }
        if self.base.viewer.scope.is_some() && paths.is_empty() && judged.of.here.is_none() {
            self.say(judged, Level::Error, IssueCode::DepartmentNeeded, &[]);
        }
    }

    fn place_one(&self, judged: &mut Judged<Found>, parts: &[String], shown: &str) -> Option<Place> {
        let place = match self.find(parts) {
            Reached::Here(place) => place,
            Reached::ByName(place) => {
                let path = self.tree.shown(&place);
                self.say(judged, Level::Info, IssueCode::DepartmentFound, &[("path", &path)]);
                place
            }
            Reached::Several => {
                self.say(judged, Level::Error, IssueCode::DepartmentAmbiguous, &[("path", shown)]);
                return None;
            }
            Reached::Partly(at, rest) => return self.make_department(judged, &at, &rest, shown),
        };
        let path = place.id.as_ref().map_or("", |id| self.tree.path_of(id));
        let is_in_already =
            judged.of.here.as_ref().is_some_and(|here| here.places.iter().any(|(id, _)| Some(id) == place.id.as_ref()));
        if !self.base.viewer.sees_path(path) && !is_in_already {
            self.say(judged, Level::Error, IssueCode::DepartmentOutsideScope, &[("path", shown)]);
            return None;
        }
        Some(place)
    }

    /// A department that is not here.
    fn make_department(
        &self,
        judged: &mut Judged<Found>,
        at: &DepartmentId,
        rest: &[String],
        shown: &str,
    ) -> Option<Place> {
        let mut path = self.tree.names(at);
        let known = path.len();
        let mut sound = true;
        for part in rest {
            match department_name(part) {
                Ok(name) => path.push(name),
                Err(_) => sound = false,
            }
        }
        let limit = limits::DEPTH.to_string();
        let (code, limit) = if !sound {
            (IssueCode::DepartmentBadName, "")
        } else if !self.base.options.create_departments {
            (IssueCode::DepartmentUnknown, "")
        } else if path.len() > limits::DEPTH {
            (IssueCode::DepartmentTooDeep, limit.as_str())
        } else if !self.base.viewer.sees_path(self.tree.path_of(at)) {
            (IssueCode::DepartmentOutsideScope, "")
        } else {
            let whole = path.join("/");
            self.say(judged, Level::Info, IssueCode::DepartmentCreated, &[("path", &whole)]);
            for length in known + 1..=path.len() {
                let part = path[..length].join("/");
                if !judged.makes.contains(&part) {
                    judged.makes.push(part);
                }
            }
            return Some(Place { id: None, path });
        };
        self.say(judged, Level::Error, code, &[("path", shown), ("limit", limit)]);
        None
    }

    fn say(&self, judged: &mut Judged<Found>, level: Level, code: IssueCode, params: &[(&str, &str)]) {
        judged.issues.push(self.base.issue(level, Some(ImportField::Departments), code, params));
    }
}
