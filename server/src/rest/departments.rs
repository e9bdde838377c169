//! `/departments`

use super::page::{Asked, Listed, Paging};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::departments;
use domain::page::{Cursor, page};
use model::department::{ChangeDepartment, Department as Known, NewDepartment};
use model::{DepartmentId, MemberId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A department.
#[derive(Debug, Serialize, ToSchema)]
pub struct Department {
    id: String,
    /// Unique among its siblings.
    name: String,
    /// The department above; null for the top, which stands for the organisation.
    #[schema(required)]
    parent_id: Option<String>,
    /// Place among its siblings, from 0.
    order: i64,
    /// The members who head it.
    head_ids: Vec<String>,
    /// Active members right inside.
    member_count: i64,
    /// Active members inside and below, each once.
    member_count_total: i64,
}

impl From<Known> for Department {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            name: known.name,
            parent_id: known.parent_id.map(|id| id.0),
            order: known.position,
            head_ids: known.heads.into_iter().map(|head| head.member_id.0).collect(),
            member_count: known.member_count,
            member_count_total: known.member_count_total,
        }
    }
}

fn shown(known: Known) -> Shown<Department> {
    let revision = known.revision;
    Shown::now(known.into(), revision)
}

/// List departments
///
/// All of the tree, oldest first.
#[utoipa::path(
    get, path = "/departments", tag = "Departments", operation_id = "listDepartments", params(Paging),
    security(("key" = ["departments.read"])), responses((status = 200, body = Listed<Department>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
) -> Told<Json<Listed<Department>>> {
    let request = paging.request()?;
    let (wanted, cursor) = (request.rows(), Cursor::of(&request)?);
    // Counts of what is below need the whole tree anyway, and it has some thousands of nodes at most.
    let mut all = departments::tree(&edge.services, &caller.viewer).await?;
    let total = request.count.then(|| i64::try_from(all.len()).unwrap_or(i64::MAX));
    // By id, which is by age: in the tree's own order, one that is moved between two pages would come twice or never.
    all.sort_by(|one, other| one.id.cmp(&other.id));
    if let Some(cursor) = cursor {
        all.retain(|row| row.id.0 > cursor.id);
    }
    all.truncate(usize::try_from(wanted + 1).unwrap_or(usize::MAX));
    let page = page(all, wanted, total, |row| Cursor { key: String::new(), id: row.id.0.clone() });
    Ok(Json(Listed::of(page, Department::from)))
}

/// A department to be added.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AddDepartment {
    name: String,
    /// The department above.
    parent_id: String,
}

/// Add a department
///
/// As the last one below its parent.
#[utoipa::path(
    post, path = "/departments", tag = "Departments", operation_id = "addDepartment", request_body = AddDepartment,
    security(("key" = ["departments.write"])), responses((status = 201, body = Department)),
)]
pub async fn add(
    State(edge): Place,
    Extension(caller): Key,
    Sent(sent): Sent<AddDepartment>,
) -> Told<Shown<Department>> {
    let new = NewDepartment { parent_id: DepartmentId(sent.parent_id), name: sent.name };
    let known = departments::add(&edge.services, &caller.viewer, &new).await?;
    let (revision, path) = (known.revision, format!("/departments/{}", known.id));
    Ok(Shown::made(known.into(), revision, &path))
}

/// Read a department
#[utoipa::path(
    get, path = "/departments/{id}", tag = "Departments", operation_id = "getDepartment",
    params(("id" = String, Path)),
    security(("key" = ["departments.read"])), responses((status = 200, body = Department)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Department>> {
    Ok(shown(departments::get(&edge.services, &caller.viewer, &DepartmentId(id)).await?))
}

/// What is to be different. Fields that are not sent stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeOfDepartment {
    name: Option<String>,
    /// The department above.
    parent_id: Option<String>,
    /// Place among its siblings, from 0.
    #[schema(minimum = 0)]
    order: Option<i64>,
    /// The sibling that it is put before, instead of `order`.
    before: Option<String>,
    /// The members who head it.
    head_ids: Option<Vec<String>>,
}

/// Change a department
///
/// All of it or nothing.
#[utoipa::path(
    patch, path = "/departments/{id}", tag = "Departments", operation_id = "changeDepartment",
    params(("id" = String, Path)), request_body = ChangeOfDepartment,
    security(("key" = ["departments.write"])), responses((status = 200, body = Department)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(sent): Sent<ChangeOfDepartment>,
) -> Told<Shown<Department>> {
    let change = ChangeDepartment {
        id: DepartmentId(id),
        revision: revision.of(),
        name: sent.name,
        parent_id: sent.parent_id.map(DepartmentId),
        before: sent.before.map(DepartmentId),
        order: sent.order,
        heads: sent.head_ids.map(|ids| ids.into_iter().map(MemberId).collect()),
    };
    Ok(shown(departments::change(&edge.services, &caller.viewer, &change).await?))
}

/// Delete an empty department
#[utoipa::path(
    delete, path = "/departments/{id}", tag = "Departments", operation_id = "deleteDepartment",
    params(("id" = String, Path)),
    security(("key" = ["departments.write"])), responses((status = 204)),
)]
pub async fn delete(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<StatusCode> {
    departments::delete(&edge.services, &caller.viewer, &DepartmentId(id), revision.of()).await?;
    Ok(StatusCode::NO_CONTENT)
}
