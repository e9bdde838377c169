//! How Auto Sync of a connection goes about it.

use super::rows;
use crate::audit::{self, Actor, Record, difference};
use crate::{Conn, Result, Services, Viewer, organisation};
use model::ConnectionId;
use model::audit::{Subject, Verb};
use model::mapping::{AutoSync, Covers};
use model::permission::Permission;
use serde_json::json;

/// The settings.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MappingsRead`], [`model::Code::NotFound`].
pub async fn auto_sync(services: &Services, viewer: &Viewer, connection: &ConnectionId) -> Result<AutoSync> {
    let mut conn = services.store.read().await?;
    rows::connection(&mut conn, viewer, connection).await?;
    find(&mut conn, connection).await
}

/// As they are stored, or what holds until somebody says otherwise.
pub(super) async fn find(conn: &mut Conn, connection: &ConnectionId) -> Result<AutoSync> {
    let found: Option<(Covers, bool, String, i64)> =
        sqlx::query_as("select covers, folds, notify, revision from auto_syncs where connection_id = $1")
            .bind(connection)
            .fetch_optional(conn)
            .await?;
    let usual = AutoSync::usual(connection.clone());
    Ok(found.map_or(usual.clone(), |(covers, folds, notify, revision)| AutoSync {
        covers,
        folds,
        notify: notify.split(',').filter(|one| !one.is_empty()).map(str::to_owned).collect(),
        revision,
        ..usual
    }))
}

/// Changes the settings. Whom it leaves out from now on is shown as skipped after its next run.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MappingMap`], [`model::Code::NotFound`], [`model::Code::Stale`],
/// [`model::Code::Invalid`].
pub async fn save_auto_sync(services: &Services, viewer: &Viewer, save: &AutoSync) -> Result<AutoSync> {
    viewer.require_everywhere(Permission::MappingMap)?;
    let save = save.clone().check()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let connection = rows::connection(&mut tx, viewer, &save.connection).await?;
    let old = find(&mut tx, &save.connection).await?;
    if old.revision != save.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, connection.id.as_str(), &connection.name)
            .await?
            .into());
    }
    sqlx::query(
        "insert into auto_syncs (connection_id, organisation_id, covers, folds, notify, revision) values ($1, $2, $3, $4, $5, $6) \
         on conflict (connection_id) do update set covers = excluded.covers, folds = excluded.folds, notify = excluded.notify, \
         revision = excluded.revision",
    )
    .bind(&save.connection)
    .bind(&viewer.organisation)
    .bind(save.covers)
    .bind(save.folds)
    .bind(save.notify.join(","))
    .bind(old.revision + 1)
    .execute(&mut *tx)
    .await?;
    let told =
        |auto: &AutoSync| json!({ "covers": auto.covers, "folds": auto.folds, "notify": auto.notify.join(", ") });
    let (was, is) = difference(&told(&old), &told(&save));
    let record = Record::new(Verb::Update, Subject::Schedule, &connection.id, &connection.name).fields(was, is);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "mappings");
    tx.commit().await?;
    Ok(AutoSync { revision: old.revision + 1, ..save })
}
