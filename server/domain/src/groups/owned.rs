//! The groups that somebody owns: what an on-job transfer can take.

use crate::viewer::push_member_scope;
use crate::{Db, Result, Services, Viewer};
use model::group::{OwnedGroup, OwnedGroupQuery};
use model::permission::Permission;
use sqlx::QueryBuilder;

/// How many are answered.
const SHOWN: usize = 20;
/// How many are looked at: nobody owns as many by far.
const MOST: i64 = 2_000;

/// The first groups of a member, by name, of those whose names hold what was typed.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::HandoversRead`].
pub async fn owned(services: &Services, viewer: &Viewer, query: &OwnedGroupQuery) -> Result<Vec<OwnedGroup>> {
    viewer.require(Permission::HandoversRead)?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(
        "select g.id, g.name, g.people from customer_groups g join members m on m.id = g.owner_id \
         where g.state = 'live' and m.organisation_id = ",
    );
    sql.push_bind(viewer.organisation.clone()).push(" and m.id = ").push_bind(query.owner.clone());
    push_member_scope(&mut sql, viewer);
    sql.push(" order by g.name, g.id limit ").push_bind(MOST);
    let groups: Vec<OwnedGroup> = sql.build_query_as().fetch_all(&mut *conn).await?;
    // Lower case differs between the two databases.
    let search = query.search.trim().to_lowercase();
    Ok(groups.into_iter().filter(|group| group.name.to_lowercase().contains(&search)).take(SHOWN).collect())
}
