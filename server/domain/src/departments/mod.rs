//! Departments: the organisation's tree.

mod add;
mod change;
mod delete;
mod get;
mod heads;
mod move_to;
mod rename;
pub mod rows;
mod tree;

pub use add::add;
pub use change::change;
pub use delete::delete;
pub use get::get;
pub use heads::set_heads;
pub use move_to::move_to;
pub use rename::rename;
pub use tree::tree;

use crate::{Conn, Result, Viewer};
use model::department::Department;
use model::{Code, DepartmentId};
use rows::Row;

/// A department that the viewer may change.
///
/// # Errors
/// [`Code::NotFound`] if there is none with this id in the viewer's organisation and scope.
async fn find_for(conn: &mut Conn, viewer: &Viewer, id: &DepartmentId) -> Result<Row> {
    let row = rows::find(conn, &viewer.organisation, id).await?;
    let row = row.filter(|row| viewer.sees_path(&row.path)).ok_or(Code::NotFound)?;
    Ok(row)
}

/// A department for the browser, with its counts and heads.
async fn shown(conn: &mut Conn, viewer: &Viewer, id: &DepartmentId) -> Result<Department> {
    let row = rows::find(conn, &viewer.organisation, id).await?.ok_or(Code::NotFound)?;
    let heads = rows::heads_of(conn, id).await?;
    let member_count = rows::count_inside(conn, &row, false).await?;
    let member_count_total = rows::count_inside(conn, &row, true).await?;
    Ok(Department {
        id: row.id,
        parent_id: row.parent_id,
        name: row.name,
        position: row.position,
        member_count,
        member_count_total,
        heads,
        source: row.source,
        revision: row.revision,
    })
}
