//! Departments: the nodes of an organisation's tree.

use crate::{DepartmentId, MemberId, member::Source};
use serde::{Deserialize, Serialize};

/// A department as the tree shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// The department above; `None` for the root, which stands for the organisation.
    pub parent_id: Option<DepartmentId>,
    /// Its name, unique among its siblings.
    pub name: String,
    /// Place among its siblings, from 0.
    pub position: i64,
    /// Active members right inside.
    pub member_count: i64,
    /// Active members inside and below, each once.
    pub member_count_total: i64,
    /// Who heads it.
    pub heads: Vec<Head>,
    /// Where it came from.
    pub source: Source,
    /// Changes with every change.
    pub revision: i64,
}

/// A head of a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The member.
    pub member_id: MemberId,
    /// The member's name.
    pub name: String,
}

/// A request to add a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDepartment {
    /// The department above.
    pub parent_id: DepartmentId,
    /// Its name.
    pub name: String,
}

/// A request to move a department below another one, or to another place among its siblings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveDepartment {
    /// Which.
    pub id: DepartmentId,
    /// Below which.
    pub parent_id: DepartmentId,
    /// Before which sibling; `None` puts it last.
    pub before: Option<DepartmentId>,
    /// The revision that the mover saw.
    pub revision: i64,
}

/// A change of several things of a department at once. `None` leaves one as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeDepartment {
    /// Which.
    pub id: DepartmentId,
    /// The revision that the editor saw.
    pub revision: i64,
    /// Its name.
    pub name: Option<String>,
    /// Below which.
    pub parent_id: Option<DepartmentId>,
    /// Before which sibling.
    pub before: Option<DepartmentId>,
    /// How many siblings before it; counts before `before`.
    pub order: Option<i64>,
    /// Who heads it.
    pub heads: Option<Vec<MemberId>>,
}
