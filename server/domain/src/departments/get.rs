//! Reading one department.

use super::{find_for, shown};
use crate::{Result, Services, Viewer};
use model::DepartmentId;
use model::department::Department;
use model::permission::Permission;

/// One department with its counts and heads.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::DepartmentsRead`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &DepartmentId) -> Result<Department> {
    viewer.require(Permission::DepartmentsRead)?;
    let mut conn = services.store.read().await?;
    let row = find_for(&mut conn, viewer, id).await?;
    shown(&mut conn, viewer, &row.id).await
}
