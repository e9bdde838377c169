//! Members: an account's place in the organisation.

mod bulk;
mod edit;
mod export;
mod get;
mod list;
mod read;
mod role;
pub mod rows;
mod step;
mod suggest;

pub use bulk::bulk_edit;
pub(crate) use bulk::{BulkEdits, draft_edit, take_back, terminate};
pub use edit::edit;
pub(crate) use edit::{check_manager, raw};
pub(crate) use export::open;
pub use export::{Export, Exported, export};
pub use get::get;
pub use list::{counts, facets, list};
pub use role::change_role;
pub(crate) use role::held;
pub(crate) use step::step_if_possible;
pub use step::{take_step, take_steps};
pub use suggest::suggest;

use crate::{Conn, Db, Result, Viewer, viewer};
use model::{Code, MemberId};
use rows::Row;
use sqlx::QueryBuilder;

/// A member that the viewer sees.
///
/// # Errors
/// [`Code::NotFound`] if there is none with this id in the viewer's organisation and scope.
pub(crate) async fn find_for(conn: &mut Conn, viewer: &Viewer, id: &MemberId) -> Result<Row> {
    let mut query = QueryBuilder::<Db>::new(rows::SELECT);
    query.push("where m.organisation_id = ").push_bind(viewer.organisation.clone());
    query.push(" and m.id = ").push_bind(id.clone());
    viewer::push_member_scope(&mut query, viewer);
    let row: Option<Row> = query.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?)
}
