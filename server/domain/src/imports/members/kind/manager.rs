//! Managers who came with the same file, found by their e-mail addresses once they are here.

use crate::change::Context;
use crate::members::rows::{NewMember, email_key};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::problem::Fault;
use model::{MemberId, Problem};
use sqlx::QueryBuilder;
use std::collections::{BTreeSet, HashMap};

/// Those who were found already, or come with the same block.
#[derive(Default)]
pub(super) struct Managers(HashMap<String, MemberId>);

impl Managers {
    /// Somebody is about to be added, before those whom he manages.
    pub fn comes(&mut self, member: &NewMember) {
        if let Some(key) = email_key(member.email.as_deref()) {
            self.0.insert(key, member.id.clone());
        }
    }

    /// Looks up at once those who are here already.
    pub async fn look<'a>(
        &mut self,
        conn: &mut Conn,
        context: &Context,
        keys: impl Iterator<Item = &'a String>,
    ) -> Result<()> {
        let keys: BTreeSet<&String> = keys.filter(|key| !self.0.contains_key(*key)).collect();
        let keys: Vec<&String> = keys.into_iter().collect();
        for block in keys.chunks(crate::store::BLOCK) {
            let mut sql = QueryBuilder::<Db>::new("select email_key, id from members where organisation_id = ");
            sql.push_bind(&context.organisation).push(" and status in ('active', 'invited') and email_key in (");
            push_list(&mut sql, block.iter().map(|key| (*key).clone()));
            sql.push(")");
            let rows: Vec<(String, MemberId)> = sql.build_query_as().fetch_all(&mut *conn).await?;
            self.0.extend(rows);
        }
        Ok(())
    }

    /// The manager with this address.
    pub async fn find(&mut self, conn: &mut Conn, context: &Context, key: &str) -> Result<MemberId> {
        if let Some(id) = self.0.get(key) {
            return Ok(id.clone());
        }
        let id = find(conn, context, key).await?;
        self.0.insert(key.to_owned(), id.clone());
        Ok(id)
    }
}

/// The member with this address. Where his own row was unticked or failed, those whom he manages fail too and say so: without a
/// manager they would not be what the review has shown.
pub(super) async fn find(conn: &mut Conn, context: &Context, key: &str) -> Result<MemberId> {
    let found: Option<MemberId> = sqlx::query_scalar(
        "select id from members where organisation_id = $1 and email_key = $2 and status in ('active', 'invited')",
    )
    .bind(&context.organisation)
    .bind(key)
    .fetch_optional(conn)
    .await?;
    found.ok_or_else(|| Problem::field("manager", Fault::Unknown).into())
}
