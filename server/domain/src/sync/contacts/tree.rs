//! The tree of departments there.

use crate::{Conn, Result};
use std::collections::HashMap;

/// The tree there, by id.
pub(super) struct Tree {
    pub(super) parents: HashMap<String, String>,
    pub(super) names: HashMap<String, String>,
}

impl Tree {
    /// The tree as the run read it.
    pub(super) async fn load(conn: &mut Conn, run: &model::RunId) -> Result<Self> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("select external_id, parent_id, name from staged_departments where run_id = $1")
                .bind(run)
                .fetch_all(conn)
                .await?;
        let parents = rows.iter().map(|(id, parent, _)| (id.clone(), parent.clone())).collect();
        let names = rows.into_iter().map(|(id, _, name)| (id, name)).collect();
        Ok(Self { parents, names })
    }
    pub(super) fn depth(&self, id: &str) -> i64 {
        std::iter::successors(Some(id), |id| self.parents.get(*id).map(String::as_str)).take(32).count() as i64
    }
    /// The names from below the root to a department.
    pub(super) fn path(&self, id: &str) -> String {
        let mut names: Vec<&str> = std::iter::successors(Some(id), |id| self.parents.get(*id).map(String::as_str))
            .take(32)
            .filter(|id| self.parents.get(*id).is_some_and(|parent| !parent.is_empty()))
            .filter_map(|id| self.names.get(id).map(String::as_str))
            .collect();
        names.reverse();
        names.join(" / ")
    }
}
