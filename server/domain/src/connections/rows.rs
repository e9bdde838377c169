//! The SQL of connections.

use crate::{Conn, Db, Result};
use model::connection::{ConnectionKind, ConnectionState};
use model::setting::Setting;
use model::{Code, ConnectionId, Moment, OrganisationId, Problem};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

const SELECT: &str = "select id, organisation_id, kind, name, settings, secrets_sealed, secret_names, \
     state, problem, steps, testing, tested_at, brake_percent, revision, created_at from connections ";

/// A connection as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: ConnectionId,
    pub organisation_id: OrganisationId,
    pub kind: ConnectionKind,
    pub name: String,
    pub settings: String,
    pub secrets_sealed: String,
    pub secret_names: String,
    pub state: ConnectionState,
    pub problem: Option<String>,
    pub steps: String,
    pub testing: bool,
    pub tested_at: Option<Moment>,
    pub brake_percent: i64,
    pub revision: i64,
    pub created_at: Moment,
}

impl Row {
    /// The settings, without the credentials.
    pub(crate) fn settings(&self) -> BTreeMap<Setting, String> {
        // What a later version stored under a name that is unknown here is left out.
        let stored: BTreeMap<String, String> = serde_json::from_str(&self.settings).unwrap_or_default();
        stored.into_iter().filter_map(|(name, value)| Some((Setting::from_word(&name)?, value))).collect()
    }
}

/// All connections of an organisation, oldest first.
pub(crate) async fn all(conn: &mut Conn, organisation: &OrganisationId) -> Result<Vec<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where organisation_id = ").push_bind(organisation.clone());
    sql.push(" and removed = ").push_bind(false).push(" order by created_at, id");
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// One connection of an organisation.
pub(crate) async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &ConnectionId) -> Result<Row> {
    let row = find_raw(conn, id).await?;
    Ok(row.filter(|row| row.organisation_id == *organisation).ok_or(Code::NotFound)?)
}

/// One connection whoever's it is: for jobs and callbacks.
pub(crate) async fn find_raw(conn: &mut Conn, id: &ConnectionId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where id = ").push_bind(id.clone()).push(" and removed = ").push_bind(false);
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// Remembers how the last call went.
pub(crate) async fn set_state(conn: &mut Conn, id: &ConnectionId, problem: Option<&Problem>) -> Result<()> {
    let state = if problem.is_some() { ConnectionState::Bad } else { ConnectionState::Good };
    sqlx::query("update connections set state = $1, problem = $2 where id = $3")
        .bind(state)
        .bind(problem.map(serde_json::to_string).transpose()?)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}
