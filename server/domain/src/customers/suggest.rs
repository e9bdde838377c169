//! What was meant by a search that finds nobody.

use super::filter::Sift;
use super::list::read;
use crate::search::Kind;
use crate::search::suggest::{self, Records, push_near};
use crate::{Conn, Db, Result, Services, Viewer};
use model::customer::CustomerQuery;
use model::permission::Permission;
use sqlx::QueryBuilder;

/// Searches that find somebody where this one finds nobody, the likeliest first. Only what the viewer sees and the other filters let
/// through is suggested.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersRead`].
pub async fn suggest(services: &Services, viewer: &Viewer, query: &CustomerQuery) -> Result<Vec<String>> {
    viewer.require(Permission::CustomersRead)?;
    let mut conn = services.store.read().await?;
    suggest::suggest(&query.search, &mut Seen { conn: &mut conn, viewer, query }).await
}

struct Seen<'a> {
    conn: &'a mut Conn,
    viewer: &'a Viewer,
    query: &'a CustomerQuery,
}

impl Records for Seen<'_> {
    async fn has(&mut self, search: &str) -> Result<bool> {
        let query = CustomerQuery { search: search.to_owned(), ..self.query.clone() };
        Ok(!read(self.conn, self.viewer, &query, &[], None, 1).await?.is_empty())
    }

    async fn near(&mut self, word: &str) -> Result<Vec<String>> {
        let all = CustomerQuery { search: String::new(), ..self.query.clone() };
        let mut sql = QueryBuilder::<Db>::new("select e.body from customers c cross join search_entries e ");
        Sift::all(self.conn, self.viewer, &all).await?.push(&mut sql, self.viewer);
        sql.push(" and e.kind = ").push_bind(Kind::Customer.word()).push(" and e.subject_id = c.id");
        push_near(&mut sql, &self.viewer.organisation, Kind::Customer, "c", word);
        Ok(sql.build_query_scalar().fetch_all(&mut *self.conn).await?)
    }
}
