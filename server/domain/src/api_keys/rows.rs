//! The SQL of API keys.

use crate::{Conn, Db, Result};
use model::api_key::{ApiKey, Scope};
use model::{ApiKeyId, Moment, OrganisationId};
use sqlx::QueryBuilder;

const SELECT: &str = "select k.id, k.name, k.prefix, k.scopes, m.name as created_by, k.expires_at, k.rate_per_minute, \
     k.last_used_at, k.last_used_address, k.revoked_at, k.created_at, k.revision \
     from api_keys k join members m on m.id = k.created_by ";

/// A key as stored.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    id: ApiKeyId,
    name: String,
    prefix: String,
    scopes: String,
    created_by: String,
    expires_at: Option<Moment>,
    rate_per_minute: i64,
    last_used_at: Option<Moment>,
    last_used_address: String,
    revoked_at: Option<Moment>,
    created_at: Moment,
    revision: i64,
}

impl From<Row> for ApiKey {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            prefix: row.prefix,
            scopes: read_scopes(&row.scopes),
            created_by: row.created_by,
            expires_at: row.expires_at,
            rate_per_minute: row.rate_per_minute,
            last_used_at: row.last_used_at,
            last_used_address: row.last_used_address,
            revoked_at: row.revoked_at,
            created_at: row.created_at,
            revision: row.revision,
        }
    }
}

/// Scopes as they are stored.
pub(super) fn write_scopes(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.word()).collect::<Vec<_>>().join(" ")
}

/// Scopes as they were stored; a word that this version does not know lets nothing through.
pub(super) fn read_scopes(text: &str) -> Vec<Scope> {
    text.split(' ').filter_map(Scope::from_word).collect()
}

/// One key of an organisation.
pub(super) async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &ApiKeyId) -> Result<Option<ApiKey>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where k.organisation_id = ").push_bind(organisation.clone());
    query.push(" and k.id = ").push_bind(id.clone());
    let row: Option<Row> = query.build_query_as().fetch_optional(conn).await?;
    Ok(row.map(ApiKey::from))
}

/// The newest keys of an organisation.
pub(super) async fn newest(conn: &mut Conn, organisation: &OrganisationId, most: i64) -> Result<Vec<ApiKey>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where k.organisation_id = ").push_bind(organisation.clone());
    query.push(" order by k.created_at desc, k.id desc limit ").push_bind(most);
    let rows: Vec<Row> = query.build_query_as().fetch_all(conn).await?;
    Ok(rows.into_iter().map(ApiKey::from).collect())
}
