//! Reading connections.

use super::rows::{self, Row};
use crate::{Conn, Result, Services, Viewer, runs, scim};
use model::connection::{Connection, ConnectionKind, Schedule};
use model::permission::Permission;
use model::run::RunKind;
use model::setting::Setting;
use model::{ConnectionId, Moment};

/// All connections, oldest first.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::ConnectionsRead`].
pub async fn list(services: &Services, viewer: &Viewer) -> Result<Vec<Connection>> {
    viewer.require_everywhere(Permission::ConnectionsRead)?;
    let mut conn = services.store.read().await?;
    let mut connections = Vec::new();
    for row in rows::all(&mut conn, &viewer.organisation).await? {
        connections.push(shown(&mut conn, services, row).await?);
    }
    Ok(connections)
}

/// One connection.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &ConnectionId) -> Result<Connection> {
    viewer.require_everywhere(Permission::ConnectionsRead)?;
    let mut conn = services.store.read().await?;
    let row = rows::find(&mut conn, &viewer.organisation, id).await?;
    shown(&mut conn, services, row).await
}

pub(super) async fn shown(conn: &mut Conn, services: &Services, row: Row) -> Result<Connection> {
    let schedules: Vec<(RunKind, String, String, bool, Option<Moment>)> = sqlx::query_as(
        "select kind, cron, zone, enabled, next_at from schedules where connection_id = $1 order by kind",
    )
    .bind(&row.id)
    .fetch_all(&mut *conn)
    .await?;
    let schedules = schedules
        .into_iter()
        .map(|(kind, cron, zone, enabled, next_at)| Schedule { kind, cron, zone, enabled, next_at })
        .collect();
    let last_runs = runs::newest(conn, &row.id).await?;
    Ok(Connection {
        callback_url: match row.kind {
            ConnectionKind::Scim => format!("{}{}", services.settings.public_url, scim::ROOT),
            kind => format!("{}/callbacks/{kind}/{}", services.settings.public_url, row.id),
        },
        secrets: row.secret_names.split_whitespace().filter_map(Setting::from_word).collect(),
        problem: row.problem.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        steps: serde_json::from_str(&row.steps).unwrap_or_default(),
        settings: row.settings(),
        id: row.id,
        kind: row.kind,
        name: row.name,
        state: row.state,
        testing: row.testing,
        tested_at: row.tested_at,
        brake_percent: row.brake_percent,
        schedules,
        last_runs,
        created_at: row.created_at,
        revision: row.revision,
    })
}
