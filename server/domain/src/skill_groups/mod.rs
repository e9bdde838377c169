//! Skill groups: what agents are good at, and who gets a customer first.

mod coverage;
mod delete;
mod get;
mod list;
mod place;
mod rows;
mod save;

pub use delete::delete;
pub(crate) use delete::{inside, remove};
pub use get::get;
pub use list::list;
pub use place::place_agent;
pub(crate) use rows::names;
pub(crate) use save::insert;
pub use save::save;

use crate::{Conn, Result, Viewer};
use model::{Code, SkillGroupId};
use rows::Row;

/// A skill group of the viewer's organisation.
///
/// # Errors
/// [`Code::NotFound`]
async fn find(conn: &mut Conn, viewer: &Viewer, id: &SkillGroupId) -> Result<Row> {
    Ok(rows::find(conn, &viewer.organisation, id).await?.ok_or(Code::NotFound)?)
}
