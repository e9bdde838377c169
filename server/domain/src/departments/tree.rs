//! Reading the tree.

use super::rows::Row;
use crate::viewer::push_path_scope;
use crate::{Db, Result, Services, Viewer};
use model::department::{Department, Head};
use model::permission::Permission;
use model::{DepartmentId, MemberId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// All departments that the viewer sees, parents before children, siblings in order. Four statements, however large.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::DepartmentsRead`].
pub async fn tree(services: &Services, viewer: &Viewer) -> Result<Vec<Department>> {
    viewer.require(Permission::DepartmentsRead)?;
    let mut conn = services.store.read().await?;
    let mut query = QueryBuilder::<Db>::new(
        "select d.id, d.parent_id, d.name, d.path, d.depth, d.position, d.source, d.revision from departments d \
         where d.organisation_id = ",
    );
    query.push_bind(viewer.organisation.clone());
    if let Some(scope) = &viewer.scope {
        query.push(" and ");
        push_path_scope(&mut query, scope);
    }
    query.push(" order by d.depth, d.position, d.id");
    let rows: Vec<Row> = query.build_query_as().fetch_all(&mut *conn).await?;

    let heads: Vec<(DepartmentId, MemberId, String)> = sqlx::query_as(
        "select h.department_id, m.id, m.name from department_heads h join members m on m.id = h.member_id \
         where h.organisation_id = $1 and m.status not in ('terminated', 'rejected') order by m.name_key, m.id",
    )
    .bind(&viewer.organisation)
    .fetch_all(&mut *conn)
    .await?;
    let inside: Vec<(DepartmentId, i64)> = sqlx::query_as(
        "select md.department_id, count(*) from member_departments md \
         join members m on m.id = md.member_id and m.status = 'active' where md.organisation_id = $1 group by md.department_id",
    )
    .bind(&viewer.organisation)
    .fetch_all(&mut *conn)
    .await?;
    // People with several departments would count twice where these meet again above; only they need a look at their paths.
    let several: Vec<(MemberId, String)> = sqlx::query_as(
        "select md.member_id, d.path from member_departments md join departments d on d.id = md.department_id \
         join members m on m.id = md.member_id and m.status = 'active' \
         where md.organisation_id = $1 and md.member_id in \
         (select member_id from member_departments where organisation_id = $1 group by member_id having count(*) > 1) \
         order by md.member_id",
    )
    .bind(&viewer.organisation)
    .fetch_all(&mut *conn)
    .await?;
    Ok(assemble(rows, heads, inside, &several))
}

fn assemble(
    rows: Vec<Row>,
    heads: Vec<(DepartmentId, MemberId, String)>,
    inside: Vec<(DepartmentId, i64)>,
    several: &[(MemberId, String)],
) -> Vec<Department> {
    let inside: HashMap<DepartmentId, i64> = inside.into_iter().collect();
    let mut heads_of: HashMap<DepartmentId, Vec<Head>> = HashMap::new();
    for (department, member_id, name) in heads {
        heads_of.entry(department).or_default().push(Head { member_id, name });
    }
    let mut totals: HashMap<String, i64> = HashMap::new();
    for row in &rows {
        let count = inside.get(&row.id).copied().unwrap_or(0);
        for id in row.path.split('/').filter(|id| !id.is_empty()) {
            *totals.entry(id.to_owned()).or_default() += count;
        }
    }
    for person in several.chunk_by(|one, other| one.0 == other.0) {
        let mut met: HashMap<&str, i64> = HashMap::new();
        for (_, path) in person {
            for id in path.split('/').filter(|id| !id.is_empty()) {
                *met.entry(id).or_default() += 1;
            }
        }
        for (id, times) in met {
            if let Some(total) = totals.get_mut(id) {
                *total -= times - 1;
            }
        }
    }
    rows.into_iter()
        .map(|row| Department {
            member_count: inside.get(&row.id).copied().unwrap_or(0),
            member_count_total: totals.get(row.id.as_str()).copied().unwrap_or(0),
            heads: heads_of.remove(&row.id).unwrap_or_default(),
            parent_id: row.parent_id,
            name: row.name,
            position: row.position,
            source: row.source,
            revision: row.revision,
            id: row.id,
        })
        .collect()
}
