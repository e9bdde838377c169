//! How the access of a provider stands.

use super::ROOT;
use crate::connections::rows::find as connection;
use crate::{Conn, Result, Services, Viewer};
use model::connection::ConnectionKind;
use model::permission::Permission;
use model::problem::Fault;
use model::scim::{ScimAccess, ScimToken};
use model::{ConnectionId, Moment, OrganisationId, Problem};

/// How it stands.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::ConnectionsRead`], [`model::Code::NotFound`],
/// [`model::Code::Invalid`] on `kind` for a connection of another kind.
pub async fn access(services: &Services, viewer: &Viewer, id: &ConnectionId) -> Result<ScimAccess> {
    viewer.require_everywhere(Permission::ConnectionsRead)?;
    let mut conn = services.store.read().await?;
    named(&mut conn, &viewer.organisation, id).await?;
    shown(&mut conn, services, id).await
}

/// The name of a connection of this kind.
pub(super) async fn named(conn: &mut Conn, organisation: &OrganisationId, id: &ConnectionId) -> Result<String> {
    let row = connection(conn, organisation, id).await?;
    if row.kind == ConnectionKind::Scim { Ok(row.name) } else { Err(Problem::field("kind", Fault::Unknown).into()) }
}

#[derive(sqlx::FromRow)]
struct Row {
    prefix: String,
    old_prefix: Option<String>,
    old_until: Option<Moment>,
    created_by: String,
    created_at: Moment,
    revoked_at: Option<Moment>,
    last_used_at: Option<Moment>,
    last_used_address: String,
    last_failed_at: Option<Moment>,
    last_failure: String,
    revision: i64,
}

pub(super) async fn shown(conn: &mut Conn, services: &Services, id: &ConnectionId) -> Result<ScimAccess> {
    let row: Option<Row> = sqlx::query_as(
        "select t.prefix, t.old_prefix, t.old_until, m.name as created_by, t.created_at, t.revoked_at, t.last_used_at, \
         t.last_used_address, t.last_failed_at, t.last_failure, t.revision from scim_tokens t \
         join members m on m.id = t.created_by where t.connection_id = $1",
    )
    .bind(id)
    .fetch_optional(&mut *conn)
    .await?;
    let (users, groups): (i64, i64) = sqlx::query_as(
        "select (select count(*) from scim_users where connection_id = $1 and left_at is null), \
         (select count(*) from scim_groups where connection_id = $1)",
    )
    .bind(id)
    .fetch_one(&mut *conn)
    .await?;
    let mut access = ScimAccess {
        base_url: format!("{}{ROOT}", services.settings.public_url),
        token: None,
        last_used_at: None,
        last_used_address: String::new(),
        last_failed_at: None,
        last_failure: String::new(),
        users,
        groups,
        revision: 0,
    };
    let Some(row) = row else { return Ok(access) };
    access.last_used_at = row.last_used_at;
    access.last_used_address = row.last_used_address;
    access.last_failed_at = row.last_failed_at;
    access.last_failure = row.last_failure;
    access.revision = row.revision;
    let old_until = row.old_until.filter(|until| *until > services.clock.now());
    access.token = row.revoked_at.is_none().then_some(ScimToken {
        prefix: row.prefix,
        created_by: row.created_by,
        created_at: row.created_at,
        old_prefix: row.old_prefix.filter(|_| old_until.is_some()),
        old_until,
    });
    Ok(access)
}
