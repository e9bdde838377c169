//! A search over users and groups at once (RFC 7644 §3.4.3).

use super::list::Wish;
use super::{Caller, Found, Query, Told, groups, users};
use crate::Services;

/// The page of a list in which users stand before groups. What a type has not has no value there (RFC 7644 §3.4.2.1).
///
/// # Errors
/// [`super::Kind::InvalidFilter`], [`super::Kind::InvalidPath`].
pub async fn search(services: &Services, caller: &Caller, query: &Query) -> Told<Found> {
    let mut wish = Wish::read(query, true)?;
    let mut conn = services.store.read().await?;
    let of_users = users::list::count(&mut conn, caller, &wish).await?;
    let of_groups = groups::list::count(&mut conn, caller, &wish).await?;
    let mut resources = users::list::page(&mut conn, caller, &wish).await?;
    wish.limit -= i64::try_from(resources.len()).unwrap_or(wish.limit);
    wish.offset = (wish.offset - of_users).max(0);
    resources.extend(groups::list::page(&mut conn, caller, &wish).await?);
    Ok(Found { total: of_users + of_groups, start_index: wish.start_index, resources })
}
