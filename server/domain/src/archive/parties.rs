//! Who the ids in messages are.

use crate::customers::tombstones::{self, Gone};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use connectors::archive::ArchivedMessage;
use model::connection::ConnectionKind;
use model::conversation::SenderKind;
use model::{ConnectionId, MemberId};
use sqlx::QueryBuilder;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::place::Place;

/// What the ids of a page stand for.
#[derive(Debug, Default)]
pub(super) struct Parties {
    members: HashMap<String, MemberId>,
    customers: HashSet<String>,
    /// Customers who were deleted here.
    pub gone: HashMap<String, Gone>,
}

impl Parties {
    /// Looks everybody up who takes part in these messages.
    pub(super) async fn of(conn: &mut Conn, place: &Place, messages: &[&ArchivedMessage]) -> Result<Self> {
        let ids: BTreeSet<&str> = messages
            .iter()
            .flat_map(|one| one.to.iter().map(String::as_str).chain([one.from.as_str()]))
            .filter(|id| !id.is_empty())
            .collect();
        let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        let mut found = Self::default();
        for home in homes(conn, place).await? {
            for block in ids.chunks(crate::store::BLOCK) {
                let mut sql =
                    QueryBuilder::<Db>::new("select external_key, member_id from member_links where connection_id = ");
                sql.push_bind(home.clone()).push(" and external_key in (");
                push_list(&mut sql, block.iter().map(|id| id.to_lowercase()));
                let rows: Vec<(String, MemberId)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
                found.members.extend(rows);
                let mut sql = QueryBuilder::<Db>::new("select external_id from customer_links where connection_id = ");
                sql.push_bind(home.clone()).push(" and external_id in (");
                push_list(&mut sql, block.iter().cloned());
                let rows: Vec<String> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
                found.customers.extend(rows);
            }
            let outside: Vec<String> =
                ids.iter().filter(|id| found.kind(id) == SenderKind::Customer).cloned().collect();
            if !outside.is_empty() {
                found.gone.extend(tombstones::gone(conn, &home, &outside).await?);
            }
        }
        Ok(found)
    }

    /// Who somebody is, as far as it can be told by his id (document 91774): people outside are `wm…` and `wo…`, bots `wb…`.
    pub(super) fn kind(&self, id: &str) -> SenderKind {
        if self.members.contains_key(&id.to_lowercase()) {
            SenderKind::Member
        } else if self.customers.contains(id) || id.starts_with("wm") || id.starts_with("wo") {
            SenderKind::Customer
        } else if id.starts_with("wb") {
            SenderKind::Bot
        } else {
            SenderKind::Member
        }
    }

    /// The member with this id.
    pub(super) fn member(&self, key: &str) -> Option<&MemberId> {
        self.members.get(key)
    }

    /// Whether nothing of somebody is to be kept any more.
    pub(super) fn erased(&self, id: &str) -> bool {
        self.gone.get(id).is_some_and(|gone| gone.erased)
    }
}

/// The connections whose ids stand in the messages: of files, every WeCom of the organisation.
pub(super) async fn homes(conn: &mut Conn, place: &Place) -> Result<Vec<ConnectionId>> {
    let homes = sqlx::query_scalar(
        "select c.id from connections c join connections o on o.id = $1 where c.organisation_id = o.organisation_id \
         and c.removed = $2 and c.kind = $3 and (c.id = o.id or o.kind = $4) order by c.created_at desc, c.id desc",
    )
    .bind(&place.connection_id)
    .bind(false)
    .bind(ConnectionKind::WeCom)
    .bind(ConnectionKind::ArchiveFile)
    .fetch_all(conn)
    .await?;
    Ok(homes)
}
