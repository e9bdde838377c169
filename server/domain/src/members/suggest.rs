//! What was meant by a search that finds nobody.

use super::list::push_filter;
use super::read::read;
use crate::search::suggest::{self, Records, push_near};
use crate::search::{Kind, Reach};
use crate::{Conn, Db, Result, Services, Viewer};
use model::member::MemberQuery;
use model::permission::Permission;
use sqlx::QueryBuilder;

/// Searches that find somebody where this one finds nobody, the likeliest first. Only what the viewer sees and the other filters let
/// through is suggested.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MembersRead`].
pub async fn suggest(services: &Services, viewer: &Viewer, query: &MemberQuery) -> Result<Vec<String>> {
    viewer.require(Permission::MembersRead)?;
    let mut conn = services.store.read().await?;
    suggest::suggest(&query.search, &mut Seen { conn: &mut conn, viewer, query }).await
}

struct Seen<'a> {
    conn: &'a mut Conn,
    viewer: &'a Viewer,
    query: &'a MemberQuery,
}

impl Records for Seen<'_> {
    async fn has(&mut self, search: &str) -> Result<bool> {
        let query = MemberQuery { search: search.to_owned(), ..self.query.clone() };
        Ok(!read(self.conn, self.viewer, &query, &[], None, 1).await?.is_empty())
    }

    async fn near(&mut self, word: &str) -> Result<Vec<String>> {
        let all = MemberQuery { search: String::new(), ..self.query.clone() };
        let mut sql = QueryBuilder::<Db>::new("select e.body from members m cross join search_entries e ");
        push_filter(self.conn, &mut sql, self.viewer, &all, true, Reach::Named).await?;
        sql.push(" and e.kind = ").push_bind(Kind::Member.word()).push(" and e.subject_id = m.id");
        push_near(&mut sql, &self.viewer.organisation, Kind::Member, "m", word);
        Ok(sql.build_query_scalar().fetch_all(&mut *self.conn).await?)
    }
}
