//! Departments.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::department::{Department, MoveDepartment, NewDepartment};
use model::{DepartmentId, MemberId};

/// All departments that the viewer sees, parents before children, siblings in order.
///
/// # Errors
/// What the use case refuses; see `domain::departments::tree`.
#[server(name = DepartmentTree, prefix = "/fn", endpoint = "departments/tree", input = Json, output = Json)]
pub async fn tree() -> Answer<Vec<Department>> {
    let caller = super::caller()?;
    Ok(domain::departments::tree(&caller.services, &caller.viewer).await?)
}

/// Adds a department as the last child.
///
/// # Errors
/// What the use case refuses; see `domain::departments::add`.
#[server(name = AddDepartment, prefix = "/fn", endpoint = "departments/add", input = Json, output = Json)]
pub async fn add(new: NewDepartment) -> Answer<Department> {
    let caller = super::caller()?;
    Ok(domain::departments::add(&caller.services, &caller.viewer, &new).await?)
}

/// Renames a department.
///
/// # Errors
/// What the use case refuses; see `domain::departments::rename`.
#[server(name = RenameDepartment, prefix = "/fn", endpoint = "departments/rename", input = Json, output = Json)]
pub async fn rename(id: DepartmentId, name: String, revision: i64) -> Answer<Department> {
    let caller = super::caller()?;
    Ok(domain::departments::rename(&caller.services, &caller.viewer, &id, &name, revision).await?)
}

/// Moves a department below another one or among its siblings.
///
/// # Errors
/// What the use case refuses; see `domain::departments::move_to`.
#[server(name = MoveDepartmentTo, prefix = "/fn", endpoint = "departments/move_to", input = Json, output = Json)]
pub async fn move_to(to: MoveDepartment) -> Answer<Department> {
    let caller = super::caller()?;
    Ok(domain::departments::move_to(&caller.services, &caller.viewer, &to).await?)
}

/// Deletes an empty department.
///
/// # Errors
/// What the use case refuses; see `domain::departments::delete`.
#[server(name = DeleteDepartment, prefix = "/fn", endpoint = "departments/delete", input = Json, output = Json)]
pub async fn delete(id: DepartmentId, revision: i64) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::departments::delete(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Sets who heads a department.
///
/// # Errors
/// What the use case refuses; see `domain::departments::set_heads`.
#[server(name = SetHeads, prefix = "/fn", endpoint = "departments/set_heads", input = Json, output = Json)]
pub async fn set_heads(id: DepartmentId, heads: Vec<MemberId>, revision: i64) -> Answer<Department> {
    let caller = super::caller()?;
    Ok(domain::departments::set_heads(&caller.services, &caller.viewer, &id, &heads, revision).await?)
}
