//! The SQL of API keys.

use crate::{Conn, Db, Result};
use model::api_key::{ApiKey, Scope};
use model::{ApiKeyId, DepartmentId, Moment, OrganisationId};
use sqlx::QueryBuilder;

const SELECT: &str = "select k.id, k.name, k.prefix, k.scopes, m.name as created_by, k.expires_at, k.rate_per_minute, \
     k.last_used_at, k.last_used_address, k.old_prefix, k.old_until, k.addresses, k.scoped, k.refused_at, k.refused_address, \
     k.refused_count, k.revoked_at, k.created_at, k.revision \
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
    old_prefix: Option<String>,
    old_until: Option<Moment>,
    addresses: String,
    scoped: bool,
    refused_at: Option<Moment>,
    refused_address: String,
    refused_count: i64,
    revoked_at: Option<Moment>,
    created_at: Moment,
    revision: i64,
}

impl Row {
    async fn shown(self, conn: &mut Conn, now: Moment) -> Result<ApiKey> {
        let old_until = self.old_until.filter(|until| *until > now && self.revoked_at.is_none());
        let departments = if self.scoped { Some(departments(conn, &self.id).await?) } else { None };
        Ok(ApiKey {
            id: self.id,
            name: self.name,
            prefix: self.prefix,
            scopes: read_scopes(&self.scopes),
            created_by: self.created_by,
            expires_at: self.expires_at,
            rate_per_minute: self.rate_per_minute,
            last_used_at: self.last_used_at,
            last_used_address: self.last_used_address,
            old_prefix: self.old_prefix.filter(|_| old_until.is_some()),
            old_until,
            addresses: self.addresses.split_whitespace().map(str::to_owned).collect(),
            departments,
            refused_at: self.refused_at,
            refused_address: self.refused_address,
            refused_count: self.refused_count,
            revoked_at: self.revoked_at,
            created_at: self.created_at,
            revision: self.revision,
        })
    }
}

/// The departments that a key sees with what is below them.
async fn departments(conn: &mut Conn, key: &ApiKeyId) -> Result<Vec<(DepartmentId, String)>> {
    Ok(sqlx::query_as(
        "select d.id, d.name from api_key_departments s join departments d on d.id = s.department_id \
         where s.api_key_id = $1 order by d.path",
    )
    .bind(key)
    .fetch_all(conn)
    .await?)
}

/// Their paths.
pub(super) async fn paths(conn: &mut Conn, key: &ApiKeyId) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "select d.path from api_key_departments s join departments d on d.id = s.department_id \
         where s.api_key_id = $1 order by d.path",
    )
    .bind(key)
    .fetch_all(conn)
    .await?)
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
pub(super) async fn find(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &ApiKeyId,
    now: Moment,
) -> Result<Option<ApiKey>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where k.organisation_id = ").push_bind(organisation.clone());
    query.push(" and k.id = ").push_bind(id.clone());
    let row: Option<Row> = query.build_query_as().fetch_optional(&mut *conn).await?;
    match row {
        Some(row) => Ok(Some(row.shown(conn, now).await?)),
        None => Ok(None),
    }
}

/// The newest keys of an organisation, after a place in that order.
pub(super) async fn newest(
    conn: &mut Conn,
    organisation: &OrganisationId,
    after: Option<(i64, String)>,
    most: i64,
    now: Moment,
) -> Result<Vec<ApiKey>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where k.organisation_id = ").push_bind(organisation.clone());
    if let Some((at, id)) = after {
        query.push(" and (k.created_at, k.id) < (").push_bind(at).push(", ").push_bind(id).push(")");
    }
    query.push(" order by k.created_at desc, k.id desc limit ").push_bind(most);
    let rows: Vec<Row> = query.build_query_as().fetch_all(&mut *conn).await?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in rows {
        keys.push(row.shown(conn, now).await?);
    }
    Ok(keys)
}
