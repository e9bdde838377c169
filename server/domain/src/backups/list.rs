//! The list.

use super::own_dumps::own_dumps;
use super::{access, default_folder, rows, settings};
use crate::{Conn, Db, Result, Services, Viewer, restores};
use model::BackupId;
use model::backup::{Backup, Backups};
use sqlx::QueryBuilder;

/// How many are listed: those that are kept, and as many that tell what became of others.
const MOST: i64 = 300;

/// The page: every backup, newest first, how they are made, and the restore under way.
///
/// # Errors
/// [`model::Code::Forbidden`].
pub async fn list(services: &Services, viewer: &Viewer) -> Result<Backups> {
    let mut conn = services.store.read().await?;
    access::require(&mut conn, viewer).await?;
    Ok(Backups {
        items: recent(&mut conn).await?,
        settings: settings::read(&mut conn).await?.settings,
        default_folder: default_folder(services).display().to_string(),
        restore: restores::newest(&mut conn).await?,
        held: restores::held(&mut conn).await?,
        own_dumps: own_dumps(services),
    })
}

/// The newest backups, for whoever is at the machine.
///
/// # Errors
/// What the database says.
pub async fn recent(conn: &mut Conn) -> Result<Vec<Backup>> {
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("order by made_at desc, id desc limit ").push_bind(MOST);
    let rows: Vec<rows::Row> = sql.build_query_as().fetch_all(conn).await?;
    Ok(rows.into_iter().map(Backup::from).collect())
}

/// One backup.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &BackupId) -> Result<Backup> {
    let mut conn = services.store.read().await?;
    access::require(&mut conn, viewer).await?;
    Ok(rows::find(&mut conn, id).await?.into())
}
