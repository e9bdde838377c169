//! What was meant by a search that finds nobody.

use super::list::{push_filter, read};
use crate::search::suggest::{likely, mistypable, nearest, push_near};
use crate::search::{Kind, Reach};
use crate::{Conn, Db, Result, Services, Viewer};
use model::customer::CustomerQuery;
use model::permission::Permission;
use sqlx::QueryBuilder;

/// So many words of a search are corrected.
const WORDS: usize = 3;

/// Searches that find somebody where this one finds nobody, the likeliest first: its words that occur nowhere are taken for
/// mistyped ones. Only what the viewer sees and the other filters let through is suggested.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersRead`].
pub async fn suggest(services: &Services, viewer: &Viewer, query: &CustomerQuery) -> Result<Vec<String>> {
    viewer.require(Permission::CustomersRead)?;
    let mut conn = services.store.read().await?;
    let mut near = Vec::new();
    for word in mistypable(&query.search).into_iter().take(WORDS) {
        if !occurs(&mut conn, viewer, query, &word).await? {
            let others = others(&mut conn, viewer, query, &word).await?;
            near.push((word, others));
        }
    }
    let mut suggestions = Vec::new();
    for search in likely(&query.search, &near) {
        let corrected = CustomerQuery { search: search.clone(), ..query.clone() };
        if !read(&mut conn, viewer, &corrected, &[], None, 1).await?.is_empty() {
            suggestions.push(search);
        }
    }
    Ok(suggestions)
}

async fn occurs(conn: &mut Conn, viewer: &Viewer, query: &CustomerQuery, word: &str) -> Result<bool> {
    let alone = CustomerQuery { search: word.to_owned(), ..query.clone() };
    Ok(!read(conn, viewer, &alone, &[], None, 1).await?.is_empty())
}

/// Words like this one, of those whom the rest of the query lets through.
async fn others(conn: &mut Conn, viewer: &Viewer, query: &CustomerQuery, word: &str) -> Result<Vec<String>> {
    let without = CustomerQuery { search: String::new(), ..query.clone() };
    let mut sql = QueryBuilder::<Db>::new("select e.body from customers c cross join search_entries e ");
    push_filter(&mut sql, viewer, &without, Reach::Named);
    sql.push(" and e.kind = ").push_bind(Kind::Customer.word()).push(" and e.subject_id = c.id");
    push_near(&mut sql, &viewer.organisation, Kind::Customer, "c", word);
    let bodies: Vec<String> = sql.build_query_scalar().fetch_all(conn).await?;
    Ok(nearest(word, &bodies))
}
