//! Departments [D 90208, 95350, 95351].

use std::collections::HashMap;

use serde::Deserialize;

use super::{
    client::WeCom,
    config::Credential,
    error::{Decision, WeComError},
    types::{Department, DepartmentId, lenient},
};

/// A department as far as both credentials together tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentNode {
    pub id: DepartmentId,
    /// 0 for the root.
    pub parent_id: i64,
    /// Larger comes first.
    pub order: i64,
    /// `None` outside the application's visible range: it exists, but its name cannot be read. Keep the name known
    /// before, do not write an empty one.
    pub detail: Option<Department>,
}

#[derive(Deserialize)]
struct SimpleList {
    #[serde(default, deserialize_with = "lenient::list")]
    department_id: Vec<Department>,
}

#[derive(Deserialize)]
struct List {
    #[serde(default, deserialize_with = "lenient::list")]
    department: Vec<Department>,
}

#[derive(Deserialize)]
struct Get {
    department: Department,
}

impl WeCom {
    /// Every department: ids, parents and order from the contact-sync secret, names as far as they can be read.
    /// Parents come before their children.
    pub async fn departments(&self) -> Result<Vec<DepartmentNode>, WeComError> {
        let ids = self.department_ids(Credential::Contact).await?;
        let mut named: HashMap<_, _> = match self.department_details().await {
            Ok(list) => list.into_iter().map(|department| (department.id, department)).collect(),
            // One answer with all names can be too big; then each department is asked for.
            Err(error) if error.decision() == Decision::AskForLess => self.each_department(&ids).await?,
            Err(error) => return Err(error),
        };
        let mut nodes: Vec<_> = ids
            .into_iter()
            .map(|Department { id, parent_id, order, .. }| DepartmentNode {
                id,
                parent_id,
                order,
                detail: named.remove(&id),
            })
            .collect();
        parents_first(&mut nodes);
        Ok(nodes)
    }

    /// `department/simplelist`: everything for the contact-sync secret, the visible range for the application. Names
    /// are empty.
    pub async fn department_ids(&self, credential: Credential) -> Result<Vec<Department>, WeComError> {
        let list: SimpleList = self.get(credential, "department/simplelist", &[]).await?;
        Ok(list.department_id)
    }

    /// `department/list`: with names, inside what the reading credential may see.
    pub async fn department_details(&self) -> Result<Vec<Department>, WeComError> {
        let list: List = self.get_detail("department/list", &[]).await?;
        Ok(list.department)
    }

    /// `department/get`. 60003 or 60011 when it does not exist or is out of sight.
    pub async fn department(&self, id: DepartmentId) -> Result<Department, WeComError> {
        let got: Get = self.get_detail("department/get", &[("id", &id.to_string())]).await?;
        Ok(got.department)
    }

    async fn each_department(&self, ids: &[Department]) -> Result<HashMap<DepartmentId, Department>, WeComError> {
        let mut named = HashMap::with_capacity(ids.len());
        for Department { id, .. } in ids {
            match self.department(*id).await {
                Ok(department) => drop(named.insert(*id, department)),
                Err(error) if error.decision() == Decision::Skip => {}
                Err(error) => return Err(error),
            }
        }
        Ok(named)
    }
}

/// Who writes children before parents leaves a broken tree. Sorts by depth; a loop, which the platform forbids, ends.
fn parents_first(nodes: &mut [DepartmentNode]) {
    let parents: HashMap<i64, i64> = nodes.iter().map(|node| (i64::from(node.id), node.parent_id)).collect();
    let depth = |id: i64| std::iter::successors(Some(id), |at| parents.get(at).copied()).take(64).count();
    nodes.sort_by_cached_key(|node| (depth(i64::from(node.id)), node.id));
}
