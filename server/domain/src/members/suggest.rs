//! What was meant by a search that finds nobody.

use super::list::{push_filter, read};
use crate::search::suggest::{likely, mistypable, nearest, push_near};
use crate::search::{Kind, Reach};
use crate::{Conn, Db, Result, Services, Viewer};
use model::member::MemberQuery;
use model::permission::Permission;
use sqlx::QueryBuilder;

/// So many words of a search are corrected.
const WORDS: usize = 3;

/// Searches that find somebody where this one finds nobody, the likeliest first: its words that occur nowhere are taken for
/// mistyped ones. Only what the viewer sees and the other filters let through is suggested.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MembersRead`].
pub async fn suggest(services: &Services, viewer: &Viewer, query: &MemberQuery) -> Result<Vec<String>> {
    viewer.require(Permission::MembersRead)?;
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
        let corrected = MemberQuery { search: search.clone(), ..query.clone() };
        if !read(&mut conn, viewer, &corrected, &[], None, 1).await?.is_empty() {
            suggestions.push(search);
        }
    }
    Ok(suggestions)
}

async fn occurs(conn: &mut Conn, viewer: &Viewer, query: &MemberQuery, word: &str) -> Result<bool> {
    let alone = MemberQuery { search: word.to_owned(), ..query.clone() };
    Ok(!read(conn, viewer, &alone, &[], None, 1).await?.is_empty())
}

/// Words like this one, of those whom the rest of the query lets through.
async fn others(conn: &mut Conn, viewer: &Viewer, query: &MemberQuery, word: &str) -> Result<Vec<String>> {
    let without = MemberQuery { search: String::new(), ..query.clone() };
    let mut sql = QueryBuilder::<Db>::new("select e.body from members m cross join search_entries e ");
    push_filter(conn, &mut sql, viewer, &without, true, Reach::Named).await?;
    sql.push(" and e.kind = ").push_bind(Kind::Member.word()).push(" and e.subject_id = m.id");
    push_near(&mut sql, &viewer.organisation, Kind::Member, "m", word);
    let bodies: Vec<String> = sql.build_query_scalar().fetch_all(conn).await?;
    Ok(nearest(word, &bodies))
}
