//! Where on the page one is: the parameters of the URL and the tree they point into.

use crate::api::{departments, roles};
use crate::ui::live::use_hint;
use crate::ui::load::{Loader, load};
use crate::ui::param::{Param, param};
use crate::ui::w;
use leptos::prelude::*;
use model::department::Department;
use model::member::{MemberQuery, MemberSort, Source, Status};
use model::role::{RoleKey, Roles};
use model::{DepartmentId, MemberId};

/// Value of the parameter `below` when the departments below do not count.
pub const NOT_BELOW: &str = "no";

/// The state of the page, all of it in the URL.
#[derive(Clone, Copy)]
pub struct Place {
    pub department: Param,
    pub below: Param,
    pub status: Param,
    pub search: Param,
    pub role: Param,
    pub source: Param,
    pub position: Param,
    pub location: Param,
    pub sort: Param,
    /// The member whose drawer is open.
    pub open: Param,
    /// All departments, parents before children.
    pub tree: Loader<Vec<Department>>,
    /// The roles of the organisation's own.
    pub roles: Loader<Roles>,
}

/// Reads the URL. Call it once, at the top of the page.
pub fn place() -> Place {
    let changed = use_hint(&["departments", "members"]);
    let roles_changed = use_hint(&["roles"]);
    Place {
        department: param("department"),
        below: param("below"),
        status: param("status"),
        search: param("search"),
        role: param("role"),
        source: param("source"),
        position: param("position"),
        location: param("location"),
        sort: param("sort"),
        open: param("open"),
        tree: load(move || changed.get(), |_| departments::tree()),
        roles: load(move || roles_changed.get(), |_| roles::list()),
    }
}

impl Place {
    /// The filters that can be cleared, by the names of their parameters.
    pub const FILTERS: [&'static str; 5] = ["search", "role", "source", "position", "location"];

    /// Whether the departments below count.
    pub fn is_below(&self) -> bool {
        self.below.get() != NOT_BELOW
    }
    /// The chosen department; without one the top of what the viewer sees, if that is one department.
    pub fn chosen(&self) -> Option<String> {
        self.department.some().or_else(|| self.top())
    }
    fn top(&self) -> Option<String> {
        self.tree.with(|tree| tree.first().filter(|first| first.parent_id.is_none()).map(|first| first.id.0.clone()))?
    }
    /// The present status: the tab.
    pub fn present_status(&self) -> Status {
        Status::from_word(&self.status.get()).unwrap_or(Status::Active)
    }
    /// The filters without status, order and page.
    pub fn filters(&self) -> MemberQuery {
        let below = self.is_below();
        // Everybody includes those without a department; that needs no department at all.
        let department = self.department.some().or_else(|| if below { None } else { self.top() });
        MemberQuery {
            department: department.map(DepartmentId),
            below,
            search: self.search.get(),
            role: RoleKey::parse(&self.role.get()),
            source: Source::from_word(&self.source.get()),
            position: self.position.some(),
            location: self.location.some(),
            ..MemberQuery::default()
        }
    }
    /// The whole query, without the page.
    pub fn query(&self) -> MemberQuery {
        MemberQuery {
            statuses: vec![self.present_status()],
            sort: MemberSort::from_word(&self.sort.get()),
            ..self.filters()
        }
    }
    /// The name of the role that the filter is set to.
    pub fn role_name(&self) -> Option<String> {
        match RoleKey::parse(&self.role.get())? {
            RoleKey::BuiltIn(role) => Some(w().common.role_name(role).to_owned()),
            RoleKey::Own(id) => {
                let name = |roles: &Roles| roles.own.iter().find(|role| role.id == id).map(|role| role.name.clone());
                // Until the names are there, and of a role that is gone, the filter is still in force.
                Some(self.roles.with(name).flatten().unwrap_or_else(|| "…".to_owned()))
            }
        }
    }
    /// Whether any filter that can be cleared is in force.
    pub fn is_filtered(&self) -> bool {
        [self.search, self.role, self.source, self.position, self.location].iter().any(|param| param.some().is_some())
    }
    /// The department of an id, as the tree has it now.
    pub fn find(&self, id: &str) -> Option<Department> {
        self.tree.with(|tree| tree.iter().find(|department| department.id.as_str() == id).cloned()).flatten()
    }
    /// As [`Self::find`], for handlers.
    pub fn find_now(&self, id: &str) -> Option<Department> {
        untrack(|| self.find(id))
    }
    /// The chosen department with those above it, the highest first.
    pub fn path(&self) -> Vec<Department> {
        let mut path = Vec::new();
        let mut next = self.chosen().and_then(|id| self.find(&id));
        while let Some(department) = next {
            next = department.parent_id.as_ref().and_then(|id| self.find(id.as_str()));
            path.push(department);
        }
        path.reverse();
        path
    }
    /// Whether the URL names a department that is not there.
    pub fn is_gone(&self) -> bool {
        let Some(id) = self.department.some() else { return false };
        self.tree.with(|tree| !tree.iter().any(|department| department.id.0 == id)).unwrap_or(false)
    }
    /// The address of a member's drawer over the present list.
    pub fn member_link(&self, id: &MemberId) -> String {
        self.open.link(id.as_str())
    }
}
